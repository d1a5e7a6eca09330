//! `GET` and `POST …/decide` and `…/rule`: entering what was decided, and what was said to an objection.

use actix_web::{HttpRequest, http::StatusCode, web};

use super::{
    Answer,
    forms::{self, FormPage},
    head_below, number_in, path, seen,
};
use crate::{
    accountability::{
        actions::{self, Concluded, Ruled},
        model::{Action, Body, Decision, Form as DecisionForm, Ruling, decide},
        queries::{self, File},
    },
    meetings::{self, queries::Made},
    platform::{
        db::Conn,
        error::{FieldErrors, Message, Result},
        http::{Fields, Form, see_other},
        i18n::{format, t},
        view::parts::{Choice, FieldView, FormView},
    },
    site::{Member, Site},
    tenancy::{
        Scope,
        departments::{self, Department},
    },
};

/// Decisions of meetings to choose one of.
const MADE: i64 = 100;

struct Setting {
    file: File,
    made: Vec<Made>,
    departments: Vec<Department>,
}

impl Setting {
    fn first(&self) -> Option<&Decision> {
        self.file.decisions.first()
    }
}

fn setting(conn: &mut Conn, scope: &Scope, number: &str, action: Action, asking: bool) -> Result<Setting> {
    let ground = queries::ground(conn, scope, number)?;
    if asking {
        decide(ground.matter.state, action, &ground.sight.by)?;
    }
    let file = queries::file(conn, scope, ground)?;
    let made = meetings::queries::decisions_made(conn, scope, MADE)?;
    Ok(Setting { file, made, departments: departments::all(conn, scope)? })
}

pub async fn form(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    show(Action::Decide, req, site, member).await
}

pub async fn rule_form(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    show(Action::Rule, req, site, member).await
}

async fn show(action: Action, req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let number = number_in(&req);
    let setting = site.read(&member, move |conn, scope| setting(conn, scope, &number, action, true)).await?;
    page(&req, &member, StatusCode::OK, action, &setting, view(&member.scope, action, &setting, None))
}

pub async fn save(req: HttpRequest, site: web::Data<Site>, member: Member, posted: Form) -> Answer {
    enter(Action::Decide, req, site, member, posted).await
}

pub async fn rule(req: HttpRequest, site: web::Data<Site>, member: Member, posted: Form) -> Answer {
    enter(Action::Rule, req, site, member, posted).await
}

async fn enter(action: Action, req: HttpRequest, site: web::Data<Site>, member: Member, posted: Form) -> Answer {
    let fields = posted.into_inner();
    let (seen, typed, number) = (seen(&req, &fields), fields.clone(), number_in(&req));
    let done = site
        .write(&member, move |conn, scope| {
            // Who may not, hears that first.
            decide_now(conn, scope, &seen.number, action)?;
            let mut errors = FieldErrors::default();
            let concluded = read(&mut errors, &typed);
            errors.finish(())?;
            match action {
                Action::Rule => {
                    let ruling = Ruling::parse(typed.trimmed("ruling"));
                    actions::rule(conn, scope, &seen, &Ruled { ruling, concluded })
                }
                _ => actions::conclude(conn, scope, &seen, &concluded),
            }
        })
        .await;
    let error = match done {
        Ok(matter) => {
            let done = Message::new("matter-done").key("action", action.key());
            return Ok(see_other(format!("{}#decisions", path(&member.scope, &matter))).flash(done).respond(&req));
        }
        Err(error) => error,
    };
    let setting = site.read(&member, move |conn, scope| setting(conn, scope, &number, action, false)).await?;
    let (status, form) = forms::again(member.lang(), view(&member.scope, action, &setting, Some(&fields)), error)?;
    page(&req, &member, status, action, &setting, form)
}

fn decide_now(conn: &mut Conn, scope: &Scope, number: &str, action: Action) -> Result<()> {
    let ground = queries::ground(conn, scope, number)?;
    decide(ground.matter.state, action, &ground.sight.by).map(drop)
}

fn read(errors: &mut FieldErrors, fields: &Fields) -> Concluded {
    let text = |name: &str| fields.get(name).unwrap_or_default().to_owned();
    Concluded {
        form: DecisionForm::parse(fields.trimmed("form")),
        basis: text("basis"),
        text: text("text"),
        body: Body::parse(fields.trimmed("body")),
        decision_id: fields.chosen("decision"),
        department_id: fields.chosen("department"),
        on: fields.day("on", errors),
    }
}

