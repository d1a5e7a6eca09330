//! Importing parties: paste or upload, see what each row would do, then do all of it.

use actix_web::{HttpRequest, HttpResponse, http::StatusCode, web};
use serde::Serialize;

use super::{Answer, head, list_path, path};
use crate::{
    enforcement::{
        KEEPERS,
        import::{Change, Column, Done, Plan, PlannedRow, import, preview},
    },
    platform::{
        error::{Error, FieldErrors, Message, Result},
        http::{Fields, Form, see_other},
        i18n::{Lang, format, join, t, tr},
        table::{self, Row},
        view::parts::{FieldView, FormView, Head, ImportCell, ImportRow, ImportView, LightView, Link, Notice},
    },
    site::{Member, Site},
    tenancy::Scope,
};

/// Rows shown at once; the rest is counted.
const SHOWN: usize = 300;

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
    let rows = match rows_of(&fields) {
        Ok(rows) => rows,
        Err(Error::Invalid(errors)) => {
            let form = entry(&member, fields.get("table").unwrap_or_default(), Some(&errors));
            return Ok(page(&req, &member, StatusCode::UNPROCESSABLE_ENTITY, form, None)?);
        }
        Err(error) => return Err(error.into()),
    };
    let text = table::to_text(&rows);
    let mut wrong = None;
    if fields.has("sure") {
        let (rows, apart) = (rows.clone(), fields.trimmed("apart").parse().unwrap_or(0));
        match site.write(&member, move |conn, scope| import(conn, scope, &rows, apart)).await {
            Ok(Done { created, changed, same }) => {
                let done = Message::new("party-import-done").number("created", created as f64).number("changed", changed as f64);
                return Ok(see_other(list_path(&member.scope)).flash(done.number("same", same as f64)).respond(&req));
            }
            // Something changed since the preview, or somebody has not said that similar ones are others: show it anew.
            Err(Error::Invalid(errors)) => wrong = Some(errors),
            Err(Error::Conflict) => {}
            Err(error) => return Err(error.into()),
        }
    }
    let plan = site.read(&member, move |conn, scope| preview(conn, scope, &rows)).await?;
    let status = if plan.is_sound() && wrong.is_none() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let form = entry(&member, &text, None);
    let preview = shown(&member, &plan, &text, wrong.as_ref());
    Ok(page(&req, &member, status, form, Some(preview))?)
}

/// A file wins over what is in the text field.
fn rows_of(fields: &Fields) -> Result<Vec<Row>> {
    if let Some(upload) = fields.file("file") {
        return table::read_upload("file", upload);
    }
    match fields.get("table").filter(|t| !t.trim().is_empty()) {
        Some(text) => table::read_text("table", text),
        None => Err(Error::invalid("table", Message::new("import-nothing"))),
    }
}

fn entry(member: &Member, text: &str, wrong: Option<&FieldErrors>) -> FormView {
    let lang = member.lang();
    let field = |kind, name, key: &'static str, hint: &'static str| FieldView::new(kind, name, t(lang, key)).hint(t(lang, hint));
    let area = FieldView { rows: Some(10), whole: true, ..field("area", "table", "import-table", "party-import-table-hint").value(text) };
    let file =
        FieldView { accept: Some(".csv,.txt,.tsv,.xlsx".into()), ..field("file", "file", "import-file", "import-file-hint").optional() };
    let form = FormView { upload: true, ..FormView::new(format!("{}/import", list_path(&member.scope)), t(lang, "import-check")) };
    let form = form.field(area).field(file).back(list_path(&member.scope));
    match wrong {
        Some(errors) => form.with_errors(lang, errors),
        None => form,
    }
}

fn page(req: &HttpRequest, member: &Member, status: StatusCode, form: FormView, preview: Option<ImportView>) -> Result<HttpResponse> {
    let title = t(member.lang(), "party-import-title").into_owned();
    let head = head(&member.scope, None, &title).under(t(member.lang(), "party-import-under"));
    member.page_status(req, status, "enforcement/import", title, View { head, form, preview })
}

fn shown(member: &Member, plan: &Plan, text: &str, wrong: Option<&FieldErrors>) -> ImportView {
    let lang = member.lang();
    let used: Vec<Column> = Column::ALL.into_iter().filter(|c| plan.rows.iter().any(|r| r.cells.contains_key(c))).collect();
    let mut rows: Vec<&PlannedRow> = plan.rows.iter().filter(|r| !r.errors.is_empty() || r.change != Change::Same).collect();
    // What has to be mended comes first, then what has to be decided.
    rows.sort_by_key(|r| (r.errors.is_empty(), r.alike.is_empty()));
    let more = rows.len().saturating_sub(SHOWN);
    let mut heads = vec![t(lang, "import-row").into_owned(), t(lang, "import-change").into_owned()];
    heads.extend(used.iter().map(|c| t(lang, &label_key(*c)).into_owned()));
    ImportView {
        notices: notices(lang, plan),
        heads,
        rows: rows.into_iter().take(SHOWN).map(|r| row_view(&member.scope, r, &used)).collect(),
        more: (more > 0).then(|| format(lang, "import-more", &[("count", (more as f64).into())])),
        confirm: confirm(member, plan, text, wrong),
    }
}

