//! What stands around the clauses: signature, day, copies, lists of attachments, and where an
//! attachment begins.

use super::calendar::whole_date;
use super::flow::compact;
use super::lines::Lines;
use super::pattern::{Compiled, pattern};
use std::sync::LazyLock;

/// A line that belongs to no clause.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Margin {
    /// The day under a signature, copies, 此件公开发布: the document's own text has ended.
    End,
    /// One line of a list of attachments.
    Listed,
    /// An attachment begins; its number as printed (`附件2`).
    Attachment(String),
}

static COPIES: Compiled = LazyLock::new(|| {
    pattern(
        r"^(?:抄送|抄报|主送|分送|报送|发送|印发范围|主题词|（?联系人|（?联系电话|联系单位|咨询电话|(?:出席|列席|参会|参加|与会|缺席|请假|主持|记录)(?:人员|单位|领导|同志|人)?)[：:]|^（此件.{1,12}）$|^（.{0,4}公开发布）$|日印发$|^（?公开方式：|^[一-龥]{2,24}(?:办公厅|办公室|局|厅|委员会|政府)\d{4}年\d{1,2}月\d{1,2}日(?:印发)?$",
    )
});
static ATTACHMENT: Compiled = LazyLock::new(|| pattern(r"^(附件|附录|附表|附)([0-9]{1,2}|[一二三四五六七八九十]{1,3})?([：:.、—-]?)(.*)$"));
static SIGNER: Compiled = LazyLock::new(|| {
    pattern(
        r"(?:人民政府|政府|办公厅|办公室|厅|局|委员会|委|部|署|院|会|行|社|办|关|小组|指挥部|中心|党组|总队|支队|集团|联席会议|工会)(?:（章?）|（盖章）|（代章）|（印章）)?$",
    )
});

/// Whether a line could be the name under a document.
pub(super) fn is_signature(line: &str) -> bool {
    let line = compact(line);
    let count = line.chars().count();
    (3..=60).contains(&count) && !line.contains(['。', '，', '；', '：', '《', '“']) && SIGNER.is_match(&line)
}

/// Reads a line as margin.
pub(super) fn margin(lines: &Lines, at: usize) -> Option<Margin> {
    let line = lines.compact(at);
    if COPIES.is_match(line) || whole_date(line).is_some() {
        return Some(Margin::End);
    }
    let found = line.starts_with('附').then(|| ATTACHMENT.captures(line)).flatten()?;
    let (word, number, mark, rest) = (&found[1], found.get(2).map_or("", |m| m.as_str()), &found[3], &found[4]);
    if word == "附" && (mark.is_empty() && !rest.is_empty() || !number.is_empty()) {
        return None;
    }
    // 附件中的…, 附则 and the like are words of a sentence.
    if number.is_empty() && mark.is_empty() && !rest.is_empty() {
        return None;
    }
    if rest.ends_with('。') || rest.chars().count() > 60 || rest.contains('，') {
        return None;
    }
    let name = if word == "附件" || word == "附" { format!("附件{number}") } else { format!("{word}{number}") };
    if is_listed(lines, at, rest, mark) { Some(Margin::Listed) } else { Some(Margin::Attachment(name)) }
}

/// Whether a mention of attachments is the list before the signature: what follows is names, then
/// the signature or its day, not an outline.
fn is_listed(lines: &Lines, at: usize, rest: &str, mark: &str) -> bool {
    let enumerates = rest.starts_with(|c: char| c.is_ascii_digit());
    if enumerates {
        return true;
    }
    if rest.is_empty() && mark.is_empty() {
        return false;
    }
    // What stands behind the first table is no list before a signature.
    let following = lines.kept(at + 1).take_while(|&k| lines.after_table(at) || !lines.after_table(k)).take(12).map(|k| lines.compact(k));
    for line in following {
        if whole_date(line).is_some() || COPIES.is_match(line) || is_signature(line) {
            return true;
        }
        let another = ATTACHMENT.captures(line).is_some_and(|c| c.get(2).is_some());
        if another && !rest.is_empty() {
            return true;
        }
        let item = line.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | '、'));
        let names = item.len() < line.len() || line.ends_with(['表', '单', '案', '则', '法', '册', '图', '明', '书']);
        if line.chars().count() > 45 || line.contains(['。', '，', '：']) || !names {
            return false;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::super::drawn;
    use super::*;

    fn read(text: &str, line: &str) -> Option<Margin> {
        let lines = Lines::of(&drawn::document(text.to_owned()));
        let at = (0..lines.len()).find(|&at| lines.compact(at).contains(line))?;
        margin(&lines, at)
    }

    #[test]
    fn tells_the_list_of_attachments_from_an_attachment() {
        let text = "请认真落实。\n\n附件：1.行动方案\n2.任务清单\n\n某市人民政府\n2024年5月6日\n\n附件1\n\n行动方案\n\n一、目标\n";
        assert_eq!(read(text, "附件：1.行动方案"), Some(Margin::Listed));
        assert_eq!(read(text, "附件1"), Some(Margin::Attachment("附件1".into())));
        assert_eq!(read(text, "2024年5月6日"), Some(Margin::End));
        let text = "落实。\n附件：任务清单\n\n某市教育局\n2024年5月6日\n附件\n任务清单\n1.做好\n";
        assert_eq!(read(text, "附件：任务清单"), Some(Margin::Listed));
        let text = "落实。\n\n附件2：任务清单\n\n一、做好准备工作。\n";
        assert_eq!(read(text, "附件2：任务清单"), Some(Margin::Attachment("附件2".into())));
        assert_eq!(read("附件中的内容。", "附件中的内容。"), None);
    }
}
