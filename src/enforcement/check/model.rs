//! What is asked of a party, how what was typed is read, and the answer. Pure.

use chrono::{Datelike, Months, NaiveDate};
use unicode_normalization::UnicodeNormalization;

use crate::{
    enforcement::{
        model::{CodeFault, CreditCode, IdNumber, NAME_MAX, Party, Post, RegistrationNumber, masked, name_key, without_citizens_numbers},
        restriction::{FOREVER, Kind, Restriction},
    },
    platform::{
        error::Message,
        text::{is_invisible, one_line},
    },
    tenancy::departments::Department,
};

/// The most lines of a pasted list.
pub const LINES_MAX: usize = 500;

crate::platform::stored_words! {
    /// What somebody wants to know it for.
    Purpose, "check-for" {
        Award = "award",
        Procurement = "procurement",
        Registration = "registration",
    }
}

crate::platform::stored_words! {
    /// What came of it.
    Verdict, "check-answer" {
        Yes = "yes",
        No = "no",
        /// Nobody of this name or code is registered here.
        Unknown = "unknown",
        /// Several go by this name.
        Choice = "choice",
        /// A code that is none.
        Unreadable = "unreadable",
        /// The name and the code of a line are not of one party.
        Conflict = "conflict",
        /// A line of a list that is about nobody: a head, a total.
        Skipped = "skipped",
    }
}

impl Verdict {
    /// What answers a query.
    pub const ANSWERS: [Self; 6] = [Self::Yes, Self::No, Self::Unknown, Self::Choice, Self::Unreadable, Self::Conflict];
}

impl Purpose {
    /// The restriction that stands in the way.
    pub fn kind(self) -> Kind {
        match self {
            Self::Award => Kind::NoAward,
            Self::Procurement => Kind::NoProcurement,
            Self::Registration => Kind::NoRegistration,
        }
    }
}

/// What somebody wants to know.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    pub purpose: Purpose,
    pub typed: String,
    /// Which of several of that name, as [`Candidate::token`] has it.
    pub pick: Option<String>,
    /// The year an award is for, which may be decided after it; none: this year.
    pub year: Option<i32>,
}

impl Asked {
    pub fn new(purpose: Purpose, typed: impl Into<String>) -> Self {
        Self { purpose, typed: typed.into(), pick: None, year: None }
    }

    /// The years an award may be for: this one and the last, whose awards are decided at the beginning of this one.
    pub fn years(today: NaiveDate) -> [i32; 2] {
        [today.year(), today.year() - 1]
    }

    /// The year the award is for; none of what is no award.
    pub fn award_year(&self, today: NaiveDate) -> Option<i32> {
        (self.purpose == Purpose::Award).then(|| self.year.unwrap_or(today.year()))
    }

    /// The day by which it is answered: today, or the last of an award's year that is over. “No award this year” is until that day.
    pub fn on(&self, today: NaiveDate) -> NaiveDate {
        let last = self.award_year(today).and_then(|year| NaiveDate::from_ymd_opt(year, 12, 31));
        last.map_or(today, |last| last.min(today))
    }

    /// What ended since this day is worth a mention.
    pub fn since(&self, today: NaiveDate) -> NaiveDate {
        self.on(today).min(today.checked_sub_months(Months::new(12)).unwrap_or(today))
    }
}

/// What was typed, as it is looked for.
#[derive(Clone, Debug, PartialEq)]
pub enum Sought {
    /// A code that proves itself; what it may be one as.
    Code { credit: Option<CreditCode>, registration: Option<RegistrationNumber>, id: Option<IdNumber> },
    /// The key of a name.
    Name(String),
}

/// What was typed without what lies between the characters of a code.
pub(super) fn level(typed: &str) -> String {
    let between = |c: &char| c.is_whitespace() || c.is_control() || is_invisible(*c) || matches!(c, '-' | '_' | '\u{2010}'..='\u{2015}');
    typed.nfkc().filter(|c| !between(c)).flat_map(char::to_uppercase).collect()
}

/// Whether somebody meant a code by it: nothing but letters and digits, most of them digits.
pub(super) fn is_meant_as_code(level: &str) -> bool {
    let digits = level.chars().filter(char::is_ascii_digit).count();
    level.len() >= 10 && digits >= 8 && level.chars().all(|c| c.is_ascii_alphanumeric())
}

/// How a code is read that is none: as a citizen's number where it is written like one, else as a credit code.
fn fault(level: &str) -> Message {
    let (start, _) = level.split_at_checked(17).unwrap_or((level, ""));
    let like_id = level.len() == 18 && start.bytes().all(|b| b.is_ascii_digit()) && !level.starts_with('9');
    let read = if like_id { IdNumber::parse(level).map(|_| ()) } else { CreditCode::parse(level).map(|_| ()) };
    match read {
        Err(CodeFault::Length { is, .. }) => Message::new("check-code-length").number("is", is as f64),
        Err(fault) => fault.message(),
        Ok(()) => Message::new("check-code-length").number("is", level.len() as f64),
    }
}

/// Reads what was typed; the message says what is wrong with it.
pub fn read(typed: &str) -> Result<Sought, Message> {
    let line = one_line(typed);
    if line.is_empty() {
        return Err(Message::new("check-nothing-typed"));
    }
    if line.chars().count() > NAME_MAX {
        return Err(Message::new("field-too-long").number("max", NAME_MAX as f64).number("length", line.chars().count() as f64));
    }
    let (credit, registration, id) = (CreditCode::parse(&line).ok(), RegistrationNumber::parse(&line).ok(), IdNumber::parse(&line).ok());
    if credit.is_some() || registration.is_some() || id.is_some() {
        return Ok(Sought::Code { credit, registration, id });
    }
    let level = level(&line);
    if is_meant_as_code(&level) {
        return Err(fault(&level));
    }
    match name_key(&line) {
        key if key.is_empty() => Err(Message::new("party-name-wrong")),
        key => Ok(Sought::Name(key)),
    }
}

