//! `GET` and `POST /w/{slug}/meetings/{number}/items/new` and `…/items/{item}/edit`: an item written and changed.

use actix_web::{HttpRequest, http::StatusCode, web};
use serde::Serialize;

use super::{
    Answer,
    agenda::{crumbs, item_home, meeting_home},
    item_verbs::{conflict_page, refused, seen_item},
};
use crate::{
    duties::{self, DepartmentName},
    meetings::{
        ITEM,
        actions::{self, ItemContent},
        model::{Asked, Item, ItemAction, ItemState, Meeting, State, permit_item, permit_proposal},
        queries::{self, Ground},
    },
    platform::{
        db::Conn,
        error::{Error, Message, Result},
        http::{Fields, Form, path_part, see_other},
        i18n::t,
        view::parts::{Choice, Crumb, FieldView, FormView, Head},
    },
    site::{Member, Site},
    tenancy::Scope,
    timeline::{self, Event, Subject},
};

#[derive(Serialize)]
pub(super) struct Body {
    pub head: Head,
    pub what: Vec<String>,
    pub form: FormView,
}

/// What the form is made from; `item` is none for a new one.
struct Setting {
    ground: Ground,
    item: Option<Item>,
    open: Vec<DepartmentName>,
    latest: Option<Event>,
}

/// Minutes proposed for an item.
const MINUTES: i32 = 15;

fn of_new(conn: &mut Conn, scope: &Scope, number: &str) -> Result<Setting> {
    let ground = queries::ground(conn, scope, number)?;
    permit_proposal(&ground.sight, &ground.meeting)?;
    Ok(Setting { ground, item: None, open: duties::queries::open_departments(conn, scope)?, latest: None })
}

fn of_item(conn: &mut Conn, scope: &Scope, number: &str, id: i64) -> Result<Setting> {
    let (ground, item) = queries::agenda::item(conn, scope, number, id)?;
    let latest = timeline::of(conn, scope, Subject::new(ITEM, id), None, 1)?.pop();
    Ok(Setting { ground, item: Some(item), open: duties::queries::open_departments(conn, scope)?, latest })
}

/// `GET …/items/new`
pub async fn new_form(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let number = path_part(&req, "number").to_owned();
    let setting = site.read(&member, move |conn, scope| of_new(conn, scope, &number)).await?;
    let form = view(&member.scope, &setting, None);
    page(&req, &member, StatusCode::OK, &setting, form)
}

/// `POST …/items/new`
pub async fn create(req: HttpRequest, site: web::Data<Site>, member: Member, form: Form) -> Answer {
    let (number, fields) = (path_part(&req, "number").to_owned(), form.into_inner());
    let (asked, content, submit) = (number.clone(), content(&fields), fields.trimmed("then") == "submit");
    let error = match site.write(&member, move |conn, scope| actions::propose(conn, scope, &asked, &content, submit)).await {
        Ok(item) => {
            let to = format!("{}/meetings/{number}/items/{}", member.scope.base(), item.id);
            return Ok(see_other(to).flash(done(&item, submit)).respond(&req));
        }
        Err(error) => error,
    };
    let setting = site.read(&member, move |conn, scope| of_new(conn, scope, &number)).await?;
    let form = view(&member.scope, &setting, Some(&fields));
    let (status, form) = refused(member.lang(), form, error)?;
    page(&req, &member, status, &setting, form)
}

/// `GET …/items/{item}/edit`
pub async fn edit_form(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let seen = seen_item(&req, &Fields::default())?;
    let setting = site
        .read(&member, move |conn, scope| {
            let setting = of_item(conn, scope, &seen.number, seen.id)?;
            if let Some(item) = &setting.item {
                permit_item(scope, &setting.ground.sight, &setting.ground.meeting, item, ItemAction::Edit)?;
            }
            Ok(setting)
        })
        .await?;
    let form = view(&member.scope, &setting, None);
    page(&req, &member, StatusCode::OK, &setting, form)
}

/// `POST …/items/{item}/edit`
pub async fn edit(req: HttpRequest, site: web::Data<Site>, member: Member, form: Form) -> Answer {
    let fields = form.into_inner();
    let seen = seen_item(&req, &fields)?;
    let (asked, content, submit) = (seen.clone(), content(&fields), fields.trimmed("then") == "submit");
    let error = match site.write(&member, move |conn, scope| actions::edit_item(conn, scope, &asked, &content, submit)).await {
        Ok(item) => {
            let to = format!("{}/meetings/{}/items/{}", member.scope.base(), seen.number, item.id);
            return Ok(see_other(to).flash(done(&item, submit)).respond(&req));
        }
        Err(error) => error,
    };
    let setting = site.read(&member, move |conn, scope| of_item(conn, scope, &seen.number, seen.id)).await?;
    let typed = view(&member.scope, &setting, Some(&fields));
    if matches!(error, Error::Conflict) {
        let stored = view(&member.scope, &setting, None);
        return conflict_page(&req, &member, head(&member.scope, &setting), setting.latest.as_ref(), stored, typed);
    }
    let (status, form) = refused(member.lang(), typed, error)?;
    page(&req, &member, status, &setting, form)
}

