//! A look at personal data, with a reason that stays.

use actix_web::{HttpRequest, http::StatusCode, web};
use serde::Serialize;

use super::{
    Answer,
    forms::{self, FormPage},
    head, id_in, path,
};
use crate::{
    enforcement::{
        actions,
        model::{IdNumber, Party, Personal},
    },
    platform::{
        error::{Error, Result},
        http::{Fields, Form},
        i18n::{Lang, join, t},
        view::parts::{Fact, FieldView, FormView, Head, Link, Notice},
    },
    site::{Member, Site},
    tenancy::Scope,
};

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

/// `GET /w/{slug}/parties/{id}/reveal`: asks why.
pub async fn form(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let id = id_in(&req)?;
    let ground = site.read(&member, move |conn, scope| forms::ground(conn, scope, Some(id))).await?;
    let party = ground.party.ok_or(Error::NotFound)?;
    if party.personal().is_empty() {
        return Err(Error::refused("party-nothing-hidden").into());
    }
    Ok(page(&req, &member, StatusCode::OK, &party, view(&member.scope, &party, None))?)
}

/// `POST` to the same: shows it on the very answer, which nobody keeps, and is found in no history.
pub async fn reveal(req: HttpRequest, site: web::Data<Site>, member: Member, form: Form) -> Answer {
    let id = id_in(&req)?;
    let fields = form.into_inner();
    let reason = fields.get("reason").unwrap_or_default().to_owned();
    match site.write(&member, move |conn, scope| actions::reveal(conn, scope, id, &reason)).await {
        Ok(party) => Ok(shown(&req, &member, &party)?),
        Err(Error::Invalid(errors)) => {
            let ground = site.read(&member, move |conn, scope| forms::ground(conn, scope, Some(id))).await?;
            let party = ground.party.ok_or(Error::NotFound)?;
            let form = view(&member.scope, &party, Some(&fields)).with_errors(member.lang(), &errors);
            Ok(page(&req, &member, StatusCode::UNPROCESSABLE_ENTITY, &party, form)?)
        }
        Err(other) => Err(other.into()),
    }
}

fn words(lang: Lang, what: &[Personal]) -> String {
    join(lang, &what.iter().map(|w| t(lang, &w.key()).into_owned()).collect::<Vec<_>>())
}

fn view(scope: &Scope, party: &Party, typed: Option<&Fields>) -> FormView {
    let lang = scope.lang();
    let reason = FieldView::new("area", "reason", t(lang, "party-reveal-reason")).typed(typed, "").hint(t(lang, "party-reveal-hint"));
    FormView::new(format!("{}/reveal", path(scope, party.id)), t(lang, "party-reveal-do"))
        .field(FieldView { rows: Some(3), whole: true, ..reason })
        .back(path(scope, party.id))
}

fn page(req: &HttpRequest, member: &Member, status: StatusCode, party: &Party, form: FormView) -> Result<actix_web::HttpResponse> {
    let lang = member.lang();
    let head = head(&member.scope, Some(party), &t(lang, "party-reveal-title")).under(words(lang, &party.personal()));
    FormPage::new(head, form).answer(req, member, status)
}

fn shown(req: &HttpRequest, member: &Member, party: &Party) -> Result<actix_web::HttpResponse> {
    let (scope, lang) = (&*member.scope, member.lang());
    let value = |what: &Personal| match what {
        Personal::IdNumber => party.id_number.as_ref().map(IdNumber::whole).unwrap_or_default().to_owned(),
        Personal::Address => party.address.clone(),
    };
    let items = party.personal().iter().map(|what| Fact::new(t(lang, &what.key()), value(what))).collect();
    let head = head(scope, Some(party), &t(lang, "party-reveal-shown")).under(&party.name);
    let link = Some(Link::new(path(scope, party.id), t(lang, "party-reveal-back")));
    let notice = Notice { tone: "yellow", title: None, text: t(lang, "party-reveal-noted").into_owned(), link };
    let title = head.title.clone();
    member.page(req, "enforcement/revealed", title, Shown { head, notice, facts: Facts { items, beside: true } })
}
