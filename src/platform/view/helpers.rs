//! What templates may call beside Handlebars' own helpers (`if each with lookup eq ne gt lt and or not len`).
//!
//! `{{t "key" name=value}}` text in the page's language; several positional arguments make one key: `{{t "duty-state-" state}}`.
//! `{{asset "app.js"}}` hashed address of a static file.

use fluent_bundle::FluentValue;
use handlebars::{
    Context, Handlebars, Helper, HelperDef, HelperResult, JsonValue, Output, PathAndJson, RenderContext, RenderError, RenderErrorReason,
    ScopedJson,
};

use crate::platform::i18n::{self, Lang};

use super::assets;

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
