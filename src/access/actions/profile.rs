//! The own account: name, language, password, sessions.

use chrono::NaiveDateTime;

use super::{check_new_password, collect, tell_password_changed};
use crate::{
    access::INSTALLATION,
    accounts::{
        self, Person, clean_name,
        password::{self, Verdict},
        throttle::LOGIN_ACCOUNT,
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
    let account = person.email.to_lowercase();
    let wait = db.write(Tenant::Installation, |conn| throttles::take(conn, &LOGIN_ACCOUNT, &account, now))?;
    if let Some(seconds) = wait {
        let minutes = u32::try_from(seconds.div_ceil(60)).unwrap_or(u32::MAX);
        return Err(Error::invalid("old", Message::new("account-login-wait").number("minutes", minutes)));
    }
    let mut errors = FieldErrors::default();
    if password::verify(&change.old, person.password_hash.as_deref())? == Verdict::Wrong {
        errors.add("old", Message::new("account-password-old-wrong"));
    }
    collect(&mut errors, check_new_password(&change.new, &change.again, &[&person.name, &person.email]))?;
    errors.finish(())?;
    let hash = password::hash(&change.new)?;
    db.write(INSTALLATION, |conn| {
        let stored = person.password_hash.as_deref().unwrap_or_default();
        // Whoever changed it meanwhile (a reset by mail) wins: this change rests on a password that is no more.
        if !accounts::replace_hash(conn, person.id, stored, &hash)? {
            return Err(Error::Conflict);
        }
        accounts::end_other_sessions(conn, person.id, Some(change.session_id))?;
        throttles::reset(conn, &LOGIN_ACCOUNT, &account)?;
        tell_password_changed(conn, person, &change.address, now)
    })
}

/// Ends one of the person's own sessions; somebody else's is not found.
pub fn end_one_session(conn: &mut Conn, person_id: i64, session_id: i64) -> Result<()> {
    if accounts::end_session(conn, session_id, person_id)? { Ok(()) } else { Err(Error::NotFound) }
}

/// Ends all of the person's sessions but this one; returns how many.
pub fn end_others(conn: &mut Conn, person_id: i64, keep: i64) -> Result<usize> {
    accounts::end_other_sessions(conn, person_id, Some(keep))
}
