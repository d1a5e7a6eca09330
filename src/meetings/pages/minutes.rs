//! `GET /w/{slug}/meetings/{number}/minutes`: the minutes as they stand or as they were issued, and what comes next with them.

use actix_web::{HttpRequest, web};
use serde::Serialize;

use super::{Answer, annexes, head_below, minutes_issue::own_file, path};
use crate::{
    attachments::{self, FilesView, files_view, size_text},
    meetings::{
        actions::{self, Seen},
        model::{
            Action, By, Content, ContentAnnex, ContentSection, Item, Meeting, Minutes, MinutesState, ReviewAnswer, SectionKind, State,
            annex_mark, decide, decision_mark, item_mark,
        },
        queries::{self, Papers},
    },
    platform::{
        error::{Message, Result},
        http::{Access, Form, Routes, path_part, see_other},
        i18n::{Lang, format, format_day, format_instant, t},
        view::parts::{Actions, Fact, Head, Hidden, LightView, Link, Notice, Offered},
    },
    site::{Member, Site},
    tenancy::Scope,
};

pub fn routes() -> Routes {
    Routes::new()
        .get("/w/{slug}/meetings/{number}/minutes", Access::Workspace, show)
        .post("/w/{slug}/meetings/{number}/minutes/draw", Access::Workspace, draw)
        .merge(super::minutes_edit::routes())
        .merge(super::countersign::routes())
        .merge(super::minutes_issue::routes())
        .merge(attachments::pages::routes::<annexes::Annexes>())
}

/// `meetings/minutes`.
#[derive(Serialize)]
struct Body {
    head: Head,
    notices: Vec<Notice>,
    actions: Actions,
    paper: Option<Paper>,
    /// Annexes of the whole, while they can change.
    files: Option<FilesView>,
    reviews: Vec<ReviewRow>,
    facts: Facts,
    /// Corrigenda this person may read, in order.
    corrigenda: Vec<Corrigendum>,
}

#[derive(Serialize)]
struct Corrigendum {
    number: String,
    issued: String,
    paragraphs: Vec<String>,
    file: Option<Link>,
    sha256: String,
}

#[derive(Serialize)]
struct Facts {
    items: Vec<Fact>,
}

/// `meetings/minutes_paper`: the document as it will be printed.
#[derive(Serialize)]
pub(super) struct Paper {
    head: String,
    number: String,
    title: String,
    under: String,
    sections: Vec<PaperSection>,
    issuer: String,
    issued_on: String,
    copies: Vec<Line>,
    settled: String,
    annexes: Vec<Annex>,
}

#[derive(Serialize)]
struct Annex {
    /// The label, or nothing.
    label: String,
    number: String,
    href: String,
    name: String,
    size: String,
    /// Once it is issued.
    sha256: Option<String>,
}

#[derive(Serialize)]
struct PaperSection {
    id: i64,
    heading: String,
    lines: Vec<Line>,
    paragraphs: Vec<String>,
    decisions: Vec<PaperDecision>,
    restricted: Option<String>,
    edit: Option<Link>,
    /// To the annexes that are read with it alone.
    annexes: Option<Link>,
    /// What the link's neighbours are called, for who hears it read.
    name: String,
}

#[derive(Serialize)]
pub(super) struct Line {
    pub label: String,
    pub text: String,
}

#[derive(Serialize)]
struct PaperDecision {
    mark: String,
    text: String,
    charge: String,
    edit: Option<Link>,
}

#[derive(Serialize)]
struct ReviewRow {
    department: String,
    round: String,
    light: LightView,
    text: String,
    who: String,
}

pub async fn show(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let number = path_part(&req, "number").to_owned();
    let papers = site.read(&member, move |conn, scope| queries::papers(conn, scope, &number)).await?;
    let (scope, lang) = (&*member.scope, member.lang());
    let title = t(lang, "minutes-title").into_owned();
    let mut head = head_below(scope, &papers.meeting, &title);
    head.light = papers.state().map(|state| light(lang, state));
    let writes = may(&papers, Action::Minute);
    let paper = match papers.minutes {
        Some(_) => Some(paper(scope, &papers.meeting, &papers.content_for(scope)?, writes)),
        None => None,
    };
    let file = papers.minutes.as_ref().map(|minutes| own_file(scope, &papers, minutes)).transpose()?.flatten().map(|f| f.attachment_id);
    let body = Body {
        head,
        notices: notices(scope, &papers),
        actions: offered(scope, &papers, file),
        paper: paper.map(|paper| with_annex_links(scope, &papers, paper)),
        files: annexes::shelf(scope, &papers, None)
            .filter(|s| s.may_add && s.shut.is_none())
            .map(|shelf| files_view(scope, &shelf, papers.annexes(None))),
        reviews: reviews(scope, &papers),
        facts: Facts { items: facts(scope, &papers)? },
        corrigenda: corrigenda(scope, &papers)?,
    };
    Ok(member.page(&req, "meetings/minutes", title, body)?)
}

