//! The calendar's facts as messages, to be said in the reader's language (`calendar.ftl`).

use chrono::NaiveDate;

use super::cadence::Cadence;
use super::deadline::{Direction, Explanation};
use super::model::{DayKind, DayName, DayOff};
use crate::platform::{
    error::{Arg, Message},
    i18n::{Lang, t, tr},
};

impl DayName {
    /// The name as an argument of a message: a key for a festival, the workspace's own words as they are.
    pub fn arg(&self) -> Arg {
        match self {
            DayName::Official(festival) => Arg::Key(format!("calendar-festival-{}", festival.code())),
            DayName::Own(name) => Arg::Text(name.clone()),
        }
    }
}

impl DayKind {
    /// The message that names it.
    pub fn key(self) -> &'static str {
        match self {
            DayKind::Holiday => "calendar-kind-holiday",
            DayKind::Workday => "calendar-kind-workday",
        }
    }
}

impl Cadence {
    /// The message that names it.
    pub fn key(self) -> String {
        format!("calendar-cadence-{}", self.as_str())
    }
}

impl Explanation {
    /// All of it in one line.
    pub fn said(&self, lang: Lang) -> String {
        let all: Vec<String> = self.sentences().iter().map(|sentence| tr(lang, sentence)).collect();
        all.join(&t(lang, "calendar-explained-join"))
    }

    /// How the deadline was computed, a sentence each, in order: what was asked for, what was skipped, what counted
    /// though a weekend, and whether it may still move.
    pub fn sentences(&self) -> Vec<Message> {
        let mut all = match self {
            Explanation::Fixed { day_off, .. } => fixed(day_off.as_ref()),
            Explanation::Counted { direction, from, working_days, weekend_days, holidays, makeup_days, .. } => {
                let mut all = vec![asked(*direction, *from, *working_days)];
                if *weekend_days > 0 {
                    all.push(Message::new("calendar-explained-weekends").number("days", *weekend_days));
                }
                for run in holidays {
                    let line = Message::new("calendar-explained-holiday").number("days", run.days);
                    all.push(named(line, &run.name));
                }
                let makeup = makeup_days.iter().map(|day| Message::new("calendar-explained-makeup").text("on", day.to_string()));
                all.extend(makeup);
                all
            }
        };
        if self.beyond_known() {
            all.push(Message::new("calendar-explained-beyond-known"));
        }
        all
    }
}

fn fixed(day_off: Option<&DayOff>) -> Vec<Message> {
    let mut all = vec![Message::new("calendar-explained-fixed")];
    match day_off {
        None => {}
        Some(DayOff::Weekend) => all.push(Message::new("calendar-explained-fixed-weekend")),
        Some(DayOff::Holiday(name)) => all.push(named(Message::new("calendar-explained-fixed-holiday"), name)),
    }
    all
}

fn asked(direction: Direction, from: NaiveDate, working_days: u16) -> Message {
    let key = match (direction, working_days) {
        (Direction::After, 0) => "calendar-explained-after-none",
        (Direction::After, _) => "calendar-explained-after",
        (Direction::Before, 0) => "calendar-explained-before-none",
        (Direction::Before, _) => "calendar-explained-before",
    };
    let message = Message::new(key).text("from", from.to_string());
    if working_days == 0 { message } else { message.number("days", working_days) }
}

fn named(mut message: Message, name: &DayName) -> Message {
    message.args.push(("name", name.arg()));
    message
}
