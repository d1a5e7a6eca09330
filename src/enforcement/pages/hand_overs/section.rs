//! Hand-overs and receipts as a section of the case's page.

use super::{case_path, light, path, receiver, short};
use crate::{
    calendar,
    enforcement::{
        hand_over::{self, HandOver, HandOverKind, HandOverState, PING_PONG, handed_back},
        model::{Case, CaseAction, CaseState},
        pages::cases::sections::{Added, Line, Section},
        pending,
    },
    platform::{
        db::Conn,
        error::Result,
        i18n::{format, format_day, t},
        view::parts::{Link, Notice, Offered},
    },
    tenancy::{Role, Scope, departments},
};

/// What hand-overs add to the page of this case.
pub fn added(conn: &mut Conn, scope: &Scope, case: &Case) -> Result<Added> {
    let lang = scope.lang();
    let all = hand_over::of_case(conn, scope, case.id)?;
    let mut ids: Vec<i64> = all.iter().flat_map(|h| [Some(h.from_id), h.to_id]).flatten().collect();
    ids.sort_unstable();
    ids.dedup();
    let (names, calendar) = (departments::by_ids(conn, scope, &ids)?, calendar::load(conn, scope)?);
    let mut added = Added::default();
    let offer = |key: &'static str, href: String, main| Offered {
        label: t(lang, key).into_owned(),
        href,
        post: false,
        main,
        danger: false,
        hidden: Vec::new(),
    };
    for h in all.iter().filter(|h| h.state == HandOverState::Sent && h.to_id.is_some_and(|id| scope.acts_for_department(id))) {
        added.offered.push(offer("hand-over-action-receive", format!("{}/receive", path(scope, h)), added.offered.is_empty()));
        added.offered.push(offer("hand-over-action-reject", format!("{}/reject", path(scope, h)), false));
    }
    let may = case.permit(scope, CaseAction::HandOver, None).is_ok();
    let noticed = case.is_kept_by(scope) && !matches!(case.state, CaseState::Registered | CaseState::Closed);
    if may || noticed {
        let key = if may { "hand-over-do" } else { "hand-over-do-notice" };
        added.offered.push(offer(key, format!("{}/hand-over", case_path(scope, &case.number)), false));
    }
    if handed_back(case, &all) >= PING_PONG && !pending::is_before_meeting(conn, scope, case.id)? {
        added.notices.extend(ping_pong(scope, case, &all));
    }
    let line = |h: &HandOver| {
        let from = short(&names, h.from_id);
        let title = match h.kind {
            HandOverKind::Notice => format(lang, "hand-over-line-notice", &[("to", receiver(h, &names).into())]),
            _ => format(lang, "hand-over-line", &[("from", from.into()), ("to", receiver(h, &names).into())]),
        };
        let sent = crate::platform::clock::local(h.sent_at, scope.zone()).date();
        let mut note = format(lang, "hand-over-sent-on", &[("day", format_day(lang, sent).into())]);
        if let Some(due) = h.due_on() {
            let key = if h.state == HandOverState::Sent { "hand-over-receipt-until" } else { "hand-over-result-until" };
            note.push_str(&format(lang, key, &[("day", format_day(lang, due).into())]));
        }
        Line { light: Some(light(scope, h, &calendar)), title, href: Some(path(scope, h)), note }
    };
    if !all.is_empty() {
        let title = t(lang, "hand-overs-section").into_owned();
        added.sections.push(Section {
            id: "hand-overs",
            title,
            ladder: false,
            lines: all.iter().map(line).collect(),
            none: None,
            link: None,
        });
    }
    Ok(added)
}

/// Handed back twice: the meeting should settle who does it, which is one step away.
fn ping_pong(scope: &Scope, case: &Case, all: &[HandOver]) -> Option<Notice> {
    let times = handed_back(case, all);
    if times < PING_PONG || case.state == CaseState::Closed {
        return None;
    }
    let lang = scope.lang();
    let may = scope.has(Role::Secretariat) || scope.acts_for_department(case.holder_id);
    let link = may.then(|| Link::new(format!("{}/raise", case_path(scope, &case.number)), t(lang, "hand-over-raise")));
    let text = format(lang, "hand-over-ping-pong", &[("times", (times as f64).into())]);
    Some(Notice { tone: "red", title: None, text, link })
}
