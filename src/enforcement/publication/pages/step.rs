//! The steps of a publication: submitting, checking, publishing, withdrawing, giving up.

use actix_web::{HttpRequest, http::StatusCode, web};

use super::{Answer, head, path, show::returned};
use crate::{
    enforcement::{
        KEEPERS,
        pages::FormPage,
        publication::{
            Publication, State, Verb, Version,
            actions::{self, Said},
            queries,
        },
        restriction::actions::require_acting_for,
    },
    platform::{
        db::Conn,
        error::{Error, FieldErrors, Message, Result},
        http::{Fields, Form, again, path_part, see_other},
        i18n::{format, t},
        view::parts::{Choice, FieldView, FormView, Notice},
    },
    site::{Member, Site},
    tenancy::Scope,
};

/// What is done on a page of its own.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Step {
    Check,
    /// Back to its writer after all, once it was approved.
    Return,
    Publish,
    Withdraw,
    Drop,
}

impl Step {
    fn word(self) -> &'static str {
        match self {
            Self::Check => "check",
            Self::Return => "return",
            Self::Publish => "publish",
            Self::Withdraw => "withdraw",
            Self::Drop => "drop",
        }
    }

    fn verb(self) -> Verb {
        match self {
            Self::Check => Verb::Approve,
            Self::Return => Verb::Return,
            Self::Publish => Verb::Publish,
            Self::Withdraw => Verb::Withdraw,
            Self::Drop => Verb::Drop,
        }
    }
}

/// The publication, for whoever acts for its department.
fn load(conn: &mut Conn, scope: &Scope, number: &str) -> Result<Publication> {
    scope.require(&KEEPERS)?;
    let one = queries::one(conn, scope, number)?;
    require_acting_for(scope, one.department_id)?;
    Ok(one)
}

/// The publication, for whoever may take this step now; refuses others.
fn base(conn: &mut Conn, scope: &Scope, number: &str, step: Step) -> Result<Publication> {
    let one = load(conn, scope, number)?;
    let nth = if step == Step::Withdraw { one.shown.unwrap_or(one.latest) } else { one.latest };
    one.clone().step(nth, step.verb())?;
    if step == Step::Return && one.state != State::Approved {
        // What waits for its check is returned there.
        return Err(Error::NotFound);
    }
    if step == Step::Check && Some(one.latest()?.writer_id) == scope.person_id() {
        return Err(Error::forbidden("publication-by-another"));
    }
    Ok(one)
}

async fn ask(req: HttpRequest, site: web::Data<Site>, member: Member, step: Step) -> Answer {
    let number = path_part(&req, "number").to_owned();
    let one = site.read(&member, move |conn, scope| base(conn, scope, &number, step)).await?;
    let today = [("on", member.scope.today().to_string())];
    let form = view(&member.scope, &one, step, &Fields::from_pairs(today));
    page(&req, &member, StatusCode::OK, &one, step, form)
}

async fn act(req: HttpRequest, site: web::Data<Site>, member: Member, form: Form, step: Step) -> Answer {
    let fields = form.into_inner();
    let (number, typed) = (path_part(&req, "number").to_owned(), fields.clone());
    let done = site.write(&member, move |conn, scope| take(conn, scope, &number, step, &typed)).await;
    let error = match done {
        Ok(key) => return Ok(see_other(path(&member.scope, path_part(&req, "number"))).flash(Message::new(key)).respond(&req)),
        Err(error) => error,
    };
    let number = path_part(&req, "number").to_owned();
    let one = site.read(&member, move |conn, scope| load(conn, scope, &number)).await?;
    let (status, form) = again(member.lang(), view(&member.scope, &one, step, &fields), error, "publication-changed-meanwhile")?;
    page(&req, &member, status, &one, step, form)
}

/// Takes the step; what is said of it.
fn take(conn: &mut Conn, scope: &Scope, number: &str, step: Step, fields: &Fields) -> Result<&'static str> {
    let version = fields.trimmed("version").parse().unwrap_or(0);
    let mut errors = FieldErrors::default();
    let said = Said { reason: fields.get("reason").unwrap_or_default().to_owned(), on: fields.day("on", &mut errors) };
    let (verb, key) = match (step, fields.trimmed("decision")) {
        (Step::Check, "approve") => (Verb::Approve, "publication-approved"),
        (Step::Check, "return") => (Verb::Return, "publication-returned"),
        (Step::Check, _) => return Err(Error::invalid("decision", Message::new("publication-decision-missing"))),
        (Step::Return, _) => (Verb::Return, "publication-returned"),
        (Step::Publish, _) => (Verb::Publish, "publication-is-published"),
        (Step::Withdraw, _) => (Verb::Withdraw, "publication-is-withdrawn"),
        (Step::Drop, _) => (Verb::Drop, "publication-is-dropped"),
    };
    errors.with(actions::step(conn, scope, number, version, verb, &said)).map(|()| key)
}

