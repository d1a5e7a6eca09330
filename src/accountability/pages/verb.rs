//! `GET` and `POST /w/{slug}/matters/{number}/{verb}`: the steps whose form is a few words; each says first what will happen.

use actix_web::{HttpRequest, http::StatusCode, web};

use super::{
    Answer,
    forms::{self, FormPage},
    head_below, list_path, number_in, path, seen,
    verb_form::{Setting, setting, view, what},
};
use crate::{
    accountability::{
        actions::{self, Charged, Hearing, Seen},
        model::Action,
        queries,
    },
    platform::{
        db::Conn,
        error::{FieldErrors, Message, Result},
        http::{Fields, Form, see_other},
        i18n::t,
        view::parts::FormView,
    },
    site::{Member, Site},
    tenancy::Scope,
};

/// A form page and what it posts to, one a verb.
pub const VERBS: &[(Action, &str)] = &[
    (Action::Accept, "/w/{slug}/matters/{number}/accept"),
    (Action::Dismiss, "/w/{slug}/matters/{number}/dismiss"),
    (Action::Declare, "/w/{slug}/matters/{number}/declare"),
    (Action::Note, "/w/{slug}/matters/{number}/note"),
    (Action::Notify, "/w/{slug}/matters/{number}/notify"),
    (Action::Reply, "/w/{slug}/matters/{number}/reply"),
    (Action::AskHearing, "/w/{slug}/matters/{number}/ask-hearing"),
    (Action::AskExtension, "/w/{slug}/matters/{number}/ask-extension"),
    (Action::Hear, "/w/{slug}/matters/{number}/hear"),
    (Action::Charge, "/w/{slug}/matters/{number}/charge"),
    (Action::Respond, "/w/{slug}/matters/{number}/respond"),
    (Action::Return, "/w/{slug}/matters/{number}/return"),
    (Action::Verify, "/w/{slug}/matters/{number}/verify"),
    (Action::Object, "/w/{slug}/matters/{number}/object"),
    (Action::Reopen, "/w/{slug}/matters/{number}/reopen"),
];

pub async fn form(action: Action, req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let number = number_in(&req);
    let setting = site.read(&member, move |conn, scope| setting(conn, scope, &number, action, true)).await?;
    let form = view(&member.scope, action, &setting, None);
    page(&req, &member, StatusCode::OK, action, &setting, form)
}

pub async fn perform(action: Action, req: HttpRequest, site: web::Data<Site>, member: Member, posted: Form) -> Answer {
    let fields = posted.into_inner();
    let (seen, typed) = (seen(&req, &fields), fields.clone());
    let done = site
        .write(&member, move |conn, scope| {
            let called = queries::ground(conn, scope, &seen.number)?.matter.action_key(action);
            act(conn, scope, action, &seen, &typed).map(|()| called)
        })
        .await;
    let error = match done {
        Ok(called) => {
            let said = Message::new("matter-done").key("action", called);
            // Who stands back sees the matter no longer.
            let gone = action == Action::Declare && fields.trimmed("interest") == "yes";
            let to = if gone { member.scope.base() } else { format!("{}/{}", list_path(&member.scope), number_in(&req)) };
            return Ok(see_other(to).flash(said).respond(&req));
        }
        Err(error) => error,
    };
    let number = number_in(&req);
    let setting = site.read(&member, move |conn, scope| setting(conn, scope, &number, action, false)).await?;
    let (status, form) = forms::again(member.lang(), view(&member.scope, action, &setting, Some(&fields)), error)?;
    page(&req, &member, status, action, &setting, form)
}

/// Takes the step. Who may not hears that before what is wrong with what they typed.
pub(super) fn act(conn: &mut Conn, scope: &Scope, action: Action, seen: &Seen, fields: &Fields) -> Result<()> {
    let text = |name: &str| fields.get(name).unwrap_or_default().to_owned();
    let mut errors = FieldErrors::default();
    let day = fields.day("day", &mut errors);
    if !errors.is_empty() {
        setting(conn, scope, &seen.number, action, true)?;
        errors.finish(())?;
    }
    match action {
        Action::Accept => actions::accept(conn, scope, seen, &text("reason")).map(drop),
        Action::Dismiss => actions::dismiss(conn, scope, seen, &text("reason")).map(drop),
        Action::Declare => {
            let interest = match fields.trimmed("interest") {
                "yes" => true,
                "no" => false,
                _ => {
                    setting(conn, scope, &seen.number, action, true)?;
                    return Err(crate::platform::error::Error::invalid("interest", Message::new("field-required")));
                }
            };
            actions::declare(conn, scope, seen, interest, &text("reason")).map(drop)
        }
        Action::Note => actions::note(conn, scope, seen, &text("text")),
        Action::Notify => actions::notify(conn, scope, seen).map(drop),
        Action::Reply => actions::reply(conn, scope, seen, &text("text")).map(drop),
        Action::AskHearing => actions::ask_hearing(conn, scope, seen, &text("text")).map(drop),
        Action::AskExtension => actions::ask_extension(conn, scope, seen, &text("text"), day).map(drop),
        Action::Hear => {
            let typed = Hearing { day, present: text("present"), record: text("record") };
            actions::hear(conn, scope, seen, &typed).map(drop)
        }
        Action::Charge => {
            let typed =
                Charged { title: text("title"), requirement: text("requirement"), lead_id: fields.chosen("department"), due_on: day };
            actions::charge(conn, scope, seen, &typed).map(drop)
        }
        Action::Respond => actions::respond(conn, scope, seen, &text("text")).map(drop),
        Action::Return => actions::return_(conn, scope, seen, &text("reason")).map(drop),
        Action::Verify => actions::verify(conn, scope, seen, fields.chosen("department"), &text("text")).map(drop),
        Action::Object => actions::object(conn, scope, seen, &text("text")).map(drop),
        _ => actions::reopen(conn, scope, seen, &text("reason")).map(drop),
    }
}

fn page(req: &HttpRequest, member: &Member, status: StatusCode, action: Action, setting: &Setting, form: FormView) -> Answer {
    let (scope, lang) = (&member.scope, member.lang());
    let title = t(lang, &setting.ground.matter.action_key(action)).into_owned();
    let head = head_below(scope, &setting.ground.matter, &title);
    FormPage::new(head, what(scope, action, setting), form.back(path(scope, &setting.ground.matter))).answer(req, member, status)
}
