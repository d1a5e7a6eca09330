//! `POST /w/{slug}/ladder`: taking the shipped ladder, beginning and discarding a draft, moving its rules.

use actix_web::{HttpRequest, web};

use super::{Answer, home};
use crate::{
    enforcement::{
        actions::cases::ship_kinds,
        ladder::actions::{self, Shift},
    },
    platform::{
        db::Conn,
        error::{Error, Message, Result},
        http::{Fields, Form, see_other},
    },
    site::{Member, Site},
    tenancy::{Role, Scope},
};

pub async fn change(req: HttpRequest, site: web::Data<Site>, member: Member, form: Form) -> Answer {
    let fields = form.into_inner();
    let done = site.write(&member, move |conn, scope| perform(conn, scope, &fields)).await?;
    Ok(see_other(home(&member.scope)).flash(done).respond(&req))
}

fn perform(conn: &mut Conn, scope: &Scope, fields: &Fields) -> Result<Message> {
    let version = fields.trimmed("version").parse().unwrap_or(0);
    let position = fields.trimmed("position").parse().unwrap_or(0);
    match fields.trimmed("do") {
        "ship" => {
            scope.require(&[Role::Secretariat])?;
            // The ladder speaks of the shipped kinds.
            ship_kinds(conn, scope)?;
            Ok(Message::new("ladder-done-ship"))
        }
        "draft" => actions::begin_draft(conn, scope).map(|_| Message::new("ladder-done-draft")),
        "discard" => actions::discard(conn, scope, version).map(|()| Message::new("ladder-done-discard")),
        "up" => actions::shift_rule(conn, scope, version, position, Shift::Up).map(|_| Message::new("ladder-done-rule")),
        "down" => actions::shift_rule(conn, scope, version, position, Shift::Down).map(|_| Message::new("ladder-done-rule")),
        "out" => actions::shift_rule(conn, scope, version, position, Shift::Out).map(|_| Message::new("ladder-done-rule")),
        _ => Err(Error::NotFound),
    }
}