fn view(scope: &Scope, one: &Publication, step: Step, values: &Fields) -> FormView {
    let lang = scope.lang();
    let label = |key: &str| t(lang, key).into_owned();
    let word = step.word();
    let mut form = FormView::new(format!("{}/{word}", path(scope, &one.number)), label(&format!("publication-do-{word}")))
        .hidden("version", one.version)
        .back(path(scope, &one.number));
    let new = |kind, name: &str, key: &str| FieldView::new(kind, name, label(key)).value(values.get(name).unwrap_or_default());
    let reason = || FieldView { rows: Some(3), whole: true, ..new("area", "reason", &format!("publication-{word}-reason")) };
    match step {
        Step::Check => {
            let chosen = values.trimmed("decision");
            let options = ["approve", "return"].map(|d| Choice::new(d, label(&format!("publication-decision-{d}")), chosen == d));
            let decision = new("radio", "decision", "publication-decision").options(options.into());
            form = form.field(FieldView { whole: true, ..decision });
            form.field(reason().hint(label("publication-decision-hint")).optional())
        }
        Step::Publish => {
            let is_correction = one.latest().is_ok_and(Version::is_correction);
            let hint = if is_correction { "publication-hint-on-correction" } else { "publication-hint-on" };
            let on = new("date", "on", "publication-field-published").hint(label(hint));
            form.field(FieldView { size: Some("short"), ..on })
        }
        Step::Return => form.field(reason()),
        Step::Withdraw | Step::Drop => form.field(reason()).danger(),
    }
}

fn page(req: &HttpRequest, member: &Member, status: StatusCode, one: &Publication, step: Step, form: FormView) -> Answer {
    let (scope, lang) = (&*member.scope, member.lang());
    let heading = t(lang, &format!("publication-do-{}", step.word()));
    let nth = if step == Step::Withdraw { one.shown.unwrap_or(one.latest) } else { one.latest };
    let version = one.version_of(nth).ok_or(Error::NotFound)?;
    let mut page = FormPage::new(head(scope, Some(&one.number), &heading).under(&version.title), form);
    // Whoever checks or publishes it reads it once more.
    let says = matches!(step, Step::Check | Step::Publish);
    let text = if says { version.text.clone() } else { t(lang, &format!("publication-what-{}", step.word())).into_owned() };
    let title = says.then(|| format(lang, "publication-reads", &[("who", version.writer.as_str().into())]));
    // What was returned stands beside what took its place.
    if let Some(before) = one.returned_before(nth).filter(|_| step == Step::Check) {
        page.notices.push(Notice { tone: "yellow", title: None, text: returned(scope, before), link: None });
        let nth = [("n", f64::from(before.nth).into())];
        let (title, text) = match before.text == version.text {
            true => (None, t(lang, "publication-text-unchanged").into_owned()),
            false => (Some(format(lang, "publication-returned-text", &nth)), before.text.clone()),
        };
        page.notices.push(Notice { tone: "grey", title, text, link: None });
    }
    let tone = if says || step == Step::Return { "grey" } else { "red" };
    page.notices.push(Notice { tone, title, text, link: None });
    Ok(page.answer(req, member, status)?)
}

/// `POST /w/{slug}/publications/{number}/submit`, by a press on its page.
pub async fn submit(req: HttpRequest, site: web::Data<Site>, member: Member, form: Form) -> Answer {
    let (number, version) = (path_part(&req, "number").to_owned(), form.into_inner().trimmed("version").parse().unwrap_or(0));
    let to = path(&member.scope, &number);
    site.write(&member, move |conn, scope| actions::step(conn, scope, &number, version, Verb::Submit, &Said::default())).await?;
    Ok(see_other(to).flash(Message::new("publication-submitted")).respond(&req))
}

pub async fn check_form(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    ask(req, site, member, Step::Check).await
}

pub async fn check(req: HttpRequest, site: web::Data<Site>, member: Member, form: Form) -> Answer {
    act(req, site, member, form, Step::Check).await
}

pub async fn return_form(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    ask(req, site, member, Step::Return).await
}

pub async fn give_back(req: HttpRequest, site: web::Data<Site>, member: Member, form: Form) -> Answer {
    act(req, site, member, form, Step::Return).await
}

pub async fn publish_form(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    ask(req, site, member, Step::Publish).await
}

pub async fn publish(req: HttpRequest, site: web::Data<Site>, member: Member, form: Form) -> Answer {
    act(req, site, member, form, Step::Publish).await
}

pub async fn withdraw_form(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    ask(req, site, member, Step::Withdraw).await
}

pub async fn withdraw(req: HttpRequest, site: web::Data<Site>, member: Member, form: Form) -> Answer {
    act(req, site, member, form, Step::Withdraw).await
}

pub async fn drop_form(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    ask(req, site, member, Step::Drop).await
}

pub async fn drop(req: HttpRequest, site: web::Data<Site>, member: Member, form: Form) -> Answer {
    act(req, site, member, form, Step::Drop).await
}
