//! Pages and mails: typed view models in, Handlebars text out.
//!
//! A template's name is its path under `templates/` without `.hbs`: `duties/list`, `part/light`, `mail/digest/body.html`,
//! `mail/digest/subject.txt`. Names that end in `.txt` are not escaped; everything else is. Partials go by the same names.

mod assets;
pub mod files;
mod helpers;
mod page;
pub mod parts;
#[cfg(debug_assertions)]
pub mod rendered;

use handlebars::Handlebars;
use serde::Serialize;

use super::error::{Error, Result};
use files::{Fresh, Reloading, Templates};

pub use assets::{Asset, AssetLinks, asset_at, asset_links, asset_url};
pub use page::{Flash, Frame, FramePerson, FrameWorkspace, NavItem, OtherWorkspace, Page};

static REGISTRIES: Reloading<Registries> = Reloading::new();

struct Registries {
    html: Handlebars<'static>,
    text: Handlebars<'static>,
    /// Templates that do not compile.
    faults: Vec<String>,
}

impl Registries {
    fn load(_: Fresh) -> Self {
        let mut all = Self { html: registry(), text: registry(), faults: Vec::new() };
        all.text.register_escape_fn(handlebars::no_escape);
        for path in Templates::paths() {
            let Some(name) = path.strip_suffix(".hbs") else {
                continue;
            };
            let Some(source) = Templates::text(&path) else {
                all.faults.push(format!("{path}: not UTF-8"));
                continue;
            };
            let target = if is_text(name) { &mut all.text } else { &mut all.html };
            if let Err(error) = target.register_template_string(name, source) {
                tracing::error!(name, %error, "a template does not compile");
                all.faults.push(format!("{path}: {error}"));
            }
        }
        all
    }
}

fn registry() -> Handlebars<'static> {
    let mut registry = Handlebars::new();
    registry.set_strict_mode(true);
    registry.set_prevent_indent(true);
    helpers::register(&mut registry);
    registry
}

fn is_text(name: &str) -> bool {
    name.ends_with(".txt")
}

/// All templates, compiled once for the process. Costs nothing to make or clone.
#[derive(Debug, Clone, Copy, Default)]
pub struct Views;

impl Views {
    pub const fn new() -> Self {
        Self
    }

    /// Renders a page or the HTML body of a mail; every value is escaped.
    pub fn html<T: Serialize>(&self, template: &str, view: &T) -> Result<String> {
        if is_text(template) {
            return Err(Error::internal(format!("{template} is a text template")));
        }
        let page = all().html.render(template, view).map_err(Error::internal)?;
        #[cfg(debug_assertions)]
        rendered::note(template);
        Ok(page)
    }

    /// Renders a subject or plain text (`….txt`); nothing is escaped.
    pub fn text<T: Serialize>(&self, template: &str, view: &T) -> Result<String> {
        if !is_text(template) {
            return Err(Error::internal(format!("{template} is not a text template")));
        }
        let text = all().text.render(template, view).map_err(Error::internal)?;
        #[cfg(debug_assertions)]
        rendered::note(template);
        Ok(text)
    }

    /// The names of all templates, sorted.
    pub fn names(&self) -> Vec<String> {
        let all = all();
        let mut names: Vec<String> = all.html.get_templates().keys().chain(all.text.get_templates().keys()).cloned().collect();
        names.sort();
        names
    }

    /// Templates that do not compile; looked at when the program starts and by tests.
    pub fn faults(&self) -> Vec<String> {
        all().faults.clone()
    }
}

fn all() -> &'static Registries {
    REGISTRIES.get("", Registries::load)
}

#[cfg(test)]
mod tests;
