//! An answer as the page shows it.

use serde::Serialize;

use crate::{
    enforcement::{
        check::{Answer, Candidate, Verdict},
        model::Party,
        pages,
        restriction::{
            FOREVER, Restriction,
            pages::words::{self, RestrictionView},
        },
    },
    platform::{
        i18n::{format, format_day, format_instant, join, t},
        view::parts::Link,
    },
    tenancy::Scope,
};

#[derive(Serialize)]
pub struct AnswerView {
    tone: &'static str,
    /// The answer in a sentence.
    says: String,
    until: Option<String>,
    /// Whom it is about.
    about: Option<Link>,
    known: Option<String>,
    holding: Vec<RestrictionView>,
    coming: Vec<RestrictionView>,
    /// Whether those are to come, or only after the year asked about.
    coming_title: String,
    recent: Vec<RestrictionView>,
    on_people: Vec<RestrictionView>,
    namesakes: Vec<RestrictionView>,
    choices: Vec<Pick>,
    similar: Vec<Pick>,
    /// That the query was kept.
    kept: String,
}

/// One of several, to be asked about by a press.
#[derive(Serialize)]
struct Pick {
    name: String,
    about: String,
    typed: String,
    token: String,
    purpose: &'static str,
    year: String,
}

pub fn view(scope: &Scope, answer: &Answer) -> AnswerView {
    let lang = scope.lang();
    let lines = |all: &[Restriction]| all.iter().map(|r| words::line(scope, r, &answer.departments)).collect();
    let tone = match answer.verdict {
        Verdict::Yes => "green",
        Verdict::No => "red",
        _ => "grey",
    };
    let says = format!("check-says-{}-{}", answer.verdict.as_str(), answer.purpose.as_str());
    let pick = |name: &str, typed: &str, token: String, about: String| Pick {
        name: name.to_owned(),
        about,
        typed: typed.to_owned(),
        token,
        purpose: answer.purpose.as_str(),
        year: answer.year.map(|y| y.to_string()).unwrap_or_default(),
    };
    AnswerView {
        tone,
        says: format(lang, &says, &[("year", answer.year.map(|y| y.to_string()).unwrap_or_default().into())]),
        until: until(scope, answer),
        about: answer.about.as_ref().map(|a| Link::new(pages::path(scope, a.party_id()), a.name())),
        known: answer.about.as_ref().map(|a| known(scope, a, Some(&answer.typed))),
        holding: lines(&answer.holding),
        coming: lines(&answer.coming),
        coming_title: t(lang, if answer.on < scope.today() { "check-after-year" } else { "check-coming" }).into_owned(),
        recent: lines(&answer.recent),
        on_people: lines(&answer.on_people),
        namesakes: lines(&answer.namesakes),
        choices: answer.choices.iter().map(|c| pick(c.name(), &answer.typed, c.token(), known(scope, c, Some(&answer.typed)))).collect(),
        similar: answer.similar.iter().map(|p| pick(&p.name, &p.name, format!("p{}", p.id), party(scope, p, None))).collect(),
        kept: format(lang, "check-kept", &[("when", format_instant(lang, scope.now(), scope.zone()).into())]),
    }
}

/// Until when a no holds.
fn until(scope: &Scope, answer: &Answer) -> Option<String> {
    let lang = scope.lang();
    let endless = answer.holding.iter().find(|r| r.last_on == FOREVER);
    let said = endless.map(|r| words::until(scope, r)).or_else(|| answer.until().map(|day| format_day(lang, day)))?;
    Some(format(lang, "check-until", &[("until", said.into())]))
}

fn known(scope: &Scope, candidate: &Candidate, typed: Option<&str>) -> String {
    match candidate {
        Candidate::Party(one) => party(scope, one, typed),
        Candidate::Carrier { post, party, .. } => {
            let post = t(scope.lang(), &post.key()).into_owned();
            format(scope.lang(), "check-carrier", &[("party", party.as_str().into()), ("post", post.into())])
        }
    }
}

/// Kind, code, former names: enough to see that it is the one meant. `typed` was perhaps one of the former ones.
fn party(scope: &Scope, party: &Party, typed: Option<&str>) -> String {
    let lang = scope.lang();
    let former: Vec<String> = party.former_names.iter().map(|f| f.name.clone()).collect();
    let key = crate::enforcement::name_key;
    let is_former = typed.is_some_and(|typed| former.iter().any(|f| key(f) == key(typed)));
    let label = if is_former { "check-now-called" } else { "parties-formerly" };
    let formerly = (!former.is_empty()).then(|| format(lang, label, &[("names", join(lang, &former).into())]));
    let code = Some(party.shown_code()).filter(|c| !c.is_empty());
    let parts = [Some(t(lang, &party.kind.key()).into_owned()), code, formerly];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}
