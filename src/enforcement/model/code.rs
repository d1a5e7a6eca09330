//! Codes that prove themselves: the unified social credit code (GB 32100—2015), the registration number of a business before it
//! (GS 15—2006), and a citizen's id number (GB 11643—1999).

use unicode_normalization::UnicodeNormalization;

use crate::platform::{error::Message, text::is_invisible};

/// What is wrong with a code as it was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeFault {
    /// So many characters instead of those it should have.
    Length { is: usize, should: usize },
    /// This character, at this place from 1, is none a code may hold there.
    Character { at: usize, is: char },
    /// The last character does not go with the others; this one would.
    Check { expected: char },
    /// The day of birth within it is none.
    Birthday,
}

impl CodeFault {
    /// How it is said beside the field.
    pub fn message(self) -> Message {
        match self {
            Self::Length { is, should } => Message::new("code-wrong-length").number("is", is as f64).number("should", should as f64),
            Self::Character { at, is } => Message::new("code-wrong-character").number("at", at as f64).text("is", is.to_string()),
            Self::Check { expected } => Message::new("code-wrong-check").text("expected", expected.to_string()),
            Self::Birthday => Message::new("code-wrong-birthday"),
        }
    }
}

/// What was typed in one writing: half width, upper case, without spaces, hyphens and what nobody sees.
fn level(typed: &str) -> Vec<char> {
    let is_between = |c: &char| c.is_whitespace() || c.is_control() || is_invisible(*c) || matches!(c, '-' | '‐'..='―' | '−' | '_');
    typed.nfkc().filter(|c| !is_between(c)).flat_map(char::to_uppercase).collect()
}

/// The values of the characters, each looked up in `alphabet`; the first that is not there is said with its place.
fn values(chars: &[char], alphabet: &str) -> Result<Vec<usize>, CodeFault> {
    let value = |(at, is): (usize, &char)| alphabet.chars().position(|a| a == *is).ok_or(CodeFault::Character { at: at + 1, is: *is });
    chars.iter().enumerate().map(value).collect()
}

fn of_length(chars: &[char], should: usize) -> Result<(), CodeFault> {
    if chars.len() == should { Ok(()) } else { Err(CodeFault::Length { is: chars.len(), should }) }
}

/// A unified social credit code (统一社会信用代码) whose check character is right.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct CreditCode(String);

impl CreditCode {
    /// Digits and capitals without I, O, S, V and Z.
    const ALPHABET: &'static str = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    const LENGTH: usize = 18;

    /// As typed, in any width and case, spaces and hyphens within.
    pub fn parse(typed: &str) -> Result<Self, CodeFault> {
        let chars = level(typed);
        // A character nobody may use says more than a length it may have come to be wrong by.
        let values = values(&chars, Self::ALPHABET)?;
        of_length(&chars, Self::LENGTH)?;
        let expected = Self::check(&values);
        if chars.last() != Some(&expected) {
            return Err(CodeFault::Check { expected });
        }
        Ok(Self(chars.into_iter().collect()))
    }

    /// The check character of the first seventeen values: their sum, each times the next power of three, made up to a multiple of 31.
    fn check(values: &[usize]) -> char {
        let mut weight = 1;
        let mut sum = 0;
        for value in values.iter().take(Self::LENGTH - 1) {
            sum += value * weight;
            weight = weight * 3 % 31;
        }
        Self::ALPHABET.chars().nth((31 - sum % 31) % 31).unwrap_or('0')
    }

