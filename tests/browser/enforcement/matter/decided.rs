//! Decided by the meeting, entered by one of those who decide, and what has to be put right.

use chrono::Duration;
use lianxi::meetings::{
    Seen,
    actions::{self, Content, LiveField},
};

use super::Walk;
use crate::{
    browser::session::value,
    meetings::{
        session::{floor, save, saving},
        stage::{Stage as Meetings, at},
    },
};

const DECIDED: &str = "对未完成专项行动目标的市政府负责人通报批评，责令一个月内补齐检查。";

impl Walk<'_, '_> {
    /// The joint meeting of 25 December, held and over; its decision.
    fn meet(&self) -> i64 {
        let d = &self.f.d;
        let mut s = Meetings {
            cast: self.app.cast(),
            workspace: d.stage.workspace,
            departments: [d.stage.bureau, d.other, self.f.county],
            zhou: d.stage.zhou.clone(),
            li: d.stage.leader.clone(),
            sun: self.sun.clone(),
            liaisons: [d.stage.liaison.clone(), d.ding.clone(), self.f.he.clone()],
            stranger: self.f.shen.clone(),
        };
        let content = Content { starts_at: at(12, 25, 10, 0), call_on: None, cutoff_on: None, notice_on: None, ..s.content() };
        let made = s.write(&s.office(), |conn, scope| actions::create(conn, scope, &content, &s.departments[..2])).expect("made");
        let seen = Seen::any(&*made.number);
        s.write(&s.office(), |conn, scope| actions::call(conn, scope, &seen)).expect("called");
        s.write(&s.office(), |conn, scope| actions::announce(conn, scope, &seen)).expect("announced");
        s.cast.now += Duration::hours(1);
        s.write(&s.office(), |conn, scope| actions::open(conn, scope, &seen)).expect("opened");
        let item = floor(&s, &made.number, "专项行动结果", None);
        let decision = s.write(&s.office(), |conn, scope| actions::add_decision(conn, scope, &seen, item)).expect("added").id;
        for (subject, field, said) in [(item, LiveField::Outcome, "passed"), (decision, LiveField::Text, DECIDED)] {
            let what = saving(subject, field, 0, said, &format!("{subject}-said"));
            save(&s, &s.office(), &made.number, &what).expect("written down");
        }
        s.write(&s.office(), |conn, scope| actions::adjourn(conn, scope, &seen, &[])).expect("adjourned");
        decision
    }

    pub fn decide(&mut self) {
        self.app.clock.advance(Duration::days(1));
        let decision = self.meet();
        self.app.clock.advance(Duration::hours(3));
        // Who looked into it is offered no decision.
        let s = &self.story.f.d.stage;
        self.sit(&s.liaison);
        self.open(&self.at());
        assert_eq!(self.count_of("main a[href$='/decide']"), 0);
        self.come(&s.leader, "待决定");
        self.says(&["承诺一个月内补齐检查"]);
        self.says_nothing_of(&["瞒报"]);
        self.stop("to-decide", None);
        self.step("decide");
        self.stop("decide", None);
        self.refused("decide-refused", &[("form", "criticism"), ("body", "meeting"), ("decision", "")]);
        self.fill(&[("form", "criticism"), ("text", DECIDED), ("body", "meeting"), ("decision", &decision.to_string())]);
        self.send();
        let decided = value(self.browser, "#decisions");
        for words in ["通报批评", DECIDED, "第四季度联席会议", "2026-12-25", "李卫东", "第二十二条"] {
            assert!(decided.contains(words), "{words} in {decided}");
        }
        self.says(&["决定生效"]);
        self.stop("in-force", None);
    }

    /// The office charges the city with putting it right: refused without a day, with what was typed kept.
    pub fn charge(&mut self) {
        let s = &self.story.f.d.stage;
        self.sit(&s.zhou);
        self.open(&self.at());
        self.step("charge");
        self.refused("charge-refused", &[("title", "补齐年度检查"), ("requirement", "一个月内补查 25 家"), ("day", "")]);
        let city = s.cities[1].to_string();
        // Whoever answers with a post need not have it known in their own house: which body does it is for the office to say.
        assert_eq!(value(self.browser, "main [name=department]"), "");
        let typed = [("title", "补齐年度检查"), ("requirement", "一个月内补查 25 家"), ("day", "2027-01-15")];
        self.fill(&[&typed[..], &[("department", &city)]].concat());
        self.send();
        let duties = value(self.browser, "#duties");
        assert!(duties.contains("补齐年度检查") && duties.contains("2027-01-15"), "{duties}");
        self.stop("charged", None);

        // The subject reads what was decided, until when it may object, and what it has to do.
        let mayor = self.mayor.clone();
        self.come(&mayor, "待报送整改");
        let until = self.matter(&self.number).objection_due_on.expect("a day").to_string();
        self.says(&[DECIDED, "申诉截止", &until, "补齐年度检查"]);
        self.stop("subject-decided", None);
        self.step("object");
        self.says(&["只能申诉一次", &until]);
        self.stop("object", None);
    }
}
