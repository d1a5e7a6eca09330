//! A section or a decision of the minutes as a form, beside what was recorded.

use actix_web::{HttpRequest, http::StatusCode, web};
use serde::Serialize;

use super::{Answer, forms, head_below, minutes::home};
use crate::{
    duties::{self, DepartmentName},
    meetings::{
        actions::{self, DecisionContent, Seen},
        model::{Action, Decision, Section, SectionKind, decide},
        queries::{self, Papers},
    },
    platform::{
        clock,
        db::Conn,
        error::{Error, FieldErrors, Message, Result},
        http::{Access, Fields, Form, Routes, path_part, see_other},
        i18n::{format, format_time, t},
        view::{
            conflict::{Both, Conflict, in_words},
            parts::{FieldView, FormView, Head},
        },
    },
    policy::{self, Side},
    site::{Member, Site},
    tenancy::Scope,
};

pub fn routes() -> Routes {
    Routes::new()
        .get("/w/{slug}/meetings/{number}/minutes/sections/{section}", Access::Workspace, section_form)
        .post("/w/{slug}/meetings/{number}/minutes/sections/{section}", Access::Workspace, save_section)
        .get("/w/{slug}/meetings/{number}/minutes/decisions/{decision}", Access::Workspace, decision_form)
        .post("/w/{slug}/meetings/{number}/minutes/decisions/{decision}", Access::Workspace, save_decision)
}

/// `meetings/minutes_edit`.
#[derive(Serialize)]
struct Body {
    head: Head,
    form: FormView,
    /// What the text is now against what was recorded; empty where they say the same.
    compared: Vec<PieceView>,
    recorded: String,
    decisions: Vec<String>,
}

/// A stretch of text: `both`, `old` or `new`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(super) struct PieceView {
    side: &'static str,
    text: String,
}

/// Two wordings in one reading, what went before what came, paragraphs kept.
pub(super) fn compared(old: &str, new: &str) -> Vec<PieceView> {
    let pieces = policy::words(old, new).into_iter().map(|p| PieceView {
        side: match p.side {
            Side::Both => "both",
            Side::Old => "old",
            Side::New => "new",
        },
        text: p.text,
    });
    pieces.collect()
}

struct Loaded {
    papers: Papers,
    departments: Vec<DepartmentName>,
}

fn load(conn: &mut Conn, scope: &Scope, number: &str) -> Result<Loaded> {
    let papers = queries::papers(conn, scope, number)?;
    decide(papers.meeting.state, papers.meeting.is_written(), Action::Minute, &papers.sight.by)?;
    let departments = duties::queries::open_departments(conn, scope)?;
    Ok(Loaded { papers, departments })
}

fn id_in(req: &HttpRequest, part: &str) -> Result<i64> {
    path_part(req, part).parse().map_err(|_| Error::NotFound)
}

async fn loaded(req: &HttpRequest, site: &web::Data<Site>, member: &Member) -> Result<Loaded> {
    let number = path_part(req, "number").to_owned();
    site.read(member, move |conn, scope| load(conn, scope, &number)).await
}

pub async fn section_form(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let id = id_in(&req, "section")?;
    let Loaded { papers, .. } = loaded(&req, &site, &member).await?;
    let section = papers.sections.iter().find(|s| s.id == id).ok_or(Error::NotFound)?;
    let form = section_view(&member.scope, &papers, section, None);
    section_page(&req, &member, StatusCode::OK, &papers, section, form)
}

fn section_view(scope: &Scope, papers: &Papers, section: &Section, typed: Option<&Fields>) -> FormView {
    let lang = scope.lang();
    let base = home(scope, &papers.meeting);
    let mut form = FormView::new(format!("{base}/sections/{}", section.id), t(lang, "meeting-save"))
        .hidden("version", section.version)
        .back(format!("{base}#section-{}", section.id));
    if section.kind == SectionKind::Item {
        form = form.field(FieldView::new("text", "heading", t(lang, "minutes-heading")).typed(typed, &*section.heading));
    }
    let text = FieldView::new("area", "text", t(lang, "minutes-text")).typed(typed, &*section.text);
    let rows = u32::try_from(section.text.chars().count() / 40 + section.text.lines().count() + 3).unwrap_or(8).clamp(6, 24);
    let hint = match section.kind {
        SectionKind::Attendance => "minutes-attendance-hint",
        _ => "minutes-text-hint",
    };
    form = form.field(FieldView { rows: Some(rows), ..text.hint(t(lang, hint)) });
    form.keep = Some(format!("minutes-{}-{}", papers.meeting.number, section.id));
    form
}

