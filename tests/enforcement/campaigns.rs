//! Campaigns by the actions: what counts, who reports, who is told, and what a missed deadline leads to.

use chrono::NaiveDate;
use lianxi::{
    accountability::{self, Cause, Matter, State, SubjectKind, sweep},
    duties::Light,
    enforcement::{
        actions::cases::{self, CaseContent},
        campaign::{
            CAMPAIGN, Campaign, CampaignState, Figures, RegionStanding, Rhythm, Standing, What,
            actions::{self, CampaignContent, Goal, NewReport, Seen},
            queries,
        },
        queries::cases::{CaseFilter, CaseOrder, CasePage, list},
    },
    platform::{
        db::{Conn, Db},
        error::{Error, Result},
    },
    tenancy::{Function, Role, Scope},
};

use super::{
    cases::{Docket, key, seen},
    stage::wrong,
};
use crate::support::{cast::Member, each_database};

pub fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, month, day).expect("a day")
}

/// The docket with a county of 南京市, and liaisons of both cities.
pub struct Field<'a> {
    pub d: Docket<'a>,
    pub county: i64,
    pub he: Member,
    pub shen: Member,
}

impl<'a> Field<'a> {
    pub fn new(db: &'a Db) -> Self {
        let d = Docket::new(db);
        let cast = &d.stage.cast;
        let county = cast.department(d.stage.workspace, "JN", "江宁县人民政府");
        let sql = format!("UPDATE departments SET kind = 'local_government', parent_id = {} WHERE id = {county}", d.stage.cities[0]);
        let tenant = lianxi::platform::db::Tenant::One(d.stage.workspace);
        db.write(tenant, |conn| Ok(diesel::RunQueryDsl::execute(diesel::sql_query(sql), conn)?)).expect("a county");
        let of = |name: &str, city: i64| cast.person(d.stage.workspace, name, &[Role::Liaison], &[(city, Function::Liaison)]);
        let (he, shen) = (of("何平", d.stage.cities[0]), of("沈怡", d.stage.cities[1]));
        Self { county, he, shen, d }
    }

    pub fn content(&self) -> CampaignContent {
        CampaignContent {
            name: "电线电缆专项整治".into(),
            first_on: Some(day(11, 23)),
            last_on: Some(day(12, 11)),
            rhythm: Some(Rhythm::Weekly),
            report_days: Some(3),
            lead_id: Some(self.d.stage.bureau),
            lead_ids: vec![self.d.other],
            region_ids: self.d.stage.cities.to_vec(),
            ..CampaignContent::default()
        }
    }

    pub fn office<T>(&self, work: impl FnOnce(&mut Conn, &Scope) -> Result<T>) -> Result<T> {
        self.d.stage.write(&self.d.stage.office(), work)
    }

    /// Under way: two cases filed and 100 inspected are asked of each city.
    pub fn running(&self) -> Campaign {
        self.running_as(&self.content())
    }

    pub fn running_as(&self, content: &CampaignContent) -> Campaign {
        let of_each =
            |id: &i64| [(What::CasesFiled, 2), (What::Inspected, 100)].map(|(what, goal)| Goal { department_id: *id, what, goal });
        let goals: Vec<Goal> = content.region_ids.iter().flat_map(of_each).collect();
        let done = self.office(|conn, scope| {
            let draft = actions::create(conn, scope, content)?;
            let draft = actions::set_targets(conn, scope, &of(&draft), &goals, "")?;
            actions::start(conn, scope, &of(&draft))
        });
        done.expect("started")
    }

    pub fn on(&self, member: &Member, on: NaiveDate) -> Scope {
        self.d.stage.cast.scope_on(member, on)
    }

    pub fn report(&self, who: &Scope, campaign: &Campaign, city: usize, first: NaiveDate, inspected: i64) -> Result<()> {
        let new =
            NewReport { first_on: Some(first), figures: Figures { inspected, ..Figures::default() }, note: String::new(), version: 0 };
        let id = self.d.stage.cities[city];
        self.d.stage.write(who, |conn, scope| actions::report(conn, scope, &campaign.number, id, &new)).map(drop)
    }

