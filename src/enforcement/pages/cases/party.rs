//! The cases of a party, on its page.

use serde::Serialize;

use super::{list_path, path, words};
use crate::{
    calendar,
    enforcement::{KEEPERS, queries::cases as queries},
    platform::{
        db::Conn,
        error::Result,
        i18n::{format_day, t},
        view::parts::{LightView, Link},
    },
    tenancy::Scope,
};

/// `enforcement/party_cases`.
#[derive(Default, Serialize)]
pub struct PartyCases {
    rows: Vec<Row>,
    new: Option<Link>,
}

#[derive(Serialize)]
struct Row {
    light: LightView,
    href: String,
    number: String,
    title: String,
    state: String,
    found: String,
}

/// Those against it and against those that live on in it.
pub fn of_party(conn: &mut Conn, scope: &Scope, party_id: i64) -> Result<PartyCases> {
    let lang = scope.lang();
    let found = queries::of_party(conn, scope, party_id)?;
    let calendar = calendar::load(conn, scope)?;
    let row = |case: &crate::enforcement::CaseBrief| Row {
        light: words::case_light_view(scope, &calendar, case.state, (case.next_due_on, case.next_what), false),
        href: path(scope, &case.number),
        number: case.shown_number().to_owned(),
        title: case.title.clone(),
        state: t(lang, &case.state.key()).into_owned(),
        found: format_day(lang, case.found_on),
    };
    let new = Link::new(format!("{}/new?party={party_id}", list_path(scope)), t(lang, "cases-new"));
    Ok(PartyCases { rows: found.iter().map(row).collect(), new: scope.roles().has_any(&KEEPERS).then_some(new) })
}
