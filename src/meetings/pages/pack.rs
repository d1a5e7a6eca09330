//! `GET /w/{slug}/meetings/{number}/pack` and the same as DOCX: one page with all that a person may see of the agenda; the office
//! also sees it with a department's eyes.

use actix_web::{HttpRequest, web};
use serde::Serialize;

use super::{
    Answer,
    agenda::{AgendaItem, item_line, short_names},
    decisions::{FollowedView, followed_view},
    head_below,
    opinion_table::{Asked, OpinionsView, opinions},
    pack_docx, when,
};
use crate::{
    attachments::size_text,
    meetings::{
        model::{Item, ItemKind, Role as Seat},
        queries::{self, agenda::Line, pack::Pack},
    },
    platform::{
        http::{ListQuery, document, path_part},
        i18n::{format, format_day, t},
        view::parts::{Choice, DepartmentView, Fact, Head, Link},
    },
    site::{Member, Site},
    tenancy::Scope,
};

#[derive(Serialize)]
struct Body {
    head: Head,
    /// On paper: whose pack, of which day.
    printed: String,
    facts: Facts,
    note: String,
    /// Departments whose eyes the office can take; empty for others.
    eyes: Vec<Choice>,
    action: String,
    items: Vec<PackItem>,
    empty: Option<String>,
}

#[derive(Serialize)]
struct Facts {
    items: Vec<Fact>,
    beside: bool,
}

/// An item, or the line of one that is not seen.
#[derive(Serialize)]
struct PackItem {
    line: AgendaItem,
    heading: Option<String>,
    background: Option<String>,
    decision: Option<String>,
    concerned: Option<String>,
    taken_in: Vec<Taken>,
    opinions: Option<OpinionsView>,
    links: Vec<Link>,
    files: Vec<Link>,
    /// What became of former decisions, of the item that opens the meeting.
    followed: Option<FollowedView>,
}

#[derive(Serialize)]
struct Taken {
    title: String,
    department: Option<DepartmentView>,
    background: Option<String>,
    decision: Option<String>,
}

/// The department asked for by the address; what is no number is nobody.
fn eyes(req: &HttpRequest) -> Option<i64> {
    ListQuery::of(req, &[]).filter("department").map(|d| d.parse().unwrap_or(-1))
}

pub async fn show(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let (number, eyes) = (path_part(&req, "number").to_owned(), eyes(&req));
    let pack = site.read(&member, move |conn, scope| queries::pack::pack(conn, scope, &number, eyes)).await?;
    let (scope, lang) = (&member.scope, member.lang());
    let meeting = &pack.ground.meeting;
    let title = t(lang, "pack-title").into_owned();
    let query = pack.seen_by.map(|id| format!("?department={id}")).unwrap_or_default();
    let home = super::path(scope, meeting);
    let mut head = head_below(scope, meeting, &title);
    if !pack.agenda.lines.is_empty() {
        head = head.action(format!("{home}/pack.docx{query}"), t(lang, "pack-docx"), false);
    }
    let body = Body {
        head,
        printed: printed(scope, &pack),
        facts: Facts { items: facts(scope, &pack), beside: true },
        note: meeting.note.clone(),
        eyes: choices(scope, &pack),
        action: format!("{home}/pack"),
        items: items(scope, &pack),
        empty: pack.agenda.lines.is_empty().then(|| t(lang, "agenda-empty").into_owned()),
    };
    Ok(member.page(&req, "meetings/pack", title, body)?)
}

/// `GET …/pack.docx`
pub async fn docx(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let (number, eyes) = (path_part(&req, "number").to_owned(), eyes(&req));
    let (bytes, number) = site
        .read(&member, move |conn, scope| {
            let pack = queries::pack::pack(conn, scope, &number, eyes)?;
            Ok((pack_docx::document(scope, &pack).write()?, pack.ground.meeting.number))
        })
        .await?;
    let name = format(member.lang(), "pack-file", &[("number", number.as_str().into())]);
    Ok(document(&bytes, &format!("pack-{number}"), &name)?)
}

/// “2026-12-16（周三） 09:00 · 周敏” or whose eyes it is seen with, and the day it was made.
pub(super) fn printed(scope: &Scope, pack: &Pack) -> String {
    let lang = scope.lang();
    let who = match pack.seen_by {
        Some(id) => format(lang, "pack-seen-by", &[("department", short_names(lang, &pack.agenda.names, &[id]).into())]),
        None => scope.actor_name().to_owned(),
    };
    format(lang, "pack-printed", &[("who", who.into()), ("day", format_day(lang, scope.today()).into())])
}

