//! From the mail to the duty and back: a leader opens the link without a login, marks 已阅, writes 批示; the secretariat files one
//! and answers another; the next digest says what became of them. Over HTTP and a real mail server.

use chrono::Duration;
use lianxi::{
    duties::{Seen, actions},
    tenancy::{Function, Role, Scope},
};

use crate::{
    duties::stage::Stage,
    story::{Inbox, links, work},
    support::{
        TestApp,
        app::{Answer, Browser},
        cast::Member,
        smtp::SmtpServer,
    },
};

/// A workspace with one duty that will be late, its leader, and the mail server.
struct Desk<'a> {
    app: &'a TestApp,
    stage: Stage<'a>,
    li: Member,
    post: Inbox,
    server: SmtpServer,
    number: String,
}

impl<'a> Desk<'a> {
    fn new(app: &'a TestApp) -> Self {
        let stage = Stage::new(app.db());
        let li = stage.cast.person(stage.workspace, "李副省长", &[Role::Leader], &[]);
        let mut new = stage.new_duty();
        new.title = "农村市场食品专项检查".into();
        new.rule = Some(lianxi::calendar::DeadlineRule::AfterAssignment { working_days: 2 });
        let duty = stage.act(&stage.secretariat(), |conn, scope| lianxi::duties::assign_new(conn, scope, new)).expect("assigned");
        let accept = |conn: &mut _, scope: &Scope| actions::accept(conn, scope, Seen::any(duty.id), stage.lead);
        stage.act(&stage.lead_scope(), accept).expect("accepted");
        let post = Inbox::of(&li);
        Self { app, post, server: SmtpServer::start(), number: duty.number, li, stage }
    }

    /// Sends what is due after so many days; the leader's new digest with the path its button leads to.
    fn digest_after(&mut self, days: i64) -> (crate::support::smtp::Letter, String) {
        self.app.clock.advance(Duration::days(days));
        work(self.app, &self.server);
        let mail = self.post.only(&self.server);
        let opened = links(&mail).into_iter().find(|l| l.starts_with("/digest/ours/") && !l.contains('#')).expect("a button that opens it");
        (mail, opened)
    }
}

/// A phone that has never logged in, with the page open.
fn phone(app: &TestApp, link: &str) -> (Browser, Answer) {
    let mut visitor = app.visitor();
    let page = visitor.open_form(link).expect(200);
    (visitor, page)
}

