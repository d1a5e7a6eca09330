//! Deputies: a liaison, or whoever seats people, says who stands in for them in a department, and when. The deputy may then do
//! there what the liaison may, is told what the liaison is told, and signs as “X for Y”.

use chrono::NaiveDate;
use serde_json::{Value, json};

use crate::{
    access::mail::{Draft, greeting},
    outbox::{self, Letter},
    people::{
        model::{MEMBER, Member, SEATERS, Seated},
        store,
    },
    platform::{
        db::Conn,
        error::{Error, FieldErrors, Message, Result},
        i18n::{Lang, format, format_day, t},
        id::new_id,
    },
    tenancy::{Function, Scope},
    timeline::{self, Entry, Subject},
};

/// Who is to stand in and when, as typed.
#[derive(Clone, Debug, Default)]
pub struct NewDeputy {
    /// A membership's id.
    pub deputy: String,
    /// First and last day; may be empty.
    pub from: String,
    pub until: String,
}

/// First and last day, where they are given.
pub type Span = (Option<NaiveDate>, Option<NaiveDate>);

/// Refuses whoever may not say who stands in for this liaison.
pub fn require_naming(scope: &Scope, liaison_id: i64) -> Result<()> {
    if scope.membership_id() == Some(liaison_id) { Ok(()) } else { scope.require(&SEATERS) }
}

/// The liaison with the department they are liaison of; `NotFound` when they are not.
pub fn liaison(conn: &mut Conn, scope: &Scope, liaison_id: i64, department_id: i64) -> Result<(Member, Seated)> {
    let liaison = store::member(conn, scope, liaison_id)?;
    let is_seat = |s: &&Seated| s.seat.department_id == department_id && s.seat.function == Function::Liaison;
    let seat = liaison.seats.iter().find(is_seat).cloned().ok_or(Error::NotFound)?;
    Ok((liaison, seat))
}

/// Names the deputy of a liaison in a department, in place of the one there was. Errors by field: `deputy`, `from`, `until`.
pub fn name_deputy(conn: &mut Conn, scope: &Scope, liaison_id: i64, department_id: i64, new: &NewDeputy) -> Result<()> {
    require_naming(scope, liaison_id)?;
    store::lock(conn, scope)?;
    let (liaison, seat) = liaison(conn, scope, liaison_id, department_id)?;
    let mut errors = FieldErrors::default();
    let span = read_span(scope, new, &mut errors);
    let deputy = match find(conn, scope, &liaison, department_id, &new.deputy) {
        Ok(deputy) => Some(deputy),
        Err(Error::Invalid(more)) => {
            errors.0.extend(more.0);
            None
        }
        Err(error) => return Err(error),
    };
    let Some(deputy) = deputy else { return Err(Error::Invalid(errors)) };
    errors.finish(())?;
    for before in store::stand_ins(conn, scope, liaison_id)? {
        let replaced = before.department_id == department_id && before.liaison_id == Some(liaison_id);
        if replaced && before.membership_id != deputy.id {
            let former = store::member(conn, scope, before.membership_id)?;
            write(conn, scope, (&liaison, &former), &seat, "stand-in-end", (None, None))?;
            tell(conn, scope, (&liaison, &former), &seat, None)?;
        }
    }
    store::set_deputy(conn, scope, department_id, liaison_id, deputy.id, span)?;
    write(conn, scope, (&liaison, &deputy), &seat, "deputy", span)?;
    write(conn, scope, (&liaison, &deputy), &seat, "stand-in", span)?;
    tell(conn, scope, (&liaison, &deputy), &seat, Some(span))
}

/// Nobody stands in for this liaison in this department any more. Refused when nobody did.
pub fn end_deputy(conn: &mut Conn, scope: &Scope, liaison_id: i64, department_id: i64) -> Result<()> {
    require_naming(scope, liaison_id)?;
    store::lock(conn, scope)?;
    let (liaison, seat) = liaison(conn, scope, liaison_id, department_id)?;
    let ended: Vec<i64> = store::stand_ins(conn, scope, liaison_id)?
        .into_iter()
        .filter(|s| s.department_id == department_id && s.liaison_id == Some(liaison_id))
        .map(|s| s.membership_id)
        .collect();
    if store::end_deputies(conn, scope, department_id, liaison_id)? == 0 || ended.is_empty() {
        return Err(Error::refused("people-deputy-none"));
    }
    for id in ended {
        let deputy = store::member(conn, scope, id)?;
        write(conn, scope, (&liaison, &deputy), &seat, "deputy-end", (None, None))?;
        write(conn, scope, (&liaison, &deputy), &seat, "stand-in-end", (None, None))?;
        tell(conn, scope, (&liaison, &deputy), &seat, None)?;
    }
    Ok(())
}

