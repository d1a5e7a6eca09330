//! Every page anybody can reach by following links, in both languages: whole, in one language, and every link leads somewhere.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use diesel::RunQueryDsl;
use lianxi::platform::{
    db::Tenant,
    view::{Views, files::Templates},
};
use scraper::{Html, Selector};

use crate::{
    support::{TestApp, app::Browser, cast::Member},
    world::{
        Persona, World,
        table::{Who, rows},
    },
};

/// More pages than anybody's links lead to; a crawl that gets here goes round in circles.
const MOST: usize = 900;

#[test]
fn every_page_is_whole_in_both_languages_and_every_link_leads_somewhere() {
    TestApp::each(|app| {
        let cast = app.cast();
        let world = World::new(app, &cast);
        let mut faults = BTreeSet::new();
        let mut pages = 0;
        for lang in ["zh-CN", "en"] {
            for (persona, member) in &world.ours.people {
                speak(app, member, lang);
                let mut crawl = Crawl { who: format!("{persona:?} in {lang}"), lang, faults: &mut faults };
                pages += crawl.run(&app.browser(member), &["/w/ours", "/account", "/workspaces"]);
            }
            speak(app, &world.operator, lang);
            let mut crawl = Crawl { who: format!("{:?} in {lang}", Persona::Operator), lang, faults: &mut faults };
            pages += crawl.run(&app.browser(&world.operator), &["/operator/workspaces", "/account"]);
        }
        forms_and_mails(&world);
        unrendered(&mut faults);
        eprintln!("{pages} pages");
        assert!(pages > 100, "only {pages} pages were found");
        let faults: Vec<String> = faults.into_iter().collect();
        assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
    });
}

/// Sends every form empty and stale, and the mails that wait: pages nobody reaches by a link.
fn forms_and_mails(world: &World<'_>) {
    let visitor = {
        let mut visitor = world.app.visitor();
        visitor.open_form("/login");
        visitor
    };
    for row in rows().iter().filter(|row| !["/logout", "/w/{slug}/leave"].contains(&row.pattern)) {
        let browsers = world.browsers(&world.ours);
        let Some((_, browser)) = browsers.iter().find(|(persona, _)| row.admits(*persona)) else { continue };
        let browser = if row.who == Who::Public { &visitor } else { browser };
        let path = row.path(world.ours.slug, &world.ours);
        if row.method == "GET" {
            browser.get(&path);
            continue;
        }
        let form = row.form(&world.ours);
        let stale: Vec<(&str, &str)> =
            form.iter().map(|(k, v)| (k.as_str(), v.as_str())).filter(|(k, _)| *k != "version").chain([("version", "999")]).collect();
        let version = form.iter().filter(|(k, _)| k == "version").map(|(k, v)| (k.as_str(), v.as_str()));
        browser.post(&path, &[]);
        browser.post(&path, &version.collect::<Vec<_>>());
        browser.post(&path, &stale);
    }
    // Before the links in them are over, and then what only comes with time.
    world.app.work();
    world.app.clock.advance(chrono::Duration::days(30));
    world.app.work();
}

/// Templates that neither were rendered here nor are part of one that was.
fn unrendered(faults: &mut BTreeSet<String>) {
    let mut known = lianxi::platform::view::rendered::names();
    let mut waiting: Vec<String> = known.iter().cloned().collect();
    while let Some(name) = waiting.pop() {
        let source = Templates::text(&format!("{name}.hbs")).unwrap_or_default();
        for included in source.split("{{").filter_map(|tag| tag.strip_prefix("#>").or(tag.strip_prefix('>'))) {
            let included = included.trim_start().split(|c: char| c.is_whitespace() || c == '}').next().unwrap_or_default();
            if known.insert(included.to_owned()) {
                waiting.push(included.to_owned());
            }
        }
    }
    let elsewhere = |name: &str| ELSEWHERE.iter().any(|(template, _)| name.starts_with(template));
    let missing = Views::new().names().into_iter().filter(|name| !known.contains(name) && !elsewhere(name));
    faults.extend(missing.map(|name| format!("the template {name} was rendered nowhere")));
}

/// Templates that need more of a story than this, by how their names begin, and the test that renders them.
const ELSEWHERE: &[(&str, &str)] = &[
    ("mail/access-changed/", "people::members"),
    ("mail/duties-assigned/", "policy::several"),
    ("mail/password-changed/", "access::account"),
    ("mail/password-reset/", "access::account"),
    ("mail/deadlines-moved/", "duties::deadlines"),
    ("people/stay", "people::members"),
    ("demo/enter", "only where the program runs as a demonstration"),
];

/// From now on pages and mails come to this person in this language.
pub fn speak(app: &TestApp, member: &Member, lang: &str) {
    let sql = format!("UPDATE people SET language = '{lang}' WHERE id = {}", member.person_id);
    app.db().write(Tenant::Installation, |conn| Ok(diesel::sql_query(sql).execute(conn)?)).expect("a language");
}

struct Crawl<'a> {
    who: String,
    lang: &'a str,
    faults: &'a mut BTreeSet<String>,
}

