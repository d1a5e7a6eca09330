//! A clause's own words with the marks of what was read from them.

use serde::Serialize;

use crate::{
    platform::i18n::{Lang, join, t},
    policy::model::{Field, Proposal},
};

/// A stretch of the original; `title` names the fields read from it, none for plain text.
#[derive(Debug, PartialEq, Serialize)]
pub struct Stretch {
    pub text: String,
    pub title: Option<String>,
}

/// Cuts the text at the ends of all marks; where marks overlap, a stretch names every field.
pub fn stretches<'a>(lang: Lang, text: &str, proposals: impl Iterator<Item = &'a Proposal>) -> Vec<Stretch> {
    let marks: Vec<(usize, usize, Field)> = proposals
        .flat_map(|p| p.content.marks.iter())
        .filter(|m| m.start < m.end && text.is_char_boundary(m.start) && text.is_char_boundary(m.end))
        .map(|m| (m.start, m.end, m.field))
        .collect();
    let mut cuts: Vec<usize> = marks.iter().flat_map(|(start, end, _)| [*start, *end]).chain([0, text.len()]).collect();
    cuts.sort_unstable();
    cuts.dedup();
    let mut found: Vec<Stretch> = Vec::new();
    for (from, to) in cuts.iter().zip(cuts.iter().skip(1)) {
        let mut fields: Vec<Field> = marks.iter().filter(|(start, end, _)| start <= from && to <= end).map(|(_, _, f)| *f).collect();
        fields.sort_unstable();
        fields.dedup();
        let names: Vec<String> = fields.iter().map(|f| t(lang, f.key()).into_owned()).collect();
        let title = (!names.is_empty()).then(|| join(lang, &names));
        let piece = text.get(*from..*to).unwrap_or_default();
        match found.last_mut().filter(|last| last.title == title) {
            Some(last) => last.text.push_str(piece),
            None => found.push(Stretch { text: piece.to_owned(), title }),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::{
        model::{Content, Mark, ProposalState},
        reading::Sureness,
    };

    #[test]
    fn overlapping_marks_cut_the_text_and_lose_no_letter() {
        let text = "由甲局每年抽查";
        let mark = |field, start, end| Mark { field, start, end, sure: Sureness::Sure };
        let marks = vec![mark(Field::Lead, 3, 9), mark(Field::Cadence, 9, 15), mark(Field::Due, 12, 15), mark(Field::Due, 1, 900)];
        let content = Content { marks, ..Content::default() };
        let (state, title) = (ProposalState::Proposed, String::new());
        let proposal = Proposal { id: 1, clause_id: 1, position: 1, title, content, sure: false, state, duty_id: None, version: 1 };
        let found = stretches(Lang::En, text, std::iter::once(&proposal));
        assert_eq!(found.iter().map(|s| s.text.as_str()).collect::<String>(), text);
        assert_eq!(found.iter().filter(|s| s.title.is_some()).map(|s| s.text.as_str()).collect::<Vec<_>>(), ["甲局", "每", "年"]);
    }
}
