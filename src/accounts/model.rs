//! A person and their address.

use diesel::prelude::*;

use crate::{
    platform::{
        error::{Error, Message, Result},
        i18n::Lang,
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

    /// Accepts what a mail server could deliver to; refuses with a message for the field `email`.
    pub fn parse(typed: &str) -> Result<Self> {
        let address = typed.trim();
        let wrong = || Error::invalid("email", Message::new("account-email-invalid"));
        let (local, domain) = address.rsplit_once('@').ok_or_else(wrong)?;
        let plain = |c: char| {
            !c.is_whitespace() && !c.is_control() && !matches!(c, '<' | '>' | '(' | ')' | '[' | ']' | ',' | ';' | ':' | '"' | '\\' | '@')
        };
        let sound = !local.is_empty()
            && local.len() <= 64
            && address.len() <= Self::MAX
            && local.chars().all(plain)
            && domain.chars().all(plain)
            && domain.split('.').all(|part| !part.is_empty() && !part.starts_with('-') && !part.ends_with('-'));
        if !sound {
            return Err(wrong());
        }
        Ok(Self { address: address.to_owned(), key: address.to_lowercase() })
    }

    pub fn as_str(&self) -> &str {
        &self.address
    }

    /// Lower case; unique among people.
    pub fn key(&self) -> &str {
        &self.key
    }
}

/// A person's name as typed, white space folded; refused for `field` when empty or longer than 60 characters.
pub fn clean_name(field: &str, typed: &str) -> Result<String> {
    let name = typed.split_whitespace().collect::<Vec<_>>().join(" ");
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
        for good in ["zhou.min@example.cn", " Zhou@Example.CN ", "a+b@sub.example.org", "周敏@例子.中国"] {
            assert!(Email::parse(good).is_ok(), "{good}");
        }
        for bad in
            ["", "@", "a@", "@b", "a b@c.d", "a@b..c", "a@-b.c", "a@b.c\r\nBcc: x@y.z", "a<b@c.d>", &format!("{}@b.c", "a".repeat(65))]
        {
            assert!(Email::parse(bad).is_err(), "{bad}");
        }
        assert_eq!(Email::parse("Zhou@Example.CN").map(|e| e.key().to_owned()).ok().as_deref(), Some("zhou@example.cn"));
    }
}
