//! The form that imposes a restriction on a party or on people who answer for it.

use actix_web::{HttpRequest, http::StatusCode, web};

use super::Answer;
use crate::{
    enforcement::{
        KEEPERS,
        model::{CaseBrief, Party},
        pages::{self, FormPage, asked_case, id_in},
        queries as parties,
        restriction::{
            BASIS_MAX, Kind, MONTHS_MAX, TermKind,
            actions::{self, Content, may_act_for},
        },
    },
    platform::{
        db::Conn,
        error::{FieldErrors, Message, Result},
        http::{Fields, Form, ListQuery, again, see_other},
        i18n::t,
        view::parts::{Choice, FieldView, FormView},
    },
    site::{Member, Site},
    tenancy::{
        Scope,
        departments::{self, Department, DepartmentState},
    },
};

/// What the form is made from.
struct Ground {
    party: Party,
    departments: Vec<Department>,
    /// Those against it.
    cases: Vec<CaseBrief>,
}

/// Whether the party still lives or not: a form that is refused is shown again in any case, for what was typed.
fn ground(conn: &mut Conn, scope: &Scope, id: i64) -> Result<Ground> {
    scope.require(&KEEPERS)?;
    let party = parties::one(conn, scope, id)?;
    let cases = parties::cases::of_party(conn, scope, id)?.into_iter().filter(|c| c.party_id == id).collect();
    Ok(Ground { party, departments: own_departments(conn, scope)?, cases })
}

/// The open departments this person may act for.
pub fn own_departments(conn: &mut Conn, scope: &Scope) -> Result<Vec<Department>> {
    let fits = |d: &Department| d.state == DepartmentState::Open && may_act_for(scope, d.id);
    Ok(departments::all(conn, scope)?.into_iter().filter(fits).collect())
}

/// `GET /w/{slug}/parties/{id}/restrict`
pub async fn form(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let id = id_in(&req)?;
    let ground = site.read(&member, move |conn, scope| ground(conn, scope, id)).await?;
    ground.party.require_active()?;
    let today = member.scope.today().to_string();
    let mut values = vec![("found_on", today.clone()), ("from_on", today)];
    if let [only] = ground.departments.as_slice() {
        values.push(("department", only.id.to_string()));
    }
    // A case's page leads here for what its kind asks for.
    if let Some(kind) = ListQuery::of(&req, &[]).filter("kind").and_then(Kind::parse) {
        values.push(("kind", kind.as_str().to_owned()));
        if kind == Kind::NoAward {
            values.push(("term", TermKind::YearEnd.as_str().to_owned()));
        }
    }
    values.extend(asked_case(&req, &ground.cases).map(|case| ("case", case.id.to_string())));
    let form = view(&member.scope, &ground, &Fields::from_pairs(values));
    page(&req, &member, StatusCode::OK, &ground.party, form)
}

/// `POST` to the same.
pub async fn impose(req: HttpRequest, site: web::Data<Site>, member: Member, form: Form) -> Answer {
    let id = id_in(&req)?;
    let fields = form.into_inner();
    let mut wrong = FieldErrors::default();
    let content = read(&fields, &mut wrong);
    let done = site.write(&member, move |conn, scope| wrong.with(actions::impose(conn, scope, id, &content)));
    let error = match done.await {
        Ok(one) => {
            let done = Message::new("restriction-imposed").text("number", one.number.clone());
            return Ok(see_other(super::path(&member.scope, &one.number)).flash(done).respond(&req));
        }
        Err(error) => error,
    };
    let ground = site.read(&member, move |conn, scope| ground(conn, scope, id)).await?;
    let (status, form) = again(member.lang(), view(&member.scope, &ground, &fields), error, "restriction-changed-meanwhile")?;
    page(&req, &member, status, &ground.party, form)
}

