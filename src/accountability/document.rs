//! A matter's file as an official document: everything this person may read, in order of time.

use chrono::NaiveDateTime;

use super::{
    model::{Answered, Decision, Matter, Paper, PaperKind, Ruling},
    queries::File,
};
use crate::{
    platform::{
        docx::{Block, Document, Labelled, Span},
        i18n::{Lang, format, format_day, format_instant, t},
    },
    tenancy::Scope,
    timeline::Event,
};

/// The document. `subject`: whom it is about, in words; `files`: names of the files; `events`: the history, newest first.
pub fn of(scope: &Scope, file: &File, subject: &str, files: &[String], events: &[(Event, String)]) -> Document {
    let lang = scope.lang();
    let matter = &file.ground.matter;
    let mut blocks = vec![Block::Labelled(facts(scope, matter, subject))];
    blocks.push(heading(lang, "matter-facts"));
    if !matter.facts.text.is_empty() {
        blocks.push(Block::text(&matter.facts.text));
    }
    blocks.push(Block::Labelled(frozen(lang, matter)));
    blocks.push(Block::text(format(lang, "matter-frozen", &[("day", format_day(lang, matter.facts.on).into())])));
    // Ids grow with time: they tell what came first within one instant.
    let mut entries: Vec<((NaiveDateTime, i64), Vec<Block>)> = Vec::new();
    entries.extend(file.papers.iter().map(|p| ((p.at, p.id), paper(scope, p))));
    entries.extend(file.decisions.iter().map(|d| ((d.at, d.id), decision(scope, file, d))));
    entries.extend(events.iter().filter(|(e, _)| is_reasoned(e)).map(|(e, said)| ((e.at, e.id), reasoned(scope, e, said))));
    entries.sort_by_key(|(came, _)| *came);
    if !entries.is_empty() {
        blocks.push(heading(lang, "matter-document-papers"));
    }
    blocks.extend(entries.into_iter().flat_map(|(_, blocks)| blocks));
    if !file.duties.is_empty() {
        blocks.push(heading(lang, "matter-duties"));
        for duty in &file.duties {
            let due = duty.due_on.map(|d| format_day(lang, d)).unwrap_or_default();
            blocks.push(Block::text(format!("{} {} {} {due}", duty.number, duty.title, t(lang, duty.state.key()))));
        }
    }
    if !files.is_empty() {
        blocks.push(heading(lang, "attachments-title"));
        blocks.extend(files.iter().map(Block::text));
    }
    blocks.push(heading(lang, "matter-timeline"));
    blocks.extend(events.iter().rev().map(|(event, said)| history(scope, event, said)));
    Document {
        lang,
        head: None,
        number: None,
        title: vec![t(lang, "matter-document").into_owned(), matter.title.clone()],
        under_title: Some(format!("{} · {}", matter.number, t(lang, &matter.state_key()))),
        blocks,
        colophon: None,
        author: scope.actor_name().to_owned(),
        made: scope.now(),
    }
}

fn heading(lang: Lang, key: &str) -> Block {
    Block::Heading { level: 1, text: t(lang, key).into_owned() }
}

fn labelled(lang: Lang, key: &str, text: impl Into<String>) -> Labelled {
    Labelled::new(format!("{}{}", t(lang, key), t(lang, "part-colon")), text)
}

fn facts(scope: &Scope, matter: &Matter, subject: &str) -> Vec<Labelled> {
    let lang = scope.lang();
    let mut all = vec![
        labelled(lang, "matter-field-subject", subject),
        labelled(lang, "matter-field-cause", t(lang, &matter.cause.key())),
        labelled(lang, "matter-rule", format(lang, "matter-edition", &[("n", f64::from(matter.edition).into())])),
        labelled(lang, "matter-field-basis", &matter.basis),
        labelled(lang, "matter-field-raised", format_instant(lang, matter.created_at, scope.zone())),
    ];
    let days = [
        ("matter-field-reply-by", matter.reply_due_on),
        ("matter-field-objection-by", matter.objection_due_on),
        ("matter-field-response-by", matter.response_due_on),
    ];
    all.extend(days.into_iter().filter_map(|(key, day)| Some(labelled(lang, key, format_day(lang, day?)))));
    all
}