pub(super) fn may(papers: &Papers, action: Action) -> bool {
    decide(papers.meeting.state, papers.meeting.is_written(), action, &papers.sight.by).is_ok()
}

fn light(lang: Lang, state: MinutesState) -> LightView {
    let tone = match state {
        MinutesState::Draft => "blue",
        MinutesState::Circulating => "yellow",
        MinutesState::Issued => "grey",
    };
    LightView { tone, word: Some(t(lang, &state.key()).into_owned()) }
}

/// The address of a meeting's minutes.
pub(super) fn home(scope: &Scope, meeting: &Meeting) -> String {
    format!("{}/minutes", path(scope, meeting))
}

/// The document in the words of its own language, with links to who may change it.
pub(super) fn paper(scope: &Scope, meeting: &Meeting, content: &Content, writes: bool) -> Paper {
    let (lang, reader) = (content.lang(), scope.lang());
    let base = home(scope, meeting);
    let mut n = 0;
    let sections = content.sections.iter().map(|s| {
        let heading = if s.kind == SectionKind::Item {
            n += 1;
            format!("{}{}", item_mark(lang, n), s.heading)
        } else {
            s.heading.clone()
        };
        let decisions = (1..).zip(&s.decisions).map(|(at, d)| PaperDecision {
            mark: decision_mark(lang, at),
            text: d.text.clone(),
            charge: d.charge.clone(),
            edit: writes.then(|| Link::new(format!("{base}/decisions/{}", d.id), t(reader, "minutes-edit"))),
        });
        PaperSection {
            id: s.id,
            lines: if s.kind == SectionKind::Attendance { lines(s) } else { Vec::new() },
            paragraphs: if s.kind == SectionKind::Attendance { Vec::new() } else { s.text.lines().map(str::to_owned).collect() },
            decisions: decisions.collect(),
            restricted: s.restricted.then(|| t(reader, "minutes-restricted").into_owned()),
            edit: writes.then(|| Link::new(format!("{base}/sections/{}", s.id), t(reader, "minutes-edit"))),
            annexes: None,
            name: if heading.is_empty() { t(reader, &s.kind.key()).into_owned() } else { heading.clone() },
            heading,
        }
    });
    Paper {
        head: content.head.clone(),
        number: content.number.clone(),
        title: content.title.clone(),
        under: content.under.clone(),
        sections: sections.collect(),
        issuer: content.issuer.clone(),
        issued_on: content.issued_on.clone(),
        copies: content.copies.iter().map(|(label, text)| Line { label: label.clone(), text: text.clone() }).collect(),
        settled: t(lang, "minutes-settled").into_owned(),
        annexes: annex_lines(&base, content),
    }
}

/// 附件：1. … as they stand below the text, each a link to its file.
fn annex_lines(base: &str, content: &Content) -> Vec<Annex> {
    let several = content.annexes.len() > 1;
    let line = |(n, annex): (usize, &ContentAnnex)| {
        let (label, number) = annex_mark(content.lang(), n, several);
        Annex {
            label,
            number,
            href: format!("{}/{}", annexes::path(base, annex.section_id), annex.attachment_id),
            name: annex.name.clone(),
            size: size_text(annex.size),
            sha256: (!content.issued_on.is_empty()).then(|| annex.sha256.clone()),
        }
    };
    (1..).zip(&content.annexes).map(line).collect()
}

/// Links to annexes of a section's own, for who writes: where the section is restricted, or has some.
fn with_annex_links(scope: &Scope, papers: &Papers, mut paper: Paper) -> Paper {
    if papers.is_issued() || !may(papers, Action::Minute) {
        return paper;
    }
    let base = home(scope, &papers.meeting);
    for section in &mut paper.sections {
        let there = papers.annexes(Some(section.id)).iter().filter(|l| l.current.removed.is_none()).count();
        if section.restricted.is_some() || there > 0 {
            let label = format(scope.lang(), "minutes-section-annexes", &[("n", there.into())]);
            section.annexes = Some(Link::new(annexes::path(&base, Some(section.id)), label));
        }
    }
    paper
}

/// Lines of a label and names; a line without a colon has no label.
fn lines(section: &ContentSection) -> Vec<Line> {
    section.text.lines().map(|line| split(line).map_or_else(|| Line { label: String::new(), text: line.to_owned() }, own)).collect()
}

fn own((label, text): (&str, &str)) -> Line {
    Line { label: label.to_owned(), text: text.to_owned() }
}

