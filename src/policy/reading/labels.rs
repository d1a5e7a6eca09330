//! The numbers that open a clause, by how they are written.

use super::flow::is_space;
use super::numerals::{is_han_numeral, value};

/// The ways of numbering, from the outermost downwards as documents usually nest them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Kind {
    /// 第一编, 第一部分
    Part,
    /// 第一章
    Chapter,
    /// 第一节
    Section,
    /// 第一条
    Article,
    /// 一、
    Han,
    /// （一）
    HanParen,
    /// 1. 1、 1．
    Arabic,
    /// （1）
    ArabicParen,
    /// 1）
    ArabicHalf,
    /// ①
    Circled,
}

/// A number at the start of a line.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Label {
    pub kind: Kind,
    pub number: u32,
    /// The bare number: `三`, `15`.
    pub digits: String,
    /// As printed: `（三）`.
    pub printed: String,
    /// Bytes of the line up to the clause's text.
    pub len: usize,
    /// Written so that it may as well be a word of a sentence (`第三条规定…`): needs to be the next number.
    pub loose: bool,
}

/// Reads the number a line opens with, if it opens with one.
pub(super) fn label_at(line: &str) -> Option<Label> {
    let rest = line.trim_start_matches(is_space);
    let indent = line.len() - rest.len();
    let first = rest.chars().next()?;
    let found = match first {
        '第' => ordinal(rest),
        '（' | '(' | '〔' => bracketed(rest),
        c if enclosed(c).is_some() => single(rest, c),
        c if is_han_numeral(c) => han(rest),
        c if plain_digit(c).is_some() => arabic(rest),
        _ => None,
    }?;
    let (kind, digits, len, loose) = found;
    let number = value(&digits)?;
    if number == 0 || number > 999 {
        return None;
    }
    let printed = rest[..len].trim_matches(is_space).to_owned();
    let tail = &rest[len..];
    let len = indent + len + (tail.len() - tail.trim_start_matches(is_space).len());
    Some(Label { kind, number, digits, printed, len, loose })
}

type Parsed = (Kind, String, usize, bool);

/// ASCII digit of a digit of any width.
fn plain_digit(c: char) -> Option<char> {
    match c {
        '0'..='9' => Some(c),
        '０'..='９' => char::from_u32(c as u32 - 0xFEE0),
        _ => None,
    }
}

/// Takes characters while `f` maps them, skipping spaces between; returns them and the bytes used.
fn take(s: &str, f: impl Fn(char) -> Option<char>) -> (String, usize) {
    let (mut out, mut used) = (String::new(), 0);
    for (at, c) in s.char_indices() {
        match f(c) {
            Some(c) => {
                out.push(c);
                used = at + s[at..].chars().next().map_or(0, char::len_utf8);
            }
            None if is_space(c) => {}
            None => break,
        }
        if out.chars().count() > 6 {
            break;
        }
    }
    (out, used)
}

fn han_or_digit(c: char) -> Option<char> {
    plain_digit(c).or_else(|| is_han_numeral(c).then_some(c))
}

fn ordinal(s: &str) -> Option<Parsed> {
    let start = '第'.len_utf8();
    let (digits, used) = take(&s[start..], han_or_digit);
    let at = start + used;
    let rest = s[at..].trim_start_matches(is_space);
    let at = s.len() - rest.len();
    let (kind, len) = match rest.chars().next()? {
        '章' => (Kind::Chapter, 3),
        '节' => (Kind::Section, 3),
        '条' => (Kind::Article, 3),
        '编' | '篇' => (Kind::Part, 3),
        _ if rest.starts_with("部分") => (Kind::Part, 6),
        _ => return None,
    };
    let tail = &rest[len..];
    let next = tail.chars().next();
    if digits.is_empty()
        || next.is_some_and(|c| {
            matches!(
                c,
                '第' | '款'
                    | '项'
                    | '规'
                    | '的'
                    | '、'
                    | '和'
                    | '至'
                    | '到'
                    | '之'
                    | '，'
                    | '。'
                    | '》'
                    | '所'
                    | '与'
                    | '及'
                    | '～'
                    | '—'
                    | '-'
            )
        })
    {
        return None;
    }
    let loose = next.is_some_and(|c| !is_space(c) && !matches!(c, '（' | '【' | '：' | ':' | '('));
    Some((kind, digits, at + len, loose))
}

