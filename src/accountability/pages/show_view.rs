//! What the page of a matter shows.

use std::collections::HashSet;

use serde::Serialize;

use super::{
    files, light, list_path, path,
    show::Loaded,
    show_next::{actions, can, notices, unreached},
    subject_name,
};
use crate::{
    accountability::{
        MATTER,
        model::{Action, Answered, By, Decision, Matter, Paper, PaperKind, Person, Ruling, State},
        queries::File,
    },
    attachments::{FilesView, files_view},
    platform::{
        i18n::{Lang, format, format_day, format_instant, t},
        view::parts::{Actions, Crumb, Fact, Head, Link, Notice, TimelineView},
    },
    tenancy::{Role, Scope, departments::Department},
    timeline::{Event, timeline_view},
};

#[derive(Serialize)]
pub(super) struct Body {
    head: Head,
    notices: Vec<Notice>,
    actions: Actions,
    facts_text: Option<String>,
    frozen: Vec<Fact>,
    frozen_note: String,
    decisions: Vec<DecisionView>,
    papers: Vec<PaperView>,
    notes: Option<Vec<PaperView>>,
    investigation: Option<Link>,
    people: Option<Vec<PersonView>>,
    name_people: Option<Link>,
    duties: Vec<DutyView>,
    facts: Facts,
    files: FilesView,
    timeline: TimelineView,
}

#[derive(Serialize)]
struct Facts {
    items: Vec<Fact>,
}

#[derive(Serialize)]
pub(super) struct DecisionView {
    pub title: String,
    pub by: String,
    pub basis: String,
    pub text: String,
}

#[derive(Serialize)]
pub(super) struct PaperView {
    pub what: String,
    pub by: String,
    /// What else is known of it: the day wished for, who was there.
    pub note: Option<String>,
    pub text: String,
    pub answer: Option<String>,
    pub link: Option<Link>,
}

#[derive(Serialize)]
struct PersonView {
    name: String,
    part: String,
    standing: String,
    reason: String,
    /// Where they are taken off.
    release: Option<String>,
}

#[derive(Serialize)]
struct DutyView {
    /// None where it does not open for this person.
    href: Option<String>,
    number: String,
    title: String,
    state: String,
    due: Option<String>,
}

pub(super) fn body(scope: &Scope, loaded: Loaded) -> Body {
    let lang = scope.lang();
    let Loaded { file, departments, files: lines, events, more, .. } = &loaded;
    let ground = &file.ground;
    let matter = &ground.matter;
    let department = departments.iter().find(|d| d.id == matter.subject.department_id);
    let shelf = files::shelf(scope, ground, &file.papers);
    let open = |p: &&Paper| p.kind != PaperKind::Note;
    let notes = ground
        .sight
        .reads_notes()
        .then(|| file.papers.iter().filter(|p| p.kind == PaperKind::Note).map(|p| paper_view(scope, matter, p, false)).collect());
    let answers = ground.sight.is(By::Office);
    Body {
        head: head(scope, matter, department),
        notices: unreached(scope, &loaded).into_iter().chain(notices(scope, file)).collect(),
        actions: Actions { offered: actions(scope, file), refused: Vec::new() },
        facts_text: Some(matter.facts.text.clone()).filter(|text| !text.is_empty()),
        frozen: frozen(scope, matter),
        frozen_note: format(lang, "matter-frozen", &[("day", format_day(lang, matter.facts.on).into())]),
        decisions: file.decisions.iter().map(|d| decision_view(lang, d)).collect(),
        papers: file.papers.iter().filter(open).map(|p| paper_view(scope, matter, p, answers)).collect(),
        investigation: notes.is_some().then(|| Link::new(files::investigation_path(scope, matter), t(lang, "matter-investigation-files"))),
        notes,
        people: ground.sight.reads_file().then(|| ground.people.iter().map(|p| person_view(scope, file, p)).collect()),
        name_people: can(file, Action::Appoint)
            .then(|| Link::new(format!("{}/people", path(scope, matter)), t(lang, "matter-name-people"))),
        duties: duties(scope, file, &loaded.opens),
        facts: Facts { items: facts(scope, &loaded, department) },
        files: files_view(scope, &shelf, lines),
        timeline: timeline(scope, events, more.map(|id| format!("{}?before={id}#timeline", path(scope, matter)))),
    }
}

