//! Registering and correcting.

use serde_json::json;

use super::{
    CaseContent, SeenCase, begin,
    content::{Ground, changed},
    finish,
    next::{due, settle},
};
use crate::{
    duties::words,
    enforcement::{
        CASE, KEEPERS,
        model::{Came, Case, CaseAction, CaseKind, CaseState, Party},
        store::{self, cases as rows},
    },
    platform::{
        db::Conn,
        error::{Error, FieldErrors, Message, Result},
        id::new_id,
    },
    tenancy::{self, Scope, departments},
    timeline::{self, Entry, Subject},
};

/// The case another one is taken out of, and why.
#[derive(Clone, Debug, PartialEq)]
pub struct Severed {
    pub from: SeenCase,
    pub reason: String,
}

/// Registers a case of this kind against a party, which is followed to where it lives on. Errors by field: as the form's, `kind`, `party`,
/// `campaign`, `reason`.
pub fn register(
    conn: &mut Conn,
    scope: &Scope,
    kind_id: i64,
    party_id: i64,
    content: &CaseContent,
    severed: Option<&Severed>,
) -> Result<Case> {
    scope.require(&KEEPERS)?;
    let unknown = |field: &'static str, key: &'static str| Error::invalid(field, Message::new(key));
    let kind = not_there(rows::kind(conn, scope, kind_id), || unknown("kind", "case-kind-unknown"))?;
    kind.require_open()?;
    let party = not_there(store::alive(conn, scope, party_id), || unknown("party", "case-party-unknown"))?;
    let mut errors = FieldErrors::default();
    let mut from = match severed {
        Some(severed) => Some(begin(conn, scope, &severed.from, CaseAction::Sever)?),
        None => None,
    };
    let reason = match severed {
        Some(severed) => words::required(&mut errors, "reason", &severed.reason, words::REASON_MAX),
        None => String::new(),
    };
    let mut case = blank(scope, &kind, &party);
    match (&from, content.came) {
        (Some(begun), _) => {
            case.came = Came::Severed;
            case.severed_from_id = Some(begun.case.id);
        }
        (None, Some(came)) if came != Came::Severed => case.came = came,
        (None, _) => errors.add("came", Message::new("field-required")),
    }
    let all = departments::all(conn, scope)?;
    content.put(scope, &mut case, &Ground { kind: &kind, party: &party, departments: &all }, errors)?;
    case.number = tenancy::next_number(conn, scope, CASE)?;
    case.file_due_on = due(conn, scope, case.registered_on, kind.days_to_file)?;
    case.version = 1;
    let scope = &scope.signing_for(case.holder_id);
    case.registered_by = scope.actor_name().to_owned();
    settle(conn, scope, &mut case)?;
    rows::insert(conn, scope, &case, &party)?;
    let mut data = json!({ "number": case.number, "kind": kind.name, "party": party.name });
    let action = match &from {
        Some(begun) => {
            data["from"] = json!(begun.case.shown_number());
            "register_severed"
        }
        None => "register",
    };
    timeline::record(conn, scope, Entry::new(Subject::new(CASE, case.id), action).text(&reason).data(data))?;
    if let Some(id) = content.campaign_id {
        let linked = super::link::link_campaign(conn, scope, &case, id);
        not_there(linked, || unknown("campaign", "campaign-not-running"))?;
    }
    if let Some(begun) = &mut from {
        finish(conn, begun, CaseAction::Sever, &reason, json!({ "number": case.number, "title": case.title }))?;
    }
    Ok(case)
}

/// Another workspace's object is like none at all.
fn not_there<T>(found: Result<T>, wrong: impl FnOnce() -> Error) -> Result<T> {
    found.map_err(|error| if matches!(error, Error::NotFound) { wrong() } else { error })
}

fn blank(scope: &Scope, kind: &CaseKind, party: &Party) -> Case {
    let today = scope.today();
    Case {
        id: new_id(),
        number: String::new(),
        formal_number: None,
        kind_id: kind.id,
        party_id: party.id,
        title: String::new(),
        facts: String::new(),
        extra: Vec::new(),
        product: String::new(),
        is_main_product: false,
        region_id: None,
        place: String::new(),
        holder_id: 0,
        state: CaseState::Registered,
        came: Came::Form,
        found_on: today,
        registered_on: today,
        registered_at: scope.now(),
        registered_by: String::new(),
        file_due_on: today,
        filed_on: None,
        closed_on: None,
        outcome: None,
        reason: String::new(),
        joined_into_id: None,
        severed_from_id: None,
        next_due_on: None,
        next_what: None,
        version: 0,
    }
}

/// Corrects what is written of a case. Errors by field.
pub fn edit(conn: &mut Conn, scope: &Scope, seen: &SeenCase, content: &CaseContent) -> Result<Case> {
    let mut begun = begin(conn, scope, seen, CaseAction::Edit)?;
    let kind = rows::kind(conn, scope, begun.case.kind_id)?;
    let all = departments::all(conn, scope)?;
    let old = begun.case.clone();
    let ground = Ground { kind: &kind, party: &begun.party, departments: &all };
    content.put(scope, &mut begun.case, &ground, FieldErrors::default())?;
    let fields = changed(&old, &begun.case);
    if fields.is_empty() {
        return Ok(old);
    }
    finish(conn, &mut begun, CaseAction::Edit, "", json!({ "changed": fields }))?;
    Ok(begun.case)
}
