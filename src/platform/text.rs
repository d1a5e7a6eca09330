//! What people type, made plain: the characters nobody sees, and white space.

use unicode_normalization::UnicodeNormalization;

/// Takes no room and shows nothing, or turns the direction of what follows: good for making one name look like another.
pub fn is_invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}')
}

/// One line without invisible characters, white space folded, composed characters (NFC).
pub fn one_line(text: &str) -> String {
    let seen: String = text.nfc().map(|c| if c.is_control() { ' ' } else { c }).filter(|c| !is_invisible(*c)).collect();
    seen.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What two spellings have in common when they mean the same: NFKC, no white space or invisible characters, lower case.
pub fn alias_key(name: &str) -> String {
    name.nfkc().filter(|c| !c.is_whitespace() && !c.is_control() && !is_invisible(*c)).flat_map(char::to_lowercase).collect()
}

/// `LIKE` pattern of a word anywhere, its own `%`, `_` and `\` taken literally (`ESCAPE '\'`).
pub fn anywhere(word: &str) -> String {
    let escaped = word.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    format!("%{escaped}%")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_sees_is_gone() {
        assert_eq!(one_line(" 周\u{200B}敏\r\n\u{202E} \u{3000}a\u{FEFF} "), "周敏 a");
        assert_eq!(one_line("\u{200D}\u{2066}"), "");
    }

    #[test]
    fn spellings_that_mean_the_same_have_one_key() {
        assert_eq!(alias_key(" 省 质量技术\u{3000}监督局 "), "省质量技术监督局");
        assert_eq!(alias_key("ＡＱＳＩＱ"), alias_key("aqsiq"));
        assert_eq!(alias_key("\u{FEFF}省\u{200B}局\n"), "省局");
    }
}
