//! From the session to the meeting after it.

use serde_json::json;

use super::{Items, Story};
use crate::{
    browser::{
        driver::Driver,
        session::{SOON, type_in, value, wait},
    },
    meetings::stage::at,
};

/// Chooses in a field of the session, as a click would.
const PICK: &str = "const [css, value] = arguments; const form = document.querySelector(css); \
     for (const e of form.querySelectorAll('[name=value]')) { \
       if (e.type === 'radio' || e.type === 'checkbox') { if (e.value === value) { e.checked = true; e.dispatchEvent(new Event('change', {bubbles: true})); return true; } } \
       else { e.value = value; e.dispatchEvent(new Event('change', {bubbles: true})); return e.value === value; } } return false";

/// Everybody is there but who is of this department.
const PRESENT: &str = "for (const form of document.querySelectorAll('.attendance form[data-field=presence]')) { \
     const is = form.closest('li').textContent.includes(arguments[0]) ? 'absent' : 'present'; \
     const e = form.querySelector('[value=' + is + ']'); if (!e.checked) { e.checked = true; e.dispatchEvent(new Event('change', {bubbles: true})); } }";

/// Whether all of that is saved.
const SAVED: &str = "return [...document.querySelectorAll('.attendance form[data-field=presence]')] \
     .every(form => form.querySelector(':checked') && form.querySelector('.told').textContent.includes('保存'))";

