//! `GET` and `POST /w/{slug}/cases/{number}/links`: agenda items, duties and campaigns a case is linked with, looked for by words or number.

use actix_web::{HttpRequest, web};
use serde::Serialize;

use super::{Answer, head, number_in, path};
use crate::{
    duties,
    enforcement::{
        actions::cases as actions,
        campaign::{self, CAMPAIGN, CampaignState},
        model::Case,
        queries::cases::{self as queries, CaseLink},
    },
    meetings,
    platform::{
        db::Conn,
        error::{Error, Message, Result},
        http::{Form, ListQuery, see_other},
        i18n::t,
        view::parts::Head,
    },
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

/// Something a case is or can be linked with.
#[derive(Serialize)]
struct Choice {
    kind: String,
    id: i64,
    label: String,
    /// What it is.
    what: String,
}

fn choice(scope: &Scope, kind: &str, id: i64, label: String) -> Choice {
    Choice { kind: kind.to_owned(), id, label, what: t(scope.lang(), &format!("case-link-{kind}")).into_owned() }
}

struct Loaded {
    case: Case,
    there: Vec<CaseLink>,
    found: Vec<Choice>,
}

fn load(conn: &mut Conn, scope: &Scope, number: &str, q: &str) -> Result<Loaded> {
    let case = queries::by_number(conn, scope, number)?;
    case.require_kept_by(scope)?;
    let there = queries::links(conn, scope, case.id)?;
    let mut found = if q.is_empty() { Vec::new() } else { find(conn, scope, q)? };
    found.retain(|c| !there.iter().any(|l| l.kind == c.kind && l.subject_id == c.id));
    Ok(Loaded { case, there, found })
}

fn find(conn: &mut Conn, scope: &Scope, q: &str) -> Result<Vec<Choice>> {
    use meetings::queries::search;
    let wanted = search::Filter { typed: q.to_owned(), ..search::Filter::default() };
    let items = search::items(conn, scope, search::Tab::All, &wanted, FOUND, 0)?;
    let mut found: Vec<Choice> = Vec::new();
    for item in items.items.iter().filter(|i| search::is_open(i)) {
        if let Some(meeting) = items.meetings.get(&item.meeting_id) {
            found.push(choice(scope, "item", item.id, format!("{} {}", meeting.number, item.title)));
        }
    }
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
    let kept = duties::queries::confidential(conn, scope, &rows.iter().map(|row| row.id).collect::<Vec<_>>())?;
    for row in rows.iter().filter(|row| !kept.contains(&row.id)) {
        if row.state()? != duties::State::Draft {
            found.push(choice(scope, "duty", row.id, format!("{} {}", row.number, row.title)));
        }
    }
    for campaign in campaign::queries::search(conn, scope, q, FOUND)?.iter().filter(|c| c.state == CampaignState::Running) {
        found.push(choice(scope, CAMPAIGN, campaign.id, campaign.label()));
    }
    Ok(found)
}

/// `GET …/links?q=`
pub async fn page(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let number = number_in(&req);
    let q: String = ListQuery::of(&req, &[]).filter("q").unwrap_or_default().chars().take(100).collect();
    let asked = q.clone();
    let loaded = site.read(&member, move |conn, scope| load(conn, scope, &number, &asked)).await?;
    let scope = &*member.scope;
    let title = t(member.lang(), "case-links").into_owned();
    let home = path(scope, &loaded.case.number);
    let body = Body {
        head: head(scope, Some(&loaded.case), &title).under(&loaded.case.title),
        action: format!("{home}/links"),
        nothing: !q.is_empty() && loaded.found.is_empty(),
        q,
        there: loaded.there.into_iter().map(|l| choice(scope, &l.kind, l.subject_id, l.label)).collect(),
        found: loaded.found,
        back: home,
    };
    Ok(member.page(&req, "enforcement/case_links", title, body)?)
}

/// `POST …/links`: `add` or `remove` holds what, as `duty:17`.
pub async fn save(req: HttpRequest, site: web::Data<Site>, member: Member, form: Form) -> Answer {
    let number = number_in(&req);
    let is_new = form.has("add");
    let (kind, id) = form.trimmed(if is_new { "add" } else { "remove" }).split_once(':').ok_or(Error::NotFound)?;
    let (kind, id) = (kind.to_owned(), id.parse().map_err(|_| Error::NotFound)?);
    let asked = number.clone();
    site.write(&member, move |conn, scope| match is_new {
        true => actions::link(conn, scope, &asked, &kind, id),
        false => actions::unlink(conn, scope, &asked, &kind, id),
    })
    .await?;
    let said = Message::new(if is_new { "case-done-link" } else { "case-done-unlink" });
    Ok(see_other(format!("{}/links", path(&member.scope, &number))).flash(said).respond(&req))
}