fn bracketed(s: &str) -> Option<Parsed> {
    let open = s.chars().next()?.len_utf8();
    let (digits, used) = take(&s[open..], han_or_digit);
    let rest = s[open + used..].trim_start_matches(is_space);
    let at = s.len() - rest.len();
    let close = rest.chars().next().filter(|c| matches!(c, '）' | ')' | '〕'))?;
    let tail = &rest[close.len_utf8()..];
    if digits.is_empty() || tail.starts_with(['项', '款', '目', '条', '、']) && !tail.starts_with("项目") && !tail.starts_with("条件")
    {
        return None;
    }
    let kind = if digits.chars().all(|c| c.is_ascii_digit()) { Kind::ArabicParen } else { Kind::HanParen };
    if digits.len() > 3 && kind == Kind::ArabicParen {
        return None;
    }
    Some((kind, digits, at + close.len_utf8(), false))
}

/// The kind and number of a character that is a number with its own enclosure: ①, ⑴, ⒈, ㈠.
fn enclosed(c: char) -> Option<(Kind, u32)> {
    let n = c as u32;
    Some(match n {
        0x2460..=0x2473 => (Kind::Circled, n - 0x245F),
        0x3251..=0x325F => (Kind::Circled, n - 0x3251 + 21),
        0x2776..=0x277F => (Kind::Circled, n - 0x2775),
        0x2780..=0x2789 => (Kind::Circled, n - 0x277F),
        0x2474..=0x2487 => (Kind::ArabicParen, n - 0x2473),
        0x2488..=0x249B => (Kind::Arabic, n - 0x2487),
        0x3220..=0x3229 => (Kind::HanParen, n - 0x321F),
        _ => return None,
    })
}

fn single(s: &str, c: char) -> Option<Parsed> {
    let (kind, n) = enclosed(c)?;
    let digits = match kind {
        Kind::HanParen => "一二三四五六七八九十".chars().nth(n as usize - 1)?.to_string(),
        _ => n.to_string(),
    };
    let tail = &s[c.len_utf8()..];
    let extra = tail.chars().next().filter(|c| matches!(c, '、' | '.' | '．')).map_or(0, char::len_utf8);
    Some((kind, digits, c.len_utf8() + extra, false))
}

fn han(s: &str) -> Option<Parsed> {
    let (digits, used) = take(s, |c| is_han_numeral(c).then_some(c));
    let rest = s[used..].trim_start_matches(is_space);
    let mark = rest.chars().next().filter(|c| matches!(c, '、' | '.' | '．' | '﹒' | '､'))?;
    let at = s.len() - rest.len() + mark.len_utf8();
    let next = s[at..].chars().next();
    // `一、二级响应`, `三、四季度` are words.
    let mut ahead = s[at..].chars();
    if next.is_some_and(is_han_numeral)
        && ahead.nth(1).is_some_and(|c| matches!(c, '级' | '季' | '类' | '月' | '年' | '线' | '产' | '等' | '是' | '、' | '期'))
    {
        return None;
    }
    Some((Kind::Han, digits, at, false))
}

fn arabic(s: &str) -> Option<Parsed> {
    let (digits, used) = take(s, plain_digit);
    let rest = s[used..].trim_start_matches(is_space);
    let mark = rest.chars().next()?;
    let at = s.len() - rest.len() + mark.len_utf8();
    let next = s[at..].trim_start_matches(is_space).chars().next();
    let number_follows = next.is_some_and(|c| plain_digit(c).is_some());
    let kind = match mark {
        '.' | '．' | '﹒' | '、' | '､' => {
            let tight = s[at..].chars().next().is_some_and(|c| plain_digit(c).is_some());
            if tight && !date_follows(&s[at..]) || number_follows && mark == '、' && !date_follows(s[at..].trim_start_matches(is_space)) {
                return None;
            }
            Kind::Arabic
        }
        '）' | ')' => Kind::ArabicHalf,
        _ => return None,
    };
    (digits.len() <= 3).then_some((kind, digits, at, false))
}

/// `2025年…`, `2025—2027年…` or `12月…` after the number: a clause that opens with a date.
fn date_follows(s: &str) -> bool {
    let (digits, used) = take(s, plain_digit);
    let rest = s[used..].trim_start_matches(is_space);
    digits.len() == 4 && rest.starts_with(['年', '—', '–', '－', '-', '～', '~', '至', '到']) || digits.len() <= 2 && rest.starts_with('月')
}

#[cfg(test)]
#[path = "labels_tests.rs"]
mod tests;
