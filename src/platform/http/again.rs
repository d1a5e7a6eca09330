//! A form that was refused.

use actix_web::http::StatusCode;

use crate::platform::{
    error::{Error, Result},
    i18n::{Lang, t, tr},
    view::parts::FormView,
};

/// The form again with what was wrong, and the status it is answered with; errors that no form can mend go on. `changed`: the key of what
/// is said where somebody else saved meanwhile.
pub fn again(lang: Lang, form: FormView, error: Error, changed: &'static str) -> Result<(StatusCode, FormView)> {
    match error {
        Error::Invalid(errors) => Ok((StatusCode::UNPROCESSABLE_ENTITY, form.with_errors(lang, &errors))),
        Error::Refused(message) => Ok((StatusCode::CONFLICT, form.with_refusal(tr(lang, &message)))),
        Error::Conflict => Ok((StatusCode::CONFLICT, form.with_refusal(t(lang, changed).into_owned()))),
        other => Err(other),
    }
}
