//! The working calendar's pages, over HTTP: what would move is shown first, then moves with everybody concerned told.

use chrono::NaiveDate;
use diesel::prelude::*;
use lianxi::{
    calendar::DeadlineRule,
    duties::{self, DutyRef, NewDuty, Origin},
    platform::db::Tenant,
    schema::outbox,
    tenancy::{Function, Role, Scope},
};

use crate::support::{
    TestApp,
    app::{Answer, Browser},
};

const PATH: &str = "/w/ours/calendar";
const CHANGE: &str = "/w/ours/calendar/change";

struct Office<'a> {
    app: &'a TestApp,
    clerk: Scope,
    department: i64,
    admin: Browser,
}

impl<'a> Office<'a> {
    fn open(app: &'a TestApp) -> Self {
        let cast = app.cast();
        let workspace = cast.workspace("ours", "甲");
        let clerk = cast.scope(&cast.person(workspace, "周敏", &[Role::Secretariat], &[]));
        let department = cast.department(workspace, "A", "省工商局");
        cast.person(workspace, "陈静", &[Role::Liaison], &[(department, Function::Liaison)]);
        let admin = app.browser(&cast.person(workspace, "管理员", &[Role::Administrator], &[]));
        Self { app, clerk, department, admin }
    }

    /// A duty due so many working days after 2026-11-23.
    fn duty(&self, working_days: u16) -> DutyRef {
        let new = NewDuty {
            title: "专项检查".into(),
            requirement: "抓好落实".into(),
            deliverable: String::new(),
            lead_id: Some(self.department),
            support_ids: Vec::new(),
            rule: Some(DeadlineRule::AfterAssignment { working_days }),
            cadence: None,
            targets: Vec::new(),
            origin: Origin { kind: "manual".into(), id: None, label: String::new() },
        };
        self.app.db().write(Tenant::One(self.clerk.workspace_id()), |c| duties::assign_new(c, &self.clerk, new)).expect("assigned")
    }

    fn due(&self, duty: &DutyRef) -> Option<NaiveDate> {
        let read = self.app.db().read(Tenant::One(self.clerk.workspace_id()), |c| duties::queries::duty(c, &self.clerk, &duty.number));
        read.expect("a duty").0.due_on()
    }

    fn letters(&self) -> i64 {
        let count = self.app.db().read(Tenant::One(self.clerk.workspace_id()), |c| Ok(outbox::table.count().get_result(c)?));
        count.expect("counted")
    }

    fn confirm(&self, preview: &Answer) -> Answer {
        let value = |name: &str| preview.attr(&format!("input[name={name}]"), "value").unwrap_or_default();
        self.admin.post(CHANGE, &[("edits", &value("edits")), ("seen", &value("seen")), ("sure", "yes")])
    }
}

fn day(m: u32, d: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(2026, m, d)
}

const HOLIDAY: [(&str, &str); 4] = [("way", "days"), ("day", "2026-11-25"), ("kind", "holiday"), ("name", "抗洪调休")];

#[test]
fn a_year_shows_its_holidays_with_their_source() {
    TestApp::each(|app| {
        let office = Office::open(app);
        let page = office.admin.get(PATH).expect(200);
        assert!(page.select_text("h1").contains("2026"));
        assert!(page.text().contains("国办发明电〔2025〕7号"));
        let month = page.select_text(".year");
        assert!(month.contains("国庆节 放假") && month.contains("上班"), "{month}");
        let html = page.html();
        let months = scraper::Selector::parse("table.month").expect("a selector");
        assert_eq!(html.select(&months).count(), 12);
        let days = scraper::Selector::parse(".year .day").expect("a selector");
        assert_eq!(html.select(&days).count(), 365);
        let next = office.admin.get(&format!("{PATH}?year=2027")).expect(200);
        assert!(next.select_text(".notice").contains("2027 年的放假安排尚未公布"));
        for rubbish in ["?year=abc", "?year=99999", "?year=-1"] {
            assert!(office.admin.get(&format!("{PATH}{rubbish}")).expect(200).select_text("h1").contains("2026"));
        }
        let english = app.cast().person(office.clerk.workspace_id(), "Ann", &[Role::Auditor], &[]);
        let page = app.browser(&english).get(PATH).expect(200);
        assert!(!page.text().contains('⟦') && !page.text().contains("calendar/change"));
    });
}

#[test]
fn what_would_move_is_shown_then_moves_and_is_told() {
    TestApp::each(|app| {
        let office = Office::open(app);
        let (near, far) = (office.duty(1), office.duty(5));
        assert_eq!((office.due(&near), office.due(&far)), (day(11, 24), day(11, 30)));
        let letters = office.letters();
        let preview = office.admin.post(CHANGE, &HOLIDAY).expect(200);
        let moved = preview.select_text("table.moved");
        assert!(moved.contains("2026-11-30") && moved.contains("2026-12-01") && moved.contains("抗洪调休"), "{moved}");
        assert!(!moved.contains("2026-11-24"), "what does not move is not listed");
        assert_eq!(office.due(&far), day(11, 30), "a preview changes nothing");
        let done = office.confirm(&preview).expect(303);
        assert!(office.admin.get(done.location()).select_text(".flash").contains("1 项"));
        assert_eq!((office.due(&near), office.due(&far)), (day(11, 24), day(12, 1)));
        assert_eq!(office.letters(), letters + 1, "the liaison is told once");
        let page = office.admin.get(PATH).expect(200);
        assert!(page.select_text("#timeline").contains("抗洪调休") && page.select_text(".day.own").contains("抗洪调休"));
        let again = office.admin.post(CHANGE, &HOLIDAY).expect(422);
        assert!(again.select_text(".errors").contains("没有要调整的内容"));
        let back = office.admin.post(CHANGE, &[("way", "remove"), ("day", "2026-11-25")]).expect(200);
        office.confirm(&back).expect(303);
        assert_eq!(office.due(&far), day(11, 30));
    });
}

