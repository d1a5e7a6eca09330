//! `GET` and `POST /w/{slug}/meetings/{number}/items/{item}/links`: clauses and duties an item is about, looked for by words or number.

use actix_web::{HttpRequest, web};
use serde::Serialize;

use super::{
    Answer,
    agenda::{crumbs, item_home},
    item_verbs::seen_item,
};
use crate::{
    duties,
    meetings::{
        actions,
        model::{Item, ItemAction, Meeting, permit_item},
        queries,
        store::{self, ItemLink},
    },
    platform::{
        db::Conn,
        error::{Error, Message, Result},
        http::{Fields, Form, ListQuery, see_other},
        i18n::t,
        view::parts::{Crumb, Head, Link},
    },
    policy,
    site::{Member, Site},
    tenancy::Scope,
};

/// The most of each kind a search shows.
const FOUND: i64 = 12;

#[derive(Serialize)]
struct Body {
    head: Head,
    action: String,
    q: String,
    there: Vec<Choice>,
    found: Vec<Choice>,
    nothing: bool,
    back: String,
}

/// Something an item is or can be about.
#[derive(Serialize)]
struct Choice {
    kind: String,
    id: i64,
    label: String,
    text: Option<String>,
}

/// Links as a page shows them; clauses without an address where it would have to be looked up for each.
pub fn links(scope: &Scope, links: &[ItemLink]) -> Vec<Link> {
    let base = scope.base();
    let one = |l: &ItemLink| {
        let number = l.label.split_whitespace().next().unwrap_or_default();
        Link::new(if l.kind == "duty" { format!("{base}/duties/{number}") } else { String::new() }, &l.label)
    };
    links.iter().map(one).collect()
}

struct Loaded {
    meeting: Meeting,
    item: Item,
    there: Vec<ItemLink>,
    found: Vec<Choice>,
}

fn load(conn: &mut Conn, scope: &Scope, seen: &actions::SeenItem, q: &str) -> Result<Loaded> {
    let (ground, item) = queries::agenda::item(conn, scope, &seen.number, seen.id)?;
    permit_item(scope, &ground.sight, &ground.meeting, &item, ItemAction::Edit)?;
    let there = store::item_links(conn, scope, &[item.id])?;
    let mut found = if q.is_empty() { Vec::new() } else { find(conn, scope, q)? };
    found.retain(|c| !there.iter().any(|l| l.kind == c.kind && l.subject_id == c.id));
    Ok(Loaded { meeting: ground.meeting, item, there, found })
}

fn find(conn: &mut Conn, scope: &Scope, q: &str) -> Result<Vec<Choice>> {
    let mut found: Vec<Choice> = Vec::new();
    let clauses = policy::queries::find_clauses(conn, scope, q, FOUND)?;
    found.extend(clauses.into_iter().map(|c| Choice {
        kind: "clause".into(),
        id: c.id,
        label: c.label,
        text: Some(c.text.chars().take(80).collect()),
    }));
    let calendar = duties::queries::calendar(conn, scope)?;
    let asked = duties::queries::Asked {
        tab: duties::queries::Tab::All,
        filter: duties::queries::Filter::default().with_words(q),
        order: duties::queries::Order::Number,
        descending: true,
        offset: 0,
        limit: FOUND,
    };
    let (rows, _) = duties::queries::rows(conn, scope, duties::queries::Marks::of(scope, &calendar), &asked)?;
    found.extend(rows.into_iter().map(|d| Choice {
        kind: "duty".into(),
        id: d.id,
        label: format!("{} {}", d.number, d.title),
        text: None,
    }));
    Ok(found)
}

/// `GET …/links?q=`
pub async fn page(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let seen = seen_item(&req, &Fields::default())?;
    let q: String = ListQuery::of(&req, &[]).filter("q").unwrap_or_default().chars().take(100).collect();
    let asked = q.clone();
    let loaded = site.read(&member, move |conn, scope| load(conn, scope, &seen, &asked)).await?;
    let (scope, lang) = (&member.scope, member.lang());
    let home = item_home(scope, &loaded.meeting, &loaded.item);
    let title = t(lang, "item-links").into_owned();
    let mut head = Head::new(&title).under(&loaded.item.title);
    head.crumbs = crumbs(scope, &loaded.meeting).into_iter().map(|l| Crumb { href: Some(l.href), label: l.label }).collect();
    head.crumbs.push(Crumb { href: Some(home.clone()), label: loaded.item.title.clone() });
    head.crumbs.push(Crumb { href: None, label: title.clone() });
    let there = loaded.there.into_iter().map(|l| Choice { kind: l.kind, id: l.subject_id, label: l.label, text: None });
    let body = Body {
        head,
        action: format!("{home}/links"),
        nothing: !q.is_empty() && loaded.found.is_empty(),
        q,
        there: there.collect(),
        found: loaded.found,
        back: home,
    };
    Ok(member.page(&req, "meetings/item_links", title, body)?)
}

/// `POST …/links`: `add` or `remove` holds what, as `duty:17`.
pub async fn save(req: HttpRequest, site: web::Data<Site>, member: Member, form: Form) -> Answer {
    let seen = seen_item(&req, &Fields::default())?;
    let is_new = form.has("add");
    let (kind, id) = form.trimmed(if is_new { "add" } else { "remove" }).split_once(':').ok_or(Error::NotFound)?;
    let (kind, id) = (kind.to_owned(), id.parse().map_err(|_| Error::NotFound)?);
    let asked = seen.clone();
    site.write(&member, move |conn, scope| match is_new {
        true => actions::link(conn, scope, &asked, &kind, id),
        false => actions::unlink(conn, scope, &asked, &kind, id),
    })
    .await?;
    let said = Message::new(if is_new { "item-done-link" } else { "item-done-unlink" });
    Ok(see_other(format!("{}/meetings/{}/items/{}/links", member.scope.base(), seen.number, seen.id)).flash(said).respond(&req))
}
