//! Who is told when. Pure; takes `now`.
//!
//! A **daily** digest that falls on a day off is skipped where only working days are wished for: the next one tells it all. A
//! **weekly** one moves to the next working day. Whatever was missed while the program stood still is made up for by one digest,
//! that of the latest period.

use chrono::{Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime};
use chrono_tz::Tz;

use crate::{
    calendar::WorkCalendar,
    platform::clock::to_utc,
    tenancy::{Role, Roles},
};

/// Which digest: what is wrong and where, or what to do next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    Leader,
    Liaison,
}

impl Kind {
    pub const ALL: [Self; 2] = [Self::Leader, Self::Liaison];

    /// As stored and in addresses.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Leader => "leader",
            Self::Liaison => "liaison",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.as_str() == text)
    }

    /// The mail's template.
    pub fn template(self) -> &'static str {
        match self {
            Self::Leader => "digest-leader",
            Self::Liaison => "digest-liaison",
        }
    }

    /// The Fluent key of its name.
    pub fn key(self) -> &'static str {
        match self {
            Self::Leader => "digest-kind-leader",
            Self::Liaison => "digest-kind-liaison",
        }
    }

    /// What a signed link is for that ends this digest.
    pub fn stop_purpose(self) -> &'static str {
        match self {
            Self::Leader => "stop-leader-digest",
            Self::Liaison => "stop-liaison-digest",
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Frequency {
    Daily,
    Weekly,
    Never,
}

impl Frequency {
    pub const ALL: [Self; 3] = [Self::Daily, Self::Weekly, Self::Never];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Daily => "daily",
            Self::Weekly => "weekly",
            Self::Never => "never",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|f| f.as_str() == text)
    }

    pub fn key(self) -> &'static str {
        match self {
            Self::Daily => "digest-frequency-daily",
            Self::Weekly => "digest-frequency-weekly",
            Self::Never => "digest-frequency-never",
        }
    }
}

/// What a member is, as far as digests ask.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rights {
    pub roles: Roles,
    /// Departments they are in charge of.
    pub leads: Vec<i64>,
    /// Departments they act for.
    pub acts_for: Vec<i64>,
}

impl Rights {
    /// Whether every duty of the workspace may be told to them.
    pub fn reads_all(&self) -> bool {
        self.roles.has_any(&[Role::Leader, Role::Secretariat, Role::Auditor])
    }

    /// Whether they lead here: who does may instruct, and is told without a login.
    pub fn is_leader(&self) -> bool {
        self.roles.has(Role::Leader) || !self.leads.is_empty()
    }

    /// The digests they may have.
    pub fn may_have(&self, kind: Kind) -> bool {
        match kind {
            Kind::Leader => self.reads_all() || !self.leads.is_empty(),
            Kind::Liaison => !self.acts_for.is_empty(),
        }
    }
}

/// When and of what somebody wants to be told.
#[derive(Clone, Debug, PartialEq)]
pub struct Subscription {
    pub frequency: Frequency,
    /// 1 Monday … 7 Sunday; for weekly ones.
    pub weekday: u32,
    /// Hour of the workspace's wall time, 0 to 23.
    pub hour: u32,
    pub working_days_only: bool,
    /// Leaders: all departments rather than those they are in charge of.
    pub all_departments: bool,
    /// Send one short mail even when there is nothing to tell.
    pub even_if_empty: bool,
    /// When these times were chosen: earlier ones are not made up for.
    pub since: NaiveDateTime,
    /// 0 while nobody has chosen anything.
    pub version: i64,
}

/// The hour digests go out when nobody has said otherwise.
const USUAL_HOUR: u32 = 8;

impl Subscription {
    /// What holds until somebody says otherwise: Monday morning for leaders and liaisons; secretariat and auditors, who work in
    /// the program anyway, get none. `joined_at`: when they became a member.
    pub fn usual(kind: Kind, rights: &Rights, joined_at: NaiveDateTime) -> Self {
        let told = match kind {
            Kind::Leader => rights.is_leader(),
            Kind::Liaison => !rights.acts_for.is_empty(),
        };
        Self {
            frequency: if told { Frequency::Weekly } else { Frequency::Never },
            weekday: 1,
            hour: USUAL_HOUR,
            working_days_only: true,
            all_departments: rights.leads.is_empty(),
            even_if_empty: false,
            since: joined_at,
            version: 0,
        }
    }

