//! `GET` and `POST /w/{slug}/matters/{number}/people`: naming who looks into a matter and who of the deciding body reads it.

use actix_web::{HttpRequest, http::StatusCode, web};

use super::{
    Answer,
    forms::{self, FormPage},
    head_below, number_in, path, seen,
};
use crate::{
    accountability::{
        actions,
        model::{Action, Part, decide},
        queries::{self, Ground, Member as Named},
    },
    platform::{
        db::Conn,
        error::{Error, Message, Result},
        http::{Fields, Form, path_part, see_other},
        i18n::t,
        view::parts::{Choice, FieldView, FormView},
    },
    site::{Member, Site},
    tenancy::Scope,
};

struct Setting {
    ground: Ground,
    members: Vec<Named>,
}

fn setting(conn: &mut Conn, scope: &Scope, number: &str, asking: bool) -> Result<Setting> {
    let ground = queries::ground(conn, scope, number)?;
    if asking {
        decide(ground.matter.state, Action::Appoint, &ground.sight.by)?;
    }
    Ok(Setting { members: queries::members(conn, scope, &ground)?, ground })
}

pub async fn form(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let number = number_in(&req);
    let setting = site.read(&member, move |conn, scope| setting(conn, scope, &number, true)).await?;
    page(&req, &member, StatusCode::OK, &setting, view(&member.scope, &setting, None))
}

pub async fn appoint(req: HttpRequest, site: web::Data<Site>, member: Member, posted: Form) -> Answer {
    let fields = posted.into_inner();
    let seen = seen(&req, &fields);
    let (chosen, part) = (fields.chosen("member"), Part::parse(fields.trimmed("part")));
    let number = number_in(&req);
    let done = site
        .write(&member, move |conn, scope| {
            // Who may not, hears that first.
            self::setting(conn, scope, &seen.number, true)?;
            let part = part.ok_or_else(|| Error::invalid("part", Message::new("field-required")))?;
            let chosen = chosen.ok_or_else(|| Error::invalid("member", Message::new("field-required")))?;
            actions::appoint(conn, scope, &seen, chosen, part)
        })
        .await;
    let error = match done {
        Ok(person) => {
            let done = Message::new("matter-named").text("name", person.name);
            return Ok(see_other(format!("{}/matters/{number}#people", member.scope.base())).flash(done).respond(&req));
        }
        Err(error) => error,
    };
    let setting = site.read(&member, move |conn, scope| setting(conn, scope, &number, false)).await?;
    let (status, form) = forms::again(member.lang(), view(&member.scope, &setting, Some(&fields)), error)?;
    page(&req, &member, status, &setting, form)
}

/// `POST …/people/{person}/release`
pub async fn release(req: HttpRequest, site: web::Data<Site>, member: Member, posted: Form) -> Answer {
    let seen = seen(&req, &posted.into_inner());
    let id: i64 = path_part(&req, "person").parse().map_err(|_| Error::NotFound)?;
    let number = number_in(&req);
    let person = site.write(&member, move |conn, scope| actions::release(conn, scope, &seen, id)).await?;
    let done = Message::new("matter-released").text("name", person.name);
    Ok(see_other(format!("{}/matters/{number}#people", member.scope.base())).flash(done).respond(&req))
}

fn view(scope: &Scope, setting: &Setting, typed: Option<&Fields>) -> FormView {
    let lang = scope.lang();
    let matter = &setting.ground.matter;
    let part = typed.map_or(Part::Handler.as_str(), |f| f.trimmed("part"));
    let parts = Part::ALL.iter().map(|p| Choice {
        hint: Some(t(lang, &format!("matter-part-{}-hint", p.as_str())).into_owned()),
        ..Choice::new(p.as_str(), t(lang, &p.key()), p.as_str() == part)
    });
    let chosen = typed.map_or("", |f| f.trimmed("member"));
    let none = Choice::new("", t(lang, "matter-choose"), chosen.is_empty());
    let one = |m: &Named| Choice::new(m.membership_id, &*m.name, m.membership_id.to_string() == chosen);
    let members = std::iter::once(none).chain(setting.members.iter().map(one)).collect();
    FormView::new(format!("{}/people", path(scope, matter)), t(lang, "matter-name-person"))
        .hidden("version", matter.version)
        .field(FieldView::new("radio", "part", t(lang, "matter-part")).options(parts.collect()))
        .field(FieldView::new("select", "member", t(lang, "matter-person")).options(members).hint(t(lang, "matter-person-hint")))
        .back(path(scope, matter))
}

fn page(req: &HttpRequest, member: &Member, status: StatusCode, setting: &Setting, form: FormView) -> Answer {
    let lang = member.lang();
    let head = head_below(&member.scope, &setting.ground.matter, &t(lang, "matter-name-people"));
    FormPage::new(head, vec![t(lang, "matter-what-name").into_owned()], form).answer(req, member, status)
}
