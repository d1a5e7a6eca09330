//! A city misses the targets of a campaign: from the proposal to the end, page by page, as each of those concerned sees it.

mod after;
mod by_link;
mod decided;
mod heard;
mod raised;
mod unseen;

use std::ops::{Deref, DerefMut};

use lianxi::{
    accountability::Matter,
    tenancy::{Function, Role},
};

use super::{Story, play};
use crate::support::{app::Answer, cast::Member};

#[test]
fn a_city_that_missed_its_targets_is_heard_decided_on_put_right_and_verified_by_others() {
    play(|story| Walk::new(story).tell());
}

/// The story of one matter, and who has a part in it beside those of the campaign.
struct Walk<'w, 'a> {
    story: &'w mut Story<'a>,
    /// Of the office too.
    sun: Member,
    /// The head of 无锡市, whom the matter is about; 南京市 has none here.
    mayor: Member,
    /// Of the same department as who looks into it.
    colleague: Member,
    /// A leader with no part in anything.
    aloof: Member,
    /// Against the head of 无锡市.
    number: String,
}

impl<'a> Deref for Walk<'_, 'a> {
    type Target = Story<'a>;

    fn deref(&self) -> &Story<'a> {
        self.story
    }
}

impl DerefMut for Walk<'_, '_> {
    fn deref_mut(&mut self) -> &mut Self::Target {
        self.story
    }
}

impl<'w, 'a> Walk<'w, 'a> {
    fn new(story: &'w mut Story<'a>) -> Self {
        let s = &story.f.d.stage;
        let person = |name: &str, role, functions: &[(i64, Function)]| s.cast.person(s.workspace, name, &[role], functions);
        Self {
            sun: person("孙波", Role::Secretariat, &[]),
            mayor: person("吴市长", Role::Leader, &[(s.cities[1], Function::Leader)]),
            colleague: person("许同事", Role::Liaison, &[(s.bureau, Function::Liaison)]),
            aloof: person("局外领导", Role::Leader, &[]),
            number: String::new(),
            story,
        }
    }

    fn tell(&mut self) {
        self.propose();
        self.take_up();
        self.declare();
        self.investigate();
        self.notify();
        self.reach_by_link();
        self.reply();
        self.hear();
        self.is_hidden();
        self.decide();
        self.charge();
        self.put_right();
        self.verify();
        self.is_hidden();
        self.count();
    }

    /// Everybody's address of the matter.
    fn at(&self) -> String {
        format!("/w/ours/matters/{}", self.number)
    }

    fn matter(&self, number: &str) -> Matter {
        self.f.matters().into_iter().find(|m| m.number == number).expect("a matter")
    }

    /// From their home to the matter that waits there.
    #[track_caller]
    fn come(&mut self, who: &Member, waits: &str) {
        self.sit(who);
        self.open("/w/ours");
        self.says(&[waits]);
        let link = format!("main a[href$='/matters/{}']", self.number);
        self.browser.click(&link);
    }

    /// Opens the form of a step the page offers.
    fn step(&self, step: &str) {
        self.browser.click(&format!("main .actions a[href$='/{step}'], main .actions a[href*='/{step}?']"));
    }

    #[track_caller]
    fn says_nothing_of(&self, words: &[&str]) {
        let text = self.text();
        for word in words {
            // A search says back what was looked for.
            let rest = text.replace(&format!("没有找到“{word}”"), "");
            assert!(!rest.contains(word), "{} holds {word}: {text}", self.here());
        }
    }

    /// How many elements of the page fit.
    fn count_of(&self, css: &str) -> u64 {
        let found = self.browser.script("return document.querySelectorAll(arguments[0]).length", vec![css.into()]);
        found.as_u64().expect("a number")
    }

    /// What the link of the page leads to, a file.
    #[track_caller]
    fn file(&self, css: &str) -> Answer {
        let href = self.browser.script("return document.querySelector(arguments[0]).getAttribute('href')", vec![css.into()]);
        let who = self.sits.as_ref().expect("somebody sits there");
        self.app.browser(who).get(href.as_str().expect("an address")).expect_file(200)
    }
}
