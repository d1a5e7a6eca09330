//! A member: what they are, what can be done.

use actix_web::{HttpRequest, http::StatusCode, web};
use serde::Serialize;

use super::{Answer, form, id_of, invitation::Facts, timeline_item};
use crate::{
    people::{
        actions,
        model::{MANAGERS, MEMBER, Member, READERS, Rights, SEATERS},
        store::{self, OpenDepartment, StandIn},
    },
    platform::{
        db::Conn,
        error::{Error, FieldErrors, Message, Result},
        http::{Fields, Form, see_other},
        i18n::{Lang, format, format_instant, t, tr},
        view::parts::{Actions, Confirm, Fact, FieldView, FormView, Head, Link, NotOffered, Offered, StateView, TimelineView},
    },
    site::{self, Site},
    tenancy::{Function, Role, Scope},
    timeline::{self, Subject},
};

#[derive(Serialize)]
struct ShowBody {
    head: Head,
    facts: Facts,
    actions: Actions,
    timeline: TimelineView,
}

#[derive(Serialize)]
struct EditBody {
    head: Head,
    form: FormView,
}

/// `GET /w/{slug}/people/{id}`: readers see everybody, others themselves.
pub async fn show(req: HttpRequest, site: web::Data<Site>, member: site::Member) -> Answer {
    let id = id_of(&req)?;
    if member.scope.membership_id() != Some(id) {
        member.scope.require(&READERS)?;
    }
    let (shown, words, deputies, events) = site
        .read(&member, move |conn, scope| {
            let shown = store::member(conn, scope, id)?;
            let words = actions::in_words(conn, scope, &shown.rights(), scope.lang())?;
            let deputies = deputies(conn, scope, &shown)?;
            Ok((shown, words, deputies, timeline::of(conn, scope, Subject::new(MEMBER, id), None, 100)?))
        })
        .await?;
    let (scope, lang) = (&member.scope, member.lang());
    let at = |instant| format_instant(lang, instant, scope.zone());
    let mut head = Head::new(&shown.name);
    if scope.require(&READERS).is_ok() {
        head = head.crumb(format!("{}/people", scope.base()), t(lang, "people-title"));
    }
    head.state = (!shown.is_active()).then(|| StateView { label: t(lang, shown.state.key()).into_owned() });
    let mut items = vec![
        Fact::new(t(lang, "account-email"), &shown.email),
        Fact { value: Some(words.0).filter(|w| !w.is_empty()), ..Fact::new(t(lang, "people-roles"), "") },
        Fact { value: Some(words.1).filter(|w| !w.is_empty()), ..Fact::new(t(lang, "people-departments"), "") },
        Fact::new(t(lang, "people-since"), at(shown.joined_at)),
    ];
    items.extend(deputies);
    if let Some(ended) = shown.ended_at {
        items.push(Fact::new(t(lang, "people-ended"), at(ended)));
    }
    let body = ShowBody {
        head,
        facts: Facts { items },
        actions: actions_of(scope, lang, &shown),
        timeline: TimelineView { items: events.iter().map(|e| timeline_item(scope, MEMBER, e)).collect(), more: None },
    };
    let title = shown.name.clone();
    Ok(member.page(&req, "people/object", title, body)?)
}

/// For each department a member is liaison of, who stands in; and for whom they stand in themselves.
fn deputies(conn: &mut Conn, scope: &Scope, shown: &Member) -> Result<Vec<Fact>> {
    let lang = scope.lang();
    let all = store::stand_ins(conn, scope, shown.id)?;
    let (own, theirs): (Vec<&StandIn>, Vec<&StandIn>) = all.iter().partition(|s| s.membership_id != shown.id);
    let may_name = shown.is_active() && actions::require_naming(scope, shown.id).is_ok();
    let mut facts = Vec::new();
    for seated in shown.seats.iter().filter(|s| s.seat.function == Function::Liaison) {
        let id = seated.seat.department_id;
        let present = own.iter().find(|s| s.department_id == id);
        let name = present.map(|s| store::member(conn, scope, s.membership_id)).transpose()?.map(|m| m.name);
        facts.push(Fact {
            label: format(lang, "people-deputy-in", &[("department", seated.short_name.as_str().into())]),
            href: may_name.then(|| format!("{}/people/{}/deputy/{id}", scope.base(), shown.id)),
            value: name.or_else(|| may_name.then(|| t(lang, "people-deputy-name").into_owned())),
            note: present.map(|s| actions::span_in_words(lang, (s.from_on, s.until_on))),
            ..Fact::default()
        });
    }
    for s in theirs {
        let liaison = s.liaison_id.map(|id| store::member(conn, scope, id)).transpose()?.map(|m| m.name);
        let span = actions::span_in_words(lang, (s.from_on, s.until_on));
        facts.push(Fact {
            value: Some(liaison.unwrap_or_else(|| t(lang, "people-stands-in-vacant").into_owned())),
            note: Some(span),
            ..Fact::new(format(lang, "people-stands-in", &[("department", s.short_name.as_str().into())]), "")
        });
    }
    Ok(facts)
}

