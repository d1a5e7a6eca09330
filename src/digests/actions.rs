//! Choosing when to be told, and stopping; what a leader does with a digest: 已阅, 批示.

use serde_json::json;

use super::{
    content::Content,
    model::{Frequency, Kind, Subscription},
    store::{self, Member, Past},
};
use crate::{
    duties,
    instructions::{self, NewInstruction},
    platform::{
        db::Conn,
        error::{Error, Result},
    },
    tenancy::{Role, Scope},
    timeline::{self, Entry, Subject},
};

/// The subject kind of subscriptions in the timeline; its ids are memberships.
pub const SUBJECT: &str = "digest";

/// Who may choose for others: leaders hardly log in.
const FOR_OTHERS: [Role; 2] = [Role::Secretariat, Role::Administrator];

/// Whether the scope may see and set what `membership_id` is told.
pub fn may_choose_for(scope: &Scope, membership_id: i64) -> bool {
    scope.membership_id() == Some(membership_id) || scope.roles().has_any(&FOR_OTHERS)
}

/// Refuses who may not choose for this member.
pub fn require_choice(scope: &Scope, membership_id: i64) -> Result<()> {
    if may_choose_for(scope, membership_id) { Ok(()) } else { scope.require(&FOR_OTHERS) }
}

/// Whether the scope may read what `membership_id` was told: their own, and the secretariat's anybody's. An administrator sets
/// times but has no say over duties and does not read them.
pub fn may_read_for(scope: &Scope, membership_id: i64) -> bool {
    scope.membership_id() == Some(membership_id) || scope.has(Role::Secretariat)
}

/// Refuses who may not read this member's digests.
pub fn require_reading(scope: &Scope, membership_id: i64) -> Result<()> {
    if may_read_for(scope, membership_id) { Ok(()) } else { scope.require(&[Role::Secretariat]) }
}

/// Keeps what was chosen for a member. `Conflict` when it was changed since `chosen.version`.
pub fn subscribe(conn: &mut Conn, scope: &Scope, membership_id: i64, kind: Kind, mut chosen: Subscription) -> Result<Member> {
    require_choice(scope, membership_id)?;
    let member = member(conn, scope, kind, membership_id)?;
    let before = &member.subscription;
    let same_times = (before.frequency, before.weekday, before.hour) == (chosen.frequency, chosen.weekday, chosen.hour);
    // New times begin now: what they would have meant yesterday is not made up for.
    chosen.since = if same_times { before.since } else { scope.now() };
    if member.rights.leads.is_empty() {
        chosen.all_departments = true;
    }
    store::save_subscription(conn, scope, membership_id, kind, &chosen)?;
    let data = json!({ "name": member.name, "kind": kind.as_str(), "frequency": chosen.frequency.as_str() });
    timeline::record(conn, scope, Entry::new(Subject::new(SUBJECT, membership_id), "subscribe").data(data))?;
    Ok(Member { subscription: chosen, ..member })
}

/// Ends a digest from the link in it.
pub fn stop(conn: &mut Conn, scope: &Scope, membership_id: i64, kind: Kind) -> Result<()> {
    let member = member(conn, scope, kind, membership_id)?;
    if member.subscription.frequency == Frequency::Never {
        return Ok(());
    }
    subscribe(conn, scope, membership_id, kind, Subscription { frequency: Frequency::Never, ..member.subscription })?;
    Ok(())
}

/// A member who may have this digest; `NotFound` for anybody else.
pub fn member(conn: &mut Conn, scope: &Scope, kind: Kind, membership_id: i64) -> Result<Member> {
    store::members(conn, scope, kind, Some(membership_id))?.pop().ok_or(Error::NotFound)
}

/// A leader's own digest: what a link opens, or the leader's own page behind the login. `Forbidden` for everybody else, and once
/// they lead no more.
pub fn own_digest(conn: &mut Conn, scope: &Scope, id: i64) -> Result<(Past, Content)> {
    let (past, content) = store::one(conn, scope, id)?;
    let own = scope.membership_id() == Some(past.membership_id) && past.kind == Kind::Leader;
    if own && instructions::may_write(scope) { Ok((past, content)) } else { Err(Error::forbidden("digest-is-its-leaders")) }
}

/// The latest digest written for the scope's own leader; none before the first.
pub fn own_latest(conn: &mut Conn, scope: &Scope) -> Result<Option<(Past, Content)>> {
    let own = scope.membership_id().ok_or(Error::NotFound)?;
    let latest = store::past_of(conn, scope, own, 20)?.into_iter().find(|past| past.kind == Kind::Leader);
    latest.map(|past| own_digest(conn, scope, past.id)).transpose()
}

/// The leader has read it (已阅). A second time changes nothing.
pub fn mark_read(conn: &mut Conn, scope: &Scope, id: i64) -> Result<()> {
    let (past, content) = own_digest(conn, scope, id)?;
    if store::mark_read(conn, scope, id)? {
        let entry = Entry::new(Subject::new(SUBJECT, past.membership_id), "read");
        timeline::record(
            conn,
            scope,
            entry.data(json!({ "period": past.period, "finding": content.head.shared.unwrap_or(past.finding) })),
        )?;
    }
    Ok(())
}

/// What the leader instructs (批示) on this digest, or about one of the duties it told of; who writes has read it. Errors by field:
/// `text`.
pub fn instruct(conn: &mut Conn, scope: &Scope, id: i64, about: Option<&str>, text: &str) -> Result<()> {
    let (_, content) = own_digest(conn, scope, id)?;
    let about_duty_id = match about {
        None => None,
        // Only what this digest told of.
        Some(number) if content.duties().any(|told| told == number) => Some(duties::queries::duty(conn, scope, number)?.0.id),
        Some(_) => return Err(Error::NotFound),
    };
    instructions::actions::write(conn, scope, NewInstruction { digest_id: id, about_duty_id, text: text.to_owned() })?;
    mark_read(conn, scope, id)
}
