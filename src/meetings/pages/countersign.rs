//! `…/minutes/circulate`, `…/minutes/countersign/{review}`, `…/minutes/differences`: asked, answered, decided.

use actix_web::{HttpRequest, http::StatusCode, web};
use serde::Serialize;

use super::{
    Answer, forms,
    minutes::home,
    minutes_edit::{PieceView, compared, head},
};
use crate::{
    duties::DepartmentName,
    meetings::{
        actions::{self, Proposed, Seen},
        model::{Action, Difference, Review, ReviewAnswer, State, Verdict, decide},
        queries::{self, Papers},
    },
    platform::{
        error::{Error, FieldErrors, Message, Result},
        http::{Access, Fields, Form, Routes, path_part, see_other},
        i18n::{format, format_day, join, t, tr},
        view::parts::{Choice, FieldView, FormView, Head, LightView},
    },
    site::{Member, Site},
    tenancy::Scope,
};

pub fn routes() -> Routes {
    Routes::new()
        .get("/w/{slug}/meetings/{number}/minutes/circulate", Access::Workspace, circulate_form)
        .post("/w/{slug}/meetings/{number}/minutes/circulate", Access::Workspace, circulate)
        .get("/w/{slug}/meetings/{number}/minutes/countersign/{review}", Access::Workspace, answer_form)
        .post("/w/{slug}/meetings/{number}/minutes/countersign/{review}", Access::Workspace, answer)
        .get("/w/{slug}/meetings/{number}/minutes/differences", Access::Workspace, differences)
        .post("/w/{slug}/meetings/{number}/minutes/differences/{difference}", Access::Workspace, verdict)
}

async fn papers(req: &HttpRequest, site: &web::Data<Site>, member: &Member) -> Result<Papers> {
    let number = path_part(req, "number").to_owned();
    site.read(member, move |conn, scope| queries::papers(conn, scope, &number)).await
}

fn id_in(req: &HttpRequest, part: &str) -> Result<i64> {
    path_part(req, part).parse().map_err(|_| Error::NotFound)
}

fn require(papers: &Papers, action: Action) -> Result<()> {
    decide(papers.meeting.state, papers.meeting.is_written(), action, &papers.sight.by).map(drop)
}

pub async fn circulate_form(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let papers = papers(&req, &site, &member).await?;
    require(&papers, Action::Circulate)?;
    let form = circulate_view(&member.scope, &papers, None);
    circulate_page(&req, &member, StatusCode::OK, &papers, form)
}

fn circulate_view(scope: &Scope, papers: &Papers, typed: Option<&Fields>) -> FormView {
    let lang = scope.lang();
    let base = home(scope, &papers.meeting);
    let named = |id: i64| DepartmentName { id, name: papers.name(id).to_owned(), short_name: papers.name(id).to_owned() };
    let choice: Vec<DepartmentName> = papers.countersigners().into_iter().map(named).collect();
    // A further round proposes those who wanted something otherwise or whose item changed; the first, everybody.
    let proposed = papers.proposed_round();
    let chosen: Vec<String> = match typed {
        Some(fields) => fields.all("departments").into_iter().map(str::to_owned).collect(),
        None => proposed.iter().map(i64::to_string).collect(),
    };
    let days = FieldView::new("number", "days", t(lang, "minutes-days")).typed(typed, scope.settings().countersign_days.to_string());
    FormView::new(format!("{base}/circulate"), t(lang, &Action::Circulate.key()))
        .hidden("version", papers.meeting.version)
        .field(forms::departments(lang, "departments", "minutes-circulate-departments", &choice, &chosen))
        .field(FieldView { size: Some("short"), unit: Some(t(lang, "minutes-days-unit").into_owned()), ..days })
        .field(FieldView::new("area", "text", t(lang, "minutes-circulate-text")).typed(typed, "").optional())
        .back(base)
}

