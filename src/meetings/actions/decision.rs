//! What the meeting settles: decisions, each with its draft duty, assigned with the minutes or at once.

use serde_json::json;

use super::{
    Begun, Seen, record,
    session::{agenda_item, begin_live, chair_name},
};
use crate::{
    calendar::DeadlineRule,
    duties::{
        self, NewDuty, Origin,
        actions::{Charge, redraft},
        words,
    },
    meetings::{
        DECISION,
        model::{Action, Decision, Item, Meeting},
        store,
    },
    platform::{
        db::Conn,
        error::{Error, FieldErrors, Message, Result},
        i18n::{format, t},
        id::new_id,
    },
    tenancy::Scope,
};

/// Most decisions on one item.
const DECISIONS_MAX: usize = 50;

/// Characters of a decision that make its duty's title.
const TITLE: usize = 60;

/// Adds an empty decision to an item, to be written.
pub fn add_decision(conn: &mut Conn, scope: &Scope, seen: &Seen, item_id: i64) -> Result<Decision> {
    let (begun, seq) = begin_live(conn, scope, seen, Action::Record)?;
    let item = agenda_item(conn, scope, &begun.meeting, item_id)?;
    let there = store::decisions_of(conn, scope, &[begun.meeting.id])?;
    if there.iter().filter(|d| d.item_id == item.id).count() >= DECISIONS_MAX {
        return Err(Error::Refused(Message::new("decision-too-many").number("max", DECISIONS_MAX as f64)));
    }
    let decision = Decision {
        id: new_id(),
        meeting_id: begun.meeting.id,
        item_id: item.id,
        position: store::next_decision_position(conn, scope, item.id)?,
        text: String::new(),
        lead_id: None,
        support: Vec::new(),
        due_on: None,
        no_due_reason: String::new(),
        no_duty_reason: String::new(),
        duty_id: None,
        is_assigned: false,
        removed_at: None,
        created_at: scope.now(),
        version: 1,
    };
    store::insert_decision(conn, scope, &decision)?;
    store::mark_saved(conn, scope, begun.meeting.id, (decision.id, "added"), seq, "")?;
    Ok(decision)
}

/// Strikes a decision out; its draft duty goes with it.
pub fn remove_decision(conn: &mut Conn, scope: &Scope, seen: &Seen, id: i64) -> Result<Decision> {
    let (begun, seq) = begin_live(conn, scope, seen, Action::Record)?;
    let mut decision = live_decision(conn, scope, &begun.meeting, id)?;
    require_unassigned(&decision)?;
    decision.removed_at = Some(scope.now());
    drop_duty(conn, scope, &mut decision)?;
    store::save_decision(conn, scope, &mut decision)?;
    if !decision.text.is_empty() {
        record(conn, scope, begun.meeting.id, "strike", &decision.text, json!({ "n": decision.position }))?;
    }
    store::mark_saved(conn, scope, begun.meeting.id, (decision.id, "removed"), seq, "")?;
    Ok(decision)
}

/// One that was not struck out.
pub(super) fn live_decision(conn: &mut Conn, scope: &Scope, meeting: &Meeting, id: i64) -> Result<Decision> {
    let decision = store::decision(conn, scope, meeting.id, id)?;
    if decision.removed_at.is_none() { Ok(decision) } else { Err(Error::NotFound) }
}

/// What is assigned is changed where the departments see it: on the duty's own page.
pub(super) fn require_unassigned(decision: &Decision) -> Result<()> {
    if decision.is_assigned { Err(Error::refused("decision-assigned-already")) } else { Ok(()) }
}

/// Saves a decision and lets its draft duty say the same: made when somebody leads, changed with it, cancelled when nobody does any
/// more.
pub(super) fn save_with_duty(conn: &mut Conn, scope: &Scope, meeting: &Meeting, decision: &mut Decision) -> Result<()> {
    require_unassigned(decision)?;
    if decision.lead_id.is_none() || decision.text.trim().is_empty() {
        drop_duty(conn, scope, decision)?;
    } else {
        let new = duty_of(conn, scope, meeting, decision)?;
        // Recording a decision is the right that was asked for; its draft is the office's.
        let office = scope.on_behalf_of_office();
        match decision.duty_id {
            Some(id) => drop(redraft(conn, &office, duties::Seen::any(id), new)?),
            None => decision.duty_id = Some(duties::actions::draft(conn, &office, new)?.id),
        }
    }
    store::save_decision(conn, scope, decision)
}

