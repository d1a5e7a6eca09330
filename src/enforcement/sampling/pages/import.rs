//! Filling a round: paste or upload, see what each row would do and lead to, then do all of it.

use actix_web::{HttpRequest, HttpResponse, http::StatusCode, web};
use serde::Serialize;

use super::{Answer, head, path};
use crate::{
    enforcement::{
        pages::{self, id_in},
        sampling::{
            actions,
            import::{Column, Imported, PlannedRow, RoundPlan, import, preview},
            model::Round,
            queries,
        },
    },
    platform::{
        error::{Error, FieldErrors, Message, Result},
        http::{Form, see_other},
        i18n::{Lang, format, join, t, tr},
        table::{self, Change, Column as _},
        view::{
            import::{self as view, Shown},
            parts::{FieldView, FormView, Head, ImportView, Link, Notice},
        },
    },
    site::{Member, Site},
};

/// So many places of rows are named; of more the number alone is said.
const NAMED: usize = 12;

#[derive(Serialize)]
struct View {
    head: Head,
    form: FormView,
    preview: Option<ImportView>,
}

pub async fn form(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let round = round(&req, &site, &member).await?;
    let entry = entry(&member, &round, "", None);
    Ok(page(&req, &member, &round, StatusCode::OK, entry, None)?)
}

async fn round(req: &HttpRequest, site: &web::Data<Site>, member: &Member) -> std::result::Result<Round, crate::platform::http::Fault> {
    let id = id_in(req)?;
    let load = move |conn: &mut _, scope: &_| {
        let round = queries::round(conn, scope, id)?;
        actions::require_kept(scope, &round)?;
        Ok(round)
    };
    Ok(site.read(member, load).await?)
}

pub async fn submit(req: HttpRequest, site: web::Data<Site>, member: Member, form: Form) -> Answer {
    let round = round(&req, &site, &member).await?;
    let fields = form.into_inner();
    let rows = match table::of_form(&fields) {
        Ok(rows) => rows,
        Err(Error::Invalid(errors)) => {
            let form = entry(&member, &round, fields.get("table").unwrap_or_default(), Some(&errors));
            return Ok(page(&req, &member, &round, StatusCode::UNPROCESSABLE_ENTITY, form, None)?);
        }
        Err(error) => return Err(error.into()),
    };
    let (id, text) = (round.id, table::to_text(&rows));
    let mut wrong = None;
    if fields.has("sure") {
        let (rows, apart) = (rows.clone(), fields.trimmed("apart").parse().unwrap_or(0));
        match site.write(&member, move |conn, scope| import(conn, scope, id, &rows, apart)).await {
            Ok(done) => return Ok(see_other(path(&member.scope, id)).flash(told(done)).respond(&req)),
            // Something changed since the preview, or somebody has not said that similar ones are others: show it anew.
            Err(Error::Invalid(errors)) => wrong = Some(errors),
            Err(Error::Conflict) => wrong = Some(one("table", Message::new("sampling-import-meanwhile"))),
            Err(error) => return Err(error.into()),
        }
    }
    let plan = site.read(&member, move |conn, scope| preview(conn, scope, id, &rows)).await?;
    let status = if plan.plan.is_sound() && wrong.is_none() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let preview = shown(&member, &plan, &text, wrong.as_ref());
    Ok(page(&req, &member, &round, status, entry(&member, &round, &text, None), Some(preview))?)
}

fn one(field: &str, message: Message) -> FieldErrors {
    let mut errors = FieldErrors::default();
    errors.add(field, message);
    errors
}

fn told(done: Imported) -> Message {
    let n = |n: usize| n as f64;
    let message = Message::new("sampling-import-done").number("created", n(done.created)).number("changed", n(done.changed));
    let message = message.number("same", n(done.same)).number("parties", n(done.parties));
    message.number("cases", n(done.cases)).number("added", n(done.added_to))
}

fn entry(member: &Member, round: &Round, text: &str, wrong: Option<&FieldErrors>) -> FormView {
    let (lang, own) = (member.lang(), path(&member.scope, round.id));
    view::with(lang, view::entry(lang, format!("{own}/import"), own, "sampling-import-hint", text), wrong)
}

fn page(
    req: &HttpRequest,
    member: &Member,
    round: &Round,
    status: StatusCode,
    form: FormView,
    preview: Option<ImportView>,
) -> Result<HttpResponse> {
    let lang = member.lang();
    let title = t(lang, "sampling-import-title").into_owned();
    let head = head(&member.scope, Some(round), &title).under(t(lang, "sampling-import-under"));
    member.page_status(req, status, "enforcement/import", title, View { head, form, preview })
}