fn circulate_page(req: &HttpRequest, member: &Member, status: StatusCode, papers: &Papers, form: FormView) -> Answer {
    let lang = member.lang();
    let title = t(lang, &Action::Circulate.key()).into_owned();
    let mut what = vec![t(lang, "minutes-circulate-what").into_owned()];
    let changed = papers.changed(&member.scope);
    if !changed.is_empty() {
        what.push(format(lang, "minutes-circulate-changed", &[("sections", join(lang, &changed).into())]));
    }
    let page = forms::FormPage::new(head(&member.scope, papers, &title), what, form);
    Ok(member.page_status(req, status, "meetings/form", title, page)?)
}

pub async fn circulate(req: HttpRequest, site: web::Data<Site>, member: Member, form: Form) -> Answer {
    let fields = form.into_inner();
    let seen = Seen { number: path_part(&req, "number").to_owned(), version: fields.trimmed("version").parse().ok() };
    let typed = fields.clone();
    let done = site.write(&member, move |conn, scope| {
        let mut errors = FieldErrors::default();
        let days = forms::number(&mut errors, &typed, "days", 0);
        require(&queries::papers(conn, scope, &seen.number)?, Action::Circulate)?;
        errors.finish(())?;
        actions::circulate(conn, scope, &seen, &forms::ids(&typed, "departments"), days, typed.trimmed("text"))
    });
    let error = match done.await {
        Ok(_) => return back(&req, &member, "", "minutes-circulated"),
        Err(error) => error,
    };
    let papers = papers(&req, &site, &member).await?;
    let (status, form) = forms::again(member.lang(), circulate_view(&member.scope, &papers, Some(&fields)), error)?;
    circulate_page(&req, &member, status, &papers, form)
}

fn back(req: &HttpRequest, member: &Member, rest: &str, said: &'static str) -> Answer {
    let to = format!("{}/meetings/{}/minutes{rest}", member.scope.base(), path_part(req, "number"));
    Ok(see_other(to).flash(Message::new(said)).respond(req))
}

fn review_of<'a>(scope: &Scope, papers: &'a Papers, id: i64) -> Result<&'a Review> {
    let review = papers.reviews.iter().find(|r| r.id == id).ok_or(Error::NotFound)?;
    match () {
        () if papers.acts_on(scope, review) => Ok(review),
        () if papers.sight.sees_all => Err(Error::forbidden("minutes-not-asked")),
        () => Err(Error::NotFound),
    }
}

pub async fn answer_form(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let id = id_in(&req, "review")?;
    let papers = papers(&req, &site, &member).await?;
    let review = review_of(&member.scope, &papers, id)?;
    if review.answer.is_some() || papers.meeting.state != State::Countersigning {
        return Err(Error::refused("minutes-answered").into());
    }
    let form = answer_view(&member.scope, &papers, review, None);
    answer_page(&req, &member, StatusCode::OK, &papers, review, form)
}

/// The answer, the reason, and every section and decision this person reads as a text to be changed.
fn answer_view(scope: &Scope, papers: &Papers, review: &Review, typed: Option<&Fields>) -> FormView {
    let lang = scope.lang();
    let base = home(scope, &papers.meeting);
    let given = typed.map_or("", |f| f.trimmed("answer"));
    let answers = [ReviewAnswer::Agree, ReviewAnswer::Wording, ReviewAnswer::Disagree];
    let options = answers.map(|a| Choice::new(a.as_str(), t(lang, &a.key()), a.as_str() == given));
    let reason = FieldView::new("area", "text", t(lang, "minutes-answer-text")).typed(typed, "").optional();
    let mut form = FormView::new(format!("{base}/countersign/{}", review.id), t(lang, "minutes-answer-send"))
        .field(FieldView::new("radio", "answer", t(lang, "minutes-answer")).options(options.into()))
        .field(reason.hint(t(lang, "minutes-answer-text-hint")))
        .back(base);
    for section in papers.sections.iter().filter(|s| papers.reads_section(scope, s)) {
        let name = if section.heading.is_empty() { t(lang, &section.kind.key()).into_owned() } else { section.heading.clone() };
        form.fields.push(wording(format!("section-{}", section.id), name.clone(), &section.text, typed));
        for decision in papers.decisions.iter().filter(|d| Some(d.item_id) == section.item_id) {
            let label = format!("{name} · {} {}", t(lang, "minutes-decision"), decision.position);
            form.fields.push(wording(format!("decision-{}", decision.id), label, &decision.text, typed));
        }
    }
    form.keep = Some(format!("countersign-{}-{}", papers.meeting.number, review.id));
    form
}

