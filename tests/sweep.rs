//! Whatever a browser, a robot or a clumsy hand sends to a form: a clear answer, what was typed kept, nothing half done, never a
//! fault of ours.

use crate::{
    support::{
        TestApp,
        app::{Answer, Browser},
    },
    world::{
        Persona, World,
        table::{Row, Value, Who, rows},
    },
};

type Form = Vec<(String, String)>;

/// Over how many tests the forms are dealt out, so that they run beside each other.
const PARTS: usize = 4;

#[test]
fn no_form_can_be_made_to_fail_or_to_do_half_1() {
    sweep(0);
}

#[test]
fn no_form_can_be_made_to_fail_or_to_do_half_2() {
    sweep(1);
}

#[test]
fn no_form_can_be_made_to_fail_or_to_do_half_3() {
    sweep(2);
}

#[test]
fn no_form_can_be_made_to_fail_or_to_do_half_4() {
    sweep(PARTS - 1);
}

fn sweep(part: usize) {
    TestApp::each(|app| {
        let cast = app.cast();
        let world = World::new(app, &cast);
        let browsers = world.browsers(&world.ours);
        let mut sweep = Sweep { world: &world, faults: Vec::new(), requests: 0 };
        let forms = rows().into_iter().filter(|r| r.method == "POST" && !leaves(r));
        for row in forms.skip(part).step_by(PARTS) {
            let Some((persona, browser)) = browsers.iter().find(|(persona, _)| row.admits(*persona)) else { continue };
            // Public forms are for who is not logged in.
            let visitor = (row.who == Who::Public).then(|| {
                let mut visitor = app.visitor();
                visitor.open_form("/login");
                visitor
            });
            sweep.row(&row, *persona, visitor.as_ref().unwrap_or(browser));
        }
        assert!(sweep.requests > 100, "only {} requests", sweep.requests);
        assert!(sweep.faults.is_empty(), "{} faults:\n{}", sweep.faults.len(), sweep.faults.join("\n"));
    });
}

/// Forms that take away the session or the membership the sweep stands on; they have no fields.
fn leaves(row: &Row) -> bool {
    matches!(row.pattern, "/logout" | "/w/{slug}/leave")
}

struct Sweep<'a> {
    world: &'a World<'a>,
    faults: Vec<String>,
    requests: usize,
}

impl Sweep<'_> {
    fn row(&mut self, row: &Row, persona: Persona, browser: &Browser) {
        let ours = &self.world.ours;
        for (kind, spoil) in SPOILT {
            let (path, form) = (row.path(ours.slug, ours), row.form(ours));
            let spoilt = spoil(row, form);
            let wanted: &[u16] = if *kind == "a field too large" { &[413] } else { &[] };
            let said = self.send(row, kind, persona, wanted, || browser.post_bytes(&path, body(&spoilt, browser)));
            self.kept(row, kind, &spoilt, &said);
        }
        let (path, form) = (row.path(ours.slug, ours), row.form(ours));
        let csrf = browser.csrf.clone().unwrap_or_default();
        let bytes = format!("csrf={csrf}&title=%FF%FE%C3&reason=\u{fe}").into_bytes();
        self.send(row, "invalid UTF-8", persona, &[400], || browser.post_bytes(&path, bytes.clone()));
        // What a link's own secret opens needs no token besides; tests/isolation.rs says which routes those are.
        let refused: &[u16] = if row.needs_token() { &[403] } else { row.answers };
        self.send(row, "no token", persona, refused, || browser.post_raw(&path, &pairs(&form)));
        let wrong: Form = form.iter().cloned().chain([("csrf".into(), "wrong".into())]).collect();
        self.send(row, "a wrong token", persona, refused, || browser.post_raw(&path, &pairs(&wrong)));
        self.send(row, "a file instead of fields", persona, &[], || browser.upload(&path, &[], "title", "x.bin", &[0, 159, 146, 150, 0]));
        // Sent twice, as by a double click or the browser's “send again”.
        let (path, form) = (row.path(ours.slug, ours), row.form(ours));
        browser.post(&path, &pairs(&form));
        self.send(row, "a replay", persona, &[], || browser.post(&path, &pairs(&form)));
    }

    /// Sends, and looks at the status and at what was left behind.
    fn send(&mut self, row: &Row, kind: &str, persona: Persona, wanted: &[u16], send: impl FnOnce() -> Answer) -> Answer {
        self.requests += 1;
        let before = self.world.counts();
        let answer = send();
        let status = answer.status.as_u16();
        let said: String = answer.select_text("main").chars().take(120).collect();
        let mut fault = |what: String| self.faults.push(format!("{persona:?}: POST {} with {kind} → {status}: {what}", row.pattern));
        if status >= 500 || (!wanted.is_empty() && !wanted.contains(&status)) {
            fault(said);
        } else if ![200, 303].contains(&status) {
            let after = self.world.counts();
            let changed: Vec<_> = after.iter().filter(|(table, n)| before.get(*table) != Some(n)).collect();
            if !changed.is_empty() {
                fault(format!("refused, yet changed {changed:?}"));
            }
            if answer.text().contains('⟦') || (status != 405 && said.is_empty()) {
                fault("says nothing, or a text is missing".into());
            }
        }
        answer
    }

    /// A form that comes back holds what was typed into it.
    fn kept(&mut self, row: &Row, kind: &str, sent: &Form, answer: &Answer) {
        if ![409, 422].contains(&answer.status.as_u16()) || kind == "duplicated fields" {
            return;
        }
        let html = answer.html();
        for (name, value) in sent.iter().filter(|(_, v)| v.len() < 200) {
            let selector = format!("main input[name=\"{name}\"], main textarea[name=\"{name}\"]");
            let Some(field) = scraper::Selector::parse(&selector).ok().and_then(|s| html.select(&s).next()) else { continue };
            let kind_of = field.value().attr("type").unwrap_or("text");
            if ["password", "radio", "checkbox", "hidden", "file"].contains(&kind_of) {
                continue;
            }
            let shown = field.value().attr("value").map(str::to_owned).unwrap_or_else(|| field.text().collect());
            // Control characters go, and browsers fold line ends.
            let plain = |text: &str| text.chars().filter(|c| !c.is_control() && !c.is_whitespace()).collect::<String>();
            if plain(&shown) != plain(value) {
                self.faults.push(format!("POST {} with {kind}: {name} was {value:?} and comes back as {shown:?}", row.pattern));
            }
        }
    }
}