    /// From a row, where it was checked before.
    pub fn stored(text: String) -> Self {
        Self(text)
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The number a business was registered under (工商注册号) before there were credit codes: fifteen digits, thirteen before 2007.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct RegistrationNumber(String);

impl RegistrationNumber {
    /// As typed, in any width, spaces and hyphens within. A wrong check digit does not stop it: see [`Self::expected_check`].
    pub fn parse(typed: &str) -> Result<Self, CodeFault> {
        let chars = level(typed);
        values(&chars, "0123456789")?;
        if chars.len() != 13 {
            of_length(&chars, 15)?;
        }
        Ok(Self(chars.into_iter().collect()))
    }

    /// The check digit that should be there instead of the one that is, by ISO 7064 mod 11,10; none where it is right, or where the
    /// number is of the older kind that has none. Only a hint: authorities gave out fifteen digits without one, too.
    pub fn expected_check(&self) -> Option<char> {
        let digits: Vec<u32> = self.0.chars().filter_map(|c| c.to_digit(10)).collect();
        let (last, before) = digits.split_last().filter(|_| digits.len() == 15)?;
        let mut carried = 10;
        for digit in before {
            let sum = match (carried + digit) % 10 {
                0 => 10,
                sum => sum,
            };
            carried = sum * 2 % 11;
        }
        let expected = (11 - carried) % 10;
        char::from_digit(expected, 10).filter(|_| expected != *last)
    }

    /// From a row.
    pub fn stored(text: String) -> Self {
        Self(text)
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A citizen's id number (公民身份号码) whose check character is right. Printed only masked: no `Display`.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct IdNumber(String);

impl std::fmt::Debug for IdNumber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "IdNumber({})", self.masked())
    }
}

impl IdNumber {
    const WEIGHTS: [usize; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

    /// As typed, in any width and case, spaces and hyphens within.
    pub fn parse(typed: &str) -> Result<Self, CodeFault> {
        let chars = level(typed);
        let values = values(&chars, "0123456789X")?;
        of_length(&chars, 18)?;
        if let Some(at) = chars.iter().take(17).position(|c| *c == 'X') {
            return Err(CodeFault::Character { at: at + 1, is: 'X' });
        }
        let text: String = chars.iter().collect();
        if chrono::NaiveDate::parse_from_str(&text[6..14], "%Y%m%d").is_err() {
            return Err(CodeFault::Birthday);
        }
        let sum: usize = values.iter().zip(Self::WEIGHTS).map(|(value, weight)| value * weight).sum();
        let expected = "10X98765432".chars().nth(sum % 11).unwrap_or('0');
        if chars.last() != Some(&expected) {
            return Err(CodeFault::Check { expected });
        }
        Ok(Self(text))
    }

    /// `3201**********1234`
    pub fn masked(&self) -> String {
        format!("{}**********{}", self.0.get(..4).unwrap_or_default(), self.0.get(14..).unwrap_or_default())
    }

    /// The whole number, for the one place that shows it with a reason, and for the row.
    pub fn whole(&self) -> &str {
        &self.0
    }

    /// From a row, where it was checked before.
    pub fn stored(text: String) -> Self {
        Self(text)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Companies' public codes, and the standard's own example.
    const KNOWN: [&str; 8] = [
        "91350100M000100Y43",
        "11320000MB151840XJ",
        "91330100799655058B",
        "91440300708461136T",
        "914403001922038216",
        "9144030071526726XG",
        "91110000802100433B",
        "91110108551385082Q",
    ];

    #[test]
    fn public_codes_are_right_however_they_are_written() {
        for code in KNOWN {
            assert_eq!(CreditCode::parse(code).map(|c| c.0), Ok(code.to_owned()));
        }
        for typed in ["９１３３０１００７９９６５５０５８Ｂ", " 9133 0100 7996 55058b ", "91330100-799655058-b\u{200B}"] {
            assert_eq!(CreditCode::parse(typed).map(|c| c.0), Ok("91330100799655058B".into()), "{typed}");
        }
    }

    #[test]
    fn what_is_wrong_is_said() {
        assert_eq!(CreditCode::parse("91330100799655058"), Err(CodeFault::Length { is: 17, should: 18 }));
        assert_eq!(CreditCode::parse(""), Err(CodeFault::Length { is: 0, should: 18 }));
        assert_eq!(CreditCode::parse("9133O100799655058B"), Err(CodeFault::Character { at: 5, is: 'O' }));
        assert_eq!(CreditCode::parse("91330100799655058信"), Err(CodeFault::Character { at: 18, is: '信' }));
        assert_eq!(CreditCode::parse("91330100799655058C"), Err(CodeFault::Check { expected: 'B' }));
        assert_eq!(CreditCode::parse("91350100M000100Y4Z"), Err(CodeFault::Character { at: 18, is: 'Z' }));
        assert_eq!(CreditCode::parse("91350100M000100Y4X"), Err(CodeFault::Check { expected: '3' }));
    }

    #[test]
    fn registration_numbers_are_taken_as_they_are() {
        let of = |typed: &str| RegistrationNumber::parse(typed).expect(typed);
        // The standard's example of its check digit.
        assert_eq!(of("110108000000016").expected_check(), None);
        assert_eq!(of("440301103097413").expected_check(), None);
        assert_eq!(of("11010800000001９").expected_check(), Some('6'));
        assert_eq!(of("3201001000123").expected_check(), None, "issued before there were check digits");
        assert_eq!(RegistrationNumber::parse("32010010001234"), Err(CodeFault::Length { is: 14, should: 15 }));
        assert_eq!(RegistrationNumber::parse("32010010001A345"), Err(CodeFault::Character { at: 12, is: 'A' }));
    }

    #[test]
    fn id_numbers_are_checked_and_masked() {
        // The standard's own examples.
        for number in ["11010519491231002X", "440524188001010014"] {
            assert_eq!(IdNumber::parse(number).map(|n| n.0), Ok(number.to_owned()));
        }
        let number = IdNumber::parse("110105 1949-1231 002ｘ").expect("as written on a card");
        assert_eq!(number.masked(), "1101**********002X");
        assert!(!format!("{number:?}").contains("19491231"), "not even while debugging");
        assert_eq!(IdNumber::parse("110105194912310021"), Err(CodeFault::Check { expected: 'X' }));
        assert_eq!(IdNumber::parse("110105194913310021"), Err(CodeFault::Birthday));
        assert_eq!(IdNumber::parse("1101051949123X0021"), Err(CodeFault::Character { at: 14, is: 'X' }));
        assert_eq!(IdNumber::parse("110105491231002"), Err(CodeFault::Length { is: 15, should: 18 }));
    }

    fn code() -> impl Strategy<Value = String> {
        prop::collection::vec(0usize..31, 17).prop_map(|values| {
            let mut text: String = values.iter().filter_map(|v| CreditCode::ALPHABET.chars().nth(*v)).collect();
            text.push(CreditCode::check(&values));
            text
        })
    }

    proptest! {
        #[test]
        fn any_made_by_the_rule_is_right_and_no_other_character_fits(code in code(), at in 0usize..18, other in 0usize..31) {
            prop_assert_eq!(CreditCode::parse(&code).map(|c| c.0), Ok(code.clone()));
            let mut chars: Vec<char> = code.chars().collect();
            let new = CreditCode::ALPHABET.chars().nth(other).unwrap_or('0');
            prop_assume!(chars[at] != new);
            chars[at] = new;
            let changed: String = chars.into_iter().collect();
            prop_assert!(matches!(CreditCode::parse(&changed), Err(CodeFault::Check { .. })), "{}", changed);
        }

        #[test]
        fn two_neighbours_exchanged_are_noticed(code in code(), at in 0usize..17) {
            let mut chars: Vec<char> = code.chars().collect();
            prop_assume!(chars[at] != chars[at + 1]);
            chars.swap(at, at + 1);
            prop_assert!(CreditCode::parse(&chars.into_iter().collect::<String>()).is_err());
        }

        #[test]
        fn a_wrong_digit_of_a_registration_number_is_noticed(start in "[0-9]{14}", at in 0usize..14, other in 0u32..10) {
            let check = (0..10u32).find(|d| RegistrationNumber(format!("{start}{d}")).expected_check().is_none()).expect("one fits");
            let right = format!("{start}{check}");
            let mut chars: Vec<char> = right.chars().collect();
            let new = char::from_digit(other, 10).unwrap_or('0');
            prop_assume!(chars[at] != new);
            chars[at] = new;
            prop_assert!(RegistrationNumber(chars.into_iter().collect()).expected_check().is_some());
        }

        #[test]
        fn whatever_is_typed_gets_an_answer(typed in "\\PC{0,40}") {
            let _ = (CreditCode::parse(&typed), RegistrationNumber::parse(&typed), IdNumber::parse(&typed));
        }
    }
}
