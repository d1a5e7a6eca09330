//! `GET` and `POST /w/{slug}/cases/{number}/measures/new`: imposing a measure, of one's own or as proposed.

use actix_web::{HttpRequest, http::StatusCode, web};

use super::{Answer, all_called, fact_line, forms, head, number_in, path, seen};
use crate::{
    calendar::DeadlineRule,
    enforcement::{
        ladder::{self, Proposal},
        measure::{
            self,
            actions::{self, BASIS_MAX, NewMeasure},
        },
        model::{Case, CaseKind, MeasureKind},
        queries::cases as queries,
    },
    platform::{
        db::Conn,
        error::{Error, FieldErrors, Message, Result},
        http::{Fields, Form, ListQuery, see_other},
        i18n::{Lang, format, join, t},
        view::parts::{Choice, FieldView, FormView, Notice},
    },
    site::{Member, Site},
    tenancy::Scope,
};

struct Setting {
    case: Case,
    kind: CaseKind,
    proposal: Option<Proposal>,
    in_force: Vec<MeasureKind>,
}

fn load(conn: &mut Conn, scope: &Scope, number: &str, proposal: Option<i64>) -> Result<Setting> {
    let case = queries::by_number(conn, scope, number)?;
    let proposal = match proposal {
        Some(id) => Some(ladder::of_case(conn, scope, case.id)?.into_iter().find(|p| p.id == id).ok_or(Error::NotFound)?),
        None => None,
    };
    if !scope.acts_for_department(proposal.as_ref().map_or(case.holder_id, |p| p.department_id)) {
        return Err(Error::forbidden("measure-forbidden"));
    }
    if proposal.as_ref().is_some_and(|p| p.rule.measures.iter().all(|kind| kind.is_done_elsewhere())) {
        return Err(Error::Refused(Message::new("measure-is-referral").key("measure", MeasureKind::ReferToJustice.key())));
    }
    case.require_impartial(scope)?;
    let live = measure::of_case(conn, scope, case.id)?;
    let in_force = live.into_iter().filter(|(m, _)| m.is_live()).map(|(m, _)| m.kind).collect();
    Ok(Setting { kind: queries::kind(conn, scope, case.kind_id)?, case, proposal, in_force })
}

pub async fn form(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let (number, proposal) = (number_in(&req), ListQuery::of(&req, &[]).filter("proposal").and_then(|p| p.parse().ok()));
    let setting = site.read(&member, move |conn, scope| load(conn, scope, &number, proposal)).await?;
    Ok(page(&member.scope, &setting, view(&member.scope, &setting, None)).answer(&req, &member, StatusCode::OK)?)
}

pub async fn impose(req: HttpRequest, site: web::Data<Site>, member: Member, form: Form) -> Answer {
    let fields = form.into_inner();
    let mut errors = FieldErrors::default();
    let (seen, new) = (seen(&req, &fields), read(&fields, &mut errors));
    let asked = seen.clone();
    let says_nothing = fields.trimmed("days").is_empty() && fields.trimmed("due_on").is_empty();
    let done = site.write(&member, move |conn, scope| {
        let rule = if says_nothing { usual_term(conn, scope, &asked.number, &new)? } else { new.rule.clone() };
        errors.with(actions::impose(conn, scope, &asked, &NewMeasure { rule, ..new }))
    });
    let error = match done.await {
        Ok(_) => return Ok(see_other(path(&member.scope, &seen.number)).flash(Message::new("measure-done-impose")).respond(&req)),
        Err(error) => error,
    };
    let proposal = fields.chosen("proposal");
    let setting = site.read(&member, move |conn, scope| load(conn, scope, &seen.number, proposal)).await?;
    let (status, form) = forms::again(member.lang(), view(&member.scope, &setting, Some(&fields)), error)?;
    Ok(page(&member.scope, &setting, form).answer(&req, &member, status)?)
}

/// What the kind of case usually gives for a measure, where nothing was typed; what is proposed has its own days in the form.
fn usual_term(conn: &mut Conn, scope: &Scope, number: &str, new: &NewMeasure) -> Result<Option<DeadlineRule>> {
    if new.proposal.is_some() {
        return Ok(None);
    }
    let case = queries::by_number(conn, scope, number)?;
    let kind = queries::kind(conn, scope, case.kind_id)?;
    let days = kind.measures.iter().find(|f| Some(f.measure) == new.kind).map_or(0, |f| f.working_days);
    Ok(Some(DeadlineRule::AfterAssignment { working_days: days }).filter(|_| days > 0))
}

/// The longest deadline in working days.
const DAYS_MAX: u16 = 500;

fn read(fields: &Fields, errors: &mut FieldErrors) -> NewMeasure {
    let text = |name: &str| fields.get(name).unwrap_or_default().to_owned();
    let days = fields.whole("days", DAYS_MAX, errors).filter(|days| *days > 0);
    let fixed = fields.day("due_on", errors).map(|on| DeadlineRule::Fixed { on });
    if let (Some(days), true) = (days, fixed.is_some()) {
        errors.add("due_on", Message::new("measure-days-or-day").number("days", days));
    }
    let proposal = fields.chosen("proposal");
    NewMeasure {
        kind: MeasureKind::parse(fields.trimmed("kind")),
        name: text("name"),
        legal_basis: text("legal_basis"),
        department_id: None,
        in_force_on: fields.day("in_force_on", errors),
        rule: days.map(|working_days| DeadlineRule::AfterAssignment { working_days }).or(fixed),
        conditions: text("conditions"),
        proposal: proposal.map(|id| (id, fields.trimmed("proposal_version").parse().unwrap_or(0))),
    }
}

