//! The forms that end a restriction before its time: proposing to lift or quash it, deciding that, a re-inspection passed.

use actix_web::{HttpRequest, http::StatusCode, web};

use super::{Answer, head, path, show::title, words};
use crate::{
    enforcement::{
        KEEPERS,
        pages::FormPage,
        restriction::{
            Lifting, LiftingState, Restriction, Verb,
            actions::{self, require_acting_for},
            queries,
        },
    },
    platform::{
        db::Conn,
        error::{Error, FieldErrors, Message, Result},
        http::{Fields, Form, ListQuery, again, path_part, see_other},
        i18n::{format, format_instant, t},
        view::parts::{Choice, FieldView, FormView, Notice},
    },
    site::{Member, Site},
    tenancy::Scope,
};

/// What is done.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Step {
    Lift,
    Decide,
    Fulfil,
    Quash,
}

impl Step {
    fn word(self) -> &'static str {
        match self {
            Self::Lift => "lift",
            Self::Decide => "decide",
            Self::Fulfil => "fulfil",
            Self::Quash => "quash",
        }
    }

    /// What it does, or what it is decided about.
    fn verb(self, open: Option<&Lifting>) -> Verb {
        match self {
            Self::Lift => Verb::Lift,
            Self::Decide => open.map_or(Verb::Lift, |open| open.verb),
            Self::Fulfil => Verb::Fulfil,
            Self::Quash => Verb::Quash,
        }
    }
}

struct Ground {
    one: Restriction,
    party: String,
    open: Option<Lifting>,
}

impl Ground {
    /// Whether what is proposed cannot be done any more.
    fn is_gone(&self, scope: &Scope) -> bool {
        self.open.as_ref().is_some_and(|open| !self.one.may_still(open, scope.today()))
    }
}

/// The restriction, for whoever acts for the department that imposed it.
fn load(conn: &mut Conn, scope: &Scope, number: &str) -> Result<Ground> {
    scope.require(&KEEPERS)?;
    let (one, liftings) = queries::one(conn, scope, number)?;
    require_acting_for(scope, one.department_id)?;
    let party = crate::enforcement::queries::one(conn, scope, one.party_id)?.name;
    Ok(Ground { one, party, open: liftings.into_iter().find(|l| l.state == LiftingState::Open) })
}

/// Refuses whoever may not take this step, and a restriction it does not fit.
fn ground(conn: &mut Conn, scope: &Scope, number: &str, step: Step) -> Result<Ground> {
    let Ground { one, party, open } = load(conn, scope, number)?;
    if step != Step::Decide {
        one.after(step.verb(open.as_ref()), scope.today())?;
    }
    match (step, &open) {
        (Step::Lift | Step::Quash, Some(open)) if one.may_still(open, scope.today()) => {
            Err(Error::Refused(Message::new("lifting-is-open").text("who", &open.proposed_by)))
        }
        (Step::Decide, None) => Err(Error::Refused(Message::new("lifting-none-open").text("number", &one.number))),
        (Step::Decide, Some(open)) if Some(open.proposed_by_id) == scope.person_id() => Err(Error::forbidden("lifting-by-another")),
        _ => Ok(Ground { one, party, open }),
    }
}

async fn ask(req: HttpRequest, site: web::Data<Site>, member: Member, step: Step) -> Answer {
    let number = path_part(&req, "number").to_owned();
    let ground = site.read(&member, move |conn, scope| ground(conn, scope, &number, step)).await?;
    // From the page of a case, which knows the day.
    let on = ListQuery::of(&req, &[]).filter("on").and_then(|on| on.parse::<chrono::NaiveDate>().ok());
    let known = on.map(|on| Fields::from_pairs(vec![("on", on.to_string())]));
    let form = view(&member.scope, &ground, step, known.as_ref());
    page(&req, &member, StatusCode::OK, &ground, step, form)
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
    let ground = site.read(&member, move |conn, scope| load(conn, scope, &number)).await?;
    let form = view(&member.scope, &ground, step, Some(&fields));
    let (status, form) = again(member.lang(), form, error, "restriction-changed-meanwhile")?;
    page(&req, &member, status, &ground, step, form)
}

