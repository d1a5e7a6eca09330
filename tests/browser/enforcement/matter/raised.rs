//! Proposed by the rule, taken up, and looked into by people without an interest in it.

use chrono::Duration;

use super::Walk;
use crate::{browser::session::value, enforcement::campaigns::day};

/// The figures of the day it was proposed.
const FIGURES: [&str; 4] = ["检查 40 家，目标 100 家", "立案 0 件，目标 2 件", "应报 3 期，已报 1 期", "无锡市人民政府"];

impl Walk<'_, '_> {
    /// The campaign is over: the worker proposes a matter against the head of each city that missed its targets.
    pub fn propose(&mut self) {
        let f = self.story.f;
        let (campaign, wuxi) = (f.running(), f.d.stage.cities[1]);
        f.report(&f.on(&f.shen, day(12, 7)), &campaign, 1, day(11, 23), 40).expect("reported");
        self.app.clock.advance(Duration::days(28));
        self.app.work();
        let found = f.matters();
        assert_eq!(found.len(), 2, "one a city: {found:?}");
        let matter = found.iter().find(|m| m.subject.department_id == wuxi).expect("a matter");
        self.number.clone_from(&matter.number);

        self.sit(&f.d.stage.zhou);
        self.open("/w/ours");
        self.says(&["待受理", &matter.title]);
        self.stop("home-proposed", None);
        self.browser.click("main a[href$='/matters']");
        assert_eq!(self.count_of("table.rows tbody tr"), 2);
        let page = self.app.browser(&f.d.stage.zhou).get("/w/ours/matters").expect(200);
        self.file("main a[href*='/matters.xlsx']").expect_rows_of(&page);
        self.stop("list", None);
        self.browser.click(&format!("table.rows a[href$='/matters/{}']", self.number));
        self.has_frozen_figures();
        self.stop("proposed", None);

        // What is reported too late stands on the campaign's page, and changes nothing of what was proposed.
        f.report(&f.on(&f.shen, day(12, 21)), &campaign, 1, day(11, 30), 35).expect("late");
        let region = format!("#facts a[href$='/campaigns/{}/regions/{wuxi}']", campaign.number);
        self.browser.click(&region);
        self.says(&["75"]);
        self.stop("region-later", None);
        self.open(&self.at());
        self.has_frozen_figures();
    }

    #[track_caller]
    fn has_frozen_figures(&self) {
        let facts = value(self.browser, "#facts");
        FIGURES.iter().for_each(|figure| assert!(facts.contains(figure), "{figure} in {facts}"));
        assert!(!facts.contains("75"), "{facts}");
    }

    /// Taken up; two are asked to look into it, one of those who decide to read it.
    pub fn take_up(&mut self) {
        self.step("accept");
        self.stop("accept", None);
        self.fill(&[("reason", "指标缺口大，予以受理")]);
        self.send();
        self.says(&["调查中"]);
        self.step("people");
        self.refused("people-refused", &[("member", "")]);
        let d = &self.f.d;
        let named = [(&d.stage.liaison, "handler"), (&d.ding, "handler"), (&d.stage.leader, "decider")];
        for (n, (member, part)) in named.into_iter().enumerate() {
            if n > 0 {
                self.browser.click("#people a[href$='/people']");
            }
            self.fill(&[("part", part), ("member", &member.membership_id.to_string())]);
            self.send();
        }
        self.says(&["陈静", "丁洁", "李卫东", "尚未表态"]);
        self.stop("people-named", None);
    }

    /// Each says whether they have an interest; who has stands back and finds nothing any more.
    pub fn declare(&mut self) {
        let d = &self.story.f.d;
        self.come(&d.ding, "待申报回避");
        self.stop("asked-to-declare", None);
        self.step("declare");
        self.refused("declare-refused", &[("interest", "yes"), ("reason", "")]);
        self.fill(&[("interest", "yes"), ("reason", "本人原在无锡市工作")]);
        self.send();
        assert_eq!(self.here(), "/w/ours");
        self.open(&self.at());
        self.is_missing();
        self.stop("recused", None);

        self.come(&d.stage.leader, "待申报回避");
        self.step("declare");
        self.fill(&[("interest", "no")]);
        self.send();
        self.says(&["无需回避", "本人原在无锡市工作"]);
        self.stop("decider", None);
    }

    /// Notes are for those who look into it.
    pub fn investigate(&mut self) {
        let s = &self.story.f.d.stage;
        self.come(&s.liaison, "待申报回避");
        self.step("declare");
        self.fill(&[("interest", "no")]);
        self.send();
        self.step("note");
        self.refused("note-refused", &[("text", "")]);
        self.fill(&[("text", "两处窝点瞒报未查")]);
        self.send();
        self.says(&["两处窝点瞒报未查"]);
        self.stop("investigated", None);
        self.sit(&s.zhou);
        self.open(&self.at());
        self.says(&["已回避", "无需回避"]);
        self.says_nothing_of(&["瞒报"]);
        self.stop("looked-into", None);
    }
}
