use serde_json::json;

use super::*;

fn tiny() -> Handlebars<'static> {
    registry()
}

#[test]
fn every_template_compiles() {
    assert_eq!(Views::new().faults(), Vec::<String>::new());
    assert!(Views::new().names().contains(&"error".to_owned()));
}

#[test]
fn texts_come_from_the_root_language_even_inside_partials() {
    let mut r = tiny();
    r.register_template_string("part/x", r#"{{t "date-day" date=day weekday="<b>"}}"#).unwrap();
    let view = json!({"lang": "en", "rows": [{"day": "1"}, {"day": "2"}]});
    let out = r.render_template(r#"{{#each rows}}{{> part/x}}{{> part/x day="9"}}{{/each}}"#, &view).unwrap();
    assert_eq!(out, "1 (&lt;b&gt;)9 (&lt;b&gt;)2 (&lt;b&gt;)9 (&lt;b&gt;)");
}

#[test]
fn keys_are_joined_and_usable_in_expressions() {
    let r = tiny();
    let view = json!({"lang": "zh-CN", "day": "mon"});
    assert_eq!(r.render_template(r#"{{t "weekday-" day}}{{#if (eq (t "weekday-mon") "周一")}}!{{/if}}"#, &view).unwrap(), "周一!");
}

#[test]
fn a_missing_field_is_an_error_and_so_is_a_missing_argument() {
    let r = tiny();
    assert!(r.render_template("{{absent}}", &json!({"lang": "en"})).is_err());
    assert!(r.render_template(r#"{{t "date-day" date=absent weekday="x"}}"#, &json!({"lang": "en"})).is_err());
    assert!(r.render_template(r#"{{asset "absent.js"}}"#, &json!({"lang": "en"})).is_err());
}

#[test]
fn layouts_take_the_page_as_a_block() {
    let mut r = tiny();
    r.register_template_string("layout/x", "<main>{{title}}{{> @partial-block}}</main>").unwrap();
    let view = json!({"lang": "en", "title": "T", "body": {"a": "A&"}});
    assert_eq!(r.render_template("{{#> layout/x}}{{body.a}}{{/layout/x}}", &view).unwrap(), "<main>TA&amp;</main>");
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
