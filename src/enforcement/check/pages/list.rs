//! A pasted list of names and codes: one answer a line, kept, and the same as a workbook.

use actix_web::{HttpRequest, http::StatusCode, web};
use serde::Serialize;

use super::{
    Answer, head, path, purpose_called, purposes,
    rows::{RowView, heads, row, sheet},
    year_in, years,
};
use crate::{
    enforcement::{
        READERS,
        check::{
            LINES_MAX, Purpose, Verdict, actions,
            lines::{Line, Of, lines},
            queries::{self, Check},
        },
        pages::FormPage,
    },
    platform::{
        error::{Error, FieldErrors, Message, Result},
        http::{Fields, Form, Pager, path_part, see_other, workbook},
        i18n::{Lang, format, join, t},
        view::parts::{Empty, FieldView, FormView, Head, SortHead},
    },
    site::{Member, Site},
    tenancy::Scope,
};

/// `GET /w/{slug}/check/list`
pub async fn form(req: HttpRequest, member: Member) -> Answer {
    member.scope.require(&READERS)?;
    let form = view(&member.scope, &Fields::of_query(&req));
    page(&req, &member, StatusCode::OK, form)
}

/// `POST` to the same.
pub async fn ask(req: HttpRequest, site: web::Data<Site>, member: Member, form: Form) -> Answer {
    member.scope.require(&READERS)?;
    let fields = form.into_inner();
    let (asked, lines) = match read(&member.scope, &fields) {
        Ok(read) => read,
        Err(Error::Invalid(errors)) => {
            let form = view(&member.scope, &fields).with_errors(member.lang(), &errors);
            return page(&req, &member, StatusCode::UNPROCESSABLE_ENTITY, form);
        }
        Err(other) => return Err(other.into()),
    };
    let answers = site.read(&member, move |conn, scope| queries::answers(conn, scope, asked, &lines)).await?;
    let batch = site.write(&member, move |conn, scope| actions::record_list(conn, scope, &answers)).await?;
    Ok(see_other(format!("{}/list/{batch}", path(&member.scope))).respond(&req))
}

/// What it is asked for, and the year an award is for.
type Wanted = (Purpose, Option<i32>);

/// What it is for, and the lines that say something.
fn read(scope: &Scope, fields: &Fields) -> Result<(Wanted, Vec<Line>)> {
    let mut errors = FieldErrors::default();
    let purpose = Purpose::parse(fields.trimmed("for"));
    if purpose.is_none() {
        errors.add("for", Message::new("check-for-missing"));
    }
    let year = year_in(scope, fields, &mut errors);
    let lines = lines(fields.get("lines").unwrap_or_default(), scope.today());
    let asked = lines.iter().filter(|line| !matches!(line.of, Of::Skipped(_))).count();
    if asked == 0 {
        errors.add("lines", Message::new("check-lines-missing"));
    } else if lines.len() > LINES_MAX {
        errors.add("lines", Message::new("check-lines-many").number("is", lines.len() as f64).number("most", LINES_MAX as f64));
    }
    errors.finish(((purpose.unwrap_or(Purpose::Award), year), lines))
}

fn view(scope: &Scope, fields: &Fields) -> FormView {
    let lang = scope.lang();
    let lines = FieldView::new("area", "lines", t(lang, "check-lines")).value(fields.get("lines").unwrap_or_default());
    FormView::new(format!("{}/list", path(scope)), t(lang, "check-ask-list"))
        .field(purposes(scope, Purpose::parse(fields.trimmed("for"))))
        .field(years(scope, fields.trimmed("year")))
        .field(FieldView { rows: Some(12), whole: true, ..lines.hint(t(lang, "check-lines-hint")) })
        .back(path(scope))
}

fn page(req: &HttpRequest, member: &Member, status: StatusCode, form: FormView) -> Answer {
    let lang = member.lang();
    let head = head(&member.scope, &t(lang, "check-list")).under(t(lang, "check-list-under"));
    Ok(FormPage::new(head, form).answer(req, member, status)?)
}

/// `enforcement/checks`.
#[derive(Serialize)]
pub(super) struct Body {
    pub head: Head,
    pub tabs: Option<crate::platform::view::parts::Tabs>,
    pub bar: Option<super::log::Bar>,
    pub chips: crate::platform::view::parts::Chips,
    /// Whether it is one pasted list.
    pub is_list: bool,
    pub heads: Vec<SortHead>,
    pub rows: Vec<RowView>,
    pub empty: Option<Empty>,
    pub pager: Option<Pager>,
}

fn batch_in(req: &HttpRequest) -> Result<i64> {
    path_part(req, "batch").parse().map_err(|_| Error::NotFound)
}

/// `GET /w/{slug}/check/list/{batch}`: the answers as they were given.
pub async fn show(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let batch = batch_in(&req)?;
    let checks = site.read(&member, move |conn, scope| queries::batch(conn, scope, batch)).await?;
    let (scope, lang) = (&*member.scope, member.lang());
    let head = head(scope, &title(lang, &checks))
        .under(summary(lang, &checks))
        .action(format!("{}/list/{batch}/answers.xlsx", path(scope)), t(lang, "part-export"), false)
        .action(format!("{}/list", path(scope)), t(lang, "check-another-list"), true);
    let rows = checks.iter().map(|check| row(scope, check, true)).collect();
    let (title, heads) = (head.title.clone(), heads(lang, true, None));
    let chips = Default::default();
    let body = Body { head, tabs: None, bar: None, chips, is_list: true, heads, rows, empty: None, pager: None };
    Ok(member.page(&req, "enforcement/checks", title, body)?)
}

/// `GET /w/{slug}/check/list/{batch}/answers.xlsx`
pub async fn export(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let batch = batch_in(&req)?;
    let checks = site.read(&member, move |conn, scope| queries::batch(conn, scope, batch)).await?;
    let (scope, lang) = (&*member.scope, member.lang());
    let file = sheet(scope, &t(lang, "check-title"), &checks)?;
    let args = [("title", title(lang, &checks).into()), ("date", scope.today().to_string().into())];
    Ok(workbook(file, &format!("check-{}", scope.today()), &format(lang, "check-file", &args))?)
}

fn title(lang: Lang, checks: &[Check]) -> String {
    let (purpose, year) = checks.first().map_or((Purpose::Award, None), |c| (c.purpose, c.year));
    format(lang, "check-list-title", &[("purpose", purpose_called(lang, purpose, year).into())])
}

/// 共 12 行：不得 2，可以 9，没有登记 1
fn summary(lang: Lang, checks: &[Check]) -> String {
    let count = |verdict: &Verdict| checks.iter().filter(|c| c.verdict == *verdict).count();
    let verdicts = [Verdict::No, Verdict::Conflict, Verdict::Yes, Verdict::Choice, Verdict::Unknown, Verdict::Unreadable, Verdict::Skipped];
    let said: Vec<String> = verdicts.iter().filter(|v| count(v) > 0).map(|v| format!("{} {}", t(lang, &v.key()), count(v))).collect();
    format(
        lang,
        "check-list-summary",
        &[("n", ((checks.len() - count(&Verdict::Skipped)) as f64).into()), ("said", join(lang, &said).into())],
    )
}