fn view(scope: &Scope, action: Action, setting: &Setting, typed: Option<&Fields>) -> FormView {
    let lang = scope.lang();
    let label = |key: &str| t(lang, key).into_owned();
    let matter = &setting.file.ground.matter;
    let is_rule = action == Action::Rule;
    let mut form =
        FormView::new(format!("{}/{}", path(scope, matter), action.as_str()), label(&action.key())).hidden("version", matter.version);
    if is_rule {
        let rulings = Ruling::ALL.iter().filter(|r| **r != Ruling::First).map(|r| (r.as_str(), r.key()));
        form = form.field(forms::words_field(lang, "ruling", "matter-field-ruling", rulings, typed, ""));
    }
    let kinds = DecisionForm::ALL.iter().filter(|f| !is_rule || **f != DecisionForm::Nothing).map(|f| (f.as_str(), f.key()));
    let mut kind = forms::words_field(lang, "form", "matter-field-form", kinds, typed, "");
    if is_rule {
        kind = kind.hint(label("matter-form-changed-hint")).optional();
    }
    let basis = FieldView::new("text", "basis", label("matter-field-basis")).typed(typed, &*matter.basis);
    let mut text = FieldView::new("area", "text", label("matter-decision-text")).typed(typed, "");
    text.rows = Some(8);
    let chosen = typed.map_or("", |f| f.trimmed("body"));
    // Who decided first says nothing to the objection.
    let no_meeting = is_rule && setting.first().is_some_and(|first| first.body == Body::Meeting);
    let bodies = Body::ALL
        .iter()
        .filter(|b| !no_meeting || **b != Body::Meeting)
        .map(|b| Choice::new(b.as_str(), t(lang, &b.key()), b.as_str() == chosen))
        .collect();
    let decision = decision_field(lang, &setting.made, typed);
    let without = Some(matter.subject.department_id);
    let on = FieldView::new("date", "on", label("matter-decided-on")).typed(typed, "").hint(label("matter-decided-on-hint")).optional();
    let department = forms::department_field(lang, "department", "matter-decision-department", &setting.departments, without, typed, "");
    form.keep = Some(format!("matter-{}-{}", matter.number, action.as_str()));
    form = form.field(kind).field(basis).field(text).field(FieldView::new("radio", "body", label("matter-field-body")).options(bodies));
    if !no_meeting {
        form = form.field(decision);
    }
    form.field(department.hint(label("matter-decision-department-hint")).optional())
        .field(FieldView { size: Some("short"), max: Some(scope.today().to_string()), ..on })
        .back(path(scope, matter))
}

fn decision_field(lang: crate::platform::i18n::Lang, made: &[Made], typed: Option<&Fields>) -> FieldView {
    /// Characters of a decision in the choice.
    const SHOWN: usize = 40;
    let chosen = typed.map_or("", |f| f.trimmed("decision"));
    let one = |m: &Made| {
        let short: String = m.text.chars().take(SHOWN).collect();
        let label = format!("{} {}{}{short}", m.meeting_number, m.meeting_title, t(lang, "part-colon"));
        Choice::new(m.id, label, m.id.to_string() == chosen)
    };
    let none = Choice::new("", t(lang, "matter-choose"), chosen.is_empty());
    let options = std::iter::once(none).chain(made.iter().map(one)).collect();
    FieldView::new("select", "decision", t(lang, "matter-decision-meeting"))
        .options(options)
        .hint(t(lang, "matter-decision-hint"))
        .optional()
}

fn page(req: &HttpRequest, member: &Member, status: StatusCode, action: Action, setting: &Setting, form: FormView) -> Answer {
    let lang = member.lang();
    let head = head_below(&member.scope, &setting.file.ground.matter, &t(lang, &action.key()));
    let what = match (action, setting.first()) {
        (Action::Rule, Some(first)) => {
            vec![format(lang, "matter-what-rule", &[("body", first.body_label.as_str().into()), ("who", first.by.as_str().into())])]
        }
        _ => vec![t(lang, "matter-what-decide").into_owned(), t(lang, "matter-what-decide-who").into_owned()],
    };
    FormPage::new(head, what, form).answer(req, member, status)
}