    /// A case of this place that counts for the campaign, filed on a day.
    pub fn filed(&self, campaign: &Campaign, place: i64, on: NaiveDate) -> String {
        let (d, chen) = (&self.d, self.on(&self.d.stage.liaison, on));
        let content = CaseContent { region_id: Some(place), campaign_id: Some(campaign.id), ..d.content(&format!("{on} {place}")) };
        let case = d.try_register(&chen, &content).expect("registered");
        d.stage.write(&chen, |conn, scope| cases::file(conn, scope, &seen(&case), "")).expect("filed").number
    }

    pub fn standing(&self, campaign: &Campaign, on: NaiveDate) -> Standing {
        let office = self.on(&self.d.stage.zhou, on);
        let load = |conn: &mut Conn, scope: &Scope| {
            let campaign = queries::by_number(conn, scope, &campaign.number)?;
            queries::standing(conn, scope, campaign)
        };
        self.d.stage.read(&office, load).expect("a standing")
    }

    pub fn swept(&self, on: NaiveDate) -> usize {
        sweep(self.d.stage.cast.db, &self.d.stage.cast.system_on(self.d.stage.workspace, on)).expect("a sweep").raised
    }

    pub fn matters(&self) -> Vec<Matter> {
        use accountability::queries::{Order, Tab, Which, list};
        let load = |conn: &mut Conn, scope: &Scope| list(conn, scope, &Which::default(), Tab::All, (Order::Age, true), 100, 0);
        self.d.stage.read(&self.d.stage.office(), load).expect("matters")
    }
}

pub fn of(campaign: &Campaign) -> Seen {
    Seen { number: campaign.number.clone(), version: campaign.version }
}

pub fn done(region: &RegionStanding, what: What) -> i64 {
    region.target(what).expect("a target").done
}

#[test]
fn one_city_reaches_its_targets_and_the_one_that_does_not_is_proposed_once_with_frozen_figures() {
    each_database(|t| {
        let f = Field::new(&t.db);
        let campaign = f.running();
        let told: Vec<(String, String)> = f.d.stage.cast.mails(f.d.stage.workspace);
        // The regions, and the bodies that lead it.
        let all = ["何平", "沈怡", "陈静", "丁洁"].map(|who| ("campaign-started".to_owned(), who.to_owned()));
        assert_eq!(told, all);
        let [nanjing, wuxi] = f.d.stage.cities;
        // A case of the county counts for the city above it.
        f.filed(&campaign, nanjing, day(11, 24));
        f.filed(&campaign, f.county, day(12, 1));
        f.filed(&campaign, wuxi, day(12, 1));
        for (first, inspected) in [(day(11, 23), 60), (day(11, 30), 50)] {
            f.report(&f.on(&f.he, day(12, 7)), &campaign, 0, first, inspected).expect("reported");
        }
        f.report(&f.on(&f.shen, day(12, 7)), &campaign, 1, day(11, 23), 40).expect("reported");
        let now = f.standing(&campaign, day(12, 7));
        assert_eq!((now.regions[0].light, now.regions[1].light), (Light::Grey, Light::Yellow));
        assert_eq!((now.regions[0].rank, now.regions[1].rank), (Some(1), Some(2)));
        assert_eq!((done(&now.regions[0], What::CasesFiled), done(&now.regions[1], What::Inspected)), (2, 40));
        // The fifth working day after the deadline is 18 December: not beyond it yet.
        assert_eq!(f.swept(day(12, 18)), 0);
        assert_eq!(f.swept(day(12, 21)), 1);
        let found = f.matters();
        let matter = &found[0];
        assert_eq!((matter.cause, matter.state, matter.subject.kind), (Cause::CampaignMissed, State::Proposed, SubjectKind::Post));
        assert_eq!((matter.subject.department_id, matter.subject.name.as_str()), (wuxi, "主要负责人"));
        assert_eq!(matter.basis, "苏政发〔2000〕84号第二十二条");
        let said = |m: &Matter| m.facts.lines.iter().map(|l| (l.key.clone(), l.value.clone())).collect::<Vec<_>>();
        let before = said(matter);
        for line in [
            ("campaign-missed", "立案 1 件，目标 2 件"),
            ("campaign-missed", "检查 40 家，目标 100 家"),
            ("campaign-reports", "应报 3 期，已报 1 期"),
            ("campaign-cases", "立案 1 件，结案 0 件"),
        ] {
            assert!(before.contains(&(line.0.into(), line.1.into())), "{line:?} in {before:?}");
        }
        assert!(matter.facts.lines.iter().any(|l| l.path == Some(format!("/campaigns/{}/regions/{wuxi}", campaign.number))));
        // What is reported too late changes nothing of it, and it is not raised again.
        f.report(&f.on(&f.shen, day(12, 22)), &campaign, 1, day(11, 30), 10).expect("late");
        assert_eq!(f.swept(day(12, 23)), 0);
        assert_eq!(said(&f.matters()[0]), before);
    });
}

