//! Whom the rows of a table are about: each party is looked up once, however many rows are about it.

use std::collections::HashMap;

use super::{columns::Column, rows::Read};
use crate::{
    enforcement::{
        actions::Content,
        import::{Places, Whom, whom},
        model::{CreditCode, Party, PartyKind, RegistrationNumber, name_key},
        queries,
    },
    platform::{
        db::Conn,
        error::{Error, Message, Result},
        id::new_id,
        table::{Column as _, Wrong},
    },
    tenancy::Scope,
};

/// A party the table is about.
#[derive(Clone, Debug)]
pub struct Who {
    pub party: Party,
    /// It is registered on the way.
    pub is_new: bool,
    /// Registered ones that may be the same as this new one.
    pub alike: Vec<Party>,
    /// The first row about it.
    pub row: usize,
}

/// Looks up the parties of a table.
pub(super) struct Lookup {
    places: Places,
    pub found: Vec<Who>,
    /// What rows say of somebody, name key and number → what came of it.
    known: HashMap<(String, String), std::result::Result<usize, Wrong<Column>>>,
    /// Numbers that rows of the table give with a name.
    numbers: HashMap<String, Vec<String>>,
}

impl Lookup {
    pub fn load(conn: &mut Conn, scope: &Scope, rows: &[Read]) -> Result<Self> {
        let mut numbers: HashMap<String, Vec<String>> = HashMap::new();
        for row in rows {
            let (key, number) = said(row);
            let of_name = numbers.entry(key).or_default();
            if !number.is_empty() && !of_name.contains(&number) {
                of_name.push(number);
            }
        }
        Ok(Self { places: Places::load(conn, scope)?, found: Vec::new(), known: HashMap::new(), numbers })
    }

    /// The party a row is about, by its place in `found`; what is wrong is said once more for each row.
    pub fn of(&mut self, conn: &mut Conn, scope: &Scope, row: &Read) -> Result<std::result::Result<usize, Wrong<Column>>> {
        let (key, mut number) = said(row);
        // A name without a number is the one of that name that has one elsewhere in the table.
        if number.is_empty() {
            match self.numbers.get(&key).map(Vec::as_slice) {
                Some([only]) => number.clone_from(only),
                Some([_, _, ..]) => {
                    return Ok(Err(vec![(Some(Column::CreditCode), Message::new("sampling-import-which"))]));
                }
                _ => {}
            }
        }
        if let Some(known) = self.known.get(&(key.clone(), number.clone())) {
            return Ok(known.clone());
        }
        let done = self.look_up(conn, scope, row, &number)?;
        self.known.insert((key, number), done.clone());
        Ok(done)
    }

    fn look_up(&mut self, conn: &mut Conn, scope: &Scope, row: &Read, number: &str) -> Result<std::result::Result<usize, Wrong<Column>>> {
        let mut wrong = Wrong::new();
        let typed = self.typed(scope, row, number, &mut wrong)?;
        if !wrong.is_empty() {
            return Ok(Err(wrong));
        }
        let error = |column, message| Ok(Err(vec![(Some(column), message)]));
        let who = match whom(conn, scope, &typed, true, |p| !p.is_person())? {
            Whom::Known(party) => Who { party: *party, is_new: false, alike: Vec::new(), row: row.number },
            Whom::Nobody => {
                // A place nobody looks after matters only for who is registered now.
                if let Some(cell) = row.cells.get(&Column::Region).filter(|_| typed.region_id.is_none()) {
                    return error(Column::Region, Message::new("party-import-region-unknown").text("region", cell));
                }
                if let Some(twin) = self.found.iter().find(|w| w.is_new && have_one_number(&w.party, &typed)) {
                    let message = Message::new("sampling-import-code-twice").text("name", &twin.party.name);
                    return error(Column::CreditCode, message.text("row", twin.row.to_string()));
                }
                let alike = queries::alike(conn, scope, &typed)?;
                Who { party: typed, is_new: true, alike, row: row.number }
            }
            // Old numbers and new ones are not both in one table.
            Whom::Two(one, other) => {
                return error(Column::CreditCode, Message::new("party-import-two").text("one", one.name).text("other", other.name));
            }
            Whom::OtherName(party) => return error(Column::Name, Message::new("party-import-other-name").text("name", party.name)),
            Whom::Several(n) => return error(Column::Name, Message::new("sampling-import-several").number("count", n as f64)),
        };
        // A former name and the present one, a number and the name alone: still one party.
        let place = match self.found.iter().position(|known| known.party.id == who.party.id) {
            Some(place) => place,
            None => {
                self.found.push(who);
                self.found.len() - 1
            }
        };
        Ok(Ok(place))
    }

    /// The party as the row describes it, checked as any that is registered.
    fn typed(&self, scope: &Scope, row: &Read, number: &str, wrong: &mut Wrong<Column>) -> Result<Party> {
        let mut party = Party::new(new_id(), PartyKind::Enterprise, "", scope.now());
        party.version = 0;
        // The number a business had before there were codes stands in the same column.
        let is_old = CreditCode::parse(number).is_err() && RegistrationNumber::parse(number).is_ok();
        let place = row.cells.get(&Column::Region).and_then(|cell| self.places.within(cell));
        let content = Content {
            kind: Some(PartyKind::Enterprise),
            name: row.cells.get(&Column::Name).cloned().unwrap_or_default(),
            credit_code: if is_old { String::new() } else { number.to_owned() },
            registration_number: if is_old { number.to_owned() } else { String::new() },
            region_id: place.map(|d| d.id),
            ..Content::default()
        };
        match content.put(&mut party, &self.places.all, scope.today()) {
            Err(Error::Invalid(errors)) => wrong.extend(errors.0.into_iter().map(|e| (Column::of_field(&e.field), e.message))),
            other => other?,
        }
        party.version = 1;
        Ok(party)
    }
}

/// What a row says of somebody: the name's key, and the number in one writing where it can be read.
fn said(row: &Read) -> (String, String) {
    let typed = row.cells.get(&Column::CreditCode).map_or("", String::as_str);
    let number = CreditCode::parse(typed).map(|c| c.as_str().to_owned());
    let number = number.or_else(|_| RegistrationNumber::parse(typed).map(|n| n.as_str().to_owned()));
    (name_key(row.cells.get(&Column::Name).map_or("", String::as_str)), number.unwrap_or_else(|_| typed.to_owned()))
}

fn have_one_number(one: &Party, other: &Party) -> bool {
    (one.credit_code.is_some() && one.credit_code == other.credit_code)
        || (one.registration_number.is_some() && one.registration_number == other.registration_number)
}
