//! What the secretariat itself has to decide: leaders' instructions, refusals, hand-ins, requests for extension, drafts.

use super::{Group, how_many, item::Maker, liaison::shortened};
use crate::{
    duties::queries::{Asking, PartRefusal, Row, SHOWN, Waiting, Waits},
    instructions::Instruction,
    platform::{
        clock::local,
        error::Result,
        i18n::{format, format_day, t},
        view::parts::{DeadlineView, Link, NextAction, NextItem},
    },
};

/// Characters of an instruction that stand for it.
const TITLE: usize = 60;

/// All that waits, each kind up to [`SHOWN`].
pub struct Office {
    pub waiting: Vec<Waiting>,
    pub parts: Vec<PartRefusal>,
    pub asking: Vec<Asking>,
    pub instructed: Vec<Instruction>,
    /// Duty, reason: why leads refused.
    pub reasons: Vec<(i64, String)>,
}

impl Office {
    fn of(&self, why: Waits) -> Vec<&Waiting> {
        self.waiting.iter().filter(|w| w.why == why).collect()
    }

    /// The list behind a kind of which there is more than is shown.
    fn more(&self, make: &Maker<'_>) -> Option<Link> {
        let kinds = [(Waits::Verify, "review"), (Waits::Refused, "refused"), (Waits::Draft, "draft")];
        let (_, tab) = kinds.into_iter().find(|(why, _)| self.of(*why).len() as i64 >= SHOWN)?;
        Some(Link::new(format!("{}/duties?tab={tab}", make.scope.base()), t(make.scope.lang(), "home-see-all")))
    }
}

/// The group, in the order it is best dealt with.
pub fn office(make: &mut Maker<'_>, office: &Office) -> Result<Group> {
    let lang = make.scope.lang();
    let Office { parts, asking, instructed, reasons, .. } = office;
    // A leader's word waits for nobody.
    let mut items: Vec<NextItem> = instructed.iter().map(|i| to_file(make, i)).collect();
    for w in office.of(Waits::Refused) {
        let who = make.lead(&w.row);
        let mut lines = vec![make.line(&[&w.row.number, &w.row.origin_label])];
        lines.push(match reasons.iter().find(|(id, _)| *id == w.row.id) {
            Some((_, text)) => format(lang, "home-said", &[("who", who.into()), ("text", shortened(text).into())]),
            None => who,
        });
        let light = make.light("yellow", "home-light-refused");
        items.push(make.item_as(&w.row, light, lines, Some(("reassign", "home-act-reassign")))?);
    }
    for part in parts {
        items.push(part_refused(make, part)?);
    }
    let mut verify = office.of(Waits::Verify);
    verify.sort_by_key(|w| w.row.submitted_at);
    for w in verify {
        items.push(to_verify(make, &w.row)?);
    }
    items.extend(asking.iter().map(|a| extension(make, a)));
    for w in office.of(Waits::Draft) {
        let lines = vec![make.line(&[&w.row.number, &w.row.origin_label, &make.lead(&w.row)])];
        let light = make.light("blue", "home-light-draft");
        items.push(make.item_as(&w.row, light, lines, Some(("assign", "home-act-assign")))?);
    }
    let more = office.more(make);
    let cut = more.is_some() || [parts.len(), asking.len(), instructed.len()].into_iter().any(|n| n as i64 >= SHOWN);
    Ok(Group { title: t(lang, "home-office").into_owned(), note: how_many(lang, items.len(), cut), items, more })
}

/// A duty handed in: by whom, when, and until when the office should verify it.
fn to_verify(make: &mut Maker<'_>, row: &Row) -> Result<NextItem> {
    let (scope, lang) = (make.scope, make.scope.lang());
    let mut lines = vec![make.line(&[&row.number, &row.origin_label])];
    let mut deadline = None;
    if let Some(at) = row.submitted_at {
        let when = make.words.ago(at);
        lines.push(format(lang, "home-handed-in", &[("who", make.lead(row).into()), ("when", when.into())]));
        let due = make.calendar.add_working_days(local(at, scope.zone()).date(), scope.settings().verify_within_days.max(0));
        let left = make.calendar.working_days_between(scope.today(), due);
        let key = if due < scope.today() { "part-deadline-over" } else { "part-deadline-left" };
        let left = if due == scope.today() {
            t(lang, "part-deadline-today").into_owned()
        } else {
            format(lang, key, &[("days", f64::from(left.abs()).into())])
        };
        let date = format(lang, "home-verify-by", &[("day", make.words.day(due).into())]);
        deadline = Some(DeadlineView { iso: Some(due.to_string()), date, left: Some(left), late: due < scope.today() });
    }
    let late = deadline.as_ref().is_some_and(|d| d.late);
    let light = make.light(if late { "red" } else { "yellow" }, "home-light-verify");
    let mut item = make.item_as(row, light, lines, Some(("close", "home-act-verify")))?;
    item.deadline = deadline;
    // What was handed in is read before it is closed or sent back.
    if let Some(action) = &mut item.action {
        action.href = make.href(&row.number);
    }
    Ok(item)
}

/// What a leader instructed, to be filed as a duty or answered.
fn to_file(make: &Maker<'_>, instruction: &Instruction) -> NextItem {
    let (scope, lang) = (make.scope, make.scope.lang());
    let href = format!("{}/instructions/{}", scope.base(), instruction.number);
    let when = make.words.ago(instruction.written_at);
    let said = format(lang, "home-instructed", &[("who", instruction.author.as_str().into()), ("when", when.into())]);
    let about = instruction.about.as_ref().map_or("", |duty| duty.title.as_str());
    NextItem {
        light: make.light("yellow", "home-light-instructed"),
        title: instruction.in_short(TITLE),
        why: vec![make.line(&[&said, about])],
        deadline: None,
        action: Some(NextAction { href: href.clone(), label: t(lang, "home-act-file").into_owned(), post: false, main: false }),
        href,
    }
}

/// A part nobody does: which department refused it, why, and under whose lead.
fn part_refused(make: &mut Maker<'_>, refusal: &PartRefusal) -> Result<NextItem> {
    let (lang, row) = (make.scope.lang(), &refusal.row);
    let who = make.short(refusal.department_id).to_owned();
    let lead = format(lang, "home-supports", &[("lead", make.lead(row).into())]);
    let said = match refusal.reason.as_deref() {
        Some(text) => format(lang, "home-said", &[("who", who.into()), ("text", shortened(text).into())]),
        None => who,
    };
    let lines = vec![make.line(&[&row.number, &row.origin_label, &lead]), said];
    let light = make.light("yellow", "home-light-part-refused");
    make.item_as(row, light, lines, Some(("parties", "home-act-parties")))
}

fn extension(make: &Maker<'_>, asking: &Asking) -> NextItem {
    let lang = make.scope.lang();
    let who = make.short(asking.department_id).to_owned();
    let until = format_day(lang, asking.until);
    let asked = format(lang, "home-asks-until", &[("who", who.into()), ("day", until.into()), ("text", shortened(&asking.reason).into())]);
    let href = make.href(&asking.number);
    NextItem {
        light: make.light("yellow", "home-light-asking"),
        title: asking.title.clone(),
        why: vec![asking.number.clone(), asked],
        deadline: None,
        action: Some(NextAction {
            href: format!("{href}/decide-extension"),
            label: t(lang, "home-act-decide").into_owned(),
            post: false,
            main: false,
        }),
        href,
    }
}
