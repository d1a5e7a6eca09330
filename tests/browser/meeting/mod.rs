//! A whole meeting by its pages, from the form of its series to the minutes it issued and the meeting after it.

mod after;
mod before;

use chrono::NaiveDateTime;
use mailparse::MailHeaderMap;
use serde_json::json;

use super::{check::Checks, driver::Driver, session::value};
use crate::{
    meetings::stage::Stage,
    support::{TestApp, TestDb, cast::Member},
};

/// Ticks exactly these of the boxes of this name.
const CHOOSE: &str = "const [name, values] = arguments; let n = 0; \
     for (const e of document.querySelectorAll('main [name=\"' + name + '\"]')) { e.checked = values.includes(e.value); n += e.checked ? 1 : 0; e.dispatchEvent(new Event('change', {bubbles: true})); } \
     return n";

#[test]
fn a_meeting_runs_from_its_series_to_issued_minutes_and_into_the_next() {
    let (Some(left), Some(right)) = (Driver::start(), Driver::start()) else { return };
    let mut faults = Vec::new();
    for db in TestDb::all() {
        let checks = Checks::new(&format!("{}-meeting", db.name));
        let is_looked_at = db.name == "sqlite";
        let app = TestApp::start(db);
        let test_db = app.test_db.db.clone();
        let stage = Stage::new(&test_db);
        let mut story = Story { app: &app, s: &stage, left: &left, right: &right, checks, is_looked_at, home: String::new() };
        story.tell();
        faults.append(&mut story.checks.faults);
    }
    drop((left, right));
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

/// The agenda items of the story, by their addresses.
struct Items {
    raid: String,
    list: String,
    reward: String,
}

/// Two browsers: on the left whoever acts, on the right the second note-taker and a telephone.
struct Story<'a> {
    app: &'a TestApp,
    s: &'a Stage<'a>,
    left: &'a Driver,
    right: &'a Driver,
    checks: Checks,
    is_looked_at: bool,
    /// The meeting's address.
    home: String,
}

impl Story<'_> {
    fn tell(&mut self) {
        self.set_up();
        let items = self.collect();
        self.comment(&items);
        let items = Items { reward: self.late(&items), ..items };
        self.invite();
        self.meet(&items);
        self.agree();
        self.issue();
        self.follow();
    }

    /// From now on this person sits at the left.
    fn sit(&self, who: &Member) {
        self.left.log_in(&self.app.base, &self.app.browser(who));
    }

    fn open(&self, path: &str) {
        self.left.open(&format!("{}{path}", self.app.base));
    }

    /// A page below the meeting.
    fn below(&self, rest: &str) {
        self.open(&format!("{}{rest}", self.home));
    }

    fn here(&self) -> String {
        self.left.url().trim_start_matches(&self.app.base).split(['?', '#']).next().unwrap_or_default().to_owned()
    }

    fn fill(&self, fields: &[(&str, &str)]) {
        fields.iter().for_each(|(name, value)| self.left.fill(name, value));
    }

    fn choose(&self, name: &str, ids: &[i64]) {
        let ids: Vec<String> = ids.iter().map(i64::to_string).collect();
        assert_eq!(self.left.script(CHOOSE, vec![json!(name), json!(ids)]), json!(ids.len()), "{name} at {}", self.here());
    }

    /// Presses the form's button; the page it leads to.
    fn send(&self) -> String {
        self.left.click("main form .buttons .btn.main, main form .buttons .btn.danger");
        self.text()
    }

    /// Opens a form below the meeting, fills it in and sends it.
    fn submit(&self, rest: &str, fields: &[(&str, &str)]) -> String {
        self.below(rest);
        self.fill(fields);
        self.send()
    }

    fn text(&self) -> String {
        value(self.left, "main").split_whitespace().collect::<Vec<_>>().join(" ")
    }

    #[track_caller]
    fn says(&self, words: &[&str]) {
        let text = self.text();
        assert!(words.iter().all(|w| text.contains(w)), "{words:?} at {}: {text}", self.here());
    }

    fn look(&mut self, name: &str) {
        if self.is_looked_at {
            self.checks.glance(self.left, name);
        }
    }

    /// It becomes this time; whoever sits there logs in anew.
    fn time(&self, now: NaiveDateTime) {
        self.app.clock.advance(now - self.app.clock.now());
        self.app.work();
    }

    /// The text of the newest mail to somebody whose subject holds this.
    fn mail(&self, to: &Member, subject: &str) -> String {
        self.app.work();
        let written = std::fs::read_dir(self.app.dir.path().join("mail")).expect("mails");
        let mut files: Vec<_> = written.map(|entry| entry.expect("a mail").path()).collect();
        files.sort_by_key(|path| path.metadata().and_then(|m| m.modified()).expect("a time"));
        let found = files.iter().rev().find_map(|path| {
            let bytes = std::fs::read(path).expect("a mail");
            let mail = mailparse::parse_mail(&bytes).expect("a mail");
            let is_it = |name: &str, part: &str| mail.headers.get_first_value(name).is_some_and(|value| value.contains(part));
            (is_it("To", &to.email) && is_it("Subject", subject)).then(|| mail.parts().filter_map(|part| part.get_body().ok()).collect())
        });
        found.unwrap_or_else(|| panic!("no mail “{subject}” to {}", to.name))
    }
}
