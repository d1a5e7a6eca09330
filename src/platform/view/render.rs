//! Runs what `compile` made of a template over a view model.

use std::{borrow::Cow, collections::HashMap};

use fluent_bundle::FluentValue;

use super::{
    compile::{Expr, Field, Op},
    tree::{Node, Tree},
};
use crate::platform::i18n::{self, Lang};

/// Deeper nesting of partials and blocks than any page has is a partial that includes itself.
const DEEPEST: usize = 64;

/// Templates by name, for one language and kind of output.
pub(super) type Program = HashMap<String, Vec<Op>>;

type Outcome<T> = Result<T, String>;

/// What an expression came to.
#[derive(Clone)]
enum Item<'r> {
    Missing,
    Node(&'r Node),
    Text(Cow<'r, str>),
    Bool(bool),
}

/// One context: a value, the names a partial was given with it, and whether it is the first of its list.
struct Frame<'r> {
    value: Item<'r>,
    named: Vec<(&'r str, Item<'r>)>,
    first: Option<bool>,
}

/// One rendering.
pub(super) struct Run<'r> {
    program: &'r Program,
    tree: &'r Tree,
    lang: Lang,
    frames: Vec<Frame<'r>>,
    /// How many frames have names: mostly none, and then nobody looks for them.
    with_names: usize,
    /// What `{{> @partial-block}}` stands for, innermost last.
    blocks: Vec<Option<String>>,
}

impl<'r> Run<'r> {
    /// Renders the template `name` over `tree`.
    pub fn whole(program: &'r Program, name: &str, tree: &'r Tree, lang: Lang) -> Outcome<String> {
        let ops = program.get(name).ok_or_else(|| format!("no template named {name}"))?;
        let root = Frame { value: Item::Node(tree.root()), named: Vec::new(), first: None };
        let mut run = Self { program, tree, lang, frames: vec![root], with_names: 0, blocks: Vec::new() };
        let mut out = String::with_capacity(16 * 1024);
        run.ops(ops, &mut out).map_err(|fault| format!("{name}: {fault}"))?;
        Ok(out)
    }

    fn ops(&mut self, ops: &'r [Op], out: &mut String) -> Outcome<()> {
        for op in ops {
            match op {
                Op::Text(text) => out.push_str(text),
                Op::Show { what, escaped } => {
                    let item = self.eval(what)?;
                    self.show(what, &item, *escaped, out)?;
                }
                Op::If { test, negated, then, other } => {
                    let chosen = if self.eval(test)?.is_truthy() == *negated { other } else { then };
                    self.ops(chosen, out)?;
                }
                Op::Each { list, body, other } => self.each(list, body, other.as_deref(), out)?,
                Op::With { value, body, other } => {
                    let found = self.eval(value)?;
                    match other {
                        _ if found.is_truthy() => {
                            let first = self.frames.last().and_then(|f| f.first);
                            self.within(Frame { value: found, named: Vec::new(), first }, |run| run.ops(body, out))?;
                        }
                        Some(other) => self.ops(other, out)?,
                        None => return Err(format!("with: {} is empty", describe(value))),
                    }
                }
                Op::Partial { name, value, named, block } => self.partial(name, value.as_ref(), named, block.as_deref(), out)?,
                Op::Block => match self.blocks.last() {
                    Some(Some(text)) => out.push_str(text),
                    _ => return Err("a block is missing".into()),
                },
            }
        }
        Ok(())
    }

    fn within(&mut self, frame: Frame<'r>, work: impl FnOnce(&mut Self) -> Outcome<()>) -> Outcome<()> {
        if self.frames.len() >= DEEPEST {
            return Err("nested too deep".into());
        }
        let names = usize::from(!frame.named.is_empty());
        self.frames.push(frame);
        self.with_names += names;
        let done = work(self);
        self.with_names -= names;
        self.frames.pop();
        done
    }