fn done(item: &Item, submit: bool) -> Message {
    Message::new(match item.state {
        ItemState::Accepted if submit => "item-done-added",
        _ if submit => "item-done-submit",
        _ => "item-done-edit",
    })
}

/// The form as an action takes it; what cannot be read is left for the action to refuse.
fn content(fields: &Fields) -> ItemContent {
    ItemContent {
        department_id: fields.trimmed("department").parse().ok(),
        title: fields.trimmed("title").to_owned(),
        asked: Asked::parse(fields.trimmed("asked")).unwrap_or(Asked::Deliberate),
        background: fields.trimmed("background").to_owned(),
        proposed_decision: fields.trimmed("proposed_decision").to_owned(),
        concerned: fields.all("departments").iter().filter_map(|v| v.parse().ok()).collect(),
        minutes: fields.trimmed("minutes").parse().unwrap_or(0),
        section: fields.trimmed("section").to_owned(),
        restricted: fields.trimmed("restricted") == "1",
        late_reason: fields.trimmed("late_reason").to_owned(),
    }
}

fn title_key(setting: &Setting) -> &'static str {
    match (&setting.item, setting.ground.sight.is_office()) {
        (Some(_), _) => "item-edit-title",
        (None, true) => "agenda-add",
        (None, false) => "agenda-propose",
    }
}

fn head(scope: &Scope, setting: &Setting) -> Head {
    let (lang, meeting) = (scope.lang(), &setting.ground.meeting);
    let mut head = Head::new(t(lang, title_key(setting))).under(format!("{} {}", meeting.number, meeting.title));
    head.crumbs = crumbs(scope, meeting).into_iter().map(|l| Crumb { href: Some(l.href), label: l.label }).collect();
    if let Some(item) = &setting.item {
        head.crumbs.push(Crumb { href: Some(item_home(scope, meeting, item)), label: item.title.clone() });
    }
    head.crumbs.push(Crumb { href: None, label: head.title.clone() });
    head
}

fn page(req: &HttpRequest, member: &Member, status: StatusCode, setting: &Setting, form: FormView) -> Answer {
    let head = head(&member.scope, setting);
    let title = head.title.clone();
    Ok(member.page_status(req, status, "meetings/item_form", title, Body { head, what: Vec::new(), form })?)
}

/// The form, with what was typed or what is stored.
fn view(scope: &Scope, setting: &Setting, typed: Option<&Fields>) -> FormView {
    let lang = scope.lang();
    let (meeting, sight) = (&setting.ground.meeting, &setting.ground.sight);
    let item = setting.item.as_ref();
    let home = meeting_home(scope, meeting);
    let path = item.map_or_else(|| format!("{home}/items/new"), |i| format!("{}/edit", item_home(scope, meeting, i)));
    let mut form = FormView::new(path, t(lang, "item-save"));
    if item.is_none() {
        form.fields.extend(proposer(scope, setting, typed));
    }
    let of = |kind, name: &'static str, stored: &str| {
        FieldView::new(kind, name, t(lang, &format!("item-field-{}", name.replace('_', "-")))).typed(typed, stored)
    };
    let text = |get: fn(&Item) -> &String| item.map(get).cloned().unwrap_or_default();
    form.fields.push(of("text", "title", &text(|i| &i.title)));
    form.fields.push(asked(scope, item, typed));
    let mut background = of("area", "background", &text(|i| &i.background)).hint(t(lang, "item-background-hint"));
    background.rows = Some(8);
    form.fields.push(background);
    let mut decision = of("area", "proposed_decision", &text(|i| &i.proposed_decision)).hint(t(lang, "item-decision-hint")).optional();
    decision.rows = Some(5);
    form.fields.push(decision);
    let concerned = item.map(|i| i.concerned.clone()).unwrap_or_default();
    let options = choices(typed, &concerned, &setting.open);
    form.fields.push(FieldView::new("departments", "departments", t(lang, "item-field-departments")).options(options).optional());
    let mut minutes = of("number", "minutes", &item.map_or(MINUTES, |i| i.minutes).to_string());
    minutes.unit = Some(t(lang, "item-minutes-unit").into_owned());
    minutes.size = Some("short");
    (minutes.min, minutes.max) = (Some("1".into()), Some(actions::ITEM_MINUTES_MAX.to_string()));
    form.fields.push(minutes);
    if sight.is_office() {
        let section = of("text", "section", &text(|i| &i.section)).hint(t(lang, "item-section-hint")).optional();
        form.fields.push(FieldView { size: Some("medium"), max: Some(actions::SECTION_MAX.to_string()), ..section });
    }
    form.fields.push(restricted(scope, item, typed));
    let own = item.map_or(!sight.is_office() || !sight.departments.is_empty(), |i| i.department_id.is_some());
    if own && is_late(scope, meeting, item) {
        let late = of("area", "late_reason", &text(|i| &i.late_reason)).hint(t(lang, "item-late-hint"));
        form.fields.push(late);
    }
    form.fields.extend(then(scope, setting, typed));
    form.keep = Some(item.map_or_else(|| format!("item-new-{}", meeting.number), |i| format!("item-{}", i.id)));
    if let Some(item) = item {
        form = form.hidden("version", item.version);
    }
    let back = item.map_or(home, |i| item_home(scope, meeting, i));
    form.back(back)
}

