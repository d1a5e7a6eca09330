//! A document's own page, and taking it back.

use actix_web::{HttpRequest, http::StatusCode, web};
use serde::Serialize;

use super::{Answer, document_path, id, keeps, policies, seen, words};
use crate::{
    platform::{
        error::{Error, FieldErrors, Message},
        http::{Fields, Form, ListQuery, see_other},
        i18n::{Lang, format, t, tr},
        view::parts::{Confirm, Fact, FieldView, FormView, Head, Link, Notice, StateView, TimelineView},
    },
    policy::{
        actions::{self, DOCUMENT},
        model::{Document, DocumentState},
        queries::{self, Overview},
    },
    site::{Member, Site},
    tenancy::{Role, Scope},
};

#[derive(Serialize)]
struct View {
    head: Head,
    notice: Option<Notice>,
    facts: Vec<Fact>,
    progress: Progress,
    sections: Vec<Section>,
    withdraw: Option<Link>,
    timeline: TimelineView,
}

/// `part/progress`.
#[derive(Serialize)]
pub struct Progress {
    pub label: String,
    pub figure: String,
    pub value: i64,
    pub max: i64,
    pub note: Option<String>,
    pub refresh: Option<i64>,
    pub href: Option<String>,
}

#[derive(Serialize)]
struct Section {
    label: String,
    href: String,
    figure: String,
    done: bool,
}

pub fn progress(lang: Lang, overview: &Overview) -> Progress {
    let (all, seen) = queries::progress(&overview.sections);
    let tally = overview.tally;
    let note = [("proposed", tally.proposed), ("confirmed", overview.duties)].map(|(name, n)| (name, n.into()));
    Progress {
        label: t(lang, "policy-reviewed").into_owned(),
        figure: format(lang, "policy-progress", &[("done", seen.into()), ("all", all.into())]),
        value: seen,
        max: all.max(1),
        note: Some(format(lang, "policy-tally", &note)),
        refresh: None,
        href: None,
    }
}

/// What a heading is called; clauses before the first have none.
pub fn section_label(lang: Lang, section: &str) -> String {
    if section.is_empty() { t(lang, "policy-section-none").into_owned() } else { section.replace('\n', " › ") }
}

pub async fn show(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let (id, query) = (id(&req, "id")?, ListQuery::of(&req, &[]));
    let before = query.filter("before").and_then(|b| b.parse().ok());
    const LIMIT: i64 = 20;
    let (overview, events) = site
        .read(&member, move |conn, scope| {
            let overview = queries::overview(conn, scope, id)?;
            Ok((overview, queries::document_timeline(conn, scope, id, before, LIMIT + 1)?))
        })
        .await?;
    let (lang, path) = (member.lang(), document_path(&member.scope, id));
    let shown = &events[..events.len().min(LIMIT as usize)];
    let more =
        (events.len() > shown.len()).then(|| shown.last().map(|e| query.link_with(&[("before", Some(&e.id.to_string()))]))).flatten();
    let document = &overview.document;
    let view = View {
        head: show_head(&member, document, &path),
        notice: notice(&member.scope, &overview),
        facts: facts(&member.scope, &overview),
        progress: progress(lang, &overview),
        sections: sections(&member, &overview, &path),
        withdraw: (keeps(&member) && document.state.is_open()).then(|| Link::new(format!("{path}/withdraw"), t(lang, "policy-withdraw"))),
        timeline: words::timeline(&member.scope, DOCUMENT, shown, more),
    };
    Ok(member.page(&req, "policy/show", document.title.clone(), view)?)
}

fn show_head(member: &Member, document: &Document, path: &str) -> Head {
    let lang = member.lang();
    let mut head = Head::new(document.title.clone()).crumb(policies(&member.scope), t(lang, "nav-policies"));
    head.state = Some(StateView { label: t(lang, document.state.key()).into_owned() });
    if !document.document_number.is_empty() {
        head.under = Some(document.document_number.clone());
    }
    let open = keeps(member) && document.state.is_open();
    head = head.action(format!("{path}/coverage"), t(lang, "policy-coverage"), false);
    if open {
        head = head.action(format!("{}/new?supersedes={}", policies(&member.scope), document.id), t(lang, "policy-new-version"), false);
    }
    let label = if open && document.state == DocumentState::InReview { "policy-go-on" } else { "policy-clauses" };
    head.action(format!("{path}/review"), t(lang, label), open)
}