/// 出席：… into the label with its colon and the rest.
pub(super) fn split(line: &str) -> Option<(&str, &str)> {
    let at = line.find(['：', ':'])?;
    let end = at + line[at..].chars().next().map_or(1, char::len_utf8);
    Some((&line[..end], line[end..].trim_start()))
}

fn notices(scope: &Scope, papers: &Papers) -> Vec<Notice> {
    let lang = scope.lang();
    let base = home(scope, &papers.meeting);
    let notice = |tone, text: String, link| Notice { tone, title: None, text, link };
    let mut all = Vec::new();
    if papers.minutes.is_none() {
        let key = if may(papers, Action::Minute) { "minutes-none-yet" } else { "minutes-none-here" };
        all.push(notice("blue", t(lang, key).into_owned(), None));
    }
    if papers.is_issued() || !papers.sight.sees_all {
        return all;
    }
    let incomplete: Vec<_> = papers.decisions.iter().filter(|d| !d.is_complete()).collect();
    if let (Some(first), true) = (incomplete.first(), papers.minutes.is_some()) {
        let link = may(papers, Action::Minute).then(|| Link::new(format!("{base}/decisions/{}", first.id), t(lang, "minutes-complete")));
        all.push(notice("yellow", format(lang, "minutes-incomplete", &[("n", incomplete.len().into())]), link));
    }
    let undecided = papers.undecided().count();
    if undecided > 0 {
        let link = Link::new(format!("{base}/differences"), t(lang, "minutes-differences"));
        all.push(notice("yellow", format(lang, "minutes-undecided", &[("n", undecided.into())]), Some(link)));
    }
    let changed = papers.changed(scope).len();
    if changed > 0 {
        all.push(notice("yellow", format(lang, "minutes-changed-since", &[("n", changed.into())]), None));
    }
    let restricted = papers.items.iter().filter(|i: &&Item| i.restricted).count();
    if restricted > 0 {
        all.push(notice("blue", format(lang, "minutes-restricted-note", &[("n", restricted.into())]), None));
    }
    all
}

/// `file`: what was issued, as this person may read it.
fn offered(scope: &Scope, papers: &Papers, file: Option<i64>) -> Actions {
    let (lang, base) = (scope.lang(), home(scope, &papers.meeting));
    let mut actions = Actions::default();
    let mut offer = |label: String, rest: String, post: bool| {
        let main = actions.offered.is_empty();
        let hidden = if post { vec![Hidden::new("version", papers.meeting.version)] } else { Vec::new() };
        actions.offered.push(Offered { label, href: format!("{base}/{rest}"), post, main, danger: false, hidden });
    };
    let word = |key: &str| t(lang, key).into_owned();
    if papers.meeting.state == State::Countersigning {
        for review in papers.round().filter(|r| r.answer.is_none() && !r.is_overdue(scope.today()) && papers.acts_on(scope, r)) {
            let department = papers.name(papers.lives_on(review.department_id));
            let label = format(lang, "minutes-countersign-for", &[("department", department.into())]);
            offer(label, format!("countersign/{}", review.id), false);
        }
    }
    let is_drawn = papers.minutes.is_some();
    if !is_drawn && may(papers, Action::Minute) {
        offer(word("minutes-draw"), "draw".into(), true);
    }
    // What is to be decided comes before a further round, and what was issued is mostly wanted as a file.
    let is_undecided = papers.undecided().next().is_some();
    let differences = papers.sight.sees_restricted && !papers.differences.is_empty();
    if differences && is_undecided && may(papers, Action::Circulate) {
        offer(word("minutes-differences"), "differences".into(), false);
    }
    if let Some(id) = file {
        offer(word("minutes-download"), format!("files/{id}"), false);
    }
    let is_waiting = papers.round().any(|r| r.answer.is_none() && !r.is_overdue(scope.today()));
    if is_drawn && may(papers, Action::Issue) && !is_waiting && !is_undecided {
        offer(word(&Action::Issue.key()), "issue".into(), false);
    }
    if is_drawn && may(papers, Action::Circulate) {
        let key = if papers.reviews.is_empty() { Action::Circulate.key() } else { "minutes-circulate-again".to_owned() };
        offer(word(&key), "circulate".into(), false);
    }
    if is_drawn && may(papers, Action::Issue) && (is_waiting || is_undecided) {
        offer(word(&Action::Issue.key()), "issue".into(), false);
    }
    if differences && !(is_undecided && may(papers, Action::Circulate)) {
        offer(word("minutes-differences"), "differences".into(), false);
    }
    if may(papers, Action::Correct) {
        offer(word(&Action::Correct.key()), "correct".into(), false);
    }
    if may(papers, Action::Minute) && papers.state() == Some(MinutesState::Draft) {
        offer(word("minutes-draw-again"), "draw".into(), true);
    }
    if is_drawn && !papers.is_issued() {
        offer(word("minutes-draft-docx"), "draft.docx".into(), false);
    }
    actions
}