fn wording(name: String, label: String, text: &str, typed: Option<&Fields>) -> FieldView {
    let rows = u32::try_from(text.chars().count() / 40 + text.lines().count() + 1).unwrap_or(4).clamp(2, 16);
    FieldView { rows: Some(rows), ..FieldView::new("area", &name, label).typed(typed, text).optional() }
}

/// `meetings/countersign`.
#[derive(Serialize)]
struct AnswerBody {
    head: Head,
    hint: String,
    /// Answer and reason.
    first: Vec<FieldView>,
    wordings: Vec<FieldView>,
    /// Whether the texts are open: wanted otherwise, or something was wrong with them.
    open: bool,
    form: FormView,
}

fn answer_page(req: &HttpRequest, member: &Member, status: StatusCode, papers: &Papers, review: &Review, form: FormView) -> Answer {
    let (scope, lang) = (&*member.scope, member.lang());
    let department = papers.name(papers.lives_on(review.department_id));
    let title = format(lang, "minutes-countersign-for", &[("department", department.into())]);
    let mut fields = form.fields.clone();
    let wordings = fields.split_off(2);
    let body = AnswerBody {
        head: head(scope, papers, &title),
        hint: format(lang, "minutes-countersign-hint", &[("day", format_day(lang, review.due_on).into())]),
        open: fields[0].options.iter().any(|o| o.chosen && o.value == ReviewAnswer::Wording.as_str()),
        first: fields,
        wordings,
        form,
    };
    Ok(member.page_status(req, status, "meetings/countersign", title, body)?)
}

pub async fn answer(req: HttpRequest, site: web::Data<Site>, member: Member, form: Form) -> Answer {
    let fields = form.into_inner();
    let (id, number) = (id_in(&req, "review")?, path_part(&req, "number").to_owned());
    let typed = fields.clone();
    let done = site.write(&member, move |conn, scope| {
        review_of(scope, &queries::papers(conn, scope, &number)?, id)?;
        actions::answer_review(conn, scope, &number, id, &read_answer(&typed)?)
    });
    let error = match done.await {
        Ok(()) => return back(&req, &member, "", "minutes-answered-done"),
        Err(error) => error,
    };
    let papers = papers(&req, &site, &member).await?;
    let review = review_of(&member.scope, &papers, id)?;
    let (status, form) = forms::again(member.lang(), answer_view(&member.scope, &papers, review, Some(&fields)), error)?;
    answer_page(&req, &member, status, &papers, review, form)
}

fn read_answer(fields: &Fields) -> Result<actions::Answer> {
    let answer = ReviewAnswer::parse(fields.trimmed("answer")).filter(|a| *a != ReviewAnswer::Silent);
    let Some(answer) = answer else { return Err(Error::invalid("answer", Message::new("field-required"))) };
    let id = |name: &str, prefix: &str| name.strip_prefix(prefix).map(|id| id.parse().unwrap_or(-1));
    let proposed = fields.pairs().filter_map(|(name, wording)| {
        let (section_id, decision_id) = (id(name, "section-"), id(name, "decision-"));
        (section_id.is_some() || decision_id.is_some()).then(|| Proposed { section_id, decision_id, wording: wording.to_owned() })
    });
    Ok(actions::Answer { answer, text: fields.get("text").unwrap_or_default().to_owned(), proposed: proposed.collect() })
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
    if !papers.sight.sees_all {
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
