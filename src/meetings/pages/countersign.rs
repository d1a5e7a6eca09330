//! `…/minutes/circulate` and `…/minutes/countersign/{review}`: departments are asked, and answer.

use actix_web::{HttpRequest, http::StatusCode, web};
use serde::Serialize;

use super::{Answer, differences, forms, minutes::home, minutes_edit::head};
use crate::{
    duties::DepartmentName,
    meetings::{
        actions::{self, Proposed, Seen},
        model::{Action, Review, ReviewAnswer, State, decide},
        queries::{self, Papers},
    },
    platform::{
        error::{Error, FieldErrors, Message, Result},
        http::{Access, Fields, Form, Routes, path_part, see_other},
        i18n::{format, format_day, join, t},
        view::parts::{Choice, FieldView, FormView, Head},
    },
    site::{Member, Site},
    tenancy::Scope,
};

pub fn routes() -> Routes {
    differences::routes()
        .get("/w/{slug}/meetings/{number}/minutes/circulate", Access::Workspace, circulate_form)
        .post("/w/{slug}/meetings/{number}/minutes/circulate", Access::Workspace, circulate)
        .get("/w/{slug}/meetings/{number}/minutes/countersign/{review}", Access::Workspace, answer_form)
        .post("/w/{slug}/meetings/{number}/minutes/countersign/{review}", Access::Workspace, answer)
}

pub(super) async fn papers(req: &HttpRequest, site: &web::Data<Site>, member: &Member) -> Result<Papers> {
    let number = path_part(req, "number").to_owned();
    site.read(member, move |conn, scope| queries::papers(conn, scope, &number)).await
}

pub(super) fn id_in(req: &HttpRequest, part: &str) -> Result<i64> {
    path_part(req, part).parse().map_err(|_| Error::NotFound)
}

pub(super) fn require(papers: &Papers, action: Action) -> Result<()> {
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

pub(super) fn back(req: &HttpRequest, member: &Member, rest: &str, said: &'static str) -> Answer {
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
