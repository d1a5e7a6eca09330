//! Templates made ready: Handlebars reads their text, what it read becomes steps that need no look-up by name and no copy of a value.
//!
//! The crate's own renderer copies the values under every partial and block; a list page took ten times as long with it. It stays
//! the reference: debug builds render everything with both and refuse what differs. Of Handlebars our templates use
//! `if unless each with`, partials with and without block and named values, `eq`, `t`, `asset`, `../x`, `@root.x` and `@first`; anything
//! else is a fault when the program starts. A sentence that needs no argument is put in here, once per language.

use handlebars::{
    Path, Template,
    template::{DecoratorTemplate, HelperTemplate, Parameter, TemplateElement},
};
use serde_json::Value as Json;

use super::{assets, render::escape_into, tree::Node};
use crate::platform::i18n::{self, Lang};

/// One step of a template.
#[derive(Debug)]
pub(super) enum Op {
    Text(String),
    Show {
        what: Expr,
        escaped: bool,
    },
    If {
        test: Expr,
        negated: bool,
        then: Vec<Op>,
        other: Vec<Op>,
    },
    Each {
        list: Expr,
        body: Vec<Op>,
        other: Option<Vec<Op>>,
    },
    With {
        value: Expr,
        body: Vec<Op>,
        other: Option<Vec<Op>>,
    },
    Partial {
        name: String,
        value: Option<Expr>,
        named: Vec<(String, Expr)>,
        block: Option<Vec<Op>>,
    },
    /// `{{> @partial-block}}`
    Block,
}

/// Something to be shown, tested or handed on.
#[derive(Debug)]
pub(super) enum Expr {
    Field(Field),
    First,
    Text(String),
    /// `null`, a number, true or false.
    Fixed(Node),
    Message {
        key: Vec<Expr>,
        args: Vec<(String, Expr)>,
    },
    Equal(Box<(Expr, Expr)>),
}

/// Where a value is found.
#[derive(Debug)]
pub(super) struct Field {
    /// As written, for messages.
    pub raw: String,
    /// From the root of the view model.
    pub root: bool,
    /// So many contexts up.
    pub up: usize,
    pub names: Vec<String>,
}

/// How a template is made ready.
#[derive(Clone, Copy)]
pub(super) struct Target {
    pub lang: Lang,
    /// HTML, where text is escaped.
    pub html: bool,
}

type Outcome<T> = Result<T, String>;

impl Target {
    pub fn compile(self, template: &Template) -> Outcome<Vec<Op>> {
        let mut ops: Vec<Op> = Vec::with_capacity(template.elements.len());
        for element in &template.elements {
            match (self.element(element)?, ops.last_mut()) {
                (Some(Op::Text(more)), Some(Op::Text(text))) => text.push_str(&more),
                (Some(op), _) => ops.push(op),
                (None, _) => {}
            }
        }
        Ok(ops)
    }

    fn element(self, element: &TemplateElement) -> Outcome<Option<Op>> {
        Ok(Some(match element {
            TemplateElement::RawString(text) => Op::Text(text.clone()),
            TemplateElement::Comment(_) => return Ok(None),
            TemplateElement::Expression(found) => self.show(found, self.html)?,
            TemplateElement::HtmlExpression(found) => self.show(found, false)?,
            TemplateElement::HelperBlock(block) => self.block(block)?,
            TemplateElement::PartialExpression(part) | TemplateElement::PartialBlock(part) => self.partial(part)?,
            other => return Err(format!("not supported: {other:?}")),
        }))
    }

    fn show(self, found: &HelperTemplate, escaped: bool) -> Outcome<Op> {
        let what = self.call(found)?;
        Ok(match what {
            Expr::Text(text) if escaped => {
                let mut out = String::with_capacity(text.len());
                escape_into(&mut out, &text);
                Op::Text(out)
            }
            Expr::Text(text) => Op::Text(text),
            what => Op::Show { what, escaped },
        })
    }

    /// `{{name}}`, `{{helper a b c=d}}` and `(helper a b)`.
    fn call(self, found: &HelperTemplate) -> Outcome<Expr> {
        let name = found.name.as_name().ok_or("a name is missing")?;
        let params = || found.params.iter().map(|p| self.expr(p)).collect::<Outcome<Vec<Expr>>>();
        match name {
            "t" => self.message(params()?, self.named(&found.hash)?),
            "asset" => match params()?.as_slice() {
                [Expr::Text(file)] => assets::asset_url(file).map(|u| Expr::Text(u.to_owned())).ok_or(format!("no asset named {file}")),
                _ => Err("asset: takes one name".into()),
            },
            "eq" => match <[Expr; 2]>::try_from(params()?) {
                Ok([a, b]) => Ok(Expr::Equal(Box::new((a, b)))),
                Err(_) => Err("eq: takes two values".into()),
            },
            _ if found.params.is_empty() && found.hash.is_empty() => self.expr(&found.name),
            other => Err(format!("no helper named {other}")),
        }
    }

