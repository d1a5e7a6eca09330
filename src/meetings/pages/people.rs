//! Who is invited: departments, members and guests added, named and taken off.

use std::collections::HashMap;

use actix_web::{HttpRequest, http::StatusCode, web};
use serde::Serialize;

use super::{
    Answer,
    forms::{self, FormPage},
    head_below, path,
};
use crate::{
    duties::{self, DepartmentName},
    meetings::{
        actions::{self, Invitee, Seen},
        model::{Action, Participant, Role, State, decide},
        queries::{self, Ground},
        store::{self, Member as Person},
    },
    platform::{
        db::Conn,
        error::{Error, Message, Result},
        http::{Fields, Form, path_part, see_other},
        i18n::{format, t},
        view::parts::{Choice, FieldView, FormView, Head, Link},
    },
    site::{Member, Site},
    tenancy::Scope,
};

#[derive(Serialize)]
struct Body {
    head: Head,
    rows: Vec<Row>,
    departments: FormView,
    member: FormView,
    guest: FormView,
}

#[derive(Serialize)]
struct Row {
    role: String,
    name: String,
    who: String,
    post: String,
    change: Link,
    remove: Link,
}

struct Loaded {
    ground: Ground,
    members: Vec<Person>,
    open: Vec<DepartmentName>,
    names: HashMap<i64, String>,
}

fn load(conn: &mut Conn, scope: &Scope, number: &str) -> Result<Loaded> {
    let ground = queries::ground(conn, scope, number)?;
    decide(ground.meeting.state, ground.meeting.is_written(), Action::Edit, &ground.sight.by)?;
    Ok(Loaded {
        ground,
        members: store::members(conn, scope)?,
        open: duties::queries::open_departments(conn, scope)?,
        names: duties::queries::department_short_names(conn, scope)?,
    })
}

/// Which of the page's forms came back, with what was typed and what was wrong.
type Refused<'a> = Option<(&'static str, &'a Fields, Error)>;

/// `GET /w/{slug}/meetings/{number}/people`
pub async fn page(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let number = path_part(&req, "number").to_owned();
    let loaded = site.read(&member, move |conn, scope| load(conn, scope, &number)).await?;
    show(&req, &member, &loaded, None)
}

fn show(req: &HttpRequest, member: &Member, loaded: &Loaded, refused: Refused<'_>) -> Answer {
    let (scope, lang) = (&member.scope, member.lang());
    let title = t(lang, "meeting-people-title").into_owned();
    let typed = |form: &str| refused.as_ref().filter(|(name, ..)| *name == form).map(|(_, fields, _)| *fields);
    let mut forms = [
        ("departments", departments_form(scope, loaded, typed("departments"))),
        ("member", member_form(scope, loaded, typed("member"))),
        ("guest", guest_form(scope, loaded, typed("guest"))),
    ];
    let mut status = StatusCode::OK;
    if let Some((name, _, error)) = refused {
        let Some(at) = forms.iter().position(|(n, _)| *n == name) else { return Err(error.into()) };
        let (answered, form) = forms::again(lang, forms[at].1.clone(), error)?;
        (status, forms[at].1) = (answered, form);
    }
    let [departments, member_form, guest] = forms.map(|(name, form)| form.ids(name));
    let body = Body {
        head: head_below(scope, &loaded.ground.meeting, &title),
        rows: loaded.ground.people.iter().map(|p| row(scope, loaded, p)).collect(),
        departments,
        member: member_form,
        guest,
    };
    Ok(member.page_status(req, status, "meetings/people", title, body)?)
}

fn row(scope: &Scope, loaded: &Loaded, p: &Participant) -> Row {
    let lang = scope.lang();
    let at = format!("{}/people/{}", path(scope, &loaded.ground.meeting), p.id);
    Row {
        role: t(lang, &p.role.key()).into_owned(),
        name: shown(loaded, p),
        who: if p.department_id.is_some() { p.name.clone() } else { p.email.clone() },
        post: p.post.clone(),
        change: Link::new(&at, t(lang, "meeting-people-change")),
        remove: Link::new(format!("{at}/remove"), t(lang, "meeting-people-remove")),
    }
}

