//! A receiver silent far beyond its day is proposed a matter for, once, whoever sweeps; nobody who is not concerned can tell.

use std::{sync::Barrier, thread};

use chrono::NaiveDate;
use lianxi::{
    accountability::{
        self, Cause, Matter, Part, SubjectKind,
        actions::{self, Seen},
        queries::{self, Order, Tab, Which},
    },
    digests::{self, Kind},
    enforcement::hand_over::HandOverAction,
    tenancy::{Function, Role},
};

use super::cases::Docket;
use crate::support::{TestApp, cast::Member, each_database};

fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, month, day).expect("a day")
}

impl Docket<'_> {
    fn matters(&self) -> Vec<Matter> {
        let list = |conn: &mut _, scope: &_| queries::list(conn, scope, &Which::default(), Tab::All, (Order::Age, true), 50, 0);
        self.stage.read(&self.stage.office(), list).expect("matters")
    }

    fn sweep_on(&self, on: NaiveDate) -> usize {
        let system = self.stage.cast.system_on(self.stage.workspace, on);
        accountability::sweep(self.stage.cast.db, &system).expect("a sweep").raised
    }
}

#[test]
fn a_silent_receiver_is_proposed_a_matter_for_once_a_day_missed() {
    each_database(|t| {
        let d = Docket::new(&t.db);
        let (chen, ding) = (d.chen(), d.stage.cast.scope(&d.ding));
        let case = d.on_file("举报人线索的饮料");
        let sent = d.hand(&case, &chen, d.other);
        assert_eq!(sent.receipt_due_on, day(11, 30));
        // One to a body outside is nobody's here; one that was answered owes nothing.
        let answered = d.hand(&d.on_file("已签收的饮料"), &chen, d.other);
        d.say(&ding, &answered, HandOverAction::Reject);
        // The tenth working day after is 14 December.
        assert_eq!(d.sweep_on(day(12, 14)), 0);
        let (start, system) = (Barrier::new(2), d.stage.cast.system_on(d.stage.workspace, day(12, 15)));
        thread::scope(|threads| {
            for _ in 0..2 {
                threads.spawn(|| {
                    start.wait();
                    accountability::sweep(&t.db, &system).expect("a sweep");
                });
            }
        });
        let [matter] = &*d.matters() else { panic!("one: {:#?}", d.matters()) };
        assert_eq!(
            (matter.cause, matter.subject.kind, matter.subject.department_id),
            (Cause::HandOverSilent, SubjectKind::Department, d.other)
        );
        assert_eq!(matter.fact_key, format!("hand_over_silent:{}:receipt:2026-11-30", sent.id));
        assert_eq!(matter.basis, "苏政发〔2000〕84号第二十三条");
        let of = |key: &str| matter.facts.lines.iter().find(|l| l.key == key).map(|l| l.value.clone()).unwrap_or_default();
        assert_eq!(
            [of("from"), of("to"), of("sent"), of("receipt"), of("over")],
            ["省质监局", "省工商局", "2026-11-23", "2026-11-30", "11"]
        );
        let path = |key: &str| matter.facts.lines.iter().find(|l| l.key == key).and_then(|l| l.path.clone()).unwrap_or_default();
        assert_eq!([path("case"), path("hand-over")], [format!("/cases/{}", case.number), format!("/hand-overs/{}", sent.number)]);
        // Nothing of what the case is about, which may point to who reported it.
        assert!(!format!("{matter:?}").contains("线索"), "{matter:#?}");
        // Received later it raises nothing again; its result, missed too, is another fact.
        let received = d.say(&ding, &sent, HandOverAction::Receive);
        assert_eq!((d.sweep_on(day(12, 16)), received.result_due_on), (0, Some(day(12, 7))));
        assert_eq!(d.sweep_on(day(12, 22)), 1);
        let second = d.matters().pop().expect("raised");
        assert_eq!(second.fact_key, format!("hand_over_silent:{}:result:2026-12-07", sent.id));
        assert!(second.facts.lines.iter().any(|l| l.key == "received"), "{:#?}", second.facts);
        // Reported: nothing is owed.
        d.say(&ding, &received, HandOverAction::Report);
        assert_eq!((d.sweep_on(day(12, 30)), d.matters().len()), (0, 2));
    });
}