/// The session and the minutes.
impl Story<'_> {
    /// Two note-takers record at once; four decisions are taken.
    pub(super) fn meet(&mut self, items: &Items) {
        self.time(at(12, 10, 1, 0));
        self.sit(&self.s.sun);
        self.below("/live");
        self.left.click("main form[action$='/live/open'] button");
        self.left.script(PRESENT, vec![json!("省公安厅")]);
        wait(self.left, SOON, "who is there", || self.left.script(SAVED, Vec::new()) == json!(true));
        self.look("attendance");
        self.right.log_in(&self.app.base, &self.app.browser(&self.s.zhou));
        let raid = id_of(&items.raid);
        for browser in [self.left, self.right] {
            browser.open(&format!("{}{}/live?item={raid}", self.app.base, self.home));
        }
        let notes = format!("#notes-{raid}");
        type_in(self.left, &notes, "省工商局汇报：五市投诉 1,204 件。");
        wait(self.right, SOON, "the other's text", || value(self.right, &notes).contains("1,204 件"));
        pick(self.right, &format!("#form-outcome-{raid}"), "passed");
        let chosen = "const e = document.querySelector(arguments[0] + ' :checked'); return e ? e.value : ''";
        let outcome = || self.left.script(chosen, vec![json!(format!("#form-outcome-{raid}"))]);
        wait(self.left, SOON, "the other's outcome", || outcome() == json!("passed"));
        let [chen, wang, zhao] = self.s.departments;
        let by = Some("2026-12-31");
        self.decide(&items.raid, "开展冬季农资打假第一轮检查。", chen, Some(zhao), by);
        self.decide(&items.raid, "明确案件移送标准。", zhao, None, by);
        wait(self.right, SOON, "both decisions", || {
            self.right.script("return document.querySelectorAll('.decision').length", vec![]) == json!(2)
        });
        self.look("session");
        self.take(&items.list, "amended");
        self.decide(&items.list, "三部门每月 5 日前交换名单。", wang, Some(chen), None);
        self.take(&items.reward, "in_principle");
        self.decide(&items.reward, "提出举报奖励资金安排方案。", chen, None, by);
        self.below("/live/screen");
        self.look("screen");
        self.submit("/live/adjourn", &[]);
        self.below("");
        self.says(&["纪要"]);
        self.look("adjourned");
    }

    /// Takes an item up and records its outcome.
    fn take(&self, item: &str, outcome: &str) {
        self.below(&format!("/live?item={}", id_of(item)));
        let field = format!("#form-outcome-{}", id_of(item));
        pick(self.left, &field, outcome);
        wait(self.left, SOON, "an outcome", || value(self.left, &format!("{field} .told")).contains("保存"));
    }

    /// Adds a decision to an item, by the fields of the page.
    fn decide(&self, item: &str, text: &str, lead: i64, support: Option<i64>, due: Option<&str>) {
        self.below(&format!("/live?item={}", id_of(item)));
        self.left.click(".session-item .more button");
        let last = "const all = document.querySelectorAll('.decision'); return '#' + all[all.length - 1].id";
        let decision = self.left.script(last, Vec::new()).as_str().expect("a decision").to_owned();
        let set = |field: &str, new: &str| {
            let form = format!("{decision} form[data-field='{field}']");
            wait(self.left, SOON, field, || {
                self.left.script("return !!document.querySelector(arguments[0])", vec![json!(form)]) == json!(true)
            });
            pick(self.left, &form, new);
            wait(self.left, SOON, field, || value(self.left, &format!("{form} .told")).contains("保存"));
        };
        set("text", text);
        set("lead", &lead.to_string());
        if let Some(support) = support {
            set("support", &support.to_string());
        }
        match due {
            Some(day) => set("due", day),
            None => set("no_due_reason", "按月持续开展"),
        }
        wait(self.left, SOON, "the draft duty", || value(self.left, &format!("{decision} .actions")).contains("2026-000"));
    }

    /// The minutes go round: one wants other words, one agrees, one is silent until the day is over.
    pub(super) fn agree(&mut self) {
        self.sit(&self.s.zhou);
        self.below("/minutes");
        self.left.click("main form[action$='/minutes/draw'] button");
        self.says(&["冬季农资打假专项行动", "三部门每月 5 日前交换名单", "许兰"]);
        self.look("minutes-draft");
        self.below("/minutes/circulate");
        self.fill(&[("days", "3")]);
        self.choose("departments", &self.s.departments);
        self.send();
        self.look("minutes-circulated");
        let [chen, wang, _] = &self.s.liaisons;
        for (who, fields) in [(chen, [("answer", "wording"), ("text", "五市应列明。")]), (wang, [("answer", "agree"), ("text", "")])]
        {
            self.sit(who);
            self.open("/w/ours");
            self.says(&["会签"]);
            self.below("/minutes");
            self.left.click("main a[href*='/minutes/countersign/']");
            self.fill(&fields);
            if fields[0].1 == "wording" {
                let first = "const e = document.querySelector('main textarea[name^=decision]'); e.closest('details').open = true; e.value = arguments[0]";
                self.left.script(first, vec![json!("开展南京、徐州、盐城、淮安、宿迁五市农资打假第一轮检查。")]);
                self.look("countersign");
            }
            self.send();
            assert!(!self.here().contains("countersign/"), "{}", self.text());
        }
        self.sit(&self.s.zhou);
        let refused = self.submit("/minutes/issue", &[]);
        assert!(refused.contains("1 条会签意见还没有决定"), "{refused}");
        self.below("/minutes/differences");
        self.look("differences");
        self.fill(&[("verdict", "taken"), ("verdict_reason", "便于对照检查。")]);
        self.send();
        let refused = self.submit("/minutes/issue", &[]);
        assert!(refused.contains("省公安厅"), "who has not answered is named: {refused}");
        self.time(at(12, 16, 1, 0));
        self.sit(&self.s.zhou);
        self.below("/minutes");
        self.says(&["视为同意"]);
    }

    pub(super) fn issue(&mut self) {
        self.below("/minutes/issue");
        self.look("issue");
        self.send();
        self.below("/minutes");
        self.says(&["〔2026〕1号", "南京、徐州、盐城、淮安、宿迁五市"]);
        self.look("issued");
        let find = "return document.querySelector('aside a[href*=\"/files/\"]').getAttribute('href')";
        let file = self.left.script(find, Vec::new()).as_str().expect("a file").to_owned();
        let document = self.app.browser(&self.s.zhou).get(&file).expect_file(200);
        let mut zip = zip::ZipArchive::new(std::io::Cursor::new(document.body)).expect("a package");
        let mut text = String::new();
        std::io::Read::read_to_string(&mut zip.by_name("word/document.xml").expect("its text"), &mut text).expect("text");
        assert!(text.contains("〔2026〕1号") && text.contains("三部门每月"), "{text}");
        assert!(self.mail(&self.s.liaisons[1], "会议纪要已印发").contains("〔2026〕1号"));
    }

    /// The duties are the departments'; one is closed, and the next meeting opens with what became of them.
    pub(super) fn follow(&mut self) {
        let chen = &self.s.liaisons[0];
        self.sit(chen);
        self.open("/w/ours");
        self.says(&["五市农资打假第一轮检查"]);
        self.look("home-liaison");
        let duty = "/w/ours/duties/2026-0001";
        let (chen, zhou) = (self.app.browser(chen), self.app.browser(&self.s.zhou));
        let lead = self.s.departments[0].to_string();
        chen.post(&format!("{duty}/accept"), &[("department", &lead)]).expect(303);
        chen.post(&format!("{duty}/submit"), &[("department", &lead), ("evidence", "问题清单 137 条。")]).expect(303);
        zhou.post(&format!("{duty}/close"), &[("remark", "核验无误")]).expect(303);
        self.time(at(12, 16, 1, 1));
        self.sit(&self.s.zhou);
        self.open("/w/ours/meetings/decisions");
        self.look("decisions");
        self.home = "/w/ours/meetings/2026-0002".to_owned();
        self.submit("/call", &[]);
        self.says(&["共 4 项，已全部办结 1 项"]);
        self.look("next");
        self.below("/pack");
        self.says(&["开展南京、徐州、盐城、淮安、宿迁五市"]);
        self.look("next-pack");
    }
}

/// The last part of an address.
fn id_of(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or_default()
}

fn pick(browser: &Driver, css: &str, new: &str) {
    assert_eq!(browser.script(PICK, vec![json!(css), json!(new)]), json!(true), "{css} takes no {new}: {}", value(browser, css));
}
