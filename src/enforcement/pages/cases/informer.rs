//! Who reported a case: written down, looked at with a reason that stays, and who may look.

use actix_web::{HttpRequest, http::StatusCode, web};
use serde::Serialize;

use super::{
    Answer,
    forms::{self, FormPage},
    head, number_in, path,
};
use crate::{
    enforcement::{
        actions::cases::{self as actions, InformerContent},
        model::{Case, Informer, NAME_MAX, TEXT_MAX},
        queries::cases as queries,
    },
    platform::{
        db::Conn,
        error::{Error, FieldErrors, Message, Result},
        http::{Fields, Form, see_other},
        i18n::{format_day, t},
        view::parts::{Choice, Fact, FieldView, FormView, Head, Link, Notice},
    },
    site::{Member, Site},
    tenancy::Scope,
};

/// What the forms are made from.
struct Ground {
    case: Case,
    informer: Option<Informer>,
    /// Membership and name of everybody who may be named.
    members: Vec<(i64, String)>,
}

fn ground(conn: &mut Conn, scope: &Scope, number: &str) -> Result<Ground> {
    let case = queries::by_number(conn, scope, number)?;
    let informer = queries::informer(conn, scope, case.id)?;
    Ok(Ground { informer, members: queries::members(conn, scope)?, case })
}

/// Before there is one: for whoever keeps the case.
fn recording(conn: &mut Conn, scope: &Scope, number: &str) -> Result<Ground> {
    let ground = ground(conn, scope, number)?;
    ground.case.require_kept_by(scope)?;
    if ground.informer.is_some() {
        return Err(Error::refused("case-informer-there"));
    }
    Ok(ground)
}

/// `GET …/informer`
pub async fn form(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let number = number_in(&req);
    let ground = site.read(&member, move |conn, scope| recording(conn, scope, &number)).await?;
    let own = member.scope.membership_id().map(|id| id.to_string()).unwrap_or_default();
    let values = Fields::from_pairs([("reported_on", member.scope.today().to_string()), ("viewers", own)]);
    let form = view(&member.scope, &ground, &values);
    page(&req, &member, StatusCode::OK, &ground, "case-informer-record", form)
}

/// `POST` to the same.
pub async fn record(req: HttpRequest, site: web::Data<Site>, member: Member, form: Form) -> Answer {
    let (number, fields) = (number_in(&req), form.into_inner());
    let text = |name: &str| fields.get(name).unwrap_or_default().to_owned();
    let mut errors = FieldErrors::default();
    let content = InformerContent {
        is_anonymous: fields.has("is_anonymous"),
        name: text("name"),
        contact: text("contact"),
        note: text("note"),
        reported_on: fields.day("reported_on", &mut errors),
        viewers: viewers_in(&fields),
    };
    let asked = number.clone();
    let done = site.write(&member, move |conn, scope| errors.with(actions::record_informer(conn, scope, &asked, &content)));
    let error = match done.await {
        Ok(_) => return Ok(see_other(path(&member.scope, &number)).flash(Message::new("case-done-informer")).respond(&req)),
        Err(error) => error,
    };
    let ground = site.read(&member, move |conn, scope| ground(conn, scope, &number)).await?;
    let (status, form) = forms::again(member.lang(), view(&member.scope, &ground, &fields), error)?;
    page(&req, &member, status, &ground, "case-informer-record", form)
}

fn viewers_in(fields: &Fields) -> Vec<i64> {
    fields.all("viewers").into_iter().map(|v| v.parse().unwrap_or(-1)).collect()
}

fn page(req: &HttpRequest, member: &Member, status: StatusCode, ground: &Ground, key: &'static str, form: FormView) -> Answer {
    let (scope, lang) = (&*member.scope, member.lang());
    let mut page = FormPage::new(head(scope, Some(&ground.case), &t(lang, key)).under(&ground.case.title), form);
    let text = t(lang, "case-informer-apart").into_owned();
    page.notices.push(Notice { tone: "blue", title: None, text, link: None });
    Ok(page.answer(req, member, status)?)
}

