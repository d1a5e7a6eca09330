//! Changing what a member may do, removing them, leaving. The last administrator and the last secretariat stay.

use super::{check_seats, data_of, in_words, with};
use crate::{
    access::mail::{Draft, greeting},
    outbox::{self, Letter},
    people::{
        model::{INDISPENSABLE, MANAGERS, MEMBER, Member, MemberState, Rights, SEATERS, Seat},
        store,
    },
    platform::{
        db::Conn,
        error::{Error, Message, Result},
        i18n::{Lang, format, t},
    },
    tenancy::{self, Function, Role, Scope},
    timeline::{self, Entry, Subject},
};

/// Gives a member other roles (administrator) or functions for departments (secretariat too). `version` is the one the person saw;
/// `None` for `roles` leaves them. Errors by field: `roles`, `liaison`.
pub fn change(conn: &mut Conn, scope: &Scope, id: i64, version: i64, roles: Option<Vec<Role>>, seats: Vec<Seat>) -> Result<()> {
    scope.require(&SEATERS)?;
    if roles.is_some() {
        scope.require(&MANAGERS)?;
    }
    let settings = store::lock(conn, scope)?;
    let member = store::member(conn, scope, id)?;
    if !member.is_active() {
        return Err(Error::Refused(Message::new("people-not-active").key("state", member.state.key())));
    }
    let before = member.rights();
    // Deputies are named by the liaison they stand in for, not here.
    let mut seats: Vec<Seat> = seats.into_iter().filter(|s| s.function != Function::Deputy).collect();
    seats.extend(before.seats.iter().filter(|s| s.function == Function::Deputy));
    let after = Rights::new(roles.unwrap_or_else(|| before.roles.iter().collect()), seats);
    if member.version != version {
        return Err(Error::Conflict);
    }
    after.check(&settings)?;
    let held: Vec<i64> = before.seats.iter().map(|s| s.department_id).collect();
    check_seats(conn, scope, &after, &held)?;
    keep_indispensable(conn, scope, id, &before.loses(&after))?;
    if before == after {
        return Ok(());
    }
    store::claim_version(conn, scope, id, version)?;
    let mut data = data_of(conn, scope, &before, "_before")?;
    store::set_rights(conn, scope, id, &after)?;
    if before.leads_less(&after) {
        tenancy::revoke_links(conn, scope, member.person_id, Some(tenancy::DIGEST_LINK))?;
    }
    data.extend(data_of(conn, scope, &after, "")?);
    timeline::record(conn, scope, Entry::new(Subject::new(MEMBER, id), "change").data(data.into()))?;
    if scope.person_id() == Some(member.person_id) { Ok(()) } else { tell_changed(conn, scope, &member, &after, version + 1) }
}

/// Ends somebody's membership; `reason` may be empty. They lose access with their next request.
pub fn remove(conn: &mut Conn, scope: &Scope, id: i64, reason: &str) -> Result<()> {
    scope.require(&MANAGERS)?;
    let member = end(conn, scope, id, MemberState::Removed, reason)?;
    if scope.person_id() == Some(member.person_id) { Ok(()) } else { tell_removed(conn, scope, &member, reason) }
}

/// Ends one's own membership.
pub fn leave(conn: &mut Conn, scope: &Scope) -> Result<()> {
    let id = scope.membership_id().ok_or(Error::NotFound)?;
    end(conn, scope, id, MemberState::Left, "").map(|_| ())
}

/// Whether one may leave, asked before the page offers it; refuses as [`leave`] would.
pub fn may_leave(conn: &mut Conn, scope: &Scope) -> Result<()> {
    let id = scope.membership_id().ok_or(Error::NotFound)?;
    let lost: Vec<Role> = INDISPENSABLE.into_iter().filter(|r| scope.has(*r)).collect();
    keep_indispensable(conn, scope, id, &lost)
}

fn end(conn: &mut Conn, scope: &Scope, id: i64, state: MemberState, reason: &str) -> Result<Member> {
    store::lock(conn, scope)?;
    let member = store::member(conn, scope, id)?;
    if !member.is_active() {
        return Err(Error::Refused(Message::new("people-not-active").key("state", member.state.key())));
    }
    let before = member.rights();
    keep_indispensable(conn, scope, id, &before.loses(&Rights::default()))?;
    let data = with(data_of(conn, scope, &before, "")?, &[("name", &member.name)]);
    store::end(conn, scope, id, state)?;
    // Should they come back, what was sent before stays shut.
    tenancy::revoke_links(conn, scope, member.person_id, None)?;
    let action = if state == MemberState::Left { "leave" } else { "remove" };
    let entry = Entry::new(Subject::new(MEMBER, id), action).states(MemberState::Active.as_str(), state.as_str()).text(reason).data(data);
    timeline::record(conn, scope, entry)?;
    Ok(member)
}

/// Refuses to take a role from the last who holds it. The caller has locked the workspace's members.
fn keep_indispensable(conn: &mut Conn, scope: &Scope, id: i64, lost: &[Role]) -> Result<()> {
    for role in lost {
        if store::holders(conn, scope, *role, id)? == 0 {
            return Err(Error::Refused(Message::new("people-last").key("role", role.key())));
        }
    }
    Ok(())
}

fn lang_of(scope: &Scope, member: &Member) -> Lang {
    member.language.as_deref().and_then(Lang::parse).unwrap_or(scope.workspace_lang())
}

fn tell_changed(conn: &mut Conn, scope: &Scope, member: &Member, after: &Rights, version: i64) -> Result<()> {
    let lang = lang_of(scope, member);
    let (roles, departments) = in_words(conn, scope, after, lang)?;
    let title = format(lang, "mail-access-changed-title", &[("workspace", scope.workspace_name().into())]);
    let mut draft = Draft::new(lang, title)
        .kicker(scope.workspace_name())
        .paragraph(greeting(lang, &member.name))
        .paragraph(format(lang, "mail-access-changed-text", &[("who", scope.actor_name().into())]))
        .fact(t(lang, "people-roles"), roles)
        .button(scope.base(), t(lang, "mail-access-changed-button"));
    if !departments.is_empty() {
        draft = draft.fact(t(lang, "people-departments"), departments);
    }
    tell(conn, scope, member, lang, "access-changed", &format!("access-changed:{}:{version}", member.id), &draft)
}

fn tell_removed(conn: &mut Conn, scope: &Scope, member: &Member, reason: &str) -> Result<()> {
    let lang = lang_of(scope, member);
    let title = format(lang, "mail-removed-title", &[("workspace", scope.workspace_name().into())]);
    let text = format(lang, "mail-removed-text", &[("who", scope.actor_name().into()), ("workspace", scope.workspace_name().into())]);
    let mut draft = Draft::new(lang, title).kicker(scope.workspace_name()).paragraph(greeting(lang, &member.name)).paragraph(text);
    if !reason.is_empty() {
        draft = draft.fact(t(lang, "people-reason"), reason);
    }
    tell(conn, scope, member, lang, "removed", &format!("removed:{}:{}", member.id, member.version), &draft)
}

fn tell(conn: &mut Conn, scope: &Scope, member: &Member, lang: Lang, template: &str, cause: &str, draft: &Draft) -> Result<()> {
    let letter = Letter {
        person_id: Some(member.person_id),
        address: &member.email,
        recipient: &member.name,
        cause,
        template,
        lang,
        payload: draft.payload()?,
    };
    outbox::enqueue(conn, scope, &letter)?;
    Ok(())
}
