//! `…/minutes/issue`, `…/minutes/correct`, and the files: what was issued, and a draft to look at.

use actix_web::{HttpRequest, HttpResponse, http::StatusCode, http::header, web};

use super::{Answer, forms, minutes::home, minutes_edit::head};
use crate::{
    attachments,
    meetings::{
        MINUTES,
        actions::{self, Correction, Seen},
        document,
        model::{Action, IssuedFile, Minutes, decide},
        queries::{self, Papers},
    },
    platform::{
        error::{Error, Message, Result},
        http::{Access, Fields, Form, Routes, path_part, see_other},
        i18n::{format, join, t},
        view::parts::{Choice, FieldView, FormView},
    },
    site::{Member, Site},
    tenancy::Scope,
    timeline::Subject,
};

pub fn routes() -> Routes {
    Routes::new()
        .get("/w/{slug}/meetings/{number}/minutes/issue", Access::Workspace, issue_form)
        .post("/w/{slug}/meetings/{number}/minutes/issue", Access::Workspace, issue)
        .get("/w/{slug}/meetings/{number}/minutes/correct", Access::Workspace, correct_form)
        .post("/w/{slug}/meetings/{number}/minutes/correct", Access::Workspace, correct)
        .get("/w/{slug}/meetings/{number}/minutes/draft.docx", Access::Workspace, draft)
        .get("/w/{slug}/meetings/{number}/minutes/files/{file}", Access::Workspace, file)
}

async fn papers(req: &HttpRequest, site: &web::Data<Site>, member: &Member) -> Result<Papers> {
    let number = path_part(req, "number").to_owned();
    site.read(member, move |conn, scope| queries::papers(conn, scope, &number)).await
}

fn require(papers: &Papers, action: Action) -> Result<()> {
    decide(papers.meeting.state, papers.meeting.is_written(), action, &papers.sight.by).map(drop)
}

pub async fn issue_form(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let papers = papers(&req, &site, &member).await?;
    require(&papers, Action::Issue)?;
    let form = issue_view(&member.scope, &papers, None);
    issue_page(&req, &member, StatusCode::OK, &papers, form)
}

fn issue_view(scope: &Scope, papers: &Papers, typed: Option<&Fields>) -> FormView {
    let lang = scope.lang();
    let base = home(scope, &papers.meeting);
    let mut form =
        FormView::new(format!("{base}/issue"), t(lang, &Action::Issue.key())).hidden("version", papers.meeting.version).back(base);
    if !papers.changed(scope).is_empty() {
        let reason = FieldView::new("area", "reason", t(lang, "minutes-issue-reason")).typed(typed, "");
        form = form.field(reason.hint(t(lang, "minutes-issue-reason-hint")));
    }
    form
}

fn issue_page(req: &HttpRequest, member: &Member, status: StatusCode, papers: &Papers, form: FormView) -> Answer {
    let lang = member.lang();
    let title = t(lang, &Action::Issue.key()).into_owned();
    let duties = papers.decisions.iter().filter(|d| !d.is_assigned && d.lead_id.is_some()).count();
    let mut what = vec![
        t(lang, "minutes-issue-what").into_owned(),
        format(lang, "minutes-issue-what-duties", &[("n", duties.into())]),
        t(lang, "minutes-issue-what-mail").into_owned(),
    ];
    let changed = papers.changed(&member.scope);
    if !changed.is_empty() {
        what.push(format(lang, "minutes-circulate-changed", &[("sections", join(lang, &changed).into())]));
    }
    let page = forms::FormPage::new(head(&member.scope, papers, &title), what, form);
    Ok(member.page_status(req, status, "meetings/form", title, page)?)
}

fn done(req: &HttpRequest, member: &Member, message: Message) -> Answer {
    let to = format!("{}/meetings/{}/minutes", member.scope.base(), path_part(req, "number"));
    Ok(see_other(to).flash(message).respond(req))
}

pub async fn issue(req: HttpRequest, site: web::Data<Site>, member: Member, form: Form) -> Answer {
    let fields = form.into_inner();
    let seen = Seen { number: path_part(&req, "number").to_owned(), version: fields.trimmed("version").parse().ok() };
    let (typed, blobs) = (fields.clone(), site.blobs.clone());
    let issued = site.write(&member, move |conn, scope| actions::issue(conn, scope, &blobs, &seen, typed.trimmed("reason")));
    let error = match issued.await {
        Ok(number) => return done(&req, &member, Message::new("minutes-issued").text("number", number)),
        Err(error) => error,
    };
    let papers = papers(&req, &site, &member).await?;
    let (status, form) = forms::again(member.lang(), issue_view(&member.scope, &papers, Some(&fields)), error)?;
    issue_page(&req, &member, status, &papers, form)
}

pub async fn correct_form(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let papers = papers(&req, &site, &member).await?;
    require(&papers, Action::Correct)?;
    let form = correct_view(&member.scope, &papers, None)?;
    correct_page(&req, &member, StatusCode::OK, &papers, form)
}