fn shown(member: &Member, planned: &RoundPlan, text: &str, wrong: Option<&FieldErrors>) -> ImportView {
    let (lang, scope) = (member.lang(), &*member.scope);
    let own = path(scope, planned.round.id);
    let link = |row: &PlannedRow| links(member, planned, row);
    let shown = Shown {
        lang,
        head: &|column: Column| format!("sampling-field-{}", head_of(column)),
        found: "sampling-import-found",
        doubt: &|row: &PlannedRow| match row.what.alike {
            true => Some(("yellow", "party-import-row-alike")),
            false if row.change == Change::Changed(Vec::new()) => Some(("blue", "sampling-import-row-case")),
            false => None,
        },
        links: &link,
    };
    let doubtful = planned.doubtful();
    let mut preview = shown.preview(&planned.plan, |submit| {
        let form = FormView::new(format!("{own}/import"), submit).hidden("table", text).hidden("sure", "yes").back(own.clone());
        if doubtful == 0 {
            return form;
        }
        let label = format(lang, "sampling-import-apart-do", &[("count", (doubtful as f64).into())]);
        let wrong = wrong.filter(|w| w.0.iter().any(|e| e.field == "apart"));
        view::with(lang, form.field(FieldView::new("check", "apart", label).value(doubtful.to_string())), wrong)
    });
    let said = notices(lang, planned);
    preview.notices.extend(said);
    let first = wrong.and_then(|w| w.0.iter().find(|e| e.field == "table" && e.message.key != "import-wrong-rows"));
    if let Some(error) = first {
        preview.notices.insert(0, Notice { tone: "red", title: None, text: tr(lang, &error.message), link: None });
    }
    preview
}

/// The end of a column's key.
fn head_of(column: Column) -> String {
    match column {
        Column::Name => "party".to_owned(),
        other => other.field().replace('_', "-"),
    }
}

/// What a row may be the same as, whom it is about where the table calls them otherwise, and the case it goes into.
fn links(member: &Member, planned: &RoundPlan, row: &PlannedRow) -> Vec<Link> {
    let (lang, scope) = (member.lang(), &*member.scope);
    let Some(who) = row.what.who.and_then(|at| planned.who.get(at)) else { return Vec::new() };
    if row.what.alike {
        let known = |p: &crate::enforcement::Party| {
            let code = Some(p.shown_code()).filter(|c| !c.is_empty()).map(|c| format!(" {c}")).unwrap_or_default();
            Link::new(pages::path(scope, p.id), format!("{}{code}", p.name))
        };
        return who.alike.iter().map(known).collect();
    }
    let mut links = Vec::new();
    let given = row.cells.get(&Column::Name).map_or("", String::as_str);
    if !who.is_new && given != who.party.name {
        let now = format(lang, "sampling-import-now", &[("name", who.party.name.as_str().into())]);
        links.push(Link::new(pages::path(scope, who.party.id), now));
    }
    links
}

/// What is to be known before somebody confirms, beside the rows themselves.
fn notices(lang: Lang, planned: &RoundPlan) -> Vec<Notice> {
    let notice = |tone, text| Notice { tone, title: None, text, link: None };
    let count = |n: usize| fluent(n);
    let mut all = Vec::new();
    // While something is wrong nothing follows from anything.
    let sound = planned.plan.is_sound();
    let made: Vec<_> = planned.cases.iter().filter(|c| c.into.is_none()).collect();
    let added = planned.cases.len() - made.len();
    if sound && !planned.cases.is_empty() {
        let args = [("cases", count(made.len())), ("added", count(added)), ("parties", count(planned.new_parties()))];
        all.push(notice("blue", format(lang, "sampling-import-cases", &args)));
    } else if sound && planned.new_parties() > 0 {
        all.push(notice("blue", format(lang, "sampling-import-parties", &[("parties", count(planned.new_parties()))])));
    }
    if let Some(why) = &planned.no_case {
        all.push(notice("yellow", tr(lang, why)));
    }
    let doubtful = planned.doubtful();
    if doubtful > 0 {
        all.push(notice("yellow", format(lang, "sampling-import-doubtful", &[("count", count(doubtful))])));
    }
    if !planned.continued.is_empty() {
        let args = [("count", count(planned.continued.len())), ("rows", places(lang, planned.continued.iter().copied()).into())];
        all.push(notice("yellow", format(lang, "sampling-import-continued", &args)));
    }
    if !planned.left_out.is_empty() {
        let rows = planned.left_out.iter().take(NAMED).map(|l| {
            let args = [("row", l.number.to_string().into()), ("begins", l.begins.as_str().into())];
            format(lang, "sampling-import-left-out-row", &args)
        });
        let rows = join(lang, &rows.collect::<Vec<_>>());
        all.push(notice(
            "yellow",
            format(lang, "sampling-import-left-out", &[("count", count(planned.left_out.len())), ("rows", rows.into())]),
        ));
    }
    all
}

fn fluent(n: usize) -> fluent_bundle::FluentValue<'static> {
    (n as f64).into()
}

/// 3、4、7 …
fn places(lang: Lang, rows: impl Iterator<Item = usize>) -> String {
    let rows: Vec<String> = rows.map(|n| n.to_string()).collect();
    let shown = join(lang, &rows.iter().take(NAMED).cloned().collect::<Vec<_>>());
    if rows.len() > NAMED { format!("{shown}…") } else { shown }
}
