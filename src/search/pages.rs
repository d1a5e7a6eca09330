//! `GET /w/{slug}/search`: a number leads straight to what has it, words to all that hold them, a few of each kind.

use actix_web::{HttpRequest, web};
use serde::Serialize;
use url::form_urlencoded::Serializer;

use super::queries::{Everything, look};
use crate::{
    accountability::Matter,
    calendar::WorkCalendar,
    duties::{self, queries::Row},
    enforcement::{self, CaseBrief, campaign::Campaign},
    meetings::{self, Meeting, queries::search::FoundDecision},
    platform::{
        error::Result,
        http::{Access, Fault, ListQuery, Routes},
        i18n::{format, format_day, t},
        view::parts::{Empty, Head, LightView, Link},
    },
    policy::queries::FoundClause,
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

#[derive(Serialize)]
struct Hit {
    light: Option<LightView>,
    href: String,
    /// Before the title: its number.
    number: String,
    title: String,
    /// Where it belongs.
    note: String,
    restricted: bool,
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
    let duty = |row| duty(scope, found, calendar, row);
    let lists = [
        Some(format!("{base}/duties?{}", query(Some("all")))),
        Some(format!("{base}/meetings?{}", query(Some("all")))),
        Some(format!("{base}/meetings/items?{}", query(None))),
        Some(format!("{base}/meetings/decisions?{}", query(None))),
        None,
        Some(format!("{base}/cases?{}", query(None))),
        Some(format!("{base}/campaigns?{}", query(None))),
        Some(format!("{base}/matters?{}", query(Some("all")))),
    ];
    let [duties, meetings, items, decisions, clauses, cases, campaigns, matters] = lists;
    let mut all = vec![
        group("search-duties", found.duties.rows.iter().map(duty).collect::<Result<_>>()?, found.duties.more, duties),
        group("search-meetings", found.meetings.rows.iter().map(|m| meeting(scope, m)).collect(), found.meetings.more, meetings),
        group("search-items", items_of(scope, found), found.items.more, items),
        group("search-decisions", found.decisions.rows.iter().map(|d| decision(scope, d)).collect(), found.decisions.more, decisions),
        group("search-cases", found.cases.rows.iter().map(|c| case(scope, found, calendar, c)).collect(), found.cases.more, cases),
        group("search-campaigns", found.campaigns.rows.iter().map(|c| campaign(scope, c)).collect(), found.campaigns.more, campaigns),
        group("search-matters", found.matters.rows.iter().map(|m| matter(scope, found, m)).collect(), found.matters.more, matters),
        group("search-clauses", found.clauses.rows.iter().map(|c| clause(scope, c)).collect(), found.clauses.more, clauses),
    ];
    all.retain(|group| !group.rows.is_empty());
    Ok(all)
}

fn duty(scope: &Scope, found: &Everything, calendar: &WorkCalendar, row: &Row) -> Result<Hit> {
    let (light, reason) = row.light(scope, calendar)?;
    let lead = row.lead_id.and_then(|id| found.departments.iter().find(|d| d.id == id)).map(|d| d.short_name.clone());
    let due = row.due_on().map(|day| format_day(scope.lang(), day));
    Ok(Hit {
        light: Some(LightView {
            tone: light.as_str(),
            word: Some(duties::pages::light_word(scope.lang(), row.state()?, light, reason).into_owned()),
        }),
        href: format!("{}/duties/{}", scope.base(), row.number),
        number: row.number.clone(),
        title: row.title.clone(),
        note: joined([lead, due]),
        restricted: false,
    })
}

fn case(scope: &Scope, found: &Everything, calendar: &WorkCalendar, case: &CaseBrief) -> Hit {
    let next = (case.next_due_on, case.next_what);
    let holder = found.departments.iter().find(|d| d.id == case.holder_id).map(|d| d.short_name.clone());
    Hit {
        light: Some(enforcement::pages::cases::case_light_view(scope, calendar, case.state, next, false)),
        href: enforcement::pages::cases::path(scope, &case.number),
        number: case.shown_number().to_owned(),
        title: case.title.clone(),
        note: joined([holder, Some(t(scope.lang(), &case.state.key()).into_owned())]),
        restricted: false,
    }
}

fn campaign(scope: &Scope, campaign: &Campaign) -> Hit {
    Hit {
        light: None,
        href: enforcement::campaign::pages::path(scope, &campaign.number),
        number: campaign.number.clone(),
        title: campaign.name.clone(),
        note: joined([Some(t(scope.lang(), &campaign.state.key()).into_owned()), Some(format_day(scope.lang(), campaign.last_on))]),
        restricted: false,
    }
}

fn matter(scope: &Scope, found: &Everything, matter: &Matter) -> Hit {
    let body = found.departments.iter().find(|d| d.id == matter.subject.department_id).map(|d| d.short_name.clone());
    Hit {
        light: None,
        href: format!("{}/matters/{}", scope.base(), matter.number),
        number: matter.number.clone(),
        title: matter.title.clone(),
        note: joined([body, Some(t(scope.lang(), &matter.state.key()).into_owned())]),
        restricted: false,
    }
}

fn joined(parts: [Option<String>; 2]) -> String {
    parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

fn meeting(scope: &Scope, meeting: &Meeting) -> Hit {
    Hit {
        light: Some(meetings::pages::light(scope.lang(), meeting)),
        href: meetings::pages::path(scope, meeting),
        number: meeting.number.clone(),
        title: meeting.title.clone(),
        note: joined([Some(meetings::pages::when(scope, meeting)), Some(meeting.place.clone())]),
        restricted: false,
    }
}

fn items_of(scope: &Scope, found: &Everything) -> Vec<Hit> {
    let with_meetings = found.items.rows.iter().filter_map(|item| Some((item, found.meetings_of.get(&item.meeting_id)?)));
    let hits = with_meetings.map(|(item, meeting)| Hit {
        light: Some(meetings::pages::agenda::light(scope.lang(), item)),
        href: meetings::pages::agenda::item_home(scope, meeting, item),
        number: String::new(),
        title: item.title.clone(),
        note: of_meeting(scope, meeting),
        restricted: item.restricted,
    });
    hits.collect()
}

/// “2026-0003 第四季度联席会议 · 2026-12-16（周三）”
fn of_meeting(scope: &Scope, meeting: &Meeting) -> String {
    joined([Some(format!("{} {}", meeting.number, meeting.title)), Some(format_day(scope.lang(), meeting.day(scope)))])
}

fn decision(scope: &Scope, found: &FoundDecision) -> Hit {
    Hit {
        light: None,
        href: meetings::pages::agenda::item_home(scope, &found.meeting, &found.item),
        number: String::new(),
        title: shortened(&found.decision.text),
        note: joined([Some(found.item.title.clone()), Some(of_meeting(scope, &found.meeting))]),
        restricted: found.item.restricted,
    }
}

fn clause(scope: &Scope, clause: &FoundClause) -> Hit {
    Hit {
        light: None,
        href: format!("{}/policies/{}/clauses/{}", scope.base(), clause.document_id, clause.id),
        number: String::new(),
        title: clause.label.clone(),
        note: shortened(&clause.text),
        restricted: false,
    }
}

/// In a line or two.
fn shortened(text: &str) -> String {
    const MOST: usize = 90;
    let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if flat.chars().count() <= MOST { flat } else { flat.chars().take(MOST).chain(['…']).collect() }
}
