//! Put right by the city, verified by others once the time to object is over, closed, counted.

use chrono::Duration;

use super::Walk;
use crate::browser::session::value;

impl Walk<'_, '_> {
    /// The city's liaison does the duty, who learns nothing of the matter; the office verifies it; the subject says what was done.
    pub fn put_right(&mut self) {
        self.app.clock.advance(Duration::days(3));
        let (f, mayor) = (self.story.f, self.mayor.clone());
        self.sit(&f.shen);
        self.open("/w/ours");
        self.says(&["补齐年度检查"]);
        self.browser.click("main a[href*='/duties/20']");
        let duty = self.here();
        self.says(&["一个月内补查 25 家"]);
        assert_eq!(self.count_of("a[href*='/matters']"), 0, "the duty leads to no matter");
        self.stop("duty", None);
        self.browser.click("main form[action$='/accept'] button");
        self.step("report");
        self.fill(&[("text", "已补查 20 家"), ("as_of", "2026-12-28")]);
        self.send();
        self.says(&["已补查 20 家"]);
        self.step("submit");
        self.fill(&[("evidence", "25 家检查记录已归档")]);
        self.send();
        self.stop("duty-submitted", None);
        self.open(&self.at());
        self.is_missing();

        self.sit(&f.d.stage.zhou);
        self.open(&duty);
        self.step("close");
        self.fill(&[("remark", "抽查 5 家，记录属实")]);
        self.send();
        self.says(&["已办结"]);
        self.stop("duty-closed", None);

        self.come(&mayor, "待报送整改");
        self.step("respond");
        self.refused("respond-refused", &[("text", "")]);
        self.fill(&[("text", "25 家已全部补查，经费列入年初预算")]);
        self.send();
        self.says(&["25 家已全部补查", "待核验"]);
        self.stop("subject-responded", None);
    }

    /// Not before the time to object is over, and not by the city.
    pub fn verify(&mut self) {
        let (s, mayor) = (&self.story.f.d.stage, self.mayor.clone());
        let matter = self.matter(&self.number);
        let until = matter.objection_due_on.expect("a day");
        self.sit(&s.zhou);
        self.open(&self.at());
        self.says(&[&until.to_string(), "期满后才能核验办结"]);
        assert_eq!(self.count_of("main a[href$='/verify']"), 0, "what cannot be done is not offered");
        self.stop("objection-runs", None);

        let today = self.app.cast().now.date();
        self.app.clock.advance(until - today + Duration::days(1));
        self.come(&s.zhou, "待核验");
        self.stop("to-verify", None);
        self.step("verify");
        let city = s.cities[1];
        assert_eq!(self.count_of(&format!("main [name=department] option[value='{city}']")), 0, "nobody verifies themselves");
        self.refused("verify-refused", &[("department", ""), ("text", "")]);
        self.fill(&[("department", &self.f.d.other.to_string()), ("text", "现场核验 25 家，整改到位")]);
        self.send();
        assert!(value(self.browser, "main .head").contains("已办结"), "{}", self.text());
        self.says(&["现场核验 25 家，整改到位", "核验单位", "省工商局"]);
        self.stop("closed", None);
        let told = self.file("main .head a[href$='/file.docx']").docx_text();
        let order = ["检查 40 家", "已补查 35 家", "请求当面说明", "承诺一个月内", "责令一个月内补齐检查", "25 家已全部补查"];
        let places: Vec<usize> = order.iter().map(|w| told.find(w).unwrap_or_else(|| panic!("the file lacks {w}"))).collect();
        assert!(places.windows(2).all(|w| w[0] < w[1]), "in order of time: {places:?}");
        assert!(!told.contains("瞒报"), "notes are for those who look into it");

        self.sit(&mayor);
        self.open(&self.at());
        self.says(&["已办结"]);
        assert_eq!(self.count_of("main .actions a:not([href$='/file.docx'])"), 0, "nothing is left to do: {}", self.text());
        self.stop("subject-closed", None);
        assert!(!self.file("main .head a[href$='/file.docx']").docx_text().contains("瞒报"));
    }

    /// The board by body and by government, each number a list, and as a workbook.
    pub fn count(&mut self) {
        let f = self.story.f;
        self.sit(&f.d.stage.zhou);
        self.open("/w/ours/matters?tab=all");
        self.stop("list-all", None);
        self.browser.click("main a[href$='/matters/board']");
        assert!(self.text().contains("无锡市") && self.text().contains("南京市"), "{}", self.text());
        self.stop("board", None);
        let numbers = self.numbers_are_lists();
        assert!(numbers >= 6, "{numbers}: {}", self.text());
        self.browser.click("nav.tabs a:not([aria-current])");
        self.stop("board-governments", None);
        let numbers = self.numbers_are_lists();
        assert!(numbers >= 4, "{numbers}: {}", self.text());
        let sheet = self.file("main a[href*='/board.xlsx']").sheet();
        let of = |name: &str| sheet.iter().find(|row| row[0] == name).unwrap_or_else(|| panic!("no {name}: {sheet:?}"))[1..7].to_vec();
        assert_eq!(of("无锡市"), ["0", "0", "0", "0", "1", "0"], "closed");
        assert_eq!(of("南京市"), ["1", "0", "1", "0", "0", "0"], "being heard");
    }
}
