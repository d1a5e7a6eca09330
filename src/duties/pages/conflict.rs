//! Two saved at once: the second sees both versions, and nothing typed is lost.

use actix_web::{HttpRequest, HttpResponse, http::StatusCode};
use serde::Serialize;

use super::history;
use crate::{
    duties::{model::Action, queries::Detail},
    platform::{
        clock,
        http::Fault,
        i18n::{Lang, format, t},
        view::parts::{Crumb, FieldView, FormView, Head, Hidden},
    },
    site::Member,
    tenancy::Scope,
    timeline::Event,
};

/// What was done to the duty last.
pub struct Latest {
    who: Option<String>,
    when: String,
    what: String,
    /// The reason or remark given with it.
    said: Option<String>,
}

impl Latest {
    pub fn of(scope: &Scope, event: Option<&Event>) -> Self {
        let when = event.map(|e| clock::local(e.at, scope.zone()).format("%H:%M").to_string()).unwrap_or_default();
        let what = event.map(|e| history::sentence(scope.lang(), e)).unwrap_or_default();
        let said = event.and_then(|e| e.text.clone());
        Self { who: event.map(|e| e.actor.clone()).filter(|a| !a.is_empty()), when, what, said }
    }

    /// “周敏在 11:02 刚刚…”, for forms that hold nothing of the duty's own.
    pub fn sentence(&self, lang: Lang) -> String {
        let mut args = vec![("when", self.when.as_str().into()), ("what", self.what.as_str().into())];
        match &self.who {
            Some(who) => {
                args.push(("who", who.as_str().into()));
                format(lang, "duty-conflict-note", &args)
            }
            None => format(lang, "duty-conflict-by-system", &args),
        }
    }
}

#[derive(Serialize)]
struct View {
    head: Head,
    conflict: Conflict,
}

/// `part/conflict`.
#[derive(Serialize)]
struct Conflict {
    who: String,
    when: String,
    items: Vec<Item>,
    same: Vec<String>,
    form: FormView,
}

#[derive(Serialize)]
struct Item {
    label: String,
    theirs: String,
    field: FieldView,
}

/// `stored`: the form as the duty stands now; `typed`: the same form with what this person typed.
pub fn page(
    req: &HttpRequest,
    member: &Member,
    action: Action,
    detail: &Detail,
    stored: FormView,
    typed: FormView,
    latest: &Latest,
) -> Result<HttpResponse, Fault> {
    let (lang, scope) = (member.lang(), &member.scope);
    let title = t(lang, &action.key()).into_owned();
    let home = format!("{}/duties/{}", scope.base(), detail.duty.number);
    let mut head = Head::new(&title).crumb(format!("{}/duties", scope.base()), t(lang, "duty-list")).crumb(home, &detail.duty.number);
    head.crumbs.push(Crumb { href: None, label: title.clone() });
    let who = latest.who.clone().unwrap_or_else(|| t(lang, "timeline-system").into_owned());
    let conflict = compare(lang, Saved { who, when: latest.when.clone(), reason: latest.said.clone() }, stored, typed);
    Ok(member.page_status(
        req,
        StatusCode::CONFLICT,
        "duties/conflict",
        format!("{title} {}", detail.duty.number),
        View { head, conflict },
    )?)
}

/// The version that was saved first.
struct Saved {
    who: String,
    when: String,
    reason: Option<String>,
}

fn compare(lang: Lang, saved: Saved, stored: FormView, mut typed: FormView) -> Conflict {
    let (mut items, mut same) = (Vec::new(), Vec::new());
    for field in std::mem::take(&mut typed.fields) {
        let theirs = match field.name.as_str() {
            "reason" => saved.reason.clone().unwrap_or_default(),
            name => stored.fields.iter().find(|f| f.name == name).map(|f| shown(lang, f)).unwrap_or_default(),
        };
        let label = label(lang, &field);
        // A reason is only ever typed; it is kept to be edited, not compared.
        if field.name != "reason" && theirs == shown(lang, &field) {
            let name = if field.name.starts_with("target-") { t(lang, "duty-targets").into_owned() } else { label };
            if !same.contains(&name) {
                same.push(name);
            }
            typed.hidden.extend(sent(&field));
            continue;
        }
        let theirs = if theirs.is_empty() { t(lang, "duty-conflict-empty").into_owned() } else { theirs };
        items.push(Item { label, theirs, field });
    }
    // “The rest is alike” is only said of what is alike as a whole.
    same.retain(|name| !items.iter().any(|i| i.label.starts_with(name.as_str())));
    typed.submit = t(lang, "duty-conflict-save").into_owned();
    Conflict { who: saved.who, when: saved.when, items, same, form: typed }
}

/// What a field is about: “指标 2：目标值” for one of a row.
fn label(lang: Lang, field: &FieldView) -> String {
    let row = field.name.strip_prefix("target-").and_then(|rest| rest.split('-').next()?.parse::<u32>().ok());
    match row {
        Some(n) => {
            let target = format(lang, "duty-form-target", &[("n", (n + 1).to_string().into())]);
            format!("{target}{}{}", t(lang, "part-colon"), field.label)
        }
        None => field.label.clone(),
    }
}

/// A field's value as people read it.
fn shown(lang: Lang, field: &FieldView) -> String {
    let chosen: Vec<String> = field.options.iter().filter(|o| o.chosen).map(|o| o.label.clone()).collect();
    if field.options.is_empty() { field.value.trim().to_owned() } else { chosen.join(&t(lang, "part-comma")) }
}

/// A field's value as it is sent.
fn sent(field: &FieldView) -> Vec<Hidden> {
    if field.options.is_empty() {
        return vec![Hidden::new(&field.name, &field.value)];
    }
    field.options.iter().filter(|o| o.chosen).map(|o| Hidden::new(&field.name, &o.value)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::view::parts::Choice;

    #[test]
    fn what_differs_is_shown_twice_and_the_rest_is_carried_along() {
        let form = |title: &str, lead: &str| {
            let options = vec![Choice::new("1", "甲", lead == "1"), Choice::new("2", "乙", lead == "2")];
            FormView::new("/x", "ok")
                .hidden("version", 9)
                .field(FieldView::new("text", "title", "名称").value(title))
                .field(FieldView::new("text", "unit", "单位").value("项"))
                .field(FieldView::new("department", "lead", "牵头").options(options))
                .field(FieldView::new("area", "reason", "理由").value(""))
        };
        let saved = Saved { who: "周敏".into(), when: "11:02".into(), reason: Some("先改".into()) };
        let view = compare(Lang::ZhCn, saved, form("他们的", "1"), form("我的", "2"));
        let items: Vec<(&str, &str)> = view.items.iter().map(|i| (i.field.name.as_str(), i.theirs.as_str())).collect();
        assert_eq!(items, [("title", "他们的"), ("lead", "甲"), ("reason", "先改")]);
        let hidden: Vec<(&str, &str)> = view.form.hidden.iter().map(|h| (h.name.as_str(), h.value.as_str())).collect();
        assert_eq!(hidden, [("version", "9"), ("unit", "项")]);
        assert_eq!(view.same, ["单位"]);
    }
}
