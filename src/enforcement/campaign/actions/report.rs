//! What a region did in a period, and correcting it.

use chrono::NaiveDate;
use serde_json::{Value, json};

use crate::{
    calendar,
    duties::words,
    enforcement::{
        KEEPERS,
        campaign::{
            REGION,
            model::{CampaignAction, FIGURE_MAX, Figures, Period, Report, TEXT_MAX, What},
            queries, store,
        },
    },
    platform::{
        db::Conn,
        error::{Error, FieldErrors, Message, Result},
        id::new_id,
    },
    tenancy::{Role, Scope},
    timeline::{self, Entry, Subject},
};

/// A report as typed.
#[derive(Clone, Debug, PartialEq)]
pub struct NewReport {
    /// The first day of the period; none where nothing was chosen.
    pub first_on: Option<NaiveDate>,
    pub figures: Figures,
    pub note: String,
    /// Of the report that is corrected, as it was seen; 0 where there was none.
    pub version: i64,
}

/// Whether this person may report for a region.
pub fn may_report(scope: &Scope, department_id: i64) -> bool {
    scope.has(Role::Secretariat) || (scope.roles().has_any(&KEEPERS) && scope.acts_for_department(department_id))
}

/// Puts down what a region did in a period, or corrects it: what was there before stays in the timeline. Errors by field: `period`,
/// `inspected`, `value`, `reopened`, `note`.
pub fn report(conn: &mut Conn, scope: &Scope, number: &str, department_id: i64, new: &NewReport) -> Result<Report> {
    let campaign = queries::by_number(conn, scope, number)?;
    let region = queries::region(conn, scope, &campaign, department_id)?;
    if !may_report(scope, region.department_id) {
        return Err(Error::forbidden("campaign-report-forbidden"));
    }
    campaign.state.after(CampaignAction::Report)?;
    // It is not closed at this moment.
    store::hold(conn, scope, &campaign)?;
    let calendar = calendar::load(conn, scope)?;
    let mut errors = FieldErrors::default();
    let period = campaign.periods(&calendar).into_iter().find(|p| Some(p.first_on) == new.first_on);
    match period {
        None => errors.add("period", Message::new("campaign-period-unknown")),
        Some(period) if !period.has_begun(scope.today()) => errors.add("period", Message::new("campaign-period-future")),
        Some(_) => {}
    }
    for what in What::REPORTED {
        if !(0..=FIGURE_MAX).contains(&new.figures.of(what)) {
            errors.add(what.as_str(), Message::new("campaign-figure-wrong"));
        }
    }
    let note = words::optional(&mut errors, "note", &new.note, TEXT_MAX);
    let period = errors.finish(period)?.ok_or_else(|| Error::invalid("period", Message::new("campaign-period-unknown")))?;
    let by_office = !scope.acts_for_department(region.department_id);
    let scope = &if by_office { scope.clone() } else { scope.acting_for(region.department_id) };
    let before = store::reports(conn, scope, region.id)?.into_iter().find(|r| r.first_on == period.first_on);
    if before.as_ref().map_or(0, |r| r.version) != new.version {
        return Err(Error::Conflict);
    }
    // Figures others have read by now are not changed without a word why.
    if before.as_ref().is_some_and(|old| old.figures != new.figures && (note.is_empty() || note == old.note))
        && period.is_overdue(scope.today())
    {
        return Err(Error::invalid("note", Message::new("campaign-correct-why")));
    }
    let mut report = Report {
        id: before.as_ref().map_or_else(new_id, |r| r.id),
        region_id: region.id,
        first_on: period.first_on,
        figures: new.figures,
        note,
        reported_at: scope.now(),
        reported_by: scope.actor_name().to_owned(),
        by_office,
        version: before.as_ref().map_or(1, |r| r.version),
    };
    match &before {
        None => store::insert_report(conn, scope, &report)?,
        Some(old) if old.figures == report.figures && old.note == report.note => return Ok(old.clone()),
        Some(_) => store::save_report(conn, scope, &mut report)?,
    }
    told(conn, scope, &report, &period, before.as_ref())?;
    Ok(report)
}

fn told(conn: &mut Conn, scope: &Scope, report: &Report, period: &Period, before: Option<&Report>) -> Result<()> {
    let action = match (before.is_some(), report.by_office) {
        (false, false) => "report",
        (false, true) => "report_office",
        (true, false) => "correct",
        (true, true) => "correct_office",
    };
    let mut data = json!({ "first": period.first_on, "last": period.last_on });
    put(&mut data, "", report.figures);
    if let Some(old) = before {
        put(&mut data, "was_", old.figures);
    }
    // The former words stay too.
    let former = before.map(|r| r.note.as_str()).filter(|note| !note.is_empty() && *note != report.note);
    let text = [report.note.as_str(), former.unwrap_or_default()].into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>().join("\n←\n");
    timeline::record(conn, scope, Entry::new(Subject::new(REGION, report.region_id), action).text(&text).data(data))
}

fn put(data: &mut Value, prefix: &str, figures: Figures) {
    for what in What::REPORTED {
        data[format!("{prefix}{}", what.as_str())] = json!(figures.of(what));
    }
}
