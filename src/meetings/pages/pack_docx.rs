//! The pack as an official document.

use super::{
    agenda::short_names,
    decisions::followed_view,
    pack::{facts, printed},
};
use crate::{
    meetings::{
        model::{Item, ItemKind, Opinion, OpinionAnswer},
        queries::{agenda::Line, pack::Pack},
    },
    platform::{
        clock::local,
        docx::{Block, Document, Labelled, Span, Table},
        i18n::{format, format_day, format_time, t},
    },
    tenancy::Scope,
};

/// The file's content: facts, the agenda at a glance, then item by item.
pub(super) fn document(scope: &Scope, pack: &Pack) -> Document {
    let lang = scope.lang();
    let meeting = &pack.ground.meeting;
    let mut blocks = vec![Block::Labelled(
        facts(scope, pack)
            .into_iter()
            .map(|f| Labelled::new(format!("{}{}", f.label, t(lang, "part-colon")), f.value.unwrap_or_default()))
            .collect(),
    )];
    if !meeting.note.is_empty() {
        blocks.push(Block::text(&meeting.note));
    }
    blocks.push(Block::Heading { level: 1, text: t(lang, "agenda-title").into_owned() });
    blocks.push(overview(scope, pack));
    let mut section = "";
    for line in &pack.agenda.lines {
        let Some(item) = &line.item else {
            blocks.push(Block::Heading { level: 2, text: format!("{}. {}", line.n, t(lang, "meeting-item-restricted")) });
            continue;
        };
        if !item.section.is_empty() && item.section != section {
            blocks.push(Block::Heading { level: 1, text: item.section.clone() });
        }
        section = &item.section;
        blocks.extend(one(scope, pack, line, item));
    }
    Document {
        lang,
        head: None,
        number: None,
        title: vec![meeting.title.clone(), t(lang, "pack-title").into_owned()],
        under_title: Some(printed(scope, pack)),
        blocks,
        colophon: None,
        author: scope.actor_name().to_owned(),
        made: scope.now(),
    }
}

fn proposer(scope: &Scope, pack: &Pack, id: Option<i64>) -> String {
    match id {
        Some(id) => short_names(scope.lang(), &pack.agenda.names, &[id]),
        None => t(scope.lang(), "meeting-by-office").into_owned(),
    }
}

fn overview(scope: &Scope, pack: &Pack) -> Block {
    let lang = scope.lang();
    let is_written = pack.ground.meeting.is_written();
    let head = |key: &str, share| (t(lang, key).into_owned(), share);
    let mut columns = vec![head("order-place", 1), head("item-field-title", 6), head("item-field-department", 3)];
    if !is_written {
        columns.insert(1, head("pack-time", 2));
    }
    let rows = pack.agenda.lines.iter().map(|line| {
        let (title, by) = match &line.item {
            Some(item) => (item.title.clone(), proposer(scope, pack, item.department_id)),
            None => (t(lang, "meeting-item-restricted").into_owned(), String::new()),
        };
        let mut row = vec![line.n.to_string(), title, by];
        if !is_written {
            row.insert(1, format_time(local(line.starts_at, scope.zone())));
        }
        row
    });
    Block::Table(Table { columns, rows: rows.collect() })
}

