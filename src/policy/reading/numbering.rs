//! Numbers that a DOCX leaves to the word processor to write.

use super::Refusal;
use super::archive::{Part, attribute};
use quick_xml::events::Event;
use std::collections::HashMap;

#[derive(Debug, Clone, Default)]
struct Level {
    format: String,
    text: String,
    start: u32,
}

/// A DOCX's automatic numbering and how far each list has counted.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    abstracts: HashMap<String, Vec<Level>>,
    /// Numbering instance → abstract numbering.
    instances: HashMap<String, String>,
    counts: HashMap<String, Vec<u32>>,
}

const LEVELS: usize = 9;
/// The most characters a level's number is made of.
const LONGEST_NUMBER: usize = 40;

impl Numbering {
    /// Reads `word/numbering.xml`.
    pub fn parse(mut part: Part) -> Result<Numbering, Refusal> {
        let mut numbering = Numbering::default();
        let (mut list, mut level, mut instance) = (String::new(), 0usize, String::new());
        part.each(|event| {
            let (Event::Start(e) | Event::Empty(e)) = event else { return Ok(()) };
            let value = attribute(e, "val").unwrap_or_default();
            match e.local_name().as_ref() {
                b"abstractNum" => {
                    list = attribute(e, "abstractNumId").unwrap_or_default();
                    numbering.abstracts.insert(list.clone(), vec![Level::default(); LEVELS]);
                }
                b"lvl" => level = attribute(e, "ilvl").and_then(|v| v.parse().ok()).unwrap_or(0).min(LEVELS - 1),
                b"num" => instance = attribute(e, "numId").unwrap_or_default(),
                b"abstractNumId" => {
                    numbering.instances.insert(instance.clone(), value);
                }
                name @ (b"start" | b"numFmt" | b"lvlText") => {
                    let Some(l) = numbering.abstracts.get_mut(&list).and_then(|l| l.get_mut(level)) else { return Ok(()) };
                    match name {
                        b"start" => l.start = value.parse().unwrap_or(1).min(10_000),
                        b"numFmt" => l.format = value,
                        _ => l.text = value.chars().take(LONGEST_NUMBER).collect(),
                    }
                }
                _ => {}
            }
            Ok(())
        })?;
        Ok(numbering)
    }

    /// Counts one paragraph on and gives the number to print before it.
    pub fn next(&mut self, instance: &str, level: usize) -> Option<String> {
        let list = self.instances.get(instance)?;
        let levels = self.abstracts.get(list)?;
        let level = level.min(LEVELS - 1);
        let counts = self.counts.entry(list.clone()).or_insert_with(|| vec![0; LEVELS]);
        counts[level] = if counts[level] == 0 { levels[level].start.max(1) } else { counts[level].saturating_add(1) };
        counts[level + 1..].fill(0);
        if levels[level].format == "bullet" || levels[level].format == "none" {
            return None;
        }
        let mut out = levels[level].text.clone();
        for (index, l) in levels.iter().enumerate().take(level + 1) {
            let n = counts[index].max(l.start).max(1);
            out = out.replace(&format!("%{}", index + 1), &spell(n, &l.format));
        }
        (!out.is_empty()).then_some(out)
    }
}

/// A number in one of Word's formats.
fn spell(n: u32, format: &str) -> String {
    match format {
        f if f.starts_with("chineseCounting")
            || f.starts_with("japaneseCounting")
            || f.starts_with("ideographDigital")
            || f.starts_with("taiwaneseCounting") =>
        {
            han(n)
        }
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => {
            (1..=20).contains(&n).then(|| char::from_u32(0x245F + n)).flatten().map_or_else(|| n.to_string(), String::from)
        }
        _ => n.to_string(),
    }
}

/// A number below a hundred in Chinese; larger ones in digits.
pub(super) fn han(n: u32) -> String {
    let digit = |n: u32| "〇一二三四五六七八九".chars().nth(n as usize).map(String::from).unwrap_or_default();
    match n {
        0..=9 => digit(n),
        10..=99 => {
            let tens = if n / 10 == 1 { String::new() } else { digit(n / 10) };
            let ones = if n.is_multiple_of(10) { String::new() } else { digit(n % 10) };
            format!("{tens}十{ones}")
        }
        _ => n.to_string(),
    }
}
