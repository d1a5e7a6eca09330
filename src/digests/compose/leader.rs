//! The leader's digest: what is wrong and where, what waits for a decision, what changed, what is coming.

use super::{
    Audience, Composed, Facts, MOST, campaigns, cases, changes,
    facts::Assessed,
    figure, frame, instructed, join_findings, matters, meetings, news, on_time_figure,
    words::{Words, shorten},
};
use crate::{
    digests::{
        content::{Figure, Item, Section},
        model::Kind,
        snapshot::Figures,
    },
    duties::{Part, PartyState, State, queries::StandingParty},
};

/// Duties a silent department is said to owe word on, by name.
const NAMED: usize = 2;

/// Characters of a person's words that a line quotes.
pub(super) const QUOTE: usize = 60;

pub fn compose(facts: &Facts, words: &Words<'_>, audience: Audience<'_>, membership_id: i64) -> Composed {
    let open = facts.duties(audience);
    let then = changes::Then::of(words);
    let decisions = decisions(facts, words, audience, &open);
    let silences = facts.silences(audience);
    let mut figures = changes::figures(facts, words, audience, &open, decisions.len());
    let cases::Troubles { stuck: (stuck, stuck_count), silent: (unanswered, unanswered_count) } = cases::troubles(facts, words, audience);
    let (campaigns, behind) = campaigns::behind(facts, words, audience);
    figures.stuck = u32::try_from(stuck_count).ok();
    figures.unanswered = u32::try_from(unanswered_count).ok();
    let (news, news_count) = news::section(facts, words, audience);
    let changes = changes::section(facts, words, &open, then.as_ref());
    let changes_count = changes.count();
    let (instructed, instructed_news) = instructed::section(facts, words, &facts.instructions(membership_id));
    let (held, invited) = meetings::section(facts, words, &[], membership_id);
    let (matters, to_decide) = matters::section(facts, words, membership_id);
    let coming: Vec<&&Assessed> = open.iter().filter(|d| d.is_due_soon()).collect();

    let mut content = frame(words, Kind::Leader, finding(words, &figures, silences.len(), [behind, instructed_news, invited, to_decide]));
    let was = words.last_figures();
    content.figures = vec![
        figure(words, figures.overdue, "digest-figure-overdue", was.map(|f| f.overdue), Some("red")),
        figure(words, figures.due_soon, "digest-figure-due-soon", was.map(|f| f.due_soon), Some("yellow")),
        figure(words, figures.closed, "digest-figure-closed", was.map(|f| f.closed), None),
    ];
    content.figures.extend(on_time_figure(words, &figures));
    content.figures.extend(case_figures(words, &figures));
    let decisions_count = decisions.len();
    let shown = decisions.into_iter().take(MOST).collect();
    content.sections = [
        words.section("digest-section-decide", None, shown, decisions_count, "/duties"),
        matters,
        instructed,
        held,
        overdue(facts, words, &open, then.as_ref()),
        stuck,
        unanswered,
        campaigns,
        silent(facts, words, audience),
        news,
        changes.section,
        words.section(
            "digest-section-coming",
            Some("yellow"),
            coming.iter().take(MOST).map(|d| coming_line(facts, words, d)).collect(),
            coming.len(),
            "/duties?light=yellow",
        ),
    ]
    .into_iter()
    .flatten()
    .collect();
    // What was instructed and still goes on alone is no reason to write.
    let told_of = figures.waiting > 0
        || figures.overdue > 0
        || !silences.is_empty()
        || stuck_count + unanswered_count + behind > 0
        || !coming.is_empty()
        || instructed_news + invited + to_decide > 0;
    let is_empty = !told_of && changes_count + news_count == 0;
    if is_empty {
        content.figures.clear();
        content.closing = Some(words.text("digest-leader-nothing").into_owned());
    }
    changes::finish(content, figures, &open, is_empty)
}