/// What happened; a matter whose subject was told is stopped, not refused.
fn timeline(scope: &Scope, events: &[Event], more: Option<String>) -> TimelineView {
    let mut view = timeline_view(scope, MATTER, events, more);
    for (item, event) in view.items.iter_mut().zip(events) {
        if event.action == Action::Dismiss.as_str() && event.from_state.as_deref() == Some(State::Hearing.as_str()) {
            item.to = Some(t(scope.lang(), "matter-state-stopped").into_owned());
        }
    }
    view
}

fn head(scope: &Scope, matter: &Matter, department: Option<&Department>) -> Head {
    let lang = scope.lang();
    let under = format!("{} · {}", matter.number, subject_name(lang, matter, department));
    let mut head = Head::new(&matter.title).crumb(list_path(scope), t(lang, "matters-title")).under(under);
    head.crumbs.push(Crumb { href: None, label: matter.number.clone() });
    head.light = Some(light(scope, matter));
    head.action(format!("{}/file.docx", path(scope, matter)), t(lang, "matter-file"), false)
}

pub(super) fn frozen(scope: &Scope, matter: &Matter) -> Vec<Fact> {
    let lang = scope.lang();
    let shown = |value: &str| value.parse::<chrono::NaiveDate>().map_or_else(|_| value.to_owned(), |day| format_day(lang, day));
    let line = |l: &crate::accountability::FactLine| Fact {
        href: l.path.as_ref().map(|p| format!("{}{p}", scope.base())),
        ..Fact::new(t(lang, &format!("matter-fact-{}", l.key)), shown(&l.value))
    };
    matter.facts.lines.iter().map(line).collect()
}

pub(super) fn decision_view(lang: Lang, d: &Decision) -> DecisionView {
    let form = t(lang, &d.form.key());
    let title = match d.ruling {
        Ruling::First => form.into_owned(),
        other => format!("{} · {form}", t(lang, &other.key())),
    };
    let args = [("body", d.body_label.as_str().into()), ("day", format_day(lang, d.decided_on).into()), ("who", d.by.as_str().into())];
    DecisionView { title, by: format(lang, "matter-decided-by", &args), basis: d.basis.clone(), text: d.text.clone() }
}

pub(super) fn paper_view(scope: &Scope, matter: &Matter, p: &Paper, answers: bool) -> PaperView {
    let lang = scope.lang();
    let day = p.day.map(|d| format_day(lang, d)).unwrap_or_default();
    let note = match p.kind {
        PaperKind::ExtensionRequest => Some(format(lang, "matter-wished", &[("day", day.into())])),
        PaperKind::HearingRequest => p.held_at.map(|at| {
            let when = format_instant(lang, at, scope.zone());
            format(lang, "matter-hearing-set", &[("when", when.into()), ("place", p.place.as_str().into())])
        }),
        PaperKind::Hearing => Some(format(lang, "matter-held", &[("day", day.into()), ("present", p.present.as_str().into())])),
        _ => None,
    };
    let answer = match p.answered {
        Answered::Nothing => None,
        Answered::Waiting => Some(t(lang, &p.answered.key()).into_owned()),
        _ => {
            let at = p.answered_at.map(|at| format_instant(lang, at, scope.zone())).unwrap_or_default();
            let colon = if p.answer.is_empty() { "".into() } else { t(lang, "part-colon") };
            let by = format(lang, "matter-said-by", &[("who", format!("{} {at}", p.answered_by).into())]);
            Some(format!("{}{by}{colon}{}", t(lang, &p.answered.key()), p.answer))
        }
    };
    let waits = answers && p.answered == Answered::Waiting && p.kind != PaperKind::Objection;
    PaperView {
        what: t(lang, &p.kind.key()).into_owned(),
        by: format!("{} · {}", p.by, format_instant(lang, p.at, scope.zone())),
        note,
        text: p.text.clone(),
        answer,
        link: waits.then(|| Link::new(format!("{}/requests/{}", path(scope, matter), p.id), t(lang, &Action::Answer.key()))),
    }
}