fn section_page(req: &HttpRequest, member: &Member, status: StatusCode, papers: &Papers, section: &Section, form: FormView) -> Answer {
    let (scope, lang) = (&*member.scope, member.lang());
    let title = section_name(scope, section);
    let same = section.text.trim() == section.recorded.trim();
    let decisions = papers.decisions.iter().filter(|d| Some(d.item_id) == section.item_id && section.item_id.is_some());
    let body = Body {
        head: head(scope, papers, &title),
        form,
        compared: if same { Vec::new() } else { compared(&section.recorded, &section.text) },
        recorded: if same { t(lang, "minutes-as-recorded").into_owned() } else { String::new() },
        decisions: decisions.map(|d| d.text.clone()).collect(),
    };
    Ok(member.page_status(req, status, "meetings/minutes_edit", title, body)?)
}

fn section_name(scope: &Scope, section: &Section) -> String {
    if section.heading.is_empty() { t(scope.lang(), &section.kind.key()).into_owned() } else { section.heading.clone() }
}

/// The head of a page below the minutes.
pub(super) fn head(scope: &Scope, papers: &Papers, title: &str) -> Head {
    let mut head = head_below(scope, &papers.meeting, title);
    let last = head.crumbs.pop();
    head = head.crumb(home(scope, &papers.meeting), t(scope.lang(), "minutes-title"));
    head.crumbs.extend(last);
    head
}

pub async fn save_section(req: HttpRequest, site: web::Data<Site>, member: Member, form: Form) -> Answer {
    let fields = form.into_inner();
    let id = id_in(&req, "section")?;
    let (seen, typed) = (Seen::any(path_part(&req, "number")), fields.clone());
    let saved = site.write(&member, move |conn, scope| {
        let version = typed.trimmed("version").parse().unwrap_or(0);
        actions::edit_section(conn, scope, &seen, id, version, typed.trimmed("heading"), typed.get("text").unwrap_or_default())
    });
    let error = match saved.await {
        Ok(_) => {
            let to = format!("{}/meetings/{}/minutes#section-{id}", member.scope.base(), path_part(&req, "number"));
            return Ok(see_other(to).flash(Message::new("minutes-saved")).respond(&req));
        }
        Err(error) => error,
    };
    let Loaded { papers, .. } = loaded(&req, &site, &member).await?;
    let scope = &*member.scope;
    let section = papers.sections.iter().find(|s| s.id == id).ok_or(Error::NotFound)?;
    let form = section_view(scope, &papers, section, Some(&fields));
    if matches!(error, Error::Conflict) {
        let both = form.fields.iter().map(|field| {
            let theirs = if field.name == "heading" { &section.heading } else { &section.text };
            Both::new(member.lang(), theirs.clone(), field.clone())
        });
        let (both, when) = (both.collect(), format_time(clock::local(section.saved_at, scope.zone())));
        let conflict = Conflict::new(member.lang(), &*section.saved_by, when, form, both);
        return Ok(member.conflict(&req, head(scope, &papers, &section_name(scope, section)), conflict)?);
    }
    let (status, form) = forms::again(member.lang(), form, error)?;
    section_page(&req, &member, status, &papers, section, form)
}

pub async fn decision_form(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let id = id_in(&req, "decision")?;
    let loaded = loaded(&req, &site, &member).await?;
    let decision = loaded.papers.decisions.iter().find(|d| d.id == id).ok_or(Error::NotFound)?;
    let form = decision_view(&member.scope, &loaded, decision, None);
    decision_page(&req, &member, StatusCode::OK, &loaded.papers, form)
}