    fn message(self, key: Vec<Expr>, args: Vec<(String, Expr)>) -> Outcome<Expr> {
        let whole: Option<String> = key.iter().map(|part| if let Expr::Text(text) = part { Some(text.as_str()) } else { None }).collect();
        let fixed: Option<Vec<_>> =
            args.iter().map(|(n, v)| if let Expr::Text(text) = v { Some((n.as_str(), text.as_str().into())) } else { None }).collect();
        Ok(match (whole, fixed) {
            (Some(key), Some(args)) if args.is_empty() => Expr::Text(i18n::t(self.lang, &key).into_owned()),
            (Some(key), Some(args)) => Expr::Text(i18n::format(self.lang, &key, &args)),
            _ => Expr::Message { key, args },
        })
    }

    fn expr(self, parameter: &Parameter) -> Outcome<Expr> {
        match parameter {
            Parameter::Name(name) => field(name),
            Parameter::Path(Path::Relative((_, raw)) | Path::Local((_, _, raw))) => field(raw),
            Parameter::Literal(Json::String(text)) => Ok(Expr::Text(text.clone())),
            Parameter::Literal(Json::Null) => Ok(Expr::Fixed(Node::Null)),
            Parameter::Literal(Json::Bool(yes)) => Ok(Expr::Fixed(Node::Bool(*yes))),
            Parameter::Literal(Json::Number(n)) => Ok(Expr::Fixed(Node::Number(n.clone()))),
            Parameter::Subexpression(sub) => match sub.as_element() {
                TemplateElement::Expression(found) => self.call(found),
                other => Err(format!("not supported: {other:?}")),
            },
            other => Err(format!("not supported: {other:?}")),
        }
    }

    fn named(self, hash: &std::collections::HashMap<String, Parameter>) -> Outcome<Vec<(String, Expr)>> {
        hash.iter().map(|(name, value)| Ok((name.clone(), self.expr(value)?))).collect()
    }

    fn block(self, block: &HelperTemplate) -> Outcome<Op> {
        let name = block.name.as_name().ok_or("a block's name is missing")?;
        let [only] = block.params.as_slice() else { return Err(format!("{name}: takes one value")) };
        if block.block_param.is_some() || !block.hash.is_empty() {
            return Err(format!("{name}: `as |x|` and named values are not supported"));
        }
        let value = self.expr(only)?;
        let side = |t: &Option<Template>| t.as_ref().map(|t| self.compile(t)).transpose();
        let (body, other) = (side(&block.template)?.unwrap_or_default(), side(&block.inverse)?);
        Ok(match name {
            "if" | "unless" => Op::If { test: value, negated: name == "unless", then: body, other: other.unwrap_or_default() },
            "each" => Op::Each { list: value, body, other },
            "with" => Op::With { value, body, other },
            _ => return Err(format!("no block named {name}")),
        })
    }

    fn partial(self, part: &DecoratorTemplate) -> Outcome<Op> {
        let name = part.name.as_name().ok_or("a partial's name is missing")?.to_owned();
        if name == "@partial-block" {
            return Ok(Op::Block);
        }
        let value = part.params.first().map(|p| self.expr(p)).transpose()?;
        let block = part.template.as_ref().map(|t| self.compile(t)).transpose()?;
        Ok(Op::Partial { name, value, named: self.named(&part.hash)?, block })
    }
}

/// Partials that are included but do not exist.
pub(super) fn absent_partials(program: &super::render::Program) -> Vec<String> {
    fn look(ops: &[Op], found: &mut Vec<String>) {
        for op in ops {
            match op {
                Op::If { then, other, .. } => [then, other].into_iter().for_each(|ops| look(ops, found)),
                Op::Each { body, other, .. } | Op::With { body, other, .. } => {
                    look(body, found);
                    other.iter().for_each(|ops| look(ops, found));
                }
                Op::Partial { name, block, .. } => {
                    found.push(name.clone());
                    block.iter().for_each(|ops| look(ops, found));
                }
                Op::Text(_) | Op::Show { .. } | Op::Block => {}
            }
        }
    }
    let mut faults = Vec::new();
    for (template, ops) in program {
        let mut names = Vec::new();
        look(ops, &mut names);
        faults.extend(names.into_iter().filter(|n| !program.contains_key(n)).map(|n| format!("{template}: no template named {n}")));
    }
    faults
}

/// `a.b`, `a.[1]`, `this`, `this.a`, `../a`, `@root.a`, `@first`.
fn field(raw: &str) -> Outcome<Expr> {
    if raw == "@first" {
        return Ok(Expr::First);
    }
    let (root, mut rest) = match raw.strip_prefix("@root") {
        Some(rest) => (true, rest.trim_start_matches(['.', '/'])),
        None => (false, raw),
    };
    let mut up = 0;
    while let Some(below) = rest.strip_prefix("..") {
        (up, rest) = (up + 1, below.trim_start_matches('/'));
    }
    let bare = |n: &str| n.strip_prefix('[').and_then(|n| n.strip_suffix(']')).unwrap_or(n).to_owned();
    let names: Vec<String> = rest.split(['.', '/']).filter(|n| !n.is_empty() && *n != "this").map(bare).collect();
    match names.iter().find(|n| !n.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')) {
        Some(odd) => Err(format!("not supported in a path: {odd}")),
        None => Ok(Expr::Field(Field { raw: raw.to_owned(), root, up, names })),
    }
}
