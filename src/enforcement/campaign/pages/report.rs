//! `…/regions/{id}/report`: what a region did in a period, filled in with one thumb: what was last said and the sum so far beside each figure.

use actix_web::{HttpRequest, http::StatusCode, web};
use serde::Serialize;

use super::{
    Answer, head, number_in,
    region::{Loaded, load},
    region_in, region_path,
    words::{amount, days},
};
use crate::{
    enforcement::campaign::{
        actions::{self, NewReport, may_report},
        model::{CampaignAction, FIGURE_MAX, Figures, Period, RegionStanding, Report, TEXT_MAX, What},
    },
    platform::{
        db::Conn,
        error::{Error, FieldErrors, Message, Result},
        http::{Fields, Form, ListQuery, again, see_other},
        i18n::{Lang, format, format_day, t},
        view::parts::{FieldView, FormView, Head, Link, Notice},
    },
    site::{Member, Site},
    tenancy::Scope,
};

#[derive(Serialize)]
struct Body {
    head: Head,
    notices: Vec<Notice>,
    form: FormView,
    /// The other periods that have begun.
    others: Vec<Link>,
}

fn ground(conn: &mut Conn, scope: &Scope, number: &str, id: i64) -> Result<Loaded> {
    let loaded = load(conn, scope, number, id)?;
    if !may_report(scope, loaded.region()?.known.region.department_id) {
        return Err(Error::forbidden("campaign-report-forbidden"));
    }
    loaded.standing.campaign.state.after(CampaignAction::Report)?;
    Ok(loaded)
}

/// The period that is asked for, else the first that is owed, else the newest that has begun, else the first of all.
fn chosen(scope: &Scope, loaded: &Loaded, asked: &str) -> Option<Period> {
    let periods = &loaded.standing.periods;
    let begun = || periods.iter().filter(|p| p.has_begun(scope.today()));
    let asked = begun().find(|p| p.first_on.to_string() == asked);
    let owed = loaded.region().ok().and_then(|r| r.owed.first());
    asked.or(owed).or_else(|| begun().next_back()).or(periods.first()).copied()
}

/// `GET …/report?period=2026-11-02`
pub async fn form(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let (number, id) = (number_in(&req), region_in(&req)?);
    let asked = ListQuery::of(&req, &[]).filter("period").unwrap_or_default().to_owned();
    let loaded = site.read(&member, move |conn, scope| ground(conn, scope, &number, id)).await?;
    let scope = &*member.scope;
    let period = chosen(scope, &loaded, &asked).ok_or(Error::NotFound)?;
    let values = stored(loaded.reports.iter().find(|r| r.first_on == period.first_on));
    page(&req, &member, StatusCode::OK, &loaded, &period, view(scope, &loaded, &period, &values)?)
}

fn stored(report: Option<&Report>) -> Fields {
    let Some(report) = report else { return Fields::default() };
    let mut pairs: Vec<(&str, String)> = What::REPORTED.iter().map(|what| (what.as_str(), report.figures.of(*what).to_string())).collect();
    pairs.push(("note", report.note.clone()));
    Fields::from_pairs(pairs)
}

/// A whole number as people type it; none where nothing was typed. What is none is said beside the field.
pub(super) fn figure(fields: &Fields, name: &str, least: i64, wrong: &'static str, errors: &mut FieldErrors) -> Option<i64> {
    let typed = crate::platform::text::alias_key(fields.trimmed(name)).replace([',', '，'], "");
    let digits = !typed.is_empty() && typed.len() <= 15 && typed.bytes().all(|b| b.is_ascii_digit());
    let number = typed.parse().ok().filter(|n| digits && (least..=FIGURE_MAX).contains(n));
    if number.is_none() && !typed.is_empty() {
        errors.add(name, Message::new(wrong));
    }
    number
}

fn read(fields: &Fields, errors: &mut FieldErrors) -> NewReport {
    let mut one = |what: What| figure(fields, what.as_str(), 0, "campaign-figure-wrong", errors).unwrap_or(0);
    let figures = Figures { inspected: one(What::Inspected), value: one(What::Value), reopened: one(What::Reopened) };
    let first_on = fields.day("period", errors);
    let note = fields.get("note").unwrap_or_default().to_owned();
    NewReport { first_on, figures, note, version: fields.trimmed("version").parse().unwrap_or(0) }
}

/// `POST` to the same; back to the region.
pub async fn save(req: HttpRequest, site: web::Data<Site>, member: Member, form: Form) -> Answer {
    let (number, id, fields) = (number_in(&req), region_in(&req)?, form.into_inner());
    let mut errors = FieldErrors::default();
    let new = read(&fields, &mut errors);
    let (asked, typed) = (number.clone(), fields.clone());
    let done = site.write(&member, move |conn, scope| {
        let loaded = ground(conn, scope, &asked, id)?;
        missing(&typed, loaded.region()?, &mut errors);
        errors.with(actions::report(conn, scope, &asked, id, &new))
    });
    let done = done.await;
    let asked = number.clone();
    let loaded = site.read(&member, move |conn, scope| load(conn, scope, &asked, id)).await?;
    let scope = &*member.scope;
    let error = match done {
        Ok(_) => {
            let home = region_path(scope, &number, loaded.region()?.known.region.department_id);
            return Ok(see_other(home).flash(Message::new("campaign-done-report")).respond(&req));
        }
        Err(error) => error,
    };
    let period = chosen(scope, &loaded, fields.trimmed("period")).ok_or(Error::NotFound)?;
    let (status, form) = again(member.lang(), view(scope, &loaded, &period, &fields)?, error, "campaign-changed-meanwhile")?;
    page(&req, &member, status, &loaded, &period, form)
}