#[test]
fn a_leader_reads_and_instructs_without_a_login_and_is_told_what_became_of_it() {
    TestApp::each(|app| {
        let mut desk = Desk::new(app);
        let (mail, link) = desk.digest_after(7);
        let office = app.browser(&desk.stage.zhou);
        let secret = link.rsplit('/').next().expect("a secret").to_owned();

        // The mail: every line leads to its place behind the same link.
        assert!(mail.html.contains(&format!("http://lianxi.test{link}#duty-{}", desk.number)), "{}", mail.html);
        assert_eq!(mail.text.matches(&secret).count(), 1, "plain text says the link once: {}", mail.text);
        assert!(
            mail.text.contains("打开并批示") && mail.text.contains("链接仅供李副省长使用，2026-12-30（周三）前有效，无需登录。"),
            "{}",
            mail.text
        );

        // A mail scanner looks at everything and changes nothing.
        for _ in 0..3 {
            app.visitor().get(&link).expect(200);
            assert!([404, 405].contains(&app.visitor().get(&format!("{link}/read")).status.as_u16()));
            assert!([404, 405].contains(&app.visitor().get(&format!("{link}/instruct")).status.as_u16()));
        }
        assert!(phone(app, &link).1.attr(&format!("form[action=\"{link}/read\"] button"), "class").is_some(), "still to be read");

        // The page: finding first, its place for the duty, no way into the rest, nothing kept or told to others.
        let (visitor, page) = phone(app, &link);
        assert_eq!(page.select_text("h1"), mail.subject().split(" · ").next().expect("the finding"));
        assert!(page.attr(&format!("#duty-{} details.instruct", desk.number), "class").is_some());
        assert!(!page.text().contains("href=\"/w/"), "no way into the rest: {}", page.text());
        assert_eq!(page.headers.get("cache-control").and_then(|v| v.to_str().ok()), Some("no-store"));
        assert_eq!(page.headers.get("referrer-policy").and_then(|v| v.to_str().ok()), Some("same-origin"));

        // 已阅, once.
        assert_eq!(visitor.post(&format!("{link}/read"), &[]).expect(303).location(), link);
        let read = visitor.get(&link).expect(200);
        assert!(
            read.select_text(".flash").contains("已标为已阅") && read.select_text(".desk .read").contains("2026-11-30"),
            "{}",
            read.text()
        );
        visitor.post(&format!("{link}/read"), &[]).expect(303);

        // 批示: on the duty, and on the digest as a whole; empty ones come back, doubled ones are one.
        let wrong = visitor.post(&format!("{link}/instruct"), &[("about", &desk.number), ("text", "  ")]).expect(422);
        assert!(
            wrong.select_text(".errors").contains("对这件事的批示：请写下批示内容")
                && wrong.text().contains("<details class=\"instruct\" open>")
        );
        let long = "很".repeat(2001);
        let refused = visitor.post(&format!("{link}/instruct"), &[("about", ""), ("text", &long)]).expect(422);
        assert!(refused.text().contains(&long), "what was typed is kept");
        let about = [("about", desk.number.as_str()), ("text", "请省工商局一周内报结果。")];
        visitor.post(&format!("{link}/instruct"), &about).expect(303);
        visitor.post(&format!("{link}/instruct"), &about).expect(303);
        visitor.post(&format!("{link}/instruct"), &[("about", ""), ("text", "下次会议专题研究。")]).expect(303);
        let page = visitor.get(&link).expect(200);
        assert!(
            page.select_text(&format!("#duty-{} .quote", desk.number)).contains("请省工商局一周内报结果。 2026-11-30"),
            "{}",
            page.text()
        );
        assert_eq!(page.html().select(&scraper::Selector::parse(".quote").expect("a selector")).count(), 2, "twice the same is one");

        // The secretariat is told by mail and on its home.
        let mut office_post = Inbox::of(&desk.stage.zhou);
        work(app, &desk.server);
        let told = office_post.new_mails(&desk.server);
        let told = told.iter().find(|m| m.subject() == "李副省长批示：农村市场食品专项检查").expect("a mail about the instruction");
        assert!(told.text.contains("请省工商局一周内报结果。"), "{}", told.text);
        let home = office.get("/w/ours").expect(200);
        assert!(home.select_text(".finding").contains("2 件领导批示待立项"), "{}", home.select_text(".finding"));
        assert!(home.select_text(".next").contains("李副省长"));
        let first = links(told).into_iter().find(|l| l.contains("/instructions/")).expect("a link to it");

        // One is filed: the form is filled from the instruction and the duty it is about.
        let form = office.get(&format!("{first}/file")).expect(200);
        assert_eq!(form.attr("#f-title", "value").as_deref(), Some("请省工商局一周内报结果。"));
        assert_eq!(form.attr("input[name=lead][checked]", "value"), Some(desk.stage.lead.to_string()));
        let lead = desk.stage.lead.to_string();
        let fields =
            [("title", "农村市场食品检查结果上报"), ("requirement", "请省工商局一周内报结果。"), ("lead", &lead), ("due", "after")];
        let fields: Vec<(&str, &str)> = fields.into_iter().chain([("due_days", "5"), ("then", "assign"), ("version", "1")]).collect();
        office.post(&format!("{first}/file"), &fields[..3]).expect(422);
        let filed = office.post(&format!("{first}/file"), &fields).expect(303).location().to_owned();
        let duty = office.get(&filed).expect(200);
        assert!(duty.select_text("aside").contains("李副省长批示（2026-11-30）"), "{}", duty.select_text("aside"));
        let origin = duty.attr("aside a[href*=instructions]", "href").expect("the way back");
        assert_eq!(office.get(&origin).expect(303).location(), first);
        assert!(app.browser(&desk.stage.chen).get(&filed).expect(200).select_text("aside").contains("李副省长批示"));
        assert!(!app.browser(&desk.stage.chen).get(&filed).text().contains("/instructions/"), "who may not read it is not led there");
        let again = office.post(&format!("{first}/file"), &fields).expect(409);
        assert!(again.text().contains("已立项，由周敏办理"), "{}", again.text());
        let old = office.get(&format!("/w/ours/duties/{}", desk.number)).expect(200);
        assert!(old.select_text(".timeline").contains("将李副省长的批示立项为任务"), "{}", old.select_text(".timeline"));

        // The other is answered, with a reason.
        let second = first.replace("0001", "0002");
        office.post(&format!("{second}/answer"), &[("reason", ""), ("version", "1")]).expect(422);
        office.post(&format!("{second}/answer"), &[("reason", "已列入第四次联席会议议题。"), ("version", "1")]).expect(303);
        assert!(!office.get("/w/ours").expect(200).text().contains("领导批示待立项"));

        // What the first page shows now, and what the next digest tells.
        let page = visitor.get(&link).expect(200).select_text(".desk");
        assert!(page.contains("已办复") && page.contains("办公室答复：已列入第四次联席会议议题。"), "{page}");
        let (next, new_link) = desk.digest_after(7);
        assert!(next.subject().contains("您的批示有 2 件新结果"), "{}", next.subject());
        let told = &next.text.replace("\r\n", "\n");
        assert!(told.contains("“请省工商局一周内报结果”\n  已立项：农村市场食品检查结果上报 · 省工商局 · 待签收"), "{told}");
        assert!(told.contains("“下次会议专题研究”\n  办公室答复：已列入第四次联席会议议题"), "{told}");
        assert_ne!(new_link, link);

        // The week after, what is answered has been told; what is filed goes on until it ends.
        let (third, _) = desk.digest_after(7);
        assert!(third.text.contains("农村市场食品检查结果上报") && !third.text.contains("第四次联席会议"), "{}", third.text);
        assert!(!third.subject().contains("您的批示"), "{}", third.subject());

        let office = app.browser(&desk.stage.zhou);
        // Whoever logs in as the leader finds the same desk; nobody's secret is in a log or a page of others.
        assert!(!office.get("/w/ours/digests").text().contains(&secret));
        let own = app.browser(&desk.li);
        let past = own.get("/w/ours/digests").expect(200).attr("table a", "href").expect("a past digest");
        own.post(&format!("{past}/instruct"), &[("about", ""), ("text", "登录后写的批示")]).expect(303);
        assert!(own.get(&past).expect(200).select_text(".desk").contains("登录后写的批示"));
        assert!(own.get("/w/ours/instructions").expect(200).text().contains("登录后写的批示"));
        office.post(&format!("{past}/instruct"), &[("about", ""), ("text", "不是本人")]).expect(403);
    });
}

