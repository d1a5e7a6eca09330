//! What each row of a table would do, decided without touching anything.
//!
//! A row is about a party that has its code or registration number; without either in the row or in the register, about the one party of
//! exactly its name and kind. Both are shown before anything is done. A name that is merely similar matches nothing: it is shown, and
//! somebody has to say that it is another party.

use std::collections::HashMap;

use super::{
    columns::Column,
    whom::{Places, Whom, whom},
};
use crate::{
    enforcement::{
        KEEPERS,
        actions::{Content, changed},
        model::{Party, PartyKind, Post, name_key},
        queries,
    },
    platform::{
        db::Conn,
        error::{Error, Message, Result},
        id::new_id,
        table::{self, Change, Column as _, Columns, Row, Wrong},
    },
    tenancy::{Scope, departments::alias_key},
};

/// What a row is about.
#[derive(Clone, Debug)]
pub struct Planned {
    /// As it will be.
    pub party: Party,
    /// Registered parties that may be the same as this new one.
    pub alike: Vec<Party>,
    /// The row before this one that is about a new party of the same kind and name, with another number or none.
    pub named_in: Option<usize>,
}

pub type Plan = table::Plan<Column, Planned>;
pub type PlannedRow = table::PlannedRow<Column, Planned>;

/// New ones of which somebody has to say that they are none of those registered, nor that of another row.
pub fn doubtful(plan: &Plan) -> usize {
    plan.count(|r| !r.what.alike.is_empty() || r.what.named_in.is_some())
}

/// What a plan is made against.
struct Known {
    places: Places,
    /// What rows before this one are about: numbers, or names where they have none, and parties → row.
    rows: HashMap<String, usize>,
    /// Kind and name of the new ones among them → row.
    names: HashMap<String, usize>,
}

/// The plan for these rows as the workspace stands now.
pub fn preview(conn: &mut Conn, scope: &Scope, rows: &[Row]) -> Result<Plan> {
    scope.require(&KEEPERS)?;
    let columns = Columns::of(rows);
    let mut known = Known { places: Places::load(conn, scope)?, rows: HashMap::new(), names: HashMap::new() };
    let mut planned = Vec::with_capacity(columns.body.len());
    for row in columns.body {
        planned.push(known.plan_row(conn, scope, row, &columns)?);
    }
    let problem = columns.problem(planned.len());
    Ok(Plan { rows: planned, ignored: columns.ignored, problem })
}

impl Known {
    fn plan_row(&mut self, conn: &mut Conn, scope: &Scope, row: &Row, columns: &Columns<'_, Column>) -> Result<PlannedRow> {
        let mut errors = Wrong::new();
        let cells = columns.cells(row, &mut errors);
        let kind = self.kind(&cells, &mut errors);
        let typed = self.put(scope, &cells, kind, None, &mut errors)?;
        let known = match errors.is_empty() {
            true => known(conn, scope, &typed, &mut errors)?,
            false => None,
        };
        let (party, change) = match known {
            Some(old) => {
                let party = self.put(scope, &cells, kind.or(Some(old.kind)), Some(&old), &mut errors)?;
                let fields = changed(&old, &party);
                let columns = fields.into_iter().filter_map(Column::of_field).collect::<Vec<_>>();
                match columns.is_empty() {
                    true => (party, Change::Same),
                    // People have no code here and many have one name: who is said to be different is another one, until somebody knows.
                    false if party.is_person() => (typed, Change::New),
                    false => (party, Change::Changed(columns)),
                }
            }
            None => (typed, Change::New),
        };
        self.claim(&party, &change, row.number, &mut errors);
        let named_in = if change == Change::New { self.named(&party, row.number) } else { None };
        let named_in = named_in.filter(|_| errors.is_empty());
        let alike = if change == Change::New && errors.is_empty() { queries::alike(conn, scope, &party)? } else { Vec::new() };
        Ok(PlannedRow { number: row.number, cells, change, errors, what: Planned { party, alike, named_in } })
    }

    fn kind(&self, cells: &HashMap<Column, String>, errors: &mut Wrong<Column>) -> Option<PartyKind> {
        let cell = cells.get(&Column::Kind)?;
        let kind = kind_of(cell);
        if kind.is_none() {
            errors.push((Some(Column::Kind), Message::new("party-import-kind-unknown")));
        }
        kind
    }

