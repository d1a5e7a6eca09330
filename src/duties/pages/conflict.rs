//! Two saved at once: the second sees both versions, and nothing typed is lost.

use super::history;
use crate::{
    duties::{model::Action, queries::Detail},
    platform::{
        clock,
        http::Fault,
        i18n::{Lang, format, format_time, t},
        view::{
            conflict::{Both, Conflict, in_words},
            parts::{Crumb, FieldView, FormView, Head},
        },
    },
    site::Member,
    tenancy::Scope,
    timeline::Event,
};
use actix_web::{HttpRequest, HttpResponse};

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
        let when = event.map(|e| format_time(clock::local(e.at, scope.zone()))).unwrap_or_default();
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
    Ok(member.conflict(req, head, conflict)?)
}

/// The version that was saved first.
struct Saved {
    who: String,
    when: String,
    reason: Option<String>,
}

fn compare(lang: Lang, saved: Saved, stored: FormView, mut typed: FormView) -> Conflict {
    let both = std::mem::take(&mut typed.fields).into_iter().map(|mine| {
        let theirs = match mine.name.as_str() {
            "reason" => saved.reason.clone().unwrap_or_default(),
            name => stored.fields.iter().find(|f| f.name == name).map(|f| in_words(lang, f)).unwrap_or_default(),
        };
        // A reason is only ever typed; it is kept to be edited, not compared.
        let same = mine.name != "reason" && theirs == in_words(lang, &mine);
        let label = match label(lang, &mine) {
            _ if same && mine.name.starts_with("target-") => t(lang, "duty-targets").into_owned(),
            label => label,
        };
        Both { label, theirs, same, mine }
    });
    let both = both.collect();
    let mut conflict = Conflict::new(lang, saved.who, saved.when, typed, both);
    // “The rest is alike” is only said of what is alike as a whole.
    let Conflict { items, same, .. } = &mut conflict;
    same.retain(|name| !items.iter().any(|i| i.label.starts_with(name.as_str())));
    conflict
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
