//! From the register of cases to the check of a party, as people go: each page looked at wide and narrow, light and dark, in both
//! languages, and what only a browser shows.

mod hands;
mod matter;
mod referral;
mod samplings;

use super::{driver::Driver, session::value};
use crate::{
    enforcement::campaigns::{Field, day},
    support::{TestApp, TestDb, cast::Member},
};

/// In English, whose words are longer, light where it is narrow; so each is seen in both schemes.
const VIEWS: [(&str, &[(u32, &str)]); 2] =
    [("zh-CN", &[(1440, "light"), (390, "dark")]), ("en", &[(390, "light"), (1280, "dark"), (1440, "dark")])];

#[test]
fn people_go_from_the_register_of_cases_to_the_check_of_a_party() {
    play(|s| s.tell());
}

/// Plays a story on every database.
fn play(tell: impl Fn(&mut Story<'_>)) {
    let Some(browser) = Driver::start() else { return };
    let mut faults = Vec::new();
    for db in TestDb::all() {
        let app = TestApp::start(db);
        let test_db = app.test_db.db.clone();
        let field = Field::new(&test_db);
        let mut story = Story { app: &app, f: &field, browser: &browser, stops: Vec::new(), sits: None };
        tell(&mut story);
        faults.extend(story.stops.concat());
    }
    drop(browser);
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

struct Story<'a> {
    app: &'a TestApp,
    f: &'a Field<'a>,
    browser: &'a Driver,
    /// What was wrong with each page somebody stopped at.
    stops: Vec<Vec<String>>,
    /// Nobody, where a link is all the proof there is.
    sits: Option<Member>,
}

const PARTY: &str = "南京金陵饮料有限公司";

impl Story<'_> {
    fn tell(&mut self) {
        let campaign = self.f.running();
        self.f.filed(&campaign, self.f.d.stage.cities[0], day(11, 23));
        self.f.filed(&campaign, self.f.county, day(11, 23));
        self.impose();
        self.app.clock.advance(chrono::Duration::days(8));
        self.report(&campaign.number);
        // The campaign's last day is over by then: the rules propose a matter against each city that missed its targets.
        self.app.clock.advance(chrono::Duration::days(22));
        self.app.work();
        self.count_cases();
        self.raise();
        self.ask();
    }

    /// The register, a case of it, a measure: refused first, then imposed.
    fn impose(&mut self) {
        self.sit(&self.f.d.stage.liaison.clone());
        self.open("/w/ours/cases?tab=all");
        self.stop("register", None);
        self.browser.click("table.rows .t a");
        let case = self.here();
        self.stop("case-filed", None);
        self.browser.click("main a[href$='/measures/new']");
        // What the kind of case usually asks for stands there already.
        self.refused("measure-refused", &[("legal_basis", ""), ("days", "-1")]);
        let typed = [("kind", "rectify"), ("legal_basis", "产品质量法第十七条"), ("days", "10"), ("conditions", "查明原因，限期整改")];
        self.fill(&typed);
        self.send();
        assert_eq!(self.here(), case, "back at the case");
        assert!(self.text().contains("限期整改"), "{}", self.text());
        self.stop("case-measure", None);
    }

    /// The city's liaison, with a telephone.
    fn report(&mut self, number: &str) {
        self.sit(&self.f.he.clone());
        self.browser.size(390, 844);
        self.open(&format!("/w/ours/campaigns/{number}"));
        self.fits();
        self.stop("campaign", None);
        self.browser.click("main .head a[href$='/report'], main a[href$='/report']");
        self.fits();
        self.refused("campaign-report-refused", &[]);
        self.fits();
        self.fill(&[("inspected", "40"), ("value", "12000")]);
        self.send();
        self.fits();
        assert!(self.text().contains("12,000"), "{}", self.text());
        self.stop("campaign-region", None);
        self.browser.size(1440, 900);
    }

    fn count_cases(&mut self) {
        self.sit(&self.f.d.stage.zhou.clone());
        self.open("/w/ours/cases");
        self.browser.click("main a[href$='/cases/board']");
        self.stop("case-board", None);
        let numbers = self.numbers_are_lists();
        assert!(numbers >= 4, "{numbers}: {}", self.text());
        self.browser.click("nav.tabs a:not([aria-current])");
        self.stop("case-board-regions", None);
        let numbers = self.numbers_are_lists();
        assert!(numbers >= 6, "{numbers}: {}", self.text());
    }

    /// A matter against a city, taken up, and how many there are.
    fn raise(&mut self) {
        self.open("/w/ours/matters/new");
        self.refused("matter-refused", &[("cause", "misconduct")]);
        let city = self.f.d.stage.cities[0].to_string();
        self.fill(&[
            ("title", "百日打假行动未完成目标"),
            ("on", "2026-11-02"),
            ("subject", "local_government"),
            ("department", &city),
            ("facts", "应查处 120 件，实际 41 件"),
        ]);
        self.send();
        let matter = self.here();
        self.stop("matter-proposed", None);
        self.browser.click("main a[href$='/accept']");
        self.send();
        assert_eq!(self.here(), matter);
        self.stop("matter-under-review", None);
        self.open("/w/ours/matters");
        self.browser.click("main a[href$='/matters/board']");
        self.stop("matters-board", None);
        let numbers = self.numbers_are_lists();
        assert!(numbers >= 6, "{numbers}: {}", self.text());
    }

    /// May the firm get an award?
    fn ask(&mut self) {
        self.open("/w/ours/check");
        self.stop("check", None);
        self.refused("check-refused", &[]);
        let asked: &[_] = &[("q", PARTY), ("for", "award")];
        self.fill(asked);
        self.send();
        assert!(value(self.browser, "#answer").contains("可以"), "{}", self.text());
        self.stop("check-answer", Some(asked));
    }
}
