//! What the office does with written opinions: the forms `…/items/{item}/ask` and `…/items/{item}/opinions/{opinion}/<verb>`.

use actix_web::{HttpRequest, http::StatusCode, web};

use super::{
    Answer,
    agenda::{crumbs, item_home, short_names},
    item_form::Body,
    item_verbs::{refused, saved_before, seen_item},
};
use crate::{
    calendar,
    duties::{self, DepartmentName},
    meetings::{
        ITEM,
        actions::{self, SeenItem, SeenOpinion},
        model::{Item, Opinion},
        queries::{
            self, Ground,
            agenda::{Names, names},
        },
        store,
    },
    platform::{
        db::Conn,
        error::{Error, Message, Result},
        http::{Fields, Form, path_part, see_other},
        i18n::{format, format_day, t},
        view::parts::{Choice, Crumb, FieldView, FormView, Head},
    },
    site::{Member, Site},
    tenancy::{Role, Scope},
    timeline::{self, Event, Subject},
};

/// What the office does with one opinion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verb {
    Stop,
    Restart,
    Unask,
}

impl Verb {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Stop => "stop",
            Self::Restart => "restart",
            Self::Unask => "unask",
        }
    }
}

/// A form page and what it posts to, one a verb.
pub const VERBS: &[(Verb, &str)] = &[
    (Verb::Stop, "/w/{slug}/meetings/{number}/items/{item}/opinions/{opinion}/stop"),
    (Verb::Restart, "/w/{slug}/meetings/{number}/items/{item}/opinions/{opinion}/restart"),
    (Verb::Unask, "/w/{slug}/meetings/{number}/items/{item}/opinions/{opinion}/unask"),
];

/// Working days proposed for an answer.
const DAYS: i32 = 5;

/// What a form is made from; `opinion` is none for asking.
pub(super) struct Setting {
    pub ground: Ground,
    pub item: Item,
    opinions: Vec<Opinion>,
    pub opinion: Option<Opinion>,
    names: Names,
    open: Vec<DepartmentName>,
    latest: Option<Event>,
    days: i32,
}

pub(super) fn setting(conn: &mut Conn, scope: &Scope, seen: &SeenItem, id: Option<i64>) -> Result<Setting> {
    let (ground, item) = queries::agenda::item(conn, scope, &seen.number, seen.id)?;
    let opinion = match id {
        Some(id) => Some(store::opinion(conn, scope, item.id, id)?),
        None => None,
    };
    let opinions = store::opinions(conn, scope, &[item.id])?;
    // Before the meeting, if there is time.
    let left = calendar::load(conn, scope)?.working_days_between(scope.today(), ground.meeting.day(scope)) - 1;
    let latest = timeline::of(conn, scope, Subject::new(ITEM, item.id), None, 1)?.pop();
    let open = duties::queries::open_departments(conn, scope)?;
    Ok(Setting { names: names(conn, scope)?, ground, item, opinions, opinion, open, latest, days: left.clamp(1, DAYS) })
}

pub(super) fn opinion_id(req: &HttpRequest) -> Result<i64> {
    path_part(req, "opinion").parse().map_err(|_| Error::NotFound)
}

/// `GET …/items/{item}/ask`
pub async fn ask_form(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let seen = seen_item(&req, &Fields::default())?;
    let setting = site
        .read(&member, move |conn, scope| {
            let setting = setting(conn, scope, &seen, None)?;
            scope.require(&[Role::Secretariat])?;
            Ok(setting)
        })
        .await?;
    let form = ask_view(&member.scope, &setting, None);
    page(&req, &member, StatusCode::OK, &setting, "ask", form)
}

/// `POST …/items/{item}/ask`
pub async fn ask(req: HttpRequest, site: web::Data<Site>, member: Member, form: Form) -> Answer {
    let fields = form.into_inner();
    let seen = seen_item(&req, &fields)?;
    let departments: Vec<i64> = fields.all("departments").iter().map(|v| v.parse().unwrap_or(-1)).collect();
    let days = fields.trimmed("days").parse().unwrap_or(0);
    let asked = seen.clone();
    let error = match site.write(&member, move |conn, scope| actions::ask(conn, scope, &asked, &departments, days)).await {
        Ok(item) => return Ok(back(&req, &member, &seen.number, item.id, "opinion-done-ask")),
        Err(error) => error,
    };
    let setting = site.read(&member, move |conn, scope| setting(conn, scope, &seen, None)).await?;
    let form = ask_view(&member.scope, &setting, Some(&fields));
    again(&req, &member, &setting, "ask", form, error)
}

pub(super) fn back(req: &HttpRequest, member: &Member, number: &str, item: i64, said: &'static str) -> actix_web::HttpResponse {
    let to = format!("{}/meetings/{number}/items/{item}#opinions", member.scope.base());
    see_other(to).flash(Message::new(said)).respond(req)
}

pub(super) fn again(req: &HttpRequest, member: &Member, setting: &Setting, verb: &str, form: FormView, error: Error) -> Answer {
    if matches!(error, Error::Conflict) {
        let form = form.with_refusal(saved_before(&member.scope, setting.latest.as_ref()));
        return page(req, member, StatusCode::CONFLICT, setting, verb, form);
    }
    let (status, form) = refused(member.lang(), form, error)?;
    page(req, member, status, setting, verb, form)
}

/// `GET …/opinions/{opinion}/<verb>`
pub async fn form(verb: Verb, req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let (seen, id) = (seen_item(&req, &Fields::default())?, opinion_id(&req)?);
    let setting = site
        .read(&member, move |conn, scope| {
            let setting = setting(conn, scope, &seen, Some(id))?;
            scope.require(&[Role::Secretariat])?;
            Ok(setting)
        })
        .await?;
    let form = view(&member.scope, &setting, verb, None);
    page(&req, &member, StatusCode::OK, &setting, verb.as_str(), form)
}