    /// The day and instant a digest of the nominal day `on` goes out; none for a daily one on a day off.
    fn sending(&self, on: NaiveDate, calendar: &WorkCalendar, zone: Tz) -> Option<NaiveDateTime> {
        let day = match (self.frequency, self.working_days_only) {
            (Frequency::Never, _) => return None,
            (_, false) => on,
            (Frequency::Daily, true) => Some(on).filter(|d| calendar.is_working(*d))?,
            (Frequency::Weekly, true) => calendar.next_or_same(on),
        };
        let hour = NaiveTime::from_hms_opt(self.hour.min(23), 0, 0)?;
        Some(to_utc(day.and_time(hour), zone))
    }

    fn is_nominal(&self, day: NaiveDate) -> bool {
        self.frequency != Frequency::Weekly || day.weekday().number_from_monday() == self.weekday
    }

    /// The latest digest whose time has come.
    pub fn latest(&self, calendar: &WorkCalendar, zone: Tz, now: NaiveDateTime) -> Option<Slot> {
        let today = crate::platform::clock::local(now, zone).date();
        let days = (0..LOOK).filter_map(|back| today.checked_sub_days(Days::new(back)));
        days.filter(|day| self.is_nominal(*day)).find_map(|on| {
            let at = self.sending(on, calendar, zone).filter(|at| *at <= now)?;
            Some(Slot { on, at, frequency: self.frequency })
        })
    }

    /// When the next digest goes out.
    pub fn next(&self, calendar: &WorkCalendar, zone: Tz, now: NaiveDateTime) -> Option<NaiveDateTime> {
        let today = crate::platform::clock::local(now, zone).date();
        let start = today.checked_sub_days(Days::new(LOOK / 2))?;
        let days = start.iter_days().take(LOOK as usize * 2).filter(|day| self.is_nominal(*day));
        days.filter_map(|on| self.sending(on, calendar, zone)).filter(|at| *at > now).min()
    }
}

/// How many days to look for a time to send: longer than any run of days off with a week on either side.
const LOOK: u64 = 35;

/// One digest to be sent: the period it is for and when it is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Slot {
    /// The day it is for, before moving it off a day off.
    pub on: NaiveDate,
    /// When it is due, UTC.
    pub at: NaiveDateTime,
    pub frequency: Frequency,
}

impl Slot {
    /// What makes it one of a kind for a person: `2026-11-23`, or the ISO week `2026-W48`.
    pub fn period(&self) -> String {
        match self.frequency {
            Frequency::Weekly => {
                let week = self.on.iso_week();
                format!("{}-W{:02}", week.year(), week.week())
            }
            _ => self.on.to_string(),
        }
    }

    /// The days it looks back on, both included: the seven before a weekly one, the day before a daily one.
    pub fn covers(&self) -> (NaiveDate, NaiveDate) {
        let days = if self.frequency == Frequency::Weekly { 7 } else { 1 };
        let back = |n: u64| self.on.checked_sub_days(Days::new(n)).unwrap_or(self.on);
        (back(days), back(1))
    }

