use serde_json::json;

use super::*;

/// Renders the last of `templates`, as pages are, and compares with Handlebars itself.
fn render(templates: &[(&str, &str)], view: &serde_json::Value) -> Result<String> {
    let mut html = registry();
    for (name, source) in templates {
        html.register_template_string(name, source).unwrap();
    }
    let lang = Lang::parse(view["lang"].as_str().unwrap()).unwrap();
    let target = Target { lang, html: true };
    let program = html.get_templates().iter().map(|(n, t)| Ok((n.clone(), target.compile(t)?)));
    let program: Program = program.collect::<std::result::Result<_, String>>().map_err(Error::internal)?;
    let name = templates.last().unwrap().0;
    let out = Run::whole(&program, name, &Tree::of(view).unwrap(), lang).map_err(Error::internal)?;
    reference::Reference::new(html, registry()).check(name, view, &out)?;
    Ok(out)
}

#[test]
fn every_template_compiles() {
    assert_eq!(Views::new().faults(), Vec::<String>::new());
    assert!(Views::new().names().contains(&"error".to_owned()));
}

#[test]
fn texts_come_from_the_root_language_even_inside_partials() {
    let view = json!({"lang": "en", "rows": [{"day": "1"}, {"day": "2"}]});
    let part = ("part/x", r#"{{t "date-day" date=day weekday="<b>"}}"#);
    let out = render(&[part, ("page", r#"{{#each rows}}{{> part/x}}{{> part/x day="9"}}{{/each}}"#)], &view).unwrap();
    assert_eq!(out, "1 (&lt;b&gt;)9 (&lt;b&gt;)2 (&lt;b&gt;)9 (&lt;b&gt;)");
}

#[test]
fn keys_are_joined_and_usable_in_expressions() {
    let view = json!({"lang": "zh-CN", "day": "mon"});
    let page = ("page", r#"{{t "weekday-" day}}{{#if (eq (t "weekday-mon") "周一")}}!{{/if}}"#);
    assert_eq!(render(&[page], &view).unwrap(), "周一!");
}

#[test]
fn a_missing_field_is_an_error_and_so_is_a_missing_argument() {
    let view = json!({"lang": "en"});
    assert!(render(&[("page", "{{absent}}")], &view).is_err());
    assert!(render(&[("page", r#"{{t "date-day" date=absent weekday="x"}}"#)], &view).is_err());
    assert!(render(&[("page", r#"{{asset "absent.js"}}"#)], &view).is_err());
    assert!(render(&[("page", "{{#each absent}}x{{/each}}")], &view).is_err());
}

#[test]
fn what_is_not_known_is_refused_when_the_program_starts() {
    for odd in ["{{#each rows as |row|}}{{row}}{{/each}}", "{{lookup rows 0}}", "{{#if a includeZero=true}}x{{/if}}", "{{log a}}"] {
        assert!(render(&[("page", odd)], &json!({"lang": "en", "rows": [1], "a": 0})).is_err(), "{odd}");
    }
}

#[test]
fn layouts_take_the_page_as_a_block() {
    let layout = ("layout/x", "<main>{{title}}{{> @partial-block}}</main>");
    let view = json!({"lang": "en", "title": "T", "body": {"a": "A&"}});
    assert_eq!(render(&[layout, ("page", "{{#> layout/x}}{{body.a}}{{/layout/x}}")], &view).unwrap(), "<main>TA&amp;</main>");
}

#[test]
fn contexts_names_and_places_are_found_as_handlebars_finds_them() {
    let view = json!({
        "lang": "en", "name": "root", "none": null, "zero": 0, "half": 0.5, "yes": true, "empty": [], "text": "a<b>\"'`=&",
        "rows": [{"name": "one", "cells": ["x", "y"], "inner": {"name": "in"}}, {"name": "two", "cells": [], "inner": {"name": "out"}}],
    });
    let parts = [
        ("part/wrap", "[{{kind}}:{{name}}{{> @partial-block}}{{#each cells}}{{kind}}{{../name}}{{/each}}]"),
        ("part/cell", "({{#if @first}}first {{/if}}{{this}}{{@root.name}})"),
    ];
    for page in [
        "{{#each rows}}{{name}}{{#each cells}}{{> part/cell this}}{{../name}}{{../../name}}{{else}}none{{/each}}{{/each}}",
        "{{#with rows.0.inner}}{{name}}{{../name}}{{@root.name}}{{/with}}{{#with none}}x{{else}}y{{/with}}",
        "{{#each rows}}{{#> part/wrap kind=\"k\"}}{{name}}{{kind}}{{/part/wrap}}{{/each}}",
        "{{#> part/wrap rows.0 kind=name}}{{#with inner}}{{name}}{{kind}}{{/with}}{{/part/wrap}}",
        "{{#if zero}}a{{else if half}}b{{else}}c{{/if}}{{#unless yes}}d{{else}}e{{/unless}}{{#if empty}}f{{/if}}{{#if absent}}g{{/if}}",
        "{{text}}{{{text}}}{{zero}}{{half}}{{yes}}{{none}}",
        "{{#each rows}}
  {{#if @first}}
    {{name}}
  {{/if}}
{{/each}}
{{!-- a remark --}}
end",
        "{{#if (eq name \"root\")}}same{{/if}}{{#if (eq rows.1.inner.name name)}}other{{/if}}{{#if (eq none none)}}null{{/if}}",
    ] {
        let templates: Vec<_> = parts.into_iter().chain([("page", page)]).collect();
        render(&templates, &view).unwrap_or_else(|e| panic!("{page}: {e:?}"));
    }
}

#[test]
fn a_partial_that_includes_itself_ends() {
    assert!(
        Run::whole(
            &HashMap::from([("a".to_owned(), vec![compile::Op::Partial { name: "a".into(), value: None, named: vec![], block: None }])]),
            "a",
            &Tree::of(&json!({})).unwrap(),
            Lang::En
        )
        .is_err()
    );
}

#[test]
fn assets_have_names_that_change_with_their_content() {
    for (name, url) in [("app.js", asset_url("app.js"))] {
        let Some(url) = url else { continue };
        let hashed = url.strip_prefix("/asset/").unwrap();
        assert_ne!(hashed, name);
        assert!(asset_at(hashed).unwrap().content_type.starts_with("text/javascript"));
        assert!(asset_at(name).is_none());
    }
}