fn one(scope: &Scope, pack: &Pack, line: &Line, item: &Item) -> Vec<Block> {
    let lang = scope.lang();
    let colon = t(lang, "part-colon");
    let mut blocks = vec![Block::Heading { level: 2, text: format!("{}. {}", line.n, item.title) }];
    let label = |key: &str, text: String| Labelled::new(format!("{}{colon}", t(lang, key)), text);
    let mut facts = vec![
        label("item-field-department", proposer(scope, pack, item.department_id)),
        label("item-field-asked", t(lang, &item.asked.key()).into_owned()),
    ];
    if item.restricted {
        facts.push(label("item-field-restricted", t(lang, "item-restricted").into_owned()));
    }
    if !item.concerned.is_empty() {
        facts.push(label("item-field-departments", short_names(lang, &pack.agenda.names, &item.concerned)));
    }
    blocks.push(Block::Labelled(facts));
    let mut said = |key: &str, text: &str| {
        if !text.is_empty() {
            blocks.push(Block::Paragraph(vec![Span::bold(format!("{}{colon}", t(lang, key))), Span::plain(text)]));
        }
    };
    said("item-field-background", &item.background);
    said("item-field-proposed-decision", &item.proposed_decision);
    for own in pack.taken_in.get(&item.id).into_iter().flatten() {
        said("item-taken-in", &format!("{} {}", proposer(scope, pack, own.department_id), own.title));
        said("item-field-background", &own.background);
        said("item-field-proposed-decision", &own.proposed_decision);
    }
    let links: Vec<&str> = pack.links.get(&item.id).into_iter().flatten().map(|l| l.label.as_str()).collect();
    said("item-links", &links.join(&t(lang, "part-comma")));
    let files = pack.files.get(&item.id).into_iter().flatten().map(|l| &l.current).filter(|v| v.removed.is_none());
    let files: Vec<&str> = files.map(|v| v.name.as_str()).collect();
    said("pack-files", &files.join(&t(lang, "part-comma")));
    let asked: Vec<&Opinion> = pack.opinions.get(&item.id).into_iter().flatten().filter(|o| o.withdrawn_at.is_none()).collect();
    if item.kind == ItemKind::FollowUp && !pack.followed.is_empty() {
        blocks.push(followed(scope, pack));
        return blocks;
    }
    if !asked.is_empty() {
        said("opinions-title", " ");
        blocks.push(opinions(scope, pack, &asked));
    }
    blocks
}

/// Former decisions: what, who, until when, and how it stands.
fn followed(scope: &Scope, pack: &Pack) -> Block {
    let lang = scope.lang();
    let names = pack.agenda.names.iter().map(|(id, (short, _))| (*id, short.clone())).collect();
    let head = |key: &str, share| (t(lang, key).into_owned(), share);
    let columns = vec![
        head("decisions-head-meeting", 2),
        head("decisions-head-text", 5),
        head("decisions-head-lead", 3),
        head("decisions-head-report", 4),
    ];
    let rows = followed_view(scope, &names, &pack.followed).rows.iter().map(|row| row.cells()).collect();
    Block::Table(Table { columns, rows })
}

fn opinions(scope: &Scope, pack: &Pack, asked: &[&Opinion]) -> Block {
    let lang = scope.lang();
    let head = |key: &str, share| (t(lang, key).into_owned(), share);
    let row = |o: &&Opinion| {
        let answer = match o.answer {
            Some(answer) if o.is_late => format!("{} · {}", t(lang, &answer.key()), t(lang, "opinion-late")),
            Some(answer) => t(lang, &OpinionAnswer::key(answer)).into_owned(),
            None => format(lang, "opinion-due", &[("day", format_day(lang, o.due_on).into())]),
        };
        let files = pack.opinion_files.get(&o.id).into_iter().flatten().map(|l| &l.current).filter(|v| v.removed.is_none());
        let files: Vec<&str> = files.map(|v| v.name.as_str()).collect();
        let mut said = o.text.clone();
        if !files.is_empty() {
            let sep = if said.is_empty() { "" } else { "\n" };
            said = format!("{said}{sep}{}{}{}", t(lang, "pack-files"), t(lang, "part-colon"), files.join(&t(lang, "part-comma")));
        }
        vec![short_names(lang, &pack.agenda.names, &[o.department_id]), answer, said]
    };
    let columns = vec![head("opinions-department", 3), head("opinions-answer", 3), head("opinion-field-text", 6)];
    Block::Table(Table { columns, rows: asked.iter().map(row).collect() })
}
