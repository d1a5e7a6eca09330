//! Pages and mails: typed view models in, Handlebars text out.
//!
//! A template's name is its path under `templates/` without `.hbs`: `duties/list`, `part/light`, `mail/digest/body.html`,
//! `mail/digest/subject.txt`. Names that end in `.txt` are not escaped; everything else is. Partials go by the same names.
//! The view model's root has `lang`, the language of its texts.

mod assets;
mod compile;
pub mod conflict;
pub mod files;
pub mod grid;
pub mod import;
mod page;
pub mod parts;
#[cfg(any(debug_assertions, test))]
mod reference;
mod render;
#[cfg(debug_assertions)]
pub mod rendered;
mod tree;

use std::collections::HashMap;

use handlebars::Handlebars;
use serde::Serialize;

use super::{
    error::{Error, Result},
    i18n::Lang,
};
use compile::Target;
use files::{Fresh, Reloading, Templates};
use render::{Program, Run};
use tree::{Node, Tree};

pub use assets::{Asset, AssetLinks, asset_at, asset_links, asset_url};
pub use page::{Flash, Frame, FramePerson, FrameWorkspace, NavItem, OtherWorkspace, Page};

static LIBRARY: Reloading<Library> = Reloading::new();

/// All templates, ready to run.
struct Library {
    /// By language, as `Lang` counts them.
    html: [Program; 2],
    text: [Program; 2],
    #[cfg(debug_assertions)]
    reference: reference::Reference,
    /// Templates that do not compile.
    faults: Vec<String>,
}

impl Library {
    fn load(_: Fresh) -> Self {
        let mut faults = Vec::new();
        let (html, text) = parsed(&mut faults);
        let mut compile = |registry: &Handlebars<'_>, html| {
            Lang::ALL.map(|lang| {
                let mut program: Program = HashMap::new();
                for (name, template) in registry.get_templates() {
                    match (Target { lang, html }).compile(template) {
                        Ok(ops) => _ = program.insert(name.clone(), ops),
                        Err(error) => faults.push(format!("{name}: {error}")),
                    }
                }
                faults.extend(compile::absent_partials(&program));
                program
            })
        };
        let (pages, texts) = (compile(&html, true), compile(&text, false));
        for fault in &faults {
            tracing::error!(fault, "a template does not compile");
        }
        Self {
            html: pages,
            text: texts,
            #[cfg(debug_assertions)]
            reference: reference::Reference::new(html, text),
            faults,
        }
    }

    fn run<T: Serialize>(&self, template: &str, view: &T) -> Result<String> {
        let tree = Tree::of(view).map_err(Error::internal)?;
        let lang = match tree.child(tree.root(), "lang") {
            Some(Node::Text(code)) => Lang::parse(tree.text(*code)),
            _ => None,
        };
        let lang = lang.ok_or_else(|| Error::internal(format!("{template}: the view's root has no lang")))?;
        let programs = if is_text(template) { &self.text } else { &self.html };
        let out = Run::whole(&programs[lang as usize], template, &tree, lang).map_err(Error::internal)?;
        #[cfg(debug_assertions)]
        {
            self.reference.check(template, view, &out)?;
            rendered::note(template);
        }
        Ok(out)
    }
}

/// Every template as Handlebars reads it: HTML, and texts.
fn parsed(faults: &mut Vec<String>) -> (Handlebars<'static>, Handlebars<'static>) {
    let (mut html, mut text) = (registry(), registry());
    for path in Templates::paths() {
        let Some(name) = path.strip_suffix(".hbs") else {
            continue;
        };
        let Some(source) = Templates::text(&path) else {
            faults.push(format!("{path}: not UTF-8"));
            continue;
        };
        let target = if is_text(name) { &mut text } else { &mut html };
        if let Err(error) = target.register_template_string(name, source) {
            faults.push(format!("{path}: {error}"));
        }
    }
    (html, text)
}

fn registry() -> Handlebars<'static> {
    let mut registry = Handlebars::new();
    registry.set_strict_mode(true);
    registry.set_prevent_indent(true);
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
        all().run(template, view)
    }

    /// Renders a subject or plain text (`….txt`); nothing is escaped.
    pub fn text<T: Serialize>(&self, template: &str, view: &T) -> Result<String> {
        if !is_text(template) {
            return Err(Error::internal(format!("{template} is not a text template")));
        }
        all().run(template, view)
    }

    /// The names of all templates, sorted.
    pub fn names(&self) -> Vec<String> {
        let all = all();
        let mut names: Vec<String> = all.html[0].keys().chain(all.text[0].keys()).cloned().collect();
        names.sort();
        names
    }

    /// Templates that do not compile; looked at when the program starts and by tests.
    pub fn faults(&self) -> Vec<String> {
        all().faults.clone()
    }
}

fn all() -> &'static Library {
    LIBRARY.get("", Library::load)
}

#[cfg(test)]
mod tests;
