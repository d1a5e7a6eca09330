//! Who comes to a meeting, as its page shows it.

use std::collections::HashMap;

use serde::Serialize;

use super::{path, receipt};
use crate::{
    meetings::{
        actions::needed,
        model::{Action, Meeting, Participant, Presence, Receipt, Role, State, decide, quorum},
        queries::Ground,
    },
    platform::{
        i18n::{Lang, format, join, t},
        view::parts::{LightView, Link},
    },
    tenancy::Scope,
};

/// `meetings/people_part`: who comes, role by role, and whether enough do.
#[derive(Serialize)]
pub struct People {
    quorum: Option<LightView>,
    /// The same in a sentence, with who is missing.
    sentence: String,
    groups: Vec<Group>,
    edit: Option<Link>,
}

#[derive(Serialize)]
struct Group {
    title: String,
    rows: Vec<PersonRow>,
}

#[derive(Serialize)]
struct PersonRow {
    name: String,
    who: String,
    receipt: Option<LightView>,
    reason: String,
    /// Where this reader can answer for them.
    answer: Option<Link>,
}

/// Everybody invited, role by role.
pub fn people(scope: &Scope, ground: &Ground, names: &HashMap<i64, String>) -> People {
    let lang = scope.lang();
    let meeting = &ground.meeting;
    let name = |p: &Participant| called(names, p);
    let mut groups = Vec::new();
    for role in [Role::Chair, Role::Attendee, Role::Observer, Role::Guest, Role::NoteTaker] {
        let rows: Vec<PersonRow> = ground.people.iter().filter(|p| p.role == role).map(|p| person(scope, ground, p, name(p))).collect();
        if !rows.is_empty() {
            groups.push(Group { title: t(lang, &role.key()).into_owned(), rows });
        }
    }
    // A written circulation is answered by opinions: nobody comes.
    let quorum = (!meeting.is_written()).then(|| standing(lang, meeting, &ground.people, name));
    let (quorum, sentence) = quorum.map_or((None, String::new()), |(light, sentence)| (Some(light), sentence));
    let edit = decide(meeting.state, meeting.is_written(), Action::Edit, &ground.sight.by).is_ok();
    let edit = edit.then(|| Link::new(format!("{}/people", path(scope, meeting)), t(lang, "meeting-people-edit")));
    People { quorum, sentence, groups, edit }
}

fn person(scope: &Scope, ground: &Ground, p: &Participant, name: String) -> PersonRow {
    let (lang, meeting) = (scope.lang(), &ground.meeting);
    let tone = match p.receipt {
        Receipt::None => "blue",
        Receipt::Attending => "green",
        Receipt::Substitute => "blue",
        Receipt::Absent => "yellow",
    };
    let is_asked = meeting.announced_at.is_some() && !meeting.is_written();
    let is_asked = is_asked && !(p.role == Role::NoteTaker && p.receipt == Receipt::None);
    // Once it was held, who came counts, not who said so.
    let receipt = match p.presence {
        Presence::Present => Some(LightView { tone: "green", word: Some(t(lang, &p.presence.key()).into_owned()) }),
        Presence::Absent => Some(LightView { tone: "yellow", word: Some(t(lang, &p.presence.key()).into_owned()) }),
        Presence::Unknown => is_asked.then(|| LightView { tone, word: Some(t(lang, &p.receipt.key()).into_owned()) }),
    };
    let who = if p.department_id.is_some() || !p.came.is_empty() { p.who() } else { "" };
    let post = match p.receipt {
        _ if !p.came.is_empty() => "",
        Receipt::Substitute => &p.substitute_post,
        _ => &p.post,
    };
    let who = [who, post].into_iter().filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" ");
    let reason = if p.receipt == Receipt::Absent { p.reason.clone() } else { String::new() };
    PersonRow { name, who, receipt, reason, answer: receipt::link(scope, ground, p) }
}

/// Departments named before it says how many there are.
const NAMED: usize = 6;

/// Whether enough come, and who is missing.
fn standing(lang: Lang, meeting: &Meeting, people: &[Participant], name: impl Fn(&Participant) -> String) -> (LightView, String) {
    let in_session = !meeting.state.is_ahead() && meeting.state != State::Cancelled;
    let (comes, invited) = quorum(people, in_session);
    let needed = needed(meeting, invited);
    let waiting: Vec<String> = people.iter().filter(|p| p.counts() && p.receipt == Receipt::None).map(&name).collect();
    // Once it has begun, who is not in the room is missing, whatever they had answered.
    let is_missing = |p: &&Participant| match in_session {
        true => p.presence != Presence::Present || p.left_at.is_some(),
        false => p.receipt == Receipt::Absent,
    };
    let absent: Vec<String> = people.iter().filter(|p| p.counts() && is_missing(p)).map(&name).collect();
    let (tone, word) = match () {
        () if comes >= needed && invited > 0 => ("green", "meeting-quorum-met"),
        () if !in_session && comes + waiting.len() >= needed && invited > 0 => ("grey", "meeting-quorum-open"),
        () => ("red", "meeting-quorum-missed"),
    };
    let args = [("comes", comes.into()), ("needed", needed.into()), ("invited", invited.into())];
    let mut sentence = format(lang, if in_session { "meeting-quorum-present" } else { "meeting-quorum-sentence" }, &args);
    let list = |names: &[String]| match names.get(..NAMED) {
        Some(first) if names.len() > NAMED + 1 => {
            format(lang, "meeting-names-and-more", &[("names", join(lang, first).into()), ("n", names.len().into())])
        }
        _ => join(lang, names),
    };
    if meeting.announced_at.is_some() && !in_session && !waiting.is_empty() {
        sentence.push_str(&format(lang, "meeting-quorum-waiting", &[("names", list(&waiting).into())]));
    }
    if !absent.is_empty() {
        let key = if in_session { "meeting-quorum-missing" } else { "meeting-quorum-absent" };
        sentence.push_str(&format(lang, key, &[("names", list(&absent).into())]));
    }
    (LightView { tone, word: Some(t(lang, word).into_owned()) }, sentence)
}

/// A participant as others know it.
pub fn called(names: &HashMap<i64, String>, p: &Participant) -> String {
    p.department_id.map_or_else(|| p.name.clone(), |id| names.get(&id).cloned().unwrap_or_default())
}