fn notice(scope: &Scope, overview: &Overview) -> Option<Notice> {
    let lang = scope.lang();
    let say = |tone, key: &str, of: &Document, to: String| Notice {
        tone,
        title: None,
        text: format(lang, key, &[("title", of.title.as_str().into())]),
        link: Some(Link::new(to, t(lang, "policy-compare"))),
    };
    match (&overview.newer, &overview.older) {
        (Some(newer), _) => {
            let key =
                if overview.document.state == DocumentState::Superseded { "policy-superseded-by" } else { "policy-to-be-superseded-by" };
            Some(say("yellow", key, newer, format!("{}/compare", document_path(scope, newer.id))))
        }
        (None, Some(older)) => {
            let done = older.state == DocumentState::Superseded;
            let to = format!("{}/compare", document_path(scope, overview.document.id));
            Some(say(if done { "grey" } else { "blue" }, if done { "policy-supersedes" } else { "policy-to-supersede" }, older, to))
        }
        (None, None) => None,
    }
}

fn facts(scope: &Scope, overview: &Overview) -> Vec<Fact> {
    let (lang, document) = (scope.lang(), &overview.document);
    let fact = |key: &str, value: &str| Fact { value: (!value.is_empty()).then(|| value.to_owned()), ..Fact::new(t(lang, key), "") };
    vec![
        fact("policy-number", &document.document_number),
        fact("policy-issuer", &document.issuer),
        Fact::new(t(lang, "policy-issued"), words::day(lang, document.issued_on)),
        fact("policy-source", if document.source_name.is_empty() { "" } else { &document.source_name }),
        Fact::new(t(lang, "policy-added-at"), crate::platform::i18n::format_instant(lang, document.created_at, scope.zone())),
    ]
}

fn sections(member: &Member, overview: &Overview, path: &str) -> Vec<Section> {
    let lang = member.lang();
    let rows = overview.sections.iter().map(|(section, all, seen)| {
        let query = url::form_urlencoded::Serializer::new(String::new()).append_pair("section", section).finish();
        Section {
            label: section_label(lang, section),
            href: if section.is_empty() { format!("{path}/review") } else { format!("{path}/review?{query}") },
            figure: format(lang, "policy-progress", &[("done", (*seen).into()), ("all", (*all).into())]),
            done: seen == all,
        }
    });
    rows.collect()
}

#[derive(Serialize)]
struct WithdrawView {
    confirm: Confirm,
}

pub async fn withdraw_form(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    member.scope.require(&[Role::Secretariat])?;
    withdraw_page(&req, &site, &member, StatusCode::OK, None, &FieldErrors::default()).await
}

async fn withdraw_page(
    req: &HttpRequest,
    site: &Site,
    member: &Member,
    status: StatusCode,
    typed: Option<&Fields>,
    errors: &FieldErrors,
) -> Answer {
    let id = id(req, "id")?;
    let document = site.read(member, move |conn, scope| Ok(queries::overview(conn, scope, id)?.document)).await?;
    if !document.state.is_open() {
        return Err(Error::Refused(Message::new("policy-refused-closed").key("state", document.state.key())).into());
    }
    let (lang, path) = (member.lang(), document_path(&member.scope, id));
    let reason = FieldView::new("area", "reason", t(lang, "policy-withdraw-reason")).typed(typed, "");
    let mut form = FormView::new(format!("{path}/withdraw"), t(lang, "policy-withdraw"))
        .field(reason)
        .hidden("version", document.version)
        .back(path.clone());
    form.danger = true;
    let confirm = Confirm {
        title: tr(lang, &Message::new("policy-withdraw-title").text("title", document.title.clone())),
        object: Some(Link::new(path, document.title.clone())),
        what: ["policy-withdraw-what-1", "policy-withdraw-what-2"].map(|k| t(lang, k).into_owned()).to_vec(),
        form: form.with_errors(lang, errors),
    };
    Ok(member.page_status(req, status, "policy/withdraw", confirm.title.clone(), WithdrawView { confirm })?)
}

pub async fn withdraw(req: HttpRequest, site: web::Data<Site>, member: Member, form: Form) -> Answer {
    let (id, fields) = (id(&req, "id")?, form.into_inner());
    let (seen, reason) = (seen(id, &fields), fields.trimmed("reason").to_owned());
    let done = site.write(&member, move |conn, scope| actions::withdraw(conn, scope, seen, &reason)).await;
    match done {
        Ok(()) => Ok(see_other(document_path(&member.scope, id)).flash(Message::new("policy-withdrawn")).respond(&req)),
        Err(Error::Invalid(errors)) => withdraw_page(&req, &site, &member, StatusCode::UNPROCESSABLE_ENTITY, Some(&fields), &errors).await,
        Err(other) => Err(other.into()),
    }
}