fn view(scope: &Scope, ground: &Ground, values: &Fields) -> FormView {
    let lang = scope.lang();
    let label = |name: &str| t(lang, &format!("case-informer-field-{}", name.replace('_', "-"))).into_owned();
    // What is typed of an informer is not left behind in the browser.
    let field = |kind: &'static str, name: &str| FieldView {
        unkept: true,
        complete: Some("off"),
        ..FieldView::new(kind, name, label(name)).value(values.get(name).unwrap_or_default())
    };
    let anonymous = FieldView { checked: values.has("is_anonymous"), whole: true, ..field("check", "is_anonymous").value("yes") };
    let home = path(scope, &ground.case.number);
    FormView::new(format!("{home}/informer"), t(lang, "case-save"))
        .field(anonymous)
        .field(FieldView { max: Some(NAME_MAX.to_string()), ..field("text", "name") }.optional())
        .field(FieldView { max: Some(TEXT_MAX.to_string()), ..field("text", "contact") }.optional())
        .field(FieldView { size: Some("short"), ..field("date", "reported_on") })
        .field(FieldView { rows: Some(3), whole: true, ..field("area", "note") }.optional())
        .field(viewers(scope, ground, &values.all("viewers")))
        .back(home)
}

fn viewers(scope: &Scope, ground: &Ground, chosen: &[&str]) -> FieldView {
    let lang = scope.lang();
    let choice = |(id, name): &(i64, String)| Choice::new(id, name, chosen.contains(&id.to_string().as_str()));
    let options = ground.members.iter().map(choice).collect();
    let field = FieldView::new("checks", "viewers", t(lang, "case-informer-field-viewers")).options(options);
    FieldView { size: Some("columns"), whole: true, ..field.hint(t(lang, "case-informer-hint-viewers")) }
}

/// `GET …/informer/reveal`: asks why.
pub async fn reveal_form(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let number = number_in(&req);
    let ground = site.read(&member, move |conn, scope| ground(conn, scope, &number)).await?;
    let informer = ground.informer.as_ref().ok_or(Error::NotFound)?;
    if !actions::may_look(&member.scope, informer) {
        return Err(Error::forbidden("case-informer-not-named").into());
    }
    page(&req, &member, StatusCode::OK, &ground, "case-informer-look", why(&member.scope, &ground.case, None))
}

fn why(scope: &Scope, case: &Case, typed: Option<&Fields>) -> FormView {
    let lang = scope.lang();
    let reason = FieldView::new("area", "reason", t(lang, "party-reveal-reason")).typed(typed, "").hint(t(lang, "case-informer-hint-why"));
    let home = path(scope, &case.number);
    FormView::new(format!("{home}/informer/reveal"), t(lang, "party-reveal-do"))
        .field(FieldView { rows: Some(3), whole: true, ..reason })
        .back(home)
}

#[derive(Serialize)]
struct Shown {
    head: Head,
    notice: Notice,
    facts: Facts,
}

#[derive(Serialize)]
struct Facts {
    items: Vec<Fact>,
    beside: bool,
}

/// `POST` to the same: shows it on the very answer, which nobody keeps, and is found in no history.
pub async fn reveal(req: HttpRequest, site: web::Data<Site>, member: Member, form: Form) -> Answer {
    let (number, fields) = (number_in(&req), form.into_inner());
    let (asked, reason) = (number.clone(), fields.get("reason").unwrap_or_default().to_owned());
    let error = match site.write(&member, move |conn, scope| actions::reveal_informer(conn, scope, &asked, &reason)).await {
        Ok((case, informer)) => return Ok(shown(&req, &member, &case, &informer)?),
        Err(error) => error,
    };
    let ground = site.read(&member, move |conn, scope| ground(conn, scope, &number)).await?;
    let (status, form) = forms::again(member.lang(), why(&member.scope, &ground.case, Some(&fields)), error)?;
    page(&req, &member, status, &ground, "case-informer-look", form)
}

