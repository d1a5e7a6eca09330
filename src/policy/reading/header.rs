//! Title, document number, issuer and day of issue.

use super::calendar::{first_date, whole_date};
use super::endmatter::is_signature;
use super::form::{ADOPTED_BY_ORDER, NUMBER, ORDER, is_address, is_adoption, is_form};
use super::labels::label_at;
use super::lines::Lines;
use super::pattern::{Compiled, pattern};
use chrono::{Datelike, NaiveDate};
use std::sync::LazyLock;

/// What a document says about itself.
#[derive(Debug, Default)]
pub(super) struct Head {
    pub title: Option<String>,
    pub number: Option<String>,
    pub issuer: Option<String>,
    pub issued_on: Option<NaiveDate>,
    /// The year deadlines without a year are in.
    pub year: Option<i32>,
    /// The title's last line.
    pub title_at: Option<usize>,
}

static KIND_OF_TEXT: Compiled = LazyLock::new(|| {
    pattern(
        r"(?:通知|意见|方案|办法|规定|细则|条例|决定|通告|公告|规划|计划|纲要|要点|措施|清单|分工|安排|制度|规则|函|批复|请示|报告|通报|指南|规程|章程|预案|决议|政策|表|标准|机制|任务|规范|守则|公报|台账|目标|纪要|倡议书)(?:（[^）]*）)*$",
    )
});
static PASSED_ON: Compiled =
    LazyLock::new(|| pattern(r"关于(?:重新|联合)?(?:印发|转发|批转|下发|发布|公布|下达|颁布|颁发|废止|修改|修订)"));
static PASSING: Compiled = LazyLock::new(|| pattern(r"(?:通知|通告|公告|决定|令|函|批复|意见|通报)(?:（[^）]*）)*$"));
/// What stands before the name of whoever made a list: `制表单位：`.
static MADE_BY: Compiled =
    LazyLock::new(|| pattern(r"^(?:制表|填表|填报|编制|发布|印发|发文|报送|牵头|责任|制定|主办|发)(?:单位|部门|机关|机构|人)?："));
static ISSUED: Compiled = LazyLock::new(|| pattern(r"印发|公布|发布|颁布|签发"));
static LETTERHEAD: Compiled = LazyLock::new(|| pattern(r"(?:文件|公报|（文件）|令)$"));
static YEAR: Compiled = LazyLock::new(|| pattern(r"(20\d{2}|19\d{2})"));

/// The most lines that are looked at for a title.
const FRONT: usize = 80;

/// A line of the head: its index, its words in one spelling, and whether a blank line stands before it.
type HeadLine<'a> = (usize, &'a str, bool);

/// Reads the head of a document.
pub(super) fn read(lines: &Lines) -> Head {
    let line = |at: usize| -> HeadLine { (at, lines.compact(at), lines.blank_before(at)) };
    let end = lines.kept(0).find(|&at| lines.after_table(at) || label_at(lines.compact(at)).is_some_and(|l| l.number == 1));
    let end = end.unwrap_or(lines.len());
    let front: Vec<HeadLine> = lines.kept(0).take_while(|&at| at < end).take(FRONT).map(line).collect();
    let mut head = Head::default();
    title(&mut head, &front);
    number(&mut head, &front);
    issue(&mut head, &front, lines, end);
    let year_in = |s: &Option<String>| s.as_deref().and_then(|s| YEAR.find(s)).and_then(|m| m.as_str().parse().ok());
    head.year = head.issued_on.map(|d| d.year()).or_else(|| number_year(&head)).or_else(|| year_in(&head.title));
    head
}

fn number_year(head: &Head) -> Option<i32> {
    NUMBER.captures(head.number.as_deref()?)?[2].parse().ok()
}

