//! `GET` and `POST /w/{slug}/meetings/{number}/items/{item}/<verb>`: the small forms that do something with an item.

use actix_web::{HttpRequest, http::StatusCode, web};

use super::{
    Answer,
    agenda::{crumbs, item_home},
    item_form::Body,
};
use crate::{
    meetings::{
        ITEM,
        actions::{self, Placement, SeenItem},
        model::{By, Item, ItemAction, ItemState, Meeting, may_see_item, permit_item},
        queries::{self, Ground},
        store,
    },
    platform::{
        clock,
        db::Conn,
        error::{Error, Message, Result},
        http::{Fault, Fields, Form, path_part, see_other},
        i18n::{Lang, format, format_day, format_time, t, tr},
        view::{
            conflict::{Both, Conflict, in_words},
            parts::{Choice, Crumb, FieldView, FormView, Head},
        },
    },
    site::{Member, Site},
    tenancy::Scope,
    timeline::{self, Event, Subject},
};

/// What can be done with a form of its own, and where.
pub const VERBS: &[(ItemAction, &str)] = &[
    (ItemAction::Withdraw, "/w/{slug}/meetings/{number}/items/{item}/withdraw"),
    (ItemAction::Consent, "/w/{slug}/meetings/{number}/items/{item}/consent"),
    (ItemAction::Accept, "/w/{slug}/meetings/{number}/items/{item}/accept"),
    (ItemAction::Return, "/w/{slug}/meetings/{number}/items/{item}/return"),
    (ItemAction::Defer, "/w/{slug}/meetings/{number}/items/{item}/defer"),
    (ItemAction::Merge, "/w/{slug}/meetings/{number}/items/{item}/merge"),
];

/// What a form is made from.
struct Setting {
    ground: Ground,
    item: Item,
    later: Vec<Meeting>,
    /// What it could be merged into.
    others: Vec<Item>,
    latest: Option<Event>,
}

fn setting(conn: &mut Conn, scope: &Scope, seen: &SeenItem, action: ItemAction) -> Result<Setting> {
    let (ground, item) = queries::agenda::item(conn, scope, &seen.number, seen.id)?;
    let later = if action == ItemAction::Defer { queries::agenda::later(conn, scope, &ground.meeting)? } else { Vec::new() };
    let mut others = if action == ItemAction::Merge { store::items(conn, scope, ground.meeting.id)? } else { Vec::new() };
    others.retain(|o| {
        let stands = matches!(o.state, ItemState::Proposed | ItemState::Accepted);
        o.id != item.id && stands && may_see_item(scope, &ground.sight, o) && (o.restricted || !item.restricted)
    });
    let latest = timeline::of(conn, scope, Subject::new(ITEM, item.id), None, 1)?.pop();
    Ok(Setting { ground, item, later, others, latest })
}

/// The item of the address, in the version the form was opened with. What is no number names nothing.
pub(super) fn seen_item(req: &HttpRequest, fields: &Fields) -> Result<SeenItem> {
    let id = path_part(req, "item").parse().map_err(|_| Error::NotFound)?;
    Ok(SeenItem { number: path_part(req, "number").to_owned(), id, version: fields.trimmed("version").parse().ok() })
}

/// Shows the form; what may not be done now is refused here already.
pub async fn form(action: ItemAction, req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let seen = seen_item(&req, &Fields::default())?;
    let setting = site
        .read(&member, move |conn, scope| {
            let setting = setting(conn, scope, &seen, action)?;
            permit_item(scope, &setting.ground.sight, &setting.ground.meeting, &setting.item, action)?;
            Ok(setting)
        })
        .await?;
    let mut form = view(&member.scope, &setting, action, None);
    if Fields::of_query(&req).trimmed("next") == "proposals" {
        form = form.hidden("next", "proposals");
    }
    page(&req, &member, StatusCode::OK, action, &setting, form)
}

/// Does it and goes back to the item; what is wrong comes back in the form with everything typed.
pub async fn perform(action: ItemAction, req: HttpRequest, site: web::Data<Site>, member: Member, form: Form) -> Answer {
    let fields = form.into_inner();
    let seen = seen_item(&req, &fields)?;
    let (asked, typed) = (seen.clone(), fields.clone());
    let outcome = site.write(&member, move |conn, scope| act(conn, scope, action, &asked, &typed)).await;
    let error = match outcome {
        Ok(item) => {
            let home = format!("{}/meetings/{}", member.scope.base(), seen.number);
            let to = match fields.trimmed("next") {
                "proposals" => format!("{home}/proposals"),
                _ => format!("{home}/items/{}", item.id),
            };
            return Ok(see_other(to).flash(done(action).text("title", item.line.title)).respond(&req));
        }
        Err(error) => error,
    };
    let setting = site.read(&member, move |conn, scope| setting(conn, scope, &seen, action)).await?;
    let typed = view(&member.scope, &setting, action, Some(&fields));
    if matches!(error, Error::Conflict) {
        let form = typed.with_refusal(saved_before(&member.scope, setting.latest.as_ref()));
        return page(&req, &member, StatusCode::CONFLICT, action, &setting, form);
    }
    let (status, form) = refused(member.lang(), typed, error)?;
    page(&req, &member, status, action, &setting, form)
}

