//! What was imposed, proposed, inspected, handed over, sampled, restricted and published in a case, each where it belongs in time.

use chrono::{NaiveDate, NaiveDateTime};

use super::{Loaded, labelled};
use crate::{
    enforcement::{
        hand_over::{self, HandOver},
        ladder::{self, Proposal},
        measure::{self, Inspection, Measure},
        model::{Reward, RewardState},
        pages::{hand_overs, measures},
        publication::{self, queries::Line as Published},
        restriction::{self, Restriction, pages::words},
        sampling::{self, Sampled},
    },
    platform::{
        clock,
        db::Conn,
        docx::{Block, Labelled},
        error::Result,
        i18n::{format, format_day, format_instant, t},
        view::parts::Fact,
    },
    tenancy::{
        Scope,
        departments::{self, Department},
    },
};

/// One of them. Ids grow with time: they tell what came first within one instant.
struct Entry {
    at: (NaiveDateTime, i64),
    /// Known by its day alone.
    is_day: bool,
    title: String,
    by: String,
    lines: Vec<Labelled>,
}

/// Writes entries in the reader's language.
struct Pen<'a> {
    scope: &'a Scope,
    departments: Vec<Department>,
}

/// All of a case, the oldest first.
pub fn of(conn: &mut Conn, scope: &Scope, loaded: &Loaded) -> Result<Vec<Block>> {
    let id = loaded.case.id;
    let pen = Pen { scope, departments: departments::all(conn, scope)? };
    let mut all: Vec<Entry> = Vec::new();
    all.extend(sampling::queries::of_case(conn, scope, id)?.iter().map(|s| pen.sampled(s)));
    for (m, inspections) in measure::of_case(conn, scope, id)? {
        all.push(pen.measure(&m));
        all.extend(inspections.iter().map(|i| pen.inspection(&m, i)));
    }
    all.extend(ladder::of_case(conn, scope, id)?.iter().map(|p| pen.proposal(p)));
    all.extend(hand_over::of_case(conn, scope, id)?.iter().map(|h| pen.hand_over(h)));
    all.extend(restriction::queries::of_case(conn, scope, id)?.iter().map(|r| pen.restriction(r)));
    all.extend(publication::queries::of_case(conn, scope, id)?.iter().map(|p| pen.publication(p)));
    all.extend(loaded.rewards.iter().map(|r| pen.reward(r)));
    all.sort_by_key(|entry| entry.at);
    Ok(all.into_iter().flat_map(|entry| pen.write(entry)).collect())
}

