//! Who is named, or is the subject, is told so: at home whatever else they are, in the digest when something can be decided; and the
//! digest of one is read by nobody else as far as matters go.

use chrono::Duration;
use diesel::prelude::*;
use lianxi::{
    accountability::{
        Part,
        actions::{self, Seen},
        queries::{self, Why},
    },
    digests::{self, Kind},
    schema::digests as digest_rows,
    tenancy::Role,
};

use mailparse::MailHeaderMap;

use super::{
    stage::Stage,
    terms::{against_the_city, decided, heard},
};
use crate::support::{TestApp, cast::Member};

const TITLE: &str = "瞒报抽查结果";

fn name(g: &Stage<'_>, number: &str, who: &Member, part: Part) {
    let seen = Seen::any(number);
    g.act(&g.s.office(), |conn, scope| actions::appoint(conn, scope, &seen, who.membership_id, part));
}

fn digest_of(g: &Stage<'_>, who: &Member) -> String {
    let made = digests::cli_preview(&g.app.site, "ours", &who.email, Some(Kind::Leader), "text").expect("a digest");
    String::from_utf8(made).expect("text")
}

#[test]
fn a_secretary_reads_in_nobody_elses_digest_of_a_matter() {
    TestApp::each(|app| {
        let g = Stage::new(app);
        let number = heard(&g, TITLE);
        name(&g, &number, &g.s.li, Part::Decider);
        name(&g, &number, &g.s.sun, Part::Handler);
        let stands_back = [("interest", "yes"), ("reason", "亲属")];
        g.browser(&g.s.sun).post(&format!("/w/ours/matters/{number}/declare"), &stands_back).expect(303);
        g.browser(&g.he).post(&format!("/w/ours/matters/{number}/reply"), &[("text", "情况属实")]).expect(303);
        // A week on the digests go out; the leader's tells of it.
        let settings = format!("/w/ours/digests/settings/leader/{}", g.s.li.membership_id);
        let daily = [("frequency", "daily"), ("weekday", "1"), ("hour", "8"), ("even_if_empty", "1")];
        g.browser(&g.s.li).post(&settings, &daily).expect(303);
        app.clock.advance(Duration::days(1));
        app.work();
        let (li, sun, zhou) = (g.browser(&g.s.li), g.browser(&g.s.sun), g.browser(&g.s.zhou));
        let preview = format!("/w/ours/digests/preview/leader/{}", g.s.li.membership_id);
        let past: i64 = g.act(&g.s.office(), |conn, scope| {
            let own = digest_rows::table.filter(digest_rows::workspace_id.eq(scope.workspace_id()));
            Ok(own.filter(digest_rows::membership_id.eq(g.s.li.membership_id)).select(digest_rows::id).first(conn)?)
        });
        let past = format!("/w/ours/digests/{past}");
        for path in [preview.clone(), past] {
            let own = li.get(&path).expect(200);
            assert!(own.text().contains(TITLE) && own.text().contains(&number), "{path}: {}", own.select_text("main"));
            for reader in [&sun, &zhou] {
                let page = reader.get(&path).expect(200);
                for word in [TITLE, &*number, "问责", "待您参与决定", "/matters/"] {
                    assert!(!page.select_text("main").contains(word), "{path} tells {word}: {}", page.select_text("main"));
                }
                assert!(!page.text().contains(&format!("/matters/{number}")));
            }
        }
        let mail = |reader: &crate::support::app::Browser| {
            let answer = reader.get(&format!("{preview}/mail"));
            let body = mailparse::parse_mail(&answer.body).expect("a mail");
            let part = body.parts().find(|p| p.ctype.mimetype == "text/plain").expect("text");
            format!("{:?}{}", body.headers.get_first_value("Subject"), part.get_body().expect("words"))
        };
        assert!(mail(&li).contains(TITLE));
        for reader in [&sun, &zhou] {
            assert!(!mail(reader).contains(TITLE) && !mail(reader).contains("参与决定"), "{}", mail(reader));
        }
        app.deliver();
    });
}

#[test]
fn a_decider_is_told_when_something_can_be_decided_and_of_objections() {
    TestApp::each(|app| {
        let g = Stage::new(app);
        let system = |app: &TestApp| app.cast().system(g.s.workspace);
        let number = heard(&g, TITLE);
        name(&g, &number, &g.s.li, Part::Decider);
        assert_eq!(g.act(&system(app), queries::to_decide), [], "the subject has not replied, and may still");
        assert!(!digest_of(&g, &g.s.li).contains(TITLE));
        app.clock.advance(Duration::days(15));
        let waits = |app: &TestApp| g.act(&system(app), queries::to_decide).into_iter().map(|m| (m.number, m.why)).collect::<Vec<_>>();
        assert_eq!(waits(app), [(number.clone(), Why::Decide)], "its time is over");
        assert!(digest_of(&g, &g.s.li).contains(TITLE));
        g.s.sql(&format!("UPDATE matters SET state = 'dismissed' WHERE number = '{number}'"));

        // Decided, and objected to.
        let number = decided(&g, "又一件");
        g.s.sql(&format!(
            "INSERT INTO matter_people (workspace_id, id, matter_id, membership_id, part, standing, reason, name) \
             SELECT workspace_id, 7, id, {}, 'decider', 'clear', '', '李卫东' FROM matters WHERE number = '{number}'",
            g.s.li.membership_id
        ));
        assert_eq!(waits(app), []);
        let seen = Seen::any(&*number);
        g.act(&g.s.cast.scope(&g.he), |conn, scope| actions::object(conn, scope, &seen, "基数有误"));
        let mut told = g.told("matter-came");
        told.sort();
        assert_eq!(told, ["周敏", "周敏", "孙波", "孙波", "李卫东"], "of the reply the office, of the objection both");
        assert_eq!(waits(app), [(number, Why::Rule)]);
        assert!(digest_of(&g, &g.s.li).contains("申诉待处理"), "{}", digest_of(&g, &g.s.li));
    });
}

#[test]
fn whoever_is_named_sees_it_at_home_whatever_else_they_are() {
    TestApp::each(|app| {
        let g = Stage::new(app);
        let office = g.s.office();
        let number = g.act(&office, |conn, scope| actions::propose_by_hand(conn, scope, &against_the_city(&g, TITLE))).number;
        g.act(&office, |conn, scope| actions::accept(conn, scope, &Seen::any(&*number), ""));
        let nobody = g.s.cast.person(g.s.workspace, "无角色", &[], &[]);
        let idle = g.s.cast.person(g.s.workspace, "无单位", &[Role::Liaison], &[]);
        for who in [&g.administrator, &g.auditor, &nobody, &idle, &g.aloof] {
            let before = g.browser(who).get("/w/ours").expect(200).select_text("main");
            assert!(!before.contains("待申报回避") && !before.contains("问责事项"), "{}: {before}", who.name);
            name(&g, &number, who, Part::Handler);
            let home = g.browser(who).get("/w/ours").expect(200).select_text("main");
            assert!(home.contains("待申报回避") && home.contains(TITLE), "{}: {home}", who.name);
            assert!(home.contains("1 件问责事项待办"), "the first line says so to {}: {home}", who.name);
        }
    });
}
