//! The text minutes are drawn up by: three parts, named places, and stretches in brackets that go when a place in them is empty.
//!
//! ```text
//! # 导语
//! {日期}，{主持人}[在{地点}]主持召开{会议}。
//! # 议题
//! {记录}
//! # 结语
//! 会议要求……
//! ```

use crate::platform::{
    error::Message,
    i18n::{Lang, format},
};

/// The longest template, in characters.
pub const TEMPLATE_MAX: usize = 5_000;

/// A part of the template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Opening,
    /// Once for every item.
    Item,
    Closing,
}

const PARTS: [(Part, &str, &str); 3] =
    [(Part::Opening, "Opening", "导语"), (Part::Item, "Item", "议题"), (Part::Closing, "Closing", "结语")];

/// What may stand between braces: the place's name in code, in English and in Chinese; whether it belongs to an item.
pub const PLACES: [(&str, &str, bool); 14] = [
    ("day", "日期", false),
    ("time", "时间", false),
    ("place", "地点", false),
    ("chair", "主持人", false),
    ("meeting", "会议", false),
    ("workspace", "联席会议", false),
    ("present", "实到", false),
    ("invited", "应到", false),
    ("items", "议题数", false),
    ("title", "议题", true),
    ("department", "提出单位", true),
    ("background", "背景", true),
    ("notes", "记录", true),
    ("outcome", "结论", true),
];

/// A template that was read: its parts as they were written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MinutesText {
    pub opening: String,
    pub item: String,
    pub closing: String,
}

