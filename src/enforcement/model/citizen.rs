//! Citizens' numbers in a text, in whatever characters and with whatever between them they are written. Pure.

use std::ops::Range;

use chrono::{Datelike, Months, NaiveDate};
use unicode_normalization::UnicodeNormalization;

use super::{CreditCode, IdNumber};
use crate::platform::text::is_invisible;

const LENGTH: usize = 18;

/// A digit, or the X a number may end with, where it stands in the text.
struct Sign {
    at: Range<usize>,
    is: char,
    /// Whether nothing lies between it and the one before.
    joined: bool,
}

/// The places in a text, in bytes, of what is a citizen's number, or was meant as one: with a wrong digit and a day in it on which somebody
/// was born whom a case may be about. What else has a day there, as the numbers of notices have, is younger.
pub fn citizens_numbers(text: &str, today: NaiveDate) -> Vec<Range<usize>> {
    runs(text).iter().flat_map(|run| of_run(run, today)).collect()
}

/// The text with these numbers by their ends alone.
pub fn without_citizens_numbers(text: &str, today: NaiveDate) -> String {
    let mut said = String::with_capacity(text.len());
    let mut from = 0;
    for at in citizens_numbers(text, today) {
        let signs: String = text[at.clone()].nfkc().filter(char::is_ascii_alphanumeric).collect();
        said.push_str(&text[from..at.start]);
        said.push_str(&masked(&signs));
        from = at.end;
    }
    said + &text[from..]
}

/// `3201**********1234`
pub fn masked(number: &str) -> String {
    format!("{}**********{}", number.get(..4).unwrap_or_default(), number.get(14..).unwrap_or_default())
}

/// Digits with nothing but separators between them.
fn runs(text: &str) -> Vec<Vec<Sign>> {
    let (mut all, mut run, mut joined): (Vec<Vec<Sign>>, Vec<Sign>, bool) = (Vec::new(), Vec::new(), false);
    for (at, c) in text.char_indices() {
        let mut plain = c.nfkc().map(|c| c.to_ascii_uppercase());
        let sign = plain.next().filter(|_| plain.next().is_none());
        match sign {
            Some(is) if is.is_ascii_digit() || (is == 'X' && run.len() + 1 >= LENGTH) => {
                run.push(Sign { at: at..at + c.len_utf8(), is, joined });
                joined = true;
            }
            Some(is) if is_between(is) => joined = false,
            _ => {
                all.push(std::mem::take(&mut run));
                joined = false;
            }
        }
    }
    all.push(run);
    all
}

/// What people write between the digits of one number.
fn is_between(c: char) -> bool {
    c.is_whitespace() || c.is_control() || is_invisible(c) || matches!(c, '-' | '_' | '.' | '·' | '•' | '/' | '\u{2010}'..='\u{2015}')
}

fn of_run(run: &[Sign], today: NaiveDate) -> Vec<Range<usize>> {
    let (mut found, mut from) = (Vec::new(), 0);
    while let Some(signs) = run.get(from..from + LENGTH) {
        let ends = run.get(from + LENGTH).is_none_or(|next| !next.joined);
        if is_number(signs, !signs[0].joined && ends, today) {
            found.push(signs[0].at.start..signs[LENGTH - 1].at.end);
            from += LENGTH;
        } else {
            from += 1;
        }
    }
    found
}

/// Nobody younger has to answer for anything.
const YOUNGEST: Months = Months::new(14 * 12);

/// `apart`: whether no other digits touch it.
fn is_number(signs: &[Sign], apart: bool, today: NaiveDate) -> bool {
    let number: String = signs.iter().map(|s| s.is).collect();
    if number[..LENGTH - 1].contains('X') {
        return false;
    }
    let is_code = CreditCode::parse(&number).is_ok();
    if IdNumber::parse(&number).is_ok() {
        // No place in the country has a number that begins with 9; most firms' codes do.
        return !(is_code && number.starts_with('9'));
    }
    let is_birth = |day: NaiveDate| day.year() >= 1900 && Some(day) <= today.checked_sub_months(YOUNGEST);
    apart && !is_code && NaiveDate::parse_from_str(&number[6..14], "%Y%m%d").is_ok_and(is_birth)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day")
    }

    #[test]
    fn a_citizens_number_is_found_however_it_is_written() {
        for said in [
            "王伟（身份证11010519491231002X）",
            "ID11010519491231002x号",
            "１１０１０５１９４９１２３１００２Ｘ",
            "1101 0519 4912 3100 2X",
            "110105-19491231-002X",
            "110105·1949·1231·002\u{200B}X",
            "第3号 11010519491231002X",
            "1\t11010519491231002X",
            "110105194912310021，末位写错",
        ] {
            assert_eq!(citizens_numbers(said, today()).len(), 1, "{said}");
            assert!(without_citizens_numbers(said, today()).contains("1101**********002"), "{}", without_citizens_numbers(said, today()));
        }
        let two = "11010519491231002X、１１０１０５１９４９１２３１００２Ｘ";
        assert_eq!(without_citizens_numbers(two, today()), "1101**********002X、1101**********002X");
    }

    #[test]
    fn codes_days_and_sums_are_none() {
        for said in [
            "统一社会信用代码914403001922038216",
            "91330100799655058B",
            "11320000MB151840XJ",
            "批次20260901，2026-11-02 至 2026-11-05，共 100 批",
            "电话 025-83211234、13800138000",
            "订单号123456789012345678",
            "1101051949123100",
            "注册号 110108000000016",
        ] {
            assert!(citizens_numbers(said, today()).is_empty(), "{said}: {}", without_citizens_numbers(said, today()));
        }
    }

    #[test]
    fn a_wrong_digit_beside_a_day_nobody_was_born_on_is_no_citizens_number() {
        for (said, found) in [
            // The region, the day and the place of a notice.
            ("320000202611050012", 0),
            ("320000209912310013", 0),
            ("320000201211240012", 0),
            ("320000201211230012", 1),
            ("320000189912310012", 0),
            // With the right digit it is one, however young.
            ("110105202012310021", 1),
        ] {
            assert_eq!(citizens_numbers(said, today()).len(), found, "{said}");
        }
    }
}
