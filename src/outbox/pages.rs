//! The fates page: what became of each mail, for administrators.

use actix_web::{HttpRequest, HttpResponse, web};
use serde::Serialize;

use super::{
    actions,
    queries::{self, COUNT_LIMIT, MailFate},
    store::LINK_OVER,
};
use crate::{
    platform::{
        error::{Message, Result},
        http::{Access, Fault, Form, ListQuery, Pager, Routes, path_part, see_other},
        i18n::{format_instant, t},
        view::parts::{Empty, Head, LightView, SortHead, Tab, Tabs},
    },
    site::{Member, Site},
    tenancy::Scope,
};

pub fn routes() -> Routes {
    Routes::new().get("/w/{slug}/outbox", Access::Workspace, list).post("/w/{slug}/outbox/{id}/retry", Access::Workspace, retry)
}

#[derive(Serialize)]
struct Fates {
    head: Head,
    tabs: Tabs,
    heads: Vec<SortHead>,
    rows: Vec<Row>,
    empty: Empty,
    pager: Pager,
}

#[derive(Serialize)]
struct Row {
    light: LightView,
    recipient: String,
    address: String,
    about: String,
    created: String,
    /// When it was sent, or when the next attempt is due.
    moment: String,
    error: Option<String>,
    attempts: String,
    retry: Option<String>,
}

const STATES: [&str; 3] = ["queued", "failed", "sent"];

async fn list(req: HttpRequest, site: web::Data<Site>, member: Member) -> std::result::Result<HttpResponse, Fault> {
    let mut query = ListQuery::of(&req, &[]);
    let state = query.filter("state").and_then(|s| STATES.into_iter().find(|known| *known == s));
    let (counts, rows, query) = site
        .read(&member, move |conn, scope| {
            let mut counts = Vec::new();
            for of in [None, Some("queued"), Some("failed"), Some("sent")] {
                counts.push((of, queries::count(conn, scope, of)?));
            }
            let total = counts.iter().find(|(of, _)| *of == state).map_or(0, |(_, n)| *n);
            query.clamp(u64::try_from(total).unwrap_or(0));
            let rows = queries::fates(conn, scope, state, query.limit(), query.offset())?;
            Ok((counts, rows, query))
        })
        .await?;
    let lang = member.lang();
    let total = counts.iter().find(|(of, _)| *of == state).map_or(0, |(_, n)| u64::try_from(*n).unwrap_or(0));
    let tabs = counts.iter().map(|(of, n)| Tab {
        href: query.link_with(&[("state", *of)]),
        label: t(
            lang,
            of.map_or("outbox-tab-all", |s| match s {
                "queued" => "outbox-state-queued",
                "failed" => "outbox-state-failed",
                _ => "outbox-state-sent",
            }),
        )
        .into_owned(),
        count: Some(if *n >= COUNT_LIMIT { format!("{}+", COUNT_LIMIT - 1) } else { n.to_string() }),
        current: *of == state,
    });
    let head = |key: &'static str, class| SortHead { label: t(lang, key).into_owned(), href: None, dir: None, class };
    let view = Fates {
        head: Head::new(t(lang, "outbox-title")).under(t(lang, "outbox-about")),
        tabs: Tabs { name: t(lang, "outbox-title").into_owned(), items: tabs.collect() },
        heads: vec![
            head("outbox-head-state", None),
            head("outbox-head-mail", None),
            head("outbox-head-created", Some("extra")),
            head("outbox-head-moment", None),
            head("outbox-head-action", None),
        ],
        rows: rows.into_iter().map(|mail| row(&member.scope, mail)).collect(),
        empty: Empty { title: t(lang, "outbox-empty").into_owned(), text: Some(t(lang, "outbox-empty-text").into_owned()), action: None },
        pager: query.pager(lang, total),
    };
    Ok(member.page(&req, "outbox/list", t(lang, "outbox-title"), view)?)
}

fn row(scope: &Scope, mail: MailFate) -> Row {
    let lang = scope.lang();
    let at = |instant| format_instant(lang, instant, scope.zone());
    let (tone, key) = match mail.state.as_str() {
        "sent" => ("green", "outbox-state-sent"),
        "failed" => ("red", "outbox-state-failed"),
        _ if mail.attempts > 0 => ("yellow", "outbox-state-again"),
        _ => ("blue", "outbox-state-queued"),
    };
    Row {
        light: LightView { tone, word: Some(t(lang, key).into_owned()) },
        about: t(lang, &format!("mail-name-{}", mail.template)).into_owned(),
        created: at(mail.created_at),
        moment: at(mail.sent_at.unwrap_or(mail.due_at)),
        error: mail.last_error.filter(|_| mail.state != "sent").map(|e| if e == LINK_OVER { t(lang, LINK_OVER).into_owned() } else { e }),
        attempts: mail.attempts.to_string(),
        retry: (mail.state == "failed").then(|| format!("{}/outbox/{}/retry", scope.base(), mail.id)),
        recipient: mail.recipient,
        address: mail.address,
    }
}

async fn retry(req: HttpRequest, site: web::Data<Site>, member: Member, _form: Form) -> std::result::Result<HttpResponse, Fault> {
    let id = path_part(&req, "id").parse().unwrap_or(0);
    let done: Result<()> = site.write(&member, move |conn, scope| actions::retry(conn, scope, id)).await;
    done?;
    let to = format!("{}/outbox?state=failed", member.scope.base());
    Ok(see_other(to).flash(Message::new("outbox-retried")).respond(&req))
}
