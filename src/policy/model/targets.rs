//! Targets on one line, as people read and type them: `企业贯标 1000 家/年；抽查合格率 ≥80 %`.

use crate::duties::{Comparison, NewTarget};

/// Periods a target is counted over, as stored, with how they are written after the slash.
pub const PERIODS: [(&str, &[&str]); 6] = [
    ("day", &["日", "天", "day"]),
    ("week", &["周", "week"]),
    ("month", &["月", "month"]),
    ("quarter", &["季度", "季", "quarter"]),
    ("half_year", &["半年", "half-year", "half_year"]),
    ("year", &["年", "year"]),
];

/// Signs before the value; the first of each is how it is written back. A target without a sign is to be reached at least.
const SIGNS: [(Comparison, &[&str]); 4] = [
    (Comparison::AtLeast, &["≥", ">=", "不少于", "不低于", "至少", "at least"]),
    (Comparison::AtMost, &["≤", "<=", "不超过", "不高于", "至多", "at most"]),
    (Comparison::About, &["约", "≈", "about"]),
    (Comparison::Exactly, &["=", "＝"]),
];

/// The targets on one line; `lang_is_chinese` chooses how periods are written.
pub fn show_targets(targets: &[NewTarget], chinese: bool) -> String {
    let shown: Vec<String> = targets.iter().map(|t| show(t, chinese)).collect();
    shown.join(if chinese { "；" } else { "; " })
}

fn show(target: &NewTarget, chinese: bool) -> String {
    let sign = SIGNS.iter().find(|(c, _)| *c == target.comparison).map_or("", |(_, words)| words[0]);
    let mut line = if target.name.is_empty() { String::new() } else { format!("{} ", target.name) };
    line.push_str(&format!("{sign}{}", target.value));
    if !target.unit.is_empty() {
        line.push(' ');
        line.push_str(&target.unit);
    }
    if let Some(per) = &target.per {
        let words = PERIODS.iter().find(|(name, _)| name == per).map(|(_, words)| words);
        let word = words.and_then(|w| if chinese { w.first() } else { w.iter().find(|x| x.is_ascii()) });
        line.push('/');
        line.push_str(word.copied().unwrap_or(per));
    }
    line
}

/// Reads targets back; the error is the part that is none. `fallback` names a target that was given no name.
pub fn parse_targets(text: &str, fallback: &str) -> Result<Vec<NewTarget>, String> {
    let parts = text.split(['；', ';', '\n']).map(str::trim).filter(|p| !p.is_empty());
    parts.map(|part| parse(part, fallback).ok_or_else(|| part.to_owned())).collect()
}

fn parse(part: &str, fallback: &str) -> Option<NewTarget> {
    // The value is the last number, so that a name may hold figures (“GB/T 19000 认证 1000 家”).
    let (start, end) = last_number(part)?;
    let value: f64 = part[start..end].replace([',', '，'], "").parse().ok()?;
    let (before, comparison) = sign(part[..start].trim_end());
    let (unit, per) = match part[end..].rsplit_once('/') {
        Some((unit, word)) => match period(word.trim()) {
            Some(per) => (unit, Some(per.to_owned())),
            None => (&part[end..], None),
        },
        None => (&part[end..], None),
    };
    let name = before.trim().trim_end_matches(['：', ':']).trim();
    let name = if name.is_empty() { fallback } else { name };
    Some(NewTarget { name: name.to_owned(), value, unit: unit.trim().to_owned(), comparison, per })
}

fn sign(before: &str) -> (&str, Comparison) {
    for (comparison, words) in SIGNS {
        for word in words {
            if let Some(rest) = before.strip_suffix(word) {
                return (rest, comparison);
            }
        }
    }
    (before, Comparison::AtLeast)
}

fn period(word: &str) -> Option<&'static str> {
    PERIODS.iter().find(|(name, words)| *name == word || words.contains(&word)).map(|(name, _)| *name)
}

/// The bytes of the last number in `text`.
fn last_number(text: &str) -> Option<(usize, usize)> {
    let end = text.rfind(|c: char| c.is_ascii_digit())? + 1;
    let digits = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',');
    let start = text[..end].rfind(|c: char| !digits(c)).map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8));
    let start = start + text[start..end].find(|c: char| c.is_ascii_digit())?;
    let negative = text[..start].ends_with('-') && !text[..start - 1].ends_with(|c: char| c.is_ascii_alphanumeric());
    Some((if negative { start - 1 } else { start }, end))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_line_reads_as_it_is_written() {
        let read = parse_targets("GB/T 19000 认证 1,000 家/年；合格率≥ 80 %; 约 3.5 亿元", "指标").unwrap();
        let said: Vec<_> = read.iter().map(|t| (t.name.as_str(), t.value, t.unit.as_str(), t.comparison, t.per.as_deref())).collect();
        assert_eq!(
            said,
            [
                ("GB/T 19000 认证", 1000.0, "家", Comparison::AtLeast, Some("year")),
                ("合格率", 80.0, "%", Comparison::AtLeast, None),
                ("指标", 3.5, "亿元", Comparison::About, None),
            ]
        );
        assert_eq!(show_targets(&read, true), "GB/T 19000 认证 ≥1000 家/年；合格率 ≥80 %；指标 约3.5 亿元");
        assert_eq!(parse_targets("很多", "x"), Err("很多".to_owned()));
        assert_eq!(parse_targets(" ； ", "x"), Ok(vec![]));
    }

    proptest! {
        #[test]
        fn nothing_typed_makes_it_panic(text in "\\PC{0,60}") {
            let _read = parse_targets(&text, "指标");
        }

        #[test]
        fn what_is_shown_reads_back(name in "[\u{4e00}-\u{4e40}]{1,8}", value in -1e6f64..1e6, unit in "[家项%]", per in 0usize..7) {
            let per = PERIODS.get(per).map(|(name, _)| (*name).to_owned());
            let target = NewTarget { name, value: (value * 100.0).round() / 100.0, unit, comparison: Comparison::AtMost, per };
            for chinese in [true, false] {
                prop_assert_eq!(parse_targets(&show_targets(std::slice::from_ref(&target), chinese), "x"), Ok(vec![target.clone()]));
            }
        }
    }
}
