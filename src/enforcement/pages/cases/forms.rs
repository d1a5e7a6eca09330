//! The form of a case: what was typed, what is stored, and the fields between.

use actix_web::{HttpRequest, HttpResponse, http::StatusCode};
use serde::Serialize;

use crate::{
    duties::words::TITLE_MAX,
    enforcement::{
        actions::cases::CaseContent,
        campaign::Campaign,
        model::{Came, Case, CaseKind, EXTRA_MAX, ExtraKind, Party, TEXT_MAX},
    },
    platform::{
        error::{Error, FieldErrors, Result},
        http::Fields,
        i18n::{Lang, format, t},
        view::parts::{Choice, FieldView, FormView, Head, Notice, Steps},
    },
    site::Member,
    tenancy::{
        DepartmentKind, Role, Scope,
        departments::{Department, DepartmentState},
    },
};

/// `enforcement/case_form`.
#[derive(Serialize)]
pub struct FormPage {
    pub head: Head,
    pub steps: Option<Steps>,
    pub notices: Vec<Notice>,
    /// What will happen; empty for everyday steps.
    pub what: Vec<String>,
    pub form: FormView,
}

impl FormPage {
    pub fn new(head: Head, form: FormView) -> Self {
        Self { head, steps: None, notices: Vec::new(), what: Vec::new(), form }
    }

    pub fn answer(self, req: &HttpRequest, member: &Member, status: StatusCode) -> Result<HttpResponse> {
        member.page_status(req, status, "enforcement/case_form", self.head.title.clone(), self)
    }
}

/// As [`http::again`].
pub fn again(lang: Lang, form: FormView, error: Error) -> Result<(StatusCode, FormView)> {
    crate::platform::http::again(lang, form, error, "case-changed-meanwhile")
}

/// What the form of a case is made from.
pub(super) struct Ground {
    /// The case that is changed, or the one a part is taken out of.
    pub case: Option<Case>,
    pub kind: CaseKind,
    pub party: Party,
    pub departments: Vec<Department>,
    /// Those a new case may count for.
    pub campaigns: Vec<Campaign>,
}

/// What is done with the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Doing {
    Register,
    Sever,
    Edit,
}

pub(super) fn read(fields: &Fields, errors: &mut FieldErrors) -> CaseContent {
    let text = |name: &str| fields.get(name).unwrap_or_default().to_owned();
    CaseContent {
        title: text("title"),
        facts: text("facts"),
        extra: fields.pairs().filter_map(|(n, v)| Some((n.strip_prefix("extra_")?.to_owned(), v.to_owned()))).collect(),
        product: text("product"),
        is_main_product: fields.has("is_main_product"),
        region_id: fields.chosen("region"),
        place: text("place"),
        holder_id: fields.chosen("holder"),
        came: Came::parse(fields.trimmed("came")),
        found_on: fields.day("found_on", errors),
        officers_of_id: fields.chosen("officers"),
        campaign_id: fields.chosen("campaign"),
    }
}

/// What is stored, as the form would send it.
pub(super) fn stored(case: &Case) -> Fields {
    let mut pairs: Vec<(String, String)> = vec![
        ("title".into(), case.title.clone()),
        ("facts".into(), case.facts.clone()),
        ("product".into(), case.product.clone()),
        ("region".into(), case.region_id.map(|id| id.to_string()).unwrap_or_default()),
        ("place".into(), case.place.clone()),
        ("holder".into(), case.holder_id.to_string()),
        ("officers".into(), case.officers_of_id.map(|id| id.to_string()).unwrap_or_default()),
        ("found_on".into(), case.found_on.to_string()),
    ];
    if case.is_main_product {
        pairs.push(("is_main_product".into(), "yes".into()));
    }
    pairs.extend(case.extra.iter().map(|v| (format!("extra_{}", v.key), v.value.clone())));
    Fields::from_pairs(pairs)
}

