//! A party 当事人: whom a case is against, what it is called and was called, and who answers for it.

use chrono::{NaiveDate, NaiveDateTime};

use super::{CreditCode, IdNumber, RegistrationNumber, name_key};
use crate::{
    duties::search_key,
    platform::error::{Error, Message, Result},
};

/// The longest name, in characters.
pub const NAME_MAX: usize = 100;
/// The longest address or list of products.
pub const TEXT_MAX: usize = 500;
/// The most responsible people, and the most former names.
pub const PEOPLE_MAX: usize = 30;

crate::platform::stored_words! {
    /// What a party is.
    PartyKind, "party-kind" {
        Enterprise = "enterprise",
        Market = "market",
        /// 质量中介机构: tests, certifies, appraises.
        Institution = "institution",
        /// A natural person, whose number and address are shown to few.
        Person = "person",
    }
}

crate::platform::stored_words! {
    /// What has become of it.
    PartyState, "party-state" {
        Active = "active",
        /// Was the same as another one, and lives on there.
        Merged = "merged",
    }
}

crate::platform::stored_words! {
    /// What somebody answers for.
    Post, "party-post" {
        LegalRepresentative = "legal_representative",
        InCharge = "in_charge",
        DirectlyResponsible = "directly_responsible",
    }
}

crate::platform::stored_words! {
    /// What is shown only with a reason.
    Personal, "party-field" {
        IdNumber = "id_number",
        Address = "address",
    }
}

/// What a party was called before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormerName {
    pub name: String,
    /// The last day it was called so, where that is known.
    pub until_on: Option<NaiveDate>,
}

/// Somebody who answers for a party.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Responsible {
    pub name: String,
    pub post: Post,
}

/// A party as stored, with its former names and people.
#[derive(Clone, Debug, PartialEq)]
pub struct Party {
    pub id: i64,
    pub kind: PartyKind,
    pub name: String,
    /// Unique among the active parties of a workspace, as are the two numbers below.
    pub credit_code: Option<CreditCode>,
    pub registration_number: Option<RegistrationNumber>,
    /// Of a natural person only.
    pub id_number: Option<IdNumber>,
    /// The local government of the place.
    pub region_id: Option<i64>,
    pub address: String,
    pub products: String,
    /// Nothing is found against it before that day.
    pub founded_on: Option<NaiveDate>,
    pub state: PartyState,
    pub merged_into_id: Option<i64>,
    pub created_at: NaiveDateTime,
    pub version: i64,
    pub former_names: Vec<FormerName>,
    pub people: Vec<Responsible>,
}

impl Party {
    /// An active one of which nothing but kind and name is known.
    pub fn new(id: i64, kind: PartyKind, name: &str, now: NaiveDateTime) -> Self {
        Self {
            id,
            kind,
            name: name.to_owned(),
            credit_code: None,
            registration_number: None,
            id_number: None,
            region_id: None,
            address: String::new(),
            products: String::new(),
            founded_on: None,
            state: PartyState::Active,
            merged_into_id: None,
            created_at: now,
            version: 1,
            former_names: Vec::new(),
            people: Vec::new(),
        }
    }

    pub fn is_person(&self) -> bool {
        self.kind == PartyKind::Person
    }

    /// Refuses once it lives on in another one.
    pub fn require_active(&self) -> Result<()> {
        if self.state == PartyState::Active {
            return Ok(());
        }
        Err(Error::Refused(Message::new("party-is-merged").text("name", &self.name)))
    }

    /// What there is of it that only a reason shows.
    pub fn personal(&self) -> Vec<Personal> {
        let mut all = Vec::new();
        if self.id_number.is_some() {
            all.push(Personal::IdNumber);
        }
        if self.is_person() && !self.address.is_empty() {
            all.push(Personal::Address);
        }
        all
    }

    /// The address as everybody may read it: a natural person's only as far as the place.
    pub fn open_address(&self) -> String {
        if self.is_person() { hide_address(&self.address) } else { self.address.clone() }
    }

    /// The code people know it by: credit code, else registration number, else the masked id number.
    pub fn shown_code(&self) -> String {
        let code = self.credit_code.as_ref().map(|c| c.as_str().to_owned());
        let number = || self.registration_number.as_ref().map(|n| n.as_str().to_owned());
        code.or_else(number).or_else(|| self.id_number.as_ref().map(IdNumber::masked)).unwrap_or_default()
    }

    pub fn people_of(&self, post: Post) -> Vec<String> {
        self.people.iter().filter(|p| p.post == post).map(|p| p.name.clone()).collect()
    }

    /// All keys it is found by: of its name and of the former ones.
    pub fn keys(&self) -> Vec<String> {
        std::iter::once(&self.name).chain(self.former_names.iter().map(|f| &f.name)).map(|n| name_key(n)).collect()
    }

    /// Adds a former name unless it goes by that name already.
    pub fn remember(&mut self, name: &str, until_on: Option<NaiveDate>) {
        let key = name_key(name);
        if !key.is_empty() && !self.keys().contains(&key) {
            self.former_names.push(FormerName { name: name.to_owned(), until_on });
        }
    }

