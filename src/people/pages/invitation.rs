//! Inviting, and an invitation with what can be done about it.

use actix_web::{HttpRequest, http::StatusCode, web};
use serde::Serialize;

use super::{Answer, form, id_of, timeline_item};
use crate::{
    people::{
        actions::{self, NewInvitation},
        model::{INVITATION, Invitation, InvitationState, MANAGERS, READERS, Rights},
        store,
    },
    platform::{
        error::{Error, FieldErrors, Message},
        http::{Fields, Form, see_other},
        i18n::{Lang, format, format_instant, t},
        view::parts::{Actions, Confirm, Fact, FieldView, FormView, Head, Hidden, Link, Offered, StateView, TimelineView},
    },
    site::{Member, Site},
    tenancy::Scope,
    timeline::{self, Subject},
};

#[derive(Serialize)]
struct NewBody {
    head: Head,
    form: FormView,
}

#[derive(Serialize)]
struct ShowBody {
    head: Head,
    facts: Facts,
    actions: Actions,
    timeline: TimelineView,
}

#[derive(Serialize)]
pub(super) struct Facts {
    pub items: Vec<Fact>,
}

/// `GET /w/{slug}/people/invite`
pub async fn new(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    member.scope.require(&MANAGERS)?;
    new_page(&req, site, &member, StatusCode::OK, None).await
}

/// `POST /w/{slug}/people/invite`
pub async fn create(req: HttpRequest, site: web::Data<Site>, member: Member, form: Form) -> Answer {
    let new = NewInvitation {
        email: form.trimmed("email").to_owned(),
        name: form.trimmed("name").to_owned(),
        rights: Rights::new(form::roles(&form), form::seats(&form)),
    };
    let email = new.email.clone();
    match site.write(&member, move |conn, scope| actions::invite(conn, scope, &new)).await {
        Ok(_) => {
            let to = format!("{}/people?tab=invitations", member.scope.base());
            Ok(see_other(to).flash(Message::new("people-invited").text("email", email)).respond(&req))
        }
        Err(Error::Invalid(errors)) => new_page(&req, site, &member, StatusCode::UNPROCESSABLE_ENTITY, Some((&form, &errors))).await,
        Err(error) => Err(error.into()),
    }
}

async fn new_page(
    req: &HttpRequest,
    site: web::Data<Site>,
    member: &Member,
    status: StatusCode,
    wrong: Option<(&Fields, &FieldErrors)>,
) -> Answer {
    let (lang, base) = (member.lang(), member.scope.base());
    let departments = site.read(member, store::open_departments).await?;
    let typed = wrong.map(|(fields, _)| fields);
    let chosen = typed.map(form::rights).unwrap_or_default();
    let view = FormView::new(format!("{base}/people/invite"), t(lang, "people-invite-submit"))
        .field(FieldView::new("email", "email", t(lang, "account-email")).typed(typed, "").complete("off"))
        .field(FieldView::new("text", "name", t(lang, "account-name")).typed(typed, "").complete("off"))
        .back(format!("{base}/people"));
    let mut view = form::with_departments(lang, form::with_roles(lang, view, &chosen), &departments, &chosen);
    if let Some((_, errors)) = wrong {
        view = view.with_errors(lang, errors);
    }
    let head =
        Head::new(t(lang, "people-invite")).crumb(format!("{base}/people"), t(lang, "people-title")).under(t(lang, "people-invite-about"));
    Ok(member.page_status(req, status, "people/form", t(lang, "people-invite"), NewBody { head, form: view })?)
}

/// `GET /w/{slug}/people/invitations/{id}`
pub async fn show(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    member.scope.require(&READERS)?;
    let id = id_of(&req)?;
    let (invitation, words, events) = site
        .read(&member, move |conn, scope| {
            let invitation = store::invitation(conn, scope, id)?;
            let words = actions::in_words(conn, scope, &invitation.rights, scope.lang())?;
            Ok((invitation, words, timeline::of(conn, scope, Subject::new(INVITATION, id), None, 100)?))
        })
        .await?;
    let (scope, lang) = (&member.scope, member.lang());
    let at = |instant| format_instant(lang, instant, scope.zone());
    let state = invitation.state(scope.now());
    let mut head = Head::new(&invitation.name).crumb(format!("{}/people?tab=invitations", scope.base()), t(lang, "people-tab-invitations"));
    head.state = Some(StateView { label: t(lang, state.key()).into_owned() });
    let body = ShowBody {
        head,
        facts: Facts {
            items: vec![
                Fact::new(t(lang, "account-email"), &invitation.email),
                Fact::new(t(lang, "people-roles"), words.0),
                Fact::new(t(lang, "people-departments"), words.1),
                Fact::new(t(lang, "people-invited-at"), at(invitation.created_at)),
                Fact { late: state == InvitationState::Expired, ..Fact::new(t(lang, "people-until"), at(invitation.expires_at)) },
            ],
        },
        actions: actions_of(scope, lang, &invitation, state),
        timeline: TimelineView { items: events.iter().map(|e| timeline_item(scope, INVITATION, e)).collect(), more: None },
    };
    let title = invitation.name.clone();
    Ok(member.page(&req, "people/object", title, body)?)
}

fn actions_of(scope: &Scope, lang: Lang, invitation: &Invitation, state: InvitationState) -> Actions {
    let open = matches!(state, InvitationState::Pending | InvitationState::Expired);
    if !open || scope.require(&MANAGERS).is_err() {
        return Actions::default();
    }
    let base = format!("{}/people/invitations/{}", scope.base(), invitation.id);
    let offer = |label: &str, href: String, post: bool, danger: bool| Offered {
        label: t(lang, label).into_owned(),
        href,
        post,
        main: post,
        danger,
        hidden: Vec::<Hidden>::new(),
    };
    let offered = vec![
        offer("invitation-resend", format!("{base}/resend"), true, false),
        offer("invitation-revoke", format!("{base}/revoke"), false, true),
    ];
    Actions { offered, refused: Vec::new() }
}

/// `POST /w/{slug}/people/invitations/{id}/resend`
pub async fn resend(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let id = id_of(&req)?;
    site.write(&member, move |conn, scope| actions::resend(conn, scope, id)).await?;
    let to = format!("{}/people/invitations/{id}", member.scope.base());
    Ok(see_other(to).flash(Message::new("invitation-resent")).respond(&req))
}

/// `GET /w/{slug}/people/invitations/{id}/revoke`
pub async fn ask_revoke(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    member.scope.require(&MANAGERS)?;
    let id = id_of(&req)?;
    let invitation = site.read(&member, move |conn, scope| store::invitation(conn, scope, id)).await?;
    let (lang, object) = (member.lang(), format!("{}/people/invitations/{id}", member.scope.base()));
    let title = format(lang, "invitation-revoke-title", &[("name", invitation.name.as_str().into())]);
    let confirm = Confirm {
        title: title.clone(),
        object: Some(Link::new(&object, &invitation.email)),
        what: vec![t(lang, "invitation-revoke-what").into_owned()],
        form: FormView::new(format!("{object}/revoke"), t(lang, "invitation-revoke")).danger().back(object),
    };
    Ok(member.page(&req, "people/confirm", title, confirm)?)
}

/// `POST /w/{slug}/people/invitations/{id}/revoke`
pub async fn revoke(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let id = id_of(&req)?;
    site.write(&member, move |conn, scope| actions::revoke(conn, scope, id)).await?;
    let to = format!("{}/people?tab=invitations", member.scope.base());
    Ok(see_other(to).flash(Message::new("invitation-revoked")).respond(&req))
}
