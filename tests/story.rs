//! The main job end to end over plain HTTP, its mails read from a real mail server: a text becomes assigned duties, one is carried
//! to its verified end, one is left to become overdue, and the leader's digest says so.

use std::sync::Arc;

use chrono::Duration;
use lianxi::{
    app,
    platform::{config::MailTarget, jobs::run_until_idle},
    tenancy::{Function, Role},
};

use crate::{
    policy::texts::{PLAN, Stage},
    support::{
        TestApp,
        app::{Answer, Browser},
        cast::Member,
        smtp::{Letter, SmtpServer},
    },
};

/// What the worker of an installation with a mail server does.
pub fn work(app: &TestApp, server: &SmtpServer) {
    let mut site = app.site.clone();
    let mut config = (*site.config).clone();
    config.mail = MailTarget::Smtp(server.url());
    site.config = Arc::new(config);
    let mut steps = app::steps(&site).expect("the steps");
    run_until_idle(&mut steps).expect("background work succeeds");
    steps.iter_mut().for_each(|step| step.stop());
}

/// The mails this person got since the last look, oldest first.
pub struct Inbox {
    address: String,
    read: usize,
}

impl Inbox {
    pub fn of(member: &Member) -> Self {
        Self { address: member.email.clone(), read: 0 }
    }

    pub fn new_mails(&mut self, server: &SmtpServer) -> Vec<Letter> {
        let all: Vec<Letter> = server.messages().into_iter().filter(|m| m.to.contains(&self.address)).map(|m| m.letter()).collect();
        let fresh = all[self.read..].to_vec();
        self.read = all.len();
        fresh
    }

    /// The one new mail there is.
    #[track_caller]
    pub fn only(&mut self, server: &SmtpServer) -> Letter {
        let mut mails = self.new_mails(server);
        let subjects: Vec<String> = mails.iter().map(|m| m.subject().to_owned()).collect();
        assert_eq!(mails.len(), 1, "{} got {subjects:?}", self.address);
        mails.remove(0)
    }
}

/// The links of a mail into the program, as paths.
pub fn links(mail: &Letter) -> Vec<String> {
    let html = scraper::Html::parse_document(&mail.html);
    let anchors = scraper::Selector::parse("a[href]").expect("a selector");
    let all = html.select(&anchors).filter_map(|a| a.value().attr("href")?.strip_prefix("http://lianxi.test"));
    all.filter(|path| !path.is_empty()).map(str::to_owned).collect()
}

/// Fills the form that `page` shows for `action` and sends it with the hidden values it carries.
fn send(browser: &Browser, page: &str, fields: &[(&str, &str)]) -> Answer {
    let form = browser.get(page).expect(200);
    let html = form.html();
    let hidden = scraper::Selector::parse("main form input[type=hidden]").expect("a selector");
    let kept: Vec<(String, String)> = html
        .select(&hidden)
        .filter_map(|i| Some((i.value().attr("name")?.to_owned(), i.value().attr("value").unwrap_or_default().to_owned())))
        .filter(|(name, _)| name != "csrf" && !fields.iter().any(|(f, _)| f == name))
        .collect();
    let all: Vec<(&str, &str)> = kept.iter().map(|(k, v)| (k.as_str(), v.as_str())).chain(fields.iter().copied()).collect();
    browser.post(page, &all).expect(303)
}

/// Confirms the proposal whose title holds these words; returns the duty's number.
fn confirm(stage: &Stage<'_>, document: &str, words: &str) -> String {
    let forms = stage.review(document);
    let proposal = forms.iter().find(|f| f.get("title").contains(words)).unwrap_or_else(|| panic!("no proposal for {words}"));
    let done = stage.office.post(&proposal.action, &proposal.press("confirm", &[])).expect(303);
    let page = stage.office.get(done.location()).expect(200);
    let said = page.select_text(".flash");
    let number = said.split(|c: char| !c.is_ascii_digit() && c != '-').find(|w| w.len() == 9).expect("the flash names the duty");
    number.to_owned()
}