fn person_view(scope: &Scope, file: &File, p: &Person) -> PersonView {
    let lang = scope.lang();
    let may = can(file, Action::Appoint) && p.is_concerned();
    PersonView {
        name: p.name.clone(),
        part: t(lang, &p.part.key()).into_owned(),
        standing: t(lang, &p.standing.key()).into_owned(),
        reason: p.reason.clone(),
        release: may.then(|| format!("{}/people/{}/release", path(scope, &file.ground.matter), p.id)),
    }
}

fn duties(scope: &Scope, file: &File, opens: &HashSet<String>) -> Vec<DutyView> {
    let lang = scope.lang();
    let one = |d: &crate::duties::queries::FromOrigin| DutyView {
        href: opens.contains(&d.number).then(|| format!("{}/duties/{}", scope.base(), d.number)),
        number: d.number.clone(),
        title: d.title.clone(),
        state: t(lang, d.state.key()).into_owned(),
        due: d.due_on.map(|day| format_day(lang, day)),
    };
    file.duties.iter().map(one).collect()
}

fn facts(scope: &Scope, loaded: &Loaded, department: Option<&Department>) -> Vec<Fact> {
    let (lang, base) = (scope.lang(), scope.base());
    let matter = &loaded.file.ground.matter;
    let label = |key: &str| t(lang, key).into_owned();
    let due = |key: &str, day: Option<chrono::NaiveDate>, open: bool| {
        day.map(|d| Fact { late: open && d < scope.today(), ..Fact::new(label(key), format_day(lang, d)) })
    };
    let mut items = vec![Fact {
        note: Some(label(&matter.subject.kind.key())),
        ..Fact::new(label("matter-field-subject"), subject_name(lang, matter, department))
    }];
    if let Some(d) = department {
        items.push(Fact { href: Some(format!("{base}/departments/{}", d.id)), ..Fact::new(label("matter-field-department"), &d.name) });
    }
    let edition = format(lang, "matter-edition", &[("n", f64::from(matter.edition).into())]);
    items.push(Fact { note: Some(edition), ..Fact::new(label("matter-field-cause"), label(&matter.cause.key())) });
    items.push(Fact::new(label("matter-field-basis"), &matter.basis));
    let by = if matter.proposed_by.is_empty() { label("matter-by-program") } else { matter.proposed_by.clone() };
    if loaded.file.ground.sight.reads_file() {
        let when = format_instant(lang, matter.created_at, scope.zone());
        items.push(Fact { note: Some(when), ..Fact::new(label("matter-field-proposed-by"), by) });
    }
    if let Some(mut fact) = due("matter-field-reply-by", matter.reply_due_on, false) {
        fact.note = loaded.explained.as_ref().map(|e| e.said(lang));
        items.push(fact);
    }
    items.extend(due("matter-field-objection-by", matter.objection_due_on, false));
    items.extend(due("matter-field-response-by", matter.response_due_on, matter.state == State::InForce));
    if let Some(d) = matter.verifier_id.and_then(|id| loaded.departments.iter().find(|d| d.id == id)) {
        items.push(Fact::new(label("matter-field-verifier"), &d.name));
    }
    if scope.has(Role::Secretariat) && !matter.subject.email.is_empty() {
        items.push(Fact::new(label("matter-field-email"), &matter.subject.email));
    }
    items
}
