//! What is due next of a case and by whom, above its page.

use super::{
    show::{Loaded, short},
    words,
};
use crate::{
    enforcement::{
        hand_over, ladder, measure,
        model::{Case, MeasureKind, NextWhat},
    },
    platform::{
        db::Conn,
        error::Result,
        i18n::{format, t},
        view::parts::Notice,
    },
    tenancy::{Scope, departments},
};

/// A receipt is owed by the receiver, a decision on a proposal by whoever is competent.
pub fn owed_by(conn: &mut Conn, scope: &Scope, case: &Case) -> Result<Option<String>> {
    let id = match case.next_what {
        Some(NextWhat::Receive) => {
            let all = hand_over::of_case(conn, scope, case.id)?;
            let Some(last) = all.into_iter().rev().find(|h| h.moves() && h.due_on().is_some()) else { return Ok(None) };
            let Some(id) = last.to_id else { return Ok(Some(last.outside_name)) };
            id
        }
        Some(NextWhat::Decide) => {
            let open = ladder::of_case(conn, scope, case.id)?.into_iter().filter(|p| p.is_open());
            let Some(first) = open.min_by_key(|p| (p.due_on, p.id)) else { return Ok(None) };
            first.department_id
        }
        _ => return Ok(None),
    };
    Ok(departments::by_ids(conn, scope, &[id])?.pop().map(|d| d.short_name))
}

/// The measure that is due next, where it is done by telling somebody.
pub fn to_tell(conn: &mut Conn, scope: &Scope, case: &Case) -> Result<Option<MeasureKind>> {
    if case.next_what != Some(NextWhat::Inspect) {
        return Ok(None);
    }
    let live = measure::of_case(conn, scope, case.id)?.into_iter().map(|(m, _)| m).filter(|m| m.is_live() && m.due_on.is_some());
    Ok(live.min_by_key(|m| (m.due_on, m.id)).map(|m| m.kind).filter(|kind| kind.is_told()))
}

/// What is due next and by whom; of a closed one, why it was closed.
pub fn notice(scope: &Scope, loaded: &Loaded) -> Option<Notice> {
    let (lang, case) = (scope.lang(), &loaded.case);
    if !case.is_live() {
        let outcome = case.outcome.map(|o| t(lang, &o.key()).into_owned());
        return Some(Notice { tone: "grey", title: outcome, text: case.reason.clone(), link: None }).filter(|n| !n.text.is_empty());
    }
    let what = case.next_what?;
    let deadline = words::deadline(scope, &loaded.calendar, case.next_due_on);
    let key = match loaded.to_tell {
        Some(MeasureKind::Publish) => "case-step-publish".into(),
        Some(_) => "case-step-notify".into(),
        None => what.key(),
    };
    let mut text = words::next_line(scope, &key, loaded.owed_by.as_deref().unwrap_or_else(|| short(loaded, case.holder_id)));
    if case.next_due_on.is_some() {
        let left = deadline.left.unwrap_or_default();
        text = format(lang, "case-next-until", &[("what", text.into()), ("day", deadline.date.into()), ("left", left.into())]);
    }
    let tone = match words::case_light_view(scope, &loaded.calendar, case.state, (case.next_due_on, None), false).tone {
        "red" => "red",
        "yellow" => "yellow",
        _ => "grey",
    };
    Some(Notice { tone, title: Some(t(lang, "case-field-next").into_owned()), text, link: None })
}
