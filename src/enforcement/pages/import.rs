//! Importing parties: paste or upload, see what each row would do, then do all of it.

use actix_web::{HttpRequest, HttpResponse, http::StatusCode, web};
use serde::Serialize;

use super::{Answer, head, list_path, path};
use crate::{
    enforcement::{
        KEEPERS, Party,
        import::{Column, Plan, PlannedRow, doubtful, import, preview},
    },
    platform::{
        error::{Error, FieldErrors, Message, Result},
        http::{Form, see_other},
        i18n::{format, join, t},
        table::{self, Column as _, Done},
        view::{
            import::{self as view, Shown},
            parts::{FieldView, FormView, Head, ImportView, Link, Notice},
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

pub async fn form(req: HttpRequest, member: Member) -> Answer {
    member.scope.require(&KEEPERS)?;
    Ok(page(&req, &member, StatusCode::OK, entry(&member, "", None), None)?)
}

pub async fn submit(req: HttpRequest, site: web::Data<Site>, member: Member, form: Form) -> Answer {
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
    let (mut wrong, mut has_changed) = (None, false);
    if fields.has("sure") {
        let (rows, apart) = (rows.clone(), fields.trimmed("apart").parse().unwrap_or(0));
        match site.write(&member, move |conn, scope| import(conn, scope, &rows, apart)).await {
            Ok(Done { created, changed, same }) => {
                let done = Message::new("party-import-done").number("created", created as f64).number("changed", changed as f64);
                return Ok(see_other(list_path(&member.scope)).flash(done.number("same", same as f64)).respond(&req));
            }
            // Something changed since the preview, or somebody has not said that similar ones are others: show it anew.
            Err(Error::Invalid(errors)) => wrong = Some(errors),
            Err(Error::Conflict) => has_changed = true,
            Err(error) => return Err(error.into()),
        }
    }
    let plan = site.read(&member, move |conn, scope| preview(conn, scope, &rows)).await?;
    let status = match plan.is_sound() && wrong.is_none() {
        true if has_changed => StatusCode::CONFLICT,
        true => StatusCode::OK,
        false => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let form = entry(&member, &text, None);
    let mut preview = shown(&member, &plan, &text, wrong.as_ref());
    if has_changed {
        let text = t(member.lang(), "party-import-changed").into_owned();
        preview.notices.insert(0, Notice { tone: "red", title: None, text, link: None });
    }
    Ok(page(&req, &member, status, form, Some(preview))?)
}

fn entry(member: &Member, text: &str, wrong: Option<&FieldErrors>) -> FormView {
    let (lang, list) = (member.lang(), list_path(&member.scope));
    view::with(lang, view::entry(lang, format!("{list}/import"), list, "party-import-table-hint", text), wrong)
}

fn page(req: &HttpRequest, member: &Member, status: StatusCode, form: FormView, preview: Option<ImportView>) -> Result<HttpResponse> {
    let title = t(member.lang(), "party-import-title").into_owned();
    let head = head(&member.scope, None, &title).under(t(member.lang(), "party-import-under"));
    member.page_status(req, status, "enforcement/import", title, View { head, form, preview })
}

fn shown(member: &Member, plan: &Plan, text: &str, wrong: Option<&FieldErrors>) -> ImportView {
    let (lang, list) = (member.lang(), list_path(&member.scope));
    let known = |p: &Party| {
        let code = Some(p.shown_code()).filter(|c| !c.is_empty()).map(|c| format!(" {c}")).unwrap_or_default();
        Link::new(path(&member.scope, p.id), format!("{}{code}", p.name))
    };
    let shown = Shown {
        lang,
        head: &|column: Column| format!("party-field-{}", column.field().replace('_', "-")),
        found: "party-import-found",
        doubt: &|row: &PlannedRow| match (row.what.alike.is_empty(), row.what.named_in) {
            (_, Some(_)) => Some(("yellow", "party-import-row-named")),
            (false, None) => Some(("yellow", "party-import-row-alike")),
            (true, None) => None,
        },
        links: &|row| row.what.alike.iter().map(known).collect(),
    };
    let named: Vec<String> = plan.rows.iter().filter_map(|r| Some((r.what.named_in?, r.number))).map(|(a, b)| format!("{a}–{b}")).collect();
    let doubtful = doubtful(plan);
    let mut preview = shown.preview(plan, |submit| {
        let form = FormView::new(format!("{list}/import"), submit).hidden("table", text).hidden("sure", "yes").back(list.clone());
        if doubtful == 0 {
            return form;
        }
        let label = format(lang, "party-import-apart-do", &[("count", (doubtful as f64).into())]);
        view::with(lang, form.field(FieldView::new("check", "apart", label).value(doubtful.to_string())), wrong)
    });
    if doubtful > 0 {
        let text = format(lang, "party-import-doubtful", &[("count", (doubtful as f64).into())]);
        preview.notices.push(Notice { tone: "yellow", title: None, text, link: None });
    }
    if !named.is_empty() {
        let text = format(lang, "party-import-named", &[("rows", join(lang, &named).into())]);
        preview.notices.push(Notice { tone: "yellow", title: None, text, link: None });
    }
    preview
}