/// Takes the step; what is said of it.
fn take(conn: &mut Conn, scope: &Scope, number: &str, step: Step, fields: &Fields) -> Result<&'static str> {
    let version = fields.trimmed("version").parse().unwrap_or(0);
    let reason = fields.get("reason").unwrap_or_default();
    match step {
        Step::Lift => actions::propose(conn, scope, number, version, Verb::Lift, reason).map(|()| "lifting-proposed"),
        Step::Decide => {
            let approve = match fields.trimmed("decision") {
                "approve" => true,
                "refuse" => false,
                _ => return Err(Error::invalid("decision", Message::new("lifting-decision-missing"))),
            };
            let key = if approve { "lifting-approved" } else { "lifting-refused" };
            actions::decide(conn, scope, number, version, approve, reason).map(|()| key)
        }
        Step::Fulfil => {
            let mut errors = FieldErrors::default();
            let on = fields.day("on", &mut errors);
            errors.with(actions::fulfil(conn, scope, number, version, on, reason)).map(|()| "restriction-fulfilled")
        }
        Step::Quash => actions::propose(conn, scope, number, version, Verb::Quash, reason).map(|()| "lifting-proposed"),
    }
}

fn view(scope: &Scope, ground: &Ground, step: Step, typed: Option<&Fields>) -> FormView {
    let (lang, one) = (scope.lang(), &ground.one);
    let label = |key: &str| t(lang, key).into_owned();
    let word = step.word();
    let mut form = FormView::new(format!("{}/{word}", path(scope, &one.number)), label(&format!("restriction-do-{word}")))
        .hidden("version", one.version)
        .back(path(scope, &one.number));
    if step == Step::Decide {
        let chosen = typed.map(|f| f.trimmed("decision")).unwrap_or_default();
        let may: &[&str] = if ground.is_gone(scope) { &["refuse"] } else { &["approve", "refuse"] };
        let options = may.iter().map(|d| Choice::new(*d, label(&format!("lifting-decision-{d}")), chosen == *d)).collect();
        form = form.field(FieldView { whole: true, ..FieldView::new("radio", "decision", label("lifting-decision")).options(options) });
    }
    if step == Step::Fulfil {
        let on = FieldView::new("date", "on", label("restriction-passed-on")).typed(typed, "");
        form = form.field(FieldView { max: Some(scope.today().to_string()), size: Some("short"), ..on });
    }
    let reason = FieldView::new("area", "reason", label(&format!("restriction-{word}-reason"))).typed(typed, "");
    let reason = FieldView { rows: Some(4), whole: true, ..reason };
    form = form.field(if step == Step::Decide { reason.hint(label("lifting-decision-hint")).optional() } else { reason });
    if step == Step::Quash { form.danger() } else { form }
}

fn page(req: &HttpRequest, member: &Member, status: StatusCode, ground: &Ground, step: Step, form: FormView) -> Answer {
    let (scope, lang, one) = (&*member.scope, member.lang(), &ground.one);
    let heading = t(lang, &format!("restriction-do-{}", step.word()));
    let under = format(
        lang,
        "restriction-under",
        &[("title", title(scope, one, &ground.party).into()), ("until", words::until(scope, one).into())],
    );
    let mut page = FormPage::new(head(scope, Some(&one.number), &heading).under(under), form);
    let tone = if step == Step::Quash { "red" } else { "grey" };
    let mut text = t(lang, &format!("restriction-what-{}", step.word())).into_owned();
    if let (Step::Decide, Some(open)) = (step, &ground.open) {
        let args = [
            ("who", open.proposed_by.as_str().into()),
            ("when", format_instant(lang, open.proposed_at, scope.zone()).into()),
            ("reason", open.reason.as_str().into()),
        ];
        let key = if open.verb == Verb::Quash { "restriction-what-decide-quash" } else { "restriction-what-decide-said" };
        text = format(lang, key, &args);
    }
    page.notices.push(Notice { tone, title: None, text, link: None });
    if step == Step::Decide && ground.is_gone(scope) {
        let state = t(lang, &one.standing(scope.today()).key()).into_owned();
        let text = format(lang, "lifting-gone", &[("state", state.into())]);
        page.notices.push(Notice { tone: "yellow", title: None, text, link: None });
    }
    Ok(page.answer(req, member, status)?)
}

pub async fn lift_form(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    ask(req, site, member, Step::Lift).await
}

pub async fn lift(req: HttpRequest, site: web::Data<Site>, member: Member, form: Form) -> Answer {
    act(req, site, member, form, Step::Lift).await
}

pub async fn decide_form(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    ask(req, site, member, Step::Decide).await
}

pub async fn decide(req: HttpRequest, site: web::Data<Site>, member: Member, form: Form) -> Answer {
    act(req, site, member, form, Step::Decide).await
}

pub async fn fulfil_form(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    ask(req, site, member, Step::Fulfil).await
}

pub async fn fulfil(req: HttpRequest, site: web::Data<Site>, member: Member, form: Form) -> Answer {
    act(req, site, member, form, Step::Fulfil).await
}

pub async fn quash_form(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    ask(req, site, member, Step::Quash).await
}

pub async fn quash(req: HttpRequest, site: web::Data<Site>, member: Member, form: Form) -> Answer {
    act(req, site, member, form, Step::Quash).await
}