    /// The period before this one.
    pub fn previous_period(&self) -> String {
        let days = if self.frequency == Frequency::Weekly { 7 } else { 1 };
        Self { on: self.on.checked_sub_days(Days::new(days)).unwrap_or(self.on), ..*self }.period()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono_tz::{America::New_York, Asia::Shanghai};

    fn subscription(frequency: Frequency, weekday: u32, hour: u32, working_days_only: bool) -> Subscription {
        let usual = Subscription::usual(Kind::Leader, &Rights::default(), NaiveDateTime::default());
        Subscription { frequency, weekday, hour, working_days_only, ..usual }
    }

    fn at(text: &str) -> NaiveDateTime {
        text.parse().unwrap()
    }

    fn latest(s: &Subscription, zone: Tz, now: &str) -> (String, NaiveDateTime) {
        let slot = s.latest(&WorkCalendar::default(), zone, at(now)).unwrap();
        (slot.period(), slot.at)
    }

    #[test]
    fn a_daily_digest_skips_days_off_and_comes_on_days_made_up_for() {
        let daily = subscription(Frequency::Daily, 1, 8, true);
        // 2026: National Day is off 1 to 7 October; Saturday 10 October is worked.
        assert_eq!(latest(&daily, Shanghai, "2026-10-05T03:00:00"), ("2026-09-30".into(), at("2026-09-30T00:00:00")));
        assert_eq!(latest(&daily, Shanghai, "2026-10-08T00:00:00").0, "2026-10-08");
        assert_eq!(latest(&daily, Shanghai, "2026-10-10T00:00:00").0, "2026-10-10");
        assert_eq!(latest(&daily, Shanghai, "2026-10-11T05:00:00").0, "2026-10-10");
        let always = subscription(Frequency::Daily, 1, 8, false);
        assert_eq!(latest(&always, Shanghai, "2026-10-05T03:00:00").0, "2026-10-05");
        assert_eq!(daily.next(&WorkCalendar::default(), Shanghai, at("2026-09-30T00:00:00")), Some(at("2026-10-08T00:00:00")));
    }

    #[test]
    fn a_weekly_digest_moves_to_the_next_working_day() {
        let monday = subscription(Frequency::Weekly, 1, 8, true);
        // Monday 5 October is off, so week 41's goes out on Thursday 8 October.
        assert_eq!(latest(&monday, Shanghai, "2026-10-07T23:59:59").0, "2026-W40");
        assert_eq!(latest(&monday, Shanghai, "2026-10-08T00:00:00"), ("2026-W41".into(), at("2026-10-08T00:00:00")));
        assert_eq!(monday.next(&WorkCalendar::default(), Shanghai, at("2026-09-29T00:00:00")), Some(at("2026-10-08T00:00:00")));
        // Two weeks that move to one day are one digest: the later.
        let february = latest(&monday, Shanghai, "2026-02-24T01:00:00");
        assert_eq!(february, ("2026-W09".into(), at("2026-02-24T00:00:00")));
        let slot = monday.latest(&WorkCalendar::default(), Shanghai, at("2026-11-23T00:00:00")).unwrap();
        assert_eq!(slot.covers(), ("2026-11-16".parse().unwrap(), "2026-11-22".parse().unwrap()));
        assert_eq!(slot.previous_period(), "2026-W47");
    }

    #[test]
    fn wall_time_holds_across_summer_time() {
        let daily = subscription(Frequency::Daily, 1, 8, false);
        assert_eq!(latest(&daily, New_York, "2026-03-07T14:00:00").1, at("2026-03-07T13:00:00"));
        assert_eq!(latest(&daily, New_York, "2026-03-08T14:00:00").1, at("2026-03-08T12:00:00"));
        // 02:00 does not exist on 8 March: the next hour that does.
        let night = subscription(Frequency::Daily, 1, 2, false);
        assert_eq!(latest(&night, New_York, "2026-03-08T12:00:00").1, at("2026-03-08T07:00:00"));
        // 01:00 comes twice on 1 November: the first.
        let twice = subscription(Frequency::Daily, 1, 1, false);
        assert_eq!(latest(&twice, New_York, "2026-11-01T12:00:00").1, at("2026-11-01T05:00:00"));
    }

    #[test]
    fn years_end_in_the_right_week() {
        let sunday = subscription(Frequency::Weekly, 7, 20, false);
        assert_eq!(latest(&sunday, Shanghai, "2027-01-03T13:00:00").0, "2026-W53");
        assert_eq!(latest(&sunday, Shanghai, "2027-01-10T12:00:00").0, "2027-W01");
        assert_eq!(subscription(Frequency::Never, 1, 8, true).latest(&WorkCalendar::default(), Shanghai, at("2026-11-23T01:00:00")), None);
    }
}
