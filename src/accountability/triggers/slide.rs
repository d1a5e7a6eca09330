//! Targets whose measured value got worse several periods running.

use super::{Found, Ground, More, PIECE, Source};
use crate::{
    accountability::{
        actions::NewMatter,
        model::{FactLine, Facts, Rule},
    },
    duties::queries::{self, Series},
    platform::{db::Conn, error::Result, i18n::format},
    tenancy::Scope,
};

pub struct Slide;

impl Found for Series {
    /// A further period in which it slides is another fact.
    fn key(&self) -> String {
        let period = self.values.last().map_or("", |(period, _)| period.as_str());
        format!("target_slide:{}:{period}", self.target_id)
    }
}

impl Source for Slide {
    type Fact = Series;
    type Cursor = i64;

    fn facts(conn: &mut Conn, scope: &Scope, _: &Ground, rule: &Rule, after: Option<&i64>) -> Result<(Vec<Series>, More<i64>)> {
        let times = usize::from(rule.after);
        let (mut found, next) = queries::measured_series(conn, scope, times, after.copied().unwrap_or(0), PIECE)?;
        found.retain(|series| series.slides(times));
        Ok((found, next.map_or(More::Done, More::From)))
    }

    fn freeze(_: &mut Conn, scope: &Scope, ground: &Ground, rule: &Rule, series: &Series) -> Result<Option<NewMatter>> {
        let Some((subject, department)) = ground.subject(series.lead_id) else { return Ok(None) };
        let unit = |value: f64| format!("{value}{}", series.what.unit);
        let path = format!("/duties/{}", series.number);
        let mut lines = vec![
            FactLine::new("duty", format!("{} {}", series.number, series.title)).at(path),
            FactLine::new("lead", &department.name),
            FactLine::new("target", format!("{} {}", series.what.name, unit(series.what.value))),
        ];
        let shown = usize::from(rule.after) + 1;
        for (period, value) in series.values.iter().skip(series.values.len().saturating_sub(shown)) {
            lines.push(FactLine::new("measured", format!("{period}: {}", unit(*value))));
        }
        Ok(Some(NewMatter {
            title: format(scope.workspace_lang(), "matter-title-slide", &[("title", series.what.name.as_str().into())]),
            cause: rule.cause,
            fact_key: series.key(),
            edition: ground.edition.number,
            subject,
            basis: rule.basis.clone(),
            facts: Facts { text: String::new(), lines, on: scope.today() },
        }))
    }
}