#[test]
fn a_link_opens_one_digest_of_one_leader_for_a_while() {
    TestApp::each(|app| {
        let mut desk = Desk::new(app);
        // A duty this leader of one department is told nothing of.
        let sun = desk.stage.cast.person(desk.stage.workspace, "孙局长", &[], &[(desk.stage.support, Function::Leader)]);
        let mut alien = desk.stage.new_duty();
        (alien.title, alien.support_ids) = ("与本单位无关的事".into(), Vec::new());
        alien.rule = Some(lianxi::calendar::DeadlineRule::AfterAssignment { working_days: 1 });
        let office = desk.stage.secretariat();
        let alien = desk.stage.act(&office, |conn, scope| lianxi::duties::assign_new(conn, scope, alien)).expect("assigned");
        let mut sun_post = Inbox::of(&sun);
        let (_, li_link) = desk.digest_after(7);
        let mail = sun_post.only(&desk.server);
        let link = links(&mail).into_iter().find(|l| l.starts_with("/digest/ours/") && !l.contains('#')).expect("a link");
        let (visitor, page) = phone(app, &link);
        assert!(!page.text().contains("与本单位无关的事"));
        assert!(phone(app, &li_link).1.text().contains("与本单位无关的事"));

        // What the digest did not tell of cannot be written about, nor with another workspace's link, nor without the token.
        let post = |number: &str| visitor.post(&format!("{link}/instruct"), &[("about", number), ("text", "抓紧")]).status.as_u16();
        assert_eq!((post(&alien.number), post("2026-9999"), post("' OR 1=1"), post(&desk.number)), (404, 404, 404, 303));
        visitor.clone().post_raw(&format!("{link}/read"), &[]).expect(403);
        let other = desk.stage.cast.workspace("theirs", "别处");
        desk.stage.cast.person(other, "外人", &[Role::Leader], &[]);
        visitor.get(&link.replace("/ours/", "/theirs/")).expect(404);
        visitor.get(&link.replace("/ours/", "/nowhere/")).expect(404);
        visitor.get(&link[..link.len() - 1]).expect(404);
        visitor.get(&format!("{link}x")).expect(404);
        // The link that stops it opens nothing, and the other way round.
        let stop = links(&mail).into_iter().find(|l| l.starts_with("/digest-stop/")).expect("a link that stops it");
        visitor.get(&format!("/digest/ours/{}", stop.rsplit('/').next().expect("a secret"))).expect(404);
        visitor.get(&format!("/digest-stop/ours/leader/{}", link.rsplit('/').next().expect("a secret"))).expect(404);

        // It ends after thirty days, and says what to do.
        app.clock.advance(Duration::days(30) - Duration::minutes(1));
        visitor.get(&link).expect(200);
        app.clock.advance(Duration::minutes(2));
        let gone = visitor.get(&link).expect(404);
        assert!(gone.text().contains("链接已失效") && gone.text().contains("最近一期简报里有新的链接"), "{}", gone.text());
        visitor.post(&format!("{link}/read"), &[]).expect(404);
    });
}

