//! What a clause is called and what sort of clause it is.

use super::model::ClauseKind;
use super::pattern::{Compiled, pattern};
use super::tense::Segment;
use std::sync::LazyLock;

/// Words of a sentence, which no title has.
static SENTENCE: Compiled = LazyLock::new(|| pattern(r"具有|应当|必须|不得|负责|是指|适用|已经|根据|；"));
/// Titles of what lays down aims and scope.
static PRINCIPLE: Compiled = LazyLock::new(|| pattern(r"指导思想|基本原则|工作原则|总体要求|总则|附则|总体思路"));
/// What an article says that lays down scope and terms.
static SCOPE: Compiled = LazyLock::new(|| pattern(r"制定本|适用本|本(?:办法|规定|条例|细则)所称|是指"));
/// Titles of what tells how things stand.
static BACKGROUND: Compiled = LazyLock::new(|| pattern(r"重要意义|重大意义|形势|现状|背景"));
static MATTERS: Compiled = LazyLock::new(|| pattern(r"重要的?意义"));

/// The short title a clause opens with: up to the first 。 or ： or the line's end.
pub(super) fn heading(text: &str) -> Option<&str> {
    let end = text.find(['。', '：', '\n']).unwrap_or(text.len());
    // 第一条　【目的】…
    if let Some((caption, _)) = text.strip_prefix('【').and_then(|t| t.split_once('】')).filter(|(c, _)| c.chars().count() <= 20) {
        return Some(caption);
    }
    let title = text[..end].trim();
    let title =
        title.split_once('（').filter(|(_, b)| b.contains("牵头") || b.contains("负责") || b.contains("单位")).map_or(title, |(t, _)| t);
    let count = title.chars().count();
    let whole_text_is_sentence = end == text.len() && count > 30 || text[end..].starts_with('。') && text[end..].chars().count() <= 1;
    let ends_list = text[end..].starts_with('；');
    if !(2..=30).contains(&count) || whole_text_is_sentence || ends_list || SENTENCE.is_match(title) {
        return None;
    }
    let commas = title.matches('，').count();
    (commas == 0 || commas == 1 && count <= 16).then_some(title)
}

/// What a clause is, as a proposal.
pub(super) fn kind(text: &str, section: &[String], heading: Option<&str>, bare: bool, article: bool, parts: &[Segment]) -> ClauseKind {
    if !bare {
        return ClauseKind::Duty;
    }
    let title = |words: &Compiled| heading.is_some_and(|h| words.is_match(h)) || section.iter().any(|s| words.is_match(s));
    if title(&PRINCIPLE) || article && SCOPE.is_match(text) {
        return ClauseKind::Principle;
    }
    let past = parts.iter().filter(|p| p.past).count() * 2 > parts.len();
    if past || title(&BACKGROUND) || MATTERS.is_match(text) { ClauseKind::Background } else { ClauseKind::Duty }
}
