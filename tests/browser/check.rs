//! What holds on every page: no accessibility fault in either colour scheme, no scrolling sideways, the main step by keyboard.

use std::path::PathBuf;

use serde_json::{Value, json};

use super::driver::Driver;
use crate::support;

/// Tab, as WebDriver names it.
const TAB: char = '\u{E004}';

pub struct Checks {
    /// The source of axe-core, where it is at hand.
    axe: Option<String>,
    pictures: PathBuf,
    pub faults: Vec<String>,
    seen: usize,
}

impl Checks {
    /// For a walk on this database.
    pub fn new(database: &str) -> Self {
        let axe = match std::env::var("LIANXI_TEST_AXE") {
            Ok(path) => Some(std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("LIANXI_TEST_AXE={path}: {e}"))),
            Err(_) => {
                // The walk itself needs no axe; where a browser is required, its checks are too.
                assert!(!support::is_required("browser"), "LIANXI_TEST_AXE must name axe.min.js");
                support::skip("axe", "LIANXI_TEST_AXE names no axe.min.js");
                None
            }
        };
        let target =
            std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("target"), PathBuf::from);
        let pictures = target.join("screenshots").join(database);
        std::fs::create_dir_all(&pictures).expect("a directory for pictures");
        Self { axe, pictures, faults: Vec::new(), seen: 0 }
    }

    /// Pictures are numbered after so many others.
    pub fn after(self, seen: usize) -> Self {
        Self { seen, ..self }
    }

    /// Looks at the page the browser is on.
    pub fn page(&mut self, browser: &Driver, name: &str) {
        self.views(browser, name, &[(1440, "light"), (390, "light"), (1440, "dark"), (390, "dark")]);
    }

    /// The same in these widths and colour schemes.
    pub fn views(&mut self, browser: &Driver, name: &str, views: &[(u32, &str)]) {
        self.seen += 1;
        let file = |width: u32, scheme: &str| self.pictures.join(format!("{:02}-{name}-{width}-{scheme}.png", self.seen));
        let mut faults = Vec::new();
        for &(width, scheme) in views {
            browser.size(width, 900);
            browser.scheme(scheme);
            faults.extend(misfits(browser, width).into_iter().map(|fault| format!("{name} {fault}")));
            faults.extend(self.axe(browser).into_iter().map(|fault| format!("{name} at {width} in {scheme}: {fault}")));
            browser.picture(width, &file(width, scheme));
        }
        browser.size(1440, 900);
        browser.scheme("light");
        if let Some(fault) = unreachable(browser) {
            faults.push(format!("{name}: {fault}"));
        }
        self.faults.append(&mut faults);
    }

    /// A shorter look: pictures at both widths, and what does not fit.
    pub fn glance(&mut self, browser: &Driver, name: &str) {
        self.seen += 1;
        browser.scheme("light");
        for width in [390, 1440] {
            browser.size(width, 900);
            self.faults.extend(misfits(browser, width).into_iter().map(|fault| format!("{name} {fault}")));
            browser.picture(width, &self.pictures.join(format!("{:02}-{name}-{width}.png", self.seen)));
        }
    }

    /// What axe finds against WCAG 2.2 AA.
    fn axe(&self, browser: &Driver) -> Vec<String> {
        let Some(source) = &self.axe else { return Vec::new() };
        browser.script(source, Vec::new());
        let found = browser.script_async(
            "const done = arguments[arguments.length - 1]; \
             axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']}).then( \
               r => done(r.violations.map(v => v.id + ': ' + v.nodes.slice(0, 3).map(n => n.html.slice(0, 160) + ' ' + n.failureSummary).join(' | '))), \
               e => done(['axe failed: ' + e]))",
        );
        found.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
    }
}

/// What does not fit into this width.
fn misfits(browser: &Driver, width: u32) -> Vec<String> {
    let mut faults = Vec::new();
    let inside = browser.script("return [document.documentElement.scrollWidth, window.innerWidth]", Vec::new());
    if inside[0].as_u64() > inside[1].as_u64() {
        let widest = browser.script(WIDEST, Vec::new());
        faults.push(format!("scrolls sideways at {width}: {inside}, because of {widest}"));
    }
    let squeezed = browser.script(SQUEEZED, Vec::new());
    if squeezed.as_array().is_some_and(|cells| !cells.is_empty()) {
        faults.push(format!("has text set one letter a line at {width}: {squeezed}"));
    }
    faults
}

const WIDEST: &str = "return [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > window.innerWidth + 1) \
     .slice(0, 4).map(e => e.tagName + '.' + e.className)";

/// Cells so narrow that their words are broken letter by letter.
const SQUEEZED: &str = "return [...document.querySelectorAll('main td, main th')] \
     .filter(e => e.checkVisibility() && e.textContent.trim().length > 4 && e.clientWidth < 40 && e.clientHeight > 80) \
     .slice(0, 4).map(e => e.textContent.trim().slice(0, 40))";

/// The main button or link is reached by the Tab key alone, and shows that it has the focus.
fn unreachable(browser: &Driver) -> Option<String> {
    let any = "return [...document.querySelectorAll('main .btn.main')].some(e => e.checkVisibility())";
    if browser.script(any, Vec::new()) == json!(false) {
        return None;
    }
    browser.script("document.activeElement.blur(); window.scrollTo(0, 0)", Vec::new());
    let look = "const e = document.activeElement; if (!e || !e.matches('main .btn.main')) return null; \
         const s = getComputedStyle(e); return s.outlineStyle + ' ' + s.boxShadow";
    for _ in 0..150 {
        browser.press(TAB);
        if let Some(look) = browser.script(look, Vec::new()).as_str() {
            return (look == "none none").then(|| "the main step does not show that it has the focus".to_owned());
        }
    }
    Some("the main step is not reached by the Tab key".to_owned())
}
