//! `POST /w/{slug}/ladder`: taking the shipped ladder, beginning and discarding a draft, moving its rules. `GET /w/{slug}/ladder/ask` asks
//! before a rule is taken out, or the draft thrown away.

use actix_web::{HttpRequest, http::StatusCode, web};

use super::{Answer, head, home, measures, when};
use crate::{
    enforcement::{
        actions::cases::ship_kinds,
        ladder::{
            self,
            actions::{self, Shift},
        },
        pages::cases::forms::FormPage,
    },
    platform::{
        db::Conn,
        error::{Error, Message, Result},
        http::{Fields, Form, ListQuery, see_other},
        i18n::{format, t},
        view::parts::FormView,
    },
    site::{Member, Site},
    tenancy::{Role, Scope},
};

/// With `do=out` and a `position`, or `do=discard`.
pub async fn ask(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let query = ListQuery::of(&req, &[]);
    let (is_out, position) = (query.filter("do") == Some("out"), query.filter("position").and_then(|p| p.parse::<i32>().ok()));
    let draft = site
        .read(&member, |conn, scope| {
            scope.require(&[Role::Secretariat])?;
            ladder::all(conn, scope)?.into_iter().find(|l| l.in_force_on.is_none()).ok_or(Error::NotFound)
        })
        .await?;
    let rule = draft.rules.iter().find(|r| is_out && Some(r.position) == position);
    if is_out && rule.is_none() {
        return Err(Error::NotFound.into());
    }
    let (scope, lang) = (&*member.scope, member.lang());
    let said = rule
        .map(|r| format(lang, "ladder-what-out", &[("rule", format!("{}. {} · {}", r.position, measures(lang, r), when(lang, r)).into())]));
    let (verb, title) = if is_out { ("out", "ladder-ask-out") } else { ("discard", "ladder-ask-discard") };
    let what = said.unwrap_or_else(|| format(lang, "ladder-what-discard", &[("count", (draft.rules.len() as f64).into())]));
    let submit = t(lang, if is_out { "ladder-out" } else { "ladder-discard" });
    let form = FormView::new(home(scope), submit).hidden("do", verb).hidden("version", draft.version).back(home(scope)).danger();
    let form = if let Some(r) = rule { form.hidden("position", r.position) } else { form };
    let page = FormPage { what: vec![what], ..FormPage::new(head(scope, &t(lang, title)), form) };
    Ok(page.answer(&req, &member, StatusCode::OK)?)
}

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