fn shown(loaded: &Loaded, p: &Participant) -> String {
    match p.department_id {
        Some(id) => loaded.names.get(&id).cloned().unwrap_or_default(),
        None => p.name.clone(),
    }
}

fn form(scope: &Scope, loaded: &Loaded, at: &str, submit: &str) -> FormView {
    let meeting = &loaded.ground.meeting;
    FormView::new(format!("{}/people/{at}", path(scope, meeting)), t(scope.lang(), submit))
}

fn departments_form(scope: &Scope, loaded: &Loaded, typed: Option<&Fields>) -> FormView {
    let lang = scope.lang();
    let free: Vec<DepartmentName> =
        loaded.open.iter().filter(|d| !loaded.ground.people.iter().any(|p| p.department_id == Some(d.id))).cloned().collect();
    let chosen: Vec<String> = typed.map(|f| f.all("departments").into_iter().map(str::to_owned).collect()).unwrap_or_default();
    if free.is_empty() && !loaded.open.is_empty() {
        return form(scope, loaded, "departments", "meeting-people-all-invited");
    }
    let role = typed.map_or(Role::Attendee.as_str(), |f| f.trimmed("role"));
    let roles = [Role::Attendee, Role::Observer].map(|r| Choice::new(r.as_str(), t(lang, &r.key()), r.as_str() == role));
    form(scope, loaded, "departments", "meeting-people-invite")
        .field(forms::departments(lang, "departments", "meeting-field-departments", &free, &chosen))
        .field(FieldView::new("radio", "role", t(lang, "meeting-people-role")).options(roles.into()))
}

fn member_form(scope: &Scope, loaded: &Loaded, typed: Option<&Fields>) -> FormView {
    let lang = scope.lang();
    let value = |name: &str| typed.map(|f| f.trimmed(name).to_owned()).unwrap_or_default();
    let role = typed.map_or(Role::NoteTaker.as_str(), |f| f.trimmed("role"));
    let roles = [Role::Chair, Role::NoteTaker, Role::Observer].map(|r| Choice::new(r.as_str(), t(lang, &r.key()), r.as_str() == role));
    let people = forms::member_choices(lang, &loaded.members, &value("person"));
    form(scope, loaded, "member", "meeting-people-add")
        .field(FieldView { size: Some("medium"), ..FieldView::new("select", "person", t(lang, "meeting-people-person")).options(people) })
        .field(FieldView::new("radio", "role", t(lang, "meeting-people-role")).options(roles.into()))
        .field(FieldView::new("text", "post", t(lang, "meeting-people-post")).value(value("post")).optional())
}

fn guest_form(scope: &Scope, loaded: &Loaded, typed: Option<&Fields>) -> FormView {
    let lang = scope.lang();
    let line = |kind, name: &str, key: &str| FieldView::new(kind, name, t(lang, key)).typed(typed, "");
    form(scope, loaded, "guest", "meeting-people-add-guest")
        .field(line("text", "name", "meeting-people-name"))
        .field(line("text", "post", "meeting-people-post").optional())
        .field(line("email", "email", "meeting-people-email").optional().hint(t(lang, "meeting-people-email-hint")))
}

fn seen(req: &HttpRequest) -> Seen {
    Seen::any(path_part(req, "number"))
}