fn shown(req: &HttpRequest, member: &Member, case: &Case, informer: &Informer) -> Result<actix_web::HttpResponse> {
    let (scope, lang) = (&*member.scope, member.lang());
    let label = |name: &str| t(lang, &format!("case-informer-field-{name}"));
    let name = if informer.is_anonymous { t(lang, "case-informer-anonymous").into_owned() } else { informer.name.clone() };
    let mut items = vec![Fact::new(label("name"), name)];
    items.push(Fact { value: Some(informer.contact.clone()).filter(|c| !c.is_empty()), ..Fact::new(label("contact"), "") });
    items.push(Fact::new(label("reported-on"), format_day(lang, informer.reported_on)));
    items.push(Fact { value: Some(informer.note.clone()).filter(|n| !n.is_empty()), ..Fact::new(label("note"), "") });
    items.push(Fact::new(t(lang, "case-informer-recorded-by"), &informer.recorded_by));
    let head = head(scope, Some(case), &t(lang, "case-informer")).under(&case.title);
    let link = Some(Link::new(path(scope, &case.number), t(lang, "case-informer-back")));
    let notice = Notice { tone: "yellow", title: None, text: t(lang, "case-informer-noted").into_owned(), link };
    let title = head.title.clone();
    member.page(req, "enforcement/revealed", title, Shown { head, notice, facts: Facts { items, beside: true } })
}

/// `GET …/informer/viewers`
pub async fn viewers_form(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let number = number_in(&req);
    let ground = site
        .read(&member, move |conn, scope| {
            let ground = ground(conn, scope, &number)?;
            let informer = ground.informer.as_ref().ok_or(Error::NotFound)?;
            if !actions::may_name(conn, scope, informer)? {
                return Err(Error::forbidden("case-informer-not-named"));
            }
            Ok(ground)
        })
        .await?;
    let chosen = ground.informer.iter().flat_map(|i| &i.viewers).map(|v| ("viewers", v.to_string()));
    let values = Fields::from_pairs(chosen);
    page(&req, &member, StatusCode::OK, &ground, "case-informer-name", naming(&member.scope, &ground, &values))
}

fn naming(scope: &Scope, ground: &Ground, values: &Fields) -> FormView {
    let lang = scope.lang();
    let reason = FieldView::new("area", "reason", t(lang, "case-field-reason")).value(values.get("reason").unwrap_or_default());
    let home = path(scope, &ground.case.number);
    FormView::new(format!("{home}/informer/viewers"), t(lang, "case-save"))
        .hidden("version", ground.informer.as_ref().map_or(0, |i| i.version))
        .field(viewers(scope, ground, &values.all("viewers")))
        .field(FieldView { rows: Some(3), whole: true, ..reason })
        .back(home)
}

/// `POST` to the same.
pub async fn set_viewers(req: HttpRequest, site: web::Data<Site>, member: Member, form: Form) -> Answer {
    let (number, fields) = (number_in(&req), form.into_inner());
    let version = fields.trimmed("version").parse().unwrap_or(0);
    let (asked, chosen, reason) = (number.clone(), viewers_in(&fields), fields.get("reason").unwrap_or_default().to_owned());
    let done = site.write(&member, move |conn, scope| actions::set_viewers(conn, scope, &asked, version, &chosen, &reason)).await;
    let error = match done {
        Ok(_) => return Ok(see_other(path(&member.scope, &number)).flash(Message::new("case-done-viewers")).respond(&req)),
        Err(error) => error,
    };
    let ground = site.read(&member, move |conn, scope| ground(conn, scope, &number)).await?;
    let (status, form) = forms::again(member.lang(), naming(&member.scope, &ground, &fields), error)?;
    page(&req, &member, status, &ground, "case-informer-name", form)
}