fn actions_of(scope: &Scope, lang: Lang, shown: &Member) -> Actions {
    let mut actions = Actions::default();
    if !shown.is_active() {
        return actions;
    }
    let base = format!("{}/people/{}", scope.base(), shown.id);
    let mut offer = |label: &str, href: String, main: bool, danger: bool| {
        let label = t(lang, label).into_owned();
        actions.offered.push(Offered { label, href, post: false, main, danger, hidden: Vec::new() });
    };
    let own = scope.membership_id() == Some(shown.id);
    if scope.require(&SEATERS).is_ok() {
        offer("people-edit", format!("{base}/edit"), true, false);
    }
    if own {
        offer("people-leave", format!("{}/leave", scope.base()), false, true);
    } else if scope.require(&MANAGERS).is_ok() {
        offer("people-remove", format!("{base}/remove"), false, true);
    } else if scope.require(&SEATERS).is_ok()
        && let Err(Error::Forbidden(why)) = scope.require(&MANAGERS)
    {
        actions.refused.push(NotOffered { label: t(lang, "people-remove").into_owned(), why: tr(lang, &why) });
    }
    actions
}

/// `GET /w/{slug}/people/{id}/edit`
pub async fn edit(req: HttpRequest, site: web::Data<Site>, member: site::Member) -> Answer {
    member.scope.require(&SEATERS)?;
    edit_page(&req, site, &member, StatusCode::OK, None).await
}

