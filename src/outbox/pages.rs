//! The fates page: what became of each mail, for administrators.

use std::fs::File;

use actix_web::{HttpRequest, HttpResponse, web};
use serde::Serialize;

use super::{
    actions, carried,
    queries::{self, Asked, MailFate},
    reason,
    store::LINK_OVER,
};
use crate::{
    platform::{
        clock::local,
        db::Conn,
        error::{Message, Result},
        http::{Access, Dir, Fault, Form, HttpState, ListQuery, Pager, Routes, path_part, see_other, total},
        i18n::{Lang, find, format_instant, t},
        table::book::Cell,
        view::parts::{Chips, Choice, Empty, Head, Hidden, LightView, Link, SortHead, Tabs},
    },
    site::{Member, SHEET_ASKED, Site, saved, sheet},
    tenancy::{Role, Scope},
};

pub fn routes() -> Routes {
    Routes::new().get("/w/{slug}/outbox", Access::Workspace, list).get("/w/{slug}/outbox.xlsx", Access::Workspace, export).post(
        "/w/{slug}/outbox/{id}/retry",
        Access::Workspace,
        retry,
    )
}

type Answer = std::result::Result<HttpResponse, Fault>;

#[derive(Serialize)]
struct Fates {
    head: Head,
    tabs: Tabs,
    action: String,
    kept: Vec<Hidden>,
    q: String,
    kinds: Vec<Choice>,
    chips: Chips,
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
    /// An invitation, say.
    carries: Option<String>,
    created: String,
    /// When it was sent, or when the next attempt is due.
    moment: String,
    /// Why it did not arrive, in words.
    why: Option<String>,
    /// What the other server said.
    error: Option<String>,
    attempts: String,
    retry: Option<String>,
}

const STATES: [&str; 3] = ["queued", "failed", "sent"];
const SORTS: [&str; 1] = ["created"];

/// What the address asks for.
fn asked(query: &ListQuery) -> Asked {
    Asked {
        state: query.filter("state").and_then(|s| STATES.into_iter().find(|known| *known == s)),
        words: query.filter("q").map(|q| q.chars().take(100).collect()),
        template: query.filter("mail").map(str::to_owned),
        ascending: query.sort == Some("created") && query.dir == Dir::Asc,
        limit: query.limit(),
        offset: query.offset(),
    }
}

async fn list(req: HttpRequest, site: web::Data<Site>, state: web::Data<HttpState>, member: Member) -> Answer {
    let mut query = ListQuery::of(&req, &SORTS);
    let (counts, rows, query) = site
        .read(&member, move |conn, scope| {
            let wanted = asked(&query);
            let mut counts = Vec::new();
            for of in [None, Some("queued"), Some("failed"), Some("sent")] {
                counts.push((of, queries::count(conn, scope, &Asked { state: of, ..wanted.clone() })?));
            }
            query.clamp(total(&counts, wanted.state));
            let rows = queries::fates(conn, scope, &asked(&query))?;
            Ok((counts, rows, query))
        })
        .await?;
    let (lang, scope) = (member.lang(), &member.scope);
    let now = asked(&query).state;
    let total = total(&counts, now);
    let kinds = kinds(&state, lang);
    let mut head = Head::new(t(lang, "outbox-title")).under(t(lang, "outbox-about"));
    if total > 0 {
        head = head.action(query.export_link(&format!("{}/outbox.xlsx", scope.base())), t(lang, "part-export"), false);
    }
    let view = Fates {
        head,
        tabs: tabs(lang, &query, &counts, now),
        action: format!("{}/outbox", scope.base()),
        kept: query.kept(&["state", "sort", "dir", "size"]),
        q: query.filter("q").unwrap_or_default().to_owned(),
        chips: chips(&query, &kinds),
        kinds: kinds.into_iter().map(|(name, label)| Choice::new(&name, label, query.filter("mail") == Some(&name))).collect(),
        heads: heads(lang, &query),
        rows: rows.into_iter().map(|mail| row(scope, mail)).collect(),
        empty: empty(lang, &query),
        pager: query.pager(lang, total),
    };
    Ok(member.page(&req, "outbox/list", t(lang, "outbox-title"), view)?)
}

/// The kinds of mail there are, each with its name.
fn kinds(state: &HttpState, lang: Lang) -> Vec<(String, String)> {
    let names = state.views.names();
    let mails = names.iter().filter_map(|n| n.strip_prefix("mail/")?.strip_suffix("/subject.txt"));
    let mut kinds: Vec<(String, String)> = mails.map(|m| (m.to_owned(), t(lang, &format!("mail-name-{m}")).into_owned())).collect();
    kinds.sort_by(|a, b| a.1.cmp(&b.1));
    kinds
}

