//! What a clause is called and what sort of clause it is.

use super::model::ClauseKind;
use super::tense::Segment;

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
    let sentence =
        ["具有", "应当", "必须", "不得", "负责", "是指", "适用", "已经", "根据"].iter().any(|w| title.contains(w)) || title.contains('；');
    let commas = title.matches('，').count();
    let fits = (2..=30).contains(&count) && (commas == 0 || commas == 1 && count <= 16);
    (fits && !whole_text_is_sentence && !ends_list && !sentence).then_some(title)
}

/// What a clause is, as a proposal.
pub(super) fn kind(text: &str, section: &[String], heading: Option<&str>, bare: bool, article: bool, parts: &[Segment]) -> ClauseKind {
    if !bare {
        return ClauseKind::Duty;
    }
    let title = |words: &[&str]| words.iter().any(|w| heading.is_some_and(|h| h.contains(w)) || section.iter().any(|s| s.contains(w)));
    let principle = title(&["指导思想", "基本原则", "工作原则", "总体要求", "总则", "附则", "总体思路"])
        || article && ["制定本", "适用本", "本办法所称", "本规定所称", "本条例所称", "本细则所称", "是指"].iter().any(|w| text.contains(w));
    let background = title(&["重要意义", "重大意义", "形势", "现状", "背景"])
        || parts.iter().filter(|p| p.past).count() * 2 > parts.len()
        || text.contains("重要的意义")
        || text.contains("重要意义");
    match (principle, background) {
        (true, _) => ClauseKind::Principle,
        (_, true) => ClauseKind::Background,
        _ => ClauseKind::Duty,
    }
}
