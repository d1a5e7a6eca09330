//! What other nouns add to the page of a case: measures with the ladder, hand-overs, publications, restrictions. Each gives its own
//! [`Added`], and [`load`] puts them together in the page's order.

use serde::Serialize;

use crate::{
    enforcement::{
        model::Case,
        pages::{hand_overs, measures},
    },
    platform::{
        db::Conn,
        error::Result,
        view::parts::{Fact, LightView, Link, Notice, Offered},
    },
    tenancy::Scope,
};

/// What a noun adds to the page of a case.
#[derive(Default)]
pub struct Added {
    /// Above everything: what is proposed, and waits for a decision.
    pub notices: Vec<Notice>,
    /// Before the steps of the case itself.
    pub offered: Vec<Offered>,
    pub sections: Vec<Section>,
    /// In the narrow column.
    pub facts: Vec<Fact>,
}

/// A block of the wide column.
#[derive(Serialize)]
pub struct Section {
    pub id: &'static str,
    pub title: String,
    /// As rungs of a ladder, a dot each, instead of plain lines.
    pub ladder: bool,
    pub lines: Vec<Line>,
    /// Instead of lines.
    pub none: Option<String>,
    pub link: Option<Link>,
}

/// One line of it.
#[derive(Serialize)]
pub struct Line {
    pub light: Option<LightView>,
    pub title: String,
    pub href: Option<String>,
    pub note: String,
}

/// All that is added to the page of this case.
pub fn load(conn: &mut Conn, scope: &Scope, case: &Case) -> Result<Added> {
    let mut all = measures::added(conn, scope, case)?;
    let handed = hand_overs::added(conn, scope, case)?;
    all.offered.extend(handed.offered);
    all.notices.extend(handed.notices);
    all.sections.extend(handed.sections);
    all.facts.extend(handed.facts);
    Ok(all)
}
