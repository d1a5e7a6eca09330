//! The form of an incident: what was typed, what is stored, and the fields between.

use super::{list_path, path};
use crate::{
    duties::words::TITLE_MAX,
    enforcement::{
        incident::{
            actions::IncidentContent,
            model::{Incident, PEOPLE_MAX, wan},
        },
        model::TEXT_MAX,
        pages::cases::forms::FormPage,
        queries::{self, cases},
    },
    platform::{
        db::Conn,
        error::{FieldErrors, Result},
        http::Fields,
        i18n::t,
        view::parts::{Choice, FieldView, FormView, Head},
    },
    tenancy::{
        DepartmentKind, Role, Scope,
        departments::{self, Department, DepartmentState},
    },
};

/// What the form is made from.
pub(super) struct Ground {
    /// The incident that is corrected.
    pub incident: Option<Incident>,
    pub departments: Vec<Department>,
}

pub(super) fn read(fields: &Fields, errors: &mut FieldErrors) -> IncidentContent {
    let text = |name: &str| fields.get(name).unwrap_or_default().to_owned();
    IncidentContent {
        title: text("title"),
        happened_on: fields.day("happened_on", errors),
        region_id: fields.chosen("region"),
        place: text("place"),
        product: text("product"),
        party: text("party"),
        case: text("case"),
        deaths: fields.whole("deaths", PEOPLE_MAX, errors),
        injured: fields.whole("injured", PEOPLE_MAX, errors),
        loss: text("loss"),
        text: text("text"),
        source: text("source"),
        department_id: fields.chosen("department"),
    }
}

/// What a fresh form holds; of a case what is known of it.
pub(super) fn fresh(conn: &mut Conn, scope: &Scope, case: Option<&str>) -> Result<Fields> {
    let mut pairs = vec![("deaths".to_owned(), "0".to_owned()), ("injured".to_owned(), "0".to_owned())];
    if let Some(number) = case {
        let case = cases::by_number(conn, scope, number)?;
        let party = queries::alive(conn, scope, case.party_id)?;
        let region = case.region_id.map(|id| id.to_string()).unwrap_or_default();
        let own = [("case", case.number.clone()), ("product", case.product), ("place", case.place), ("region", region)];
        pairs.extend(own.map(|(name, value)| (name.to_owned(), value)));
        pairs.push(("party".to_owned(), party.name));
    }
    Ok(Fields::from_pairs(pairs))
}

/// What is stored, as the form would send it.
pub(super) fn stored(conn: &mut Conn, scope: &Scope, i: &Incident) -> Result<Fields> {
    let party = i.party_id.map(|id| queries::alive(conn, scope, id)).transpose()?;
    let case = i.case_id.map(|id| cases::one(conn, scope, id)).transpose()?;
    // A code names one party, a name perhaps several.
    let party = party.map(|p| p.credit_code.as_ref().map_or_else(|| p.name.clone(), |c| c.as_str().to_owned()));
    Ok(Fields::from_pairs([
        ("title", i.title.clone()),
        ("happened_on", i.happened_on.to_string()),
        ("region", i.region_id.to_string()),
        ("place", i.place.clone()),
        ("product", i.product.clone()),
        ("party", party.unwrap_or_default()),
        ("case", case.map(|c| c.number).unwrap_or_default()),
        ("deaths", i.figures.deaths.to_string()),
        ("injured", i.figures.injured.to_string()),
        ("loss", i.figures.loss.map(wan).unwrap_or_default()),
        ("text", i.text.clone()),
        ("source", i.source.clone()),
    ]))
}

pub(super) fn ground(conn: &mut Conn, scope: &Scope, incident: Option<Incident>) -> Result<Ground> {
    Ok(Ground { incident, departments: departments::all(conn, scope)? })
}

