//! `GET /w/{slug}/search`: a number leads straight to what has it, words to all that hold them, a few of each kind.

use actix_web::{HttpRequest, web};
use serde::Serialize;
use url::form_urlencoded::Serializer;

use super::{
    hits::{self, Hit},
    queries::{Everything, look},
};
use crate::{
    calendar::WorkCalendar,
    duties,
    platform::{
        error::Result,
        http::{Access, Fault, ListQuery, Routes},
        i18n::{format, t},
        view::parts::{Empty, Head, Link},
    },
    site::{Member, Site},
    tenancy::Scope,
};

/// As much as is looked for.
const TYPED_MAX: usize = 100;

pub fn routes() -> Routes {
    Routes::new().get("/w/{slug}/search", Access::Workspace, search)
}

/// `search/search`.
#[derive(Serialize)]
struct Body {
    head: Head,
    action: String,
    typed: String,
    groups: Vec<Group>,
    /// Nothing was found, or nothing is looked for yet.
    empty: Option<Empty>,
}

/// What was found of a kind.
#[derive(Serialize)]
struct Group {
    title: String,
    rows: Vec<Hit>,
    /// The kind's own list, with the same words.
    more: Option<Link>,
    /// Where there is no such list: that there are more.
    cut: Option<String>,
}

/// `GET /w/{slug}/search?q=`
async fn search(req: HttpRequest, site: web::Data<Site>, member: Member) -> std::result::Result<actix_web::HttpResponse, Fault> {
    let list = ListQuery::of(&req, &[]);
    let typed: String = list.filter("q").unwrap_or_default().trim().chars().take(TYPED_MAX).collect();
    let asked = typed.clone();
    let (found, calendar) =
        site.read(&member, move |conn, scope| Ok((look(conn, scope, &asked)?, duties::queries::calendar(conn, scope)?))).await?;
    let (scope, lang) = (&*member.scope, member.lang());
    if let Some(to) = found.straight(&scope.base()) {
        return Err(Fault::SeeOther(to));
    }
    let body = Body {
        head: Head::new(t(lang, "search-title")),
        action: format!("{}/search", scope.base()),
        groups: groups(scope, &typed, &found, &calendar)?,
        empty: found.is_empty().then(|| empty(scope, &typed)),
        typed,
    };
    Ok(member.page(&req, "search/search", t(lang, "search-title"), body)?)
}

fn empty(scope: &Scope, typed: &str) -> Empty {
    let lang = scope.lang();
    let title = match typed {
        "" => t(lang, "search-nothing-typed").into_owned(),
        typed => format(lang, "search-nothing", &[("words", typed.into())]),
    };
    Empty { title, text: Some(t(lang, "search-hint").into_owned()), action: None }
}

/// The groups with something in them, in the order of how often they are looked for.
fn groups(scope: &Scope, typed: &str, found: &Everything, calendar: &WorkCalendar) -> Result<Vec<Group>> {
    let (lang, base) = (scope.lang(), scope.base());
    let query = |tab: Option<&str>| {
        let mut query = Serializer::new(String::new());
        if let Some(tab) = tab {
            query.append_pair("tab", tab);
        }
        query.append_pair("q", typed).finish()
    };
    let group = |key: &str, rows: Vec<Hit>, more: bool, list: Option<String>| Group {
        title: t(lang, key).into_owned(),
        rows,
        cut: (more && list.is_none()).then(|| t(lang, "search-more-clauses").into_owned()),
        more: list.filter(|_| more).map(|href| Link::new(href, format(lang, "search-more", &[("kind", t(lang, key).into())]))),
    };
    let duty = |row| hits::duty(scope, found, calendar, row);
    let lists = [
        Some(format!("{base}/duties?{}", query(Some("all")))),
        Some(format!("{base}/meetings?{}", query(Some("all")))),
        Some(format!("{base}/meetings/items?{}", query(None))),
        Some(format!("{base}/meetings/decisions?{}", query(None))),
        None,
        Some(format!("{base}/cases?{}", query(None))),
        Some(format!("{base}/campaigns?{}", query(None))),
        Some(format!("{base}/incidents?{}", query(Some("all")))),
        Some(format!("{base}/matters?{}", query(Some("all")))),
    ];
    let [duties, meetings, items, decisions, clauses, cases, campaigns, incidents, matters] = lists;
    let mut all = vec![
        group("search-duties", found.duties.rows.iter().map(duty).collect::<Result<_>>()?, found.duties.more, duties),
        group("search-meetings", found.meetings.rows.iter().map(|m| hits::meeting(scope, m)).collect(), found.meetings.more, meetings),
        group("search-items", hits::items_of(scope, found), found.items.more, items),
        group("search-decisions", found.decisions.rows.iter().map(|d| hits::decision(scope, d)).collect(), found.decisions.more, decisions),
        group("search-cases", found.cases.rows.iter().map(|c| hits::case(scope, found, calendar, c)).collect(), found.cases.more, cases),
        group("search-campaigns", found.campaigns.rows.iter().map(|c| hits::campaign(scope, c)).collect(), found.campaigns.more, campaigns),
        group("search-incidents", hits::incidents_of(scope, found), found.incidents.more, incidents),
        group("search-matters", found.matters.rows.iter().map(|m| hits::matter(scope, found, m)).collect(), found.matters.more, matters),
        group("search-clauses", found.clauses.rows.iter().map(|c| hits::clause(scope, c)).collect(), found.clauses.more, clauses),
    ];
    all.retain(|group| !group.rows.is_empty());
    Ok(all)
}