pub(super) fn facts(scope: &Scope, pack: &Pack) -> Vec<Fact> {
    let (lang, meeting) = (scope.lang(), &pack.ground.meeting);
    let key = if meeting.is_written() { "meeting-fact-answer-by" } else { "meeting-fact-when" };
    let mut all = vec![Fact::new(t(lang, key), when(scope, meeting))];
    let mut add = |key: &str, value: String| {
        if !value.is_empty() {
            all.push(Fact::new(t(lang, key), value));
        }
    };
    if !meeting.is_written() {
        add("meeting-fact-length", format(lang, "meeting-minutes", &[("n", f64::from(meeting.minutes).into())]));
    }
    add("meeting-fact-place", meeting.place.clone());
    add("meeting-fact-chair", pack.chair.as_ref().map(|c| c.name.clone()).unwrap_or_default());
    let of = |role: Seat| {
        let ids: Vec<i64> = pack.ground.people.iter().filter(|p| p.role == role).filter_map(|p| p.department_id).collect();
        short_names(lang, &pack.agenda.names, &ids)
    };
    add("pack-attendees", of(Seat::Attendee));
    add("pack-observers", of(Seat::Observer));
    all
}

fn choices(scope: &Scope, pack: &Pack) -> Vec<Choice> {
    if !pack.ground.sight.sees_restricted {
        return Vec::new();
    }
    let all = Choice::new("", t(scope.lang(), "pack-eyes-own"), pack.seen_by.is_none());
    let departments = pack.ground.people.iter().filter_map(|p| {
        let id = p.department_id?;
        let (short, _) = pack.agenda.names.get(&id)?;
        Some(Choice::new(id, short, pack.seen_by == Some(id)))
    });
    std::iter::once(all).chain(departments).collect()
}

fn text(text: &str) -> Option<String> {
    Some(text.to_owned()).filter(|t| !t.is_empty())
}

fn items(scope: &Scope, pack: &Pack) -> Vec<PackItem> {
    let mut section = String::new();
    pack.agenda
        .lines
        .iter()
        .map(|line| {
            let own = line.item.as_ref().map_or("", |i| i.section.as_str());
            let heading = text(own).filter(|h| *h != section);
            if line.item.is_some() {
                own.clone_into(&mut section);
            }
            pack_item(scope, pack, line, heading)
        })
        .collect()
}

fn pack_item(scope: &Scope, pack: &Pack, line: &Line, heading: Option<String>) -> PackItem {
    let view = item_line(scope, &pack.ground.meeting, &pack.agenda, line);
    let Some(item) = &line.item else {
        let (background, decision, concerned, taken_in, opinions, links, files, followed) = Default::default();
        return PackItem { line: view, heading, background, decision, concerned, taken_in, opinions, links, files, followed };
    };
    let names = &pack.agenda.names;
    let said = pack.opinions.get(&item.id).map(|own| {
        let asked = Asked { ground: &pack.ground, item, opinions: own, names, files: &pack.opinion_files, for_page: false };
        opinions(scope, &asked)
    });
    let taken = pack.taken_in.get(&item.id).into_iter().flatten().map(|i| Taken {
        title: i.title.clone(),
        department: super::agenda::department(names, i.department_id),
        background: text(&i.background),
        decision: text(&i.proposed_decision),
    });
    PackItem {
        line: view,
        heading,
        background: text(&item.background),
        decision: text(&item.proposed_decision),
        concerned: text(&short_names(scope.lang(), names, &item.concerned)),
        taken_in: taken.collect(),
        opinions: said.filter(|o| !o.rows.is_empty()),
        links: super::item_links::links(scope, pack.links.get(&item.id).map_or(&[][..], Vec::as_slice)),
        files: files(scope, pack, item),
        followed: (item.kind == ItemKind::FollowUp && !pack.followed.is_empty()).then(|| {
            let names = names.iter().map(|(id, (short, _))| (*id, short.clone())).collect();
            followed_view(scope, &names, &pack.followed)
        }),
    }
}

fn files(scope: &Scope, pack: &Pack, item: &Item) -> Vec<Link> {
    let home = super::agenda::item_home(scope, &pack.ground.meeting, item);
    let lines = pack.files.get(&item.id).into_iter().flatten();
    let there = lines.map(|l| &l.current).filter(|v| v.removed.is_none());
    there.map(|v| Link::new(format!("{home}/files/{}", v.id), format!("{} ({})", v.name, size_text(v.size)))).collect()
}
