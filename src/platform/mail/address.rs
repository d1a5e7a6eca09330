//! Who a message is from and to.

use lettre::{Address, message::Mailbox};
use url::Host;

use super::error::LetterError;
use super::letter::one_line;

/// A person or body with an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correspondent {
    /// The name shown beside the address; may be empty.
    pub name: String,
    /// The address, `someone@example.org`.
    pub address: String,
}

impl Correspondent {
    /// A correspondent by name and address.
    pub fn new(name: impl Into<String>, address: impl Into<String>) -> Correspondent {
        Correspondent { name: name.into(), address: address.into() }
    }

    pub(super) fn mailbox(&self) -> Result<Mailbox, LetterError> {
        let name = one_line(&self.name);
        Ok(Mailbox::new((!name.is_empty()).then_some(name), ascii_address(&self.address)?))
    }
}

/// Reads an address and brings its domain into the ASCII form every server understands (`公司.cn` → `xn--55qx5d.cn`).
///
/// Quoted and non-ASCII local parts are refused although standards allow them: hardly a server carries them, and
/// they are where commands and headers get smuggled in.
pub fn ascii_address(text: &str) -> Result<Address, LetterError> {
    let refuse = || LetterError::Address(text.to_owned());
    let text = text.trim();
    let (local, domain) = text.rsplit_once('@').ok_or_else(refuse)?;
    let plain = |c: char| c.is_ascii_graphic() && !"\"(),:;<>@[\\]".contains(c);
    if local.is_empty() || local.len() > 64 || !local.chars().all(plain) {
        return Err(refuse());
    }
    let Ok(Host::Domain(domain)) = Host::parse(domain) else { return Err(refuse()) };
    Address::new(local, domain).map_err(|_| refuse())
}
