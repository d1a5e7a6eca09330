//! Rewards for reports that led to a case: proposed by one, decided by another.

use serde_json::json;

use crate::{
    duties::words,
    enforcement::{
        CASE,
        model::{Case, Reward, RewardState},
        store::cases as rows,
    },
    platform::{
        db::Conn,
        error::{Error, FieldErrors, Message, Result},
        id::new_id,
    },
    tenancy::Scope,
    timeline::{self, Entry, Subject},
};

/// No reward is higher, in fen.
const AMOUNT_MAX: i64 = 10_000_000_000;

/// Yuan as typed, in fen; none where it is no amount.
fn fen(typed: &str) -> Option<i64> {
    let plain: String = typed.chars().filter(|c| !matches!(c, ',' | '，' | ' ' | '元' | '¥' | '￥')).collect();
    let (whole, part) = plain.split_once('.').unwrap_or((&plain, ""));
    let is_plain = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || whole.len() > 12 || part.len() > 2 || !is_plain(whole) || !is_plain(part) {
        return None;
    }
    let amount = whole.parse::<i64>().ok()? * 100 + format!("{part:0<2}").parse::<i64>().ok()?;
    (1..=AMOUNT_MAX).contains(&amount).then_some(amount)
}

/// Proposes a reward for whoever reported the case. Errors by field: `amount`, `basis`.
pub fn propose_reward(conn: &mut Conn, scope: &Scope, number: &str, amount: &str, basis: &str) -> Result<Case> {
    let case = rows::by_number(conn, scope, number)?;
    case.require_kept_by(scope)?;
    if rows::informer(conn, scope, case.id)?.is_none() {
        return Err(Error::refused("case-reward-no-informer"));
    }
    require_worth(&case)?;
    if rows::rewards(conn, scope, case.id)?.iter().any(|r| r.state == RewardState::Proposed) {
        return Err(Error::refused("case-reward-waits"));
    }
    let mut errors = FieldErrors::default();
    let fen = fen(amount);
    if fen.is_none() {
        errors.add("amount", Message::new("case-reward-amount-wrong"));
    }
    let basis = words::required(&mut errors, "basis", basis, words::REASON_MAX);
    errors.finish(())?;
    let proposed_by = scope.person_id().ok_or_else(|| Error::refused("case-reward-nobody"))?;
    let signed = scope.signing_for(case.holder_id);
    let reward = Reward {
        id: new_id(),
        case_id: case.id,
        amount: fen.unwrap_or_default(),
        basis: basis.clone(),
        state: RewardState::Proposed,
        proposed_at: scope.now(),
        proposed_by,
        proposed_by_name: signed.actor_name().to_owned(),
        decided_at: None,
        decided_by: None,
        decided_by_name: String::new(),
        reason: String::new(),
        version: 1,
    };
    rows::insert_reward(conn, scope, &reward)?;
    tell(conn, &signed, &case, "reward", &basis, reward.amount)?;
    Ok(case)
}

/// Refuses what no report led to: a case that was not filed, or came to nothing.
fn require_worth(case: &Case) -> Result<()> {
    if case.was_worth_reporting() { Ok(()) } else { Err(Error::refused("case-reward-no-case")) }
}

/// Approves or refuses a reward that somebody else proposed. Errors by field: `reason`, which a refusal needs.
pub fn decide_reward(conn: &mut Conn, scope: &Scope, number: &str, id: i64, approve: bool, reason: &str) -> Result<Case> {
    let case = rows::by_number(conn, scope, number)?;
    case.require_kept_by(scope)?;
    let mut reward = rows::rewards(conn, scope, case.id)?.into_iter().find(|r| r.id == id).ok_or(Error::NotFound)?;
    if reward.state != RewardState::Proposed {
        return Err(Error::Refused(Message::new("case-reward-decided").key("state", reward.state.key())));
    }
    let decided_by = scope.person_id().filter(|person| *person != reward.proposed_by);
    let decided_by = decided_by.ok_or_else(|| Error::forbidden("case-reward-own"))?;
    if approve {
        require_worth(&case)?;
    }
    let mut errors = FieldErrors::default();
    let reason = match approve {
        true => words::optional(&mut errors, "reason", reason, words::REASON_MAX),
        false => words::required(&mut errors, "reason", reason, words::REASON_MAX),
    };
    errors.finish(())?;
    let signed = scope.signing_for(case.holder_id);
    reward.state = if approve { RewardState::Approved } else { RewardState::Refused };
    reward.decided_at = Some(scope.now());
    reward.decided_by = Some(decided_by);
    signed.actor_name().clone_into(&mut reward.decided_by_name);
    reward.reason.clone_from(&reason);
    rows::save_reward(conn, scope, &mut reward)?;
    tell(conn, &signed, &case, if approve { "reward_approve" } else { "reward_refuse" }, &reason, reward.amount)?;
    Ok(case)
}

fn tell(conn: &mut Conn, scope: &Scope, case: &Case, action: &'static str, text: &str, amount: i64) -> Result<()> {
    let entry = Entry::new(Subject::new(CASE, case.id), action).text(text);
    timeline::record(conn, scope, entry.data(json!({ "amount": yuan(amount) })))
}

/// Fen as yuan: `1,200.00`.
pub fn yuan(amount: i64) -> String {
    let (whole, part) = ((amount / 100).to_string(), amount % 100);
    let grouped: Vec<&str> = whole.as_bytes().rchunks(3).rev().filter_map(|c| std::str::from_utf8(c).ok()).collect();
    format!("{}.{part:02}", grouped.join(","))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_as_people_write_them() {
        for (typed, amount) in [("500", 50_000), ("1,200.5", 120_050), ("¥ 3，000.00 元", 300_000), ("0.01", 1)] {
            assert_eq!(fen(typed), Some(amount), "{typed}");
        }
        for wrong in ["", "0", "-5", "1.234", "一百", "1e3", "99999999999999", "."] {
            assert_eq!(fen(wrong), None, "{wrong}");
        }
        assert_eq!((yuan(123_456_789), yuan(5), yuan(100_000)), ("1,234,567.89".into(), "0.05".into(), "1,000.00".into()));
    }
}
