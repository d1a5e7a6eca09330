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

/// Duties of one kind shown before the list behind has the rest.
pub const OF_A_KIND: i64 = 10;

/// All that waits.
pub struct Office {
    /// Up to [`OF_A_KIND`] of each.
    pub waiting: Vec<Waiting>,
    /// How many there are of each kind in all.
    pub all: Vec<(Waits, i64)>,
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

    /// How many duties of this kind wait.
    pub fn count(&self, why: Waits) -> i64 {
        self.all.iter().find(|(kind, _)| *kind == why).map_or(0, |(_, n)| *n)
    }

    /// The lists behind kinds of which there are more than are shown.
    fn more(&self, make: &Maker<'_>) -> Vec<Link> {
        let lang = make.scope.lang();
        let kinds = [(Waits::Refused, "refused"), (Waits::Verify, "review"), (Waits::Draft, "draft")];
        let cut = kinds.into_iter().filter(|(why, _)| self.count(*why) > self.of(*why).len() as i64);
        cut.map(|(why, tab)| {
            let kind = t(lang, &format!("duties-tab-{tab}")).into_owned();
            let label = format(lang, "home-see-kind", &[("kind", kind.into()), ("n", (self.count(why) as f64).into())]);
            Link::new(format!("{}/duties?tab={tab}", make.scope.base()), label)
        })
        .collect()
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
    let others = [parts.len(), asking.len(), instructed.len()];
    let all = office.all.iter().map(|(_, n)| usize::try_from(*n).unwrap_or_default()).chain(others).sum();
    let note = how_many(lang, all, others.into_iter().any(|n| n as i64 >= SHOWN));
    Ok(Group { title: t(lang, "home-office").into_owned(), note, items, more: office.more(make) })
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
