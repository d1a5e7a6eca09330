//! Calendar files (iCalendar, RFC 5545) and invitations (iTIP, RFC 5546), from plain data.
//!
//! The crate `icalendar` writes each property: its parameters, its escaping. The rest is done here, because the crate lets the
//! last line of a folded property grow to 76 octets, gives alarms and zones a time stamp and a random name they must not have, and
//! knows no VTIMEZONE: components, folding, zones. The same data always give the same text.

mod clean;
mod fold;
#[cfg(test)]
mod tests;
mod write;
mod zone;

use chrono::{NaiveDate, NaiveDateTime};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use crate::platform::mail::{LetterError, ascii_address};

/// A calendar: an invitation by mail, or a feed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Calendar {
    pub method: Method,
    /// What a calendar program calls a feed.
    #[serde(default)]
    pub name: Option<String>,
    /// After how many minutes a subscriber may ask again.
    #[serde(default)]
    pub refresh_minutes: Option<u32>,
    pub events: Vec<Event>,
}

/// What the receiver is to do with a calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// An invitation, or a newer version of one. Needs organiser and attendees.
    Request,
    /// What was announced does not take place; every event is marked so. Needs organiser and attendees.
    Cancel,
    /// For reading only.
    Publish,
}

impl Method {
    /// As it stands in the calendar and in the head of the mail's part, which must agree.
    pub fn word(self) -> &'static str {
        match self {
            Method::Request => "REQUEST",
            Method::Cancel => "CANCEL",
            Method::Publish => "PUBLISH",
        }
    }
}

/// One entry.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// The same for ever: by it a calendar program knows the event again.
    pub uid: String,
    /// Grows with every change that was sent out; a program passes over what is not newer.
    pub sequence: u32,
    /// When this version was made, UTC.
    pub stamp: NaiveDateTime,
    pub when: When,
    pub summary: String,
    #[serde(default)]
    pub location: Option<String>,
    #[serde(default)]
    pub description: Option<String>,
    /// Where more is to be seen: `http:` or `https:`, anything else is left out. In a mail's payload a path of ours will do.
    #[serde(default)]
    pub href: Option<String>,
    #[serde(default)]
    pub status: Status,
    /// Whether the time counts as taken.
    #[serde(default = "yes")]
    pub busy: bool,
    /// Who invites.
    #[serde(default)]
    pub organizer: Option<Party>,
    #[serde(default)]
    pub attendees: Vec<Attendee>,
    #[serde(default)]
    pub alarm: Option<Alarm>,
}

fn yes() -> bool {
    true
}

/// When an event is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum When {
    /// By the clocks of a zone. A time that the zone skips moves on as far as its clocks do.
    Timed {
        start: NaiveDateTime,
        end: NaiveDateTime,
        #[serde(with = "zone_name")]
        zone: Tz,
    },
    /// Whole days, the last one included.
    Days { first: NaiveDate, last: NaiveDate },
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    Tentative,
    #[default]
    Confirmed,
    Cancelled,
}

/// A name with an address that mail servers carry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Party {
    name: String,
    address: String,
}

impl Party {
    /// Refuses what is no address, as letters do.
    pub fn new(name: &str, address: &str) -> Result<Party, LetterError> {
        Ok(Party { name: name.to_owned(), address: ascii_address(address)?.to_string() })
    }

    /// Somebody who writes from the address the mail is sent from, which is known when it is sent: see [`Calendar::sent_from`].
    pub fn sender(name: &str) -> Party {
        Party { name: name.to_owned(), address: String::new() }
    }

    /// The address, its domain in ASCII.
    pub fn address(&self) -> &str {
        &self.address
    }
}

/// Somebody invited.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attendee {
    pub party: Party,
    pub role: Role,
    pub answer: Answer,
    /// Whether the program is to offer buttons for an answer; it goes to the organiser's address by mail.
    pub rsvp: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    Chair,
    Required,
    Optional,
    /// Told, not expected.
    Informed,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    Open,
    Accepted,
    Declined,
    Tentative,
    /// Another comes instead.
    Delegated,
}

/// A reminder the calendar program shows; left out of what is cancelled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alarm {
    pub minutes_before: u32,
    pub text: String,
}

impl Calendar {
    /// An invitation, or the withdrawal of one, for one event.
    pub fn of(method: Method, event: Event) -> Calendar {
        Calendar { method, name: None, refresh_minutes: None, events: vec![event] }
    }

    /// Gives organisers that are the sender its address. One that still has none is not written.
    pub fn sent_from(&mut self, address: &str) -> Result<(), LetterError> {
        for organizer in self.events.iter_mut().filter_map(|event| event.organizer.as_mut()).filter(|party| party.address.is_empty()) {
            organizer.address = ascii_address(address)?.to_string();
        }
        Ok(())
    }

    /// The text of the file: lines of at most 75 octets, ended by CRLF.
    pub fn write(&self) -> String {
        write::calendar(self)
    }
}

/// A zone by its name in JSON.
mod zone_name {
    use chrono_tz::Tz;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub fn serialize<S: Serializer>(zone: &Tz, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(zone.name())
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Tz, D::Error> {
        String::deserialize(from)?.parse().map_err(D::Error::custom)
    }
}