#[test]
fn a_link_ends_with_the_office_of_its_leader() {
    TestApp::each(|app| {
        let mut desk = Desk::new(app);
        let admin = desk.stage.cast.person(desk.stage.workspace, "管理员", &[Role::Administrator], &[]);
        let (_, first) = desk.digest_after(7);
        // What this browser posts is done, not sent to the log-in.
        let done = |path: &str, fields: &[(&str, &str)]| {
            let to = app.browser(&admin).post(path, fields).expect(303).location().to_owned();
            assert!(to.starts_with("/w/ours/people"), "{to}");
        };
        phone(app, &first);
        let edit = format!("/w/ours/people/{}/edit", desk.li.membership_id);
        // The role ends; given back, what was sent before stays shut.
        done(&edit, &[("version", "1"), ("roles", "auditor")]);
        app.visitor().get(&first).expect(404);
        done(&edit, &[("version", "2"), ("roles", "leader")]);
        app.visitor().get(&first).expect(404);
        desk.post.new_mails(&desk.server);
        let (_, second) = {
            app.clock.advance(Duration::days(7));
            work(app, &desk.server);
            let mails = desk.post.new_mails(&desk.server);
            let mail = mails.into_iter().find(|m| m.text.contains("打开并批示")).expect("the next digest");
            let link = links(&mail).into_iter().find(|l| l.starts_with("/digest/ours/") && !l.contains('#')).expect("a link");
            (mail, link)
        };
        let (visitor, _) = phone(app, &second);
        // They leave.
        done(&format!("/w/ours/people/{}/remove", desk.li.membership_id), &[("reason", "调离")]);
        app.visitor().get(&second).expect(404);
        visitor.post(&format!("{second}/instruct"), &[("about", ""), ("text", "晚了")]).expect(404);
    });
}

#[test]
fn whoever_guesses_or_floods_is_slowed_down() {
    TestApp::each(|app| {
        let mut desk = Desk::new(app);
        let (_, link) = desk.digest_after(7);
        let (visitor, _) = phone(app, &link);
        let guesses: Vec<u16> = (0..70).map(|n| visitor.get(&format!("/digest/ours/{n:043}")).status.as_u16()).collect();
        assert_eq!(guesses.iter().filter(|s| **s == 404).count(), 60);
        assert_eq!(guesses.last(), Some(&429));
        // Who holds a good link in the same office is not kept out.
        visitor.get(&link).expect(200);
        let written: Vec<u16> = (0..32)
            .map(|n| visitor.post(&format!("{link}/instruct"), &[("about", ""), ("text", &format!("第{n}条"))]).status.as_u16())
            .collect();
        assert_eq!(written.iter().filter(|s| **s == 303).count(), 30, "{written:?}");
        assert_eq!(written.last(), Some(&429));
    });
}
