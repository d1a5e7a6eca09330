//! When and of what a member is told.

use actix_web::{HttpRequest, HttpResponse, http::StatusCode, web};
use serde::Serialize;

use super::{named, weekday_name};
use crate::{
    digests::{
        actions, forms,
        model::{Frequency, Kind},
        store,
    },
    platform::{
        error::{Error, Message, Result},
        http::{Fault, Fields, Form, again, see_other},
        i18n::{format, t, zone_name},
        view::parts::{Choice, FieldView, FormView, Head},
    },
    site::{Member, Site},
};

#[derive(Serialize)]
struct Body {
    head: Head,
    form: FormView,
}

/// `GET /w/{slug}/digests/settings/{kind}/{member}`
pub async fn form(req: HttpRequest, site: web::Data<Site>, member: Member) -> std::result::Result<HttpResponse, Fault> {
    let (kind, id) = named(&req)?;
    let reader = load(&site, &member, kind, id).await?;
    Ok(page(&req, &member, kind, &reader, None)?)
}

/// `POST` to the same.
pub async fn save(req: HttpRequest, site: web::Data<Site>, member: Member, form: Form) -> std::result::Result<HttpResponse, Fault> {
    let (kind, id) = named(&req)?;
    let reader = load(&site, &member, kind, id).await?;
    let chosen = match forms::subscription(&form, kind, &reader.subscription) {
        Ok(chosen) => chosen,
        Err(error) => return Ok(page(&req, &member, kind, &reader, Some((&form, error)))?),
    };
    if let Err(error) = site.write(&member, move |conn, scope| actions::subscribe(conn, scope, id, kind, chosen)).await {
        // Somebody else chose meanwhile: what was chosen here is sent over that, or left.
        let reader = load(&site, &member, kind, id).await?;
        return Ok(page(&req, &member, kind, &reader, Some((&form, error)))?);
    }
    Ok(see_other(format!("{}/digests", member.scope.base())).flash(Message::new("digests-saved")).respond(&req))
}

async fn load(site: &web::Data<Site>, member: &Member, kind: Kind, id: i64) -> Result<store::Member> {
    site.read(member, move |conn, scope| {
        let found = actions::member(conn, scope, kind, id)?;
        actions::require_choice(scope, id)?;
        Ok(found)
    })
    .await
}

fn page(req: &HttpRequest, member: &Member, kind: Kind, reader: &store::Member, refused: Option<(&Fields, Error)>) -> Result<HttpResponse> {
    let lang = member.lang();
    let back = format!("{}/digests", member.scope.base());
    let typed = refused.as_ref().map(|(typed, _)| *typed);
    let form = fields(member, kind, reader, typed, req.path()).hidden("version", reader.subscription.version).back(&back);
    let (status, form) = match refused {
        Some((_, error)) => again(lang, form, error, "digests-conflict")?,
        None => (StatusCode::OK, form),
    };
    let title = format(lang, "digests-for", &[("name", reader.name.as_str().into())]);
    let head = Head::new(title.clone()).crumb(back, t(lang, "digests-title")).under(t(lang, kind.key()));
    member.page_status(req, status, "digests/settings", title, Body { head, form })
}

fn fields(member: &Member, kind: Kind, reader: &store::Member, typed: Option<&Fields>, action: &str) -> FormView {
    let (lang, held) = (member.lang(), &reader.subscription);
    let text = |key: &str| t(lang, key).into_owned();
    let chosen = |name: &str, stored: String| typed.map_or(stored, |f| f.trimmed(name).to_owned());
    let ticked = |name: &str, stored: bool| typed.map_or(stored, |f| f.has(name));
    let frequency = chosen("frequency", held.frequency.as_str().to_owned());
    let weekday = chosen("weekday", held.weekday.to_string());
    let hour = chosen("hour", held.hour.to_string());
    let frequencies = Frequency::ALL.iter().map(|f| Choice::new(f.as_str(), text(f.key()), f.as_str() == frequency));
    let weekdays = (1..=7).map(|n: u32| Choice::new(n, weekday_name(lang, n), n.to_string() == weekday));
    let hours = (0..24u32).map(|n| Choice::new(n, format(lang, "digests-hour", &[("hour", n.into())]), n.to_string() == hour));
    let zone = format(lang, "digests-field-hour-hint", &[("zone", zone_name(lang, member.scope.zone()).into())]);
    let short = |field: FieldView| FieldView { size: Some("short"), ..field };
    let mut form = FormView::new(action, text("digests-save"))
        .field(FieldView::new("radio", "frequency", text("digests-field-frequency")).options(frequencies.collect()))
        .field(short(
            FieldView::new("select", "weekday", text("digests-field-weekday"))
                .hint(text("digests-field-weekday-hint"))
                .options(weekdays.collect()),
        ))
        .field(short(FieldView::new("select", "hour", text("digests-field-hour")).hint(zone).options(hours.collect())))
        .field(FieldView {
            checked: ticked("working_days_only", held.working_days_only),
            ..FieldView::new("check", "working_days_only", text("digests-field-working"))
                .value("1")
                .hint(text("digests-field-working-hint"))
        });
    if kind == Kind::Leader && reader.rights.reads_all() && !reader.rights.leads.is_empty() {
        let scope = chosen("scope", if held.all_departments { "all" } else { "own" }.to_owned());
        let scopes = [("all", "digests-scope-all"), ("own", "digests-scope-own")];
        let scopes = scopes.iter().map(|(value, key)| Choice::new(value, text(key), *value == scope));
        form = form.field(FieldView::new("radio", "scope", text("digests-field-scope")).options(scopes.collect()));
    }
    form.field(FieldView {
        checked: ticked("even_if_empty", held.even_if_empty),
        ..FieldView::new("check", "even_if_empty", text("digests-field-empty")).value("1")
    })
}
