//! Campaigns, and the rows of their routes.

use chrono::NaiveDate;
use lianxi::enforcement::campaign::{
    CAMPAIGN, Campaign, Figures, Rhythm, What,
    actions::{self, CampaignContent, Goal, NewReport, Seen},
};

use super::{
    side::{
        Persona::{self, Secretariat},
        Side,
    },
    table::{OFFICE, READERS, Row, Who, get, post},
};

/// Who reports for a region the lead department's liaison acts for.
const REPORT: &[Persona] = &[Secretariat];

impl Side<'_> {
    fn campaign_content(&self, regions: Vec<i64>) -> CampaignContent {
        CampaignContent {
            name: self.unique("专项行动"),
            purpose: self.text("目的"),
            products: self.text("电线"),
            markets: self.text("市场"),
            first_on: NaiveDate::from_ymd_opt(2026, 11, 2),
            last_on: NaiveDate::from_ymd_opt(2026, 12, 31),
            rhythm: Some(Rhythm::Weekly),
            report_days: Some(3),
            lead_id: Some(self.lead),
            lead_ids: vec![self.support],
            region_ids: regions,
            reason: String::new(),
        }
    }

    /// A fresh draft with one city that has a goal; number, and the city.
    fn campaign_draft(&self) -> (Campaign, i64) {
        let city = self.city();
        let content = self.campaign_content(vec![city]);
        let goals: Vec<Goal> = [What::CasesFiled, What::Inspected].map(|what| Goal { department_id: city, what, goal: 10 }).into();
        let campaign = self.act(Secretariat, |conn, scope| {
            let campaign = actions::create(conn, scope, &content)?;
            let seen = Seen { number: campaign.number, version: campaign.version };
            actions::set_targets(conn, scope, &seen, &goals, "")
        });
        (campaign, city)
    }

    /// A fresh one under way; its city is the last department.
    fn campaign_running(&self) -> Campaign {
        let (draft, city) = self.campaign_draft();
        self.last_department.set(city);
        let seen = Seen { number: draft.number, version: draft.version };
        self.act(Secretariat, |conn, scope| actions::start(conn, scope, &seen))
    }

    /// One under way that has a report and a linked case.
    fn campaign_reported(&self) -> String {
        let campaign = self.campaign_running();
        let new = NewReport {
            first_on: NaiveDate::from_ymd_opt(2026, 11, 2),
            figures: Figures { inspected: 3, value: 500, reopened: 1 },
            note: self.text("进展"),
            version: 0,
        };
        let city = self.last_department.get();
        self.act(Secretariat, |conn, scope| actions::report(conn, scope, &campaign.number, city, &new));
        let case = self.open_case();
        let link = |conn: &mut _, scope: &_| lianxi::enforcement::actions::cases::link(conn, scope, &case, CAMPAIGN, campaign.id);
        self.act(Secretariat, link);
        campaign.number
    }

    pub(super) fn fill_campaigns(&self) {
        self.campaign_reported();
        self.campaign_draft();
    }
}

pub(super) fn rows() -> Vec<Row> {
    let (office, readers, report) = (Who::Members(OFFICE), Who::Members(READERS), Who::Members(REPORT));
    let draft = |s: &Side<'_>| s.campaign_draft().0.number;
    let running = |s: &Side<'_>| s.campaign_running().number;
    let reported = |s: &Side<'_>| s.campaign_reported();
    let city = |s: &Side<'_>| s.last_department.get().to_string();
    let content = |row: Row| {
        row.made("name", |s| s.unique("专项行动"))
            .made("purpose", |s| s.text("目的"))
            .text("first_on", "2026-11-02")
            .text("last_on", "2026-12-31")
            .text("rhythm", "weekly")
            .text("report_days", "3")
            .object("lead", |s| s.lead.to_string())
            .object("leads", |s| s.support.to_string())
            .object("regions", |s| s.city().to_string())
    };
    vec![
        get("/w/{slug}/campaigns", readers),
        get("/w/{slug}/campaigns.xlsx", readers),
        get("/w/{slug}/campaigns/new", office),
        content(post("/w/{slug}/campaigns/new", office)),
        get("/w/{slug}/campaigns/{number}", readers).part("number", reported),
        get("/w/{slug}/campaigns/{number}/regions.xlsx", readers).part("number", reported),
        get("/w/{slug}/campaigns/{number}/edit", office).part("number", draft),
        content(post("/w/{slug}/campaigns/{number}/edit", office).part("number", draft)).text("version", "2"),
        get("/w/{slug}/campaigns/{number}/regions", office).part("number", draft),
        post("/w/{slug}/campaigns/{number}/regions", office).part("number", draft).text("version", "2"),
        get("/w/{slug}/campaigns/{number}/start", office).part("number", draft),
        post("/w/{slug}/campaigns/{number}/start", office).part("number", draft).text("version", "2"),
        get("/w/{slug}/campaigns/{number}/close", office).part("number", running),
        // Neither past its deadline nor reached.
        post("/w/{slug}/campaigns/{number}/close", office).part("number", running).text("version", "3").answers(&[409]),
        get("/w/{slug}/campaigns/{number}/cancel", office).part("number", running),
        post("/w/{slug}/campaigns/{number}/cancel", office).part("number", running).text("version", "3").made("reason", |s| s.text("理由")),
        get("/w/{slug}/campaigns/{number}/regions/{id}", readers).part("number", reported).part("id", city),
        get("/w/{slug}/campaigns/{number}/regions/{id}/report", report).part("number", running).part("id", city),
        post("/w/{slug}/campaigns/{number}/regions/{id}/report", report)
            .part("number", running)
            .part("id", city)
            .text("period", "2026-11-09")
            .text("inspected", "5")
            .text("version", "0"),
    ]
}