/// Why a form comes back.
enum Why<'a> {
    Invalid(&'a FieldErrors),
    Refused(&'a Message),
    /// Somebody saved in between; saving again is on top of that.
    Conflict,
}

/// `POST /w/{slug}/people/{id}/edit`
pub async fn save(req: HttpRequest, site: web::Data<Site>, member: site::Member, form: Form) -> Answer {
    let id = id_of(&req)?;
    let version: i64 = form.trimmed("version").parse().unwrap_or(0);
    let roles: Option<Vec<Role>> = member.scope.require(&MANAGERS).is_ok().then(|| form::roles(&form));
    let seats = form::seats(&form);
    match site.write(&member, move |conn, scope| actions::change(conn, scope, id, version, roles, seats)).await {
        Ok(()) => {
            // Whoever takes their own right to see people is led to what they may see.
            let to = format!("{}/people/{id}", member.scope.base());
            Ok(see_other(to).flash(Message::new("people-changed")).respond(&req))
        }
        Err(Error::Invalid(errors)) => {
            edit_page(&req, site, &member, StatusCode::UNPROCESSABLE_ENTITY, Some((&form, Why::Invalid(&errors)))).await
        }
        Err(Error::Refused(message)) => edit_page(&req, site, &member, StatusCode::CONFLICT, Some((&form, Why::Refused(&message)))).await,
        Err(Error::Conflict) => edit_page(&req, site, &member, StatusCode::CONFLICT, Some((&form, Why::Conflict))).await,
        Err(error) => Err(error.into()),
    }
}

async fn edit_page(
    req: &HttpRequest,
    site: web::Data<Site>,
    member: &site::Member,
    status: StatusCode,
    wrong: Option<(&Fields, Why<'_>)>,
) -> Answer {
    let id = id_of(req)?;
    let (shown, departments, words) = site
        .read(member, move |conn, scope| {
            let shown = store::member(conn, scope, id)?;
            let words = actions::in_words(conn, scope, &shown.rights(), scope.lang())?;
            let mut departments = store::open_departments(conn, scope)?;
            // A function for a department closed since stays to be seen and taken away.
            for s in &shown.seats {
                if departments.iter().all(|d| d.id != s.seat.department_id) {
                    let (name, short_name) = (s.name.clone(), s.short_name.clone());
                    departments.push(OpenDepartment { id: s.seat.department_id, code: String::new(), name, short_name });
                }
            }
            Ok((shown, departments, words))
        })
        .await?;
    let (scope, lang) = (&member.scope, member.lang());
    let base = format!("{}/people/{id}", scope.base());
    let chosen = wrong.as_ref().map_or_else(|| shown.rights(), |(fields, _)| form::rights(fields));
    let form = edit_form(scope, lang, &base, &shown, &departments, &chosen);
    let form = match wrong {
        None => form,
        Some((_, Why::Invalid(errors))) => form.with_errors(lang, errors),
        Some((_, Why::Refused(message))) => form.with_refusal(tr(lang, message)),
        Some((_, Why::Conflict)) => {
            form.with_refusal(format(lang, "people-conflict", &[("roles", words.0.into()), ("departments", words.1.into())]))
        }
    };
    let title = format(lang, "people-edit-title", &[("name", shown.name.as_str().into())]);
    let head = Head::new(&title).crumb(format!("{}/people", scope.base()), t(lang, "people-title")).crumb(base, &shown.name);
    Ok(member.page_status(req, status, "people/form", title, EditBody { head, form })?)
}

fn edit_form(scope: &Scope, lang: Lang, base: &str, shown: &Member, departments: &[OpenDepartment], chosen: &Rights) -> FormView {
    let form = FormView::new(format!("{base}/edit"), t(lang, "account-save")).hidden("version", shown.version).back(base);
    let form = if scope.require(&MANAGERS).is_ok() { form::with_roles(lang, form, chosen) } else { form };
    form::with_departments(lang, form, departments, chosen)
}

/// `GET /w/{slug}/people/{id}/remove`
pub async fn ask_remove(req: HttpRequest, site: web::Data<Site>, member: site::Member) -> Answer {
    member.scope.require(&MANAGERS)?;
    remove_page(&req, site, &member, StatusCode::OK, None).await
}

/// `POST /w/{slug}/people/{id}/remove`
pub async fn remove(req: HttpRequest, site: web::Data<Site>, member: site::Member, form: Form) -> Answer {
    let id = id_of(&req)?;
    let reason: String = form.trimmed("reason").chars().take(500).collect();
    match site.write(&member, move |conn, scope| actions::remove(conn, scope, id, &reason)).await {
        // Whoever removes themselves is no member any more and may not see the list.
        Ok(()) if member.scope.membership_id() == Some(id) => Ok(see_other("/").flash(Message::new("people-removed")).respond(&req)),
        Ok(()) => {
            let to = format!("{}/people", member.scope.base());
            Ok(see_other(to).flash(Message::new("people-removed")).respond(&req))
        }
        Err(Error::Refused(message)) => {
            remove_page(&req, site, &member, StatusCode::CONFLICT, Some((form.trimmed("reason"), &message))).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn remove_page(
    req: &HttpRequest,
    site: web::Data<Site>,
    member: &site::Member,
    status: StatusCode,
    wrong: Option<(&str, &Message)>,
) -> Answer {
    let id = id_of(req)?;
    let shown = site.read(member, move |conn, scope| store::member(conn, scope, id)).await?;
    let (lang, object) = (member.lang(), format!("{}/people/{id}", member.scope.base()));
    let title = format(lang, "people-remove-title", &[("name", shown.name.as_str().into())]);
    let reason = FieldView::new("area", "reason", t(lang, "people-reason")).value(wrong.map_or("", |(r, _)| r)).optional();
    let mut form = FormView::new(format!("{object}/remove"), t(lang, "people-remove")).field(reason).danger().back(&object);
    if let Some((_, message)) = wrong {
        form = form.with_refusal(tr(lang, message));
    }
    let confirm = Confirm {
        title: title.clone(),
        object: Some(Link::new(&object, format!("{} · {}", shown.name, shown.email))),
        what: ["people-remove-what-access", "people-remove-what-seats", "people-remove-what-history"]
            .map(|k| t(lang, k).into_owned())
            .to_vec(),
        form,
    };
    Ok(member.page_status(req, status, "people/confirm", title, confirm)?)
}