    /// The party as the row leaves it; cells that are empty change nothing, former names are added.
    fn put(
        &self,
        scope: &Scope,
        cells: &HashMap<Column, String>,
        kind: Option<PartyKind>,
        old: Option<&Party>,
        errors: &mut Wrong<Column>,
    ) -> Result<Party> {
        let kind = kind.unwrap_or(PartyKind::Enterprise);
        let mut party = old.cloned().unwrap_or_else(|| Party::new(new_id(), kind, "", scope.now()));
        if old.is_none() {
            party.version = 0;
        }
        let cell = |c: Column, stored: String| cells.get(&c).cloned().unwrap_or(stored);
        let people = |post: Post| party.people_of(post).join("\n");
        let number = |text: Option<&str>| text.unwrap_or_default().to_owned();
        let former = party.former_names.iter().map(|f| match f.until_on {
            Some(day) => format!("{} {day}", f.name),
            None => f.name.clone(),
        });
        let mut former: Vec<String> = former.collect();
        former.extend(cells.get(&Column::FormerNames).into_iter().flat_map(|c| crate::enforcement::actions::names_in(c)));
        let content = Content {
            kind: Some(kind),
            // A party found by its number keeps the name it has; another one is said to be wrong elsewhere.
            name: old.map_or_else(|| cell(Column::Name, String::new()), |o| o.name.clone()),
            credit_code: cell(Column::CreditCode, number(party.credit_code.as_ref().map(|c| c.as_str()))),
            registration_number: cell(Column::RegistrationNumber, number(party.registration_number.as_ref().map(|n| n.as_str()))),
            id_number: String::new(),
            region_id: self.region(cells, party.region_id, errors),
            address: cell(Column::Address, if party.is_person() { String::new() } else { party.address.clone() }),
            products: cell(Column::Products, party.products.clone()),
            people: [
                (Some(Post::LegalRepresentative), cell(Column::LegalRepresentative, people(Post::LegalRepresentative))),
                (Some(Post::InCharge), cell(Column::InCharge, people(Post::InCharge))),
                (Some(Post::DirectlyResponsible), cell(Column::DirectlyResponsible, people(Post::DirectlyResponsible))),
            ],
            former_names: former.join("\n"),
            founded_on: cell(Column::FoundedOn, party.founded_on.map(|day| day.to_string()).unwrap_or_default()),
            forget: Vec::new(),
        };
        match content.put(&mut party, &self.places.all, scope.today()) {
            Err(Error::Invalid(wrong)) => errors.extend(wrong.0.into_iter().map(|e| (Column::of_field(&e.field), e.message))),
            other => other?,
        }
        if old.is_none() {
            party.version = 1;
        }
        Ok(party)
    }

    fn region(&self, cells: &HashMap<Column, String>, stored: Option<i64>, errors: &mut Wrong<Column>) -> Option<i64> {
        let Some(cell) = cells.get(&Column::Region) else { return stored };
        let found = self.places.named(cell);
        if found.is_none() {
            let wrong = (Some(Column::Region), Message::new("party-import-region-unknown").text("region", cell));
            if !errors.contains(&wrong) {
                errors.push(wrong);
            }
        }
        found.map(|d| d.id).or(stored)
    }

    /// The row that has this name and kind first, if another one has. Two rows of one name may be two parties, or one with its code left out.
    fn named(&mut self, party: &Party, row: usize) -> Option<usize> {
        let mark = format!("{}{}", party.kind.as_str(), name_key(&party.name));
        let first = *self.names.entry(mark).or_insert(row);
        (first != row).then_some(first)
    }

    /// Notes what the row is about; another row about the same is an error.
    fn claim(&mut self, party: &Party, change: &Change<Column>, row: usize, errors: &mut Wrong<Column>) {
        let mut marks: Vec<(Column, String)> = Vec::new();
        marks.extend(party.credit_code.iter().map(|c| (Column::CreditCode, format!("c{}", c.as_str()))));
        marks.extend(party.registration_number.iter().map(|n| (Column::RegistrationNumber, format!("r{}", n.as_str()))));
        if *change != Change::New {
            marks.push((Column::Name, format!("p{}", party.id)));
        } else if marks.is_empty() {
            marks.push((Column::Name, format!("n{}{}", party.kind.as_str(), name_key(&party.name))));
        }
        let mut first = None;
        for (column, mark) in marks {
            let before = *self.rows.entry(mark).or_insert(row);
            if before != row {
                first.get_or_insert((column, before));
            }
        }
        if let Some((column, before)) = first {
            errors.push((Some(column), Message::new("party-import-row-twice").text("row", before.to_string())));
        }
    }
}

/// The registered party a row is about. Of several of one name nobody knows which.
fn known(conn: &mut Conn, scope: &Scope, typed: &Party, errors: &mut Wrong<Column>) -> Result<Option<Party>> {
    match whom(conn, scope, typed, false, |p| p.kind == typed.kind)? {
        Whom::Known(party) => return Ok(Some(*party)),
        Whom::Nobody | Whom::Several(_) => {}
        Whom::Two(one, other) => errors.push((None, Message::new("party-import-two").text("one", one.name).text("other", other.name))),
        Whom::OtherName(party) => errors.push((Some(Column::Name), Message::new("party-import-other-name").text("name", party.name))),
    }
    Ok(None)
}

fn kind_of(cell: &str) -> Option<PartyKind> {
    match alias_key(cell).as_str() {
        "企业" | "公司" | "生产企业" | "个体工商户" | "enterprise" | "company" => Some(PartyKind::Enterprise),
        "市场" | "集贸市场" | "商场" | "market" => Some(PartyKind::Market),
        "质量中介机构" | "中介机构" | "机构" | "检验机构" | "认证机构" | "institution" | "intermediary" => {
            Some(PartyKind::Institution)
        }
        "自然人" | "个人" | "person" | "naturalperson" => Some(PartyKind::Person),
        _ => None,
    }
}
