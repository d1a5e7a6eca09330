//! `meetings/opinions_part`: who was asked, what they say, and what this person may do about it.

use std::collections::HashMap;

use serde::Serialize;

use super::agenda::department;
use crate::{
    attachments::{FileLine, FilesView, files_view},
    meetings::{
        actions::may_answer,
        model::{Item, Opinion, OpinionAnswer, proposed_outcome},
        queries::{Ground, agenda::Names},
    },
    platform::{
        i18n::{format, format_day, format_instant, t},
        view::parts::{DepartmentView, LightView, Link},
    },
    tenancy::Scope,
};

/// The table; empty where nobody was asked.
#[derive(Debug, Serialize)]
pub struct OpinionsView {
    pub rows: Vec<OpinionRow>,
    pub sum: Option<String>,
    /// What the answers come to, for those who decide.
    pub proposed: Option<String>,
    pub ask: Option<Link>,
}

/// One department.
#[derive(Debug, Serialize)]
pub struct OpinionRow {
    pub department: Option<DepartmentView>,
    pub light: LightView,
    pub text: Option<String>,
    /// “2026-12-01 14:05 王磊”
    pub when: Option<String>,
    pub due: Option<String>,
    pub stopped: Option<String>,
    pub files: Option<FilesView>,
    pub links: Vec<Link>,
}

/// What the table is made from.
#[derive(Clone, Copy)]
pub struct Asked<'a> {
    pub ground: &'a Ground,
    pub item: &'a Item,
    pub opinions: &'a [Opinion],
    pub names: &'a Names,
    /// Of all of them, by opinion.
    pub files: &'a HashMap<i64, Vec<FileLine>>,
    /// With what can be done; a pack only says what was said.
    pub for_page: bool,
}

/// Who was asked and what they say.
pub fn opinions(scope: &Scope, asked: &Asked<'_>) -> OpinionsView {
    let Asked { ground, item, opinions, for_page, .. } = *asked;
    let lang = scope.lang();
    let home = super::agenda::item_home(scope, &ground.meeting, item);
    // In a pack a question taken back is of no more interest.
    let mut shown: Vec<&Opinion> = opinions.iter().filter(|o| for_page || o.withdrawn_at.is_none()).collect();
    // One's own to answer stand on top.
    shown.sort_by_key(|o| !(for_page && o.is_waiting() && may_answer(scope, ground, item, o)));
    let rows = shown.iter().map(|o| row(scope, asked, o, &home)).collect();
    let counted = |answer| shown.iter().filter(|o| o.answer == Some(answer)).count();
    let args = [
        ("agree", counted(OpinionAnswer::Agree).into()),
        ("changes", counted(OpinionAnswer::AgreeWithChanges).into()),
        ("disagree", counted(OpinionAnswer::Disagree).into()),
        ("none", counted(OpinionAnswer::NoRemark).into()),
        ("waiting", shown.iter().filter(|o| o.is_waiting()).count().into()),
    ];
    let may_ask = for_page && ground.sight.is_office() && ground.meeting.state.is_ahead();
    let may_ask = may_ask && matches!(item.state, crate::meetings::ItemState::Proposed | crate::meetings::ItemState::Accepted);
    let proposed = proposed_outcome(opinions).filter(|_| for_page && ground.sight.sees_all && item.outcome.is_none());
    OpinionsView {
        rows,
        sum: (!shown.is_empty()).then(|| format(lang, "opinions-sum", &args)),
        proposed: proposed.map(|o| format(lang, "opinions-proposed", &[("outcome", t(lang, &o.key()).into())])),
        ask: may_ask.then(|| Link::new(format!("{home}/ask"), t(lang, "opinions-ask"))),
    }
}

fn row(scope: &Scope, asked: &Asked<'_>, opinion: &Opinion, home: &str) -> OpinionRow {
    let Asked { ground, item, names, for_page, .. } = *asked;
    let lang = scope.lang();
    let mut links = Vec::new();
    let mut link = |verb: &str, label: &str| links.push(Link::new(format!("{home}/opinions/{}/{verb}", opinion.id), t(lang, label)));
    if for_page && may_answer(scope, ground, item, opinion) {
        link("answer", if opinion.answer.is_some() { "opinion-do-change" } else { "opinion-do-answer" });
    }
    if for_page && ground.sight.is_office() && ground.meeting.state.is_ahead() && opinion.is_waiting() {
        match opinion.stopped_on {
            Some(_) => link("restart", "opinion-do-restart"),
            None => link("stop", "opinion-do-stop"),
        }
        link("unask", "opinion-do-unask");
    }
    let when =
        opinion.answered_at.map(|at| format!("{} {}", format_instant(lang, at, scope.zone()), opinion.answered_by).trim().to_owned());
    let stopped = opinion.stopped_on.filter(|_| opinion.is_waiting()).map(|on| {
        let args = [("day", format_day(lang, on).into()), ("reason", opinion.stop_reason.as_str().into())];
        format(lang, "opinion-stopped-since", &args)
    });
    OpinionRow {
        department: department(names, Some(opinion.department_id)),
        light: light(scope, opinion),
        text: Some(opinion.text.clone()).filter(|t| !t.is_empty()),
        when,
        due: opinion.is_waiting().then(|| format(lang, "opinion-due", &[("day", format_day(lang, opinion.due_on).into())])),
        stopped,
        files: files(scope, asked, opinion),
        links,
    }
}

/// The papers of an answer; in a pack those that are there.
fn files(scope: &Scope, asked: &Asked<'_>, opinion: &Opinion) -> Option<FilesView> {
    let lines = asked.files.get(&opinion.id)?;
    let shelf = super::opinion_files::shelf(scope, asked.ground, asked.item, opinion);
    let view = files_view(scope, &shelf, lines);
    let view = if asked.for_page { view } else { view.in_print() };
    (!view.items.is_empty()).then_some(view)
}

fn light(scope: &Scope, opinion: &Opinion) -> LightView {
    let lang = scope.lang();
    let (tone, word) = match opinion.answer {
        _ if opinion.withdrawn_at.is_some() => ("grey", t(lang, "opinion-withdrawn").into_owned()),
        None if opinion.stopped_on.is_some() => ("blue", t(lang, "opinion-stopped").into_owned()),
        None if opinion.is_overdue(scope.today()) => ("red", t(lang, "opinion-overdue").into_owned()),
        None => ("yellow", t(lang, "opinion-waits").into_owned()),
        Some(answer) => {
            let tone = match answer {
                OpinionAnswer::Agree | OpinionAnswer::NoRemark => "green",
                OpinionAnswer::AgreeWithChanges => "yellow",
                OpinionAnswer::Disagree => "red",
            };
            let late = if opinion.is_late { format!(" · {}", t(lang, "opinion-late")) } else { String::new() };
            (tone, format!("{}{late}", t(lang, &answer.key())))
        }
    };
    LightView { tone, word: Some(word) }
}
