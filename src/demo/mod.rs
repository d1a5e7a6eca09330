//! The demonstration: two workspaces filled by living through the last months, day by day, with the program's own actions.

mod campaigns;
mod case_steps;
mod cases;
mod incidents;
mod live;
mod matters;
mod meetings;
pub mod pages;
mod parties;
mod restrictions;
mod samplings;
mod script;
mod script_meetings;
mod session;
mod store;

use chrono::NaiveDateTime;

use crate::{
    platform::{
        db::{self, Tenant},
        error::Result,
    },
    site::Site,
};

/// Who may enter by a ready link.
#[derive(Clone, Debug, PartialEq)]
pub struct Guest {
    pub person_id: i64,
    pub name: String,
    /// Fluent keys of their roles.
    pub role_keys: Vec<&'static str>,
    pub workspace: String,
    pub slug: String,
}

const FILLED: &str = "demonstration_filled";

/// Whether the demonstration was filled to its end before.
pub fn is_filled(site: &Site) -> Result<bool> {
    site.db.read(Tenant::Installation, |conn| db::has_installation_value(conn, FILLED))
}

/// Fills an empty database. `work` does the background work that is due on the given site's clock; it is called once a day
/// of the story, so that reminders and digests are those the program would have sent.
pub fn fill(site: &Site, now: NaiveDateTime, work: &mut dyn FnMut(&Site) -> Result<()>) -> Result<()> {
    for script in [script::JIANGSU, script::HARBOUR] {
        live::live_through(site, &script::parse(script)?, now, work)?;
    }
    site.db.write(Tenant::Installation, |conn| db::installation_value(conn, FILLED, || now.to_string()))?;
    Ok(())
}

/// The people shown at start, in the order of the scripts.
pub fn guests(site: &Site) -> Result<Vec<Guest>> {
    let mut all = Vec::new();
    for text in [script::JIANGSU, script::HARBOUR] {
        let script = script::parse(text)?;
        for person in script.person.iter().filter(|p| p.shown) {
            let found = site.db.read(Tenant::Installation, |conn| store::person_id(conn, &person.email(&script.slug)))?;
            if let Some(person_id) = found {
                all.push(Guest {
                    person_id,
                    name: person.name.clone(),
                    role_keys: person.roles.iter().map(|r| r.key()).collect(),
                    workspace: script.name.clone(),
                    slug: script.slug.clone(),
                });
            }
        }
    }
    Ok(all)
}