/// Goes back to the page, or shows it with the refused form.
async fn answered(
    req: &HttpRequest,
    site: &web::Data<Site>,
    member: &Member,
    outcome: Result<()>,
    (form, fields): (&'static str, &Fields),
) -> Answer {
    let number = path_part(req, "number").to_owned();
    match outcome {
        Ok(()) => {
            let to = format!("{}/meetings/{number}/people", member.scope.base());
            Ok(see_other(to).flash(Message::new("meeting-people-done")).respond(req))
        }
        Err(error @ (Error::Invalid(_) | Error::Refused(_) | Error::Conflict)) => {
            let loaded = site.read(member, move |conn, scope| load(conn, scope, &number)).await?;
            show(req, member, &loaded, Some((form, fields, error)))
        }
        Err(error) => Err(error.into()),
    }
}

/// `POST …/people/departments`
pub async fn invite(req: HttpRequest, site: web::Data<Site>, member: Member, form: Form) -> Answer {
    let fields = form.into_inner();
    let (seen, role, ids) = (seen(&req), Role::parse(fields.trimmed("role")), forms::ids(&fields, "departments"));
    let outcome = site.write(&member, move |conn, scope| {
        let role = chosen_role(conn, scope, &seen, role)?;
        actions::invite(conn, scope, &seen, role, &ids)
    });
    let outcome = outcome.await;
    answered(&req, &site, &member, outcome, ("departments", &fields)).await
}

/// The role that was chosen; who may not invite at all hears that first.
fn chosen_role(conn: &mut Conn, scope: &Scope, seen: &Seen, role: Option<Role>) -> Result<Role> {
    let ground = queries::ground(conn, scope, &seen.number)?;
    decide(ground.meeting.state, ground.meeting.is_written(), Action::Edit, &ground.sight.by)?;
    role.ok_or_else(|| Error::invalid("role", Message::new("field-required")))
}

fn invitee(fields: &Fields, role: Role) -> Invitee {
    let text = |name: &str| fields.trimmed(name).to_owned();
    let membership_id = forms::chosen(fields, "person");
    Invitee { role, department_id: None, membership_id, name: text("name"), post: text("post"), email: text("email") }
}

/// `POST …/people/member`
pub async fn add(req: HttpRequest, site: web::Data<Site>, member: Member, form: Form) -> Answer {
    let fields = form.into_inner();
    let role = Role::parse(fields.trimmed("role")).filter(|r| matches!(r, Role::Chair | Role::NoteTaker | Role::Observer));
    let (seen, new) = (seen(&req), invitee(&fields, Role::Observer));
    let outcome = site.write(&member, move |conn, scope| {
        let role = chosen_role(conn, scope, &seen, role)?;
        actions::add_person(conn, scope, &seen, &Invitee { role, ..new })
    });
    let outcome = outcome.await;
    answered(&req, &site, &member, outcome, ("member", &fields)).await
}

/// `POST …/people/guest`
pub async fn guest(req: HttpRequest, site: web::Data<Site>, member: Member, form: Form) -> Answer {
    let fields = form.into_inner();
    let (seen, new) = (seen(&req), invitee(&fields, Role::Guest));
    let outcome = site.write(&member, move |conn, scope| actions::add_person(conn, scope, &seen, &new)).await;
    answered(&req, &site, &member, outcome, ("guest", &fields)).await
}

fn participant_in(req: &HttpRequest) -> Result<i64> {
    path_part(req, "participant").parse().map_err(|_| Error::NotFound)
}

/// `GET …/people/{participant}`: whom a department sends.
pub async fn name_form(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let (number, id) = (path_part(&req, "number").to_owned(), participant_in(&req)?);
    let loaded = site.read(&member, move |conn, scope| load(conn, scope, &number)).await?;
    let person = loaded.ground.people.iter().find(|p| p.id == id).ok_or(Error::NotFound)?;
    let form = name_view(&member.scope, &loaded, person, None);
    name_page(&req, &member, StatusCode::OK, &loaded, person, form)
}

/// `POST` to the same.
pub async fn name(req: HttpRequest, site: web::Data<Site>, member: Member, form: Form) -> Answer {
    let (number, id) = (path_part(&req, "number").to_owned(), participant_in(&req)?);
    let fields = form.into_inner();
    let (seen, new) = (seen(&req), invitee(&fields, Role::Attendee));
    let outcome = site.write(&member, move |conn, scope| actions::name_person(conn, scope, &seen, id, &new)).await;
    if let Err(error @ (Error::Invalid(_) | Error::Refused(_) | Error::Conflict)) = outcome {
        let loaded = site.read(&member, move |conn, scope| load(conn, scope, &number)).await?;
        let person = loaded.ground.people.iter().find(|p| p.id == id).ok_or(Error::NotFound)?;
        let (status, form) = forms::again(member.lang(), name_view(&member.scope, &loaded, person, Some(&fields)), error)?;
        return name_page(&req, &member, status, &loaded, person, form);
    }
    answered(&req, &site, &member, outcome, ("departments", &fields)).await
}

fn name_view(scope: &Scope, loaded: &Loaded, person: &Participant, typed: Option<&Fields>) -> FormView {
    let lang = scope.lang();
    let back = format!("{}/people", path(scope, &loaded.ground.meeting));
    let mut form = FormView::new(format!("{back}/{}", person.id), t(lang, "meeting-save")).back(back);
    if person.department_id.is_some() {
        let stored = person.membership_id.map(|id| id.to_string()).unwrap_or_default();
        let value = typed.map_or(stored, |f| f.trimmed("person").to_owned());
        let people = forms::member_choices(lang, &loaded.members, &value);
        let select = FieldView::new("select", "person", t(lang, "meeting-people-person")).options(people).optional();
        form = form.field(FieldView { size: Some("medium"), ..select }.hint(t(lang, "meeting-people-person-hint")));
        let own = if person.membership_id.is_some() { "" } else { &person.name };
        form = form.field(FieldView::new("text", "name", t(lang, "meeting-people-name")).typed(typed, own).optional());
    }
    form.field(FieldView::new("text", "post", t(lang, "meeting-people-post")).typed(typed, &*person.post).optional())
}

fn name_page(req: &HttpRequest, member: &Member, status: StatusCode, loaded: &Loaded, person: &Participant, form: FormView) -> Answer {
    let title = shown(loaded, person);
    let head = head_below(&member.scope, &loaded.ground.meeting, &title);
    Ok(member.page_status(req, status, "meetings/form", title, FormPage::new(head, Vec::new(), form))?)
}

/// `GET …/people/{participant}/remove`: asks first, and says who is told.
pub async fn remove_form(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let (number, id) = (path_part(&req, "number").to_owned(), participant_in(&req)?);
    let loaded = site.read(&member, move |conn, scope| load(conn, scope, &number)).await?;
    let person = loaded.ground.people.iter().find(|p| p.id == id).ok_or(Error::NotFound)?;
    let (scope, lang) = (&member.scope, member.lang());
    let back = format!("{}/people", path(scope, &loaded.ground.meeting));
    let name = shown(&loaded, person);
    let title = format(lang, "meeting-people-remove-title", &[("name", name.as_str().into())]);
    let announced = loaded.ground.meeting.state == State::Announced;
    let what = t(lang, if announced { "meeting-what-uninvite" } else { "meeting-what-uninvite-quiet" }).into_owned();
    let form = FormView::new(format!("{back}/{id}/remove"), t(lang, "meeting-people-remove")).danger().back(back);
    let head = head_below(scope, &loaded.ground.meeting, &title);
    Ok(member.page(&req, "meetings/form", title, FormPage::new(head, vec![what], form))?)
}

/// `POST` to the same.
pub async fn remove(req: HttpRequest, site: web::Data<Site>, member: Member, form: Form) -> Answer {
    let (seen, id, fields) = (seen(&req), participant_in(&req)?, form.into_inner());
    let outcome = site.write(&member, move |conn, scope| actions::uninvite(conn, scope, &seen, id)).await;
    answered(&req, &site, &member, outcome, ("departments", &fields)).await
}