impl Pen<'_> {
    fn write(&self, entry: Entry) -> Vec<Block> {
        let lang = self.scope.lang();
        let when = match entry.is_day {
            true => format_day(lang, clock::local(entry.at.0, self.scope.zone()).date()),
            false => format_instant(lang, entry.at.0, self.scope.zone()),
        };
        let args = [("when", when.into()), ("what", entry.title.into()), ("by", entry.by.clone().into())];
        let key = if entry.by.is_empty() { "case-document-entry-plain" } else { "case-document-entry" };
        let mut blocks = vec![Block::Heading { level: 2, text: format(lang, key, &args) }];
        blocks.extend((!entry.lines.is_empty()).then_some(Block::Labelled(entry.lines)));
        blocks
    }

    fn short(&self, id: i64) -> &str {
        self.departments.iter().find(|d| d.id == id).map_or("", |d| d.short_name.as_str())
    }

    /// Where a day stands among instants: at its beginning.
    fn at_day(&self, day: NaiveDate, id: i64) -> (NaiveDateTime, i64) {
        (clock::to_utc(day.and_time(chrono::NaiveTime::MIN), self.scope.zone()), id)
    }

    /// The lines of these that say anything.
    fn lines(&self, all: &[(&str, &str)]) -> Vec<Labelled> {
        let lang = self.scope.lang();
        all.iter().filter(|(_, text)| !text.is_empty()).map(|(key, text)| labelled(lang, &t(lang, key), *text)).collect()
    }

    fn day(&self, day: Option<NaiveDate>) -> String {
        day.map(|day| format_day(self.scope.lang(), day)).unwrap_or_default()
    }

    fn sampled(&self, s: &Sampled) -> Entry {
        let lang = self.scope.lang();
        let sampling = &s.sampling;
        let level = t(lang, &s.round.level.key()).into_owned();
        let round = format(lang, "case-document-round", &[("round", s.round.name.as_str().into()), ("level", level.into())]);
        Entry {
            at: self.at_day(sampling.sampled_on, sampling.id),
            is_day: true,
            title: format!("{} {}", sampling.product, t(lang, &sampling.result.key())),
            by: self.short(s.round.department_id).to_owned(),
            lines: self.lines(&[
                ("sampling-field-round", &round),
                ("sampling-field-batch", &sampling.batch),
                ("sampling-field-failed-items", &sampling.failed_items),
            ]),
        }
    }

    fn measure(&self, m: &Measure) -> Entry {
        let lang = self.scope.lang();
        let mut lines = self.lines(&[
            ("measure-field-legal-basis", &m.legal_basis),
            ("measure-field-in-force-on", &self.day(Some(m.in_force_on))),
            ("measure-field-due", &self.day(m.due_on)),
            ("measure-field-conditions", &m.conditions),
            ("measure-field-reply", &m.reply),
            ("measure-field-replied-on", &self.day(m.replied_on)),
        ]);
        let state = [t(lang, &m.state.key()).into_owned(), self.day(m.ended_on), m.reason.clone()];
        let state: Vec<String> = state.into_iter().filter(|p| !p.is_empty()).collect();
        lines.push(labelled(lang, &t(lang, "case-field-state"), state.join(" ")));
        let by = format!("{} {}", self.short(m.department_id), m.imposed_by);
        Entry { at: (m.imposed_at, m.id), is_day: false, title: measures::called(lang, m.kind, &m.name), by, lines }
    }

    fn inspection(&self, m: &Measure, i: &Inspection) -> Entry {
        let lang = self.scope.lang();
        let key = if i.passed { "case-document-inspected-passed" } else { "case-document-inspected-failed" };
        Entry {
            at: (i.recorded_at, i.id),
            is_day: false,
            title: format(lang, key, &[("measure", measures::called(lang, m.kind, &m.name).into())]),
            by: format!("{} {}", self.short(i.department_id), i.recorded_by),
            lines: self.lines(&[
                ("measure-field-inspected-on", &self.day(Some(i.inspected_on))),
                ("measure-field-inspectors", &i.inspectors),
                ("measure-field-figures", &i.figures),
            ]),
        }
    }

    fn proposal(&self, p: &Proposal) -> Entry {
        let lang = self.scope.lang();
        let facts: Vec<String> =
            p.facts.iter().map(|f| format!("{} · {}", measures::fact_line(self.scope, f).title, self.day(Some(f.on)))).collect();
        let decided = [t(lang, &p.state.key()).into_owned(), p.decided_by.clone(), p.reason.clone()];
        let decided: Vec<String> = decided.into_iter().filter(|part| !part.is_empty()).collect();
        let mut lines = self.lines(&[
            ("ladder-field-article", &p.rule.article),
            ("ladder-field-competent", self.short(p.department_id)),
            ("ladder-field-due", &self.day(Some(p.due_on))),
        ]);
        lines.push(labelled(lang, &t(lang, "case-document-facts"), facts.join(&t(lang, "ladder-facts-join"))));
        lines.push(labelled(lang, &t(lang, "ladder-field-verdict"), decided.join(" ")));
        let title = format(lang, "case-document-proposed", &[("measures", measures::all_called(lang, &p.rule.measures).into())]);
        Entry { at: (p.proposed_at, p.id), is_day: false, title, by: String::new(), lines }
    }

    fn hand_over(&self, h: &HandOver) -> Entry {
        let lang = self.scope.lang();
        let args = [("from", self.short(h.from_id).into()), ("to", hand_overs::receiver(h, &self.departments).into())];
        let key = if h.moves() { "hand-over-line" } else { "hand-over-line-notice" };
        let line = |fact: Fact| {
            let text = [fact.value, fact.note].into_iter().flatten().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(" ");
            labelled(lang, &fact.label, text)
        };
        let mut lines = self.lines(&[("hand-over-field-number", &h.number), ("hand-over-field-reason", &h.reason)]);
        lines.extend(hand_overs::facts(self.scope, h, &self.departments).into_iter().map(line));
        lines.extend(self.lines(&[("case-document-answer", &h.answer), ("hand-over-field-result", &h.result)]));
        Entry { at: (h.sent_at, h.id), is_day: false, title: format(lang, key, &args), by: h.sent_by.clone(), lines }
    }

    fn restriction(&self, r: &Restriction) -> Entry {
        let lang = self.scope.lang();
        let until = words::until(self.scope, r);
        let people = words::people(self.scope, r).unwrap_or_default();
        let ended = [r.ended_by.as_deref(), r.ended_reason.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(" ");
        let ended = [t(lang, &r.standing(self.scope.today()).key()).into_owned(), self.day(r.ended_on), ended];
        let ended = ended.into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(" ");
        Entry {
            at: (r.created_at, r.id),
            is_day: false,
            title: t(lang, &r.kind.key()).into_owned(),
            by: format!("{} {}", self.short(r.department_id), r.imposed_by),
            lines: self.lines(&[
                ("restriction-field-number", &r.number),
                ("restriction-field-basis", &r.basis),
                ("restriction-field-reason", &r.reason),
                ("restriction-field-falls-on", &people),
                ("restriction-field-from", &self.day(Some(r.from_on))),
                ("restriction-field-until", &until),
                ("restriction-field-standing", &ended),
            ]),
        }
    }

    fn publication(&self, p: &Published) -> Entry {
        let lang = self.scope.lang();
        let version = &p.version;
        let checked = version.checked_by.clone().unwrap_or_default();
        Entry {
            at: (version.written_at, 0),
            is_day: false,
            title: format(lang, "case-document-publication", &[("title", version.title.as_str().into())]),
            by: version.writer.clone(),
            lines: self.lines(&[
                ("case-document-number", &p.number),
                ("case-field-state", &t(lang, &version.state.key())),
                ("case-document-checked", &checked),
                ("case-document-published", &self.day(version.published_on)),
                ("case-document-text", &version.text),
            ]),
        }
    }

    fn reward(&self, r: &Reward) -> Entry {
        let lang = self.scope.lang();
        let amount = format(lang, "case-reward-yuan", &[("amount", crate::enforcement::actions::cases::yuan(r.amount).into())]);
        let decided = match r.state {
            RewardState::Proposed => t(lang, &r.state.key()).into_owned(),
            _ => format!("{} {} {}", t(lang, &r.state.key()), r.decided_by_name, r.reason),
        };
        Entry {
            at: (r.proposed_at, r.id),
            is_day: false,
            title: format(lang, "case-document-reward", &[("amount", amount.into())]),
            by: r.proposed_by_name.clone(),
            lines: self.lines(&[("case-document-basis", &r.basis), ("case-field-state", decided.trim())]),
        }
    }
}
