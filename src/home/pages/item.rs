//! A duty as an entry of a home.

use crate::{
    calendar::WorkCalendar,
    duties::{
        Light,
        pages::{Left, Words},
        queries::{Department, Row},
    },
    platform::{
        error::Result,
        i18n::t,
        view::parts::{DeadlineView, LightView, NextAction, NextItem},
    },
    tenancy::Scope,
};

/// What entries are made with.
pub struct Maker<'a> {
    pub scope: &'a Scope,
    pub calendar: &'a WorkCalendar,
    pub departments: &'a [Department],
    pub words: Words<'a>,
}

impl<'a> Maker<'a> {
    pub fn new(scope: &'a Scope, calendar: &'a WorkCalendar, departments: &'a [Department]) -> Self {
        Self { scope, calendar, departments, words: Words::new(scope) }
    }

    pub fn short(&self, id: i64) -> &str {
        self.departments.iter().find(|d| d.id == id).map_or("", |d| d.short_name.as_str())
    }

    /// The lead's short name, or that there is none.
    pub fn lead(&self, row: &Row) -> String {
        match row.lead_id {
            Some(id) => self.short(id).to_owned(),
            None => t(self.scope.lang(), "duties-no-lead").into_owned(),
        }
    }

    pub fn href(&self, number: &str) -> String {
        format!("{}/duties/{number}", self.scope.base())
    }

    /// The deadline with what is left of it.
    pub fn deadline(&mut self, row: &Row) -> Result<Option<DeadlineView>> {
        let Some(due) = row.due_on() else { return Ok(None) };
        let left = Left::of(row, self.scope, self.calendar)?;
        Ok(Some(DeadlineView {
            iso: Some(due.to_string()),
            date: self.words.day(due),
            left: left.map(|l| self.words.left(l)),
            late: left.is_some_and(Left::is_late),
        }))
    }

    /// An entry with its light by the duty's own state of things.
    pub fn item(&mut self, row: &Row, why: Vec<String>, verb: Option<(&str, &str)>) -> Result<NextItem> {
        let (light, _) = row.light(self.scope, self.calendar)?;
        let tone = match light {
            Light::Red => "red",
            Light::Yellow => "yellow",
            Light::Green => "green",
            Light::Grey => "grey",
        };
        self.item_as(row, LightView { tone, word: None }, why, verb)
    }

    /// An entry under a light of its own. `verb`: part of the address and the key of its label.
    pub fn item_as(&mut self, row: &Row, light: LightView, why: Vec<String>, verb: Option<(&str, &str)>) -> Result<NextItem> {
        let href = self.href(&row.number);
        let action = verb.map(|(path, key)| NextAction {
            href: format!("{href}/{path}"),
            label: t(self.scope.lang(), key).into_owned(),
            post: false,
            main: false,
        });
        Ok(NextItem { light, title: row.title.clone(), why, deadline: self.deadline(row)?, action, href })
    }

    /// A light with a word of the home's own.
    pub fn light(&self, tone: &'static str, key: &str) -> LightView {
        LightView { tone, word: Some(t(self.scope.lang(), key).into_owned()) }
    }

    /// Facts on one line: “2026-0117 · 第22条 · 牵头”.
    pub fn line(&self, parts: &[&str]) -> String {
        let full: Vec<&str> = parts.iter().copied().filter(|p| !p.is_empty()).collect();
        full.join(" · ")
    }
}