fn decision_view(scope: &Scope, loaded: &Loaded, decision: &Decision, typed: Option<&Fields>) -> FormView {
    let lang = scope.lang();
    let base = home(scope, &loaded.papers.meeting);
    let stored = |ids: Vec<i64>| ids.iter().map(i64::to_string).collect::<Vec<_>>();
    let chosen = |name: &str, ids: Vec<i64>| match typed {
        Some(fields) => fields.all(name).into_iter().map(str::to_owned).collect(),
        None => stored(ids),
    };
    let lead = chosen("lead", decision.lead_id.into_iter().collect());
    let support = chosen("support", decision.support.clone());
    let mut lead = forms::departments(lang, "lead", "minutes-decision-lead", &loaded.departments, &lead);
    lead.kind = "department";
    let label = |key: &str| t(lang, key).into_owned();
    let due = FieldView::new("date", "due_on", label("minutes-decision-due"));
    let due = due.typed(typed, decision.due_on.map(|d| d.to_string()).unwrap_or_default()).optional();
    let reason = |name: &str, key: &str, stored: &str| FieldView::new("text", name, label(key)).typed(typed, stored).optional();
    FormView::new(format!("{base}/decisions/{}", decision.id), label("meeting-save"))
        .hidden("version", decision.version)
        .field(FieldView { rows: Some(5), ..FieldView::new("area", "text", label("minutes-decision-text")).typed(typed, &*decision.text) })
        .field(lead.optional())
        .field(forms::departments(lang, "support", "minutes-decision-support", &loaded.departments, &support).optional())
        .field(FieldView { size: Some("short"), ..due })
        .field(reason("no_due_reason", "minutes-decision-no-due", &decision.no_due_reason))
        .field(reason("no_duty_reason", "minutes-decision-no-duty", &decision.no_duty_reason))
        .back(base)
}

fn decision_page(req: &HttpRequest, member: &Member, status: StatusCode, papers: &Papers, form: FormView) -> Answer {
    let title = t(member.lang(), "minutes-decision").into_owned();
    let what = vec![t(member.lang(), "minutes-decision-one-place").into_owned()];
    let page = forms::FormPage::new(head(&member.scope, papers, &title), what, form);
    Ok(member.page_status(req, status, "meetings/form", title, page)?)
}

fn read_decision(fields: &Fields) -> Result<DecisionContent> {
    let mut errors = FieldErrors::default();
    let due_on = forms::optional_date(&mut errors, fields, "due_on");
    let support = forms::ids(fields, "support");
    let lead_id = forms::chosen(fields, "lead");
    let text = |name: &str| fields.get(name).unwrap_or_default().to_owned();
    errors.finish(DecisionContent {
        text: text("text"),
        lead_id,
        support,
        due_on,
        no_due_reason: text("no_due_reason"),
        no_duty_reason: text("no_duty_reason"),
    })
}

pub async fn save_decision(req: HttpRequest, site: web::Data<Site>, member: Member, form: Form) -> Answer {
    let fields = form.into_inner();
    let id = id_in(&req, "decision")?;
    let (seen, typed) = (Seen::any(path_part(&req, "number")), fields.clone());
    let saved = site.write(&member, move |conn, scope| {
        load(conn, scope, &seen.number)?;
        let version = typed.trimmed("version").parse().unwrap_or(0);
        actions::edit_decision(conn, scope, &seen, id, version, &read_decision(&typed)?)
    });
    let error = match saved.await {
        Ok(decision) => {
            let to = format!("{}/meetings/{}/minutes#section-{}", member.scope.base(), path_part(&req, "number"), decision.item_id);
            return Ok(see_other(to).flash(Message::new("minutes-saved")).respond(&req));
        }
        Err(error) => error,
    };
    let loaded = loaded(&req, &site, &member).await?;
    let decision = loaded.papers.decisions.iter().find(|d| d.id == id).ok_or(Error::NotFound)?;
    let form = decision_view(&member.scope, &loaded, decision, Some(&fields));
    if matches!(error, Error::Conflict) {
        let stored = decision_view(&member.scope, &loaded, decision, None);
        let both = form.fields.iter().zip(&stored.fields);
        let both = both.map(|(mine, theirs)| Both::new(member.lang(), in_words(member.lang(), theirs), mine.clone())).collect();
        let title = format(member.lang(), "minutes-decision", &[]);
        let who = t(member.lang(), "minutes-somebody").into_owned();
        return Ok(member.conflict(
            &req,
            head(&member.scope, &loaded.papers, &title),
            Conflict::new(member.lang(), who, "", form, both),
        )?);
    }
    let (status, form) = forms::again(member.lang(), form, error)?;
    decision_page(&req, &member, status, &loaded.papers, form)
}
