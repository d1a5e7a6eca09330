use chrono::NaiveDate;

use super::*;

#[test]
fn both_languages_say_the_same_keys() {
    assert_eq!(audit(), Vec::<String>::new());
}

#[test]
fn accept_language_is_weighed() {
    assert_eq!(Lang::from_accept_language("fr, en;q=0.5, zh;q=0.4"), Lang::En);
    assert_eq!(Lang::from_accept_language("zh-Hans-CN,en;q=0.9"), Lang::ZhCn);
    assert_eq!(Lang::from_accept_language("en;q=0, zh;q=0.1"), Lang::ZhCn);
    assert_eq!(Lang::from_accept_language("fr;q=x,,;;q"), Lang::ZhCn);
    assert_eq!(serde_json::to_string(&Lang::ZhCn).unwrap(), "\"zh-CN\"");
}

#[test]
fn messages_are_translated_with_their_inner_keys() {
    let message = Message::new("problem-who-may").keys("roles", ["weekday-mon".into(), "weekday-tue".into(), "weekday-wed".into()]);
    assert!(tr(Lang::ZhCn, &message).contains("周一、周二或周三"));
    assert!(tr(Lang::En, &message).contains("Mon, Tue or Wed"));
}

#[test]
fn a_missing_key_is_visible() {
    assert_eq!(t(Lang::En, "no-such-key-of-this-test"), "⟦no-such-key-of-this-test⟧");
    assert!(missing_keys().contains(&"en no-such-key-of-this-test".to_owned()));
}

#[test]
fn plain_texts_are_not_copied() {
    assert!(matches!(t(Lang::ZhCn, "weekday-mon"), Cow::Borrowed("周一")));
}

#[test]
fn days_and_instants_read_naturally() {
    let day = NaiveDate::from_ymd_opt(2026, 12, 1).unwrap();
    assert_eq!(format_day(Lang::ZhCn, day), "2026-12-01（周二）");
    assert_eq!(format_day(Lang::En, day), "2026-12-01 (Tue)");
    assert_eq!(format_day_short(day, day), "12-01");
    let late = day.and_hms_opt(16, 5, 0).unwrap();
    assert_eq!(format_instant(Lang::ZhCn, late, chrono_tz::Asia::Shanghai), "2026-12-02（周三）00:05");
    assert_eq!(format_instant(Lang::En, late, chrono_tz::Asia::Shanghai), "2026-12-02 (Wed) 00:05");
}