fn act(conn: &mut Conn, scope: &Scope, action: ItemAction, seen: &SeenItem, fields: &Fields) -> Result<Item> {
    let reason = fields.trimmed("reason");
    match action {
        ItemAction::Withdraw => actions::withdraw(conn, scope, seen, reason),
        ItemAction::Consent => actions::consent(conn, scope, seen, fields.trimmed("said")),
        ItemAction::Return => actions::return_item(conn, scope, seen, reason),
        ItemAction::Defer => actions::defer(conn, scope, seen, fields.trimmed("to"), reason),
        ItemAction::Merge => {
            let into = fields.trimmed("into").parse().map_err(|_| Error::invalid("into", Message::new("field-required")))?;
            actions::merge(conn, scope, seen, into, reason)
        }
        ItemAction::Accept => {
            let placement = Placement {
                section: fields.trimmed("section").to_owned(),
                minutes: fields.trimmed("minutes").parse().unwrap_or(0),
                restricted: fields.trimmed("restricted") == "1",
            };
            actions::accept(conn, scope, seen, &placement)
        }
        _ => Err(Error::NotFound),
    }
}

fn done(action: ItemAction) -> Message {
    Message::new(match action {
        ItemAction::Withdraw => "item-done-withdraw",
        ItemAction::Consent => "item-done-consent",
        ItemAction::Accept => "item-done-accept",
        ItemAction::Return => "item-done-return",
        ItemAction::Defer => "item-done-defer",
        _ => "item-done-merge",
    })
}

fn page(req: &HttpRequest, member: &Member, status: StatusCode, action: ItemAction, setting: &Setting, form: FormView) -> Answer {
    let (scope, lang) = (&member.scope, member.lang());
    let title = t(lang, &format!("item-verb-{}", action.as_str())).into_owned();
    let mut head = Head::new(&title).under(&setting.item.title);
    head.crumbs = crumbs(scope, &setting.ground.meeting).into_iter().map(|l| Crumb { href: Some(l.href), label: l.label }).collect();
    head.crumbs.push(Crumb { href: Some(item_home(scope, &setting.ground.meeting, &setting.item)), label: setting.item.title.clone() });
    head.crumbs.push(Crumb { href: None, label: title.clone() });
    let what = what(lang, action, setting);
    Ok(member.page_status(req, status, "meetings/item_form", title, Body { head, what, form })?)
}

/// What will happen, where it is not plain.
fn what(lang: Lang, action: ItemAction, setting: &Setting) -> Vec<String> {
    let key = match action {
        ItemAction::Return => "item-what-return",
        ItemAction::Defer => "item-what-defer",
        ItemAction::Merge => "item-what-merge",
        ItemAction::Withdraw => "item-what-withdraw",
        ItemAction::Consent => {
            let reason = [("reason", setting.item.late_reason.as_str().into())];
            return vec![format(lang, "item-what-consent", &reason)];
        }
        _ => return Vec::new(),
    };
    vec![t(lang, key).into_owned()]
}

fn view(scope: &Scope, setting: &Setting, action: ItemAction, typed: Option<&Fields>) -> FormView {
    let lang = scope.lang();
    let home = item_home(scope, &setting.ground.meeting, &setting.item);
    let mut form = FormView::new(format!("{home}/{}", action.as_str()), t(lang, &format!("item-do-{}", action.as_str())));
    let reason = |key: &str| FieldView::new("area", "reason", t(lang, key)).typed(typed, "");
    match action {
        ItemAction::Withdraw => form = form.field(reason("item-reason").optional()).danger(),
        ItemAction::Return => form = form.field(reason("item-reason").hint(t(lang, "item-return-hint"))),
        ItemAction::Consent => form = form.field(said(scope, setting, typed)),
        ItemAction::Defer => {
            form = form.field(to(scope, setting, typed)).field(reason("item-reason").hint(t(lang, "item-defer-hint")));
        }
        ItemAction::Merge => form = form.field(into(scope, setting, typed)).field(reason("item-reason").optional()),
        _ => form.fields.extend(placement(scope, setting, typed)),
    }
    if let Some(next) = typed.map(|f| f.trimmed("next")).filter(|n| !n.is_empty()) {
        form = form.hidden("next", next);
    }
    form.keep = Some(format!("item-{}-{}", setting.item.id, action.as_str()));
    form.hidden("version", setting.item.version).back(home)
}

fn said(scope: &Scope, setting: &Setting, typed: Option<&Fields>) -> FieldView {
    let lang = scope.lang();
    if setting.ground.sight.by.contains(&By::Chair) {
        return FieldView::new("area", "said", t(lang, "item-consent-chair")).typed(typed, "").optional();
    }
    FieldView::new("area", "said", t(lang, "item-consent-office")).typed(typed, "").hint(t(lang, "item-consent-hint"))
}

