//! Every page of meetings looked at in the browser: whoever may, in both languages, by the table of routes.

use super::{check::Checks, driver::Driver};
use crate::{
    crawl::speak,
    support::{TestApp, TestDb},
    world::{
        Persona, World,
        table::{Make, Who, rows},
    },
};

/// Pages of meetings that are no page: files, streams, calendars.
fn is_page(pattern: &str) -> bool {
    let ours = ["/meetings", "/receipt/", "/calendar-feed"].iter().any(|part| pattern.contains(part));
    ours && ![".xlsx", ".docx", ".ics", "/events", "/files/"].iter().any(|part| pattern.contains(part))
}

/// A meeting in each of its states, for whom its page differs most.
const STATES: [(&str, Persona, Make); 7] = [
    ("draft", Persona::Secretariat, |s| s.meeting(lianxi::meetings::State::Draft)),
    ("collecting", Persona::Lead, |s| s.meeting(lianxi::meetings::State::Collecting)),
    ("announced", Persona::Lead, |s| s.meeting(lianxi::meetings::State::Announced)),
    ("in-session", Persona::Leader, |s| s.session_with_decision()),
    ("held", Persona::Secretariat, |s| s.held()),
    ("countersigning", Persona::Support, |s| s.disagreed()),
    ("issued", Persona::Auditor, |s| s.issued()),
];

#[test]
fn every_page_of_meetings_is_accessible_in_both_languages() {
    let Some(browser) = Driver::start() else { return };
    let app = TestApp::start(TestDb::sqlite());
    let cast = app.cast();
    let world = World::new(&app, &cast);
    let side = &world.ours;
    let mut seen = 0;
    let mut faults = Vec::new();
    // In English, whose words are longer, where it is narrow.
    let views: [(&str, &[(u32, &str)]); 2] = [("zh-CN", &[(1440, "light"), (390, "dark")]), ("en", &[(390, "light")])];
    for (lang, views) in views {
        let mut checks = Checks::new(&format!("meeting-pages-{lang}"));
        side.people.values().for_each(|member| speak(&app, member, lang));
        let mut look = |persona: Option<Persona>, path: &str, name: &str| {
            match persona {
                Some(persona) => browser.log_in(&app.base, &app.browser(&side.people[&persona])),
                None => browser.log_in(&app.base, &app.visitor()),
            }
            browser.open(&format!("{}{path}", app.base));
            checks.views(&browser, name, views);
            seen += 1;
        };
        for row in rows().iter().filter(|row| row.method == "GET" && row.answers == [200] && is_page(row.pattern)) {
            let may = side.people.keys().copied().find(|persona| row.admits(*persona));
            let persona = if row.who == Who::Public { None } else { may };
            let name = row.pattern.trim_start_matches("/w/{slug}/").replace(['/', '{', '}'], "-");
            look(persona, &row.path(side.slug, side), &name);
        }
        for (name, persona, make) in STATES {
            let path = format!("/w/{}/meetings/{}", side.slug, make(side));
            look(Some(persona), &path, &format!("meeting-{name}"));
        }
        faults.append(&mut checks.faults);
    }
    assert!(seen > 90, "only {seen} pages were found");
    drop(browser);
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}