    fn each(&mut self, list: &'r Expr, body: &'r [Op], other: Option<&'r [Op]>, out: &mut String) -> Outcome<()> {
        let items = match self.eval(list)? {
            Item::Node(Node::List(items)) if !items.is_empty() || other.is_none() => items.as_slice(),
            Item::Node(Node::Map(_)) => return Err("each: a map is no list".into()),
            _ => return other.map_or_else(|| Err(format!("each: {} is no list", describe(list))), |ops| self.ops(ops, out)),
        };
        let empty = Frame { value: Item::Missing, named: Vec::new(), first: None };
        self.within(empty, |run| {
            for (index, item) in items.iter().enumerate() {
                if let Some(frame) = run.frames.last_mut() {
                    (frame.value, frame.first) = (Item::Node(item), Some(index == 0));
                }
                run.ops(body, out)?;
            }
            Ok(())
        })
    }

    fn partial(
        &mut self,
        name: &str,
        value: Option<&'r Expr>,
        named: &'r [(String, Expr)],
        block: Option<&'r [Op]>,
        out: &mut String,
    ) -> Outcome<()> {
        let ops = self.program.get(name).ok_or_else(|| format!("no template named {name}"))?;
        let value = match value {
            Some(expr) => match self.eval(expr)? {
                Item::Missing => return Err(format!("{name}: {} is missing", describe(expr))),
                found => found,
            },
            None => self.frames.last().map_or(Item::Missing, |f| f.value.clone()),
        };
        let named = named.iter().map(|(n, e)| Ok((n.as_str(), self.eval(e)?))).collect::<Outcome<Vec<_>>>()?;
        let first = self.frames.last().and_then(|f| f.first);
        self.within(Frame { value, named, first }, |run| {
            // The block is written where it stands, so it knows nothing of the partial's own block.
            let block = block.map(|ops| run.aside(ops)).transpose()?;
            run.blocks.push(block);
            let done = run.ops(ops, out);
            run.blocks.pop();
            done.map_err(|fault| format!("{name}: {fault}"))
        })
    }

    fn aside(&mut self, ops: &'r [Op]) -> Outcome<String> {
        let mut text = String::with_capacity(8 * 1024);
        self.ops(ops, &mut text)?;
        Ok(text)
    }