#[test]
fn a_campaign_that_is_cancelled_raises_nothing_and_an_edition_of_ones_own_rules() {
    each_database(|t| {
        let f = Field::new(&t.db);
        let campaign = f.running();
        let cancel = |reason: &'static str| f.office(|conn, scope| actions::cancel(conn, scope, &of(&campaign), reason));
        assert_eq!(wrong(cancel(" ")), [("reason".into(), "field-required")]);
        assert_eq!(cancel("并入全国统一行动").expect("cancelled").state, CampaignState::Cancelled);
        assert_eq!(f.swept(day(12, 21)), 0);
        // A workspace whose own edition does not look for it goes by that.
        f.running();
        let mut rules = accountability::Rules::shipped();
        rules.rules.iter_mut().filter(|r| r.cause == Cause::CampaignMissed).for_each(|r| r.on = false);
        f.office(|conn, scope| accountability::actions::write_rules(conn, scope, 1, &rules, "由会议研究")).expect("written");
        assert_eq!(f.swept(day(12, 21)), 0);
        rules.rules.iter_mut().filter(|r| r.cause == Cause::CampaignMissed).for_each(|r| (r.on, r.after) = (true, 0));
        f.office(|conn, scope| accountability::actions::write_rules(conn, scope, 2, &rules, "恢复")).expect("written");
        assert_eq!(f.swept(day(12, 11)), 0, "the deadline itself is not past");
        assert_eq!(f.swept(day(12, 16)), 0, "the last report is due today");
        assert_eq!(f.swept(day(12, 17)), 2, "both cities");
    });
}

#[test]
fn only_what_was_filed_or_closed_within_the_days_counts_and_the_register_shows_exactly_that() {
    each_database(|t| {
        let f = Field::new(&t.db);
        let (d, [nanjing, wuxi]) = (&f.d, f.d.stage.cities);
        let content = CampaignContent { region_ids: vec![nanjing, f.county], ..f.content() };
        let campaign = f.running_as(&content);
        let inside = [f.filed(&campaign, nanjing, day(11, 23)), f.filed(&campaign, nanjing, day(12, 11))];
        let of_county = f.filed(&campaign, f.county, day(12, 1));
        f.filed(&campaign, nanjing, day(12, 12));
        f.filed(&campaign, wuxi, day(12, 1));
        // Registered and linked, never filed.
        let chen = f.on(&d.stage.liaison, day(12, 2));
        let idle = CaseContent { campaign_id: Some(campaign.id), ..d.content("未立案") };
        let idle = d.try_register(&chen, &idle).expect("registered");
        d.stage.write(&chen, |conn, scope| cases::not_file(conn, scope, &seen(&idle), "轻微")).expect("closed");
        let now = f.standing(&campaign, day(12, 13));
        let tally = |s: &Standing, id: i64| {
            let region = s.regions.iter().find(|r| r.known.region.department_id == id).expect("a region");
            (region.known.filed, region.known.closed)
        };
        assert_eq!((tally(&now, nanjing), tally(&now, f.county)), ((2, 0), (1, 0)), "the county is a region of its own");
        assert_eq!(now.elsewhere, 1);
        let office = d.stage.office();
        let listed = |region: i64, counted| {
            let filter = CaseFilter { campaign: Some(campaign.number.clone()), region_id: Some(region), counted, ..CaseFilter::default() };
            let page = CasePage { tab: None, order: CaseOrder::Age, descending: true, limit: 50, offset: 0 };
            let found = d.stage.read(&office, |conn, scope| list(conn, scope, &filter, page)).expect("cases");
            found.into_iter().map(|c| c.number).collect::<Vec<_>>()
        };
        use lianxi::enforcement::campaign::Counted;
        assert_eq!(listed(nanjing, Some(Counted::Filed)), inside);
        assert_eq!(listed(f.county, Some(Counted::Filed)), [of_county]);
        assert_eq!((listed(nanjing, None).len(), listed(nanjing, Some(Counted::Closed)).len()), (4, 0), "what is closed is in it too");
        // Taken off, it counts no more; a campaign that is not under way takes none.
        d.stage.write(&chen, |conn, scope| cases::unlink(conn, scope, &inside[0], CAMPAIGN, campaign.id)).expect("unlinked");
        assert_eq!(tally(&f.standing(&campaign, day(12, 13)), nanjing), (1, 0));
        f.office(|conn, scope| actions::cancel(conn, scope, &of(&campaign), "停止")).expect("cancelled");
        assert_eq!(
            key(d.stage.write(&chen, |conn, scope| cases::link(conn, scope, &inside[0], CAMPAIGN, campaign.id))),
            "campaign-not-running"
        );
        let late = CaseContent { campaign_id: Some(campaign.id), ..d.content("来迟") };
        assert_eq!(key(d.try_register(&chen, &late)), "campaign-not-running");
        let none = CaseContent { campaign_id: Some(-1), ..d.content("没有") };
        assert_eq!(wrong(d.try_register(&chen, &none)), [("campaign".into(), "campaign-not-running")]);
    });
}

