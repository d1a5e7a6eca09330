//! The root of every page: what the layouts read.

use serde::Serialize;

use super::AssetLinks;
use crate::platform::i18n::Lang;

/// A page as its template sees it; the page's own view model is under `body`.
#[derive(Debug, Serialize)]
pub struct Page<'a, B: Serialize> {
    pub lang: Lang,
    pub title: String,
    /// The token every form carries as `csrf`.
    pub csrf: &'a str,
    pub path: &'a str,
    /// Without the question mark.
    pub query: &'a str,
    pub asset: &'a AssetLinks,
    /// Absent before sign-in and on error pages.
    pub frame: Option<Frame>,
    pub flash: Option<Flash>,
    pub body: B,
}

/// What surrounds a signed-in page.
#[derive(Debug, Clone, Serialize)]
pub struct Frame {
    /// Absent on pages of no workspace (account, switcher, operator).
    pub workspace: Option<FrameWorkspace>,
    pub workspaces: Vec<OtherWorkspace>,
    pub person: FramePerson,
    pub nav: Vec<NavItem>,
    /// One line above everything, already translated.
    pub warning: Option<String>,
    /// The moved clock's time, already formatted.
    pub demo_clock: Option<String>,
}

#[derive(Debug, Clone, Serialize)]
pub struct FrameWorkspace {
    pub name: String,
    pub slug: String,
    /// `/w/{slug}`
    pub base: String,
}

#[derive(Debug, Clone, Serialize)]
pub struct OtherWorkspace {
    pub name: String,
    pub base: String,
    pub current: bool,
}

#[derive(Debug, Clone, Serialize)]
pub struct FramePerson {
    pub name: String,
    /// Translated and joined.
    pub roles: String,
}

#[derive(Debug, Clone, Serialize)]
pub struct NavItem {
    pub href: String,
    /// Translated.
    pub label: String,
    pub current: bool,
    pub count: Option<String>,
}

/// One line about what was just done.
#[derive(Debug, Clone, Serialize)]
pub struct Flash {
    pub text: String,
}
