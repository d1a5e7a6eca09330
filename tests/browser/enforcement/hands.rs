//! What a person's hands and eyes do on a page.

use serde_json::json;

use super::{Stop, Story, value};
use crate::support::cast::Member;

const TAB: char = '\u{E004}';
const ENTER: char = '\u{E007}';

/// The numbers of a grid with their lists, as they are seen.
const NUMBERS: &str = "return [...document.querySelectorAll('main table.grid td a')].filter(e => e.checkVisibility()) \
     .filter(e => /^\\d+$/.test(e.lastChild.textContent.trim())).map(e => [e.lastChild.textContent.trim(), e.getAttribute('href')])";
const LISTED: &str = "return [...document.querySelectorAll('main table.rows tbody tr')].filter(e => e.checkVisibility()).length";
/// The element with the focus: class, id, and whether it is in sight.
const FOCUS: &str = "const e = document.activeElement; const box = e.getBoundingClientRect(); \
     return [e.className, e.id, box.top >= 0 && box.top < window.innerHeight]";
/// The first control that is marked as wrong, or what holds the choices that are.
const FIRST: &str = "const e = document.querySelector('main form .bad'); if (!e) return null; \
     return [...e.querySelectorAll('[id]')].concat(e).map(e => e.id).filter(Boolean)";

impl Story<'_> {
    /// From now on this person uses the browser.
    pub fn sit(&mut self, who: &Member) {
        self.browser.log_in(&self.app.base, &self.app.browser(who));
        self.sits = Some(who.clone());
    }

    pub fn open(&self, path: &str) {
        self.browser.open(&format!("{}{path}", self.app.base));
    }

    pub fn here(&self) -> String {
        self.browser.url().trim_start_matches(&self.app.base).to_owned()
    }

    pub fn text(&self) -> String {
        value(self.browser, "main").split_whitespace().collect::<Vec<_>>().join(" ")
    }

    pub fn fill(&self, fields: &[(&str, &str)]) {
        fields.iter().for_each(|(name, value)| self.browser.fill(name, value));
    }

    pub fn send(&self) {
        self.browser.click("main form .buttons .btn.main, main form .buttons .btn.danger");
    }

    /// Keeps the page to be looked at.
    pub fn stop(&mut self, name: &'static str, sent: Option<&'static [(&'static str, &'static str)]>) {
        let who = self.sits.clone().expect("somebody sits there");
        self.stops.push(Stop { who, name, path: self.here(), sent });
    }

    #[track_caller]
    pub fn fits(&self) {
        let inside = self.browser.script("return [document.documentElement.scrollWidth, window.innerWidth]", Vec::new());
        assert!(inside[0].as_u64() <= inside[1].as_u64(), "{} scrolls sideways: {inside}", self.here());
    }

    /// Sends the form with no more than this: what is wrong has the focus, and its first line leads to the first field that is.
    #[track_caller]
    pub fn refused(&mut self, name: &'static str, sent: &'static [(&'static str, &'static str)]) {
        self.stop(name, Some(sent));
        let at = self.here();
        self.fill(sent);
        self.send();
        let focus = self.browser.script(FOCUS, Vec::new());
        assert_eq!(focus[0], json!("errors"), "the focus at {at}: {focus} {}", self.text());
        assert_eq!(focus[2], json!(true), "what is wrong is in sight at {at}");
        let first = self.browser.script(FIRST, Vec::new());
        self.browser.press(TAB);
        self.browser.press(ENTER);
        let focus = self.browser.script(FOCUS, Vec::new());
        let is_first = first.as_array().is_some_and(|ids| ids.contains(&focus[1]));
        assert!(is_first, "the first line leads to {focus} instead of {first} at {at}");
        assert_eq!(focus[2], json!(true), "the field is in sight at {at}");
    }

    /// Follows every number of a board to its list, which shows so many rows; how many there are.
    pub fn numbers_are_lists(&self) -> usize {
        let board = self.here();
        let numbers = self.browser.script(NUMBERS, Vec::new());
        let numbers: Vec<(String, String)> = serde_json::from_value(numbers).expect("numbers");
        for (n, list) in &numbers {
            self.open(list);
            assert_eq!(self.browser.script(LISTED, Vec::new()).to_string(), *n, "{list} of {board}");
        }
        self.open(&board);
        numbers.len()
    }
}