fn view(scope: &Scope, setting: &Setting, typed: Option<&Fields>) -> FormView {
    let lang = scope.lang();
    let label = |key: &str| t(lang, key).into_owned();
    let field = |kind: &'static str, name: &str, stored: &str| {
        FieldView::new(kind, name, label(&format!("measure-field-{}", name.replace('_', "-")))).typed(typed, stored)
    };
    let proposed = setting.proposal.as_ref().map(|p| &p.rule);
    let chosen = typed.map(|f| f.trimmed("kind").to_owned()).unwrap_or_else(|| first(setting).map_or("", |k| k.as_str()).to_owned());
    let kinds: Vec<MeasureKind> = match proposed {
        Some(rule) => rule.measures.iter().copied().filter(|k| !k.is_done_elsewhere() && !setting.in_force.contains(k)).collect(),
        None => usual_first(setting),
    };
    let kind = FieldView {
        size: Some("medium"),
        ..FieldView::new("select", "kind", label("measure-field-kind"))
            .options(kinds.into_iter().map(|k| Choice::new(k.as_str(), label(&k.key()), k.as_str() == chosen)).collect())
    };
    let days = match proposed {
        Some(rule) => rule.days,
        // Left empty it is what is usual for the measure chosen in the end.
        None => 0,
    };
    let basis = match proposed {
        Some(rule) => rule.article.clone(),
        None => setting.kind.legal_basis.clone(),
    };
    let days = if days > 0 { days.to_string() } else { String::new() };
    let short = |view: FieldView| FieldView { size: Some("short"), ..view };
    let today = scope.today().to_string();
    let mut form = FormView::new(format!("{}/measures/new", path(scope, &setting.case.number)), label("measure-do-impose"))
        .hidden("version", setting.case.version)
        .back(path(scope, &setting.case.number))
        .field(kind);
    if setting.proposal.is_none() {
        form = form.field(field("text", "name", "").hint(label("measure-hint-name")).optional());
    }
    form = form
        .field(FieldView { max: Some(BASIS_MAX.to_string()), whole: true, ..field("text", "legal_basis", &basis) })
        .field(FieldView { max: Some(today.clone()), ..short(field("date", "in_force_on", &today)) })
        .field(short(field("number", "days", &days)).hint(days_hint(lang, setting)).optional())
        .field(short(field("date", "due_on", "")).hint(label("measure-hint-due")).optional())
        .field(
            FieldView { rows: Some(4), whole: true, ..field("area", "conditions", "") }.hint(label("measure-hint-conditions")).optional(),
        );
    if let Some(p) = &setting.proposal {
        form = form.hidden("proposal", p.id).hidden("proposal_version", p.version);
    }
    form.keep = Some(format!("case-{}-measure", setting.case.number));
    form
}

/// How days are counted, and what an empty field means.
fn days_hint(lang: Lang, setting: &Setting) -> String {
    let usual = setting.kind.measures.iter().filter(|f| f.working_days > 0);
    let usual: Vec<String> = usual.map(|f| format!("{} {}", t(lang, &f.measure.key()), f.working_days)).collect();
    let counted = t(lang, "measure-hint-days").into_owned();
    if setting.proposal.is_some() || usual.is_empty() {
        return counted;
    }
    format!("{counted}{}", format(lang, "measure-hint-usual", &[("usual", join(lang, &usual).into())]))
}

/// What is chosen at first: the first proposed, or the first usual one that is not in force.
fn first(setting: &Setting) -> Option<MeasureKind> {
    let usual = || setting.kind.measures.iter().map(|f| f.measure);
    match &setting.proposal {
        Some(p) => p.rule.measures.iter().copied().find(|k| !k.is_done_elsewhere() && !setting.in_force.contains(k)),
        None => usual().find(|k| !k.is_done_elsewhere() && !setting.in_force.contains(k)),
    }
}

/// All kinds, those the case's kind usually has first.
fn usual_first(setting: &Setting) -> Vec<MeasureKind> {
    let mut kinds: Vec<MeasureKind> = setting.kind.measures.iter().map(|f| f.measure).collect();
    kinds.extend(MeasureKind::ALL.iter().copied().filter(|k| !setting.kind.measures.iter().any(|f| f.measure == *k)));
    kinds.retain(|k| !k.is_done_elsewhere());
    kinds
}

fn page(scope: &Scope, setting: &Setting, form: FormView) -> forms::FormPage {
    let lang = scope.lang();
    let head = head(scope, Some(&setting.case), &t(lang, "measure-do-impose")).under(&setting.case.title);
    let mut page = forms::FormPage::new(head, form);
    if let Some(p) = &setting.proposal {
        let facts: Vec<String> = p.facts.iter().map(|f| fact_line(scope, f)).map(|l| format!("{} · {}", l.title, l.note)).collect();
        let args = [
            ("measures", all_called(lang, &p.rule.measures).into()),
            ("article", p.rule.article.as_str().into()),
            ("facts", facts.join(&t(lang, "ladder-facts-join")).into()),
        ];
        let text = format(lang, "ladder-notice", &args);
        page.notices.push(Notice { tone: "yellow", title: Some(t(lang, "ladder-notice-title").into_owned()), text, link: None });
    }
    page
}