/// What a member reads on the first page and in a digest.
fn told(app: &TestApp, who: &Member, kind: Kind) -> (String, String) {
    let home = app.browser(who).get("/w/ours").expect(200).select_text("body");
    let digest = digests::cli_preview(&app.site, "ours", &who.email, Some(kind), "text").expect("a digest");
    (home, String::from_utf8(digest).expect("text"))
}

#[test]
fn nobody_who_is_not_concerned_can_tell_a_matter_from_none() {
    TestApp::each(|app| {
        let d = Docket::new(app.db());
        let (workspace, other) = (d.stage.workspace, d.other);
        let person = |name: &str, role, functions: &[(i64, Function)]| d.stage.cast.person(workspace, name, &[role], functions);
        let chief = person("工商局长", Role::Leader, &[(other, Function::Leader)]);
        let decider = person("分管副省长", Role::Leader, &[]);
        let handler = person("纪检员", Role::Liaison, &[(d.stage.cities[0], Function::Liaison)]);
        d.hand(&d.on_file("假冒饮料"), &d.chen(), other);
        app.clock.advance(chrono::Duration::days(25));
        let others = [(&d.stage.leader, Kind::Leader), (&d.stage.liaison, Kind::Liaison), (&d.ding, Kind::Liaison), (&chief, Kind::Leader)];
        let all = || others.iter().map(|(who, kind)| told(app, who, *kind)).collect::<Vec<_>>();
        let (before, named_before) = (all(), told(app, &decider, Kind::Leader));
        assert!(before[0].1.contains("移送无回音"), "{}", before[0].1);
        let today = app.clock.now().date();
        assert_eq!(d.sweep_on(today), 1);
        let number = d.matters()[0].number.clone();
        let seen = Seen::any(&*number);
        let office = d.stage.cast.scope_on(&d.stage.zhou, today);
        let act = |work: &dyn Fn(&mut lianxi::platform::db::Conn, &lianxi::tenancy::Scope) -> lianxi::platform::error::Result<()>| {
            d.stage.write(&office, work).expect("done");
        };
        act(&|conn, scope| actions::accept(conn, scope, &seen, "").map(drop));
        act(&|conn, scope| actions::appoint(conn, scope, &seen, handler.membership_id, Part::Handler).map(drop));
        act(&|conn, scope| actions::appoint(conn, scope, &seen, decider.membership_id, Part::Decider).map(drop));
        let clear = d.stage.cast.scope_on(&handler, today);
        d.stage.write(&clear, |conn, scope| actions::declare(conn, scope, &seen, false, "")).expect("declared");
        let clear = d.stage.cast.scope_on(&decider, today);
        d.stage.write(&clear, |conn, scope| actions::declare(conn, scope, &seen, false, "")).expect("declared");
        // The subject has not been told: it is the last to know.
        assert_eq!(all(), before);
        act(&|conn, scope| actions::notify(conn, scope, &seen).map(drop));
        let after = all();
        assert_eq!(after[..2], before[..2], "a leader and a colleague without a part in it");
        assert_ne!(after[2].0, before[2].0, "the subject has something to answer");
        assert!(!after[2].1.contains("问责"), "and is written to about it apart");
        // Whoever is to decide is told when it can be decided.
        assert_eq!(told(app, &decider, Kind::Leader).1, named_before.1, "the subject may still reply");
        let of_subject = d.stage.cast.scope_on(&chief, today);
        d.stage.write(&of_subject, |conn, scope| actions::reply(conn, scope, &seen, "已经查收").map(drop)).expect("replied");
        let named = told(app, &decider, Kind::Leader);
        assert!(named.1.contains(&number) && named.1 != named_before.1, "{}", named.1);
        for (who, _) in &others[..2] {
            app.browser(who).get(&format!("/w/ours/matters/{number}")).expect(404);
        }
        app.deliver();
    });
}
