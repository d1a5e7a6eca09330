//! Inviting somebody by mail: good once, for seven days; may be sent again or taken back.

use super::{check_seats, data_of, in_words, with};
use crate::{
    access::{
        actions::collect,
        mail::{Draft, greeting},
    },
    accounts::{self, Email, clean_name},
    outbox::{self, Letter, Promise},
    people::{
        model::{INVITATION, INVITATION_VALID, InvitationState, MANAGERS, MemberState, Rights},
        store,
    },
    platform::{
        db::Conn,
        error::{Error, FieldErrors, Message, Result},
        i18n::{Lang, format, format_instant, t},
        id::new_id,
    },
    tenancy::Scope,
    timeline::{self, Entry, Subject},
};

/// Somebody to be invited, as typed.
#[derive(Clone, Debug)]
pub struct NewInvitation {
    pub email: String,
    pub name: String,
    pub rights: Rights,
}

/// Invites; returns the invitation's id. Errors by field: `email`, `name`, `roles`, `liaison`.
pub fn invite(conn: &mut Conn, scope: &Scope, new: &NewInvitation) -> Result<i64> {
    scope.require(&MANAGERS)?;
    invite_unasked(conn, scope, new)
}

/// As [`invite`], for whoever runs the installation: a new workspace has nobody yet who could.
pub(crate) fn invite_unasked(conn: &mut Conn, scope: &Scope, new: &NewInvitation) -> Result<i64> {
    let settings = store::lock(conn, scope)?;
    let mut errors = FieldErrors::default();
    let email = collect(&mut errors, Email::parse(&new.email))?;
    let name = collect(&mut errors, clean_name("name", &new.name))?.unwrap_or_default();
    collect(&mut errors, new.rights.check(&settings))?;
    collect(&mut errors, check_seats(conn, scope, &new.rights, &[]))?;
    if let Some(email) = &email {
        if matches!(store::membership_of_address(conn, scope, email.key())?, Some((_, MemberState::Active))) {
            errors.add("email", Message::new("people-already-member"));
        } else if store::is_invited(conn, scope, email.key())? {
            errors.add("email", Message::new("people-already-invited"));
        }
    }
    let Some(email) = email else { return Err(Error::Invalid(errors)) };
    errors.finish(())?;
    let id = store::add_invitation(conn, scope, &email, &name, &new.rights, scope.now() + INVITATION_VALID)?;
    send(conn, scope, id, &email, &name, &new.rights)?;
    let data = with(data_of(conn, scope, &new.rights, "")?, &[("email", email.as_str()), ("name", &name)]);
    timeline::record(conn, scope, Entry::new(Subject::new(INVITATION, id), "invite").data(data))?;
    Ok(id)
}

/// Sends an open invitation again with a new link and term; the earlier link stops working.
pub fn resend(conn: &mut Conn, scope: &Scope, id: i64) -> Result<()> {
    scope.require(&MANAGERS)?;
    let invitation = store::invitation(conn, scope, id)?;
    if !store::renew_invitation(conn, scope, id, scope.now() + INVITATION_VALID)? {
        return Err(closed(invitation.state(scope.now())));
    }
    let email = Email::parse(&invitation.email)?;
    send(conn, scope, id, &email, &invitation.name, &invitation.rights)?;
    timeline::record(conn, scope, Entry::new(Subject::new(INVITATION, id), "resend"))
}

/// Takes an open invitation back.
pub fn revoke(conn: &mut Conn, scope: &Scope, id: i64) -> Result<()> {
    scope.require(&MANAGERS)?;
    let invitation = store::invitation(conn, scope, id)?;
    if !store::revoke_invitation(conn, scope, id)? {
        return Err(closed(invitation.state(scope.now())));
    }
    timeline::record(conn, scope, Entry::new(Subject::new(INVITATION, id), "revoke"))
}

fn closed(state: InvitationState) -> Error {
    Error::Refused(Message::new("invitation-closed").key("state", state.key()))
}

fn send(conn: &mut Conn, scope: &Scope, id: i64, email: &Email, name: &str, rights: &Rights) -> Result<()> {
    let person = accounts::person_by_email(conn, email)?;
    let lang: Lang = person.as_ref().and_then(accounts::Person::lang).unwrap_or(scope.workspace_lang());
    let (roles, departments) = in_words(conn, scope, rights, lang)?;
    let until = format_instant(lang, scope.now() + INVITATION_VALID, scope.zone());
    let title = format(lang, "mail-invitation-title", &[("workspace", scope.workspace_name().into())]);
    let text = format(lang, "mail-invitation-text", &[("who", scope.actor_name().into()), ("workspace", scope.workspace_name().into())]);
    let mut draft = Draft::new(lang, title)
        .kicker(scope.workspace_name())
        .paragraph(greeting(lang, name))
        .paragraph(text)
        .fact(t(lang, "people-roles"), roles)
        .opening("/invitation/", Promise::Invitation { id }, t(lang, "mail-invitation-button"))
        .foot(t(lang, "mail-invitation-foot"));
    if !departments.is_empty() {
        draft = draft.fact(t(lang, "people-departments"), departments);
    }
    draft = draft.fact(t(lang, "mail-invitation-until"), until);
    let letter = Letter {
        person_id: person.as_ref().map(|p| p.id),
        address: email.as_str(),
        recipient: name,
        cause: &format!("invitation:{id}:{}", new_id()),
        template: "invitation",
        lang,
        payload: draft.payload()?,
    };
    outbox::enqueue(conn, scope, &letter)?;
    Ok(())
}
