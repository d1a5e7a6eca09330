//! Handlebars' own renderer, with the helpers of ours it needs: what pages are compared with in debug builds.

use fluent_bundle::FluentValue;
use handlebars::{
    Context, Handlebars, Helper, HelperDef, HelperResult, JsonValue, Output, PathAndJson, RenderContext, RenderError, RenderErrorReason,
    ScopedJson,
};
use serde::Serialize;

use super::{assets, is_text};
use crate::platform::{
    error::{Error, Result as Outcome},
    i18n::{self, Lang},
};

/// The templates as the crate runs them.
pub(super) struct Reference {
    html: Handlebars<'static>,
    text: Handlebars<'static>,
}

impl Reference {
    pub fn new(mut html: Handlebars<'static>, mut text: Handlebars<'static>) -> Self {
        register(&mut html);
        register(&mut text);
        text.register_escape_fn(handlebars::no_escape);
        Self { html, text }
    }

    /// # Errors
    /// `Internal` when `ours` is not, to the letter, what Handlebars makes of `view`.
    pub fn check<T: Serialize>(&self, template: &str, view: &T, ours: &str) -> Outcome<()> {
        let registry = if is_text(template) { &self.text } else { &self.html };
        let theirs = registry.render(template, view).map_err(Error::internal)?;
        if theirs == ours {
            return Ok(());
        }
        let at = theirs.bytes().zip(ours.bytes()).take_while(|(a, b)| a == b).count();
        let near = |text: &str| String::from_utf8_lossy(&text.as_bytes()[at.saturating_sub(60)..text.len().min(at + 60)]).into_owned();
        Err(Error::internal(format!("{template} renders as {:?}, Handlebars says {:?}", near(ours), near(&theirs))))
    }
}

pub(super) fn register(registry: &mut Handlebars<'static>) {
    registry.register_helper("t", Box::new(Text));
    registry.register_helper("asset", Box::new(AssetUrl));
}

struct Text;

impl HelperDef for Text {
    /// In a sub-expression: `(t "key")`.
    fn call_inner<'reg: 'rc, 'rc>(
        &self,
        h: &Helper<'rc>,
        _: &'reg Handlebars<'reg>,
        ctx: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
    ) -> Result<ScopedJson<'rc>, RenderError> {
        Ok(ScopedJson::Derived(JsonValue::from(text(h, ctx)?.into_owned())))
    }

    fn call<'reg: 'rc, 'rc>(
        &self,
        h: &Helper<'rc>,
        registry: &'reg Handlebars<'reg>,
        ctx: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
        out: &mut dyn Output,
    ) -> HelperResult {
        let text = text(h, ctx)?;
        if text.contains(['<', '>', '&', '"', '\'']) {
            out.write(&registry.get_escape_fn()(&text))?
        } else {
            out.write(&text)?
        }
        Ok(())
    }
}

fn text(h: &Helper<'_>, ctx: &Context) -> Result<std::borrow::Cow<'static, str>, RenderError> {
    let lang = ctx.data().get("lang").and_then(JsonValue::as_str).and_then(Lang::parse);
    let lang = lang.ok_or_else(|| fault("the view's root has no lang".into()))?;
    let joined;
    let key = match h.params().as_slice() {
        [only] => string(only)?,
        several => {
            joined = several.iter().map(string).collect::<Result<String, _>>()?;
            &joined
        }
    };
    if h.hash().is_empty() {
        return Ok(i18n::t(lang, key));
    }
    let mut args = Vec::with_capacity(h.hash().len());
    for (name, value) in h.hash() {
        args.push((*name, argument(name, value)?));
    }
    Ok(i18n::format(lang, key, &args).into())
}

fn string<'a>(param: &'a PathAndJson<'_>) -> Result<&'a str, RenderError> {
    param.value().as_str().ok_or_else(|| fault(format!("t: a key must be text, not {}", param.value())))
}

fn argument<'a>(name: &str, param: &'a PathAndJson<'_>) -> Result<FluentValue<'a>, RenderError> {
    match param.value() {
        JsonValue::String(text) => Ok(FluentValue::from(text.as_str())),
        JsonValue::Number(n) => Ok(FluentValue::from(n.as_f64().unwrap_or_default())),
        JsonValue::Bool(b) => Ok(FluentValue::from(if *b { "true" } else { "false" })),
        _ => Err(fault(format!("t: the argument {name} is neither text nor number"))),
    }
}

fn fault(message: String) -> RenderError {
    RenderErrorReason::Other(message).into()
}

struct AssetUrl;

impl HelperDef for AssetUrl {
    fn call_inner<'reg: 'rc, 'rc>(
        &self,
        h: &Helper<'rc>,
        _: &'reg Handlebars<'reg>,
        _: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
    ) -> Result<ScopedJson<'rc>, RenderError> {
        let name = h.param(0).map(string).transpose()?.unwrap_or_default();
        let url = assets::asset_url(name).ok_or_else(|| fault(format!("no asset named {name}")))?;
        Ok(ScopedJson::Derived(JsonValue::from(url)))
    }
}
