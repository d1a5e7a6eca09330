//! A line of what was found, of every kind.

use serde::Serialize;

use super::queries::Everything;
use crate::{
    accountability::Matter,
    calendar::WorkCalendar,
    duties::{self, queries::Row},
    enforcement::{
        self, CaseBrief,
        campaign::Campaign,
        incident::{self, Incident},
    },
    meetings::{self, Meeting, queries::search::FoundDecision},
    platform::{
        error::Result,
        i18n::{format_day, t},
        view::parts::LightView,
    },
    policy::queries::FoundClause,
    tenancy::Scope,
};

#[derive(Serialize)]
pub struct Hit {
    light: Option<LightView>,
    href: String,
    /// Before the title: its number.
    number: String,
    title: String,
    /// Where it belongs.
    note: String,
    restricted: bool,
}

pub fn duty(scope: &Scope, found: &Everything, calendar: &WorkCalendar, row: &Row) -> Result<Hit> {
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

pub fn case(scope: &Scope, found: &Everything, calendar: &WorkCalendar, case: &CaseBrief) -> Hit {
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

pub fn campaign(scope: &Scope, campaign: &Campaign) -> Hit {
    Hit {
        light: None,
        href: enforcement::campaign::pages::path(scope, &campaign.number),
        number: campaign.number.clone(),
        title: campaign.name.clone(),
        note: joined([Some(t(scope.lang(), &campaign.state.key()).into_owned()), Some(format_day(scope.lang(), campaign.last_on))]),
        restricted: false,
    }
}

pub fn incidents_of(scope: &Scope, found: &Everything) -> Vec<Hit> {
    let hit = |incident: &Incident| Hit {
        light: Some(incident::pages::light(scope.lang(), incident.state)),
        href: incident::pages::path(scope, &incident.number),
        number: incident.number.clone(),
        title: incident.title.clone(),
        note: {
            let place = found.departments.iter().find(|d| d.id == incident.region_id).map(|d| d.short_name.clone());
            joined([place, Some(format_day(scope.lang(), incident.happened_on))])
        },
        restricted: false,
    };
    found.incidents.rows.iter().map(hit).collect()
}

pub fn matter(scope: &Scope, found: &Everything, matter: &Matter) -> Hit {
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

pub fn meeting(scope: &Scope, meeting: &Meeting) -> Hit {
    Hit {
        light: Some(meetings::pages::light(scope.lang(), meeting)),
        href: meetings::pages::path(scope, meeting),
        number: meeting.number.clone(),
        title: meeting.title.clone(),
        note: joined([Some(meetings::pages::when(scope, meeting)), Some(meeting.place.clone())]),
        restricted: false,
    }
}

pub fn items_of(scope: &Scope, found: &Everything) -> Vec<Hit> {
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

pub fn decision(scope: &Scope, found: &FoundDecision) -> Hit {
    Hit {
        light: None,
        href: meetings::pages::agenda::item_home(scope, &found.meeting, &found.item),
        number: String::new(),
        title: shortened(&found.decision.text),
        note: joined([Some(found.item.title.clone()), Some(of_meeting(scope, &found.meeting))]),
        restricted: found.item.restricted,
    }
}

pub fn clause(scope: &Scope, clause: &FoundClause) -> Hit {
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
