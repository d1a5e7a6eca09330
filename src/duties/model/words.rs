//! Checks of what people typed, shared by all actions: the domain is the last to look, whoever calls.

use crate::platform::error::{FieldErrors, Message};

/// The longest title, in characters.
pub const TITLE_MAX: usize = 200;
/// The longest reason, share or answer.
pub const REASON_MAX: usize = 2_000;
/// The longest requirement or report.
pub const TEXT_MAX: usize = 20_000;

/// The most targets of one duty.
pub const TARGETS_MAX: usize = 50;

/// Trimmed, lines ended by `\n`, without control characters (PostgreSQL's text cannot hold a NUL).
pub fn clean(text: &str) -> String {
    let lines = text.replace("\r\n", "\n").replace('\r', "\n");
    lines.chars().filter(|c| !c.is_control() || *c == '\n' || *c == '\t').collect::<String>().trim().to_owned()
}

/// `text` cleaned; wrong when longer than `max` characters.
pub fn optional(errors: &mut FieldErrors, field: &str, text: &str, max: usize) -> String {
    let text = clean(text);
    let length = text.chars().count();
    if length > max {
        let message = Message::new("field-too-long").number("max", max as f64).number("length", length as f64);
        errors.add(field, message);
    }
    text
}

/// As [`optional`], and wrong when empty.
pub fn required(errors: &mut FieldErrors, field: &str, text: &str, max: usize) -> String {
    let text = optional(errors, field, text, max);
    if text.is_empty() {
        errors.add(field, Message::new("field-required"));
    }
    text
}

/// As [`required`], on one line.
pub fn line(errors: &mut FieldErrors, field: &str, text: &str, max: usize) -> String {
    required(errors, field, &text.split_whitespace().collect::<Vec<_>>().join(" "), max)
}

/// A reason, which must be given.
pub fn reason(text: &str) -> crate::platform::error::Result<String> {
    let mut errors = FieldErrors::default();
    let text = required(&mut errors, "reason", text, REASON_MAX);
    errors.finish(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_cleaned_and_measured_in_characters() {
        assert_eq!(clean(" a\r\nb\0c\rd\t\u{7} "), "a\nbc\nd");
        let mut errors = FieldErrors::default();
        assert_eq!(required(&mut errors, "x", "质量", 2), "质量");
        assert!(errors.is_empty());
        required(&mut errors, "x", " \n", 2);
        required(&mut errors, "x", "质量好", 2);
        assert_eq!(errors.0.iter().map(|e| e.message.key).collect::<Vec<_>>(), ["field-required", "field-too-long"]);
        assert!(reason("").is_err());
        assert_eq!(line(&mut errors, "x", " 甲\n 乙 ", 9), "甲 乙");
    }
}
