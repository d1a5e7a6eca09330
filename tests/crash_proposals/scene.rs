//! What passes its day, and what is inspected again.

use chrono::NaiveDate;
use lianxi::{
    calendar::DeadlineRule,
    duties::{self, NewDuty, Origin, Seen},
    enforcement::{
        Case, MeasureKind,
        actions::cases::{self, CaseContent},
        measure::{
            self,
            actions::{self, NewMeasure},
        },
    },
    tenancy::Scope,
};

use crate::{
    duties::stage::day,
    enforcement::cases::{Docket, seen},
};

/// Reminded of twice: its title.
pub(super) fn overdue_duty(d: &Docket<'_>, title: String, on: NaiveDate) -> String {
    let office = d.stage.office();
    let new = NewDuty {
        title: title.clone(),
        requirement: "汇总各市整治数量".into(),
        deliverable: String::new(),
        lead_id: Some(d.other),
        support_ids: Vec::new(),
        rule: Some(DeadlineRule::Fixed { on }),
        cadence: None,
        targets: Vec::new(),
        origin: Origin::manual("交办"),
    };
    let duty = d.stage.write(&office, |conn, scope| duties::assign_new(conn, scope, new)).expect("assigned");
    for said in ["一催", "二催"] {
        d.stage.write(&office, |conn, scope| duties::actions::remind(conn, scope, Seen::any(duty.id), said)).expect("reminded");
    }
    title
}

/// Filed, with an order that has to be followed by this day.
fn ordered(d: &Docket<'_>, kind: &str, content: &CaseContent, order: MeasureKind, on: NaiveDate) -> Case {
    let (chen, kind) = (d.chen(), d.kind(kind));
    let case = d.stage.write(&chen, |conn, scope| cases::register(conn, scope, kind, d.party, content, None)).expect("registered");
    let filed = d.file(&case).expect("filed");
    let new = NewMeasure {
        kind: Some(order),
        legal_basis: "产品质量法第十七条".into(),
        rule: Some(DeadlineRule::Fixed { on }),
        ..NewMeasure::default()
    };
    d.stage.write(&chen, |conn, scope: &Scope| actions::impose(conn, scope, &seen(&filed), &new)).expect("imposed");
    filed
}

/// The ladder asks for more when this day is over: its title.
pub(super) fn late_case(d: &Docket<'_>, title: String, on: NaiveDate) -> String {
    let content = CaseContent { extra: vec![("catalogue".into(), "电线电缆".into())], ..d.content(&title) };
    ordered(d, "unlicensed_production", &content, MeasureKind::OrderLicence, on);
    title
}

/// The title of a case and the form it is inspected again by.
pub(super) fn to_inspect(d: &Docket<'_>, title: String) -> (String, String) {
    let case = ordered(d, "sampling_failure", &d.content(&title), MeasureKind::Rectify, day(12, 31));
    let measures = d.stage.read(&d.chen(), |conn, scope| measure::of_case(conn, scope, case.id)).expect("measures");
    (title, format!("/w/ours/cases/{}/measures/{}/inspect", case.number, measures[0].0.id))
}