    /// The names it has and had, as written and as keys.
    fn name_parts(&self) -> Vec<String> {
        let mut parts: Vec<String> = Vec::new();
        for name in std::iter::once(&self.name).chain(self.former_names.iter().map(|f| &f.name)) {
            for part in [search_key(name), name_key(name)] {
                if !parts.contains(&part) {
                    parts.push(part);
                }
            }
        }
        parts
    }

    /// What its cases are found by: its names and the codes everybody may read.
    pub fn names_key(&self) -> String {
        let mut parts = self.name_parts();
        parts.extend(self.credit_code.iter().map(|c| search_key(c.as_str())));
        parts.retain(|p| !p.is_empty());
        parts.join(" ")
    }

    /// What a search looks through: names as written and as keys, codes, products. Nothing that is shown only with a reason.
    pub fn search_key(&self) -> String {
        let mut parts = self.name_parts();
        parts.extend(self.credit_code.iter().map(|c| search_key(c.as_str())));
        parts.extend(self.registration_number.iter().map(|n| n.as_str().to_owned()));
        parts.push(search_key(&self.products));
        parts.retain(|p| !p.is_empty());
        parts.join(" ")
    }

    /// Takes over what another one has and this one lacks; what both have stays as it is here. The other's names become former ones.
    pub fn absorb(&mut self, other: &Self) {
        // Two names of one party at the same time; nobody has said when one of them ended.
        self.remember(&other.name, None);
        for former in &other.former_names {
            self.remember(&former.name, former.until_on);
        }
        for person in &other.people {
            if !self.people.contains(person) {
                self.people.push(person.clone());
            }
        }
        self.credit_code = self.credit_code.take().or_else(|| other.credit_code.clone());
        self.registration_number = self.registration_number.take().or_else(|| other.registration_number.clone());
        self.id_number = self.id_number.take().or_else(|| other.id_number.clone());
        self.region_id = self.region_id.or(other.region_id);
        self.founded_on = self.founded_on.into_iter().chain(other.founded_on).min();
        for (mine, theirs) in [(&mut self.address, &other.address), (&mut self.products, &other.products)] {
            if mine.is_empty() {
                mine.clone_from(theirs);
            }
        }
    }
}

/// The beginning of an address, which names the place, and nothing of street and door: `江苏省南京市****`.
pub fn hide_address(address: &str) -> String {
    let shown = if address.chars().count() > 8 { 6 } else { 2 };
    let place: String = address.chars().take(shown).collect();
    if place.is_empty() { place } else { format!("{place}****") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(y: i32, m: u32, d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(y, m, d).expect("a day")
    }

    fn party(name: &str) -> Party {
        Party::new(1, PartyKind::Enterprise, name, NaiveDateTime::default())
    }

    #[test]
    fn one_that_absorbs_another_keeps_its_own_and_fills_its_gaps() {
        let mut into = party("南京金陵饮料有限公司");
        into.products = "汽水".into();
        into.people = vec![Responsible { name: "王伟".into(), post: Post::LegalRepresentative }];
        let mut from = party("金陵饮料厂");
        from.products = "果汁".into();
        from.address = "中山路1号".into();
        from.credit_code = CreditCode::parse("91330100799655058B").ok();
        from.former_names = vec![FormerName { name: "南京汽水厂".into(), until_on: Some(day(1998, 1, 1)) }];
        from.people = vec![into.people[0].clone(), Responsible { name: "李明".into(), post: Post::InCharge }];
        into.absorb(&from);
        assert_eq!((into.products.as_str(), into.address.as_str()), ("汽水", "中山路1号"));
        assert_eq!(into.credit_code, from.credit_code);
        assert_eq!(into.people.len(), 2);
        let former: Vec<_> = into.former_names.iter().map(|f| (f.name.as_str(), f.until_on)).collect();
        assert_eq!(former, [("金陵饮料厂", None), ("南京汽水厂", Some(day(1998, 1, 1)))]);
        into.absorb(&party("南京（金陵）饮料有限责任公司"));
        assert_eq!(into.former_names.len(), 2, "another spelling of its own name is no former name");
    }

    #[test]
    fn a_persons_number_and_address_are_nowhere_but_with_a_reason() {
        let mut person = party("张三");
        person.kind = PartyKind::Person;
        person.id_number = IdNumber::parse("11010519491231002X").ok();
        person.address = "江苏省南京市玄武区北京东路41号".into();
        assert_eq!(person.personal(), [Personal::IdNumber, Personal::Address]);
        assert_eq!(person.open_address(), "江苏省南京市****");
        assert_eq!(person.shown_code(), "1101**********002X");
        assert!(!person.search_key().contains("1949") && !person.search_key().contains("北京东路"));
        assert!(!format!("{:?}", person.id_number).contains("19491231"));
        assert_eq!((hide_address(""), hide_address("中山路1号")), (String::new(), "中山****".into()));
        assert_eq!(party("甲").personal(), []);
    }

    #[test]
    fn a_search_finds_former_names_spellings_and_codes() {
        let mut party = party("江苏（南京）金陵有限责任公司");
        party.remember("南京汽水厂", None);
        party.registration_number = RegistrationNumber::parse("110108000000016").ok();
        party.products = "ＡＢ汽水".into();
        for found in ["江苏(南京)", "江苏南京金陵有限公司", "汽水厂", "110108000000016", "ab汽水"] {
            assert!(party.search_key().contains(found), "{found} in {}", party.search_key());
        }
    }
}