#[test]
fn reports_are_taken_of_ones_own_region_once_and_corrected_with_what_was_seen() {
    each_database(|t| {
        let f = Field::new(&t.db);
        let campaign = f.running();
        let (he, chen) = (f.on(&f.he, day(11, 30)), f.on(&f.d.stage.liaison, day(11, 30)));
        assert_eq!(key(f.report(&he, &campaign, 1, day(11, 23), 1)), "campaign-report-forbidden");
        assert_eq!(key(f.report(&chen, &campaign, 0, day(11, 23), 1)), "campaign-report-forbidden", "a lead does not report");
        assert_eq!(wrong(f.report(&he, &campaign, 0, day(12, 7), 1)), [("period".into(), "campaign-period-future")]);
        assert_eq!(wrong(f.report(&he, &campaign, 0, day(11, 24), 1)), [("period".into(), "campaign-period-unknown")]);
        assert_eq!(wrong(f.report(&he, &campaign, 0, day(11, 23), -1)), [("inspected".into(), "campaign-figure-wrong")]);
        assert_eq!(wrong(f.report(&he, &campaign, 0, day(11, 23), i64::MAX)), [("inspected".into(), "campaign-figure-wrong")]);
        f.report(&he, &campaign, 0, day(11, 23), 30).expect("reported");
        // Once the report was due, figures that others have read are not changed without a word why.
        let late = f.on(&f.he, day(12, 10));
        let correct = |note: &str, inspected| {
            let figures = Figures { inspected, ..Figures::default() };
            let new = NewReport { first_on: Some(day(11, 23)), figures, note: note.into(), version: 1 };
            let id = f.d.stage.cities[0];
            f.d.stage.write(&late, |conn, scope| actions::report(conn, scope, &campaign.number, id, &new))
        };
        assert_eq!(wrong(correct("", 40)), [("note".into(), "campaign-correct-why")]);
        // Somebody else saw none yet.
        assert!(matches!(f.report(&f.on(&f.d.stage.zhou, day(11, 30)), &campaign, 0, day(11, 23), 31), Err(Error::Conflict)));
        let new = NewReport {
            first_on: Some(day(11, 23)),
            figures: Figures { inspected: 33, ..Figures::default() },
            note: "更正".into(),
            version: 1,
        };
        let id = f.d.stage.cities[0];
        let report = f.office(|conn, scope| actions::report(conn, scope, &campaign.number, id, &new)).expect("corrected");
        assert!(report.by_office && report.version == 2);
        let region = f.standing(&campaign, day(11, 30)).regions.swap_remove(0);
        assert_eq!((done(&region, What::Inspected), region.owed.len()), (33, 0));
        let events =
            f.d.stage.read(&f.d.stage.office(), |conn, scope| queries::region_events(conn, scope, region.known.region.id, None, 9));
        let events = events.expect("events");
        assert_eq!(events.iter().map(|e| e.action.as_str()).collect::<Vec<_>>(), ["correct_office", "report"]);
        assert!(events[0].data.contains("\"was_inspected\":30"), "{}", events[0].data);
        // Past its deadline it can be closed, and then nothing is taken any more.
        assert_eq!(key(f.office(|conn, scope| actions::close(conn, scope, &of(&campaign), ""))), "campaign-close-early");
        let after = f.on(&f.d.stage.zhou, day(12, 17));
        f.d.stage.write(&after, |conn, scope| actions::close(conn, scope, &of(&campaign), "总结上报")).expect("closed");
        assert_eq!(key(f.report(&f.on(&f.he, day(12, 18)), &campaign, 0, day(11, 30), 5)), "campaign-refused-over");
    });
}