fn is_late(scope: &Scope, meeting: &Meeting, item: Option<&Item>) -> bool {
    match item {
        Some(item) if !matches!(item.state, ItemState::Draft | ItemState::Returned) => item.is_late,
        _ => meeting.is_past_cutoff(scope.today()) || meeting.state == State::Announced,
    }
}

/// For whom it is proposed, where there is more than one possibility.
fn proposer(scope: &Scope, setting: &Setting, typed: Option<&Fields>) -> Option<FieldView> {
    let lang = scope.lang();
    let sight = &setting.ground.sight;
    let mut options: Vec<(String, String)> = Vec::new();
    if sight.is_office() {
        options.push((String::new(), t(lang, "meeting-by-office").into_owned()));
    }
    let own = setting.open.iter().filter(|d| sight.departments.contains(&d.id));
    options.extend(own.map(|d| (d.id.to_string(), d.short_name.clone())));
    let first = options.first()?.0.clone();
    let chosen = typed.map_or(first.as_str(), |f| f.trimmed("department")).to_owned();
    let choices: Vec<Choice> =
        options.into_iter().map(|(v, label)| Choice { chosen: v == chosen, value: v, label, ..Choice::default() }).collect();
    let field = FieldView::new("radio", "department", t(lang, "item-field-department")).options(choices);
    // An office that is nobody's liaison has nothing to choose.
    (!(sight.is_office() && field.options.len() == 1)).then_some(field)
}

fn asked(scope: &Scope, item: Option<&Item>, typed: Option<&Fields>) -> FieldView {
    let lang = scope.lang();
    let stored = item.map_or(Asked::Deliberate, |i| i.asked);
    let chosen = typed.map_or(stored.as_str(), |f| f.trimmed("asked")).to_owned();
    let options = Asked::ALL.iter().map(|a| Choice {
        hint: Some(t(lang, &format!("{}-hint", a.key())).into_owned()),
        ..Choice::new(a.as_str(), t(lang, &a.key()), a.as_str() == chosen)
    });
    FieldView::new("radio", "asked", t(lang, "item-field-asked")).options(options.collect())
}

pub(super) fn restricted(scope: &Scope, item: Option<&Item>, typed: Option<&Fields>) -> FieldView {
    let lang = scope.lang();
    let stored = item.is_some_and(|i| i.restricted);
    let is = typed.map_or(stored, |f| f.trimmed("restricted") == "1");
    let option = |value: &str, key: &str, chosen| Choice {
        hint: Some(t(lang, &format!("{key}-hint")).into_owned()),
        ..Choice::new(value, t(lang, key), chosen)
    };
    let options = vec![option("0", "item-open", !is), option("1", "item-restricted", is)];
    FieldView::new("radio", "restricted", t(lang, "item-field-restricted")).options(options)
}

/// Kept for oneself, or handed in; asked only as long as there is the choice.
fn then(scope: &Scope, setting: &Setting, typed: Option<&Fields>) -> Option<FieldView> {
    let lang = scope.lang();
    if let Some(item) = &setting.item {
        permit_item(scope, &setting.ground.sight, &setting.ground.meeting, item, ItemAction::Submit).ok()?;
    }
    let chosen = typed.map_or("submit", |f| f.trimmed("then"));
    let submit = if setting.ground.sight.is_office() && setting.item.as_ref().is_none_or(|i| i.department_id.is_none()) {
        "item-then-add"
    } else {
        "item-then-submit"
    };
    let options = vec![
        Choice::new("submit", t(lang, submit), chosen == "submit"),
        Choice::new("keep", t(lang, "item-then-keep"), chosen != "submit"),
    ];
    Some(FieldView::new("radio", "then", t(lang, "item-field-then")).options(options))
}

fn choices(typed: Option<&Fields>, stored: &[i64], open: &[DepartmentName]) -> Vec<Choice> {
    let chosen: Vec<i64> = match typed {
        Some(fields) => fields.all("departments").iter().filter_map(|v| v.parse().ok()).collect(),
        None => stored.to_vec(),
    };
    open.iter()
        .map(|d| Choice {
            hint: Some(d.name.clone()).filter(|name| *name != d.short_name),
            find: Some(format!("{} {}", d.name, d.short_name)),
            ..Choice::new(d.id, &d.short_name, chosen.contains(&d.id))
        })
        .collect()
}