fn frozen(lang: Lang, matter: &Matter) -> Vec<Labelled> {
    let shown = |value: &str| value.parse::<chrono::NaiveDate>().map_or_else(|_| value.to_owned(), |day| format_day(lang, day));
    matter.facts.lines.iter().map(|l| labelled(lang, &format!("matter-fact-{}", l.key), shown(&l.value))).collect()
}

/// Whose word it is, behind it; nothing where nobody is named.
fn bracketed(lang: Lang, by: &str) -> String {
    if by.is_empty() { String::new() } else { format(lang, "matter-said-by", &[("who", by.into())]) }
}

fn entry(scope: &Scope, title: &str, by: &str, at: NaiveDateTime) -> Block {
    let when = format_instant(scope.lang(), at, scope.zone());
    Block::Heading { level: 2, text: format!("{when} {title}{}", bracketed(scope.lang(), by)) }
}

fn paper(scope: &Scope, p: &Paper) -> Vec<Block> {
    let lang = scope.lang();
    let mut blocks = vec![entry(scope, &t(lang, &p.kind.key()), &p.by, p.at)];
    let day = p.day.map(|d| format_day(lang, d)).unwrap_or_default();
    match p.kind {
        PaperKind::Hearing => {
            blocks.push(Block::text(format(lang, "matter-held", &[("day", day.into()), ("present", p.present.as_str().into())])));
        }
        PaperKind::HearingRequest => blocks.extend(p.held_at.map(|at| {
            let when = format_instant(lang, at, scope.zone());
            Block::text(format(lang, "matter-hearing-set", &[("when", when.into()), ("place", p.place.as_str().into())]))
        })),
        PaperKind::ExtensionRequest => blocks.push(Block::text(format(lang, "matter-wished", &[("day", day.into())]))),
        _ => {}
    }
    blocks.push(Block::text(&p.text));
    if p.answered != Answered::Nothing {
        let said = format!("{}{}", t(lang, &p.answered.key()), t(lang, "part-colon"));
        blocks.push(Block::Paragraph(vec![Span::bold(said), Span::plain(format!("{}{}", p.answer, bracketed(lang, &p.answered_by)))]));
    }
    blocks
}

/// What people gave a reason or an opinion for, beside the papers and decisions, which hold their own words.
const REASONED: [&str; 8] = ["accept", "dismiss", "declare", "correct", "return", "verify", "reopen", "calendar"];

fn is_reasoned(event: &Event) -> bool {
    REASONED.contains(&event.action.as_str()) && event.text.as_deref().is_some_and(|text| !text.is_empty())
}

/// Why somebody stands back, took it up or opened it again, and what those who verified have seen.
fn reasoned(scope: &Scope, event: &Event, said: &str) -> Vec<Block> {
    vec![entry(scope, said, &event.actor, event.at), Block::text(event.text.as_deref().unwrap_or_default())]
}

fn decision(scope: &Scope, file: &File, d: &Decision) -> Vec<Block> {
    let lang = scope.lang();
    let form = t(lang, &d.form.key());
    let title = if d.ruling == Ruling::First { form.into_owned() } else { format!("{} {form}", t(lang, &d.ruling.key())) };
    let minutes = file.minutes.iter().find(|(id, _)| Some(*id) == d.decision_id);
    let body = match minutes {
        Some((_, number)) => format!("{} {}", d.body_label, format(lang, "matter-document-minutes", &[("number", number.as_str().into())])),
        None => d.body_label.clone(),
    };
    let args = [("body", body.into()), ("day", format_day(lang, d.decided_on).into()), ("who", d.by.as_str().into())];
    vec![
        entry(scope, &title, &d.by, d.at),
        Block::text(format(lang, "matter-decided-by", &args)),
        Block::text(&d.text),
        Block::Labelled(vec![labelled(lang, "matter-field-basis", &d.basis)]),
    ]
}

fn history(scope: &Scope, event: &Event, said: &str) -> Block {
    let when = format_instant(scope.lang(), event.at, scope.zone());
    Block::text(format!("{when} {} {said}", event.actor))
}
