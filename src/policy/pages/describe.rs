//! What a document is, corrected: title, number, issuer, day of issue.

use actix_web::{HttpRequest, http::StatusCode, web};
use serde::Serialize;

use super::{Answer, conflict, document_path, head, id, seen};
use crate::{
    platform::{
        error::{Error, FieldErrors, Message},
        http::{Fields, Form, see_other},
        i18n::{Lang, format, t},
        view::parts::{FieldView, FormView, Head, Hidden},
    },
    policy::{
        actions::{self, Description},
        model::Document,
        queries,
    },
    site::{Member, Site},
};

/// The form of the document's own fields.
pub fn describe_form(member: &Member, document: &Document, path: &str, typed: Option<&Fields>, errors: &FieldErrors) -> FormView {
    let lang = member.lang();
    let day = document.issued_on.map(|d| d.to_string()).unwrap_or_default();
    let mut title = FieldView::new("text", "title", t(lang, "policy-title")).typed(typed, &document.title);
    title.whole = true;
    let mut issued = FieldView::new("date", "issued_on", t(lang, "policy-issued")).typed(typed, day).optional();
    issued.size = Some("medium");
    FormView::new(format!("{path}/describe"), t(lang, "policy-save"))
        .field(title)
        .field(FieldView::new("text", "document_number", t(lang, "policy-number")).typed(typed, &document.document_number).optional())
        .field(FieldView::new("text", "issuer", t(lang, "policy-issuer")).typed(typed, &document.issuer).optional())
        .field(issued)
        .hidden("version", document.version)
        .with_errors(lang, errors)
}

/// What nobody has filled in yet: “未填：文号、发文机关”.
pub fn lacking(lang: Lang, document: &Document) -> Option<String> {
    let empty = [
        ("policy-number", document.document_number.is_empty()),
        ("policy-issuer", document.issuer.is_empty()),
        ("policy-issued", document.issued_on.is_none()),
    ];
    let names: Vec<_> = empty.into_iter().filter(|(_, is_empty)| *is_empty).map(|(key, _)| t(lang, key)).collect();
    (!names.is_empty()).then(|| format(lang, "policy-describe-lacks", &[("fields", names.join(&t(lang, "part-comma")).into())]))
}

#[derive(Serialize)]
struct DescribeView {
    head: Head,
    form: FormView,
}

pub async fn describe(req: HttpRequest, site: web::Data<Site>, member: Member, form: Form) -> Answer {
    let (id, fields) = (id(&req, "id")?, form.into_inner());
    let path = document_path(&member.scope, id);
    let day = fields.trimmed("issued_on");
    let issued_on = if day.is_empty() { Ok(None) } else { day.parse().map(Some) };
    let done = match issued_on {
        Err(_) => Err(Error::invalid("issued_on", Message::new("policy-not-a-day"))),
        Ok(issued_on) => {
            let text = |name: &str| fields.trimmed(name).to_owned();
            let new = Description { title: text("title"), document_number: text("document_number"), issuer: text("issuer"), issued_on };
            let seen = seen(id, &fields);
            site.write(&member, move |conn, scope| actions::describe(conn, scope, seen, &new)).await
        }
    };
    match done {
        Ok(()) => Ok(see_other(format!("{path}/review")).flash(Message::new("policy-described")).respond(&req)),
        Err(Error::Invalid(errors)) => {
            let document = site.read(&member, move |conn, scope| Ok(queries::overview(conn, scope, id)?.document)).await?;
            let mut form = describe_form(&member, &document, &path, Some(&fields), &errors).back(format!("{path}/review"));
            form.hidden = vec![Hidden::new("version", fields.trimmed("version"))];
            let title = t(member.lang(), "policy-describe");
            let view = DescribeView { head: head(&member, &document, title.clone()), form };
            Ok(member.page_status(&req, StatusCode::UNPROCESSABLE_ENTITY, "policy/describe", title, view)?)
        }
        Err(Error::Conflict) => describe_conflict(&req, &site, &member, id, &fields).await,
        Err(other) => Err(other.into()),
    }
}

async fn describe_conflict(req: &HttpRequest, site: &Site, member: &Member, id: i64, fields: &Fields) -> Answer {
    let (document, events) = site
        .read(member, move |conn, scope| {
            Ok((queries::overview(conn, scope, id)?.document, queries::document_timeline(conn, scope, id, None, 1)?))
        })
        .await?;
    let path = document_path(&member.scope, id);
    let form = describe_form(member, &document, &path, Some(fields), &FieldErrors::default()).back(format!("{path}/review"));
    let stored = describe_form(member, &document, &path, None, &FieldErrors::default());
    let both = conflict::both(member.lang(), form.fields.clone(), &stored.fields);
    conflict::page(req, member, &document, conflict::between(member, events.first(), form, both))
}
