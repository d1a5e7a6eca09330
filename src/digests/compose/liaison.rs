//! The liaison's digest: what to do, the most urgent first, over all their departments.

use super::{
    Audience, Composed, Facts, MOST, campaigns, cases, changes, facts::Assessed, figure, frame, join_findings, meetings, on_time_figure,
    words::Words,
};
use crate::{
    digests::{
        content::{Item, Section},
        model::Kind,
        snapshot::Figures,
    },
    duties::{Part, PartyState, State, queries::StandingParty},
};

/// Why a duty asks something of a department, the most urgent first. Each duty stands under the first that fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Need {
    Overdue,
    Returned,
    Receive,
    DueSoon,
    Report,
}

impl Need {
    const ALL: [Self; 5] = [Self::Overdue, Self::Returned, Self::Receive, Self::DueSoon, Self::Report];

    fn section(self) -> (&'static str, Option<&'static str>) {
        match self {
            Self::Overdue => ("digest-section-overdue", Some("red")),
            Self::Returned => ("digest-section-returned", Some("yellow")),
            Self::Receive => ("digest-section-receive", Some("yellow")),
            Self::DueSoon => ("digest-section-coming", Some("yellow")),
            Self::Report => ("digest-section-report", None),
        }
    }

    fn finding(self) -> &'static str {
        match self {
            Self::Overdue => "digest-finding-overdue",
            Self::Returned => "digest-finding-returned",
            Self::Receive => "digest-finding-receive",
            Self::DueSoon => "digest-finding-due-soon",
            Self::Report => "digest-finding-report",
        }
    }

    /// What the department has to do, for the quiet line.
    fn action(self, assessed: &Assessed) -> Option<&'static str> {
        match self {
            Self::Receive => None,
            Self::Returned => Some("digest-do-mend"),
            Self::Report => Some("digest-do-report"),
            _ if assessed.duty.state == State::InProgress => Some("digest-do-submit"),
            _ => None,
        }
    }
}

/// A report due within so many working days is told of.
const REPORT_AHEAD: i32 = 2;

/// What this duty asks of one department; none when it waits for others.
fn need(facts: &Facts, assessed: &Assessed, party: &StandingParty) -> Option<Need> {
    let duty = &assessed.duty;
    let works = duty.state == State::InProgress && party.state == PartyState::Accepted;
    let leads = works && party.part == Part::Lead;
    let supports = works && party.reported_at.is_none();
    let pending = party.state == PartyState::Pending && matches!(duty.state, State::Assigned | State::InProgress);
    if assessed.is_overdue() && (leads || supports || pending) {
        return Some(Need::Overdue);
    }
    if leads && duty.returned_at.is_some_and(|at| duty.submitted_at.is_none_or(|handed| handed <= at) && duty.reported_at <= Some(at)) {
        return Some(Need::Returned);
    }
    if pending {
        return Some(Need::Receive);
    }
    if assessed.is_due_soon() && (leads || supports) {
        return Some(Need::DueSoon);
    }
    let owed = duty.next_report_on.is_some_and(|day| facts.calendar.working_days_between(facts.today, day) <= REPORT_AHEAD);
    (leads && owed).then_some(Need::Report)
}