/// `POST` to the same.
pub async fn perform(verb: Verb, req: HttpRequest, site: web::Data<Site>, member: Member, form: Form) -> Answer {
    let fields = form.into_inner();
    let (item, id) = (SeenItem { version: None, ..seen_item(&req, &fields)? }, opinion_id(&req)?);
    let seen = SeenOpinion { item: item.clone(), id, version: fields.trimmed("version").parse().ok() };
    let typed = fields.clone();
    let outcome = site.write(&member, move |conn, scope| match verb {
        Verb::Stop => actions::stop_clock(conn, scope, &seen, typed.trimmed("reason")),
        Verb::Restart => actions::start_clock(conn, scope, &seen, typed.trimmed("reason")),
        Verb::Unask => actions::unask(conn, scope, &seen, typed.trimmed("reason")),
    });
    let error = match outcome.await {
        Ok(done) => {
            let said = match verb {
                Verb::Stop => "opinion-done-stop",
                Verb::Restart => "opinion-done-restart",
                Verb::Unask => "opinion-done-unask",
            };
            return Ok(back(&req, &member, &item.number, done.id, said));
        }
        Err(error) => error,
    };
    let setting = site.read(&member, move |conn, scope| setting(conn, scope, &item, Some(id))).await?;
    let form = view(&member.scope, &setting, verb, Some(&fields));
    again(&req, &member, &setting, verb.as_str(), form, error)
}

pub(super) fn page(req: &HttpRequest, member: &Member, status: StatusCode, setting: &Setting, verb: &str, form: FormView) -> Answer {
    let (scope, lang) = (&member.scope, member.lang());
    let key = if verb == "ask" { "opinions-ask".to_owned() } else { format!("opinion-do-{verb}") };
    let title = t(lang, &key).into_owned();
    let mut head = Head::new(&title).under(&setting.item.title);
    head.crumbs = crumbs(scope, &setting.ground.meeting).into_iter().map(|l| Crumb { href: Some(l.href), label: l.label }).collect();
    head.crumbs.push(Crumb { href: Some(item_home(scope, &setting.ground.meeting, &setting.item)), label: setting.item.title.clone() });
    head.crumbs.push(Crumb { href: None, label: title.clone() });
    let what = what(scope, setting, verb);
    Ok(member.page_status(req, status, "meetings/item_form", title, Body { head, what, form })?)
}

fn what(scope: &Scope, setting: &Setting, verb: &str) -> Vec<String> {
    let lang = scope.lang();
    let Some(opinion) = &setting.opinion else { return Vec::new() };
    let name = short_names(lang, &setting.names, &[opinion.department_id]);
    let day = format_day(lang, opinion.due_on);
    let args = [("department", name.into()), ("day", day.into())];
    let mut what = vec![format(lang, &format!("opinion-what-{verb}"), if verb == "stop" { &args } else { &args[..1] })];
    if verb == "answer" {
        what.push(format(lang, "opinion-what-due", &args[1..]));
    }
    what
}

fn ask_view(scope: &Scope, setting: &Setting, typed: Option<&Fields>) -> FormView {
    let lang = scope.lang();
    let home = item_home(scope, &setting.ground.meeting, &setting.item);
    let asked: Vec<i64> = setting.opinions.iter().filter(|o| o.withdrawn_at.is_none()).map(|o| o.department_id).collect();
    let mut askable = actions::askable(&setting.ground.people, &setting.item);
    askable.retain(|id| !asked.contains(id));
    // Those the item concerns are proposed.
    let chosen: Vec<i64> = match typed {
        Some(fields) => fields.all("departments").iter().filter_map(|v| v.parse().ok()).collect(),
        None => setting.item.concerned.clone(),
    };
    let options = setting
        .open
        .iter()
        .filter(|d| askable.contains(&d.id))
        .map(|d| Choice { find: Some(d.name.clone()), ..Choice::new(d.id, &d.short_name, chosen.contains(&d.id)) });
    let departments = FieldView::new("departments", "departments", t(lang, "opinion-field-departments"))
        .options(options.collect())
        .hint(t(lang, "opinion-ask-hint"));
    let mut days = FieldView::new("number", "days", t(lang, "opinion-field-days")).typed(typed, setting.days.to_string());
    days.hint = Some(t(lang, "opinion-days-hint").into_owned());
    days.unit = Some(t(lang, "opinion-days-unit").into_owned());
    days.size = Some("short");
    (days.min, days.max) = (Some("1".into()), Some(actions::OPINION_DAYS_MAX.to_string()));
    let mut form = FormView::new(format!("{home}/ask"), t(lang, "opinions-ask")).field(departments).field(days);
    form.keep = Some(format!("item-{}-ask", setting.item.id));
    form.hidden("version", setting.item.version).back(format!("{home}#opinions"))
}

fn view(scope: &Scope, setting: &Setting, verb: Verb, typed: Option<&Fields>) -> FormView {
    let lang = scope.lang();
    let home = item_home(scope, &setting.ground.meeting, &setting.item);
    let Some(opinion) = &setting.opinion else { return FormView::default() };
    let mut form =
        FormView::new(format!("{home}/opinions/{}/{}", opinion.id, verb.as_str()), t(lang, &format!("opinion-do-{}", verb.as_str())));
    form = form.field(FieldView::new("area", "reason", t(lang, "opinion-field-reason")).typed(typed, ""));
    form.keep = Some(format!("opinion-{}-{}", opinion.id, verb.as_str()));
    form.hidden("version", opinion.version).back(format!("{home}#opinions"))
}