fn label_key(column: Column) -> String {
    format!("party-field-{}", column.field().replace('_', "-"))
}

fn confirm(member: &Member, plan: &Plan, text: &str, wrong: Option<&FieldErrors>) -> Option<FormView> {
    let lang = member.lang();
    let doing = plan.count(|c| *c != Change::Same);
    if !plan.is_sound() || doing == 0 {
        return None;
    }
    let submit = format(lang, "import-confirm", &[("count", (doing as f64).into())]);
    let mut form = FormView::new(format!("{}/import", list_path(&member.scope)), submit)
        .hidden("table", text)
        .hidden("sure", "yes")
        .back(list_path(&member.scope));
    let doubtful = plan.doubtful();
    if doubtful > 0 {
        let label = format(lang, "party-import-apart-do", &[("count", (doubtful as f64).into())]);
        form = form.field(FieldView::new("check", "apart", label).value(doubtful.to_string()));
        if let Some(errors) = wrong {
            form = form.with_errors(lang, errors);
        }
    }
    Some(form)
}

fn notices(lang: Lang, plan: &Plan) -> Vec<Notice> {
    let notice = |tone, text| Notice { tone, title: None, text, link: None };
    let mut notices = Vec::new();
    if let Some(problem) = &plan.problem {
        notices.push(notice("red", tr(lang, problem)));
    }
    let count = |which: fn(&Change) -> bool| plan.count(which) as f64;
    let args = [
        ("wrong", (plan.wrong_rows() as f64).into()),
        ("created", count(|c| *c == Change::New).into()),
        ("changed", count(|c| matches!(c, Change::Changed(_))).into()),
        ("same", count(|c| *c == Change::Same).into()),
    ];
    if plan.wrong_rows() > 0 {
        notices.push(notice("red", format(lang, "import-found-wrong", &args)));
    } else if plan.problem.is_none() {
        let nothing = plan.count(|c| *c != Change::Same) == 0;
        let key = if nothing { "import-found-nothing" } else { "party-import-found" };
        notices.push(notice(if nothing { "grey" } else { "blue" }, format(lang, key, &args)));
    }
    if plan.doubtful() > 0 {
        notices.push(notice("yellow", format(lang, "party-import-doubtful", &[("count", (plan.doubtful() as f64).into())])));
    }
    if !plan.ignored.is_empty() {
        notices.push(notice("yellow", format(lang, "import-ignored", &[("heads", join(lang, &plan.ignored).into())])));
    }
    notices
}

fn row_view(scope: &Scope, row: &PlannedRow, used: &[Column]) -> ImportRow {
    let lang = scope.lang();
    let say = |m: &Message| tr(lang, m);
    let errors_of = |column: Option<Column>| row.errors.iter().filter(|(c, _)| *c == column).map(|(_, m)| say(m)).collect::<Vec<_>>();
    let (tone, key) = match &row.change {
        _ if !row.errors.is_empty() => ("red", "import-row-wrong"),
        Change::New if !row.alike.is_empty() => ("yellow", "party-import-row-alike"),
        Change::New => ("green", "import-row-new"),
        Change::Changed(_) => ("yellow", "import-row-changed"),
        Change::Same => ("grey", "import-row-same"),
    };
    let changed = |c: &Column| matches!(&row.change, Change::Changed(columns) if columns.contains(c));
    let cells = used
        .iter()
        .map(|c| ImportCell { text: row.cells.get(c).cloned().unwrap_or_default(), errors: errors_of(Some(*c)), changed: changed(c) })
        .collect();
    // A missing name has no cell to stand in when the table has no such column.
    let mut errors = errors_of(None);
    for (column, message) in &row.errors {
        if column.is_some_and(|c| !used.contains(&c)) {
            errors.push(say(message));
        }
    }
    let known = |p: &crate::enforcement::Party| {
        let code = Some(p.shown_code()).filter(|c| !c.is_empty()).map(|c| format!(" {c}")).unwrap_or_default();
        Link::new(path(scope, p.id), format!("{}{code}", p.name))
    };
    ImportRow {
        number: row.number.to_string(),
        light: LightView { tone, word: Some(t(lang, key).into_owned()) },
        errors,
        links: row.alike.iter().map(known).collect(),
        cells,
    }
}