fn title(head: &mut Head, front: &[HeadLine]) {
    let mut joined = String::new();
    let mut done = false;
    for &(at, line, blank) in front {
        if done {
            // 试行, the years or a second part in brackets still belong to it.
            if line.starts_with('（')
                && line.ends_with('）')
                && line.chars().count() <= 24
                && !is_adoption(line)
                && !NUMBER.is_match(line)
                && !line.contains("此件")
                && !blank
            {
                joined.push_str(line);
                head.title_at = Some(at);
            }
            break;
        }
        if is_form(line) || line.starts_with("附件") && joined.is_empty() {
            if joined.is_empty() {
                continue;
            }
            break;
        }
        let sentence = line.ends_with(['。', '；']);
        if sentence && joined.is_empty() {
            continue;
        }
        if is_address(line) || sentence || label_at(line).is_some() {
            break;
        }
        if joined.is_empty() && (LETTERHEAD.is_match(line) && !line.contains("关于") || heads_minutes(line, front)) {
            continue;
        }
        // A second block after a blank line goes on only while the title has not come to its kind.
        if blank && !joined.is_empty() && line.chars().count() > 40 {
            break;
        }
        joined.push_str(line);
        head.title_at = Some(at);
        done = KIND_OF_TEXT.is_match(&joined) && !is_open(&joined) && !carries_more(&joined);
    }
    let count = joined.chars().count();
    if (2..=200).contains(&count) {
        head.title = Some(joined);
    }
}

/// Whether a line is the red head of minutes, which have their own title below it.
fn heads_minutes(line: &str, front: &[HeadLine]) -> bool {
    let mut minutes = front.iter().rev().map(|l| l.1).filter(|l| l.ends_with("纪要"));
    line.ends_with("纪要") && minutes.next().is_some_and(|last| last != line)
}

/// Whether a title that passes another text on (`关于印发某方案`) has not yet said how.
fn carries_more(title: &str) -> bool {
    PASSED_ON.find(title).is_some_and(|m| !PASSING.is_match(&title[m.end()..]))
}

/// Whether a title mark is still open.
fn is_open(s: &str) -> bool {
    s.matches('《').count() > s.matches('》').count() || s.matches('（').count() > s.matches('）').count()
}

fn number(head: &mut Head, front: &[HeadLine]) {
    for (index, &(_, line, _)) in front.iter().enumerate() {
        if let Some(found) = NUMBER.captures(line) {
            let whole = &found[0];
            let rest = line.chars().count() - whole.chars().count();
            let own_line = line.starts_with(whole)
                || line.starts_with(&format!("（{whole}"))
                || line.starts_with("文号")
                || line.starts_with("发文字号");
            if own_line && rest <= 30 && !line.contains('《') {
                head.number = Some(whole.replace('［', "[").replace('］', "]"));
                return;
            }
        }
        if let Some(order) = ADOPTED_BY_ORDER.captures(line).filter(|_| is_adoption(line)) {
            head.number = Some(order[1].to_owned());
            return;
        }
        if ORDER.is_match(line) {
            let bare = line.trim_matches(['（', '）']);
            let before = index.checked_sub(1).and_then(|i| front.get(i)).map(|l| l.1).filter(|l| l.ends_with('令'));
            head.number = Some(if bare.starts_with('第') { format!("{}{bare}", before.unwrap_or("")) } else { bare.to_owned() });
            return;
        }
    }
}

