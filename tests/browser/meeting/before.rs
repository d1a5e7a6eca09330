//! From the form of the series to the answered notice.

use serde_json::json;

use super::{Items, Story};
use crate::{browser::session::value, meetings::stage::at, support::cast::Member};

/// Chooses whom to add to the people of a meeting, and as what.
const PICK_PERSON: &str = "const form = document.querySelector(\"main form[action$='/people/member']\"); \
     form.querySelector('[name=person]').value = arguments[0]; form.querySelector('[name=role]').value = arguments[1]";

/// The series, its first meeting with a note-taker, the call.
impl Story<'_> {
    pub(super) fn set_up(&mut self) {
        self.sit(&self.s.zhou);
        self.open("/w/ours/meetings/series/new");
        let chair = self.s.li.membership_id.to_string();
        self.fill(&[
            ("title", "质量工作联席会议全体会议"),
            ("pattern", "month_day"),
            ("every", "3"),
            ("month_day", "10"),
            ("starts_on", "2026-12-01"),
            ("place", "三号会议室"),
            ("chair", &chair),
            ("call_days", "13"),
            ("cutoff_days", "5"),
            ("notice_days", "3"),
        ]);
        self.choose("departments", &self.s.departments);
        self.look("series-form");
        self.send();
        self.says(&["2026-12-10", "2027-03-10", "2027-06-10", "2027-09-10"]);
        self.look("series");
        self.left.click("main .people a");
        self.home = self.here();
        self.below("/people");
        self.left.script(PICK_PERSON, vec![json!(self.s.sun.membership_id.to_string()), json!("note_taker")]);
        self.left.click("main form[action$='/people/member'] button");
        self.says(&["孙波"]);
        self.submit("/call", &[]);
        self.says(&["征集议题", "2026-12-03"]);
        self.look("called");
    }

    /// Three departments propose: one item is accepted, one returned and mended, one merged into the first.
    pub(super) fn collect(&mut self) -> Items {
        let [chen, wang, zhao] = &self.s.liaisons;
        self.sit(chen);
        self.open("/w/ours");
        self.says(&["可提议题"]);
        self.submit("/items/new", &[]);
        self.says(&["没有成功"]);
        self.look("proposal-refused");
        let raid = self.propose(
            chen,
            "冬季农资打假专项行动",
            "coordinate",
            "假冒化肥投诉上升 37%，涉及五市。",
            "由省工商局牵头，12 月底前完成第一轮检查。",
        );
        let list = self.propose(wang, "抽查不合格名单共享", "deliberate", "各部门口径不一。", "请各单位共享名单。");
        let standard = self.propose(zhao, "案件移送标准", "coordinate", "移送标准不清。", "明确移送标准。");
        self.sit(&self.s.zhou);
        self.below("/proposals");
        self.says(&["冬季农资打假专项行动", "抽查不合格名单共享", "案件移送标准"]);
        self.look("proposals");
        self.on(&list, "/return", &[("reason", "请写明哪些单位共享、多久一次。")]);
        self.on(&raid, "/accept", &[("minutes", "20")]);
        let into = raid.rsplit('/').next().unwrap_or_default().to_owned();
        self.on(&standard, "/merge", &[("into", &into), ("reason", "与农资打假一并研究。")]);
        self.look("item-merged");
        // What is screened in one sitting makes one mail.
        self.time(at(11, 23, 3, 0));
        assert!(self.mail(wang, "议题").contains("多久一次"), "who proposed it is told why it came back");
        self.sit(wang);
        self.open("/w/ours");
        self.says(&["抽查不合格名单共享"]);
        self.on(&list, "/edit", &[("proposed_decision", "三部门每月 5 日前交换名单。")]);
        self.sit(&self.s.zhou);
        self.on(&list, "/accept", &[]);
        Items { raid, list, reward: String::new() }
    }

    /// Sends a proposal; its address.
    fn propose(&self, who: &Member, title: &str, asked: &str, background: &str, decision: &str) -> String {
        self.sit(who);
        self.submit("/items/new", &[("title", title), ("asked", asked), ("background", background), ("proposed_decision", decision)]);
        self.says(&[title, background]);
        self.here()
    }

    /// Opens a form of an item, fills it in and sends it.
    fn on(&self, item: &str, verb: &str, fields: &[(&str, &str)]) {
        self.open(&format!("{item}{verb}"));
        self.fill(fields);
        self.send();
        let errors = value(self.left, ".errors");
        assert!(errors.is_empty(), "{item}{verb}: {errors}");
    }

    /// Two departments are asked for their opinion: one answers in time, one late.
    pub(super) fn comment(&mut self, items: &Items) {
        let [first, _, third] = self.s.departments;
        self.open(&format!("{}/ask", items.list));
        self.fill(&[("days", "3")]);
        self.choose("departments", &[first, third]);
        self.send();
        self.answer(0, items, "agree_with_changes", "建议抄送省工商局。");
        self.time(at(12, 4, 1, 0));
        self.answer(2, items, "agree", "");
        self.says(&["逾期"]);
        self.look("item-opinions");
    }

    fn answer(&self, n: usize, items: &Items, answer: &str, text: &str) {
        self.sit(&self.s.liaisons[n]);
        self.open(&items.list);
        self.left.click("main a[href$='/answer']");
        self.fill(&[("answer", answer), ("text", text)]);
        self.send();
    }

    /// After the cut-off: a reason and the chair's consent are needed.
    pub(super) fn late(&mut self, items: &Items) -> String {
        let title = "举报奖励资金安排";
        self.sit(&self.s.liaisons[0]);
        let fields =
            [("title", title), ("asked", "deliberate"), ("background", "今年举报立案 62 件。"), ("proposed_decision", "提出安排方案。")];
        self.submit("/items/new", &fields);
        assert!(self.here().ends_with("/items/new"), "without a reason it is refused: {}", self.here());
        self.look("late-refused");
        self.fill(&[("late_reason", "预算执行数 12 月 3 日才核定。")]);
        self.send();
        let item = self.here();
        assert_ne!(item, items.raid);
        self.sit(&self.s.zhou);
        self.open(&format!("{item}/accept"));
        self.send();
        assert!(value(self.left, ".errors").contains("主持人"), "not before the chair has consented: {}", self.text());
        self.sit(&self.s.li);
        self.open("/w/ours");
        self.says(&[title]);
        self.on(&item, "/consent", &[("said", "同意列入。")]);
        self.sit(&self.s.zhou);
        self.on(&item, "/accept", &[]);
        self.below("");
        self.says(&["冬季农资打假专项行动", "抽查不合格名单共享", title]);
        self.look("agenda");
        item
    }

    /// The notice, and the answer of a telephone on which nobody is logged in.
    pub(super) fn invite(&mut self) {
        self.time(at(12, 7, 1, 0));
        self.sit(&self.s.zhou);
        self.submit("/announce", &[]);
        let [chen, wang, zhao] = &self.s.liaisons;
        let mail = self.mail(chen, "会议通知");
        assert!(mail.contains("BEGIN:VCALENDAR"), "{mail}");
        let start = mail.find("http://lianxi.test/receipt/").expect("a link");
        let link: String = mail[start..].chars().take_while(|c| !c.is_whitespace() && *c != '"').collect();
        let phone = self.right;
        phone.log_in(&self.app.base, &self.app.visitor());
        phone.size(390, 800);
        phone.open(&link.replace("http://lianxi.test", &self.app.base));
        if self.is_looked_at {
            self.checks.glance(phone, "receipt-phone");
            phone.size(390, 800);
        }
        phone.fill("receipt", "attending");
        phone.click("main form .buttons .btn.main");
        assert!(value(phone, "main").contains("参会"), "{}", value(phone, "main"));
        phone.size(1440, 900);
        self.sit(wang);
        self.submit("/receipt", &[("receipt", "substitute"), ("name", "许兰"), ("post", "副处长")]);
        self.sit(zhao);
        self.submit("/receipt", &[("receipt", "absent"), ("reason", "参加公安部会议")]);
        self.sit(&self.s.zhou);
        self.below("");
        self.says(&["许兰 副处长", "参加公安部会议"]);
        self.look("announced");
    }
}