#[test]
fn a_change_in_between_is_shown_anew() {
    TestApp::each(|app| {
        let office = Office::open(app);
        office.duty(5);
        let mine = office.admin.post(CHANGE, &HOLIDAY).expect(200);
        let other = office.admin.post(CHANGE, &[("way", "days"), ("day", "2026-11-26"), ("kind", "holiday"), ("name", "停工")]).expect(200);
        office.confirm(&other).expect(303);
        let late = office.confirm(&mine).expect(409);
        assert!(late.select_text(".notice").contains("已被他人调整"));
        assert!(late.select_text("table.moved").contains("2026-12-02"), "computed on what holds now");
        office.confirm(&late).expect(303);
    });
}

#[test]
fn days_and_lists_that_are_wrong_are_said_and_kept() {
    TestApp::each(|app| {
        let office = Office::open(app);
        let page = office
            .admin
            .post(CHANGE, &[("way", "days"), ("day", "2026-02-30"), ("until", "x"), ("kind", "party"), ("name", " ")])
            .expect(422);
        let errors = page.select_text(".errors");
        assert!(errors.contains("2027-02-08 的形式") && errors.contains("放假或上班") && errors.contains("请填写名称"), "{errors}");
        let page = office
            .admin
            .post(CHANGE, &[("way", "days"), ("day", "2026-12-05"), ("until", "2026-12-01"), ("kind", "holiday"), ("name", "倒着")])
            .expect(422);
        assert!(page.select_text(".errors").contains("不能早于"));
        assert_eq!(page.attr("#f-name", "value").as_deref(), Some("倒着"));
        let list = "日期,安排,名称\n2027-02-30,放假,春节\n2027-02-08,庆祝,春节\n2027-02-09,休,\n2027-02-10,休,春节\n2027-02-10,班,春节\n";
        let page = office.admin.post(CHANGE, &[("way", "list"), ("list", list)]).expect(422);
        let errors = page.select_text(".errors");
        for said in ["第 2 行", "第 3 行：安排", "第 4 行：缺少名称", "第 6 行：2027-02-10 出现了两次"] {
            assert!(errors.contains(said), "{said}: {errors}");
        }
        assert!(page.select_text("textarea").contains("庆祝"));
        office.admin.post(CHANGE, &[("edits", "rubbish"), ("sure", "yes"), ("seen", "")]).expect(422);
        office.admin.post(CHANGE, &[("way", "remove"), ("day", "2026-12-31")]).expect(422);
    });
}

#[test]
fn a_whole_year_is_pasted_at_once_and_known_from_then_on() {
    TestApp::each(|app| {
        let office = Office::open(app);
        let mut list = String::from("2027-01-01\t放假\t元旦\n");
        for d in 5..=11 {
            list.push_str(&format!("2027-02-{d:02}\t放假\t春节\n"));
        }
        for d in 1..=5 {
            list.push_str(&format!("2027/5/{d}\t休\t劳动节\n"));
        }
        for d in 1..=7 {
            list.push_str(&format!("2027年10月{d}日\t放假\t国庆节\n"));
        }
        let preview = office.admin.post(CHANGE, &[("way", "list"), ("list", &list)]).expect(200);
        office.confirm(&preview).expect(303);
        let page = office.admin.get(&format!("{PATH}?year=2027")).expect(200);
        assert!(!page.text().contains("尚未公布"), "the year counts as entered");
        assert!(page.select_text(".year").contains("春节 放假（本工作区自定）"));
    });
}

#[test]
fn the_administrator_changes_it_and_others_only_look_or_not() {
    TestApp::each(|app| {
        let office = Office::open(app);
        let workspace = office.clerk.workspace_id();
        for (role, looks) in [(Role::Secretariat, 200), (Role::Auditor, 200), (Role::Liaison, 403), (Role::Leader, 403)] {
            let b = app.browser(&app.cast().person(workspace, "某人", &[role], &[]));
            b.get(PATH).expect(looks);
            b.get(CHANGE).expect(403);
            b.post(CHANGE, &HOLIDAY).expect(403);
        }
        let other = app.cast().workspace("theirs", "乙");
        let stranger = app.browser(&app.cast().person(other, "外人", &[Role::Administrator], &[]));
        stranger.get(PATH).expect(404);
        stranger.post(CHANGE, &HOLIDAY).expect(404);
        let theirs = stranger.post("/w/theirs/calendar/change", &HOLIDAY).expect(200);
        let value = |name: &str| theirs.attr(&format!("input[name={name}]"), "value").unwrap_or_default();
        stranger.post("/w/theirs/calendar/change", &[("edits", &value("edits")), ("seen", &value("seen")), ("sure", "yes")]).expect(303);
        assert!(!office.admin.get(PATH).text().contains("抗洪调休"), "each workspace has its own days");
    });
}
