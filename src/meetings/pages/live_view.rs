//! What the pages of a session are made of: a form a field, so that each is saved by itself, with or without the script.

use chrono::NaiveDateTime;
use serde::Serialize;

use crate::{
    meetings::{
        actions::{LiveField, decision_value, item_value, participant_value},
        model::{Decision, Item, Meeting, Outcome, Participant, Presence, State},
        queries::live::Session,
    },
    platform::{
        clock::local,
        i18n::{Lang, format, format_time, t},
        secret::new_secret,
        view::parts::Choice,
    },
    tenancy::Scope,
};

/// Where a session's pages are and what their script must know.
#[derive(Serialize)]
pub struct Root {
    /// `/w/{slug}/meetings/{number}/live`
    home: String,
    meeting: String,
    /// What is shown holds everything up to this number.
    seq: i64,
    /// Whether anything still changes.
    is_live: bool,
    /// Whose typing the browser keeps.
    who: String,
    /// Wall time of the workspace when the page was made.
    now: String,
}

impl Root {
    pub fn new(scope: &Scope, session: &Session) -> Self {
        let meeting = &session.ground.meeting;
        Self {
            home: home(scope, meeting),
            meeting: meeting.id.to_string(),
            seq: session.seq,
            is_live: crate::meetings::queries::live::is_live(meeting.state),
            now: local(scope.now(), scope.zone()).format("%Y-%m-%dT%H:%M:%S").to_string(),
            who: scope.membership_id().map(|id| id.to_string()).unwrap_or_default(),
        }
    }
}

/// The address of a meeting's session.
pub fn home(scope: &Scope, meeting: &Meeting) -> String {
    format!("{}/meetings/{}/live", scope.base(), meeting.number)
}

/// One field with its own form (`meetings/live_field`).
#[derive(Serialize)]
pub struct Field {
    /// `area`, `line`, `select`, `choice`, `checks`, `time`.
    kind: &'static str,
    id: String,
    subject: String,
    field: &'static str,
    version: i64,
    /// Makes this page's saving one, however often it is sent.
    key: String,
    label: String,
    hint: Option<String>,
    value: String,
    options: Vec<Choice>,
    /// Who saved it last, and when.
    told: String,
    /// Where the page is without the script.
    back: String,
    /// Whether the label is only read aloud.
    is_bare: bool,
}

/// Makes fields of one session.
pub struct Fields<'a> {
    pub scope: &'a Scope,
    pub session: &'a Session,
    pub back: String,
}

/// `周敏 10:12`; empty where nobody saved it.
pub fn told(scope: &Scope, by: &str, at: Option<NaiveDateTime>) -> String {
    let Some(at) = at else { return String::new() };
    let at = format_time(local(at, scope.zone()));
    format(scope.lang(), "live-told", &[("who", by.into()), ("at", at.into())])
}

impl Fields<'_> {
    fn make(&self, kind: &'static str, subject: i64, field: LiveField, value: String) -> Field {
        let lang = self.scope.lang();
        let saved = self.session.fields.get(&(subject, field.as_str().to_owned()));
        Field {
            kind,
            id: format!("{}-{subject}", field.as_str()),
            subject: subject.to_string(),
            field: field.as_str(),
            version: saved.map_or(0, |s| s.version),
            key: new_secret(),
            label: t(lang, &field.key()).into_owned(),
            hint: None,
            options: choices(lang, field, &value, self.session),
            value,
            told: saved.map(|s| told(self.scope, &s.saved_by, Some(s.saved_at))).unwrap_or_default(),
            back: self.back.clone(),
            is_bare: false,
        }
    }

    pub fn item(&self, item: &Item, field: LiveField) -> Field {
        let kind = if field == LiveField::Notes { "area" } else { "choice" };
        self.make(kind, item.id, field, item_value(item, field))
    }

    pub fn decision(&self, decision: &Decision, field: LiveField) -> Field {
        let kind = match field {
            LiveField::Text => "area",
            LiveField::Lead => "select",
            LiveField::Support => "checks",
            _ => "line",
        };
        let mut made = self.make(kind, decision.id, field, decision_value(decision, field));
        if field == LiveField::Due {
            made.hint = Some(t(self.scope.lang(), "live-due-hint").into_owned());
        }
        made
    }

    pub fn participant(&self, person: &Participant, field: LiveField) -> Field {
        let kind = match field {
            LiveField::Presence => "choice",
            LiveField::Came => "line",
            _ => "time",
        };
        let mut made = self.make(kind, person.id, field, participant_value(self.scope, person, field));
        made.is_bare = true;
        made
    }
}