/// The template a workspace has that set none.
pub fn default_template(lang: Lang) -> String {
    let name = |english: &str, chinese: &str| if lang == Lang::ZhCn { format!("{{{chinese}}}") } else { format!("{{{english}}}") };
    let named: Vec<(&str, fluent_bundle::FluentValue<'_>)> = PLACES.iter().map(|(e, c, _)| (*e, name(e, c).into())).collect();
    format(lang, "minutes-default-template", &named)
}

/// Reads a template; strict, so that a misspelt place is heard of before it stands in minutes.
///
/// # Errors
/// What is wrong: a part that is unknown, missing or twice, a place that is unknown or stands where it has no meaning, a brace or
/// bracket without its fellow.
pub fn read_template(text: &str) -> Result<MinutesText, Message> {
    let mut read = MinutesText::default();
    let mut seen: Vec<Part> = Vec::new();
    for line in text.replace("\r\n", "\n").lines() {
        if let Some(name) = line.strip_prefix('#') {
            let name = name.trim();
            let found = PARTS.iter().find(|(_, e, c)| e.eq_ignore_ascii_case(name) || *c == name);
            let Some((part, ..)) = found else { return Err(Message::new("minutes-template-part-unknown").text("name", name)) };
            if seen.contains(part) {
                return Err(Message::new("minutes-template-part-twice").text("name", name));
            }
            seen.push(*part);
            continue;
        }
        let Some(part) = seen.last() else {
            if line.trim().is_empty() {
                continue;
            }
            return Err(Message::new("minutes-template-part-first"));
        };
        check_line(line, *part)?;
        let to = match part {
            Part::Opening => &mut read.opening,
            Part::Item => &mut read.item,
            Part::Closing => &mut read.closing,
        };
        to.push_str(line.trim_end());
        to.push('\n');
    }
    match PARTS.iter().find(|(part, ..)| *part != Part::Closing && !seen.contains(part)) {
        Some((_, english, chinese)) => Err(Message::new("minutes-template-part-missing").text("name", format!("{chinese} / {english}"))),
        None => Ok(read),
    }
}

fn place(name: &str) -> Option<(&'static str, bool)> {
    PLACES.iter().find(|(e, c, _)| *e == name || *c == name).map(|(e, _, of_item)| (*e, *of_item))
}

fn check_line(line: &str, part: Part) -> Result<(), Message> {
    let unpaired = || Message::new("minutes-template-unpaired").text("line", line.chars().take(40).collect::<String>());
    let mut in_brackets = false;
    let mut rest = line;
    while let Some(at) = rest.find(['{', '}', '[', ']']) {
        let sign = &rest[at..=at];
        rest = &rest[at + 1..];
        match sign {
            "{" => {
                let end = rest.find('}').ok_or_else(unpaired)?;
                let name = rest[..end].trim();
                match place(name) {
                    None => return Err(Message::new("minutes-template-place-unknown").text("name", name)),
                    Some((_, true)) if part != Part::Item => {
                        return Err(Message::new("minutes-template-place-of-item").text("name", name));
                    }
                    Some(_) => {}
                }
                rest = &rest[end + 1..];
            }
            "[" if !in_brackets => in_brackets = true,
            "]" if in_brackets => in_brackets = false,
            _ => return Err(unpaired()),
        }
    }
    if in_brackets { Err(unpaired()) } else { Ok(()) }
}

/// Puts values into a part that was read; `value` is asked by the place's English name. A stretch in brackets with an empty place in it
/// goes, and so does a line of which nothing is left.
pub fn fill(part: &str, value: impl Fn(&str) -> String) -> String {
    let lines = part.lines().map(|line| {
        let mut out = String::new();
        let mut rest = line;
        while let Some(from) = rest.find('[') {
            let Some(len) = rest[from..].find(']') else { break };
            out.push_str(&filled(&rest[..from], &value).0);
            let (inner, is_whole) = filled(&rest[from + 1..from + len], &value);
            if is_whole {
                out.push_str(&inner);
            }
            rest = &rest[from + len + 1..];
        }
        out.push_str(&filled(rest, &value).0);
        out.trim_end().to_owned()
    });
    lines.filter(|line| !line.trim().is_empty()).collect::<Vec<_>>().join("\n")
}

/// The text with its places filled, and whether none of them was empty.
fn filled(text: &str, value: &impl Fn(&str) -> String) -> (String, bool) {
    let (mut out, mut is_whole, mut rest) = (String::new(), true, text);
    while let Some(from) = rest.find('{') {
        let Some(len) = rest[from..].find('}') else { break };
        out.push_str(&rest[..from]);
        let given = place(rest[from + 1..from + len].trim()).map(|(name, _)| value(name)).unwrap_or_default();
        is_whole &= !given.is_empty();
        out.push_str(&given);
        rest = &rest[from + len + 1..];
    }
    out.push_str(rest);
    (out, is_whole)
}

/// Reads the pattern of numbers: `{year}` and `{n}` (or `{年}`, `{号}`), each once; nothing else in braces.
///
/// # Errors
/// What is wrong with it.
pub fn number_pattern(text: &str) -> Result<String, Message> {
    let pattern = text.replace("{年}", "{year}").replace("{号}", "{n}");
    let once = |place: &str| pattern.matches(place).count() == 1;
    let bare = pattern.replace("{year}", "").replace("{n}", "");
    if !once("{year}") || !once("{n}") || bare.contains(['{', '}']) {
        return Err(Message::new("minutes-number-pattern-wrong"));
    }
    Ok(pattern)
}

/// The pattern a workspace has that set none.
pub fn default_number_pattern(lang: Lang) -> String {
    format(lang, "minutes-default-number", &[("year", "{year}".into()), ("n", "{n}".into())])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong(text: &str) -> &'static str {
        read_template(text).expect_err("refused").key
    }

    #[test]
    fn the_defaults_are_sound() {
        for lang in Lang::ALL {
            let read = read_template(&default_template(lang)).expect("sound");
            assert!(!read.opening.is_empty() && read.item.contains('{') && !read.closing.is_empty(), "{read:?}");
            let number = number_pattern(&default_number_pattern(lang)).expect("sound");
            assert_eq!(number_pattern(&number).as_ref(), Ok(&number));
        }
    }

    #[test]
    fn what_is_unknown_is_refused() {
        assert_eq!(wrong("# 导语\n{主席}\n# 议题\n"), "minutes-template-place-unknown");
        assert_eq!(wrong("# 导语\n{记录}\n# 议题\n"), "minutes-template-place-of-item");
        assert_eq!(wrong("# 导语\n{日期\n# 议题\n"), "minutes-template-unpaired");
        assert_eq!(wrong("# 导语\n[在{地点}\n# 议题\n"), "minutes-template-unpaired");
        assert_eq!(wrong("# 导语\n在}\n# 议题\n"), "minutes-template-unpaired");
        assert_eq!(wrong("会议\n# 导语\n# 议题\n"), "minutes-template-part-first");
        assert_eq!(wrong("# 开头\n"), "minutes-template-part-unknown");
        assert_eq!(wrong("# 导语\n# opening\n"), "minutes-template-part-twice");
        assert_eq!(wrong("# 导语\n"), "minutes-template-part-missing");
        for bad in ["{n}号", "{year}", "{year}{n}{n}", "{year}{n}{x}", "{year}{n}{"] {
            assert!(number_pattern(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn empty_places_take_their_brackets_and_their_line_with_them() {
        let read = read_template("# 导语\n{日期}[在{地点}]开会[，{应到}家应到，{实到}家实到]。\n{时间}\n# 议题\n{记录}").expect("sound");
        let value = |name: &str| match name {
            "day" => "12月16日".to_owned(),
            "invited" => "3".to_owned(),
            _ => String::new(),
        };
        assert_eq!(fill(&read.opening, value), "12月16日开会。");
        assert_eq!(fill(&read.item, value), "");
    }
}
