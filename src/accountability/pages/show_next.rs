//! What is next on the page of a matter: what it says to whom, and the steps it offers.

use super::{path, show::Loaded, verb_form::is_timely};
use crate::{
    accountability::{
        model::{Action, Answered, By, Form, PaperKind, Part, Person, Ruling, Standing, State, has_looked_into, offered},
        queries::File,
    },
    platform::{
        i18n::{format, format_day, t},
        view::parts::{Link, Notice, Offered},
    },
    tenancy::Scope,
};

/// Whether this person may take this step now, by state and capacity.
pub(super) fn can(file: &File, action: Action) -> bool {
    offered(file.ground.matter.state, &file.ground.sight.by).contains(&action)
}

/// That nobody could be told, and where that is mended.
pub(super) fn unreached(scope: &Scope, loaded: &Loaded) -> Option<Notice> {
    let (lang, ground) = (scope.lang(), &loaded.file.ground);
    if !loaded.is_unreached || !ground.sight.reads_file() {
        return None;
    }
    let matter = &ground.matter;
    let (key, link) = if matter.subject.kind.is_person() {
        let mend = Link::new(format!("{}/correct", path(scope, matter)), t(lang, &Action::Correct.key()));
        ("matter-notice-unreached", can(&loaded.file, Action::Correct).then_some(mend))
    } else {
        let department = format!("{}/departments/{}", scope.base(), matter.subject.department_id);
        ("matter-notice-unreached-body", Some(Link::new(department, t(lang, "matter-open-department"))))
    };
    Some(Notice { tone: "yellow", title: None, text: t(lang, key).into_owned(), link })
}

/// What is next, and for whom.
pub(super) fn notices(scope: &Scope, file: &File) -> Vec<Notice> {
    let (lang, matter, sight) = (scope.lang(), &file.ground.matter, &file.ground.sight);
    let mut all = Vec::new();
    let mut say = |tone, text: String, link: Option<Link>| all.push(Notice { tone, title: None, text, link });
    let day = |day: Option<chrono::NaiveDate>| day.map(|d| format_day(lang, d)).unwrap_or_default();
    if can(file, Action::Declare) && sight.must_declare {
        let key = if sight.is(By::Handler) { "matter-notice-declare" } else { "matter-notice-declare-decider" };
        let link = Link::new(format!("{}/declare", path(scope, matter)), t(lang, &Action::Declare.key()));
        say("yellow", t(lang, key).into_owned(), Some(link));
    }
    if sight.is(By::Subject) {
        let key = match matter.state {
            State::Hearing => Some(("matter-notice-reply", matter.reply_due_on)),
            State::InForce => Some(("matter-notice-respond", matter.response_due_on)),
            _ => None,
        };
        if let Some((key, due)) = key {
            let late = due.is_some_and(|d| d < scope.today());
            say(if late { "red" } else { "yellow" }, format(lang, key, &[("day", day(due).into())]), None);
        }
    } else {
        let waits = file.papers.iter().any(|p| p.answered == Answered::Waiting);
        let runs = matter.objection_runs(scope.today(), file.papers.iter().any(|p| p.kind == PaperKind::Objection));
        let said = match matter.state {
            State::Proposed => Some(("matter-notice-proposed", None)),
            State::Hearing if waits => Some(("matter-notice-request", None)),
            State::InForce | State::Responded if waits => Some(("matter-notice-objection", None)),
            State::InForce => matter.response_due_on.map(|due| ("matter-notice-in-force", Some(due))),
            State::Responded if runs.is_some() => Some(("matter-notice-objection-runs", runs)),
            State::Responded => Some(("matter-notice-verify", None)),
            _ => None,
        };
        if let Some((key, until)) = said {
            say("blue", format(lang, key, &[("day", day(until).into())]), None);
        }
    }
    if !matter.state.is_open() && !matter.reason.is_empty() {
        let args = [("state", t(lang, &matter.state_key()).into_owned().into()), ("reason", matter.reason.as_str().into())];
        say("blue", format(lang, "matter-notice-ended", &args), None);
    }
    all
}

/// The end of a step's address.
fn step(action: Action) -> String {
    if action == Action::Appoint { "people".to_owned() } else { action.as_str().replace('_', "-") }
}

pub(super) fn actions(scope: &Scope, file: &File) -> Vec<Offered> {
    let (lang, matter) = (scope.lang(), &file.ground.matter);
    let sight = &file.ground.sight;
    let objects = file.papers.iter().any(|p| p.kind == PaperKind::Objection);
    let objection_runs = matter.objection_runs(scope.today(), objects).is_some();
    let objection_waits = file.papers.iter().any(|p| p.kind == PaperKind::Objection && p.answered == Answered::Waiting);
    let looks = |p: &Person| p.part == Part::Handler && p.standing == Standing::Clear;
    let is_looked_into = file.ground.people.iter().any(looks);
    let investigates = has_looked_into(&file.ground.people, scope.membership_id());
    let decides = sight.is(By::Office) || sight.may_decide;
    let has_decided = file.decisions.first().is_some_and(|d| d.membership_id.is_some() && d.membership_id == scope.membership_id());
    let fits = |action: &Action| match action {
        Action::Declare => sight.must_declare,
        Action::Note => sight.is_clear,
        // First of all somebody is named, and has no interest in it.
        Action::Appoint => !is_looked_into && matches!(matter.state, State::UnderReview | State::Hearing),
        Action::Correct => matter.subject.kind.is_person(),
        Action::Notify => is_looked_into && (sight.is(By::Office) || sight.is_clear),
        Action::Verify if objection_runs || objection_waits => false,
        Action::Hear | Action::Verify | Action::Return => sight.is(By::Office) || sight.is_clear,
        Action::Decide => decides && !investigates,
        Action::Rule => objection_waits && decides && !investigates && !has_decided,
        // On the same pages as these.
        Action::Acquit | Action::Quash => false,
        Action::Reopen => file.decisions.last().is_some_and(|d| d.ruling != Ruling::Quashed && d.form != Form::Nothing),
        // It stands beside the request.
        Action::Answer => false,
        other => is_timely(file, scope, *other),
    };
    let mut main = true;
    let steps = offered(matter.state, &sight.by).into_iter().filter(fits).map(|action| {
        let danger = action == Action::Dismiss;
        Offered {
            label: t(lang, &matter.action_key(action)).into_owned(),
            href: format!("{}/{}", path(scope, matter), step(action)),
            post: false,
            main: action != Action::Return && std::mem::take(&mut main) && !danger,
            danger,
            hidden: Vec::new(),
        }
    });
    steps.collect()
}