    fn eval(&self, expr: &'r Expr) -> Outcome<Item<'r>> {
        Ok(match expr {
            Expr::Field(field) => self.field(field),
            Expr::First => self.frames.last().and_then(|f| f.first).map_or(Item::Missing, Item::Bool),
            Expr::Text(text) => Item::Text(Cow::Borrowed(text)),
            Expr::Fixed(node) => Item::Node(node),
            Expr::Equal(pair) => Item::Bool(self.equal(&self.eval(&pair.0)?, &self.eval(&pair.1)?)),
            Expr::Message { key, args } => Item::Text(self.message(key, args)?),
        })
    }

    fn field(&self, field: &'r Field) -> Item<'r> {
        let mut names = field.names.as_slice();
        let named = match names.first() {
            Some(first) if self.with_names > 0 && !field.root => {
                self.frames.iter().rev().find_map(|f| f.named.iter().find(|(n, _)| n == first)).map(|(_, item)| item)
            }
            _ => None,
        };
        let at = self.frames.len() - 1;
        let mut item = match named {
            Some(item) => {
                names = &names[1..];
                item
            }
            None if field.root => &self.frames[0].value,
            None => &self.frames[at.saturating_sub(field.up)].value,
        };
        if names.is_empty() {
            return item.clone();
        }
        let mut found = Item::Missing;
        for name in names {
            let Item::Node(node) = item else { return Item::Missing };
            let Some(child) = self.tree.child(node, name) else { return Item::Missing };
            found = Item::Node(child);
            item = &found;
        }
        found
    }

    fn message(&self, key: &'r [Expr], args: &'r [(String, Expr)]) -> Outcome<Cow<'r, str>> {
        let mut whole = String::new();
        for part in key {
            let item = self.eval(part)?;
            whole.push_str(self.text(&item).ok_or("t: a key must be text")?);
        }
        if args.is_empty() {
            return Ok(i18n::t(self.lang, &whole));
        }
        let items = args.iter().map(|(name, expr)| Ok((name.as_str(), self.eval(expr)?))).collect::<Outcome<Vec<_>>>()?;
        let mut values = Vec::with_capacity(items.len());
        for (name, item) in &items {
            let value = match item {
                Item::Node(Node::Number(n)) => FluentValue::from(n.as_f64().unwrap_or_default()),
                Item::Node(Node::Bool(yes)) | Item::Bool(yes) => FluentValue::from(if *yes { "true" } else { "false" }),
                other => FluentValue::from(self.text(other).ok_or_else(|| format!("t: the argument {name} is neither text nor number"))?),
            };
            values.push((*name, value));
        }
        Ok(i18n::format(self.lang, &whole, &values).into())
    }

    fn text<'a>(&'a self, item: &'a Item<'_>) -> Option<&'a str> {
        match item {
            Item::Node(Node::Text(span)) => Some(self.tree.text(*span)),
            Item::Text(text) => Some(text),
            _ => None,
        }
    }

    fn equal(&self, a: &Item<'_>, b: &Item<'_>) -> bool {
        let plain = |item: &Item<'_>| match item {
            Item::Bool(yes) | Item::Node(Node::Bool(yes)) => Some(*yes),
            _ => None,
        };
        match (a, b) {
            (Item::Node(Node::Number(a)), Item::Node(Node::Number(b))) => a == b,
            (Item::Missing | Item::Node(Node::Null), Item::Missing | Item::Node(Node::Null)) => true,
            _ => match (self.text(a), self.text(b)) {
                (Some(a), Some(b)) => a == b,
                (None, None) => plain(a).is_some() && plain(a) == plain(b),
                _ => false,
            },
        }
    }

    fn show(&self, expr: &Expr, item: &Item<'_>, escaped: bool, out: &mut String) -> Outcome<()> {
        use std::fmt::Write as _;
        if let Some(text) = self.text(item) {
            if escaped {
                escape_into(out, text);
            } else {
                out.push_str(text);
            }
            return Ok(());
        }
        match item {
            Item::Node(Node::Null) => Ok(()),
            Item::Node(Node::Number(n)) => write!(out, "{n}").map_err(|e| e.to_string()),
            Item::Bool(yes) | Item::Node(Node::Bool(yes)) => write!(out, "{yes}").map_err(|e| e.to_string()),
            _ => Err(format!("{} is missing, or no text", describe(expr))),
        }
    }
}

impl Item<'_> {
    fn is_truthy(&self) -> bool {
        match self {
            Self::Missing | Self::Node(Node::Null) => false,
            Self::Bool(yes) | Self::Node(Node::Bool(yes)) => *yes,
            Self::Text(text) => !text.is_empty(),
            Self::Node(Node::Text(span)) => !span.is_empty(),
            Self::Node(Node::Number(n)) => n.as_f64().is_some_and(f64::is_normal),
            Self::Node(Node::List(items)) => !items.is_empty(),
            Self::Node(Node::Map(fields)) => !fields.is_empty(),
        }
    }
}

fn describe(expr: &Expr) -> &str {
    match expr {
        Expr::Field(field) => &field.raw,
        Expr::First => "@first",
        _ => "an expression",
    }
}

/// Appends `text` with every character replaced that means something in HTML, the same ones as Handlebars replaces.
pub(super) fn escape_into(out: &mut String, text: &str) {
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate() {
        let entity = match byte {
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            b'&' => "&amp;",
            b'\'' => "&#x27;",
            b'`' => "&#x60;",
            b'=' => "&#x3D;",
            _ => continue,
        };
        out.push_str(&text[from..at]);
        out.push_str(entity);
        from = at + 1;
    }
    out.push_str(&text[from..]);
}
