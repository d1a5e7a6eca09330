//! Campaigns: a region that has not filed two cases in its days, or not inspected a hundred, is held against the head of its government when
//! the deadline is more than five working days past and none of its reports is still to come in time. Nothing that was cancelled is.

use std::collections::BTreeMap;

use chrono::{Datelike, Days, Duration, NaiveDate, Weekday};
use lianxi::{
    calendar::WorkCalendar,
    enforcement::campaign::{
        Campaign,
        actions::{self, CampaignContent},
    },
    platform::db::Db,
    tenancy::Scope,
};
use proptest::prelude::*;

use super::{Fact, Life, each_history, worked};
use crate::enforcement::campaigns::{Field, of};

#[derive(Clone, Debug)]
enum Step {
    /// For so many days.
    Start(u64),
    /// Of a campaign, in a city.
    File(usize, usize),
    /// Of one of its weeks.
    Report(usize, usize, usize, i64),
    Close(usize),
    Cancel(usize),
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum At {
    Running,
    Closed,
    Cancelled,
}

struct Told {
    campaign: Campaign,
    at: At,
    /// By city: the days cases were filed, and what was inspected by week.
    filed: [Vec<NaiveDate>; 2],
    inspected: [BTreeMap<usize, i64>; 2],
}

impl Told {
    /// The last days of its weeks.
    fn weeks(&self) -> Vec<NaiveDate> {
        let days = self.campaign.first_on.iter_days().take_while(|day| *day <= self.campaign.last_on);
        days.filter(|day| day.weekday() == Weekday::Sun || *day == self.campaign.last_on).collect()
    }

    fn is_reached(&self, city: usize) -> bool {
        let within = self.filed[city].iter().filter(|on| **on <= self.campaign.last_on).count();
        within >= 2 && self.inspected[city].values().sum::<i64>() >= 100
    }

    /// Whether a report of some week may still come within three working days.
    fn is_awaited(&self, city: usize, today: NaiveDate) -> bool {
        let calendar = WorkCalendar::default();
        let due = |last: NaiveDate| last.iter_days().skip(1).filter(|day| calendar.is_working(*day)).nth(2).expect("a day");
        (0..).zip(self.weeks()).any(|(week, last)| !self.inspected[city].contains_key(&week) && due(last) >= today)
    }
}

struct Campaigns<'a> {
    f: Field<'a>,
    told: Vec<Told>,
}

impl Campaigns<'_> {
    fn today(&self) -> NaiveDate {
        self.f.d.stage.office().today()
    }

    fn start(&mut self, days: u64) {
        let today = self.today();
        let name = format!("第 {} 次行动", self.told.len());
        let content = CampaignContent { name, first_on: Some(today), last_on: Some(today + Days::new(days)), ..self.f.content() };
        let campaign = self.f.running_as(&content);
        self.told.push(Told { campaign, at: At::Running, filed: Default::default(), inspected: Default::default() });
    }

    fn report(&mut self, n: usize, city: usize, week: usize, inspected: i64) {
        let (today, told) = (self.today(), &self.told[n]);
        let weeks = told.weeks();
        let week = week % weeks.len();
        let first = if week == 0 { told.campaign.first_on } else { weeks[week - 1] + Days::new(1) };
        if first > today || told.inspected[city].contains_key(&week) {
            return;
        }
        let who = self.f.on(if city == 0 { &self.f.he } else { &self.f.shen }, today);
        self.f.report(&who, &told.campaign, city, first, inspected).expect("reported");
        self.told[n].inspected[city].insert(week, inspected);
    }

    /// Ends one, as far as the model lets it.
    fn end(&mut self, n: usize, to: At) {
        let (today, told) = (self.today(), &self.told[n]);
        let is_reached = [0, 1].iter().all(|city| told.is_reached(*city));
        let is_known = today > told.campaign.last_on && ![0, 1].iter().any(|city| told.is_awaited(*city, today));
        let may = to == At::Cancelled || is_reached || is_known;
        let done = self.f.office(|conn, scope| match to {
            At::Cancelled => actions::cancel(conn, scope, &of(&told.campaign), "并入全国行动"),
            _ => actions::close(conn, scope, &of(&told.campaign), ""),
        });
        assert_eq!(done.is_ok(), may, "{done:?}");
        if may {
            self.told[n].at = to;
        }
    }
}

impl Life<Step> for Campaigns<'_> {
    fn office(&self) -> Scope {
        self.f.d.stage.office()
    }

    fn system(&self) -> Scope {
        self.f.d.stage.cast.system(self.f.d.stage.workspace)
    }

    fn pass(&mut self, days: i64) {
        self.f.d.stage.cast.now += Duration::days(days);
    }

    fn act(&mut self, step: &Step) {
        if let Step::Start(days) = step {
            return self.start(*days);
        }
        let (Step::File(nth, _) | Step::Report(nth, ..) | Step::Close(nth) | Step::Cancel(nth)) = step else { return };
        let n = nth % self.told.len().max(1);
        if self.told.get(n).is_none_or(|told| told.at != At::Running) {
            return;
        }
        match step {
            Step::File(_, city) => {
                let today = self.today();
                self.f.filed(&self.told[n].campaign, self.f.d.stage.cities[*city], today);
                self.told[n].filed[*city].push(today);
            }
            Step::Report(_, city, week, inspected) => self.report(n, *city, *week, *inspected),
            Step::Close(_) => self.end(n, At::Closed),
            _ => self.end(n, At::Cancelled),
        }
    }

    fn facts(&self) -> Vec<Fact> {
        let (today, cities) = (self.today(), self.f.d.stage.cities);
        let mut found = Vec::new();
        for told in self.told.iter().filter(|t| t.at != At::Cancelled && t.campaign.last_on < today) {
            let is_over = worked(told.campaign.last_on, today) > 5;
            for city in [0, 1].into_iter().filter(|city| is_over && !told.is_reached(*city) && !told.is_awaited(*city, today)) {
                let page = format!("/campaigns/{}/regions/{}", told.campaign.number, cities[city]);
                found.push((page, "missed".to_owned()));
            }
        }
        found
    }

    fn line(&self) -> &'static str {
        "campaign-region"
    }
}

fn begin<'a>(db: &'a Db) -> Box<dyn Life<Step> + 'a> {
    let mut begun = Campaigns { f: Field::new(db), told: Vec::new() };
    begun.start(11);
    Box::new(begun)
}

#[test]
fn a_missed_campaign_is_held_against_the_head_as_the_model_says() {
    let (n, city) = (|| 0..3usize, || 0..2usize);
    let step = prop_oneof![
        2 => (3..=18u64).prop_map(Step::Start),
        7 => (n(), city()).prop_map(|(n, city)| Step::File(n, city)),
        9 => (n(), city(), 0..3usize, prop::sample::select(vec![0, 40, 50, 100])).prop_map(|(n, c, week, i)| Step::Report(n, c, week, i)),
        1 => n().prop_map(Step::Close),
        1 => n().prop_map(Step::Cancel),
    ];
    each_history(step, begin);
}