/// What is asked of a region is answered, with 0 where it is nothing.
fn missing(fields: &Fields, region: &RegionStanding, errors: &mut FieldErrors) {
    for what in What::REPORTED.into_iter().filter(|what| region.target(*what).is_some()) {
        if fields.trimmed(what.as_str()).is_empty() {
            errors.add(what.as_str(), Message::new("campaign-figure-missing"));
        }
    }
}

/// What stands beside a figure: what was said last, the sum so far, the goal.
fn hint(lang: Lang, region: &RegionStanding, reports: &[Report], period: &Period, what: What) -> String {
    let last = reports.iter().rev().find(|r| r.first_on < period.first_on).map(|r| r.figures.of(what));
    let others: i64 = reports.iter().filter(|r| r.first_on != period.first_on).map(|r| r.figures.of(what)).sum();
    let mut parts = Vec::new();
    if let Some(last) = last {
        parts.push(format(lang, "campaign-hint-last", &[("amount", amount(lang, what, last).into())]));
    }
    parts.push(format(lang, "campaign-hint-sum", &[("amount", amount(lang, what, others).into())]));
    if let Some(p) = region.target(what) {
        parts.push(format(lang, "campaign-hint-goal", &[("amount", amount(lang, what, p.goal).into())]));
    }
    parts.join(&t(lang, "campaign-hint-join"))
}

fn view(scope: &Scope, loaded: &Loaded, period: &Period, values: &Fields) -> Result<FormView> {
    let (lang, region) = (scope.lang(), loaded.region()?);
    let home = region_path(scope, &loaded.standing.campaign.number, region.known.region.department_id);
    let before = loaded.reports.iter().find(|r| r.first_on == period.first_on);
    let label = if before.is_some() { "campaign-report-correct" } else { "campaign-report-send" };
    let mut form = FormView::new(format!("{home}/report"), t(lang, label))
        .hidden("period", period.first_on)
        .hidden("version", before.map_or(0, |r| r.version))
        .back(home);
    for what in What::REPORTED {
        let field = FieldView::new("number", what.as_str(), t(lang, &format!("{}-now", what.key())))
            .value(values.get(what.as_str()).unwrap_or_default());
        let field = FieldView { min: Some("0".into()), max: Some(FIGURE_MAX.to_string()), whole: true, ..field };
        let field = FieldView {
            unit: Some(t(lang, &format!("{}-unit", what.key())).into_owned()),
            optional: region.target(what).is_none(),
            ..field
        };
        form = form.field(field.hint(hint(lang, region, &loaded.reports, period, what)));
    }
    let note = FieldView::new("area", "note", t(lang, "campaign-field-note")).value(values.get("note").unwrap_or_default()).optional();
    form.keep = Some(format!("campaign-report-{}-{}", region.known.region.id, period.first_on));
    Ok(form.field(FieldView { rows: Some(3), whole: true, max: Some(TEXT_MAX.to_string()), ..note.hint(t(lang, "campaign-hint-note")) }))
}

fn page(req: &HttpRequest, member: &Member, status: StatusCode, loaded: &Loaded, period: &Period, form: FormView) -> Answer {
    let (scope, lang) = (&*member.scope, member.lang());
    let (region, campaign) = (loaded.region()?, &loaded.standing.campaign);
    let id = region.known.region.department_id;
    let name = super::show_rows::short(&loaded.all, id);
    let args = [("region", name.as_str().into()), ("period", days(lang, period.first_on, period.last_on).into())];
    let title = format(lang, "campaign-report-title", &args);
    let due = format(lang, "campaign-report-due", &[("day", format_day(lang, period.due_on).into())]);
    let mut head = head(scope, Some(campaign), &title).under(format!("{} · {due}", campaign.name));
    // The region stands between the campaign and its report.
    let last = head.crumbs.pop();
    head = head.crumb(region_path(scope, &campaign.number, id), name.clone());
    head.crumbs.extend(last);
    let mut notices = Vec::new();
    if !scope.acts_for_department(id) {
        let text = format(lang, "campaign-report-on-behalf", &[("region", name.into())]);
        notices.push(Notice { tone: "yellow", title: None, text, link: None });
    }
    let home = region_path(scope, &campaign.number, id);
    let others = loaded.standing.periods.iter().filter(|p| p.has_begun(scope.today()) && p.first_on != period.first_on);
    let other = |p: &Period| {
        let given = loaded.reports.iter().any(|r| r.first_on == p.first_on);
        let args = [("period", days(lang, p.first_on, p.last_on).into())];
        let label = format(lang, if given { "campaign-period-given" } else { "campaign-period-open" }, &args);
        Link::new(format!("{home}/report?period={}", p.first_on), label)
    };
    let body = Body { head, notices, form, others: others.rev().take(12).map(other).collect() };
    Ok(member.page_status(req, status, "enforcement/campaign_report", title, body)?)
}