fn drop_duty(conn: &mut Conn, scope: &Scope, decision: &mut Decision) -> Result<()> {
    if let Some(id) = decision.duty_id.take() {
        let reason = t(scope.workspace_lang(), "decision-gone").into_owned();
        duties::actions::cancel(conn, &scope.on_behalf_of_office(), duties::Seen::any(id), &reason)?;
    }
    Ok(())
}

/// The duty a decision says. Of a restricted item its title, which everybody may see once it is assigned, says nothing.
pub(super) fn duty_of(conn: &mut Conn, scope: &Scope, meeting: &Meeting, decision: &Decision) -> Result<NewDuty> {
    let items: Vec<Item> = store::items(conn, scope, meeting.id)?.into_iter().filter(|i| i.is_on_agenda()).collect();
    let at = items.iter().position(|i| i.id == decision.item_id).ok_or(Error::NotFound)?;
    let lang = scope.workspace_lang();
    let args = [("meeting", meeting.title.as_str().into()), ("item", (at + 1).into()), ("n", f64::from(decision.position as i32).into())];
    let label = format(lang, "decision-origin", &args);
    let line: String = decision.text.split_whitespace().collect::<Vec<_>>().join(" ");
    let short: String = line.chars().take(TITLE).collect();
    let title = match items[at].restricted {
        true => format(lang, "decision-restricted-title", &args),
        false if short.len() < line.len() => format!("{short}…"),
        false => short,
    };
    Ok(NewDuty {
        title,
        requirement: decision.text.clone(),
        deliverable: String::new(),
        lead_id: decision.lead_id,
        support_ids: decision.support.clone(),
        rule: decision.due_on.map(|on| DeadlineRule::Fixed { on }),
        cadence: None,
        targets: Vec::new(),
        origin: Origin { kind: DECISION.into(), id: Some(decision.id), label },
    })
}

/// Assigns a decision's duty before the minutes are issued, because the chair says so. `said_by`: who said it, in words; the chair
/// when empty.
pub fn assign_at_once(conn: &mut Conn, scope: &Scope, seen: &Seen, id: i64, said_by: &str) -> Result<Decision> {
    let (begun, seq) = begin_live(conn, scope, seen, Action::Record)?;
    let mut decision = live_decision(conn, scope, &begun.meeting, id)?;
    require_unassigned(&decision)?;
    let said_by = who_said(conn, scope, &begun, said_by)?;
    let Some(duty_id) = decision.duty_id.filter(|_| decision.is_complete()) else {
        return Err(Error::refused("decision-incomplete"));
    };
    let rule = decision.due_on.map(|on| DeadlineRule::Fixed { on });
    let charge = Charge { lead_id: decision.lead_id, support_ids: decision.support.clone(), rule };
    let duty = duties::actions::assign(conn, &scope.on_behalf_of_office(), duties::Seen::any(duty_id), &charge)?;
    decision.is_assigned = true;
    store::save_decision(conn, scope, &mut decision)?;
    record(conn, scope, begun.meeting.id, "assign", "", json!({ "number": duty.number, "who": said_by }))?;
    store::mark_saved(conn, scope, begun.meeting.id, (decision.id, "assigned"), seq, "")?;
    Ok(decision)
}

fn who_said(conn: &mut Conn, scope: &Scope, begun: &Begun, said_by: &str) -> Result<String> {
    let mut errors = FieldErrors::default();
    let said = words::optional(&mut errors, "said_by", said_by, super::LINE_MAX);
    errors.finish(())?;
    if said.is_empty() { chair_name(conn, scope, begun) } else { Ok(said) }
}