/// “2026-12-01（周二）至 2026-12-15（周二）”.
pub fn span_in_words(lang: Lang, span: Span) -> String {
    let day = |day: NaiveDate| format_day(lang, day);
    match span {
        (None, None) => t(lang, "people-span-open").into_owned(),
        (Some(from), None) => format(lang, "people-span-from", &[("from", day(from).into())]),
        (None, Some(until)) => format(lang, "people-span-until", &[("until", day(until).into())]),
        (Some(from), Some(until)) => format(lang, "people-span-both", &[("from", day(from).into()), ("until", day(until).into())]),
    }
}

fn read_span(scope: &Scope, new: &NewDeputy, errors: &mut FieldErrors) -> Span {
    let mut read = |field: &str, text: &str| match text.trim() {
        "" => None,
        typed => {
            let day = typed.parse::<NaiveDate>().ok().filter(|d| (scope.today() - *d).num_days().abs() < 3660);
            if day.is_none() {
                errors.add(field, Message::new("people-deputy-date"));
            }
            day
        }
    };
    let (from, until) = (read("from", &new.from), read("until", &new.until));
    if until.is_some_and(|until| until < scope.today()) {
        errors.add("until", Message::new("people-deputy-past"));
    } else if until.zip(from).is_some_and(|(until, from)| until < from) {
        errors.add("until", Message::new("people-deputy-order"));
    }
    (from, until)
}

/// The member who is to stand in; refused by field `deputy` when they cannot.
fn find(conn: &mut Conn, scope: &Scope, liaison: &Member, department_id: i64, typed: &str) -> Result<Member> {
    let wrong = |key| Err(Error::invalid("deputy", Message::new(key)));
    if typed.is_empty() {
        return wrong("people-deputy-missing");
    }
    // Another workspace's member is like none at all.
    let Ok(id) = typed.parse::<i64>() else { return wrong("people-deputy-unknown") };
    let deputy = match store::member(conn, scope, id) {
        Ok(deputy) if deputy.is_active() => deputy,
        Ok(_) | Err(Error::NotFound) => return wrong("people-deputy-unknown"),
        Err(error) => return Err(error),
    };
    for (function, of) in store::functions_in(conn, scope, department_id, id)? {
        match function {
            Function::Liaison => return wrong("people-deputy-is-liaison"),
            Function::Deputy if of.is_some() && of != Some(liaison.id) => return wrong("people-deputy-taken"),
            Function::Deputy | Function::Leader => {}
        }
    }
    Ok(deputy)
}

/// An entry in the liaison's history (`deputy…`) or the deputy's (`stand-in…`).
fn write(
    conn: &mut Conn,
    scope: &Scope,
    (liaison, deputy): (&Member, &Member),
    seat: &Seated,
    action: &'static str,
    span: Span,
) -> Result<()> {
    let day = |day: Option<NaiveDate>| day.map_or(Value::Null, |d| json!(d.to_string()));
    let data = json!({
        "liaison": liaison.name, "deputy": deputy.name, "department": seat.short_name, "from": day(span.0), "until": day(span.1),
    });
    let about = if action.starts_with("deputy") { liaison.id } else { deputy.id };
    timeline::record(conn, scope, Entry::new(Subject::new(MEMBER, about), action).data(data))
}

/// Tells the deputy, and the liaison when somebody else said so. `span`: none when it ended.
fn tell(conn: &mut Conn, scope: &Scope, (liaison, deputy): (&Member, &Member), seat: &Seated, span: Option<Span>) -> Result<()> {
    for to in [deputy, liaison] {
        if scope.person_id() == Some(to.person_id) {
            continue;
        }
        let lang = to.language.as_deref().and_then(Lang::parse).unwrap_or(scope.workspace_lang());
        let args = [
            ("who", scope.actor_name().into()),
            ("liaison", liaison.name.as_str().into()),
            ("deputy", deputy.name.as_str().into()),
            ("department", seat.name.as_str().into()),
        ];
        let key = if span.is_some() { "mail-deputy-title" } else { "mail-deputy-end-title" };
        let text = if span.is_some() { "mail-deputy-text" } else { "mail-deputy-end-text" };
        let mut draft = Draft::new(lang, format(lang, key, &args))
            .kicker(scope.workspace_name())
            .paragraph(greeting(lang, &to.name))
            .paragraph(format(lang, text, &args))
            .fact(t(lang, "people-departments"), &seat.name)
            .button(scope.base(), t(lang, "mail-access-changed-button"));
        if let Some(span) = span {
            draft = draft.fact(t(lang, "people-deputy-when"), span_in_words(lang, span));
        }
        let letter = Letter {
            person_id: Some(to.person_id),
            address: &to.email,
            recipient: &to.name,
            cause: &format!("deputy:{}:{}", to.id, new_id()),
            template: "deputy",
            lang,
            payload: draft.payload()?,
        };
        outbox::enqueue(conn, scope, &letter)?;
    }
    Ok(())
}
