//! A decision reaches whoever it is about: by a link that lives as long as its terms, and again where that was lost.

use chrono::{Duration, NaiveDate};
use lianxi::accountability::{
    Body, Form, Rules, SubjectKind,
    actions::{self, ByHand, Concluded, Seen},
};

use super::{
    correct::{by_hand, links_sent, under_review},
    stage::Stage,
};
use crate::support::TestApp;

/// One against an official without an account, who has replied by the link; decided on today.
fn decided(g: &Stage<'_>) -> (String, String) {
    let number = under_review(g, &ByHand { email: "chen@outside.example".into(), ..by_hand(g, SubjectKind::Official, None) });
    let (office, seen) = (g.s.office(), Seen::any(&*number));
    g.act(&office, |conn, scope| actions::notify(conn, scope, &seen));
    let first = links_sent(g.app)["chen@outside.example"].clone();
    let mut chen = g.app.visitor();
    chen.open_form(&first).expect(200);
    chen.post(&first, &[("step", "reply"), ("text", "情况属实")]).expect(303);
    conclude(g, &number);
    (number, links_sent(g.app)["chen@outside.example"].clone())
}

fn conclude(g: &Stage<'_>, number: &str) {
    let concluded = Concluded {
        form: Some(Form::Criticism),
        basis: "第二十五条".into(),
        text: "予以通报批评".into(),
        body: Some(Body::Department),
        department_id: Some(g.s.departments[2]),
        on: NaiveDate::from_ymd_opt(2026, 11, 23),
        ..Concluded::default()
    };
    let seen = Seen::any(number);
    g.act(&g.s.office(), |conn, scope| actions::conclude(conn, scope, &seen, &concluded));
}

#[test]
fn a_decision_whose_link_is_over_goes_out_again_to_the_same_person() {
    TestApp::each(|app| {
        let g = Stage::new(app);
        let (number, link) = decided(&g);
        let at = format!("/w/ours/matters/{number}");
        let to = format!("{at}/correct");
        // The link is over, and nothing was said about putting it right.
        app.clock.advance(Duration::days(120));
        let (mut chen, zhou) = (app.visitor(), g.browser(&g.s.zhou));
        chen.get(&link).expect(404);
        assert!(zhou.get(&at).expect(200).text().contains(&format!("href=\"{to}\"")));
        let form = zhou.get(&to).expect(200);
        assert!(form.text().contains("再次送达决定") && form.text().contains("不能改换对象"), "{}", form.select_text("main"));
        let mend = |name: &'static str| vec![("name", name), ("email", "chen@outside.example"), ("reason", "链接已失效")];
        // It was decided about this one.
        let another = zhou.post(&to, &mend("王五")).expect(422);
        assert!(another.select_text("#f-name-error").contains("不能改换问责对象"), "{}", another.select_text("main"));
        zhou.post(&to, &mend("陈静")).expect(303);
        let sent = links_sent(app);
        let again = &sent["chen@outside.example"];
        assert_ne!(*again, link);
        let page = chen.open_form(again).expect(200);
        assert!(page.text().contains("予以通报批评") && page.text().contains("情况属实"), "the same person: {}", page.select_text("main"));
        chen.post(again, &[("step", "respond"), ("text", "已经改正")]).expect(303);
        // Said, and still reached by a further link; no term moves.
        zhou.post(&to, &[("name", "陈静"), ("email", "new@outside.example"), ("reason", "换了邮箱")]).expect(303);
        chen.get(again).expect(404);
        let newest = &links_sent(app)["new@outside.example"];
        assert!(app.visitor().get(newest).expect(200).text().contains("已经改正"));
        app.deliver();
    });
}

#[test]
fn a_member_who_left_after_the_decision_is_reached_by_mail_with_the_whole_time() {
    TestApp::each(|app| {
        let g = Stage::new(app);
        let chen = &g.s.liaisons[0];
        let number = under_review(&g, &by_hand(&g, SubjectKind::Official, Some(chen.membership_id)));
        let (office, seen) = (g.s.office(), Seen::any(&*number));
        g.act(&office, |conn, scope| actions::notify(conn, scope, &seen));
        g.act(&g.s.liaison(0), |conn, scope| actions::reply(conn, scope, &seen, "情况属实"));
        conclude(&g, &number);
        g.s.sql(&format!("UPDATE memberships SET state = 'removed' WHERE id = {}", chen.membership_id));
        app.clock.advance(Duration::days(60));
        let at = format!("/w/ours/matters/{number}");
        let zhou = g.browser(&g.s.zhou);
        assert!(zhou.get(&at).expect(200).text().contains("无法通知问责对象"));
        zhou.post(&format!("{at}/correct"), &[("name", "陈静"), ("email", "chen@outside.example"), ("reason", "已调离")]).expect(303);
        assert!(!zhou.get(&at).expect(200).text().contains("无法通知问责对象"));
        let link = &links_sent(app)["chen@outside.example"];
        let mut outside = app.visitor();
        let page = outside.open_form(link).expect(200);
        // The fifteenth and the twentieth working day after 22 January 2027, with the Spring Festival between.
        let days = page.select_text(".facts");
        assert!(days.contains("2027-02-1") || days.contains("2027-02-2"), "both terms begin anew: {days}");
        outside.post(link, &[("step", "object"), ("text", "事实有误")]).expect(303);
        outside.post(link, &[("step", "respond"), ("text", "已经改正")]).expect(303);
    });
}

#[test]
fn a_link_lives_as_long_as_the_last_term_it_told_of() {
    TestApp::each(|app| {
        let g = Stage::new(app);
        let office = g.s.office();
        let rules = Rules { response_days: 250, ..Rules::shipped() };
        g.act(&office, |conn, scope| actions::write_rules(conn, scope, 1, &rules, "整改期延长"));
        let (_, link) = decided(&g);
        app.clock.advance(Duration::days(330));
        let mut chen = app.visitor();
        chen.open_form(&link).expect(200);
        chen.post(&link, &[("step", "respond"), ("text", "已经改正")]).expect(303);
    });
}
