//! Pages of the escalation ladder: its versions, the draft with its rules, and bringing it into force.

mod draft;
mod enact;
mod rule;
mod show;

use super::Answer;
use crate::{
    enforcement::{
        ladder::{Condition, Rule, is_standing},
        model::CaseKind,
    },
    platform::{
        http::{Access, Routes},
        i18n::{Lang, format, join, t},
        view::parts::{Crumb, Head},
    },
    tenancy::{Scope, departments::Department},
};

pub fn routes() -> Routes {
    Routes::new()
        .get("/w/{slug}/ladder", Access::Workspace, show::show)
        .post("/w/{slug}/ladder", Access::Workspace, draft::change)
        .get("/w/{slug}/ladder/ask", Access::Workspace, draft::ask)
        .get("/w/{slug}/ladder/rule", Access::Workspace, rule::form)
        .post("/w/{slug}/ladder/rule", Access::Workspace, rule::put)
        .get("/w/{slug}/ladder/enact", Access::Workspace, enact::form)
        .post("/w/{slug}/ladder/enact", Access::Workspace, enact::enact)
}

fn home(scope: &Scope) -> String {
    format!("{}/ladder", scope.base())
}

/// The head of a page below the ladder.
fn head(scope: &Scope, title: &str) -> Head {
    let mut head = Head::new(title).crumb(format!("{}/cases", scope.base()), t(scope.lang(), "cases-title"));
    head = head.crumb(home(scope), t(scope.lang(), "ladder-title"));
    head.crumbs.push(Crumb { href: None, label: title.to_owned() });
    head
}

/// When a rule holds, in a sentence.
fn when(lang: Lang, rule: &Rule) -> String {
    let measure = rule.after.map(|m| t(lang, &m.key()).into_owned()).unwrap_or_default();
    let level = rule.level.map(|l| t(lang, &l.key()).into_owned()).unwrap_or_default();
    let args = [
        ("measure", measure.into()),
        ("level", level.into()),
        ("times", f64::from(rule.times).into()),
        ("months", f64::from(rule.months).into()),
    ];
    match (rule.condition, rule.level) {
        (Condition::TwiceRunning | Condition::LicensedFailure, None) => {
            format(lang, &format!("ladder-when-{}-any", kebab(rule.condition)), &args)
        }
        (Condition::FailedReinspection, _) if rule.after.is_some_and(is_standing) => {
            format(lang, "ladder-when-failed-reinspection-under", &args)
        }
        _ => format(lang, &format!("ladder-when-{}", kebab(rule.condition)), &args),
    }
}

fn kebab(condition: Condition) -> String {
    condition.as_str().replace('_', "-")
}

/// For which kinds, by what article, how long, who decides.
fn about(lang: Lang, rule: &Rule, kinds: &[CaseKind], departments: &[Department]) -> String {
    let name = |code: &String| kinds.iter().find(|k| k.code == *code).map_or_else(|| code.clone(), |k| k.name.clone());
    let mut parts = vec![rule.article.clone()];
    parts.push(match rule.kinds.is_empty() {
        true => t(lang, "ladder-all-kinds").into_owned(),
        false => join(lang, &rule.kinds.iter().map(name).collect::<Vec<_>>()),
    });
    if rule.days > 0 {
        parts.push(format(lang, "ladder-days", &[("days", f64::from(rule.days).into())]));
    }
    let competent = rule.competent_id.and_then(|id| departments.iter().find(|d| d.id == id));
    parts.push(match competent {
        Some(d) => format(lang, "ladder-decided-by", &[("name", d.short_name.as_str().into())]),
        None => t(lang, "ladder-decided-by-holder").into_owned(),
    });
    parts.join(" · ")
}

fn measures(lang: Lang, rule: &Rule) -> String {
    join(lang, &rule.measures.iter().map(|m| t(lang, &m.key()).into_owned()).collect::<Vec<_>>())
}
