//! The form of a campaign: what was typed, what is stored, and the fields between.

use super::{list_path, path};
use crate::{
    enforcement::campaign::{
        actions::CampaignContent,
        model::{Campaign, CampaignState, LIST_MAX, NAME_MAX, REPORT_DAYS_MAX, Rhythm},
    },
    platform::{
        error::FieldErrors,
        http::Fields,
        i18n::t,
        view::parts::{Choice, FieldView, FormView},
    },
    tenancy::{
        DepartmentKind, Scope,
        departments::{Department, DepartmentState},
    },
};

/// Working days a report usually takes.
const REPORT_DAYS: &str = "3";

pub(super) fn read(fields: &Fields, errors: &mut FieldErrors) -> CampaignContent {
    let text = |name: &str| fields.get(name).unwrap_or_default().to_owned();
    // What is no id names nothing.
    let ids = |name: &str| fields.all(name).into_iter().map(|id| id.trim().parse().unwrap_or(-1)).collect();
    CampaignContent {
        name: text("name"),
        purpose: text("purpose"),
        products: text("products"),
        markets: text("markets"),
        first_on: fields.day("first_on", errors),
        last_on: fields.day("last_on", errors),
        rhythm: Rhythm::parse(fields.trimmed("rhythm")),
        report_days: fields.whole("report_days", REPORT_DAYS_MAX, errors),
        lead_id: fields.chosen("lead"),
        lead_ids: ids("leads"),
        region_ids: ids("regions"),
        reason: text("reason"),
    }
}

/// What a fresh form holds.
pub(super) fn fresh() -> Fields {
    Fields::from_pairs([("rhythm", Rhythm::Weekly.as_str()), ("report_days", REPORT_DAYS)])
}

/// What is stored, as the form would send it.
pub(super) fn stored(campaign: &Campaign, leads: &[i64], regions: &[i64]) -> Fields {
    let mut pairs = vec![
        ("name", campaign.name.clone()),
        ("purpose", campaign.purpose.clone()),
        ("products", campaign.products.clone()),
        ("markets", campaign.markets.clone()),
        ("first_on", campaign.first_on.to_string()),
        ("last_on", campaign.last_on.to_string()),
        ("rhythm", campaign.rhythm.as_str().to_owned()),
        ("report_days", campaign.report_days.to_string()),
        ("lead", leads.first().map(ToString::to_string).unwrap_or_default()),
    ];
    pairs.extend(leads.iter().skip(1).map(|id| ("leads", id.to_string())));
    pairs.extend(regions.iter().map(|id| ("regions", id.to_string())));
    Fields::from_pairs(pairs)
}

