//! The mail that brings an instruction to the secretariat.

use serde_json::json;

use super::model::Instruction;
use crate::{
    duties,
    outbox::{self, Letter},
    platform::{
        db::Conn,
        error::Result,
        i18n::{Lang, format, format_instant, t},
    },
    tenancy::Scope,
};

/// Writes to everybody of the secretariat.
pub(super) fn tell_secretariat(conn: &mut Conn, scope: &Scope, instruction: &Instruction) -> Result<()> {
    for to in duties::queries::secretariat(conn, scope)? {
        let letter = Letter {
            person_id: Some(to.person_id),
            address: &to.email,
            recipient: &to.name,
            cause: &format!("instruction:{}:{}", instruction.id, to.person_id),
            template: "instruction",
            lang: to.lang,
            payload: payload(scope, to.lang, instruction),
        };
        outbox::enqueue(conn, scope, &letter)?;
    }
    Ok(())
}

fn payload(scope: &Scope, lang: Lang, instruction: &Instruction) -> serde_json::Value {
    let about = instruction.about.as_ref();
    let title = match about {
        Some(duty) => {
            format(lang, "mail-instruction-about", &[("author", instruction.author.as_str().into()), ("title", duty.title.as_str().into())])
        }
        None => format(lang, "mail-instruction", &[("author", instruction.author.as_str().into())]),
    };
    let kicker = [("workspace", scope.workspace_name().into()), ("number", instruction.number.as_str().into())];
    json!({
        "head": { "title": title, "kicker": format(lang, "mail-instruction-kicker", &kicker) },
        "said": { "text": instruction.text, "source": format_instant(lang, instruction.written_at, scope.zone()) },
        "what": t(lang, "mail-instruction-what"),
        "button": {
            "href": format!("{}/instructions/{}", scope.base(), instruction.number),
            "label": t(lang, "mail-instruction-open"),
        },
        "foot": { "text": t(lang, "mail-instruction-foot"), "links": [] },
    })
}
