//! Whoever has no part in it finds no such page, and no trace in lists, search or home.

use super::Walk;

/// The answer's status, as Chromium was given it.
const STATUS: &str = "return performance.getEntriesByType('navigation')[0].responseStatus";

impl Walk<'_, '_> {
    #[track_caller]
    pub fn is_missing(&self) {
        let status = self.browser.script(STATUS, Vec::new());
        assert_eq!(status, 404, "{}: {}", self.here(), self.text());
    }

    /// Of the same city, of the same department as who looks into it, who stood back, leaders and administrators.
    pub fn is_hidden(&mut self) {
        let f = self.story.f;
        let matter = self.matter(&self.number);
        let (title, closed, city) = (matter.title, matter.closed_at.is_some(), matter.subject.department_id);
        for who in [&f.d.ding, &f.he, &f.shen, &self.colleague, &self.aloof, &f.d.stage.administrator].map(Clone::clone) {
            self.sit(&who);
            let at = self.at();
            for path in [&*at, &format!("{at}/reply"), &format!("{at}/files"), "/w/ours/matters", "/w/ours/matters/board"] {
                self.open(path);
                self.is_missing();
            }
            let search = |words: &str| format!("/w/ours/search?q={words}");
            let city = format!("/w/ours/departments/{city}");
            let places = ["/w/ours", "/w/ours/duties?tab=all", "/w/ours/meetings", &city, &search(&self.number), &search(&title)];
            for path in places {
                self.open(path);
                assert_eq!(self.count_of("a[href*='/matters']"), 0, "{}: {path} leads to matters", who.name);
                self.says_nothing_of(&[&title, "通报批评"]);
            }
            if who.person_id == self.aloof.person_id && closed {
                self.open(&at);
                self.stop("outsider-page", None);
                self.open(&search(&title));
                self.stop("outsider-search", None);
            }
        }
    }
}