impl Crawl<'_> {
    /// Follows links until there are no new ones; one page of each kind and a few of each list's variants are looked at.
    fn run(&mut self, browser: &Browser, starts: &[&str]) -> usize {
        let mut waiting: VecDeque<(String, String)> = starts.iter().map(|s| ((*s).to_owned(), "the start".to_owned())).collect();
        let mut seen: BTreeSet<String> = BTreeSet::new();
        let mut of_kind: BTreeMap<String, usize> = BTreeMap::new();
        let mut pages = 0;
        while let Some((path, from)) = waiting.pop_front() {
            let kind = kind_of(&path);
            // A list's filters go together in more ways than anybody follows.
            let (bare, most) = kind.split_once('?').map_or((kind.as_str(), 3), |(bare, _)| (bare, 12));
            let known = of_kind.entry(bare.to_owned()).or_default();
            if !seen.insert(path.clone()) || *known >= most {
                continue;
            }
            *known += 1;
            pages += 1;
            assert!(pages < MOST, "{}: more than {MOST} pages: {:?}", self.who, of_kind);
            let answer = browser.get(&path);
            let status = answer.status.as_u16();
            if status == 303 {
                waiting.push_back((answer.location().to_owned(), path));
                continue;
            }
            if status != 200 {
                let said: String = answer.select_text("main").chars().take(100).collect();
                self.fault(&kind, format!("{status}, linked from {}: {said}", kind_of(&from)));
                continue;
            }
            if answer.headers.get("content-type").is_none_or(|t| !t.as_bytes().starts_with(b"text/html")) {
                continue;
            }
            let text = answer.text();
            self.page(&kind, &text);
            let html = Html::parse_document(&text);
            for link in links(&html, &path) {
                waiting.push_back((link, path.clone()));
            }
        }
        pages
    }

    fn fault(&mut self, kind: &str, what: String) {
        self.faults.insert(format!("{}: {kind}: {what}", self.who));
    }

    fn page(&mut self, kind: &str, text: &str) {
        let html = Html::parse_document(text);
        let count = |selector: &str| html.select(&Selector::parse(selector).expect("a selector")).count();
        if text.contains('⟦') || text.contains("{{") {
            let at = text.find('⟦').or_else(|| text.find("{{")).unwrap_or_default();
            self.fault(kind, format!("a text is missing or a template shows: {}", text[at..].chars().take(60).collect::<String>()));
        }
        // What anybody may open is the same for everybody: in the workspace's language, or in the one its address names.
        if !kind.starts_with("/open/") && count(&format!("html[lang=\"{}\"]", self.lang)) != 1 {
            self.fault(kind, "another language".into());
        }
        if count("h1") != 1 {
            self.fault(kind, format!("{} headings of the first rank", count("h1")));
        }
        if count("title") == 0 || html.select(&Selector::parse("title").expect("a selector")).all(|t| t.text().all(|s| s.trim().is_empty()))
        {
            self.fault(kind, "no title".into());
        }
        let posts = count("form[method=post]");
        let tokens = count("form[method=post] input[name=csrf]");
        if posts != tokens {
            self.fault(kind, format!("{posts} forms and {tokens} tokens"));
        }
        let mut ids = BTreeSet::new();
        for element in html.select(&Selector::parse("[id]").expect("a selector")) {
            let id = element.value().attr("id").unwrap_or_default();
            if !ids.insert(id) {
                self.fault(kind, format!("two elements have the id {id}"));
            }
        }
        for control in html.select(&Selector::parse("label[for], [aria-describedby], [aria-labelledby]").expect("a selector")) {
            for attribute in ["for", "aria-describedby", "aria-labelledby"] {
                for id in control.value().attr(attribute).unwrap_or_default().split_whitespace().filter(|id| !ids.contains(id)) {
                    self.fault(kind, format!("{attribute} names {id}, which is not there"));
                }
            }
        }
    }
}

/// A path with its numbers taken out, so that pages of one kind are told as one.
fn kind_of(path: &str) -> String {
    let (path, query) = path.split_once('?').map_or((path, None), |(p, q)| (p, Some(q)));
    let part = |p: &str| if p.chars().any(|c| c.is_ascii_digit()) { "…".to_owned() } else { p.to_owned() };
    let path: Vec<String> = path.split('/').map(part).collect();
    let keys: BTreeSet<&str> = query.unwrap_or_default().split('&').filter_map(|pair| pair.split('=').next()).collect();
    let keys: Vec<&str> = keys.into_iter().filter(|k| !k.is_empty()).collect();
    if keys.is_empty() { path.join("/") } else { format!("{}?{}", path.join("/"), keys.join("&")) }
}

/// Links of a page that stay on this site, without what is behind the `#`.
fn links(html: &Html, path: &str) -> Vec<String> {
    let anchors = Selector::parse("a[href]").expect("a selector");
    let base = url::Url::parse("http://lianxi.test").and_then(|b| b.join(path)).expect("a path");
    let all = html.select(&anchors).filter_map(|a| base.join(a.value().attr("href")?).ok());
    all.filter(|u| u.host_str() == Some("lianxi.test") && u.scheme() == "http")
        .map(|u| u.query().map_or_else(|| u.path().to_owned(), |q| format!("{}?{q}", u.path())))
        .collect()
}
