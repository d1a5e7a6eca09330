//! `GET /w/{slug}/hand-overs/{number}`; writing again to a body outside that does not answer.

use actix_web::{HttpRequest, http::StatusCode, web};

use super::{Answer, case_link, facts, forms, head, light, number_in, path};
use crate::{
    calendar,
    enforcement::{
        hand_over::{
            self, HandOver, HandOverAction, HandOverState,
            actions::{self, SeenHandOver},
        },
        model::Case,
        pages::{
            cases::sections::{Line, Section},
            measures::{Detail, Facts},
        },
        queries::cases as queries,
    },
    platform::{
        db::Conn,
        error::{Error, Message, Result},
        http::{Fields, Form, see_other},
        i18n::t,
        view::parts::{Actions, Fact, FieldView, FormView, Notice, Offered},
    },
    site::{Member, Site},
    tenancy::{
        Role, Scope,
        departments::{self, Department},
    },
};

pub(super) struct Loaded {
    pub hand_over: HandOver,
    pub case: Case,
    pub departments: Vec<Department>,
    pub calendar: std::sync::Arc<calendar::WorkCalendar>,
}

pub(super) fn load(conn: &mut Conn, scope: &Scope, number: &str) -> Result<Loaded> {
    let hand_over = hand_over::by_number(conn, scope, number)?;
    let ids: Vec<i64> = [Some(hand_over.from_id), hand_over.to_id].into_iter().flatten().collect();
    Ok(Loaded {
        case: queries::one(conn, scope, hand_over.case_id)?,
        departments: departments::by_ids(conn, scope, &ids)?,
        calendar: calendar::load(conn, scope)?,
        hand_over,
    })
}

pub async fn show(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let number = number_in(&req);
    let loaded = site.read(&member, move |conn, scope| load(conn, scope, &number)).await?;
    Ok(body(&member.scope, &loaded).answer(&req, &member)?)
}

/// What this person may do with it now, the first as the main one.
pub(super) fn may(scope: &Scope, h: &HandOver, case: &Case) -> Vec<HandOverAction> {
    HandOverAction::ALL.iter().copied().filter(|a| h.permit(scope, case, *a).is_ok()).collect()
}

fn body(scope: &Scope, loaded: &Loaded) -> Detail {
    let (lang, h) = (scope.lang(), &loaded.hand_over);
    let mut head = head(scope, None, &loaded.case.title);
    head.light = Some(light(scope, h, &loaded.calendar));
    head.under = Some(format!("{} · {}", h.number, t(lang, &h.kind.key())));
    let base = path(scope, h);
    let offer = |label: String, href: String, main: bool| Offered { label, href, post: false, main, danger: false, hidden: Vec::new() };
    let mut offered: Vec<Offered> = Vec::new();
    for action in may(scope, h, &loaded.case) {
        let main = offered.is_empty() && !matches!(action, HandOverAction::Withdraw | HandOverAction::Reject);
        offered.push(offer(t(lang, &action.key()).into_owned(), format!("{base}/{}", action.as_str()), main));
    }
    if may_send_again(scope, h, &loaded.case) {
        offered.push(offer(t(lang, "hand-over-send-again").into_owned(), format!("{base}/again"), false));
    }
    let mut all = facts(scope, h, &loaded.departments);
    all.insert(
        0,
        Fact {
            href: Some(case_link(scope, &loaded.case.number)),
            ..Fact::new(t(lang, "hand-over-field-case"), loaded.case.shown_number())
        },
    );
    let text = |id: &'static str, key: &str, text: &str| {
        let line = Line { light: None, title: text.to_owned(), href: None, note: String::new() };
        Section { id, title: t(lang, key).into_owned(), ladder: false, lines: vec![line], none: None, link: None }
    };
    let why = h.said("hand-over-field-reason");
    let mut sections = vec![text("why", &why, &h.reason)];
    if !h.result.is_empty() {
        sections.push(text("result", "hand-over-field-result", &h.result));
    }
    let answer = Some(h.answer.clone()).filter(|a| !a.is_empty());
    let tone = if h.state == HandOverState::Rejected { "red" } else { "grey" };
    let notices = answer.map(|text| Notice { tone, title: Some(t(lang, &h.state.key()).into_owned()), text, link: None });
    Detail {
        head,
        notices: notices.into_iter().collect(),
        actions: Actions { offered, refused: Vec::new() },
        facts: Facts { items: all, beside: false },
        sections,
    }
}

fn may_send_again(scope: &Scope, h: &HandOver, case: &Case) -> bool {
    let may = h.is_followed_up_by(scope, case) || scope.has(Role::Secretariat);
    may && h.is_outside() && h.state == HandOverState::Sent
}

fn again_view(scope: &Scope, h: &HandOver, typed: Option<&Fields>) -> FormView {
    let lang = scope.lang();
    let email = FieldView::new("email", "outside_email", t(lang, "hand-over-field-outside-email")).typed(typed, &*h.outside_email);
    FormView::new(format!("{}/again", path(scope, h)), t(lang, "hand-over-send-again"))
        .hidden("version", h.version)
        .back(path(scope, h))
        .field(FieldView { size: Some("medium"), ..email }.hint(t(lang, "hand-over-hint-again")))
}

pub async fn again_form(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let number = number_in(&req);
    let loaded = site.read(&member, move |conn, scope| load(conn, scope, &number)).await?;
    let h = &loaded.hand_over;
    if !may_send_again(&member.scope, h, &loaded.case) {
        return Err(Error::forbidden("hand-over-forbidden-again").into());
    }
    let page =
        forms::FormPage::new(head(&member.scope, Some(h), &t(member.lang(), "hand-over-send-again")), again_view(&member.scope, h, None));
    Ok(page.answer(&req, &member, StatusCode::OK)?)
}

pub async fn again(req: HttpRequest, site: web::Data<Site>, member: Member, form: Form) -> Answer {
    let (number, fields) = (number_in(&req), form.into_inner());
    let (version, email) = (fields.trimmed("version").parse().unwrap_or(0), fields.get("outside_email").unwrap_or_default().to_owned());
    let asked = number.clone();
    let done = site.write(&member, move |conn, scope| {
        let id = hand_over::by_number(conn, scope, &asked)?.id;
        actions::send_again(conn, scope, SeenHandOver { id, version }, &email)
    });
    let error = match done.await {
        Ok(h) => return Ok(see_other(path(&member.scope, &h)).flash(Message::new("hand-over-done-again")).respond(&req)),
        Err(error) => error,
    };
    let loaded = site.read(&member, move |conn, scope| load(conn, scope, &number)).await?;
    let h = &loaded.hand_over;
    let (status, form) = forms::again(member.lang(), again_view(&member.scope, h, Some(&fields)), error)?;
    let page = forms::FormPage::new(head(&member.scope, Some(h), &t(member.lang(), "hand-over-send-again")), form);
    Ok(page.answer(&req, &member, status)?)
}