fn read(fields: &Fields, errors: &mut FieldErrors) -> Content {
    let text = |name: &str| fields.get(name).unwrap_or_default().to_owned();
    let mut day = |name: &str| fields.day(name, errors);
    Content {
        kind: Kind::parse(fields.trimmed("kind")),
        department_id: fields.chosen("department"),
        basis: text("basis"),
        reason: text("reason"),
        found_on: day("found_on"),
        from_on: day("from_on"),
        term: TermKind::parse(fields.trimmed("term")),
        months: text("months"),
        until: day("until"),
        people: fields.all("people").into_iter().map(str::to_owned).collect(),
        case_id: fields.chosen("case"),
    }
}

fn view(scope: &Scope, ground: &Ground, values: &Fields) -> FormView {
    let (lang, party) = (scope.lang(), &ground.party);
    let label = |key: &str| t(lang, key).into_owned();
    let value = |name: &str| values.get(name).unwrap_or_default().to_owned();
    let chosen = |name: &str, of: &str| values.trimmed(name) == of;
    let new = |kind, name: &str, key: &str| FieldView::new(kind, name, label(key)).value(value(name));
    let kinds = Kind::ALL.iter().map(|k| Choice {
        hint: Some(label(&format!("restriction-kind-hint-{}", k.as_str().replace('_', "-")))),
        ..Choice::new(k.as_str(), label(&k.key()), chosen("kind", k.as_str()))
    });
    let terms = TermKind::ALL.iter().map(|term| Choice {
        hint: Some(label(&format!("restriction-term-hint-{}", term.as_str().replace('_', "-")))),
        ..Choice::new(term.as_str(), label(&term.key()), chosen("term", term.as_str()))
    });
    let short = |field: FieldView| FieldView { size: Some("short"), ..field };
    let mut form = FormView::new(format!("{}/restrict", pages::path(scope, party.id)), t(lang, "restriction-impose"))
        .field(FieldView { whole: true, ..new("radio", "kind", "restriction-field-kind").options(kinds.collect()) });
    if !party.people.is_empty() && !party.is_person() {
        let picked = values.all("people");
        let people = party
            .people
            .iter()
            .map(|p| Choice { hint: Some(label(&p.post.key())), ..Choice::new(&p.name, &p.name, picked.contains(&p.name.as_str())) });
        let field = new("checks", "people", "restriction-field-people").options(people.collect()).hint(label("restriction-hint-people"));
        form = form.field(FieldView { whole: true, ..field.optional() });
    }
    let mut departments = vec![Choice::new("", label("restriction-choose"), chosen("department", ""))];
    departments.extend(ground.departments.iter().map(|d| Choice::new(d.id, &d.name, chosen("department", &d.id.to_string()))));
    let cases = pages::cases_to_name(lang, &ground.cases, values);
    if !cases.is_empty() {
        form = form.field(FieldView { whole: true, ..new("select", "case", "restriction-field-case").options(cases).optional() });
    }
    form.field(FieldView { size: Some("medium"), ..new("select", "department", "restriction-field-department").options(departments) })
        .field(FieldView {
            max: Some(BASIS_MAX.to_string()),
            ..new("text", "basis", "restriction-field-basis").hint(label("restriction-hint-basis"))
        })
        .field(FieldView {
            rows: Some(4),
            whole: true,
            ..new("area", "reason", "restriction-field-reason").hint(label("restriction-hint-reason"))
        })
        .field(FieldView { max: Some(scope.today().to_string()), ..short(new("date", "found_on", "restriction-field-found")) })
        .field(short(new("date", "from_on", "restriction-field-from")))
        .field(FieldView {
            whole: true,
            ..new("radio", "term", "restriction-field-term").options(terms.collect()).hint(label("restriction-hint-term"))
        })
        .field(FieldView {
            min: Some("1".into()),
            max: Some(MONTHS_MAX.to_string()),
            unit: Some(label("restriction-months")),
            ..short(new("number", "months", "restriction-field-months")).optional()
        })
        .field(short(new("date", "until", "restriction-field-day")).optional())
        .back(pages::path(scope, party.id))
}

fn page(req: &HttpRequest, member: &Member, status: StatusCode, party: &Party, form: FormView) -> Answer {
    let lang = member.lang();
    let head = pages::head(&member.scope, Some(party), &t(lang, "restriction-impose-title")).under(&party.name);
    Ok(FormPage::new(head, form).answer(req, member, status)?)
}