pub fn compose(facts: &Facts, words: &Words<'_>, audience: Audience<'_>, membership_id: i64) -> Composed {
    let open = facts.duties(audience);
    let then = changes::Then::of(words);
    // The most urgent need over all departments this person acts for in the duty.
    let needs: Vec<(Need, &Assessed, &StandingParty)> = open
        .iter()
        .filter_map(|d| {
            let own = d.duty.parties.iter().filter(|p| audience.has(p.department_id));
            own.filter_map(|p| Some((need(facts, d, p)?, *d, p))).min_by_key(|(n, _, _)| *n)
        })
        .collect();
    let of = |need: Need| needs.iter().filter(move |(n, _, _)| *n == need);
    let mut figures = changes::figures(facts, words, audience, &open, of(Need::Receive).count());
    figures.overdue = u32::try_from(of(Need::Overdue).count()).unwrap_or(u32::MAX);
    let changes = changes::section(facts, words, &open, then.as_ref());

    let departments = if let Audience::Departments(ids) = audience { ids } else { &[] };
    let (held, pressing) = meetings::section(facts, words, departments, membership_id);
    let on_cases = cases::to_do(facts, words, audience);
    let (reports, reports_owed) = campaigns::owed(facts, words, audience);
    let beside = [("digest-finding-campaign-reports", reports_owed), ("home-finding-meetings", pressing)];
    let counts = Need::ALL.iter().map(|n| (n.finding(), of(*n).count())).chain(on_cases.counts).chain(beside);
    let found: Vec<String> = counts.filter(|(_, n)| *n > 0).map(|(key, n)| words.count(key, n)).collect();
    // What was newly assigned asks to be received, or the reader has received it themselves: alone it is no reason to write.
    let is_empty = found.is_empty() && changes.moved + changes.closed == 0;
    let finding = match (found.is_empty(), changes.closed) {
        (false, _) => join_findings(words.lang, &found),
        (true, 0) => words.text("digest-finding-nothing-to-do").into_owned(),
        (true, n) => {
            join_findings(words.lang, &[words.count("digest-finding-closed", n), words.text("digest-finding-nothing-to-do").into_owned()])
        }
    };
    let mut content = frame(words, Kind::Liaison, finding);
    let was = words.last_figures();
    content.figures = vec![
        figure(words, figures.overdue, "digest-figure-overdue", was.map(|f| f.overdue), Some("red")),
        figure(words, figures.due_soon, "digest-figure-due-soon", was.map(|f| f.due_soon), Some("yellow")),
        figure(words, figures.waiting, "digest-figure-receive", was.map(|f| f.waiting), Some("yellow")),
    ];
    let idle = |f: &Figures| f.overdue + f.due_soon + f.waiting == 0;
    if idle(&figures) && was.is_none_or(idle) {
        content.figures.clear();
    }
    content.figures.extend(on_time_figure(words, &figures));
    // What is overdue first, of duties and of cases; then each in its order.
    let own =
        |needs: &[Need]| -> Vec<Section> { needs.iter().filter_map(|n| section(facts, words, *n, of(*n).collect(), audience)).collect() };
    let (first, rest) = Need::ALL.split_at(1);
    content.sections = own(first);
    content.sections.extend(on_cases.late);
    content.sections.extend(own(rest));
    content.sections.extend([on_cases.rest, reports, held, changes.section].into_iter().flatten());
    if is_empty {
        content.figures.clear();
        content.closing = Some(words.text("digest-liaison-nothing").into_owned());
    }
    changes::finish(content, figures, &open, is_empty)
}

fn section(
    facts: &Facts,
    words: &Words<'_>,
    need: Need,
    found: Vec<&(Need, &Assessed, &StandingParty)>,
    audience: Audience<'_>,
) -> Option<Section> {
    let (title, tone) = need.section();
    let several = matches!(audience, Audience::Departments(ids) if ids.len() > 1);
    let items = found.iter().take(MOST).map(|(_, d, p)| line(facts, words, need, d, p, several)).collect();
    words.section(title, tone, items, found.len(), "")
}

fn line(facts: &Facts, words: &Words<'_>, need: Need, assessed: &Assessed, party: &StandingParty, several: bool) -> Item {
    let duty = &assessed.duty;
    let who = several.then(|| facts.name(Some(party.department_id)).to_owned());
    let part = words.text(if party.part == Part::Lead { "digest-part-lead" } else { "digest-part-support" }).into_owned();
    let report = duty.next_report_on.filter(|_| need == Need::Report).map(|day| {
        let day = crate::platform::i18n::format_day(words.lang, day);
        words.say("digest-report-by", &[("day", day.into())])
    });
    let to_receive = (party.state == PartyState::Pending).then(|| words.text("digest-do-receive").into_owned());
    // Only the lead hands in; others owe word.
    let key = if party.part == Part::Support { Some("digest-do-report") } else { need.action(assessed) };
    let action = to_receive.or_else(|| key.map(|key| words.text(key).into_owned()));
    let note = words.line([who, Some(part), duty.due_on.map(|day| words.deadline(day)), words.left(assessed), report, action]);
    words.about(&duty.number, duty.title.clone(), note)
}
