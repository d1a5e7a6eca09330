//! When two names mean the same party, and when they are alike enough to ask.

use std::collections::HashSet;

use unicode_normalization::UnicodeNormalization;

use crate::platform::text::is_invisible;

/// What two spellings of a name have in common: NFKC, lower case, without spaces, brackets, quotes and dots; 有限责任公司 is 有限公司.
/// The place before the name and 股份 are kept: they make another company of it.
pub fn name_key(name: &str) -> String {
    let level: String = name.nfkc().flat_map(char::to_lowercase).filter(|c| !is_left_out(*c)).collect();
    level.replace("有限责任公司", "有限公司")
}

fn is_left_out(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || is_invisible(c)
        || matches!(c, '(' | ')' | '[' | ']' | '{' | '}' | '<' | '>' | '"' | '\'' | '.' | ',' | '-' | '·' | '•' | '‧' | '・')
        || matches!(c, '\u{2010}'..='\u{201F}' | '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{301F}')
}

/// The forms a company's name ends with, the longest first: nearly everybody's name has one, so they say nothing of likeness.
const FORMS: [&str; 6] = ["股份有限公司", "集团有限公司", "有限公司", "集团公司", "公司", "集团"];

/// A key without the form at its end; as it is where nothing but the form would be left.
pub(in crate::enforcement) fn core(key: &str) -> &str {
    let bare = FORMS.iter().find_map(|form| key.strip_suffix(form)).unwrap_or(key);
    if bare.chars().count() >= 2 { bare } else { key }
}

/// How much of their pairs of neighbouring characters two names must share to be alike.
const ALIKE: f64 = 0.65;
/// A name within another one makes them alike from so many characters on.
const WITHIN: usize = 4;

/// Whether two different keys may well be one party that somebody wrote otherwise. Never enough to take one for the other.
pub fn is_alike(one: &str, other: &str) -> bool {
    if one == other {
        return true;
    }
    let (one, other) = (core(one), core(other));
    let (short, long) = if one.chars().count() <= other.chars().count() { (one, other) } else { (other, one) };
    if short.chars().count() >= WITHIN && long.contains(short) {
        return true;
    }
    let (a, b) = (pairs(one), pairs(other));
    let both = a.intersection(&b).count();
    // Two characters have a single pair: alike would be the same.
    a.len() + b.len() > 2 && 2.0 * both as f64 / (a.len() + b.len()) as f64 >= ALIKE
}

fn pairs(text: &str) -> HashSet<(char, char)> {
    text.chars().zip(text.chars().skip(1)).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn spellings_of_one_name_have_one_key() {
        let key = name_key("江苏（南京）金陵饮料有限责任公司");
        for same in ["江苏(南京)金陵饮料有限公司", " 江苏南京 金陵饮料有限公司\u{200B}", "江苏【南京】“金陵”饮料有限公司"]
        {
            assert_eq!(name_key(same), key, "{same}");
        }
        assert_eq!(name_key("ＡＢＣ·电器（Nanjing）Co., Ltd."), "abc电器nanjingcoltd");
        assert_eq!(name_key("买买提·艾力"), name_key("买买提•艾力"));
        assert_ne!(name_key("金陵饮料股份有限公司"), name_key("金陵饮料有限公司"));
        assert_ne!(name_key("南京金陵饮料有限公司"), name_key("无锡金陵饮料有限公司"));
    }

    #[test]
    fn names_are_alike_that_people_mix_up() {
        let alike = |a: &str, b: &str| is_alike(&name_key(a), &name_key(b));
        for (a, b) in [
            ("南京金陵饮料有限公司", "南京市金陵饮料有限公司"),
            ("南京金陵饮料有限公司", "南京金陵饮科有限公司"),
            ("南京金陵饮料有限公司", "金陵饮料有限公司"),
            ("南京金陵饮料有限公司", "南京金陵饮料股份有限公司"),
            ("金陵饮料厂", "南京金陵饮料有限公司"),
        ] {
            assert!(alike(a, b) && alike(b, a), "{a} {b}");
        }
        for (a, b) in [
            ("南京金陵饮料有限公司", "无锡金陵饮料有限公司"),
            ("南京金陵饮料有限公司", "南京长江电缆有限公司"),
            ("王建国", "王建军"),
            ("王伟", "王玮"),
            ("南京有限公司", "无锡有限公司"),
        ] {
            assert!(!alike(a, b), "{a} {b}");
        }
    }

    proptest! {
        #[test]
        fn a_key_is_its_own_key_and_likeness_goes_both_ways(a in "\\PC{0,20}", b in "[南京金陵饮料有限公司()]{0,12}") {
            let (ka, kb) = (name_key(&a), name_key(&b));
            prop_assert_eq!(name_key(&kb), kb.clone());
            prop_assert_eq!(is_alike(&ka, &kb), is_alike(&kb, &ka));
            prop_assert!(is_alike(&kb, &kb));
        }
    }
}
