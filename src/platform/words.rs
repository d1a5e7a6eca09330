//! Enums that are stored as words.

/// An enum stored as text and named by Fluent: `ALL`, `as_str`, `parse`, and `key` (the prefix and the text, with `-`).
macro_rules! stored_words {
    ($(#[$doc:meta])* $name:ident, $prefix:literal { $($(#[$vdoc:meta])* $variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name {
            $($(#[$vdoc])* $variant),+
        }

        impl $name {
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// As stored.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $text),+
                }
            }

            pub fn parse(text: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|v| v.as_str() == text)
            }

            /// From a row; a word no version ever wrote is a fault.
            pub fn stored(text: &str) -> crate::platform::error::Result<Self> {
                Self::parse(text).ok_or_else(|| crate::platform::error::Error::internal(format!("{} {text:?}", stringify!($name))))
            }

            /// The Fluent key of its name.
            pub fn key(self) -> String {
                format!(concat!($prefix, "-{}"), self.as_str().replace('_', "-"))
            }
        }
    };
}

pub(crate) use stored_words;