/// What a field can be, the empty choice first where it may say nothing.
pub fn choices(lang: Lang, field: LiveField, value: &str, session: &Session) -> Vec<Choice> {
    let worded = |text: &str, key: String| Choice::new(text, t(lang, &key), text == value);
    match field {
        LiveField::Outcome => {
            let none = Choice::new("", t(lang, "live-outcome-none"), value.is_empty());
            std::iter::once(none).chain(Outcome::ALL.iter().map(|o| worded(o.as_str(), o.key()))).collect()
        }
        LiveField::Presence => Presence::ALL.iter().map(|p| worded(p.as_str(), p.key())).collect(),
        LiveField::Lead => {
            let none = Choice::new("", t(lang, "live-lead-none"), value.is_empty());
            std::iter::once(none).chain(departments(session, &[value])).collect()
        }
        LiveField::Support => departments(session, &value.split(',').collect::<Vec<_>>()).collect(),
        _ => Vec::new(),
    }
}

fn departments<'a>(session: &'a Session, chosen: &[&str]) -> impl Iterator<Item = Choice> + 'a {
    let chosen: Vec<String> = chosen.iter().map(|c| (*c).to_owned()).collect();
    session.departments.iter().map(move |d| {
        let id = d.id.to_string();
        let is_chosen = chosen.contains(&id);
        Choice { find: Some(d.name.clone()), ..Choice::new(id, &d.short_name, is_chosen) }
    })
}

/// Minutes spent on an item up to now, whole.
pub fn spent(scope: &Scope, meeting: &Meeting, item: &Item) -> i64 {
    seconds(scope, meeting, item) / 60
}

fn seconds(scope: &Scope, meeting: &Meeting, item: &Item) -> i64 {
    let running = meeting.current_since.filter(|_| meeting.current_item_id == Some(item.id));
    item.spent_seconds + running.map_or(0, |since| (scope.now() - since).num_seconds().max(0))
}

/// The clock of an item: what the script counts on from.
#[derive(Serialize)]
pub struct Watch {
    /// Seconds when the page was made.
    seconds: i64,
    planned: i32,
    runs: bool,
    text: String,
    is_over: bool,
}

impl Watch {
    pub fn new(scope: &Scope, meeting: &Meeting, item: &Item) -> Self {
        let seconds = seconds(scope, meeting, item);
        let args = [("spent", (seconds / 60).into()), ("planned", f64::from(item.minutes).into())];
        Self {
            seconds,
            planned: item.minutes,
            runs: meeting.state == State::InSession && meeting.current_item_id == Some(item.id),
            text: format(scope.lang(), "session-watch", &args),
            is_over: seconds > i64::from(item.minutes) * 60,
        }
    }
}

/// How many came, and whether that is enough.
#[derive(Serialize)]
pub struct TallyView {
    pub text: String,
    pub is_reached: bool,
}

impl TallyView {
    pub fn new(lang: Lang, state: State, tally: crate::meetings::queries::live::Tally) -> Self {
        Self { text: tally_words(lang, state, tally), is_reached: tally.is_reached() }
    }
}

/// `到会 17 / 19 个单位，已过半`.
pub fn tally_words(lang: Lang, state: State, tally: crate::meetings::queries::live::Tally) -> String {
    let number = |n: usize| fluent_bundle::FluentValue::from(n);
    let args = [("present", number(tally.present)), ("invited", number(tally.invited)), ("needed", number(tally.needed))];
    let key = match (state.is_ahead(), tally.is_reached()) {
        (true, true) => "session-tally-ahead",
        (true, false) => "session-tally-ahead-short",
        (false, true) => "session-tally",
        (false, false) => "session-tally-short",
    };
    format(lang, key, &args)
}

impl Field {
    pub fn label(&self) -> &str {
        &self.label
    }

    /// Another name, where several of a kind stand on a page.
    pub fn name_for(&mut self, name: &str) {
        name.clone_into(&mut self.label);
    }
}
