//! `GET` and `POST /w/{slug}/cases/{number}/edit`: correcting what is written of a case.

use actix_web::{HttpRequest, http::StatusCode, web};

use super::{
    Answer,
    forms::{self, Doing, FormPage, Ground},
    head, number_in, path, seen,
};
use crate::{
    enforcement::{
        CASE,
        actions::cases as actions,
        model::{Case, CaseAction},
        queries,
    },
    platform::{
        clock,
        db::Conn,
        error::{Error, FieldErrors, Message, Result},
        http::{Fields, Form, see_other},
        i18n::t,
        view::{
            conflict::{Both, Conflict, in_words},
            parts::FormView,
        },
    },
    site::{Member, Site},
    tenancy::{Scope, departments},
    timeline::{self, Event, Subject},
};

struct Setting {
    case: Case,
    ground: Ground,
    last: Option<Event>,
}

/// Whatever state it is in: a form that is refused is shown again with what was typed.
fn load(conn: &mut Conn, scope: &Scope, number: &str) -> Result<Setting> {
    let case = queries::cases::by_number(conn, scope, number)?;
    let kind = queries::cases::kind(conn, scope, case.kind_id)?;
    let party = queries::one(conn, scope, case.party_id)?;
    let last = timeline::of(conn, scope, Subject::new(CASE, case.id), None, 1)?.pop();
    let ground = Ground { case: Some(case.clone()), kind, party, departments: departments::all(conn, scope)?, campaigns: Vec::new() };
    Ok(Setting { case, ground, last })
}

pub async fn form(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let number = number_in(&req);
    let setting = site.read(&member, move |conn, scope| load(conn, scope, &number)).await?;
    setting.case.permit(&member.scope, CaseAction::Edit, None)?;
    let form = view(&member.scope, &setting, &forms::stored(&setting.case));
    Ok(page(&member.scope, &setting, form).answer(&req, &member, StatusCode::OK)?)
}

fn view(scope: &Scope, setting: &Setting, values: &Fields) -> FormView {
    let home = path(scope, &setting.case.number);
    let mut form = FormView::new(format!("{home}/edit"), t(scope.lang(), "case-save")).hidden("version", setting.case.version).back(home);
    form.fields = forms::fields(scope, &setting.ground, Doing::Edit, values);
    form.keep = Some(format!("case-{}", setting.case.number));
    form
}

fn page(scope: &Scope, setting: &Setting, form: FormView) -> FormPage {
    let title = t(scope.lang(), "case-edit-title");
    let under = [setting.ground.party.name.clone(), setting.ground.kind.label()].join(" · ");
    FormPage::new(head(scope, Some(&setting.case), &title).under(under), form)
}

pub async fn save(req: HttpRequest, site: web::Data<Site>, member: Member, form: Form) -> Answer {
    let fields = form.into_inner();
    let mut errors = FieldErrors::default();
    let (seen, content) = (seen(&req, &fields), forms::read(&fields, &mut errors));
    let asked = seen.clone();
    let done = site.write(&member, move |conn, scope| errors.with(actions::edit(conn, scope, &asked, &content)));
    let error = match done.await {
        Ok(case) => return Ok(see_other(path(&member.scope, &case.number)).flash(Message::new("case-done-edit")).respond(&req)),
        Err(error) => error,
    };
    let version = seen.version;
    let setting = site.read(&member, move |conn, scope| load(conn, scope, &seen.number)).await?;
    let mut form = view(&member.scope, &setting, &fields);
    if matches!(error, Error::Conflict) {
        return conflict(&req, &member, &setting, form);
    }
    // What was seen before, so that what somebody else saved meanwhile is not written over.
    form.hidden.iter_mut().filter(|h| h.name == "version").for_each(|h| h.value = version.to_string());
    let (status, form) = forms::again(member.lang(), form, error)?;
    Ok(page(&member.scope, &setting, form).answer(&req, &member, status)?)
}

/// Both versions side by side; saving again is on the new one.
fn conflict(req: &HttpRequest, member: &Member, setting: &Setting, mine: FormView) -> Answer {
    let (scope, lang) = (&*member.scope, member.lang());
    let theirs = view(scope, setting, &forms::stored(&setting.case));
    let said = |f: &crate::platform::view::parts::FieldView| match f.kind {
        "check" => t(lang, if f.checked { "settings-yes" } else { "settings-no" }).into_owned(),
        _ => in_words(lang, f),
    };
    let both = theirs.fields.iter().zip(&mine.fields).map(|(theirs, mine)| {
        let same = said(theirs).trim() == said(mine).trim();
        Both { label: mine.label.clone(), theirs: said(theirs), same, mine: mine.clone() }
    });
    let both = both.collect();
    let last = setting.last.as_ref();
    let when = last.map(|e| clock::local(e.at, scope.zone()).format("%Y-%m-%d %H:%M").to_string());
    let who = last.map(|e| e.actor.clone()).unwrap_or_else(|| t(lang, "department-somebody").into_owned());
    let when = when.unwrap_or_else(|| t(lang, "department-just-now").into_owned());
    let head = page(scope, setting, mine.clone()).head;
    Ok(member.conflict(req, head, Conflict::new(lang, who, when, mine, both))?)
}
