//! What minutes say, whole: made anew while they are written, frozen when they are issued, and cut to what a reader may see.

use serde::{Deserialize, Serialize};

use super::SectionKind;
use crate::platform::i18n::Lang;

/// Minutes or a corrigendum as they are read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Content {
    pub lang: String,
    /// In red at the head: 某某联席会议纪要.
    pub head: String,
    pub number: String,
    pub title: String,
    /// The day of the meeting.
    pub under: String,
    pub sections: Vec<ContentSection>,
    pub issuer: String,
    /// 2026年12月8日.
    pub issued_on: String,
    /// 抄送 and the like: label and names.
    pub copies: Vec<(String, String)>,
    /// 附件, in order. What was issued before there were any has none.
    #[serde(default)]
    pub annexes: Vec<ContentAnnex>,
}

/// A file that belongs to the minutes, as it was when they were issued.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ContentAnnex {
    pub attachment_id: i64,
    /// The section it belongs to, and with which it is read; none: the whole.
    pub section_id: Option<i64>,
    pub name: String,
    pub size: i64,
    pub sha256: String,
}

impl ContentAnnex {
    /// As it is listed: without the ending of a file's name.
    pub fn title(&self) -> &str {
        self.name.rsplit_once('.').map_or(self.name.as_str(), |(title, _)| title)
    }
}

/// A section as it is read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ContentSection {
    pub id: i64,
    pub kind: SectionKind,
    pub item_id: Option<i64>,
    /// Of a restricted item: only these departments read it.
    pub restricted: bool,
    pub departments: Vec<i64>,
    pub heading: String,
    pub text: String,
    pub decisions: Vec<ContentDecision>,
}

/// A decision as it is read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ContentDecision {
    pub id: i64,
    pub text: String,
    /// Who is charged until when, or why nobody is: （牵头单位：…；完成时限：…）.
    pub charge: String,
}

impl Content {
    pub fn lang(&self) -> Lang {
        Lang::parse(&self.lang).unwrap_or_default()
    }

    /// Without the restricted sections that `sees` refuses, and their annexes. Numbers of what stays follow one another, so that
    /// nothing shows that something is missing.
    pub fn visible(&self, sees: impl Fn(&ContentSection) -> bool) -> Self {
        let sections: Vec<ContentSection> = self.sections.iter().filter(|s| !s.restricted || sees(s)).cloned().collect();
        let stays = |id: i64| sections.iter().any(|s| s.id == id);
        let annexes = self.annexes.iter().filter(|a| a.section_id.is_none_or(stays)).cloned().collect();
        Self { sections, annexes, ..self.clone() }
    }
}

/// 一、二、… 十一、 to 九十九; digits beyond.
pub fn chinese(n: usize) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    match n {
        0 | 100.. => n.to_string(),
        1..=9 => DIGITS[n].to_owned(),
        10..=19 => format!("十{}", DIGITS[n - 10]),
        _ => format!("{}十{}", DIGITS[n / 10], DIGITS[n % 10]),
    }
}

/// 一、 or `1. ` before the heading of the nth item.
pub fn item_mark(lang: Lang, n: usize) -> String {
    if lang == Lang::ZhCn { format!("{}、", chinese(n)) } else { format!("{n}. ") }
}

/// （一） or `(a) ` before the nth decision.
pub fn decision_mark(lang: Lang, n: usize) -> String {
    if lang == Lang::ZhCn {
        return format!("（{}）", chinese(n));
    }
    match u8::try_from(n).ok().filter(|n| (1..=26).contains(n)) {
        Some(n) => format!("({}) ", char::from(b'a' + n - 1)),
        None => format!("({n}) "),
    }
}

/// Before the nth of several annexes: the label with its colon, or what keeps the place of it, and the number. 附件：1. 2. … or Annex 1:
pub fn annex_mark(lang: Lang, n: usize, several: bool) -> (String, String) {
    match (lang, several, n) {
        (Lang::ZhCn, false, _) => ("附件：".into(), String::new()),
        (Lang::ZhCn, true, 1) => ("附件：".into(), "1. ".into()),
        (Lang::ZhCn, true, _) => ("\u{3000}\u{3000}\u{3000}".into(), format!("{n}. ")),
        (Lang::En, false, _) => ("Annex:".into(), String::new()),
        (Lang::En, true, _) => (format!("Annex {n}:"), String::new()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_those_of_offices() {
        let said: Vec<String> = [1, 9, 10, 11, 20, 21, 99, 100].map(chinese).into();
        assert_eq!(said, ["一", "九", "十", "十一", "二十", "二十一", "九十九", "100"]);
        assert_eq!((item_mark(Lang::ZhCn, 3), decision_mark(Lang::ZhCn, 12)), ("三、".into(), "（十二）".into()));
        assert_eq!(
            (item_mark(Lang::En, 3), decision_mark(Lang::En, 2), decision_mark(Lang::En, 27)),
            ("3. ".into(), "(b) ".into(), "(27) ".into())
        );
    }
}
