//! Minutes as an official document: [`Content`] in the layout of `platform::docx`.

use chrono::NaiveDateTime;

use super::model::{Content, ContentAnnex, ContentSection, SectionKind, annex_mark, decision_mark, item_mark};
use crate::platform::{
    docx::{Block, Colophon, Document, Labelled, Span},
    i18n::{Lang, format, t},
};

/// The document of what is read, made at this instant.
pub fn of(content: &Content, made: NaiveDateTime) -> Document {
    let lang = content.lang();
    let mut blocks = Vec::new();
    let mut n = 0;
    for section in &content.sections {
        n += usize::from(section.kind == SectionKind::Item);
        blocks.extend(section_blocks(lang, section, n));
    }
    if !content.annexes.is_empty() {
        blocks.push(Block::Gap);
        blocks.push(Block::Labelled(annexes(content)));
    }
    if !content.issued_on.is_empty() {
        blocks.push(Block::Gap);
        blocks.push(Block::Signed(vec![content.issuer.clone(), content.issued_on.clone()]));
    }
    let issued = format(lang, "minutes-issued-on", &[("day", content.issued_on.as_str().into())]);
    Document {
        lang,
        head: Some(content.head.clone()),
        number: Some(content.number.clone()).filter(|n| !n.is_empty()),
        title: content.title.lines().map(str::to_owned).collect(),
        under_title: Some(content.under.clone()).filter(|u| !u.is_empty()),
        blocks,
        colophon: (!content.issued_on.is_empty()).then(|| Colophon {
            copies: content.copies.iter().map(|(label, text)| Labelled::new(label, text)).collect(),
            issuer: content.issuer.clone(),
            issued,
        }),
        author: content.issuer.clone(),
        made,
    }
}

/// What belongs to the minutes, below their text: numbered where there are several, without endings and punctuation.
fn annexes(content: &Content) -> Vec<Labelled> {
    let several = content.annexes.len() > 1;
    let line = |(n, annex): (usize, &ContentAnnex)| {
        let (label, number) = annex_mark(content.lang(), n, several);
        Labelled::new(label, format!("{number}{}", annex.title()))
    };
    (1..).zip(&content.annexes).map(line).collect()
}

fn section_blocks(lang: Lang, section: &ContentSection, n: usize) -> Vec<Block> {
    if section.kind == SectionKind::Attendance {
        let lines = section.text.lines().filter(|l| !l.trim().is_empty());
        return vec![Block::Gap, Block::Labelled(lines.map(labelled).collect())];
    }
    let mut blocks = Vec::new();
    if section.kind == SectionKind::Item {
        blocks.push(Block::Heading { level: 1, text: format!("{}{}", item_mark(lang, n), section.heading) });
    }
    blocks.extend(section.text.lines().filter(|l| !l.trim().is_empty()).map(Block::text));
    if !section.decisions.is_empty() {
        blocks.push(Block::text(t(lang, "minutes-settled")));
    }
    for (at, decision) in (1..).zip(&section.decisions) {
        blocks.push(Block::Paragraph(vec![
            Span::plain(decision_mark(lang, at)),
            Span::plain(&*decision.text),
            Span::plain(&*decision.charge),
        ]));
    }
    blocks
}

/// 出席：… as its label, with the colon, and the rest.
fn labelled(line: &str) -> Labelled {
    match line.find(['：', ':']) {
        Some(at) => {
            let end = at + line[at..].chars().next().map_or(1, char::len_utf8);
            Labelled::new(&line[..end], line[end..].trim())
        }
        None => Labelled::new("", line),
    }
}
