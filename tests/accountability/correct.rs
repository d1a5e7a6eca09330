//! Nobody is left unheard because an address was wrong, a person left or nobody was known: the office corrects whom a matter is put to,
//! and whoever is told now has their whole time.

use std::collections::HashMap;

use chrono::Duration;
use diesel::prelude::*;
use lianxi::{
    accountability::{
        Cause, Part, SubjectKind,
        actions::{self, ByHand, Seen},
    },
    platform::{
        db::{Conn, Tenant},
        mail::Transport,
    },
    schema::links,
};

use super::stage::Stage;
use crate::support::TestApp;

pub(super) fn by_hand(g: &Stage<'_>, kind: SubjectKind, membership_id: Option<i64>) -> ByHand {
    let (department_id, name) = match kind {
        SubjectKind::LocalGovernment => (g.city, ""),
        _ => (g.s.departments[0], "陈静"),
    };
    ByHand {
        cause: Some(Cause::Misconduct),
        title: "瞒报抽查结果".into(),
        subject_kind: Some(kind),
        department_id: Some(department_id),
        name: name.into(),
        membership_id,
        on: chrono::NaiveDate::from_ymd_opt(2026, 11, 2),
        basis: "第二十五条".into(),
        facts: "抽查结果未按期上报".into(),
        ..ByHand::default()
    }
}

/// A matter up to the point where somebody clear looks into it.
pub(super) fn under_review(g: &Stage<'_>, typed: &ByHand) -> String {
    let office = g.s.office();
    let number = g.act(&office, |conn, scope| actions::propose_by_hand(conn, scope, typed)).number;
    let seen = Seen::any(&*number);
    g.act(&office, |conn, scope| actions::accept(conn, scope, &seen, ""));
    let handler = g.s.liaisons[1].membership_id;
    g.act(&office, |conn, scope| actions::appoint(conn, scope, &seen, handler, Part::Handler));
    g.act(&g.s.liaison(1), |conn, scope| actions::declare(conn, scope, &seen, false, ""));
    number
}

/// Sends all that waits: the links in it, by address.
pub(super) fn links_sent(app: &TestApp) -> HashMap<String, String> {
    let transport = Transport::memory();
    let step = lianxi::outbox::Deliver::with_transport(&app.site, transport.clone());
    lianxi::platform::jobs::run_until_idle(&mut [Box::new(step)]).expect("delivered");
    let Transport::Memory(sent) = transport else { panic!("into memory") };
    let sent = sent.lock().expect("the list");
    let link = |bytes: &[u8]| {
        let mail = mailparse::parse_mail(bytes).expect("a mail");
        let html = mail.parts().find(|p| p.ctype.mimetype == "text/html").expect("HTML").get_body().expect("text");
        let from = html.find("/matter/ours/")?;
        Some(html[from..].chars().take_while(|c| !"\"<".contains(*c)).collect::<String>())
    };
    sent.iter().filter_map(|m| Some((m.envelope().to()[0].to_string(), link(m.bytes())?))).collect()
}

