//! The subject is told, sees the facts, replies in time, asks for a hearing and is given one.

use chrono::Duration;
use lianxi::platform::i18n::{Lang, format_day};

use super::Walk;

impl Walk<'_, '_> {
    /// The notice says first whom it reaches and until when they may reply.
    pub fn notify(&mut self) {
        self.step("notify");
        self.says(&["吴市长"]);
        self.stop("notify", None);
        let what = self.text();
        self.send();
        let due = self.matter(&self.number).reply_due_on.expect("a day");
        let due = format_day(Lang::ZhCn, due);
        assert!(what.contains(&due), "{due} in {what}");
        self.says(&["陈述申辩", &due]);
        self.stop("notified", None);
    }

    /// On the day after.
    pub fn reply(&mut self) {
        self.app.clock.advance(Duration::days(1));
        let mayor = self.mayor.clone();
        self.sit(&mayor);
        self.open("/w/ours");
        self.stop("subject-home", None);
        self.come(&mayor, "待陈述申辩");
        self.says(&["检查 40 家，目标 100 家", "请在"]);
        self.says_nothing_of(&["瞒报", "陈静", "丁洁", "李卫东", "予以受理"]);
        self.stop("subject", None);
        self.step("reply");
        self.refused("reply-refused", &[("text", "")]);
        self.fill(&[("text", "经费年底才到位，已补查 35 家")]);
        self.send();
        self.says(&["已补查 35 家"]);
        self.step("ask-hearing");
        self.refused("ask-hearing-refused", &[("text", "")]);
        self.fill(&[("text", "请求当面说明经费情况")]);
        self.send();
        self.says(&["请求当面说明经费情况", "待答复"]);
        assert_eq!(self.count_of("main .actions a[href$='/ask-hearing']"), 0, "once at a time");
        self.stop("subject-asked", None);
    }

    /// Arranged by the office, held two days later, written down by who looks into it.
    pub fn hear(&mut self) {
        let (s, mayor) = (&self.story.f.d.stage, self.mayor.clone());
        self.come(&s.zhou, "申请待答复");
        self.stop("request", None);
        assert_eq!(self.count_of("#papers a.btn"), 1);
        self.browser.click("#papers a.btn");
        self.refused("hearing-refused", &[("granted", "yes"), ("day", ""), ("time", ""), ("place", "")]);
        self.fill(&[("granted", "yes"), ("day", "2026-12-24"), ("time", "09:30"), ("place", "第一会议室"), ("text", "同意")]);
        self.send();
        self.says(&["准许", "第一会议室"]);
        self.stop("hearing-arranged", None);
        self.sit(&mayor);
        self.open(&self.at());
        self.says(&["2026-12-24", "09:30", "第一会议室"]);
        self.stop("subject-invited", None);

        self.app.clock.advance(Duration::days(2));
        self.come(&s.liaison, "待举行听证");
        self.step("hear");
        self.refused("hear-refused", &[("day", ""), ("present", ""), ("record", "")]);
        let record = "吴市长说明经费情况，承诺一个月内补齐检查。";
        self.fill(&[("day", "2026-12-24"), ("present", "陈静（主持）、吴市长"), ("record", record)]);
        self.send();
        self.says(&[record, "陈静（主持）、吴市长"]);
        self.stop("heard", None);
    }
}
