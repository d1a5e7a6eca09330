//! Registering a party: refused where its number is known, asked about where its name is.

use actix_web::{HttpRequest, http::StatusCode, web};

use super::{
    Answer,
    forms::{self, FormPage, Ground},
    path,
};
use crate::{
    enforcement::{
        actions::{self, Outcome},
        model::Party,
    },
    platform::{
        error::{Error, FieldErrors, Message},
        http::{Fields, Form, safe_local, see_other},
        i18n::t,
        view::parts::{FieldView, FormView},
    },
    site::{Member, Site},
};

/// `GET /w/{slug}/parties/new`; the name may be in the address.
pub async fn form(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let ground = site.read(&member, |conn, scope| forms::ground(conn, scope, None)).await?;
    let asked = Fields::of_query(&req);
    let values = Fields::from_pairs([("kind", "enterprise"), ("name", asked.trimmed("name"))]);
    let form = then(forms::form(&member.scope, &ground, &values), &asked);
    Ok(FormPage::new(forms::form_head(&member.scope, &ground), form).answer(&req, &member, StatusCode::OK)?)
}

/// `POST` to the same. `apart` holds the ids of the similar ones it was told apart from.
pub async fn create(req: HttpRequest, site: web::Data<Site>, member: Member, form: Form) -> Answer {
    let fields = form.into_inner();
    let (content, apart) = (forms::read(&fields), told_apart(&fields));
    let done = site.write(&member, move |conn, scope| actions::register(conn, scope, &content, &apart)).await;
    let error = match done {
        Ok(Outcome::Done(party)) => {
            let done = Message::new("party-registered").text("name", party.name.clone());
            // On the way to a case it goes on there.
            let to = match fields.trimmed("then") {
                "" => path(&member.scope, party.id),
                then => format!("{}&party={}", safe_local(then), party.id),
            };
            return Ok(see_other(to).flash(done).respond(&req));
        }
        Ok(outcome) => Ok(outcome),
        // Somebody was given the same number at this moment: the next look finds them.
        Err(Error::Conflict) => Err(Message::new("party-taken-now")),
        Err(Error::Invalid(errors)) => return again(&req, &site, &member, &fields, &errors).await,
        Err(other) => return Err(other.into()),
    };
    let ground = site.read(&member, |conn, scope| forms::ground(conn, scope, None)).await?;
    let form = then(forms::form(&member.scope, &ground, &fields), &fields);
    let page = match error {
        Ok(outcome) => refused(&member, &ground, form, outcome, &fields),
        Err(message) => {
            let form = form.with_refusal(crate::platform::i18n::tr(member.lang(), &message));
            FormPage::new(forms::form_head(&member.scope, &ground), form)
        }
    };
    Ok(page.answer(&req, &member, StatusCode::CONFLICT)?)
}

/// Where somebody goes on who registers a party on the way to something else, and goes back to.
fn then(form: FormView, fields: &Fields) -> FormView {
    match fields.trimmed("then") {
        "" => form,
        then => {
            let then = safe_local(then);
            form.hidden("then", then).back(then)
        }
    }
}

fn told_apart(fields: &Fields) -> Vec<i64> {
    fields.trimmed("apart").split(',').filter_map(|id| id.parse().ok()).collect()
}

async fn again(req: &HttpRequest, site: &web::Data<Site>, member: &Member, fields: &Fields, errors: &FieldErrors) -> Answer {
    let ground = site.read(member, |conn, scope| forms::ground(conn, scope, None)).await?;
    let form = then(forms::form(&member.scope, &ground, fields), fields).with_errors(member.lang(), errors);
    Ok(FormPage::new(forms::form_head(&member.scope, &ground), form).answer(req, member, StatusCode::UNPROCESSABLE_ENTITY)?)
}

/// The form again with the party that has its number, or those it may be.
pub(super) fn refused(member: &Member, ground: &Ground, form: FormView, outcome: Outcome, fields: &Fields) -> FormPage {
    let (scope, lang) = (&*member.scope, member.lang());
    let mut page = FormPage::new(forms::form_head(scope, ground), form);
    match outcome {
        Outcome::Done(_) => {}
        Outcome::Exists(field, other) => {
            let mut errors = FieldErrors::default();
            errors.add(field, Message::new("party-number-taken").text("name", other.name.clone()));
            page.form = page.form.with_errors(lang, &errors);
            page.notices.push(forms::exists_notice(scope, &other));
        }
        Outcome::Alike(alike) => {
            let ids = alike.iter().map(|p: &Party| p.id.to_string()).collect::<Vec<_>>().join(",");
            page.alike = alike.iter().map(|p| forms::similar(scope, p, None)).collect();
            let mut apart = FieldView::new("check", "apart", t(lang, "party-apart")).value(ids);
            apart.whole = true;
            page.form.fields.push(apart);
            let mut errors = FieldErrors::default();
            let key = if fields.has("apart") { "party-apart-more" } else { "party-apart-needed" };
            errors.add("apart", Message::new(key).number("count", alike.len() as f64));
            page.form = page.form.with_errors(lang, &errors);
        }
    }
    page
}