/// The later meetings, or, where there is none yet, a word on it.
fn to(scope: &Scope, setting: &Setting, typed: Option<&Fields>) -> FieldView {
    let lang = scope.lang();
    let chosen = typed.map(|f| f.trimmed("to").to_owned()).unwrap_or_default();
    let mut options = vec![Choice::new("", t(lang, "item-defer-choose"), chosen.is_empty())];
    options.extend(setting.later.iter().map(|m| {
        let day = format_day(lang, m.day(scope));
        Choice::new(&m.number, format!("{} {} {day}", m.number, m.title), m.number == chosen)
    }));
    let field = FieldView::new("select", "to", t(lang, "item-defer-to")).options(options);
    if setting.later.is_empty() { field.hint(t(lang, "item-defer-none")) } else { field }
}

fn into(scope: &Scope, setting: &Setting, typed: Option<&Fields>) -> FieldView {
    let lang = scope.lang();
    let chosen = typed.map(|f| f.trimmed("into").to_owned()).unwrap_or_default();
    let options = setting
        .others
        .iter()
        .map(|o| Choice { hint: Some(t(lang, &o.state.key()).into_owned()), ..Choice::new(o.id, &o.title, o.id.to_string() == chosen) });
    let field = FieldView::new("radio", "into", t(lang, "item-merge-into")).options(options.collect());
    if setting.others.is_empty() { field.hint(t(lang, "item-merge-none")) } else { field }
}

fn placement(scope: &Scope, setting: &Setting, typed: Option<&Fields>) -> Vec<FieldView> {
    let (lang, item) = (scope.lang(), &setting.item);
    let mut minutes = FieldView::new("number", "minutes", t(lang, "item-field-minutes")).typed(typed, item.minutes.to_string());
    minutes.unit = Some(t(lang, "item-minutes-unit").into_owned());
    minutes.size = Some("short");
    (minutes.min, minutes.max) = (Some("1".into()), Some(actions::ITEM_MINUTES_MAX.to_string()));
    let mut section = FieldView::new("text", "section", t(lang, "item-field-section")).typed(typed, &item.section).optional();
    section.hint = Some(t(lang, "item-section-hint").into_owned());
    section.size = Some("medium");
    vec![minutes, section, super::item_form::restricted(scope, Some(item), typed)]
}

/// The form with what was wrong; other faults are passed on.
pub(super) fn refused(lang: Lang, form: FormView, error: Error) -> std::result::Result<(StatusCode, FormView), Fault> {
    match error {
        Error::Invalid(errors) => Ok((StatusCode::UNPROCESSABLE_ENTITY, form.with_errors(lang, &errors))),
        Error::Refused(message) => Ok((StatusCode::CONFLICT, form.with_refusal(tr(lang, &message)))),
        // A right that went while somebody was writing takes nothing written with it.
        Error::Forbidden(message) if form.fields.iter().any(|f| f.kind == "area" && !f.value.is_empty()) => {
            Ok((StatusCode::FORBIDDEN, form.with_refusal(tr(lang, &message))))
        }
        other => Err(other.into()),
    }
}

/// Who saved the item since the form was opened, and what they did.
pub(super) fn saved_before(scope: &Scope, event: Option<&Event>) -> String {
    let lang = scope.lang();
    let view = timeline::timeline_view(scope, ITEM, event.map(std::slice::from_ref).unwrap_or_default(), None);
    let last = view.items.into_iter().next();
    let (who, what) = last.map(|i| (i.who.unwrap_or_else(|| t(lang, "timeline-system").into_owned()), i.what)).unwrap_or_default();
    let when = event.map(|e| format_time(clock::local(e.at, scope.zone()))).unwrap_or_default();
    format(lang, "item-saved-before", &[("who", who.into()), ("when", when.into()), ("what", what.into())])
}

/// Both versions of a form beside each other.
pub(super) fn conflict_page(
    req: &HttpRequest,
    member: &Member,
    head: Head,
    event: Option<&Event>,
    stored: FormView,
    mut typed: FormView,
) -> Answer {
    let lang = member.lang();
    let who = event.map(|e| e.actor.clone()).filter(|a| !a.is_empty()).unwrap_or_else(|| t(lang, "timeline-system").into_owned());
    let when = event.map(|e| format_time(clock::local(e.at, member.scope.zone()))).unwrap_or_default();
    let both = std::mem::take(&mut typed.fields).into_iter().map(|mine| {
        let theirs = stored.fields.iter().find(|f| f.name == mine.name).map(|f| in_words(lang, f)).unwrap_or_default();
        Both::new(lang, theirs, mine)
    });
    let both = both.collect();
    Ok(member.conflict(req, head, Conflict::new(lang, who, when, typed, both))?)
}
