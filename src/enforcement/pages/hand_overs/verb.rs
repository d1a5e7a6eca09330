//! `GET` and `POST /w/{slug}/hand-overs/{number}/{verb}`: receiving, refusing, reporting what came of it, taking back.

use actix_web::{HttpRequest, http::StatusCode, web};

use super::{
    Answer, case_path, forms, head, number_in, path,
    show::{self, Loaded},
};
use crate::{
    enforcement::hand_over::{
        self, HandOver, HandOverAction, HandOverKind,
        actions::{self, Answer as Said, SeenHandOver},
    },
    platform::{
        error::Message,
        http::{Fields, Form, see_other},
        i18n::t,
        view::parts::{FieldView, FormView},
    },
    site::{Member, Site},
    tenancy::Scope,
};

pub async fn form(action: HandOverAction, req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let number = number_in(&req);
    let loaded = site
        .read(&member, move |conn, scope| {
            let loaded = show::load(conn, scope, &number)?;
            loaded.hand_over.permit(scope, &loaded.case, action)?;
            Ok(loaded)
        })
        .await?;
    let back = path(&member.scope, &loaded.hand_over);
    let form = view(&member.scope, action, &loaded.hand_over, format!("{back}/{}", action.as_str()), None).back(back);
    Ok(page(&member.scope, action, &loaded, form).answer(&req, &member, StatusCode::OK)?)
}

pub async fn perform(action: HandOverAction, req: HttpRequest, site: web::Data<Site>, member: Member, form: Form) -> Answer {
    let (number, fields) = (number_in(&req), form.into_inner());
    let (version, said, asked) = (fields.trimmed("version").parse().unwrap_or(0), read(&fields), number.clone());
    let done = site.write(&member, move |conn, scope| {
        let id = hand_over::by_number(conn, scope, &asked)?.id;
        let answered = actions::answer(conn, scope, SeenHandOver { id, version }, action, &said)?;
        Ok(crate::enforcement::queries::cases::one(conn, scope, answered.case_id)?.number)
    });
    let error = match done.await {
        Ok(case) => {
            let done = Message::new("hand-over-done").key("action", action.key());
            return Ok(see_other(case_path(&member.scope, &case)).flash(done).respond(&req));
        }
        Err(error) => error,
    };
    let loaded = site.read(&member, move |conn, scope| show::load(conn, scope, &number)).await?;
    let back = path(&member.scope, &loaded.hand_over);
    let form = view(&member.scope, action, &loaded.hand_over, format!("{back}/{}", action.as_str()), Some(&fields)).back(back);
    let (status, form) = forms::again(member.lang(), form, error)?;
    Ok(page(&member.scope, action, &loaded, form).answer(&req, &member, status)?)
}

pub(super) fn read(fields: &Fields) -> Said {
    let text = |name: &str| fields.get(name).unwrap_or_default().to_owned();
    Said { text: text("text"), should_go_to: text("should_go_to"), name: text("name") }
}

/// The form of one answer, for members and for whoever follows a link.
pub(super) fn view(scope: &Scope, action: HandOverAction, h: &HandOver, to: String, typed: Option<&Fields>) -> FormView {
    let lang = scope.lang();
    let text = FieldView::new("area", "text", t(lang, &format!("hand-over-text-{}", action.as_str()))).typed(typed, "");
    let text = FieldView { rows: Some(5), whole: true, optional: action == HandOverAction::Receive, ..text };
    let mut form = FormView::new(to, t(lang, &action.key())).hidden("version", h.version).hidden("action", action.as_str()).field(text);
    if action == HandOverAction::Reject {
        let goes = FieldView::new("text", "should_go_to", t(lang, "hand-over-field-should-go-to")).typed(typed, "").optional();
        form = form.field(goes.hint(t(lang, "hand-over-hint-should-go-to")));
    }
    form
}

fn page(scope: &Scope, action: HandOverAction, loaded: &Loaded, form: FormView) -> forms::FormPage {
    let is_receipt = action == HandOverAction::Receive && !loaded.hand_over.moves();
    let heading = if is_receipt { "case-step-receive-notice".into() } else { action.key() };
    let head = head(scope, Some(&loaded.hand_over), &t(scope.lang(), &heading)).under(&loaded.case.title);
    let mut page = forms::FormPage::new(head, form);
    let key = match (loaded.hand_over.kind, action) {
        (HandOverKind::Notice, _) => None,
        // Whoever refers a case goes on holding it.
        (HandOverKind::Referral, HandOverAction::Receive) => Some("hand-over-what-receive-referral".to_owned()),
        (_, action) => Some(format!("hand-over-what-{}", action.as_str())),
    };
    page.what.extend(key.map(|key| t(scope.lang(), &key).into_owned()));
    page
}
