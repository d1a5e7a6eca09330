//! Another name from a day on; the one before becomes a former name.

use actix_web::{HttpRequest, http::StatusCode, web};
use chrono::NaiveDate;

use super::{
    Answer,
    forms::{self, FormPage},
    head, id_in, path,
};
use crate::{
    enforcement::{
        actions,
        model::{NAME_MAX, Party},
    },
    platform::{
        error::{Error, Message},
        http::{Fields, Form, again, see_other},
        i18n::{format, t},
        view::parts::{FieldView, FormView},
    },
    site::{Member, Site},
    tenancy::Scope,
};

/// `GET /w/{slug}/parties/{id}/rename`
pub async fn form(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let id = id_in(&req)?;
    let ground = site.read(&member, move |conn, scope| forms::ground(conn, scope, Some(id))).await?;
    let party = ground.party.ok_or(Error::NotFound)?;
    let form = view(&member.scope, &party, party.version, None);
    page(&req, &member, StatusCode::OK, &party, form)
}

/// `POST` to the same.
pub async fn save(req: HttpRequest, site: web::Data<Site>, member: Member, form: Form) -> Answer {
    let id = id_in(&req)?;
    let fields = form.into_inner();
    let version: i64 = fields.trimmed("version").parse().unwrap_or(0);
    let (name, typed_day) = (fields.trimmed("name").to_owned(), fields.trimmed("on").to_owned());
    let on: Option<NaiveDate> = typed_day.parse().ok();
    let done = site.write(&member, move |conn, scope| actions::rename(conn, scope, id, version, &name, on)).await;
    let error = match done {
        Ok(party) => {
            let done = Message::new("party-renamed").text("name", party.name);
            return Ok(see_other(path(&member.scope, id)).flash(done).respond(&req));
        }
        Err(error) => error,
    };
    let ground = site.read(&member, move |conn, scope| forms::ground_again(conn, scope, Some(id))).await?;
    let party = ground.party.ok_or(Error::NotFound)?;
    let (error, version) = match error {
        Error::Invalid(mut errors) => {
            // A day that cannot be read is not a day that is missing.
            if !typed_day.is_empty() && on.is_none() {
                errors.0.iter_mut().filter(|e| e.field == "on").for_each(|e| e.message = Message::new("field-date-wrong"));
            }
            (Error::Invalid(errors), version)
        }
        Error::Conflict if party.require_active().is_ok() => {
            (Error::Refused(Message::new("party-changed-meanwhile").text("name", &party.name)), party.version)
        }
        other => (other, version),
    };
    let form = view(&member.scope, &party, version, Some(&fields));
    let (status, form) = again(member.lang(), form, error, "party-merged-meanwhile")?;
    page(&req, &member, status, &party, form)
}

fn view(scope: &Scope, party: &Party, version: i64, typed: Option<&Fields>) -> FormView {
    let lang = scope.lang();
    let name = FieldView::new("text", "name", t(lang, "party-new-name")).typed(typed, "");
    let on = FieldView::new("date", "on", t(lang, "party-renamed-on")).typed(typed, "").hint(t(lang, "party-renamed-on-hint"));
    FormView::new(format!("{}/rename", path(scope, party.id)), t(lang, "party-rename"))
        .hidden("version", version)
        .field(FieldView { max: Some(NAME_MAX.to_string()), whole: true, ..name })
        .field(FieldView { max: Some(scope.today().to_string()), size: Some("short"), ..on })
        .back(path(scope, party.id))
}

fn page(req: &HttpRequest, member: &Member, status: StatusCode, party: &Party, form: FormView) -> Answer {
    let lang = member.lang();
    let under = format(lang, "party-rename-under", &[("name", party.name.as_str().into())]);
    let head = head(&member.scope, Some(party), &t(lang, "party-rename-title")).under(under);
    Ok(FormPage::new(head, form).answer(req, member, status)?)
}
