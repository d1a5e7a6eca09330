//! Confirming several at once, from a list that says what will be assigned to whom.

use actix_web::{HttpRequest, web};
use serde::Serialize;

use super::{Answer, document_path, head, id, show::section_label, words};
use crate::{
    platform::{
        error::{Error, Message},
        http::{Form, ListQuery, see_other},
        i18n::{Lang, format, t},
        view::parts::{Empty, FormView, Head, Link},
    },
    policy::{
        actions::{self, Directory, Seen},
        model::{Proposal, show_targets},
        queries,
    },
    site::{Member, Site},
    tenancy::Role,
};

/// The most that are confirmed in one go.
const LIMIT: i64 = 200;

#[derive(Serialize)]
struct View {
    head: Head,
    form: FormView,
    rows: Vec<Row>,
    more: Option<String>,
    empty: Empty,
}

#[derive(Serialize)]
struct Row {
    /// `id:version`, so that what changed since is left.
    value: String,
    checked: bool,
    clause: String,
    title: String,
    href: String,
    lead: String,
    support: String,
    due: String,
    targets: String,
    sure: String,
}

pub async fn list(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    member.scope.require(&[Role::Secretariat])?;
    let (id, query) = (id(&req, "id")?, ListQuery::of(&req, &[]));
    let section = query.filter("section").map(str::to_owned);
    let wanted = section.clone();
    let (document, found, directory) = site
        .read(&member, move |conn, scope| {
            let document = queries::overview(conn, scope, id)?.document;
            let found = queries::to_confirm(conn, scope, id, wanted.as_deref(), LIMIT + 1)?;
            Ok((document, found, Directory::load(conn, scope)?))
        })
        .await?;
    if !document.state.is_open() {
        return Err(Error::Refused(Message::new("policy-refused-closed").key("state", document.state.key())).into());
    }
    let (lang, path) = (member.lang(), document_path(&member.scope, id));
    let title = match &section {
        Some(section) => format(lang, "policy-confirm-part-title", &[("section", section_label(lang, section).into())]),
        None => t(lang, "policy-confirm-sure-title").into_owned(),
    };
    let back = format!("{path}/review");
    let shown = found.len().min(LIMIT as usize);
    let view = View {
        head: head(&member, &document, title.clone()).under(t(lang, "policy-confirm-about")),
        form: FormView::new(format!("{path}/confirm"), t(lang, "policy-confirm-chosen")).back(back.clone()),
        more: (found.len() > shown).then(|| format(lang, "policy-confirm-more", &[("n", LIMIT.into())])),
        rows: found[..shown].iter().map(|(proposal, clause)| row(lang, &path, &directory, proposal, clause)).collect(),
        empty: Empty {
            title: t(lang, "policy-confirm-none").into_owned(),
            text: Some(t(lang, "policy-confirm-none-text").into_owned()),
            action: Some(Link::new(back, t(lang, "policy-review"))),
        },
    };
    Ok(member.page(&req, "policy/confirm", title, view)?)
}

fn row(lang: Lang, path: &str, directory: &Directory, proposal: &Proposal, clause: &str) -> Row {
    let content = &proposal.content;
    Row {
        value: format!("{}:{}", proposal.id, proposal.version),
        checked: proposal.sure,
        clause: clause.to_owned(),
        title: proposal.title.clone(),
        href: format!("{path}/clauses/{}", proposal.clause_id),
        lead: directory.line(&content.lead_ids),
        support: directory.line(&content.support_ids),
        due: words::due(lang, content.rule.as_ref(), content.cadence),
        targets: show_targets(&content.targets, lang == Lang::ZhCn),
        sure: words::sure(lang, content),
    }
}

pub async fn confirm(req: HttpRequest, site: web::Data<Site>, member: Member, form: Form) -> Answer {
    member.scope.require(&[Role::Secretariat])?;
    let (id, fields) = (id(&req, "id")?, form.into_inner());
    let seen: Vec<Seen> = fields
        .all("proposal")
        .iter()
        .filter_map(|value| value.split_once(':'))
        .filter_map(|(id, version)| Some(Seen { id: id.parse().ok()?, version: version.parse().ok()? }))
        .take(LIMIT as usize)
        .collect();
    let bulk = site.write(&member, move |conn, scope| actions::confirm_many(conn, scope, id, &seen)).await?;
    let key = match (bulk.duties, bulk.left) {
        (0, 0) => "policy-confirmed-nothing",
        (_, 0) => "policy-confirmed-many",
        _ => "policy-confirmed-some",
    };
    let mut message = Message::new(key);
    if bulk.duties + bulk.left > 0 {
        message = message.number("duties", bulk.duties as f64);
    }
    if bulk.left > 0 {
        message = message.number("left", bulk.left as f64);
    }
    Ok(see_other(format!("{}/review?only=open", document_path(&member.scope, id))).flash(message).respond(&req))
}