/// The first line: what is wrong, and how that compares.
fn finding(words: &Words<'_>, figures: &Figures, silent: usize, [behind, instructed, invited, to_decide]: [usize; 4]) -> String {
    let mut parts = Vec::new();
    let was = words.last_figures().map(|f| f.overdue);
    if figures.overdue > 0 || was.is_some_and(|n| n > 0) {
        let counted = words.count("digest-finding-overdue", figures.overdue as usize);
        parts.push(format!("{counted}{}", words.compared(figures.overdue, was)));
    }
    if figures.waiting > 0 {
        parts.push(words.count("digest-finding-decide", figures.waiting as usize));
    }
    if silent > 0 {
        parts.push(words.count("digest-finding-silent", silent));
    }
    let cases = [
        (figures.stuck, words.last_figures().and_then(|f| f.stuck), "digest-finding-stuck"),
        (figures.unanswered, words.last_figures().and_then(|f| f.unanswered), "digest-finding-unanswered"),
    ];
    for (now, was, key) in cases {
        if let Some(now) = now.filter(|n| *n > 0) {
            parts.push(format!("{}{}", words.count(key, now as usize), words.compared(now, was)));
        }
    }
    if behind > 0 {
        parts.push(words.count("digest-finding-campaigns", behind));
    }
    if instructed > 0 {
        parts.push(words.count("digest-finding-instructed", instructed));
    }
    if invited > 0 {
        parts.push(words.count("home-finding-meetings", invited));
    }
    // The mail's subject too: it says no more than that.
    if to_decide > 0 {
        parts.push(words.count("digest-finding-matters", to_decide));
    }
    if parts.is_empty() && figures.due_soon > 0 {
        parts.push(words.text("digest-finding-none-overdue").into_owned());
        parts.push(words.count("digest-finding-due-soon", figures.due_soon as usize));
    }
    if parts.is_empty() { words.text("digest-finding-nothing").into_owned() } else { join_findings(words.lang, &parts) }
}

/// Of cases and hand-overs, where there were any now or last time.
fn case_figures(words: &Words<'_>, figures: &Figures) -> Vec<Figure> {
    let last = words.last_figures();
    let both = [
        (figures.stuck, last.and_then(|f| f.stuck), "digest-figure-stuck"),
        (figures.unanswered, last.and_then(|f| f.unanswered), "digest-figure-unanswered"),
    ];
    if both.iter().all(|(now, was, _)| now.or(Some(0)) == Some(0) && was.or(Some(0)) == Some(0)) {
        return Vec::new();
    }
    both.iter().map(|(now, was, label)| figure(words, now.unwrap_or_default(), label, *was, Some("red"))).collect()
}

/// What waits for a decision, both sides of it: the department's words, and what had been laid down.
fn decisions(facts: &Facts, words: &Words<'_>, audience: Audience<'_>, open: &[&Assessed]) -> Vec<Item> {
    let refused = open.iter().flat_map(|d| {
        let refusals = d.duty.parties.iter().filter(|p| p.state == PartyState::Refused);
        refusals.map(|p| refusal(facts, words, d, p)).collect::<Vec<_>>()
    });
    let extensions = facts.extensions(audience).map(|(asked, d)| {
        let department = facts.name(Some(asked.department_id));
        let until = crate::platform::i18n::format_day(words.lang, asked.until);
        let text = words.say(
            "digest-decide-extension",
            &[("department", department.into()), ("title", d.duty.title.as_str().into()), ("until", until.into())],
        );
        let reason = words.say("digest-decide-reason", &[("reason", shorten(&asked.reason, QUOTE).into())]);
        words.about(&d.duty.number, text, words.line([Some(reason), Some(laid_down(facts, words, d))]))
    });
    refused.chain(extensions).collect()
}

fn refusal(facts: &Facts, words: &Words<'_>, assessed: &Assessed, party: &StandingParty) -> Item {
    let key = if party.part == Part::Lead { "digest-decide-refused" } else { "digest-decide-part-refused" };
    let department = facts.name(Some(party.department_id));
    let reason = party.reason.as_deref().map(|r| shorten(r, QUOTE)).unwrap_or_default();
    let text = words.say(key, &[("department", department.into()), ("title", assessed.duty.title.as_str().into())]);
    let reason = words.say("digest-decide-reason", &[("reason", reason.into())]);
    words.about(&assessed.duty.number, text, words.line([Some(reason), Some(laid_down(facts, words, assessed))]))
}