#[test]
fn silence_is_told_once_by_region_and_period() {
    each_database(|t| {
        let f = Field::new(&t.db);
        let campaign = f.running();
        let look = |on: NaiveDate| {
            let system = f.d.stage.cast.system_on(f.d.stage.workspace, on);
            lianxi::enforcement::jobs::look(&t.db, &system).expect("looked").1
        };
        f.report(&f.on(&f.he, day(11, 30)), &campaign, 0, day(11, 23), 30).expect("reported");
        // The report of the week to 29 November is due on 2 December.
        assert_eq!(look(day(12, 2)), 0);
        assert_eq!(look(day(12, 3)), 1, "Wuxi is silent");
        assert_eq!((look(day(12, 3)), look(day(12, 7))), (0, 0));
        assert_eq!(look(day(12, 10)), 2, "both for the second week");
        let told: Vec<String> =
            f.d.stage.cast.mails(f.d.stage.workspace).into_iter().filter(|(c, _)| c == "campaign-silent").map(|(_, to)| to).collect();
        assert_eq!(told, ["沈怡", "何平", "沈怡"]);
    });
}

#[test]
fn regions_and_leading_bodies_are_told_of_start_goals_and_end() {
    each_database(|t| {
        let f = Field::new(&t.db);
        let cause = |cause: &str| {
            let mut to: Vec<String> =
                f.d.stage.cast.mails(f.d.stage.workspace).into_iter().filter(|(c, _)| c == cause).map(|(_, to)| to).collect();
            to.sort();
            to
        };
        let campaign = f.running();
        // 陈静 and 丁洁 are liaisons of the bodies that lead it.
        let mut everybody = vec!["丁洁", "何平", "沈怡", "陈静"];
        everybody.sort_unstable();
        assert_eq!(cause("campaign-started"), everybody);
        // Of changed goals only the region is told whose they are, and who leads.
        let goals: Vec<Goal> = [(0, 2), (1, 5)]
            .map(|(city, goal)| [(What::CasesFiled, goal), (What::Inspected, 100)].map(|(what, goal)| (city, what, goal)))
            .concat()
            .into_iter()
            .map(|(city, what, goal)| Goal { department_id: f.d.stage.cities[city], what, goal })
            .collect();
        let set = |seen: &Campaign| f.office(|conn, scope| actions::set_targets(conn, scope, &of(seen), &goals, "任务调整"));
        let changed = set(&campaign).expect("set");
        let mut told = vec!["丁洁", "沈怡", "陈静"];
        told.sort_unstable();
        assert_eq!(cause("campaign-targets"), told);
        let same = set(&changed).expect("the same");
        assert_eq!(cause("campaign-targets").len(), told.len(), "nothing changed");
        f.office(|conn, scope| actions::cancel(conn, scope, &of(&same), "另行部署")).expect("cancelled");
        assert_eq!(cause("campaign-cancelled"), everybody);
        // Of one that never started nobody hears.
        let draft = f.office(|conn, scope| actions::create(conn, scope, &f.content())).expect("a draft");
        f.office(|conn, scope| actions::cancel(conn, scope, &of(&draft), "不办了")).expect("cancelled");
        assert_eq!(cause("campaign-cancelled"), everybody);
    });
}
