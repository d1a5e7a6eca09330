//! Bytes to text: UTF-8, UTF-16 with a mark, GB18030.

use super::Refusal;
use encoding_rs::{Encoding, GB18030, UTF_8};

/// The text of a file whose encoding is not stated.
pub(super) fn decode(bytes: &[u8]) -> Result<String, Refusal> {
    let text = match Encoding::for_bom(bytes) {
        Some((encoding, _)) => strict(encoding, bytes)?,
        None => match std::str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            Err(fault) if truncated(bytes, fault) => String::from_utf8_lossy(&bytes[..fault.valid_up_to()]).into_owned(),
            Err(_) => strict(GB18030, bytes)?,
        },
    };
    if looks_like_text(&text) { Ok(text) } else { Err(Refusal::NotText) }
}

/// Whether UTF-8 text merely ends in the middle of its last character.
fn truncated(bytes: &[u8], fault: std::str::Utf8Error) -> bool {
    fault.error_len().is_none() && fault.valid_up_to() + 4 > bytes.len() && fault.valid_up_to() > 30
}

fn strict(encoding: &'static Encoding, bytes: &[u8]) -> Result<String, Refusal> {
    let (text, used, faults) = encoding.decode(bytes);
    let few = text.chars().filter(|&c| c == '\u{FFFD}').take(9).count();
    if faults && (used == UTF_8 || few * 200 > text.chars().take(2000).count().max(1)) {
        return Err(Refusal::NotText);
    }
    Ok(text.into_owned())
}

/// No control characters but layout, and next to no characters nobody writes.
fn looks_like_text(text: &str) -> bool {
    let (mut all, mut odd) = (0usize, 0usize);
    for c in text.chars() {
        all += 1;
        match c {
            '\t' | '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{1A}' | '\u{85}' => {}
            c if c.is_control() => return false,
            '\u{E000}'..='\u{F8FF}' | '\u{FFFD}' | '\u{F0000}'.. => odd += 1,
            _ => {}
        }
    }
    odd * 50 <= all
}

/// Line ends of every kind become `\n`, page feeds a blank line.
pub(super) fn level_lines(text: String) -> String {
    const OTHERS: [char; 8] = ['\r', '\u{C}', '\u{B}', '\u{85}', '\u{2028}', '\u{2029}', '\u{1A}', '\u{FEFF}'];
    if !text.contains(OTHERS) {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' => {
                if chars.peek() != Some(&'\n') {
                    out.push('\n');
                }
            }
            '\u{C}' => out.push_str("\n\n"),
            '\u{B}' | '\u{85}' | '\u{2028}' | '\u{2029}' => out.push('\n'),
            '\u{1A}' | '\u{FEFF}' => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_every_encoding_and_refuses_the_rest() {
        let text = "一、加强领导。";
        let (gb, _, _) = GB18030.encode(text);
        assert_eq!(decode(&gb).as_deref(), Ok(text));
        assert_eq!(decode(text.as_bytes()).as_deref(), Ok(text));
        assert_eq!(decode(format!("\u{FEFF}{text}").as_bytes()).as_deref(), Ok(text));
        let mut wide = vec![0xFF, 0xFE];
        text.encode_utf16().for_each(|u| wide.extend(u.to_le_bytes()));
        assert_eq!(decode(&wide).as_deref(), Ok(text));
        assert_eq!(decode(&[0, 1, 2, 3, 0xFF, 0xFF]), Err(Refusal::NotText));
        assert_eq!(decode(&[0x80, 0xFF, 0xFE, 0xFF, 0x80, 0x80]), Err(Refusal::NotText));
        assert_eq!(level_lines("a\r\nb\rc\u{C}d".into()), "a\nb\nc\n\nd");
    }
}