/// What was typed as it may be kept: a citizen's number, or what may have been meant as one, only by its ends.
pub fn kept(typed: &str, today: NaiveDate) -> String {
    let (line, level) = (one_line(typed), level(typed));
    let like_id = level.len() == 18 && level.is_ascii() && level.bytes().take(17).all(|b| b.is_ascii_digit());
    if like_id && CreditCode::parse(&level).is_err() {
        return masked(&level);
    }
    without_citizens_numbers(&line, today).chars().take(NAME_MAX).collect()
}

/// Somebody an answer may be about.
#[derive(Clone, Debug, PartialEq)]
pub enum Candidate {
    Party(Box<Party>),
    /// A person whom restrictions of another party fall on.
    Carrier {
        name: String,
        post: Post,
        party_id: i64,
        party: String,
        restrictions: Vec<Restriction>,
    },
}

impl Candidate {
    /// Tells it from the others of its name.
    pub fn token(&self) -> String {
        match self {
            Self::Party(party) => format!("p{}", party.id),
            Self::Carrier { party_id, .. } => format!("c{party_id}"),
        }
    }

    pub fn name(&self) -> &str {
        match self {
            Self::Party(party) => &party.name,
            Self::Carrier { name, .. } => name,
        }
    }

    /// The party, or the one they answer for.
    pub fn party_id(&self) -> i64 {
        match self {
            Self::Party(party) => party.id,
            Self::Carrier { party_id, .. } => *party_id,
        }
    }
}

/// The answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    pub purpose: Purpose,
    pub typed: String,
    pub year: Option<i32>,
    /// The day by which it is answered.
    pub on: NaiveDate,
    pub verdict: Verdict,
    /// What is wrong with a code that is none, or why a line is about nobody.
    pub fault: Option<Message>,
    /// What else whoever asked has to know: where name and code are not of one party, that a code is not registered.
    pub notes: Vec<Message>,
    /// Whom it is about; none where nobody or several fit.
    pub about: Option<Candidate>,
    /// What forbids it.
    pub holding: Vec<Restriction>,
    /// What will, or does since the year asked about is over.
    pub coming: Vec<Restriction>,
    /// What did within the last twelve months.
    pub recent: Vec<Restriction>,
    /// What does not touch the party itself but people who answer for it.
    pub on_people: Vec<Restriction>,
    /// What falls on somebody of the same name who answers for another party: perhaps the same person, perhaps not.
    pub namesakes: Vec<Restriction>,
    /// Several of one name.
    pub choices: Vec<Candidate>,
    /// Of similar names, where nobody is of this one.
    pub similar: Vec<Party>,
    /// Those that imposed what is among the above.
    pub departments: Vec<Department>,
}

impl Answer {
    pub fn new(asked: &Asked, today: NaiveDate, verdict: Verdict) -> Self {
        Self {
            year: asked.award_year(today),
            on: asked.on(today),
            purpose: asked.purpose,
            typed: asked.typed.clone(),
            verdict,
            fault: None,
            notes: Vec::new(),
            about: None,
            holding: Vec::new(),
            coming: Vec::new(),
            recent: Vec::new(),
            on_people: Vec::new(),
            namesakes: Vec::new(),
            choices: Vec::new(),
            similar: Vec::new(),
            departments: Vec::new(),
        }
    }

    /// The last day of a no; none where no day is known.
    pub fn until(&self) -> Option<NaiveDate> {
        self.holding.iter().map(|r| r.last_on).max().filter(|day| *day < FOREVER)
    }

    pub fn department(&self, id: i64) -> &str {
        self.departments.iter().find(|d| d.id == id).map_or("", |d| d.short_name.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_told_from_a_name_and_a_wrong_one_is_said() {
        for code in ["91330100799655058B", " 9133 0100-7996 55058b", "110108000000016", "11010519491231002X", "1101080000000"] {
            assert!(matches!(read(code), Ok(Sought::Code { .. })), "{code}");
        }
        for name in ["南京金陵饮料有限公司", "3M中国有限公司", "ABC Trading Co., Ltd.", "王伟", "58同城"] {
            assert!(matches!(read(name), Ok(Sought::Name(_))), "{name}");
        }
        let wrong = |typed: &str| read(typed).expect_err(typed).key;
        assert_eq!(wrong("91330100799655058C"), "code-wrong-check");
        assert_eq!(wrong("110105194912310021"), "code-wrong-check");
        assert_eq!(wrong("9133010079965505"), "check-code-length");
        assert_eq!((wrong(" "), wrong("（）"), wrong(&"厂".repeat(101))), ("check-nothing-typed", "party-name-wrong", "field-too-long"));
    }

    #[test]
    fn a_citizens_number_is_kept_by_its_ends_alone() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day");
        assert_eq!(kept("11010519491231002X", today), "1101**********002X");
        assert_eq!(kept("1101 0519 4912 3100 21", today), "1101**********0021", "nor is one with a typing error");
        assert_eq!(kept("91330100799655058B", today), "91330100799655058B");
        assert_eq!(kept("王伟 １１０１０５１９４９１２３１００２Ｘ", today), "王伟 1101**********002X", "beside a name");
        assert_eq!(kept("王伟11010519491231002X甲厂", today), "王伟1101**********002X甲厂");
        assert_eq!(kept("  南京 金陵 ", today), "南京 金陵");
    }
}