#[test]
fn a_wrong_address_is_corrected_its_links_die_and_the_time_begins_anew() {
    TestApp::each(|app| {
        let g = Stage::new(app);
        let number = under_review(&g, &by_hand(&g, SubjectKind::Official, None));
        let at = format!("/w/ours/matters/{number}");
        let (to, zhou, wang) = (format!("{at}/correct"), g.browser(&g.s.zhou), g.browser(&g.s.liaisons[1]));
        // The page says what is missing, and where it is mended.
        let page = zhou.get(&at).expect(200);
        assert!(
            page.text().contains("无法通知问责对象") && page.text().contains(&format!("href=\"{to}\"")),
            "{}",
            page.select_text("main")
        );
        assert!(wang.get(&at).expect(200).text().contains("无法通知问责对象"));
        assert!(!wang.get(&at).expect(200).text().contains(&to));
        zhou.post(&format!("{at}/notify"), &[]).expect(409);
        wang.get(&to).expect(403);
        let typed = |email: &'static str| vec![("name", "陈静"), ("email", email), ("reason", "补充邮箱")];
        let wrong = zhou.post(&to, &[("name", " "), ("email", "")]).expect(422);
        for field in ["name", "email", "reason"] {
            assert!(!wrong.select_text(&format!("#f-{field}-error")).is_empty(), "{field}: {}", wrong.select_text("main"));
        }
        assert!(!zhou.post(&to, &typed("chen@")).expect(422).select_text("#f-email-error").is_empty());
        let handler = g.s.liaisons[1].membership_id.to_string();
        let himself = zhou.post(&to, &[("name", "王磊"), ("member", &handler), ("reason", "x")]).expect(422);
        assert!(!himself.select_text("#f-member-error").is_empty());
        zhou.post(&to, &typed("wrong@outside.example")).expect(303);
        assert!(g.told("matter-notified").is_empty(), "correcting is no notice yet");
        assert!(!zhou.get(&at).expect(200).text().contains("无法通知问责对象"));
        zhou.post(&format!("{at}/notify"), &[]).expect(303);
        let first = links_sent(app)["wrong@outside.example"].clone();
        let mut visitor = app.visitor();
        visitor.open_form(&first).expect(200);
        visitor.post(&first, &[("step", "reply"), ("text", "你们发错人了")]).expect(303);
        // A further mail to the wrong address still waits to be sent.
        visitor.post(&first, &[("step", "ask_extension"), ("text", "x"), ("day", "2026-12-20")]).expect(303);
        let asked = zhou.get(&at).expect(200);
        let html = asked.html();
        let select = scraper::Selector::parse("#papers a.btn").expect("a selector");
        let request = html.select(&select).next().and_then(|a| a.attr("href").map(str::to_owned)).expect("a request");
        zhou.post(&request, &[("granted", "no"), ("text", "不予延期")]).expect(303);

        // Two days on, the right one is told: with a link of their own and the whole time.
        app.clock.advance(Duration::days(2));
        let zhou = g.browser(&g.s.zhou);
        let page = zhou.get(&to).expect(200);
        assert!(page.text().contains("wrong@outside.example") && page.text().contains("2026-12-09"), "{}", page.select_text("main"));
        zhou.post(&to, &[("name", "陈静"), ("email", "right@outside.example"), ("reason", "邮箱有误")]).expect(303);
        visitor.get(&first).expect(404);
        visitor.post(&first, &[("step", "reply"), ("text", "再说一遍")]).expect(404);
        let sent = links_sent(app);
        assert!(!sent.contains_key("wrong@outside.example"), "the answer that waited was given up");
        let second = sent["right@outside.example"].clone();
        let mut right = app.visitor();
        let page = right.open_form(&second).expect(200);
        assert!(page.text().contains("2026-12-09"), "{}", page.text());
        assert!(!page.text().contains("邮箱有误"));
        // What another said is not their reply.
        let decide = [
            ("form", "criticism"),
            ("basis", "第二十五条"),
            ("text", "通报批评"),
            ("body", "department"),
            ("department", &g.s.departments[1].to_string()),
            ("on", "2026-11-25"),
        ];
        assert!(!zhou.get("/w/ours").expect(200).select_text("main").contains("待决定"));
        assert!(zhou.post(&format!("{at}/decide"), &decide).expect(409).text().contains("现在还不能录入决定"));
        right.post(&second, &[("step", "reply"), ("text", "情况属实")]).expect(303);
        // The name alone: nobody is told anew, and the link goes on.
        zhou.post(&to, &[("name", "陈静静"), ("email", "right@outside.example"), ("reason", "姓名有误")]).expect(303);
        assert_eq!(g.told("matter-notified"), ["陈静", "陈静"]);
        right.get(&second).expect(200);
        zhou.post(&format!("{at}/decide"), &decide).expect(303);
        zhou.get(&to).expect(200);
        let timeline = zhou.get(&at).expect(200).select_text("#timeline");
        assert!(timeline.contains("更正") && timeline.contains("邮箱有误"), "{timeline}");
        let good = |conn: &mut Conn| {
            let own = links::table.filter(links::workspace_id.eq(g.s.workspace)).filter(links::revoked_at.is_null());
            Ok(own.count().get_result::<i64>(conn)?)
        };
        assert!(app.db().read(Tenant::One(g.s.workspace), good).expect("links") >= 1);
    });
}

#[test]
fn whoever_left_is_replaced_and_a_body_gets_its_people_where_departments_are_kept() {
    TestApp::each(|app| {
        let g = Stage::new(app);
        let chen = &g.s.liaisons[0];
        let number = under_review(&g, &by_hand(&g, SubjectKind::Official, Some(chen.membership_id)));
        let at = format!("/w/ours/matters/{number}");
        let zhou = g.browser(&g.s.zhou);
        zhou.post(&format!("{at}/notify"), &[]).expect(303);
        assert!(g.browser(chen).get(&at).expect(200).text().contains("瞒报"));
        g.s.sql(&format!("UPDATE memberships SET state = 'removed' WHERE id = {}", chen.membership_id));
        assert!(zhou.get(&at).expect(200).text().contains("无法通知问责对象"));
        // It is put to a member again: the other one of the department.
        let other = g.colleague.membership_id.to_string();
        g.browser(&g.colleague).get(&at).expect(404);
        zhou.post(&format!("{at}/correct"), &[("name", "许同事"), ("member", &other), ("reason", "实为其经办")]).expect(303);
        assert_eq!(g.told("matter-notified"), ["许同事", "陈静"]);
        let page = g.browser(&g.colleague).get(&at).expect(200);
        assert!(page.select_text("#timeline").contains("通知问责对象") && !page.select_text("#timeline").contains("实为其经办"));
        assert!(!zhou.get(&at).expect(200).text().contains("无法通知问责对象"));

        // A body: nothing to correct, but people to name.
        let number = under_review(&g, &by_hand(&g, SubjectKind::LocalGovernment, None));
        let at = format!("/w/ours/matters/{number}");
        assert!(!zhou.get(&at).expect(200).text().contains("无法通知问责对象"));
        assert!(!zhou.get(&at).expect(200).text().contains("/correct"));
        g.s.sql(&format!("DELETE FROM department_people WHERE department_id = {}", g.city));
        let page = zhou.get(&at).expect(200);
        assert!(page.text().contains("无法通知问责对象") && page.text().contains(&format!("/w/ours/departments/{}", g.city)));
        let refused = zhou.post(&format!("{at}/correct"), &[("name", "某人"), ("email", "a@b.example"), ("reason", "x")]).expect(409);
        assert!(refused.text().contains("联络员或负责人"), "{}", refused.select_text("main"));
    });
}
