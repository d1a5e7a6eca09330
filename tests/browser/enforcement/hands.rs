//! What a person's hands and eyes do on a page.

use serde_json::json;

use super::{Story, VIEWS, value};
use crate::{browser::check::Checks, crawl::speak, support::cast::Member};

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
/// Marks the first link or button of this kind whose row, line or notice says this.
const NEAR: &str = "const [words, css] = arguments; \
     const at = e => e.closest('tr, li, .notice') ?? e; document.querySelector('[data-near]')?.removeAttribute('data-near'); \
     const found = [...document.querySelectorAll(css)].find(e => at(e).textContent.includes(words)); \
     found?.setAttribute('data-near', ''); return !!found";

impl Story<'_> {
    /// From now on this person uses the browser.
    pub fn sit(&mut self, who: &Member) {
        self.browser.log_in(&self.app.base, &self.app.browser(who));
        self.sits = Some(who.clone());
    }

    /// From now on somebody without an account uses the browser.
    pub fn leave(&mut self) {
        self.browser.log_in(&self.app.base, &self.app.visitor());
        self.sits = None;
    }

    pub fn open(&self, path: &str) {
        self.browser.open(&format!("{}{path}", self.app.base));
    }

    /// Without the place in the page: to open that again would load nothing anew.
    pub fn here(&self) -> String {
        let url = self.browser.url();
        let (page, _) = url.split_once('#').unwrap_or((&url, ""));
        page.trim_start_matches(&self.app.base).to_owned()
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

    #[track_caller]
    pub fn says(&self, words: &[&str]) {
        let text = self.text();
        assert!(words.iter().all(|w| text.contains(w)), "{words:?} at {}: {text}", self.here());
    }

    /// Follows the link or presses the button in the row, line or notice that says this.
    #[track_caller]
    pub fn go(&self, near: &str, css: &str) {
        let found = self.browser.script(NEAR, vec![json!(near), json!(format!("main {css}"))]);
        assert_eq!(found, json!(true), "no {css} near {near} at {}: {}", self.here(), self.text());
        self.browser.click("[data-near]");
    }

    /// Has the page looked at in both languages, as it is now or as it is once this is sent; then it stands there again as it was.
    pub fn stop(&mut self, name: &str, sent: Option<&[(&str, &str)]>) {
        let mut faults = Vec::new();
        // Pages are the same on every database.
        if self.app.test_db.name == "sqlite" {
            let (path, inside) = (self.here(), self.browser.script("return [window.innerWidth, window.innerHeight]", Vec::new()));
            for (lang, views) in VIEWS {
                self.speak(lang);
                self.open(&path);
                if let Some(sent) = sent {
                    self.fill(sent);
                    self.send();
                }
                let said = self.browser.script("return document.documentElement.lang", Vec::new());
                assert_eq!(said, json!(lang), "{path}");
                let mut checks = Checks::new(&format!("enforcement-{lang}")).after(self.stops.len());
                checks.views(self.browser, name, views);
                faults.append(&mut checks.faults);
            }
            self.speak("zh-CN");
            self.open(&path);
            let [width, height] = [0, 1].map(|i| inside[i].as_u64().and_then(|n| u32::try_from(n).ok()).expect("a size"));
            self.browser.size(width, height);
        }
        self.stops.push(faults);
    }

    /// Whoever has no account reads the language of the workspace, in a page that the browser does not keep from before.
    fn speak(&self, lang: &str) {
        match &self.sits {
            Some(who) => speak(self.app, who, lang),
            None => {
                let sql = format!("UPDATE workspaces SET language = '{lang}' WHERE id = {}", self.f.d.stage.workspace);
                let of = self.f.d.stage.office().tenant();
                self.app.db().write(of, |conn| Ok(diesel::RunQueryDsl::execute(diesel::sql_query(sql), conn)?)).expect("a language");
                self.browser.log_in(&self.app.base, &self.app.visitor());
            }
        }
    }

    #[track_caller]
    pub fn fits(&self) {
        let inside = self.browser.script("return [document.documentElement.scrollWidth, window.innerWidth]", Vec::new());
        assert!(inside[0].as_u64() <= inside[1].as_u64(), "{} scrolls sideways: {inside}", self.here());
    }

    /// Sends the form with no more than this: what is wrong has the focus, and its first line leads to the first field that is.
    #[track_caller]
    pub fn refused(&mut self, name: &str, sent: &[(&str, &str)]) {
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

    /// How many rows the list shows.
    pub fn listed(&self) -> u64 {
        self.browser.script(LISTED, Vec::new()).as_u64().expect("a number")
    }

    /// Follows every number of a board to its list, which shows so many rows; how many there are.
    pub fn numbers_are_lists(&self) -> usize {
        let board = self.here();
        let numbers = self.browser.script(NUMBERS, Vec::new());
        let numbers: Vec<(String, String)> = serde_json::from_value(numbers).expect("numbers");
        for (n, list) in &numbers {
            self.open(list);
            assert_eq!(self.listed().to_string(), *n, "{list} of {board}");
        }
        self.open(&board);
        numbers.len()
    }
}