/// The fields of a new campaign, or of one that exists in the version it has now; of one under way only what may still change.
pub(super) fn form(scope: &Scope, campaign: Option<&Campaign>, all: &[Department], values: &Fields) -> FormView {
    let lang = scope.lang();
    let label = |key: &str| t(lang, key).into_owned();
    let is_running = campaign.is_some_and(|c| c.state == CampaignState::Running);
    let field = |kind: &'static str, name: &str| {
        let key = format!("campaign-field-{}", name.replace('_', "-"));
        FieldView::new(kind, name, label(&key)).value(values.get(name).unwrap_or_default())
    };
    let line = |name: &str, max: usize| FieldView { max: Some(max.to_string()), whole: true, ..field("text", name) };
    let mut form = match campaign {
        Some(c) => FormView::new(format!("{}/edit", path(scope, &c.number)), label("campaign-save")).back(path(scope, &c.number)),
        None => FormView::new(format!("{}/new", list_path(scope)), label("campaign-create")).back(list_path(scope)),
    };
    form = form
        .field(line("name", NAME_MAX).hint(label("campaign-hint-name")))
        .field(FieldView { rows: Some(3), whole: true, ..field("area", "purpose").optional() })
        .field(line("products", LIST_MAX).optional().hint(label("campaign-hint-products")))
        .field(line("markets", LIST_MAX).optional().hint(label("campaign-hint-markets")));
    let day = |name: &str| FieldView { size: Some("short"), ..field("date", name) };
    if !is_running {
        form = form.field(day("first_on"));
    }
    form = form.field(day("last_on").hint(label("campaign-hint-last-on")));
    if !is_running {
        let rhythm = |r: &Rhythm| Choice::new(r.as_str(), label(&r.key()), values.trimmed("rhythm") == r.as_str());
        let rhythms = Rhythm::ALL.iter().map(rhythm).collect();
        let days = FieldView { unit: Some(label("campaign-unit-days")), size: Some("short"), ..field("number", "report_days") };
        let days = FieldView { min: Some("1".into()), max: Some(REPORT_DAYS_MAX.to_string()), ..days };
        form = form
            .field(FieldView::new("radio", "rhythm", label("campaign-field-rhythm")).options(rhythms))
            .field(days.hint(label("campaign-hint-report-days")));
    }
    form = form.field(lead(scope, all, values)).field(leads(scope, all, values)).field(regions(scope, all, values));
    // Asked of what is under way; what was typed before it ended stays.
    if is_running || !values.trimmed("reason").is_empty() {
        let reason = FieldView { rows: Some(3), whole: true, ..field("area", "reason") };
        form = form.field(reason.hint(label("campaign-hint-reason")));
    }
    form.keep = Some(campaign.map_or_else(|| "campaign-new".to_owned(), |c| format!("campaign-{}", c.number)));
    match campaign {
        Some(c) => form.hidden("version", c.version),
        None => form,
    }
}

fn open<'a>(all: &'a [Department], chosen: &'a [&str]) -> impl Iterator<Item = &'a Department> {
    all.iter().filter(|d| d.state == DepartmentState::Open || chosen.contains(&d.id.to_string().as_str()))
}

fn lead(scope: &Scope, all: &[Department], values: &Fields) -> FieldView {
    let chosen = values.trimmed("lead");
    let mut options = vec![Choice::new("", t(scope.lang(), "campaign-choose"), chosen.is_empty())];
    let bodies = open(all, std::slice::from_ref(&chosen)).filter(|d| d.kind == DepartmentKind::Department);
    options.extend(bodies.map(|d| Choice::new(d.id, &d.name, d.id.to_string() == chosen)));
    let field = FieldView::new("select", "lead", t(scope.lang(), "campaign-field-lead")).options(options);
    FieldView { size: Some("medium"), whole: true, ..field }
}

fn choice(d: &Department, chosen: &[&str]) -> Choice {
    let id = d.id.to_string();
    let is_chosen = chosen.contains(&id.as_str());
    let hint = (d.name != d.short_name).then(|| d.name.clone());
    Choice { find: Some(format!("{} {}", d.name, d.code)), hint, ..Choice::new(id, &d.short_name, is_chosen) }
}

fn leads(scope: &Scope, all: &[Department], values: &Fields) -> FieldView {
    let chosen = values.all("leads");
    let bodies = open(all, &chosen).filter(|d| d.kind == DepartmentKind::Department);
    let options = bodies.map(|d| choice(d, &chosen)).collect();
    let field = FieldView::new("departments", "leads", t(scope.lang(), "campaign-field-other-leads")).options(options).optional();
    FieldView { whole: true, ..field }
}

fn regions(scope: &Scope, all: &[Department], values: &Fields) -> FieldView {
    let chosen = values.all("regions");
    let places = open(all, &chosen).filter(|d| d.kind == DepartmentKind::LocalGovernment);
    let options = places.map(|d| choice(d, &chosen)).collect();
    let field = FieldView::new("departments", "regions", t(scope.lang(), "campaign-field-regions")).options(options);
    FieldView { whole: true, ..field.hint(t(scope.lang(), "campaign-hint-regions")) }
}
