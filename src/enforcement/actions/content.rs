//! What is typed of a party, and the party it makes.

use chrono::{Datelike, NaiveDate};

use crate::{
    duties::words,
    enforcement::model::{
        CodeFault, CreditCode, FormerName, IdNumber, NAME_MAX, PEOPLE_MAX, Party, PartyKind, Personal, Post, RegistrationNumber,
        Responsible, TEXT_MAX, name_key,
    },
    platform::{
        error::{FieldErrors, Message, Result},
        text::one_line,
    },
    tenancy::{
        DepartmentKind,
        departments::{Department, DepartmentState},
    },
};

/// A party as typed; the texts are as they came.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Content {
    /// None where nothing was chosen.
    pub kind: Option<PartyKind>,
    pub name: String,
    pub credit_code: String,
    pub registration_number: String,
    /// Of a natural person; empty keeps what is there, as does the address of one.
    pub id_number: String,
    pub region_id: Option<i64>,
    pub address: String,
    pub products: String,
    /// Names by post, each between commas or on a line of its own.
    pub people: [(Option<Post>, String); 3],
    /// One a line, the last day after it.
    pub former_names: String,
    /// The first day of its being, of others than natural persons.
    pub founded_on: String,
    /// What is to be removed.
    pub forget: Vec<Personal>,
}

/// Names between commas, semicolons, 、 or on lines of their own.
pub fn names_in(text: &str) -> Vec<String> {
    text.split(['、', ',', '，', ';', '；', '\n', '/', '|']).map(one_line).filter(|n| !n.is_empty()).collect()
}

impl Content {
    /// Writes what was typed into the party; everything wrong is said at once, by field.
    pub(in crate::enforcement) fn put(&self, party: &mut Party, regions: &[Department], today: NaiveDate) -> Result<()> {
        let mut errors = FieldErrors::default();
        self.put_kind(party, &mut errors);
        party.name = words::line(&mut errors, "name", &one_line(&self.name), NAME_MAX);
        if !party.name.is_empty() && name_key(&party.name).is_empty() {
            errors.add("name", Message::new("party-name-wrong"));
        }
        self.put_numbers(party, &mut errors);
        self.put_region(party, regions, &mut errors);
        let address = words::optional(&mut errors, "address", &one_line(&self.address), TEXT_MAX);
        if !party.is_person() || !address.is_empty() {
            party.address = address;
        } else if self.forget.contains(&Personal::Address) {
            party.address.clear();
        }
        party.products = words::optional(&mut errors, "products", &one_line(&self.products), TEXT_MAX);
        self.put_founded(party, today, &mut errors);
        self.put_people(party, &mut errors);
        self.put_former(party, today, &mut errors);
        errors.finish(())
    }

    /// A natural person stays one, and nothing else becomes one: what may be shown of the two differs.
    fn put_kind(&self, party: &mut Party, errors: &mut FieldErrors) {
        match self.kind {
            None => errors.add("kind", Message::new("party-kind-missing")),
            Some(kind) if (kind == PartyKind::Person) != party.is_person() && party.version > 0 => {
                errors.add("kind", Message::new("party-kind-stays"));
            }
            Some(kind) => party.kind = kind,
        }
    }