/// Finds the day of issue and who issued: signature, masthead, adoption line, else the colophon.
fn issue(head: &mut Head, front: &[HeadLine], lines: &Lines, end: usize) {
    let title = head.title_at;
    // A day that stands alone under the title, with the name above it if that signs.
    let signature = |mut all: Box<dyn Iterator<Item = (usize, &str)> + '_>, signed: bool| -> Option<(NaiveDate, Option<String>)> {
        let mut above: Option<&str> = None;
        all.find_map(|(at, line)| {
            let signer = above.replace(line).filter(|s| is_signature(s));
            let day = whole_date(line).filter(|_| title.is_some_and(|t| at > t) && (signer.is_some() || !signed))?;
            Some((day, signer.map(str::to_owned)))
        })
    };
    let top = || Box::new(front.iter().map(|&(at, line, _)| (at, line)));
    let rest = || Box::new(lines.kept(end).map(|at| (at, lines.compact(at))));
    if let Some((day, signer)) = signature(top(), true).or_else(|| signature(rest(), true)) {
        (head.issued_on, head.issuer) = (Some(day), signer);
    }
    if head.issued_on.is_none() {
        head.issued_on = front.iter().find_map(|(_, line, _)| masthead_day(line, head));
    }
    if head.issued_on.is_none() {
        head.issued_on = signature(top(), false).or_else(|| signature(rest(), false)).map(|s| s.0);
    }
    if head.issued_on.is_none() {
        let colophon = lines.kept(0).rev().map(|at| lines.compact(at)).find(|line| line.ends_with("日印发"));
        head.issued_on = colophon.and_then(first_date).map(|d| d.0);
    }
    if head.issuer.is_none() {
        head.issuer = issuer_by_words(head, front);
    }
}

/// The day in a line of the masthead: beside the number, alone, or in the adoption line.
fn masthead_day(line: &str, head: &Head) -> Option<NaiveDate> {
    if let Some(day) = whole_date(line) {
        return Some(day);
    }
    // `某市教育局　2025年1月20日`
    if let Some((day, range)) = first_date(line).filter(|(_, r)| r.end == line.len())
        && is_signature(&MADE_BY.replace(&line[..range.start], ""))
    {
        return Some(day);
    }
    let (mut rest, mut found) = (line, None);
    let labelled = ["成文日期", "发布时间", "生成日期", "发文时间", "发布日期", "印发日期", "发文日期", "公布日期"]
        .iter()
        .any(|w| line.starts_with(w));
    let numbered = head.number.is_some() && NUMBER.is_match(line) && !is_adoption(line);
    while let Some((day, range)) = first_date(rest) {
        let after = &rest[range.end..];
        let clause = after.split(['，', '；', '。', '）']).next().unwrap_or("");
        let until_next = first_date(clause).map_or(clause, |(_, r)| &clause[..r.start]);
        if found.is_none() && (labelled || numbered || is_adoption(line) && ISSUED.is_match(until_next) && !until_next.contains("修")) {
            found = Some(day);
        }
        rest = after;
    }
    found
}

/// The issuer by the adoption line, the title or the letterhead.
fn issuer_by_words(head: &Head, front: &[HeadLine]) -> Option<String> {
    let adopted = front.iter().filter(|(_, l, _)| is_adoption(l)).find_map(|(_, l, _)| {
        let (_, range) = first_date(l).and_then(|_| {
            // The issuer stands between the last date and the word 印发 or 公布.
            let mut at = 0;
            let mut last = None;
            while let Some((d, r)) = first_date(&l[at..]) {
                last = Some((d, at + r.start..at + r.end));
                at += r.end;
            }
            last
        })?;
        let tail = &l[range.end..];
        let name = &tail[..ISSUED.find(tail)?.start()];
        (name.chars().count() >= 3 && is_signature(name)).then(|| name.to_owned())
    });
    let titled = || {
        let (name, _) = head.title.as_deref()?.split_once("关于")?;
        (name.chars().count() >= 2).then(|| name.to_owned())
    };
    let letterhead = || {
        let line = front.iter().map(|l| l.1).take(4).find(|l| l.ends_with("文件"))?;
        Some(line.trim_end_matches("文件").to_owned()).filter(|l| !l.is_empty())
    };
    // 某市人民政府令第5号
    let ordered = || head.number.as_deref()?.split_once("令第").map(|(name, _)| name.to_owned()).filter(|n| !n.is_empty());
    adopted.or_else(ordered).or_else(titled).or_else(letterhead)
}
