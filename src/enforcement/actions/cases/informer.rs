//! Who reported a case: written down apart from it, and looked at by those named alone, with a reason that stays.

use chrono::NaiveDate;
use serde_json::json;

use crate::{
    duties::words,
    enforcement::{
        CASE,
        model::{Case, Informer, NAME_MAX, TEXT_MAX},
        store::cases as rows,
    },
    platform::{
        db::Conn,
        error::{Error, FieldErrors, Message, Result},
        i18n::join,
        text::one_line,
    },
    tenancy::{Role, Scope},
    timeline::{self, Entry, Subject},
};

/// An informer as typed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct InformerContent {
    pub is_anonymous: bool,
    pub name: String,
    pub contact: String,
    pub note: String,
    pub reported_on: Option<NaiveDate>,
    /// Memberships of those who may look.
    pub viewers: Vec<i64>,
}

/// Writes down who reported a case that has no informer yet. Errors by field: `name`, `contact`, `note`, `reported_on`, `viewers`.
pub fn record_informer(conn: &mut Conn, scope: &Scope, number: &str, content: &InformerContent) -> Result<Case> {
    let case = rows::by_number(conn, scope, number)?;
    case.require_kept_by(scope)?;
    if rows::informer(conn, scope, case.id)?.is_some() {
        return Err(Error::refused("case-informer-there"));
    }
    let mut errors = FieldErrors::default();
    let mut informer = Informer {
        case_id: case.id,
        is_anonymous: content.is_anonymous,
        name: words::optional(&mut errors, "name", &one_line(&content.name), NAME_MAX),
        contact: words::optional(&mut errors, "contact", &one_line(&content.contact), TEXT_MAX),
        note: words::optional(&mut errors, "note", &content.note, words::REASON_MAX),
        reported_on: scope.today(),
        recorded_at: scope.now(),
        recorded_by: scope.actor_name().to_owned(),
        version: 1,
        viewers: Vec::new(),
    };
    match (informer.is_anonymous, informer.name.is_empty()) {
        (true, false) => errors.add("name", Message::new("case-informer-name-anonymous")),
        (false, true) => errors.add("name", Message::new("case-informer-name-missing")),
        _ => {}
    }
    match content.reported_on {
        None => errors.add("reported_on", Message::new("field-required")),
        Some(day) if day > scope.today() => errors.add("reported_on", Message::new("case-found-future")),
        Some(day) => informer.reported_on = day,
    }
    let names = put_viewers(conn, scope, &mut errors, &mut informer, &content.viewers)?;
    errors.finish(())?;
    rows::insert_informer(conn, scope, &informer)?;
    tell(conn, scope, &case, "informer", "", &names)?;
    Ok(case)
}

/// Names of those chosen; somebody who is no active member who reads cases is like nobody.
fn put_viewers(conn: &mut Conn, scope: &Scope, errors: &mut FieldErrors, informer: &mut Informer, chosen: &[i64]) -> Result<Vec<String>> {
    let members = rows::members(conn, scope)?;
    let named: Vec<_> = members.into_iter().filter(|(id, _)| chosen.contains(id)).collect();
    if named.is_empty() {
        errors.add("viewers", Message::new("case-informer-viewers-missing"));
    } else if chosen.iter().any(|id| !named.iter().any(|(n, _)| n == id)) {
        errors.add("viewers", Message::new("case-informer-viewers-unknown"));
    }
    informer.viewers = named.iter().map(|(id, _)| *id).collect();
    Ok(named.into_iter().map(|(_, name)| name).collect())
}

fn tell(conn: &mut Conn, scope: &Scope, case: &Case, action: &'static str, text: &str, names: &[String]) -> Result<()> {
    let data = json!({ "names": join(scope.workspace_lang(), names) });
    timeline::record(conn, &scope.signing_for(case.holder_id), Entry::new(Subject::new(CASE, case.id), action).text(text).data(data))
}

/// Whether this person is named to look.
pub fn may_look(scope: &Scope, informer: &Informer) -> bool {
    scope.membership_id().is_some_and(|id| informer.viewers.contains(&id))
}

/// Whether this person may say who looks: those who may themselves; the secretariat once none of them is active any more.
pub fn may_name(conn: &mut Conn, scope: &Scope, informer: &Informer) -> Result<bool> {
    if may_look(scope, informer) {
        return Ok(true);
    }
    let active = rows::members(conn, scope)?;
    Ok(scope.has(Role::Secretariat) && !informer.viewers.iter().any(|v| active.iter().any(|(id, _)| id == v)))
}

/// Who reported a case, for one who is named and says why; the look stands in the case's timeline from then on. Errors by field:
/// `reason`.
pub fn reveal_informer(conn: &mut Conn, scope: &Scope, number: &str, reason: &str) -> Result<(Case, Informer)> {
    scope.require(&crate::enforcement::READERS)?;
    let case = rows::by_number(conn, scope, number)?;
    let informer = rows::informer(conn, scope, case.id)?.ok_or(Error::NotFound)?;
    if !may_look(scope, &informer) {
        return Err(Error::forbidden("case-informer-not-named"));
    }
    let reason = words::reason(reason)?;
    tell(conn, scope, &case, "reveal", &reason, &[])?;
    Ok((case, informer))
}

/// Says who may look from now on. Errors by field: `viewers`, `reason`.
pub fn set_viewers(conn: &mut Conn, scope: &Scope, number: &str, version: i64, viewers: &[i64], reason: &str) -> Result<Case> {
    scope.require(&crate::enforcement::READERS)?;
    let case = rows::by_number(conn, scope, number)?;
    let mut informer = rows::informer(conn, scope, case.id)?.ok_or(Error::NotFound)?;
    if !may_name(conn, scope, &informer)? {
        return Err(Error::forbidden("case-informer-not-named"));
    }
    if informer.version != version {
        return Err(Error::Conflict);
    }
    let mut errors = FieldErrors::default();
    let reason = words::required(&mut errors, "reason", reason, words::REASON_MAX);
    let names = put_viewers(conn, scope, &mut errors, &mut informer, viewers)?;
    errors.finish(())?;
    rows::save_informer(conn, scope, &mut informer)?;
    tell(conn, scope, &case, "viewers", &reason, &names)?;
    Ok(case)
}