    fn put_numbers(&self, party: &mut Party, errors: &mut FieldErrors) {
        let is_person = self.kind == Some(PartyKind::Person);
        let mut number = |field: &'static str, typed: &str, fits: bool| {
            let is_typed = !typed.trim().is_empty();
            if is_typed && !fits {
                errors.add(field, Message::new(if is_person { "party-person-has-no-code" } else { "party-only-persons-have-ids" }));
            }
            is_typed && fits
        };
        let (code, registration) =
            (number("credit_code", &self.credit_code, !is_person), number("registration_number", &self.registration_number, !is_person));
        let id = number("id_number", &self.id_number, is_person);
        let mut keep = |field: &'static str, fault: CodeFault| errors.add(field, fault.message());
        party.credit_code = None;
        if code {
            CreditCode::parse(&self.credit_code).map(|c| party.credit_code = Some(c)).unwrap_or_else(|f| keep("credit_code", f));
        }
        party.registration_number = None;
        if registration {
            let read = RegistrationNumber::parse(&self.registration_number);
            read.map(|n| party.registration_number = Some(n)).unwrap_or_else(|f| keep("registration_number", f));
        }
        if self.forget.contains(&Personal::IdNumber) {
            party.id_number = None;
        }
        if id {
            IdNumber::parse(&self.id_number).map(|n| party.id_number = Some(n)).unwrap_or_else(|f| keep("id_number", f));
        }
    }

    fn put_region(&self, party: &mut Party, regions: &[Department], errors: &mut FieldErrors) {
        if self.region_id != party.region_id {
            let found = self.region_id.map(|id| regions.iter().find(|d| d.id == id));
            let fits = |d: &Department| d.kind == DepartmentKind::LocalGovernment && d.state == DepartmentState::Open;
            match found {
                None => {}
                Some(Some(region)) if fits(region) => {}
                // Another workspace's department is like none at all.
                Some(_) => return errors.add("region", Message::new("party-region-unknown")),
            }
        }
        party.region_id = self.region_id;
    }

    fn put_founded(&self, party: &mut Party, today: NaiveDate, errors: &mut FieldErrors) {
        let typed = self.founded_on.trim();
        party.founded_on = None;
        if typed.is_empty() || party.is_person() {
            return;
        }
        match typed.parse::<NaiveDate>() {
            Ok(day) if day > today => errors.add("founded_on", Message::new("party-founded-future")),
            Ok(day) if is_of_our_time(day) => party.founded_on = Some(day),
            _ => errors.add("founded_on", Message::new("field-date-wrong")),
        }
    }

    fn put_people(&self, party: &mut Party, errors: &mut FieldErrors) {
        party.people.clear();
        for (post, typed) in &self.people {
            let Some(post) = post else { continue };
            for name in names_in(typed) {
                if name.chars().count() > NAME_MAX {
                    errors.add(post.as_str(), Message::new("party-person-too-long").number("limit", NAME_MAX as f64));
                    continue;
                }
                let person = Responsible { name, post: *post };
                if !party.people.contains(&person) {
                    party.people.push(person);
                }
            }
            if party.people_of(*post).len() > PEOPLE_MAX {
                errors.add(post.as_str(), Message::new("party-too-many").number("limit", PEOPLE_MAX as f64));
            }
        }
    }

    fn put_former(&self, party: &mut Party, today: NaiveDate, errors: &mut FieldErrors) {
        party.former_names.clear();
        for line in self.former_names.lines().map(one_line).filter(|l| !l.is_empty()) {
            let FormerName { name, until_on } = former(&line);
            if name.chars().count() > NAME_MAX || name_key(&name).is_empty() {
                errors.add("former_names", Message::new("party-former-wrong").text("line", line).number("limit", NAME_MAX as f64));
            } else if until_on.is_some_and(|day| !is_of_our_time(day)) {
                errors.add("former_names", Message::new("party-former-day").text("line", line));
            } else if until_on.is_some_and(|day| day > today) {
                errors.add("former_names", Message::new("party-former-future").text("line", line));
            } else {
                party.remember(&name, until_on);
            }
        }
        if party.former_names.len() > PEOPLE_MAX {
            errors.add("former_names", Message::new("party-too-many").number("limit", PEOPLE_MAX as f64));
        }
    }
}

/// Within the bounds of every day a form takes: beyond them a finger slipped.
fn is_of_our_time(day: NaiveDate) -> bool {
    (1949..2200).contains(&day.year())
}

