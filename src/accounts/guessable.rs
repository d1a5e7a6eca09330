//! Passwords that are guessed first: common ones and their usual disguises, patterns of the keyboard and the alphabet, numbers, and
//! what everybody knows of the person. Nothing is asked of a password but that it is none of these: no rule of composition.

/// Whole passwords that lists of leaked ones begin with, in lower case.
static COMMON: &str = include_str!("common_passwords.txt");

/// Words that such lists are made of, alone or with figures and signs before and after them.
const WORDS: [&str; 62] = [
    "password",
    "passwd",
    "passwort",
    "pass",
    "admin",
    "administrator",
    "root",
    "user",
    "guest",
    "test",
    "demo",
    "login",
    "welcome",
    "letmein",
    "changeme",
    "default",
    "secret",
    "master",
    "dragon",
    "monkey",
    "football",
    "baseball",
    "superman",
    "batman",
    "sunshine",
    "princess",
    "shadow",
    "hello",
    "freedom",
    "whatever",
    "computer",
    "internet",
    "iloveyou",
    "iloveu",
    "loveyou",
    "qwerty",
    "qwertyuiop",
    "qwert",
    "asdf",
    "asdfgh",
    "asdfghjkl",
    "zxcvbn",
    "zxcvbnm",
    "qazwsx",
    "abc",
    "abcd",
    "abcdef",
    "abcdefg",
    "aaa",
    "woaini",
    "woaizhongguo",
    "nihao",
    "mima",
    "wode",
    "zhongguo",
    "china",
    "beijing",
    "jiangsu",
    "nanjing",
    "lianxi",
    "lianxihuiyi",
    "zhiliang",
];

/// Rows and columns of the keyboard; a walk along them is no secret.
const ROWS: [&str; 8] = [
    "1234567890",
    "qwertyuiop",
    "asdfghjkl;",
    "zxcvbnm,./",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.0p;/",
    "!@#$%^&*()",
    "1q2w3e4r5t6y7u8i9o0p",
    "147258369",
];

/// Whether the password is one of those that many have.
pub(super) fn is_common(password: &str) -> bool {
    let lower = password.to_lowercase();
    COMMON.lines().any(|line| line == lower) || is_pattern(&lower) || is_number(&lower) || WORDS.contains(&core(&lower).as_str())
}

/// Whether it is one of these words, as written, or with figures and signs around it: a name, an address, the part before its `@`.
pub(super) fn is_of(password: &str, own: &[&str]) -> bool {
    let lower = password.to_lowercase();
    let bare = core(&lower);
    let words = own.iter().flat_map(|word| [Some(*word), word.split_once('@').map(|(local, _)| local)]).flatten();
    words.map(str::to_lowercase).any(|word| {
        let joined: String = word.chars().filter(|c| c.is_alphanumeric()).collect();
        let plain: String = bare.chars().filter(|c| c.is_alphanumeric()).collect();
        lower == word || (joined.chars().count() > 1 && plain == core(&joined))
    })
}

/// What is left without the figures and signs at both ends, with letters for the signs that stand for them: `P@ssw0rd2026!` → `password`.
fn core(lower: &str) -> String {
    let letter = |c: char| match c {
        '0' => 'o',
        '1' | '!' => 'i',
        '3' => 'e',
        '4' | '@' => 'a',
        '5' | '$' => 's',
        '7' => 't',
        other => other,
    };
    lower.trim_matches(|c: char| !c.is_alphabetic()).chars().map(letter).collect()
}

/// A run (`abcdefghij`), a short piece over and over (`哈哈哈哈…`, `abc123abc123`), or a walk over the keyboard, forth or back.
fn is_pattern(lower: &str) -> bool {
    let chars: Vec<char> = lower.chars().collect();
    let step = |d: i64| chars.windows(2).all(|w| i64::from(u32::from(w[1])) - i64::from(u32::from(w[0])) == d);
    let repeats = |n: usize| chars.len() >= 2 * n && chars.iter().zip(chars.iter().skip(n)).all(|(a, b)| a == b);
    let back: String = chars.iter().rev().collect();
    let walks = |text: &str| ROWS.iter().any(|row| row.contains(text) || format!("{row}{row}").contains(text));
    step(1) || step(-1) || (1..=6).any(repeats) || walks(lower) || walks(&back)
}

/// Nothing but figures, fewer than a machine tries in a moment: days of birth, numbers of telephones and offices.
fn is_number(lower: &str) -> bool {
    lower.chars().count() < 15 && lower.chars().all(|c| c.is_numeric() || "-+. /()".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_guessed_first_is_known_in_disguise() {
        for bad in [
            "password123",
            "P@ssw0rd2026!",
            "  Admin@123456",
            "1234567890",
            "0987654321",
            "aaaaaaaaaaaa",
            "abcdefghijkl",
            "qwertyuiop",
            "poiuytrewq",
            "1qaz2wsx3edc",
            "asdfghjkl;",
            "abc123abc123",
            "哈哈哈哈哈哈哈哈哈哈",
            "13812345678",
            "025-83251234",
            "19800101 1980",
            "woaini1314520",
            "!!!welcome!!!",
            "lianxi@2026",
            "zxcvbnm,./",
        ] {
            assert!(is_common(bad), "{bad}");
        }
        for good in [
            "four plain words here",
            "一行白鹭上青天窗含西岭",
            "x7-quiet-river",
            "correct horse battery",
            "admin of the rivers",
            "落霞与孤鹜齐飞，秋水",
        ] {
            assert!(!is_common(good), "{good}");
        }
    }

    #[test]
    fn what_everybody_knows_of_somebody_is_no_secret() {
        let own = ["陈静", "Chen.Jing@example.cn"];
        for bad in ["chen.jing@example.cn", "chenjing2026", "Chen.Jing!!!", "2026chen.jing", "陈静20260101"] {
            assert!(is_of(bad, &own), "{bad}");
        }
        for good in ["chenjing likes rivers", "jing-7-quiet-river", "静夜思床前明月光疑是地上霜"] {
            assert!(!is_of(good, &own), "{good}");
        }
    }
}
