//! The own account: name, language, password, sessions.

use chrono::NaiveDateTime;

use super::{account_key, check_new_password, collect, tell_password_changed};
use crate::{
    access::INSTALLATION,
    accounts::{
        self, Person, clean_name,
        password::{self, Turn, Verdict},
        throttle::{LOGIN_ACCOUNT, OLD_PASSWORD},
        throttles,
    },
    platform::{
        db::{Conn, Db, Tenant},
        error::{Error, FieldErrors, Message, Result},
        i18n::Lang,
    },
};

/// Stores name and language; an empty `language` means the workspace's. Errors by field: `name`.
pub fn save_profile(conn: &mut Conn, person_id: i64, name: &str, language: &str) -> Result<()> {
    let name = clean_name("name", name)?;
    let language = Lang::ALL.into_iter().find(|l| l.code() == language).map(Lang::code);
    accounts::set_profile(conn, person_id, &name, language)
}

/// A wish to change one's own password.
#[derive(Clone, Debug)]
pub struct PasswordChange {
    pub old: String,
    pub new: String,
    pub again: String,
    /// The session that stays.
    pub session_id: i64,
    /// The client's address, for the mail.
    pub address: String,
}

/// Changes the password when the old one is right; all other sessions end and a mail tells. Errors by field: `old`, `password`, `again`.
pub fn change_password(db: &Db, person: &Person, change: &PasswordChange, now: NaiveDateTime) -> Result<()> {
    let mut errors = FieldErrors::default();
    if !old_is_right(db, person, &change.old, now)? {
        errors.add("old", Message::new("account-password-old-wrong"));
    }
    collect(&mut errors, check_new_password(&change.new, &change.again, &[&person.name, &person.email]))?;
    errors.finish(())?;
    let hash = password::hash(&change.new)?;
    db.write(INSTALLATION, |conn| {
        // Whoever changed it meanwhile (a reset by mail) wins: this change rests on a password that is no more.
        let stored = person.password_hash.as_deref().ok_or(Error::Conflict)?;
        if !accounts::replace_hash(conn, person.id, stored, &hash)? {
            return Err(Error::Conflict);
        }
        accounts::end_other_sessions(conn, person.id, Some(change.session_id))?;
        throttles::reset(conn, &OLD_PASSWORD, &person.id.to_string())?;
        throttles::reset(conn, &LOGIN_ACCOUNT, &account_key(&person.email))?;
        tell_password_changed(conn, person, &change.address, now)
    })
}

/// Whether this is the person's password; wrong ones are counted against the person, since only they are asked here.
fn old_is_right(db: &Db, person: &Person, old: &str, now: NaiveDateTime) -> Result<bool> {
    let of = person.id.to_string();
    let turn = Turn::wait();
    if let Some(seconds) = db.read(Tenant::Installation, |conn| throttles::waits(conn, &OLD_PASSWORD, &of, now))? {
        let minutes = u32::try_from(seconds.div_ceil(60)).unwrap_or(u32::MAX);
        return Err(Error::invalid("old", Message::new("account-login-wait").number("minutes", minutes)));
    }
    let right = turn.verify(old, person.password_hash.as_deref())? != Verdict::Wrong;
    if !right {
        db.write(Tenant::Installation, |conn| throttles::take(conn, &OLD_PASSWORD, &of, now))?;
    }
    Ok(right)
}

/// Ends one of the person's own sessions; somebody else's is not found.
pub fn end_one_session(conn: &mut Conn, person_id: i64, session_id: i64) -> Result<()> {
    if accounts::end_session(conn, session_id, person_id)? { Ok(()) } else { Err(Error::NotFound) }
}

/// Ends all of the person's sessions but this one; returns how many.
pub fn end_others(conn: &mut Conn, person_id: i64, keep: i64) -> Result<usize> {
    accounts::end_other_sessions(conn, person_id, Some(keep))
}
