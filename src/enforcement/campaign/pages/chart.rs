//! What was done against the line, period by period: drawn, and the same figures as rows.

use chrono::NaiveDate;
use serde::Serialize;

use super::words::{days, share};
use crate::{
    enforcement::campaign::model::{Campaign, Point, WHOLE},
    platform::i18n::{Lang, t},
};

/// `enforcement/campaign_chart`.
#[derive(Debug, Serialize)]
pub struct Chart {
    pub title: String,
    pub about: String,
    /// Points of the two lines.
    pub line: String,
    pub done: String,
    pub dots: Vec<Dot>,
    pub grid: Vec<Mark>,
    pub ticks: Vec<Mark>,
    pub rows: Vec<Row>,
}

#[derive(Debug, Serialize)]
pub struct Dot {
    pub x: i64,
    pub y: i64,
    /// What is read when pointed at.
    pub said: String,
}

/// A line of the grid or a place on the axis.
#[derive(Debug, Serialize)]
pub struct Mark {
    pub at: i64,
    pub label: String,
}

/// A period in figures.
#[derive(Debug, Serialize)]
pub struct Row {
    pub period: String,
    pub line: String,
    pub done: String,
    pub behind: bool,
}

/// The field the lines are drawn in.
const LEFT: i64 = 44;
const RIGHT: i64 = 628;
const TOP: i64 = 12;
const BOTTOM: i64 = 188;
/// At most so many places on the axis are named.
const TICKS: usize = 5;
/// The name of a place takes so much room.
const TICK_ROOM: i64 = 60;

fn height(parts: i64) -> i64 {
    BOTTOM - (BOTTOM - TOP) * parts.clamp(0, WHOLE) / WHOLE
}

/// Where the end of a day lies.
fn place(campaign: &Campaign, day: NaiveDate) -> i64 {
    let (gone, all) = ((day - campaign.first_on).num_days() + 1, (campaign.last_on - campaign.first_on).num_days() + 1);
    LEFT + (RIGHT - LEFT) * gone.clamp(0, all) / all.max(1)
}

/// Of a course; none before anything has begun.
pub fn chart(lang: Lang, campaign: &Campaign, course: &[Point], about: &str) -> Option<Chart> {
    let begun: Vec<(&Point, i64)> = course.iter().filter_map(|p| Some((p, p.done?))).collect();
    begun.first()?;
    let corner = format!("{LEFT},{BOTTOM}");
    let path = |points: Vec<String>| std::iter::once(corner.clone()).chain(points).collect::<Vec<_>>().join(" ");
    let dot = |(p, done): &(&Point, i64)| Dot { x: place(campaign, p.on), y: height(*done), said: format!("{} {}", p.on, share(*done)) };
    let dots: Vec<Dot> = begun.iter().map(dot).collect();
    let every = course.len().div_ceil(TICKS).max(1);
    let mut ticks: Vec<Mark> = Vec::new();
    for point in course.iter().rev().step_by(every) {
        let at = place(campaign, point.on);
        // A last period of a day or two ends beside the one before.
        if ticks.last().is_none_or(|later| later.at - at >= TICK_ROOM) {
            ticks.push(Mark { at, label: point.on.format("%m-%d").to_string() });
        }
    }
    Some(Chart {
        title: t(lang, "campaign-chart").into_owned(),
        about: about.to_owned(),
        line: path(course.iter().map(|p| format!("{},{}", place(campaign, p.on), height(p.line))).collect()),
        done: path(dots.iter().map(|d| format!("{},{}", d.x, d.y)).collect()),
        grid: [0, WHOLE / 2, WHOLE].map(|parts| Mark { at: height(parts), label: share(parts) }).into(),
        ticks,
        rows: course.iter().map(|p| row(lang, p)).collect(),
        dots,
    })
}

fn row(lang: Lang, point: &Point) -> Row {
    Row {
        period: days(lang, point.period.first_on, point.period.last_on),
        line: share(point.line),
        done: point.done.map_or_else(|| t(lang, "campaign-not-yet").into_owned(), share),
        behind: point.done.is_some_and(|done| done < point.line),
    }
}
