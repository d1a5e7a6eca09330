//! What the secretariat is told.

use serde_json::json;

use super::{Draft, fact, office_for, path, send};
use crate::{
    accountability::{
        model::{Matter, Paper, PaperKind, Part, Person},
        store::{self, Member},
    },
    platform::{
        db::Conn,
        error::Result,
        i18n::{Lang, format, format_day, t},
    },
    tenancy::Scope,
};

/// What comes to the secretariat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Came {
    Reply,
    Request,
    Objection,
    Response,
}

impl Came {
    fn word(self) -> &'static str {
        match self {
            Self::Reply => "reply",
            Self::Request => "request",
            Self::Objection => "objection",
            Self::Response => "response",
        }
    }
}

/// Tells the secretariat of what was raised, in one letter however much it is.
pub fn proposed(conn: &mut Conn, scope: &Scope, matters: &[Matter]) -> Result<()> {
    /// So many are named.
    const NAMED: usize = 20;
    let Some(first) = matters.first() else { return Ok(()) };
    let mut of: Vec<(Member, Vec<&Matter>)> = Vec::new();
    for matter in matters {
        for member in office_for(conn, scope, matter)? {
            match of.iter_mut().find(|(m, _)| m.membership_id == member.membership_id) {
                Some((_, theirs)) => theirs.push(matter),
                None => of.push((member, vec![matter])),
            }
        }
    }
    for (member, theirs) in of.into_iter().filter(|(m, _)| Some(m.person_id) != scope.person_id()) {
        let lang = member.lang;
        let facts = theirs.iter().take(NAMED).map(|m| json!({ "label": m.number, "value": m.title })).collect();
        let draft = Draft {
            cause: format!("matter-proposed:{}", first.id),
            title: format(lang, "mail-matter-proposed", &[("n", (theirs.len() as f64).into())]),
            said: None,
            facts,
            after: vec![t(lang, "mail-matter-proposed-then").into_owned()],
            href: if let [one] = theirs.as_slice() { path(scope, one) } else { format!("{}/matters?tab=proposed", scope.base()) },
        };
        send(conn, scope, &member.into(), None, draft)?;
    }
    Ok(())
}

fn to_office(conn: &mut Conn, scope: &Scope, matter: &Matter, make: impl Fn(Lang) -> Draft) -> Result<()> {
    let office = office_for(conn, scope, matter)?;
    to_members(conn, scope, office, make)
}

fn to_members(conn: &mut Conn, scope: &Scope, members: Vec<Member>, make: impl Fn(Lang) -> Draft) -> Result<()> {
    for member in members {
        let draft = make(member.lang);
        send(conn, scope, &member.into(), None, draft)?;
    }
    Ok(())
}

/// Those named of the body that decides.
fn deciders(conn: &mut Conn, scope: &Scope, matter: &Matter) -> Result<Vec<Member>> {
    let named = store::people(conn, scope, matter.id)?;
    let ids: Vec<i64> = named.iter().filter(|p| p.part == Part::Decider && p.is_concerned()).map(|p| p.membership_id).collect();
    store::members_by_ids(conn, scope, &ids)
}

/// Tells the secretariat that somebody stands back.
pub fn recused(conn: &mut Conn, scope: &Scope, matter: &Matter, person: &Person) -> Result<()> {
    to_office(conn, scope, matter, |lang| Draft {
        cause: format!("matter-recused:{}", person.id),
        title: format(lang, "mail-matter-recused", &[("name", person.name.as_str().into())]),
        said: Some(person.reason.clone()),
        facts: vec![fact(lang, "matter-field-number", &matter.number)],
        after: Vec::new(),
        href: path(scope, matter),
    })
}

/// Tells the secretariat what came from the subject; of an objection, which has to be decided, those named to decide as well.
pub fn tell_office(conn: &mut Conn, scope: &Scope, matter: &Matter, came: Came, paper: &Paper) -> Result<()> {
    let mut to = office_for(conn, scope, matter)?;
    if came == Came::Objection {
        let others = deciders(conn, scope, matter)?;
        to.extend(others.into_iter().filter(|d| !to.iter().any(|m| m.membership_id == d.membership_id)).collect::<Vec<_>>());
    }
    to_members(conn, scope, to, |lang| {
        let mut facts =
            vec![fact(lang, "matter-field-number", &matter.number), fact(lang, "matter-field-what", t(lang, &paper.kind.key()))];
        if let (PaperKind::ExtensionRequest, Some(day)) = (paper.kind, paper.day) {
            facts.push(fact(lang, "matter-field-wished", format_day(lang, day)));
        }
        Draft {
            cause: format!("matter-came:{}", paper.id),
            title: format(lang, &format!("mail-matter-came-{}", came.word()), &[("name", paper.by.as_str().into())]),
            said: Some(paper.text.clone()),
            facts,
            after: Vec::new(),
            href: path(scope, matter),
        }
    })
}