fn correct_view(scope: &Scope, papers: &Papers, typed: Option<&Fields>) -> Result<FormView> {
    let lang = scope.lang();
    let base = home(scope, &papers.meeting);
    let chosen = typed.map_or("", |f| f.trimmed("section"));
    let whole = Choice::new("", t(lang, "minutes-correct-whole"), chosen.is_empty());
    let sections = papers.content(scope)?.sections.into_iter().map(|s| {
        let name = if s.heading.is_empty() { t(lang, &s.kind.key()).into_owned() } else { s.heading };
        Choice::new(s.id, name, s.id.to_string() == chosen)
    });
    let options = std::iter::once(whole).chain(sections).collect();
    let select = FieldView::new("select", "section", t(lang, "minutes-correct-section")).options(options).optional();
    let text = FieldView { rows: Some(8), ..FieldView::new("area", "text", t(lang, "minutes-correct-text")).typed(typed, "") };
    Ok(FormView::new(format!("{base}/correct"), t(lang, &Action::Correct.key()))
        .hidden("version", papers.meeting.version)
        .field(select)
        .field(text.hint(t(lang, "minutes-correct-hint")))
        .back(base))
}

fn correct_page(req: &HttpRequest, member: &Member, status: StatusCode, papers: &Papers, form: FormView) -> Answer {
    let lang = member.lang();
    let title = t(lang, &Action::Correct.key()).into_owned();
    let what = ["minutes-correct-what", "minutes-correct-what-duties"].map(|key| t(lang, key).into_owned());
    let page = forms::FormPage::new(head(&member.scope, papers, &title), what.into(), form);
    Ok(member.page_status(req, status, "meetings/form", title, page)?)
}

pub async fn correct(req: HttpRequest, site: web::Data<Site>, member: Member, form: Form) -> Answer {
    let fields = form.into_inner();
    let seen = Seen { number: path_part(&req, "number").to_owned(), version: fields.trimmed("version").parse().ok() };
    let new = Correction { section_id: forms::chosen(&fields, "section"), text: fields.get("text").unwrap_or_default().to_owned() };
    let blobs = site.blobs.clone();
    let corrected = site.write(&member, move |conn, scope| actions::correct(conn, scope, &blobs, &seen, &new));
    let error = match corrected.await {
        Ok(number) => return done(&req, &member, Message::new("minutes-corrected").text("number", number)),
        Err(error) => error,
    };
    let papers = papers(&req, &site, &member).await?;
    let (status, form) = forms::again(member.lang(), correct_view(&member.scope, &papers, Some(&fields))?, error)?;
    correct_page(&req, &member, status, &papers, form)
}

/// `GET …/minutes/draft.docx`: as it would be printed now, cut to what this person reads.
pub async fn draft(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let papers = papers(&req, &site, &member).await?;
    if papers.minutes.is_none() || papers.is_issued() {
        return Err(Error::NotFound.into());
    }
    let bytes = document::of(&papers.content_for(&member.scope)?, member.scope.now()).write()?;
    Ok(HttpResponse::Ok()
        .content_type(attachments::Media::Docx.mime())
        .insert_header((header::CONTENT_DISPOSITION, format!("attachment; filename=\"minutes-{}.docx\"", papers.meeting.number)))
        .body(bytes))
}

/// The version this person reads: the one with every restricted item they may read, and no other; none before the issue.
///
/// # Errors
/// `Internal` for a frozen text that cannot be read.
pub(super) fn own_file<'a>(scope: &Scope, papers: &Papers, minutes: &'a Minutes) -> Result<Option<&'a IssuedFile>> {
    if minutes.files.is_empty() {
        return Ok(None);
    }
    let content: crate::meetings::model::Content = serde_json::from_str(&minutes.content)?;
    let readable = content.sections.iter().filter(|s| s.restricted && papers.reads(scope, &s.departments));
    let readable: Vec<i64> = readable.filter_map(|s| s.item_id).collect();
    let fits = minutes.files.iter().filter(|f| f.items.iter().all(|id| readable.contains(id)));
    Ok(fits.max_by_key(|f| f.items.len()))
}

/// `GET …/minutes/files/{file}`: a version that was issued.
pub async fn file(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let (number, id) = (path_part(&req, "number").to_owned(), path_part(&req, "file").parse().map_err(|_| Error::NotFound)?);
    let version = site.read(&member, move |conn, scope| {
        let papers = queries::papers(conn, scope, &number)?;
        let all = papers.minutes.iter().chain(&papers.corrigenda);
        let of = all.into_iter().find(|m| m.files.iter().any(|f| f.attachment_id == id)).ok_or(Error::NotFound)?;
        let sees_all = papers.sight.sees_restricted;
        if !sees_all && own_file(scope, &papers, of)?.is_none_or(|f| f.attachment_id != id) {
            return Err(Error::NotFound);
        }
        attachments::one(conn, scope, Subject::new(MINUTES, of.id), id)
    });
    Ok(attachments::pages::send(&req, &site, &member, &version.await?).await?)
}