/// A former name and, where the line ends with one, its last day.
fn former(line: &str) -> FormerName {
    let split = line.rsplit_once([' ', '，', ',', '至', '：']).and_then(|(name, day)| Some((name, day.parse::<NaiveDate>().ok()?)));
    let (name, until_on) = split.map_or((line, None), |(name, day)| (name, Some(day)));
    FormerName { name: name.trim_end_matches([' ', '，', ',', '至', '：']).to_owned(), until_on }
}

/// The names of the fields two versions differ in.
pub(in crate::enforcement) fn changed(old: &Party, new: &Party) -> Vec<&'static str> {
    let people = |party: &Party, post| {
        let mut names = party.people_of(post);
        names.sort();
        names
    };
    let post = |post: Post| (people(old, post) != people(new, post), post.as_str());
    let all = [
        (old.kind != new.kind, "kind"),
        (old.name != new.name, "name"),
        (old.former_names != new.former_names, "former_names"),
        (old.credit_code != new.credit_code, "credit_code"),
        (old.registration_number != new.registration_number, "registration_number"),
        (old.id_number != new.id_number, "id_number"),
        (old.region_id != new.region_id, "region"),
        (old.founded_on != new.founded_on, "founded_on"),
        (old.address != new.address, "address"),
        (old.products != new.products, "products"),
        post(Post::LegalRepresentative),
        post(Post::InCharge),
        post(Post::DirectlyResponsible),
    ];
    all.into_iter().filter(|(differs, _)| *differs).map(|(_, field)| field).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_former_name_may_end_with_its_day() {
        let of = |line: &str| {
            let f = former(line);
            (f.name, f.until_on.map(|d| d.to_string()).unwrap_or_default())
        };
        assert_eq!(of("南京汽水厂 1998-03-01"), ("南京汽水厂".into(), "1998-03-01".into()));
        assert_eq!(of("南京汽水厂，至2001-12-31"), ("南京汽水厂".into(), "2001-12-31".into()));
        assert_eq!(of("南京 汽水厂"), ("南京 汽水厂".into(), String::new()));
        assert_eq!(of("南京汽水厂 1998-13-01").1, "", "no such day, so part of a name somebody has to look at");
    }

    #[test]
    fn a_day_out_of_all_bounds_is_none() {
        let content = Content {
            kind: Some(PartyKind::Enterprise),
            name: "甲厂".into(),
            founded_on: "-4800-01-01".into(),
            former_names: "乙厂 -4800-01-01".into(),
            ..Content::default()
        };
        let mut party = Party::new(1, PartyKind::Enterprise, "", chrono::NaiveDateTime::default());
        party.version = 0;
        let today = NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day");
        let Err(crate::platform::error::Error::Invalid(errors)) = content.put(&mut party, &[], today) else { panic!("all is well") };
        let mut wrong: Vec<_> = errors.0.iter().map(|e| (e.field.as_str(), e.message.key)).collect();
        wrong.sort_unstable();
        assert_eq!(wrong, [("former_names", "party-former-day"), ("founded_on", "field-date-wrong")]);
    }

    #[test]
    fn names_are_parted_as_people_part_them() {
        assert_eq!(names_in("王伟、李明;张三\n 赵 六 ,"), ["王伟", "李明", "张三", "赵 六"]);
        assert!(names_in(" 、").is_empty());
    }

    #[test]
    fn everything_wrong_is_said_at_once() {
        let content = Content {
            kind: Some(PartyKind::Person),
            credit_code: "91330100799655058B".into(),
            id_number: "1".into(),
            region_id: Some(9),
            former_names: "甲 2030-01-01".into(),
            ..Content::default()
        };
        let mut party = Party::new(1, PartyKind::Person, "", chrono::NaiveDateTime::default());
        party.version = 0;
        let today = NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day");
        let Err(crate::platform::error::Error::Invalid(errors)) = content.put(&mut party, &[], today) else { panic!("all is well") };
        let fields: Vec<_> = errors.0.iter().map(|e| e.field.as_str()).collect();
        assert_eq!(fields, ["name", "credit_code", "id_number", "region", "former_names"]);
    }
}