/// The fields, in the order a matter is told: where it comes from, what is wrong, where, who.
pub(super) fn fields(scope: &Scope, ground: &Ground, doing: Doing, values: &Fields) -> Vec<FieldView> {
    let lang = scope.lang();
    let label = |key: &str| t(lang, key).into_owned();
    let field = |kind: &'static str, name: &str| {
        FieldView::new(kind, name, label(&format!("case-field-{}", name.replace('_', "-")))).value(values.get(name).unwrap_or_default())
    };
    let line = |name: &str, max: usize| FieldView { max: Some(max.to_string()), ..field("text", name) };
    let mut all = Vec::new();
    if doing == Doing::Register {
        let chosen = values.trimmed("came");
        let choice = |c: Came| Choice::new(c.as_str(), label(&c.key()), c.as_str() == chosen);
        let options = [Came::Form, Came::PublicReport, Came::HandedIn].map(choice).into();
        let hint = label("case-hint-came");
        all.push(FieldView { whole: true, ..FieldView::new("radio", "came", label("case-field-came")).options(options).hint(hint) });
    }
    let today = scope.today().to_string();
    all.push(FieldView { size: Some("short"), max: Some(today), ..field("date", "found_on").hint(found_hint(scope, &ground.party)) });
    all.extend(holder(scope, ground, doing, values));
    all.extend(officers(lang, ground, values));
    all.push(FieldView { max: Some(TITLE_MAX.to_string()), ..field("text", "product").optional() });
    let main = FieldView { checked: values.has("is_main_product"), ..field("check", "is_main_product").value("yes") };
    all.push(main.hint(label("case-hint-main-product")));
    all.extend(ground.kind.fields.iter().map(|f| {
        let name = format!("extra_{}", f.key);
        let kind = if f.kind == ExtraKind::Date { "date" } else { "text" };
        let view = FieldView::new(kind, &name, &f.label).value(values.get(&name).unwrap_or_default());
        let size = (f.kind != ExtraKind::Text).then_some("short");
        FieldView { optional: !f.required, size, max: (kind == "text").then(|| EXTRA_MAX.to_string()), ..view }
    }));
    all.push(FieldView { rows: Some(6), whole: true, ..field("area", "facts").hint(label("case-hint-facts")) });
    all.push(region(lang, ground, values));
    all.push(line("place", TEXT_MAX).optional());
    all.extend(campaign(lang, ground, values));
    let title = FieldView { whole: true, ..line("title", TITLE_MAX).optional() };
    let usual = [("party", ground.party.name.as_str().into()), ("kind", ground.kind.name.as_str().into())];
    let usual = format(scope.workspace_lang(), "case-default-title", &usual);
    all.push(title.hint(format(lang, "case-hint-title", &[("usual", usual.into())])));
    if doing == Doing::Sever {
        all.push(FieldView { rows: Some(3), whole: true, ..field("area", "reason") });
    }
    all
}

fn found_hint(scope: &Scope, party: &Party) -> String {
    match party.founded_on {
        Some(day) => {
            format(scope.lang(), "case-hint-found-after", &[("name", party.name.as_str().into()), ("day", day.to_string().into())])
        }
        None => t(scope.lang(), "case-hint-found").into_owned(),
    }
}

/// Who may hold it: the departments this person acts for, any for the secretariat.
pub(super) fn holders<'a>(scope: &Scope, all: &'a [Department]) -> Vec<&'a Department> {
    let may = |d: &&Department| scope.has(Role::Secretariat) || scope.acts_for_department(d.id);
    all.iter().filter(|d| d.state == DepartmentState::Open).filter(may).collect()
}

fn holder(scope: &Scope, ground: &Ground, doing: Doing, values: &Fields) -> Option<FieldView> {
    if doing == Doing::Edit && !scope.has(Role::Secretariat) {
        return None;
    }
    let lang = scope.lang();
    let chosen = values.trimmed("holder");
    let may = holders(scope, &ground.departments);
    let mut options: Vec<Choice> = may.iter().map(|d| Choice::new(d.id, &d.name, d.id.to_string() == chosen)).collect();
    if options.len() > 1 || options.is_empty() {
        options.insert(0, Choice::new("", t(lang, "case-holder-choose"), chosen.is_empty()));
    }
    let hint = t(lang, "case-hint-holder");
    Some(FieldView { size: Some("medium"), ..FieldView::new("select", "holder", t(lang, "case-field-holder")).options(options).hint(hint) })
}

/// Whose officers it is about, of the kind that is about officers.
fn officers(lang: Lang, ground: &Ground, values: &Fields) -> Option<FieldView> {
    let chosen = values.trimmed("officers");
    let stored = ground.case.as_ref().and_then(|c| c.officers_of_id);
    let fits = |d: &&Department| d.state == DepartmentState::Open || Some(d.id) == stored;
    let mut options = vec![Choice::new("", t(lang, "case-holder-choose"), chosen.is_empty())];
    options.extend(ground.departments.iter().filter(fits).map(|d| Choice::new(d.id, &d.name, d.id.to_string() == chosen)));
    let field = FieldView::new("select", "officers", t(lang, "case-field-officers")).options(options).hint(t(lang, "case-hint-officers"));
    ground.kind.is_about_officers().then_some(FieldView { size: Some("medium"), ..field })
}

/// Where some are under way, which of them the case counts for.
fn campaign(lang: Lang, ground: &Ground, values: &Fields) -> Option<FieldView> {
    let chosen = values.trimmed("campaign");
    let mut options = vec![Choice::new("", t(lang, "case-no-campaign"), chosen.is_empty())];
    options.extend(ground.campaigns.iter().map(|c| Choice::new(c.id, c.label(), c.id.to_string() == chosen)));
    let field = FieldView::new("select", "campaign", t(lang, "case-field-campaign")).options(options).optional();
    let field = FieldView { size: Some("medium"), ..field.hint(t(lang, "case-hint-campaign")) };
    (!ground.campaigns.is_empty()).then_some(field)
}

fn region(lang: Lang, ground: &Ground, values: &Fields) -> FieldView {
    let chosen = values.trimmed("region");
    let fits = |d: &&Department| {
        let is_open = d.kind == DepartmentKind::LocalGovernment && d.state == DepartmentState::Open;
        is_open || ground.case.as_ref().is_some_and(|c| c.region_id == Some(d.id))
    };
    let mut options = vec![Choice::new("", t(lang, "party-no-region"), chosen.is_empty())];
    options.extend(ground.departments.iter().filter(fits).map(|d| Choice::new(d.id, &d.name, d.id.to_string() == chosen)));
    FieldView { size: Some("medium"), ..FieldView::new("select", "region", t(lang, "case-field-region")).options(options).optional() }
}
