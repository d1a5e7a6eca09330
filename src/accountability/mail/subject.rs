//! What the subject is told.

use serde_json::Value;

use super::{Draft, fact, of_subject, path, send};
use crate::{
    accountability::model::{Matter, Paper},
    platform::{
        db::Conn,
        error::Result,
        i18n::{Lang, format_day, format_instant, t},
    },
    tenancy::Scope,
};

/// What the subject is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum News {
    Notified,
    Granted,
    Denied,
    Decided,
    Acquitted,
    Ruled,
    Returned,
    Closed,
    Reopened,
    Dismissed,
}

impl News {
    fn word(self) -> &'static str {
        match self {
            Self::Notified => "notified",
            Self::Granted => "granted",
            Self::Denied => "denied",
            Self::Decided => "decided",
            Self::Acquitted => "acquitted",
            Self::Ruled => "ruled",
            Self::Returned => "returned",
            Self::Closed => "closed",
            Self::Reopened => "reopened",
            Self::Dismissed => "dismissed",
        }
    }
}

/// Tells the subject what its request was answered; of a hearing when and where it is held.
pub fn tell_answer(conn: &mut Conn, scope: &Scope, matter: &Matter, news: News, asked: &Paper) -> Result<()> {
    let held = |lang: Lang| {
        let Some(at) = asked.held_at else { return Vec::new() };
        let when = format_instant(lang, at, scope.zone());
        vec![fact(lang, "matter-hearing-at", when), fact(lang, "matter-hearing-place", &asked.place)]
    };
    tell(conn, scope, matter, news, &asked.answer, held)
}

/// Tells the subject; whoever has no account gets a link of their own.
pub fn tell_subject(conn: &mut Conn, scope: &Scope, matter: &Matter, news: News, text: &str) -> Result<()> {
    tell(conn, scope, matter, news, text, |_| Vec::new())
}

/// `more`: further facts.
fn tell(conn: &mut Conn, scope: &Scope, matter: &Matter, news: News, text: &str, more: impl Fn(Lang) -> Vec<Value>) -> Result<()> {
    for to in of_subject(conn, scope, matter)? {
        let lang = to.lang;
        let word = news.word();
        let mut facts = vec![fact(lang, "matter-field-number", &matter.number), fact(lang, "matter-field-title", &matter.title)];
        let mut day = |key: &str, day: Option<chrono::NaiveDate>| facts.extend(day.map(|d| fact(lang, key, format_day(lang, d))));
        match news {
            News::Notified | News::Granted | News::Denied => day("matter-field-reply-by", matter.reply_due_on),
            News::Decided => {
                day("matter-field-objection-by", matter.objection_due_on);
                day("matter-field-response-by", matter.response_due_on);
            }
            News::Returned | News::Reopened => day("matter-field-response-by", matter.response_due_on),
            News::Acquitted | News::Ruled | News::Closed | News::Dismissed => {}
        }
        facts.extend(more(lang));
        let draft = Draft {
            cause: format!("matter-{word}:{}:{}", matter.id, matter.version),
            title: t(lang, &format!("mail-matter-{word}")).into_owned(),
            said: Some(text.to_owned()),
            facts,
            after: vec![t(lang, &format!("mail-matter-{word}-then")).into_owned()],
            href: path(scope, matter),
        };
        send(conn, scope, &to, Some(matter), draft)?;
    }
    Ok(())
}
