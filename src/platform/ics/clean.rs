//! What people typed, made fit for a calendar: nothing in it can begin a new line or property.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use url::Url;

use crate::platform::text::one_line;

/// The longest text written, in characters; more is cut.
const LIMIT: usize = 4000;

/// Several lines: control characters gone, every kind of line break a plain one.
pub(super) fn lines(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace(['\r', '\u{85}', '\u{2028}', '\u{2029}'], "\n");
    let kept: String = text.chars().map(|c| if c == '\t' { ' ' } else { c }).filter(|c| *c == '\n' || !c.is_control()).collect();
    cut(kept.trim().to_owned())
}

/// One line.
pub(super) fn line(text: &str) -> String {
    cut(one_line(text))
}

/// A parameter's value: a double quote cannot stand in one, and what some readers take for an escape is best not there.
pub(super) fn parameter(text: &str) -> String {
    line(text).replace('"', "'").replace('\\', "/").replace('^', "-")
}

/// `mailto:` with what a URI may not hold percent-encoded (RFC 6068).
pub(super) fn mailto(address: &str) -> String {
    const KEPT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'@').remove(b'.').remove(b'-').remove(b'_').remove(b'+').remove(b'~').remove(b'\'');
    format!("mailto:{}", utf8_percent_encode(address, KEPT))
}

/// The address of a page, in ASCII.
pub(super) fn page(href: &str) -> Option<String> {
    let url = Url::parse(href).ok()?;
    matches!(url.scheme(), "http" | "https").then(|| url.to_string())
}

fn cut(text: String) -> String {
    match text.char_indices().nth(LIMIT) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text,
    }
}
