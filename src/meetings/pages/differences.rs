//! `…/minutes/differences`: what departments want otherwise, side by side, and what the office makes of each.

use actix_web::{HttpRequest, http::StatusCode, web};
use serde::Serialize;

use super::{
    Answer,
    countersign::{back, id_in, papers, require},
    minutes::home,
    minutes_edit::{PieceView, compared, head},
};
use crate::{
    meetings::{
        actions::{self, Seen},
        model::{Action, Difference, Verdict},
        queries::{self, Papers},
    },
    platform::{
        error::{Error, Message},
        http::{Access, Fields, Form, Routes, path_part},
        i18n::{t, tr},
        view::parts::{Choice, FieldView, FormView, Head, LightView},
    },
    site::{Member, Site},
    tenancy::Scope,
};

pub fn routes() -> Routes {
    Routes::new().get("/w/{slug}/meetings/{number}/minutes/differences", Access::Workspace, differences).post(
        "/w/{slug}/meetings/{number}/minutes/differences/{difference}",
        Access::Workspace,
        verdict,
    )
}

/// `meetings/differences`.
#[derive(Serialize)]
struct DifferencesBody {
    head: Head,
    rows: Vec<DifferenceRow>,
}

#[derive(Serialize)]
struct DifferenceRow {
    id: i64,
    about: String,
    department: String,
    light: LightView,
    reason: String,
    before: String,
    wording: String,
    pieces: Vec<PieceView>,
    /// What it says now, where that is something else than it was about.
    now: String,
    decided: String,
    form: Option<FormView>,
}

pub async fn differences(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let papers = papers(&req, &site, &member).await?;
    if !papers.sight.sees_restricted {
        return Err(Error::forbidden("minutes-not-asked").into());
    }
    differences_page(&req, &member, StatusCode::OK, &papers, None)
}

fn differences_page(
    req: &HttpRequest,
    member: &Member,
    status: StatusCode,
    papers: &Papers,
    refused: Option<(i64, &Fields, &Message, bool)>,
) -> Answer {
    let (scope, lang) = (&*member.scope, member.lang());
    let title = t(lang, "minutes-differences").into_owned();
    let mut all: Vec<&Difference> = papers.differences.iter().collect();
    all.sort_by_key(|d| (d.verdict.is_some(), d.section_id, d.decision_id, d.id));
    let rows = all.into_iter().map(|d| difference_row(scope, papers, d, refused.filter(|(id, ..)| *id == d.id))).collect();
    let body = DifferencesBody { head: head(scope, papers, &title), rows };
    Ok(member.page_status(req, status, "meetings/differences", title, body)?)
}

fn difference_row(scope: &Scope, papers: &Papers, d: &Difference, refused: Option<(i64, &Fields, &Message, bool)>) -> DifferenceRow {
    let lang = scope.lang();
    let section = papers.sections.iter().find(|s| Some(s.id) == d.section_id);
    let decision = papers.decisions.iter().find(|x| Some(x.id) == d.decision_id);
    let about = match (section, decision) {
        (Some(s), _) if s.heading.is_empty() => t(lang, &s.kind.key()).into_owned(),
        (Some(s), _) => s.heading.clone(),
        (None, Some(x)) => {
            let item = papers.item(Some(x.item_id)).map_or("", |i| i.title.as_str());
            format!("{item} · {} {}", t(lang, "minutes-difference-decision"), x.position)
        }
        (None, None) => t(lang, "minutes-difference-whole").into_owned(),
    };
    let now = section.map(|s| &s.text).or(decision.map(|x| &x.text)).filter(|now| **now != d.before && d.verdict.is_none());
    let review = papers.reviews.iter().find(|r| r.id == d.review_id);
    let (tone, key) = match d.verdict {
        None => ("yellow", "review-answer-undecided".to_owned()),
        Some(Verdict::Taken) => ("green", Verdict::Taken.key()),
        Some(Verdict::Rejected) => ("grey", Verdict::Rejected.key()),
    };
    let may = d.verdict.is_none() && papers.sight.is_office() && require(papers, Action::Minute).is_ok();
    DifferenceRow {
        id: d.id,
        about,
        department: review.map_or("", |r| papers.name(r.department_id)).to_owned(),
        light: LightView { tone, word: Some(t(lang, &key).into_owned()) },
        reason: d.reason.clone(),
        before: d.before.clone(),
        wording: d.wording.clone(),
        pieces: if d.wording.is_empty() { Vec::new() } else { compared(&d.before, &d.wording) },
        now: now.cloned().unwrap_or_default(),
        decided: if d.verdict.is_some() { format!("{}{}{}", d.decided_by, t(lang, "part-colon"), d.verdict_reason) } else { String::new() },
        form: may.then(|| verdict_view(scope, papers, d, refused)),
    }
}

fn verdict_view(scope: &Scope, papers: &Papers, d: &Difference, refused: Option<(i64, &Fields, &Message, bool)>) -> FormView {
    let lang = scope.lang();
    let typed = refused.map(|(_, fields, ..)| fields);
    let given = typed.map_or("", |f| f.trimmed("verdict"));
    let options = Verdict::ALL.iter().map(|v| Choice::new(v.as_str(), t(lang, &v.key()), v.as_str() == given)).collect();
    let mut form = FormView::new(format!("{}/differences/{}", home(scope, &papers.meeting), d.id), t(lang, "minutes-verdict-save"))
        .hidden("version", papers.meeting.version)
        .field(FieldView::new("radio", "verdict", t(lang, "minutes-verdict")).options(options))
        .field(FieldView::new("text", "verdict_reason", t(lang, "minutes-verdict-reason")).typed(typed, ""))
        .ids(&format!("d{}", d.id));
    if let Some((_, _, message, of_verdict)) = refused {
        let text = tr(lang, message);
        form.fields[usize::from(!of_verdict)].error = Some(text.clone());
        form = form.with_refusal(text);
    }
    form
}

pub async fn verdict(req: HttpRequest, site: web::Data<Site>, member: Member, form: Form) -> Answer {
    let fields = form.into_inner();
    let id = id_in(&req, "difference")?;
    let seen = Seen { number: path_part(&req, "number").to_owned(), version: None };
    let typed = fields.clone();
    let done = site.write(&member, move |conn, scope| {
        require(&queries::papers(conn, scope, &seen.number)?, Action::Minute)?;
        let Some(verdict) = Verdict::parse(typed.trimmed("verdict")) else {
            return Err(Error::invalid("verdict", Message::new("field-required")));
        };
        actions::decide_difference(conn, scope, &seen, id, verdict, typed.trimmed("verdict_reason"))
    });
    match done.await {
        Ok(()) => back(&req, &member, "/differences", "minutes-decided"),
        Err(Error::Invalid(errors)) => {
            let papers = papers(&req, &site, &member).await?;
            let Some(first) = errors.0.first() else { return Err(Error::Conflict.into()) };
            let refused = Some((id, &fields, &first.message, first.field == "verdict"));
            differences_page(&req, &member, StatusCode::UNPROCESSABLE_ENTITY, &papers, refused)
        }
        Err(error) => Err(error.into()),
    }
}
