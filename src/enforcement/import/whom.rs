//! Whom a row of a table is about, and which place it names: the same for every table about parties.

use std::collections::HashMap;

use crate::{
    enforcement::{
        model::{Party, name_key},
        store,
    },
    platform::{db::Conn, error::Result},
    tenancy::{
        DepartmentKind, Scope,
        departments::{self, Department, DepartmentState, alias_key},
    },
};

/// What the register says of somebody with this name and these numbers.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::enforcement) enum Whom {
    Nobody,
    Known(Box<Party>),
    /// Its numbers lead to two.
    Two(Box<Party>, Box<Party>),
    /// Its number is of one who never had the name.
    OtherName(Box<Party>),
    /// Without a number that says which: several go, or went, by the name.
    Several(usize),
}

/// By its numbers, else by exactly its name: `fits` says which of those of the name may be meant. Where `formerly`, one who went by the name
/// is meant too, unless another one goes by it now.
pub(in crate::enforcement) fn whom(
    conn: &mut Conn,
    scope: &Scope,
    typed: &Party,
    formerly: bool,
    fits: impl Fn(&Party) -> bool,
) -> Result<Whom> {
    let key = name_key(&typed.name);
    let mut found: Option<Party> = None;
    for other in store::with_numbers_of(conn, scope, typed)? {
        let alive = store::alive(conn, scope, other.id)?;
        match found.take() {
            Some(first) if first.id != alive.id => return Ok(Whom::Two(Box::new(first), Box::new(alive))),
            _ => found = Some(alive),
        }
    }
    if let Some(party) = found {
        let goes_by_it = party.keys().contains(&key);
        return Ok(if goes_by_it { Whom::Known(Box::new(party)) } else { Whom::OtherName(Box::new(party)) });
    }
    // By its name alone only where neither has a number that says otherwise.
    let ids = store::with_keys(conn, scope, std::slice::from_ref(&key))?;
    let clash = |one: Option<&str>, other: Option<&str>| one.is_some() && other.is_some() && one != other;
    let code = |p: &Party| p.credit_code.as_ref().map(|c| c.as_str().to_owned());
    let number = |p: &Party| p.registration_number.as_ref().map(|n| n.as_str().to_owned());
    let mut named: Vec<Party> = store::by_ids(conn, scope, &ids)?;
    named.retain(|p| {
        let other = clash(code(p).as_deref(), code(typed).as_deref()) || clash(number(p).as_deref(), number(typed).as_deref());
        fits(p) && !other
    });
    let (mut now, mut before): (Vec<Party>, Vec<Party>) = named.into_iter().partition(|p| name_key(&p.name) == key);
    let meant = if now.is_empty() && formerly { &mut before } else { &mut now };
    Ok(match (meant.len(), meant.pop()) {
        (1, Some(party)) => Whom::Known(Box::new(party)),
        (0, _) | (_, None) => Whom::Nobody,
        (n, _) => Whom::Several(n),
    })
}

/// The local governments tables name.
pub(in crate::enforcement) struct Places {
    pub all: Vec<Department>,
    /// Spelling key → department.
    spellings: HashMap<String, i64>,
}

impl Places {
    pub fn load(conn: &mut Conn, scope: &Scope) -> Result<Self> {
        let spellings = departments::spellings(conn, scope)?.into_iter().map(|(id, alias, _)| (alias_key(&alias), id)).collect();
        Ok(Self { all: departments::all(conn, scope)?, spellings })
    }

    /// 南京 and 南京市 are the place that 南京市人民政府 looks after.
    pub fn named(&self, cell: &str) -> Option<&Department> {
        self.of_key(&alias_key(cell))
    }

    /// As [`Self::named`]; where nobody looks after it, who looks after what it begins with: 江苏省南京市江宁区 is in 南京市.
    pub fn within(&self, cell: &str) -> Option<&Department> {
        let whole = alias_key(cell);
        let below = whole.split_once('省').map_or("", |(_, below)| below);
        self.beginning(below).or_else(|| self.beginning(&whole))
    }

    fn beginning(&self, key: &str) -> Option<&Department> {
        let mut key = key.to_owned();
        while key.chars().count() >= 2 {
            if let Some(found) = self.of_key(&key) {
                return Some(found);
            }
            key.pop();
        }
        None
    }

    fn of_key(&self, key: &str) -> Option<&Department> {
        let fits = |d: &&Department| d.kind == DepartmentKind::LocalGovernment && d.state == DepartmentState::Open;
        let spellings = [key.to_owned(), format!("{key}市"), format!("{key}人民政府"), format!("{key}市人民政府")];
        let ids = spellings.iter().filter_map(|s| self.spellings.get(s));
        ids.filter_map(|id| self.all.iter().find(|d| d.id == *id)).find(fits)
    }
}
