//! What the record says, as sections: the template filled, the lists of who was there.

use crate::{
    meetings::{
        model::{Item, ItemKind, Participant, Presence, Receipt, Role, SectionKind, quorum},
        queries::{Papers, official_day},
    },
    platform::i18n::{Lang, format, format_time, join, t},
    tenancy::{
        Scope,
        minutes_text::{MinutesText, fill},
    },
};

/// A section as the record gives it.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawn {
    pub kind: SectionKind,
    pub item_id: Option<i64>,
    pub heading: String,
    pub text: String,
}

/// All sections in order.
pub fn all(scope: &Scope, papers: &Papers, chair: Option<String>, template: &MinutesText) -> Vec<Drawn> {
    let lang = scope.workspace_lang();
    let chair = chair.or_else(|| papers.people.iter().find(|p| p.role == Role::Chair).map(|p| p.name.clone())).filter(|c| !c.is_empty());
    let meeting = |name: &str| meeting_place(scope, papers, chair.as_deref(), name);
    let drawn = |kind, item_id, heading: &str, text| Drawn { kind, item_id, heading: heading.to_owned(), text };
    let mut all = vec![drawn(SectionKind::Opening, None, "", fill(&template.opening, meeting))];
    let items = papers.items.iter().filter(|i| is_worth_telling(papers, i));
    all.extend(items.map(|item| {
        let text = fill(&template.item, |name| item_place(lang, papers, item, name).unwrap_or_else(|| meeting(name)));
        drawn(SectionKind::Item, Some(item.id), &item.title, text)
    }));
    let closing = fill(&template.closing, meeting);
    if !closing.is_empty() {
        all.push(drawn(SectionKind::Closing, None, "", closing));
    }
    all.push(drawn(SectionKind::Attendance, None, "", attendance(lang, papers, chair.as_deref())));
    all
}

/// The standing item about former decisions is told of only when something was said on it.
fn is_worth_telling(papers: &Papers, item: &Item) -> bool {
    item.kind == ItemKind::Ordinary
        || !item.notes.trim().is_empty()
        || item.outcome.is_some()
        || papers.decisions.iter().any(|d| d.item_id == item.id)
}

fn meeting_place(scope: &Scope, papers: &Papers, chair: Option<&str>, name: &str) -> String {
    let (lang, meeting) = (scope.workspace_lang(), &papers.meeting);
    let (present, invited) = quorum(&papers.people, papers.people.iter().any(|p| p.presence != Presence::Unknown));
    let counted = |n: usize| if n == 0 { String::new() } else { n.to_string() };
    match name {
        "day" => official_day(lang, meeting.day(scope)),
        "time" if meeting.is_written() => String::new(),
        "time" => format_time(meeting.starts_local(scope)),
        "place" => meeting.place.clone(),
        "chair" => chair.map_or_else(|| t(lang, "minutes-chair-unnamed").into_owned(), str::to_owned),
        "meeting" => meeting.title.clone(),
        "workspace" => scope.workspace_name().to_owned(),
        "present" => counted(present),
        "invited" => counted(invited),
        // How many there are is no secret that the general version must keep, so restricted ones are not counted.
        "items" => counted(papers.items.iter().filter(|i| !i.restricted && is_worth_telling(papers, i)).count()),
        _ => String::new(),
    }
}

fn item_place(lang: Lang, papers: &Papers, item: &Item, name: &str) -> Option<String> {
    Some(match name {
        "title" => item.title.clone(),
        "department" => item.department_id.map(|id| papers.name(id).to_owned()).unwrap_or_default(),
        "background" => item.background.clone(),
        "notes" => item.notes.trim().to_owned(),
        "outcome" => item.outcome.map(|o| t(lang, &format!("minutes-{}", o.key())).into_owned()).unwrap_or_default(),
        _ => return None,
    })
}

/// A line for everybody who was there in one capacity, and for who was not.
fn attendance(lang: Lang, papers: &Papers, chair: Option<&str>) -> String {
    let is_recorded = papers.people.iter().any(|p| p.presence != Presence::Unknown);
    let came = |p: &Participant| match p.presence {
        Presence::Present => true,
        Presence::Unknown => !is_recorded && matches!(p.receipt, Receipt::Attending | Receipt::Substitute),
        Presence::Absent => false,
    };
    let excused = |p: &Participant| !came(p) && p.receipt == Receipt::Absent;
    let missing = |p: &Participant| !came(p) && p.receipt != Receipt::Absent && is_recorded;
    let named = |is: &dyn Fn(&Participant) -> bool| {
        let names: Vec<String> = papers.people.iter().filter(|p| is(p)).map(|p| name(lang, papers, p)).filter(|n| !n.is_empty()).collect();
        join(lang, &names)
    };
    let attends = |p: &Participant| p.role == Role::Attendee;
    let takers = |p: &Participant| p.role == Role::NoteTaker;
    let lines = [
        ("minutes-label-chair", chair.map(str::to_owned).unwrap_or_default()),
        ("minutes-label-present", named(&|p| attends(p) && came(p))),
        ("minutes-label-excused", named(&|p| attends(p) && excused(p))),
        ("minutes-label-missing", named(&|p| attends(p) && missing(p))),
        ("minutes-label-observers", named(&|p| matches!(p.role, Role::Observer | Role::Guest) && (came(p) || !is_recorded && !excused(p)))),
        ("minutes-label-takers", named(&takers)),
    ];
    let lines = lines.into_iter().filter(|(_, names)| !names.is_empty());
    lines.map(|(key, names)| format!("{}{}{names}", t(lang, key), t(lang, "part-colon"))).collect::<Vec<_>>().join("\n")
}

/// 省质监局（王磊）; who has no department by their name and post.
fn name(lang: Lang, papers: &Papers, p: &Participant) -> String {
    if !p.came.is_empty() {
        // Whoever came in their place: the post is not known.
        return match p.department_id {
            None => p.came.clone(),
            Some(id) => format(lang, "minutes-sent", &[("department", papers.name(id).into()), ("name", p.came.as_str().into())]),
        };
    }
    let post = if p.receipt == Receipt::Substitute { &p.substitute_post } else { &p.post };
    match p.department_id {
        None if post.is_empty() => p.name.clone(),
        None => format(lang, "minutes-person", &[("name", p.name.as_str().into()), ("post", post.as_str().into())]),
        Some(id) if p.who().is_empty() => papers.name(id).to_owned(),
        Some(id) => format(lang, "minutes-sent", &[("department", papers.name(id).into()), ("name", p.who().into())]),
    }
}