/// The other side of a dispute: who was charged, with whom, until when, by what.
fn laid_down(facts: &Facts, words: &Words<'_>, assessed: &Assessed) -> String {
    let duty = &assessed.duty;
    let support = duty.parties.iter().filter(|p| p.part == Part::Support).map(|p| facts.name(Some(p.department_id)).to_owned());
    let support = crate::platform::i18n::join(words.lang, &support.collect::<Vec<_>>());
    let lead = words.say("digest-laid-lead", &[("lead", facts.name(duty.lead_id).into())]);
    let support = (!support.is_empty()).then(|| words.say("digest-laid-support", &[("support", support.into())]));
    let origin = Some(duty.origin_label.clone());
    let parts = [Some(lead), support, duty.due_on.map(|day| words.deadline(day)), origin];
    let parts: Vec<String> = parts.into_iter().flatten().filter(|p| !p.is_empty()).collect();
    words.say("digest-laid-down", &[("what", parts.join(&words.text("digest-laid-and")).into())])
}

fn overdue(facts: &Facts, words: &Words<'_>, open: &[&Assessed], then: Option<&changes::Then>) -> Option<Section> {
    let late: Vec<&&Assessed> = open.iter().filter(|d| d.is_overdue()).collect();
    let items = late.iter().take(MOST).map(|d| {
        let duty = &d.duty;
        let report = duty.reported_at.map(|at| {
            let day = crate::platform::i18n::format_day_short(facts.day(at), facts.today);
            let said = facts.reports.get(&duty.id).map(|r| shorten(r, QUOTE)).unwrap_or_default();
            words.say("digest-last-report", &[("day", day.into()), ("text", said.into())])
        });
        let report = report.or_else(|| Some(words.text("digest-no-report").into_owned())).filter(|_| duty.state == State::InProgress);
        let stuck = (duty.state != State::InProgress).then(|| words.text(duty.state.key()).into_owned());
        let fresh = then.is_some_and(|t| !t.overdue.contains(&duty.id)).then(|| words.text("digest-newly").into_owned());
        let note = words.line([Some(facts.name(duty.lead_id).to_owned()), words.left(d), stuck, report, fresh]);
        words.about(&duty.number, duty.title.clone(), note)
    });
    words.section("digest-section-overdue", Some("red"), items.collect(), late.len(), "/duties?light=red")
}

fn silent(facts: &Facts, words: &Words<'_>, audience: Audience<'_>) -> Option<Section> {
    let silences = facts.silences(audience);
    let items = silences.iter().take(MOST).map(|s| {
        let department = facts.name(Some(s.department_id));
        let text = words.say("digest-silent", &[("department", department.into()), ("days", s.days.into()), ("n", s.duties.len().into())]);
        let named: Vec<&Assessed> = s.duties.iter().take(NAMED).filter_map(|id| facts.duty(*id)).collect();
        let titles: Vec<String> = named.iter().map(|d| d.duty.title.clone()).collect();
        let key = if s.duties.len() > titles.len() { "digest-silent-on-others" } else { "digest-silent-on" };
        let note = words.say(key, &[("titles", crate::platform::i18n::join(words.lang, &titles).into())]);
        match named.as_slice() {
            [only] if s.duties.len() == 1 => words.about(&only.duty.number, text, Some(note)),
            _ => Item { text, href: None, note: Some(note), duty: None },
        }
    });
    words.section("digest-section-silent", None, items.collect(), silences.len(), "/duties")
}

fn coming_line(facts: &Facts, words: &Words<'_>, assessed: &Assessed) -> Item {
    let duty = &assessed.duty;
    let deadline = duty.due_on.map(|day| crate::platform::i18n::format_day(words.lang, day));
    let note = words.line([Some(facts.name(duty.lead_id).to_owned()), deadline, words.left(assessed)]);
    words.about(&duty.number, duty.title.clone(), note)
}
