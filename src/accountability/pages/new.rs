//! `GET` and `POST /w/{slug}/matters/new`: a matter entered by hand.

use actix_web::{HttpRequest, http::StatusCode, web};

use super::{
    Answer,
    forms::{self, FormPage},
    list_path, path,
};
use crate::{
    accountability::{
        actions::{self, ByHand},
        model::{Cause, SubjectKind},
        queries::{self, Member as Named},
    },
    platform::{
        db::Conn,
        error::{FieldErrors, Message, Result},
        http::{Fields, Form, see_other},
        i18n::t,
        view::parts::{Choice, Crumb, FieldView, FormView, Head},
    },
    site::{Member, Site},
    tenancy::{
        Scope,
        departments::{self, Department},
    },
};

/// What can be chosen.
struct Ground {
    departments: Vec<Department>,
    members: Vec<Named>,
    causes: Vec<Cause>,
}

fn ground(conn: &mut Conn, scope: &Scope) -> Result<Ground> {
    let members = queries::everybody(conn, scope)?;
    let causes = queries::edition(conn, scope, None)?.rules.by_hand();
    Ok(Ground { members, causes, departments: departments::all(conn, scope)? })
}

pub async fn form(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let ground = site.read(&member, ground).await?;
    let asked = Fields::of_query(&req);
    page(&req, &member, StatusCode::OK, view(&member.scope, &ground, Some(&asked)))
}

pub async fn create(req: HttpRequest, site: web::Data<Site>, member: Member, posted: Form) -> Answer {
    let fields = posted.into_inner();
    let typed = fields.clone();
    let done = site
        .write(&member, move |conn, scope| {
            let mut errors = FieldErrors::default();
            let typed = read(&mut errors, &typed);
            queries::everybody(conn, scope)?;
            errors.finish(())?;
            actions::propose_by_hand(conn, scope, &typed)
        })
        .await;
    let error = match done {
        Ok(matter) => {
            let done = Message::new("matter-raised").text("number", matter.number.clone());
            return Ok(see_other(path(&member.scope, &matter)).flash(done).respond(&req));
        }
        Err(error) => error,
    };
    let ground = site.read(&member, ground).await?;
    let (status, form) = forms::again(member.lang(), view(&member.scope, &ground, Some(&fields)), error)?;
    page(&req, &member, status, form)
}

fn read(errors: &mut FieldErrors, fields: &Fields) -> ByHand {
    let text = |name: &str| fields.get(name).unwrap_or_default().to_owned();
    ByHand {
        cause: Cause::parse(fields.trimmed("cause")),
        title: text("title"),
        subject_kind: SubjectKind::parse(fields.trimmed("subject")),
        department_id: fields.chosen("department"),
        name: text("name"),
        membership_id: fields.chosen("member"),
        email: text("email"),
        on: fields.day("on", errors),
        basis: text("basis"),
        facts: text("facts"),
    }
}

fn view(scope: &Scope, ground: &Ground, typed: Option<&Fields>) -> FormView {
    let lang = scope.lang();
    let label = |key: &str| t(lang, key).into_owned();
    let field = |kind: &'static str, name: &str, key: &str| FieldView::new(kind, name, label(key)).typed(typed, "");
    let chosen = typed.map_or("", |f| f.trimmed("member"));
    let nobody = Choice::new("", label("matter-member-none"), chosen.is_empty());
    let member = |m: &Named| Choice::new(m.membership_id, &*m.name, m.membership_id.to_string() == chosen);
    let members = std::iter::once(nobody).chain(ground.members.iter().map(member)).collect();
    let causes = ground.causes.iter().map(|c| (c.as_str(), c.key()));
    let kinds = SubjectKind::ALL.iter().map(|k| (k.as_str(), k.key()));
    let on = FieldView { max: Some(scope.today().to_string()), size: Some("short"), ..field("date", "on", "matter-field-on") };
    let mut facts = field("area", "facts", "matter-facts").hint(label("matter-facts-hint"));
    facts.rows = Some(8);
    let mut form = FormView::new(format!("{}/new", list_path(scope)), label("matters-raise"))
        .field(forms::words_field(lang, "cause", "matter-field-cause", causes, typed, "").hint(label("matter-cause-hint")))
        .field(field("text", "title", "matter-field-title"))
        .field(on)
        .field(forms::words_field(lang, "subject", "matter-field-subject-kind", kinds, typed, ""))
        .field(
            forms::department_field(lang, "department", "matter-field-department", &ground.departments, None, typed, "")
                .hint(label("matter-department-hint")),
        )
        .field(field("text", "name", "matter-field-name").hint(label("matter-name-hint")).optional())
        .field(
            FieldView::new("select", "member", label("matter-field-member")).options(members).hint(label("matter-member-hint")).optional(),
        )
        .field(field("email", "email", "matter-field-email").hint(label("matter-email-hint")).optional())
        .field(field("text", "basis", "matter-field-basis").hint(label("matter-basis-hint")).optional())
        .field(facts)
        .back(list_path(scope));
    form.keep = Some("matter-new".into());
    form
}

fn page(req: &HttpRequest, member: &Member, status: StatusCode, form: FormView) -> Answer {
    let lang = member.lang();
    let title = t(lang, "matters-new").into_owned();
    let mut head = Head::new(&title).crumb(list_path(&member.scope), t(lang, "matters-title"));
    head.crumbs.push(Crumb { href: None, label: title });
    FormPage::new(head, vec![t(lang, "matter-what-raise").into_owned()], form).answer(req, member, status)
}
