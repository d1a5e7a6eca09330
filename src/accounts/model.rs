//! A person and their address.

use diesel::prelude::*;
use unicode_normalization::UnicodeNormalization;

use crate::{
    platform::{
        error::{Error, Message, Result},
        i18n::Lang,
        mail::ascii_address,
        text::{is_invisible, one_line},
    },
    schema::people,
};

/// An e-mail address as typed, and the form two spellings of it share.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Email {
    address: String,
    key: String,
}

impl Email {
    /// Longest address that SMTP carries (RFC 5321, 4.5.3.1.3), in octets.
    const MAX: usize = 254;

    /// Accepts what a mail server could deliver to, in whatever width and spacing input methods give it; refuses with a message for
    /// the field `email`.
    pub fn parse(typed: &str) -> Result<Self> {
        let wrong = || Error::invalid("email", Message::new("account-email-invalid"));
        let address: String = typed.nfkc().filter(|c| !is_invisible(*c)).collect();
        let address = address.trim();
        // The local part is ASCII from here on, and so is the domain: `公司.cn` and `xn--55qx5d.cn` are one.
        let plain = ascii_address(address).map_err(|_| wrong())?;
        let sound = address.len() <= Self::MAX
            && !address.chars().any(|c| c.is_whitespace() || c.is_control())
            && plain.domain().split('.').all(|part| !part.is_empty() && !part.starts_with('-') && !part.ends_with('-'));
        if !sound {
            return Err(wrong());
        }
        let key = format!("{}@{}", plain.user(), plain.domain()).to_lowercase();
        Ok(Self { address: address.to_owned(), key })
    }

    pub fn as_str(&self) -> &str {
        &self.address
    }

    /// Lower case; unique among people.
    pub fn key(&self) -> &str {
        &self.key
    }
}

/// A person's name on one line, without what nobody sees; refused for `field` when empty or longer than 60 characters.
pub fn clean_name(field: &str, typed: &str) -> Result<String> {
    let name = one_line(typed);
    match name.chars().count() {
        0 => Err(Error::invalid(field, Message::new("account-name-missing"))),
        1..=60 => Ok(name),
        _ => Err(Error::invalid(field, Message::new("account-name-long").number("max", 60))),
    }
}

/// Somebody with an account. Without a password they cannot log in yet (invited, or a leader who only reads mail).
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = people)]
pub struct Person {
    pub id: i64,
    pub email: String,
    pub name: String,
    pub password_hash: Option<String>,
    pub language: Option<String>,
    pub is_operator: bool,
    pub state: String,
    pub version: i64,
}

impl Person {
    /// The language they chose, if they did.
    pub fn lang(&self) -> Option<Lang> {
        self.language.as_deref().and_then(Lang::parse)
    }

    pub fn is_active(&self) -> bool {
        self.state == "active"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses() {
        for good in ["zhou.min@example.cn", " Zhou@Example.CN ", "a+b@sub.example.org", "zhoumin@例子.中国", "o'neil@example.org"] {
            assert!(Email::parse(good).is_ok(), "{good}");
        }
        let long = [format!("{}@b.c", "a".repeat(65)), format!("a@{}.cn", "b".repeat(250)), "a".repeat(2_000_000)];
        let wrong = ["", "@", "a@", "@b", "a b@c.d", "a@b..c", "a@-b.c", "a@b.c\r\nBcc: x@y.z", "a<b@c.d>", "周敏@例子.中国", "a@1.2.3.4"];
        for bad in wrong.into_iter().chain(long.iter().map(String::as_str)) {
            assert!(Email::parse(bad).is_err(), "{}", bad.chars().take(80).collect::<String>());
        }
    }

    #[test]
    fn spellings_of_one_address_have_one_key() {
        let key = |typed: &str| Email::parse(typed).map(|e| e.key().to_owned()).ok();
        assert_eq!(key("Zhou@Example.CN").as_deref(), Some("zhou@example.cn"));
        assert_eq!(key("\u{FEFF}ｚｈｏｕ＠example．cn\u{3000}"), key("zhou@example.cn"));
        assert_eq!(key("zhou@例子.中国"), key("ZHOU@xn--fsqu00a.xn--fiqs8s"));
        assert_eq!(key("zhou@例子。中国"), key("zhou@例子.中国"));
    }
}
