//! `GET` and `POST /w/{slug}/meetings/{number}/carry`: what a cancelled meeting or one that was held left open goes on at another, in
//! one step.

use actix_web::{HttpRequest, http::StatusCode, web};

use super::{
    Answer,
    forms::{self, FormPage},
    head_below, path,
};
use crate::{
    meetings::{
        actions::{self, Seen},
        model::{Item, ItemAction, ItemKind, Meeting, State, permit_item},
        queries::{self, Ground},
    },
    platform::{
        db::Conn,
        error::{Error, Message, Result},
        http::{Fields, Form, path_part, see_other},
        i18n::{format, format_day, t},
        view::parts::{Choice, FieldView, FormView, Link, Notice},
    },
    site::{Member, Site},
    tenancy::Scope,
};

struct Loaded {
    ground: Ground,
    /// What can go on elsewhere, in the agenda's order.
    open: Vec<Item>,
    later: Vec<Meeting>,
}

/// What this person may let go on at another meeting now.
fn open<'a>(scope: &'a Scope, ground: &'a Ground, items: &'a [Item]) -> impl Iterator<Item = &'a Item> {
    items.iter().filter(|item| permit_item(scope, &ground.sight, &ground.meeting, item, ItemAction::Defer).is_ok())
}

fn load(conn: &mut Conn, scope: &Scope, number: &str) -> Result<Loaded> {
    let ground = queries::ground(conn, scope, number)?;
    let items = queries::items_of(conn, scope, &ground)?;
    let open: Vec<Item> = open(scope, &ground, &items).cloned().collect();
    if open.is_empty() {
        // Whoever may not at all is told so; else there is nothing left.
        for item in items.iter().filter(|i| i.kind == ItemKind::Ordinary) {
            if let Err(error @ Error::Forbidden(_)) = permit_item(scope, &ground.sight, &ground.meeting, item, ItemAction::Defer) {
                return Err(error);
            }
        }
        return Err(Error::refused("carry-none"));
    }
    let later = queries::live::meetings_ahead(conn, scope, &ground.meeting)?;
    Ok(Loaded { ground, open, later })
}

/// Whether it is over or off, and may have left something open.
pub fn may_be_left(meeting: &Meeting) -> bool {
    matches!(meeting.state, State::Cancelled | State::Minuting | State::Countersigning)
}

/// Says on the page of a meeting that is over or off what it left open, with the way to settle it.
pub fn notice(scope: &Scope, ground: &Ground, items: &[Item]) -> Option<Notice> {
    if !may_be_left(&ground.meeting) {
        return None;
    }
    let left = open(scope, ground, items).filter(|i| i.outcome.is_none()).count();
    (left > 0).then(|| Notice {
        tone: "yellow",
        title: None,
        text: format(scope.lang(), "carry-notice", &[("n", left.into())]),
        link: Some(Link::new(format!("{}/carry", path(scope, &ground.meeting)), t(scope.lang(), "carry-title"))),
    })
}

/// `GET …/carry`
pub async fn form(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let number = path_part(&req, "number").to_owned();
    let loaded = site.read(&member, move |conn, scope| load(conn, scope, &number)).await?;
    let form = view(&member.scope, &loaded, None);
    page(&req, &member, StatusCode::OK, &loaded, form)
}

/// `POST …/carry`
pub async fn save(req: HttpRequest, site: web::Data<Site>, member: Member, form: Form) -> Answer {
    let (number, fields) = (path_part(&req, "number").to_owned(), form.into_inner());
    let seen = Seen { number: number.clone(), version: fields.trimmed("version").parse().ok() };
    let (items, to) = (forms::ids(&fields, "items"), fields.trimmed("to").to_owned());
    let error = match site.write(&member, move |conn, scope| actions::carry_over(conn, scope, &seen, &items, &to)).await {
        Ok(new) => {
            let to = format!("{}/meetings/{number}#agenda", member.scope.base());
            return Ok(see_other(to).flash(Message::new("carry-done").number("n", new.len() as f64)).respond(&req));
        }
        Err(error) => error,
    };
    let loaded = site.read(&member, move |conn, scope| load(conn, scope, &number)).await?;
    let (status, form) = forms::again(member.lang(), view(&member.scope, &loaded, Some(&fields)), error)?;
    page(&req, &member, status, &loaded, form)
}

fn view(scope: &Scope, loaded: &Loaded, typed: Option<&Fields>) -> FormView {
    let (lang, meeting) = (scope.lang(), &loaded.ground.meeting);
    let ticked = typed.map(|fields| forms::ids(fields, "items"));
    // Everything goes on together unless somebody says otherwise.
    let is_chosen = |item: &Item| ticked.as_ref().is_none_or(|ids| ids.contains(&item.id));
    let items = loaded.open.iter().map(|item| Choice::new(item.id, &item.title, is_chosen(item))).collect();
    let to = typed.map(|fields| fields.trimmed("to"));
    let later = loaded.later.iter().enumerate().map(|(n, m)| {
        let args = [("title", m.title.as_str().into()), ("day", format_day(lang, m.day(scope)).into())];
        Choice::new(&m.number, format(lang, "carry-to", &args), to.map_or(n == 0, |to| to == m.number))
    });
    FormView::new(format!("{}/carry", path(scope, meeting)), t(lang, "carry-title"))
        .hidden("version", meeting.version)
        .field(FieldView::new("checks", "items", t(lang, "carry-items")).options(items))
        .field(FieldView::new("select", "to", t(lang, "carry-where")).options(later.collect()))
        .back(path(scope, meeting))
}

fn page(req: &HttpRequest, member: &Member, status: StatusCode, loaded: &Loaded, form: FormView) -> Answer {
    let lang = member.lang();
    let title = t(lang, "carry-title").into_owned();
    let mut what = vec![t(lang, "carry-what").into_owned()];
    if loaded.later.is_empty() {
        what.push(t(lang, "carry-no-meeting").into_owned());
    }
    let body = FormPage::new(head_below(&member.scope, &loaded.ground.meeting, &title), what, form);
    Ok(member.page_status(req, status, "meetings/form", title, body)?)
}