fn tabs(lang: Lang, query: &ListQuery, counts: &[(Option<&'static str>, i64)], now: Option<&str>) -> Tabs {
    let label = |of: Option<&str>| match of {
        None => "outbox-tab-all",
        Some("queued") => "outbox-state-queued",
        Some("failed") => "outbox-state-failed",
        Some(_) => "outbox-state-sent",
    };
    let tab = |(of, n): &(Option<&'static str>, i64)| query.tab("state", *of, t(lang, label(*of)), *n, *of == now);
    Tabs { name: t(lang, "outbox-title").into_owned(), items: counts.iter().map(tab).collect() }
}

fn heads(lang: Lang, query: &ListQuery) -> Vec<SortHead> {
    let head = |key, class| query.head(lang, None, key, class);
    let created = SortHead {
        href: Some(query.sort_link("created")),
        dir: Some(if asked(query).ascending { "asc" } else { "desc" }),
        ..head("outbox-head-created", Some("extra"))
    };
    vec![
        head("outbox-head-state", None),
        head("outbox-head-mail", None),
        created,
        head("outbox-head-moment", None),
        head("outbox-head-action", None),
    ]
}

fn chips(query: &ListQuery, kinds: &[(String, String)]) -> Chips {
    let words = query.filter("q").map(|words| ("q", words.to_owned()));
    let kind = query.filter("mail").and_then(|m| kinds.iter().find(|(name, _)| name == m)).map(|(_, label)| ("mail", label.clone()));
    query.chips(words.into_iter().chain(kind).collect())
}

fn empty(lang: Lang, query: &ListQuery) -> Empty {
    if query.filter("q").or(query.filter("mail")).is_some() {
        let clear = Link::new(query.link_with(&[("q", None), ("mail", None)]), t(lang, "part-chip-clear"));
        return Empty { title: t(lang, "outbox-empty-filtered").into_owned(), text: None, action: Some(clear) };
    }
    Empty { title: t(lang, "outbox-empty").into_owned(), text: Some(t(lang, "outbox-empty-text").into_owned()), action: None }
}

/// `GET /w/{slug}/outbox.xlsx`: what the list shows, all its pages.
async fn export(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let query = ListQuery::of(&req, &SORTS);
    let file = site.read(&member, move |conn, scope| workbook(conn, scope, &query)).await?;
    Ok(saved(&member.scope, file, "mails", "outbox-file")?)
}

fn workbook(conn: &mut Conn, scope: &Scope, query: &ListQuery) -> Result<File> {
    scope.require(&[Role::Administrator])?;
    let mails = queries::fates(conn, scope, &Asked { limit: SHEET_ASKED, offset: 0, ..asked(query) })?;
    let heads = [
        ("outbox-head-state", 12.0),
        ("outbox-head-mail", 20.0),
        ("outbox-sheet-carries", 14.0),
        ("outbox-sheet-recipient", 16.0),
        ("account-email", 28.0),
        ("outbox-head-created", 18.0),
        ("outbox-head-moment", 18.0),
        ("outbox-sheet-attempts", 10.0),
        ("outbox-sheet-error", 24.0),
        ("outbox-sheet-reply", 50.0),
    ];
    let cells = |mail: MailFate| -> Vec<Cell> {
        let (created, moment, attempts) = (mail.created_at, mail.sent_at.unwrap_or(mail.due_at), mail.attempts);
        let row = row(scope, mail);
        let wall = |at| Cell::Moment(local(at, scope.zone()));
        vec![
            Cell::text(row.light.word.unwrap_or_default()),
            Cell::Text(row.about),
            row.carries.map_or(Cell::Empty, Cell::Text),
            Cell::Text(row.recipient),
            Cell::Text(row.address),
            wall(created),
            wall(moment),
            Cell::Figure(f64::from(attempts)),
            row.why.map_or(Cell::Empty, Cell::Text),
            row.error.map_or(Cell::Empty, Cell::Text),
        ]
    };
    sheet(scope, &t(scope.lang(), "outbox-title"), &heads, mails.into_iter().map(cells))
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
    let said = mail.last_error.filter(|_| mail.state != "sent");
    let is_over = said.as_deref() == Some(LINK_OVER);
    Row {
        why: said.as_deref().map(|said| t(lang, if is_over { LINK_OVER } else { reason::key(said) }).into_owned()),
        light: LightView { tone, word: Some(t(lang, key).into_owned()) },
        about: find(lang, &format!("mail-name-{}", mail.template)).unwrap_or(&mail.template).to_owned(),
        carries: carried::described(lang, &mail.carries),
        created: at(mail.created_at),
        moment: at(mail.sent_at.unwrap_or(mail.due_at)),
        error: said.filter(|_| !is_over),
        attempts: mail.attempts.to_string(),
        retry: (mail.state == "failed").then(|| format!("{}/outbox/{}/retry", scope.base(), mail.id)),
        recipient: mail.recipient,
        address: mail.address,
    }
}

async fn retry(req: HttpRequest, site: web::Data<Site>, member: Member, _form: Form) -> Answer {
    let id = path_part(&req, "id").parse().unwrap_or(0);
    let done: Result<()> = site.write(&member, move |conn, scope| actions::retry(conn, scope, id)).await;
    done?;
    let to = format!("{}/outbox?state=failed", member.scope.base());
    Ok(see_other(to).flash(Message::new("outbox-retried")).respond(&req))
}