#[test]
fn from_a_text_to_a_closed_duty_and_the_leaders_digest() {
    TestApp::each(|app| {
        let server = SmtpServer::start();
        let stage = Stage::new(app);
        let farming =
            stage.cast.person(stage.workspace, "赵农", &[Role::Liaison], &[(stage.department("市农业农村局"), Function::Liaison)]);
        let leader = stage.cast.person(stage.workspace, "李副市长", &[Role::Leader], &[]);
        let (mut liaison_post, mut leader_post, mut farming_post) = (Inbox::of(&stage.liaison), Inbox::of(&leader), Inbox::of(&farming));

        // A text is read in, looked at and confirmed.
        let text = PLAN
            .replace("2026年12月31日前抽检", "2026年12月11日前抽检")
            .replace("每月更新一次台账，长期坚持。（市农业农村局牵头，有关部门配合）", "2026年12月2日前建立监管台账。（市农业农村局牵头）");
        let document = stage.paste(&text);
        let number = confirm(&stage, &document, "集中抽检");
        let late = confirm(&stage, &document, "台账");
        work(app, &server);

        // The liaison's mail leads to the duty, which is accepted, reported on and submitted.
        let told = liaison_post.only(&server);
        assert!(told.subject().contains("抽检"), "{}", told.subject());
        assert_eq!(told.header("Auto-Submitted"), "auto-generated");
        let home = links(&told).into_iter().find(|l| l.ends_with(&number)).expect("a link to the duty");
        assert!(told.text.contains(&home), "the plain text has the link too: {}", told.text);
        let liaison = app.browser(&stage.liaison);
        assert!(liaison.get("/w/food").expect(200).select_text("main").contains("抽检"), "the home says what to do");
        liaison.post(&format!("{home}/accept"), &[]).expect(303);
        let form = liaison.get(&format!("{home}/report")).expect(200);
        let figure = form.attr("input[name^=figure]", "name").expect("a field for the target");
        send(&liaison, &format!("{home}/report"), &[("text", "已抽检 310 家"), ("as_of", "2026-11-23"), (&figure, "310")]);
        send(&liaison, &format!("{home}/submit"), &[("evidence", "抽检结果汇总已报送")]);
        assert!(stage.office.get("/w/food").expect(200).select_text("main").contains("抽检"), "it waits on the secretariat");

        // Returned with a reason, submitted again, closed.
        send(&stage.office, &format!("{home}/return"), &[("reason", "缺两县数据")]);
        work(app, &server);
        let returned = liaison_post.new_mails(&server).pop().expect("a mail about the return");
        assert!(returned.text.contains("缺两县数据"), "{}", returned.text);
        send(&liaison, &format!("{home}/submit"), &[("evidence", "已补齐两县数据，共抽检 520 家")]);
        send(&stage.office, &format!("{home}/close"), &[("remark", "核验无误")]);
        let page = liaison.get(&home).expect(200);
        assert!(page.select_text(".under").contains("已办结"), "{}", page.select_text(".under"));
        let timeline = page.select_text(".timeline");
        for words in ["已抽检 310 家", "缺两县数据", "已补齐两县数据", "核验无误"] {
            assert!(timeline.contains(words), "{words} in {timeline}");
        }

        // The other is left alone. A fortnight later the leader reads what is wrong, without logging in.
        farming_post.only(&server);
        assert!(leader_post.new_mails(&server).iter().all(|m| !m.text.contains("逾期")), "nothing is late yet");
        app.clock.advance(Duration::days(14));
        work(app, &server);
        let digest = leader_post.new_mails(&server).into_iter().next_back().expect("a digest");
        assert!(digest.subject().contains("逾期"), "the subject says the state: {}", digest.subject());
        let title = digest.text.lines().find(|l| l.contains("台账")).unwrap_or_else(|| panic!("the late duty is named: {}", digest.text));
        assert!(!title.is_empty() && digest.html.contains("台账"));
        for header in ["List-Unsubscribe", "Message-ID", "Auto-Submitted"] {
            assert!(!digest.header(header).is_empty(), "{header}");
        }
        let reader = app.browser(&leader);
        let linked = links(&digest);
        assert!(linked.iter().any(|l| l.starts_with("/digest/food/") && l.ends_with(&late)), "{linked:?}");
        let opened = app.visitor().get(linked.iter().find(|l| l.starts_with("/digest/")).expect("a link").as_str()).expect(200);
        assert!(opened.text().contains("台账"), "read without logging in");
        for path in linked.iter().filter(|l| l.starts_with("/w/")) {
            assert!([200, 303].contains(&reader.get(path).status.as_u16()), "{path} leads nowhere");
        }
        let nagged = farming_post.new_mails(&server);
        assert!(nagged.iter().any(|m| m.text.contains("逾期")), "whoever owes it was reminded: {:?}", nagged.len());
        let count = server.messages().len();
        work(app, &server);
        assert_eq!(server.messages().len(), count, "nothing is sent twice");
    });
}