/// The fields, in the order it is told: what, when, where, of what, with which consequences, known from whom.
pub(super) fn view(scope: &Scope, ground: &Ground, values: &Fields) -> FormView {
    let lang = scope.lang();
    let (to, back, submit) = match &ground.incident {
        Some(i) => (format!("{}/correct", path(scope, &i.number)), path(scope, &i.number), "incident-correct"),
        None => (format!("{}/new", list_path(scope)), list_path(scope), "incident-record"),
    };
    let label = |name: &str| t(lang, &format!("incident-field-{}", name.replace('_', "-")));
    let field = |kind: &'static str, name: &str| FieldView::new(kind, name, label(name)).value(values.get(name).unwrap_or_default());
    let line = |name: &str, max: usize| FieldView { max: Some(max.to_string()), ..field("text", name) };
    let number = |name: &str| FieldView {
        size: Some("short"),
        unit: Some(t(lang, "incident-unit-people").into_owned()),
        min: Some("0".into()),
        max: Some(PEOPLE_MAX.to_string()),
        ..field("number", name)
    };
    let loss = FieldView { size: Some("short"), unit: Some(t(lang, "incident-unit-wan").into_owned()), ..field("text", "loss") };
    let today = scope.today().to_string();
    let mut form = FormView::new(to, t(lang, submit)).back(back);
    form.fields.push(FieldView { whole: true, ..line("title", TITLE_MAX).hint(t(lang, "incident-hint-title")) });
    form.fields.push(FieldView { size: Some("short"), max: Some(today), ..field("date", "happened_on") });
    form.fields.push(region(scope, ground, values));
    form.fields.push(line("place", TEXT_MAX).optional());
    form.fields.push(line("product", TITLE_MAX).optional());
    form.fields.push(line("party", TEXT_MAX).optional().hint(t(lang, "incident-hint-party")));
    form.fields.push(line("case", TEXT_MAX).optional().hint(t(lang, "incident-hint-case")));
    form.fields.extend([number("deaths"), number("injured"), loss.optional().hint(t(lang, "incident-hint-loss"))]);
    form.fields.push(FieldView { rows: Some(6), whole: true, ..field("area", "text") });
    form.fields.push(line("source", TEXT_MAX).hint(t(lang, "incident-hint-source")));
    match &ground.incident {
        Some(i) => {
            form.fields.push(FieldView { rows: Some(3), whole: true, ..field("area", "reason") });
            form = form.hidden("version", i.version);
        }
        None => form.fields.extend(department(scope, ground, values)),
    }
    form.keep = Some(ground.incident.as_ref().map_or_else(|| "incident-new".to_owned(), |i| format!("incident-{}", i.number)));
    form
}

fn region(scope: &Scope, ground: &Ground, values: &Fields) -> FieldView {
    let (lang, chosen) = (scope.lang(), values.trimmed("region"));
    let stored = ground.incident.as_ref().map(|i| i.region_id);
    let open = |d: &&Department| d.kind == DepartmentKind::LocalGovernment && d.state == DepartmentState::Open;
    let fits = |d: &&Department| open(d) || Some(d.id) == stored;
    let mut options = vec![Choice::new("", t(lang, "incident-choose"), chosen.is_empty())];
    options.extend(ground.departments.iter().filter(fits).map(|d| Choice::new(d.id, &d.name, d.id.to_string() == chosen)));
    let field = FieldView::new("select", "region", t(lang, "incident-field-region")).options(options);
    FieldView { size: Some("medium"), ..field.hint(t(lang, "incident-hint-region")) }
}

/// For whom it is recorded, of whoever acts for several.
fn department(scope: &Scope, ground: &Ground, values: &Fields) -> Option<FieldView> {
    let (lang, chosen) = (scope.lang(), values.trimmed("department"));
    let own: Vec<&Department> = ground.departments.iter().filter(|d| scope.acts_for_department(d.id)).collect();
    if scope.has(Role::Secretariat) || own.len() < 2 {
        return None;
    }
    let mut options = vec![Choice::new("", t(lang, "incident-choose"), chosen.is_empty())];
    options.extend(own.into_iter().map(|d| Choice::new(d.id, &d.name, d.id.to_string() == chosen)));
    let field = FieldView::new("select", "department", t(lang, "incident-field-department")).options(options);
    Some(FieldView { size: Some("medium"), ..field })
}

pub(super) fn page(scope: &Scope, head: Head, ground: &Ground, form: FormView) -> FormPage {
    let mut page = FormPage::new(head, form);
    if ground.incident.is_some() {
        page.what = vec![t(scope.lang(), "incident-what-correct").into_owned()];
    }
    page
}