fn pairs(form: &Form) -> Vec<(&str, &str)> {
    form.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect()
}

/// What a browser would send, but that only what must be is encoded: nine bytes for each character of a long text would be most of the work.
fn body(form: &Form, browser: &Browser) -> Vec<u8> {
    let encoded = |text: &str| text.replace('%', "%25").replace('&', "%26").replace('+', "%2B").replace('=', "%3D");
    let token = browser.csrf.iter().map(|token| ("csrf", token.as_str()));
    let all: Vec<String> = pairs(form).into_iter().chain(token).map(|(k, v)| format!("{}={}", encoded(k), encoded(v))).collect();
    all.join("&").into_bytes()
}

type Spoil = fn(&Row, Form) -> Form;

/// Ways to spoil a correct form.
const SPOILT: &[(&str, Spoil)] = &[
    ("nothing in it", |_, _| Vec::new()),
    ("empty fields", |_, form| each(form, |_| String::new())),
    ("a field too large", |_, form| form.into_iter().chain([("title".into(), "x".repeat(2_200_000))]).collect()),
    ("long texts", |_, form| each(form, |_| "长".repeat(30_000))),
    ("control characters", |_, form| each(form, |v| format!("a\0b\u{7}\u{1b}[0m{v}\u{202e}"))),
    ("numbers without end", |_, form| each(form, |_| "99999999999999999999999999999999".into())),
    ("numbers below zero", |_, form| each(form, |_| "-9223372036854775808".into())),
    ("markup", |_, form| each(form, |_| "<script>alert(1)</script>{{x}}' OR 1=1 --".into())),
    ("objects that are not there", |row, form| {
        let objects = row.fields.iter().map(|(_, value)| matches!(value, Value::Object(_)));
        form.into_iter().zip(objects).map(|((k, v), object)| (k, if object { "1".into() } else { v })).collect()
    }),
    ("a stale version", |_, form| form.into_iter().filter(|(k, _)| k != "version").chain([("version".into(), "0".into())]).collect()),
    ("duplicated fields", |_, form| form.clone().into_iter().chain(each(form, |v| format!("{v}2"))).collect()),
    ("fields nobody asked for", |_, form| {
        let more = (0..300).map(|n| (format!("target-{n}-name-of-none"), format!("{n}")));
        form.into_iter().chain(more).collect()
    }),
];

fn each(form: Form, change: impl Fn(String) -> String) -> Form {
    form.into_iter().map(|(k, v)| (k, change(v))).collect()
}
