//! Importing departments: paste or upload, see what each row would do, then do all of it.

use actix_web::{HttpRequest, HttpResponse, http::StatusCode, web};
use serde::Serialize;

use super::{head, list_path};
use crate::{
    departments::{
        KEEPERS,
        forms::label_key,
        import::{Change, Column, Done, Plan, PlannedRow, import, preview},
    },
    platform::{
        error::{Error, FieldErrors, Message, Result},
        http::{Fault, Fields, Form, see_other},
        i18n::{Lang, format, join, t, tr},
        table::{self, Row},
        view::parts::{FieldView, FormView, Head, ImportCell, ImportRow, ImportView, LightView, Notice},
    },
    site::{Member, Site},
};

/// Rows shown at once; the rest is counted.
const SHOWN: usize = 300;

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
    let rows = match rows_of(&fields) {
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
    let area = FieldView { rows: Some(10), whole: true, ..field("area", "table", "import-table", "import-table-hint").value(text) };
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
    let title = t(member.lang(), "import-title").into_owned();
    let head = head(&member.scope, title.clone()).under(t(member.lang(), "import-under"));
    member.page_status(req, status, "departments/import", title, View { head, form, preview })
}

fn shown(member: &Member, plan: &Plan, text: &str) -> ImportView {
    let lang = member.lang();
    let used: Vec<Column> = Column::ALL.into_iter().filter(|c| plan.rows.iter().any(|r| r.cells.contains_key(c))).collect();
    let mut rows: Vec<&PlannedRow> = plan.rows.iter().filter(|r| !r.errors.is_empty() || r.change != Change::Same).collect();
    // What has to be mended comes first.
    rows.sort_by_key(|r| r.errors.is_empty());
    let more = rows.len().saturating_sub(SHOWN);
    let doing = plan.count(|c| *c != Change::Same);
    let confirm = (plan.is_sound() && doing > 0).then(|| {
        let submit = format(lang, "import-confirm", &[("count", (doing as f64).into())]);
        FormView::new(format!("{}/import", list_path(&member.scope)), submit)
            .hidden("table", text)
            .hidden("sure", "yes")
            .back(list_path(&member.scope))
    });
    let mut heads = vec![t(lang, "import-row").into_owned(), t(lang, "import-change").into_owned()];
    heads.extend(used.iter().map(|c| t(lang, label_key(c.field())).into_owned()));
    ImportView {
        notices: notices(lang, plan),
        heads,
        rows: rows.into_iter().take(SHOWN).map(|r| row_view(lang, r, &used)).collect(),
        more: (more > 0).then(|| format(lang, "import-more", &[("count", (more as f64).into())])),
        confirm,
    }
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
        let key = if nothing { "import-found-nothing" } else { "import-found" };
        notices.push(notice(if nothing { "grey" } else { "blue" }, format(lang, key, &args)));
    }
    if !plan.ignored.is_empty() {
        notices.push(notice("yellow", format(lang, "import-ignored", &[("heads", join(lang, &plan.ignored).into())])));
    }
    notices
}

fn row_view(lang: Lang, row: &PlannedRow, used: &[Column]) -> ImportRow {
    let say = |m: &Message| tr(lang, m);
    let errors_of = |column: Option<Column>| row.errors.iter().filter(|(c, _)| *c == column).map(|(_, m)| say(m)).collect::<Vec<_>>();
    let (tone, key) = match &row.change {
        _ if !row.errors.is_empty() => ("red", "import-row-wrong"),
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
    ImportRow {
        number: row.number.to_string(),
        light: LightView { tone, word: Some(t(lang, key).into_owned()) },
        errors,
        links: Vec::new(),
        cells,
    }
}