fn file_link(scope: &Scope, papers: &Papers, minutes: &Minutes) -> Result<Option<Link>> {
    let href = |id: i64| format!("{}/files/{id}", home(scope, &papers.meeting));
    let file = own_file(scope, papers, minutes)?;
    Ok(file.map(|f| Link::new(href(f.attachment_id), t(scope.lang(), "minutes-download"))))
}

/// Those this person may read.
fn corrigenda(scope: &Scope, papers: &Papers) -> Result<Vec<Corrigendum>> {
    let mut all = Vec::new();
    for one in &papers.corrigenda {
        let content: Content = serde_json::from_str(&one.content)?;
        let content = content.visible(|s| papers.reads(scope, &s.departments));
        if content.sections.is_empty() {
            continue;
        }
        all.push(Corrigendum {
            number: one.number.clone().unwrap_or_default(),
            issued: one.issued_at.map(|at| format_instant(scope.lang(), at, scope.zone())).unwrap_or_default(),
            paragraphs: content.sections.iter().flat_map(|s| s.text.lines()).map(str::to_owned).collect(),
            file: file_link(scope, papers, one)?,
            sha256: one.sha256.clone(),
        });
    }
    Ok(all)
}

fn reviews(scope: &Scope, papers: &Papers) -> Vec<ReviewRow> {
    let lang = scope.lang();
    let seen = papers.reviews.iter().filter(|r| papers.sight.sees_restricted || papers.acts_on(scope, r));
    seen.map(|r| {
        let (tone, word) = match r.answer {
            None if r.is_overdue(scope.today()) => ("yellow", "review-answer-none"),
            None => ("blue", "review-answer-none"),
            Some(ReviewAnswer::Agree) => ("green", "review-answer-agree"),
            Some(ReviewAnswer::Silent) => ("grey", "review-answer-silent"),
            Some(ReviewAnswer::Wording) => ("yellow", "review-answer-wording"),
            Some(ReviewAnswer::Disagree) => ("red", "review-answer-disagree"),
        };
        let who = match r.answered_at {
            Some(at) if !r.answered_by.is_empty() => format!("{} {}", r.answered_by, format_instant(lang, at, scope.zone())),
            Some(at) => format_instant(lang, at, scope.zone()),
            None => format(lang, "minutes-answer-by", &[("day", format_day(lang, r.due_on).into())]),
        };
        ReviewRow {
            department: papers.name(r.department_id).to_owned(),
            round: format(lang, "minutes-round", &[("n", r.round.into())]),
            light: LightView { tone, word: Some(t(lang, word).into_owned()) },
            text: r.text.clone(),
            who,
        }
    })
    .collect()
}

fn facts(scope: &Scope, papers: &Papers) -> Result<Vec<Fact>> {
    let lang = scope.lang();
    let mut all = Vec::new();
    let Some(minutes) = &papers.minutes else { return Ok(all) };
    if let Some(number) = &minutes.number {
        all.push(Fact::new(t(lang, "minutes-fact-number"), number));
    }
    if let Some(at) = minutes.issued_at {
        let issued = format_instant(lang, at, scope.zone());
        all.push(Fact { note: Some(minutes.issued_by.clone()), ..Fact::new(t(lang, "minutes-fact-issued"), issued) });
        if let Some(file) = file_link(scope, papers, minutes)? {
            all.push(Fact { href: Some(file.href), ..Fact::new(t(lang, "minutes-fact-file"), file.label) });
        }
        let hash = Fact::new(t(lang, "minutes-fact-hash"), &minutes.sha256);
        all.push(Fact { note: Some(t(lang, "minutes-fact-hash-note").into_owned()), ..hash });
    }
    if papers.sight.by.contains(&By::Office) || papers.sight.by.contains(&By::NoteTaker) {
        let drawn = format_instant(lang, minutes.created_at, scope.zone());
        all.push(Fact { note: Some(minutes.created_by.clone()), ..Fact::new(t(lang, "minutes-fact-drawn"), drawn) });
    }
    Ok(all)
}

/// `POST …/minutes/draw`
pub async fn draw(req: HttpRequest, site: web::Data<Site>, member: Member, form: Form) -> Answer {
    let number = path_part(&req, "number").to_owned();
    let seen = Seen { number, version: form.trimmed("version").parse().ok() };
    let to = format!("{}/meetings/{}/minutes", member.scope.base(), seen.number);
    site.write(&member, move |conn, scope| actions::draw(conn, scope, &seen)).await?;
    Ok(see_other(to).flash(Message::new("minutes-drawn")).respond(&req))
}
