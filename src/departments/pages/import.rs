//! Importing departments: paste or upload, see what each row would do, then do all of it.

use actix_web::{HttpRequest, HttpResponse, http::StatusCode, web};
use serde::Serialize;

use super::{head, list_path};
use crate::{
    departments::{
        KEEPERS,
        forms::label_key,
        import::{Column, Plan, import, preview},
    },
    platform::{
        error::{Error, FieldErrors, Message, Result},
        http::{Fault, Form, see_other},
        i18n::t,
        table::{self, Column as _, Done},
        view::{
            import::{self as view, Shown},
            parts::{FormView, Head, ImportView},
        },
    },
    site::{Member, Site},
};

#[derive(Serialize)]
struct View {
    head: Head,
    form: FormView,
    preview: Option<ImportView>,
}

pub async fn form(req: HttpRequest, member: Member) -> std::result::Result<HttpResponse, Fault> {
    member.scope.require(&KEEPERS)?;
    Ok(page(&req, &member, StatusCode::OK, entry(&member, "", None), None)?)
}

pub async fn submit(req: HttpRequest, site: web::Data<Site>, member: Member, form: Form) -> std::result::Result<HttpResponse, Fault> {
    member.scope.require(&KEEPERS)?;
    let fields = form.into_inner();
    let rows = match table::of_form(&fields) {
        Ok(rows) => rows,
        Err(Error::Invalid(errors)) => {
            let form = entry(&member, fields.get("table").unwrap_or_default(), Some(&errors));
            return Ok(page(&req, &member, StatusCode::UNPROCESSABLE_ENTITY, form, None)?);
        }
        Err(error) => return Err(error.into()),
    };
    let text = table::to_text(&rows);
    if fields.has("sure") {
        let rows = rows.clone();
        match site.write(&member, move |conn, scope| import(conn, scope, &rows)).await {
            Ok(Done { created, changed, same }) => {
                let flash = Message::new("import-done").number("created", created as f64).number("changed", changed as f64);
                return Ok(see_other(list_path(&member.scope)).flash(flash.number("same", same as f64)).respond(&req));
            }
            // Something changed since the preview: show it anew.
            Err(Error::Invalid(_)) => {}
            Err(error) => return Err(error.into()),
        }
    }
    let plan = site.read(&member, move |conn, scope| preview(conn, scope, &rows)).await?;
    let status = if plan.is_sound() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let form = entry(&member, &text, None);
    let preview = shown(&member, &plan, &text);
    Ok(page(&req, &member, status, form, Some(preview))?)
}

fn entry(member: &Member, text: &str, wrong: Option<&FieldErrors>) -> FormView {
    let (lang, list) = (member.lang(), list_path(&member.scope));
    view::with(lang, view::entry(lang, format!("{list}/import"), list, "import-table-hint", text), wrong)
}

fn page(req: &HttpRequest, member: &Member, status: StatusCode, form: FormView, preview: Option<ImportView>) -> Result<HttpResponse> {
    let title = t(member.lang(), "import-title").into_owned();
    let head = head(&member.scope, title.clone()).under(t(member.lang(), "import-under"));
    member.page_status(req, status, "departments/import", title, View { head, form, preview })
}

fn shown(member: &Member, plan: &Plan, text: &str) -> ImportView {
    let (lang, list) = (member.lang(), list_path(&member.scope));
    let shown = Shown {
        lang,
        head: &|column: Column| label_key(column.field()).to_owned(),
        found: "import-found",
        doubt: &|_| None,
        links: &|_| Vec::new(),
    };
    shown.preview(plan, |submit| {
        FormView::new(format!("{list}/import"), submit).hidden("table", text).hidden("sure", "yes").back(list.clone())
    })
}
