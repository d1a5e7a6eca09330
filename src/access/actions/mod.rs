//! What can be done with an account, one use case a function. Hashing happens outside every transaction.

mod login;
mod profile;
mod reset;
mod setup;

pub use login::{Attempt, Outcome, account_key, log_in, log_out};
pub use profile::{PasswordChange, change_password, end_one_session, end_others, save_profile};
pub use reset::{Asked, Forgotten, ask_reset, reset_opens, reset_password};
pub use setup::{NewOperator, make_operator, new_setup_secret, setup_opens};

use crate::{
    access::mail::{Draft, greeting},
    accounts::{Person, password},
    outbox::{self, Letter},
    platform::{
        db::Conn,
        error::{Error, FieldErrors, Message, Result},
        i18n::{Lang, format_instant, t},
    },
};

/// Checks a new password typed twice (`password`, `again`): all that is wrong, by field.
pub fn check_new_password(new: &str, again: &str, own_words: &[&str]) -> Result<()> {
    let mut errors = FieldErrors::default();
    collect(&mut errors, password::check("password", new, own_words))?;
    if new != again {
        errors.add("again", Message::new("account-password-differs"));
    }
    errors.finish(())
}

/// Adds the field errors of `checked` to `errors`; other faults go on.
pub fn collect<T>(errors: &mut FieldErrors, checked: Result<T>) -> Result<Option<T>> {
    match checked {
        Ok(value) => Ok(Some(value)),
        Err(Error::Invalid(more)) => {
            errors.0.extend(more.0);
            Ok(None)
        }
        Err(other) => Err(other),
    }
}

/// Tells a person that their password was changed, in case it was not them. Needs a transaction over `INSTALLATION`.
fn tell_password_changed(conn: &mut Conn, person: &Person, address: &str, now: chrono::NaiveDateTime) -> Result<()> {
    let lang = person.lang().unwrap_or(Lang::ZhCn);
    let draft = Draft::new(lang, t(lang, "mail-password-changed-title").into_owned())
        .paragraph(greeting(lang, &person.name))
        .paragraph(t(lang, "mail-password-changed-text"))
        .fact(t(lang, "mail-fact-when"), format_instant(lang, now, super::ZONE))
        .fact(t(lang, "mail-fact-address"), address)
        .button("/password/forgot", t(lang, "mail-password-changed-button"));
    let letter = Letter {
        person_id: Some(person.id),
        address: &person.email,
        recipient: &person.name,
        cause: &format!("password-changed:{}:{}", person.id, now.and_utc().timestamp_micros()),
        template: "password-changed",
        lang,
        payload: draft.payload()?,
    };
    outbox::enqueue_for_installation(conn, now, &letter)?;
    Ok(())
}
