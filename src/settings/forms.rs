//! The settings as a form.

use std::ops::RangeInclusive;

use chrono_tz::{TZ_VARIANTS, Tz};

use super::actions::General;
use crate::{
    attachments::Media,
    platform::{
        error::{FieldErrors, Message, Result},
        http::Fields,
        i18n::{Lang, join, t, zone_label},
        text::one_line,
        view::parts::{Choice, FieldView},
    },
    tenancy::{Settings, minutes_text},
};

/// The fields in the order they are shown.
pub const FIELDS: [&str; 19] = [
    "name",
    "language",
    "time_zone",
    "separate_powers",
    "due_soon_days",
    "reminder_thresholds",
    "reminder_hour",
    "silent_after_days",
    "accept_within_days",
    "verify_within_days",
    "attachment_types",
    "attachment_max_mb",
    "attachment_quota_gb",
    "minutes_number",
    "minutes_template_zh",
    "minutes_template_en",
    "countersign_days",
    "case_number",
    "open_page",
];

const NAME_MAX: usize = 60;
/// Reminders: most of them, and how far from the deadline, in working days.
const THRESHOLDS_MAX: usize = 12;
const FARTHEST: i32 = 120;
/// Zones offered first, as most workspaces are there.
const NEAR: [Tz; 5] = [Tz::Asia__Shanghai, Tz::Asia__Urumqi, Tz::Asia__Hong_Kong, Tz::Asia__Macau, Tz::Asia__Taipei];

fn span(name: &str) -> RangeInclusive<i32> {
    match name {
        "silent_after_days" => 1..=250,
        "attachment_max_mb" => 1..=2000,
        "attachment_quota_gb" => 1..=10_000,
        _ => 1..=60,
    }
}

/// Reads the form; everything that is wrong is said at once.
pub fn read(fields: &Fields) -> Result<General> {
    let mut errors = FieldErrors::default();
    let name = one_line(fields.trimmed("name"));
    if name.is_empty() {
        errors.add("name", Message::new("settings-name-missing"));
    } else if name.chars().count() > NAME_MAX {
        errors.add("name", Message::new("settings-name-long").text("limit", NAME_MAX.to_string()));
    }
    let lang = Lang::ALL.into_iter().find(|l| l.code() == fields.trimmed("language"));
    if lang.is_none() {
        errors.add("language", Message::new("settings-language-missing"));
    }
    let zone: Option<Tz> = fields.trimmed("time_zone").parse().ok();
    if zone.is_none() {
        errors.add("time_zone", Message::new("settings-zone-unknown"));
    }
    let mut days = |name: &str| number(fields, name, span(name), &mut errors);
    let settings = Settings {
        separate_powers: fields.has("separate_powers"),
        due_soon_days: days("due_soon_days"),
        silent_after_days: days("silent_after_days"),
        accept_within_days: days("accept_within_days"),
        verify_within_days: days("verify_within_days"),
        reminder_hour: u32::try_from(number(fields, "reminder_hour", 0..=23, &mut errors)).unwrap_or_default(),
        reminder_thresholds: thresholds(fields.trimmed("reminder_thresholds"), &mut errors),
        attachment_types: kinds(fields, &mut errors),
        attachment_max_mb: number(fields, "attachment_max_mb", span("attachment_max_mb"), &mut errors),
        attachment_quota_gb: number(fields, "attachment_quota_gb", span("attachment_quota_gb"), &mut errors),
        minutes_number: pattern(fields, "minutes_number", &mut errors),
        minutes_template_zh: template(fields, "minutes_template_zh", &mut errors),
        minutes_template_en: template(fields, "minutes_template_en", &mut errors),
        countersign_days: number(fields, "countersign_days", span("countersign_days"), &mut errors),
        case_number: pattern(fields, "case_number", &mut errors),
        open_page: fields.has("open_page"),
    };
    let version = fields.trimmed("version").parse().unwrap_or(0);
    errors.finish(General { name, lang: lang.unwrap_or_default(), zone: zone.unwrap_or(Tz::UTC), settings, version })
}

/// Kinds of files, in the order they are shown; one at least.
fn kinds(fields: &Fields, errors: &mut FieldErrors) -> Vec<String> {
    let given = fields.all("attachment_types");
    let found: Vec<String> = Media::all().map(Media::as_str).filter(|m| given.contains(m)).map(str::to_owned).collect();
    if found.is_empty() {
        errors.add("attachment_types", Message::new("settings-attachment-types-missing"));
    }
    found
}

/// A pattern of numbers; empty for the usual one.
fn pattern(fields: &Fields, name: &'static str, errors: &mut FieldErrors) -> String {
    let typed = one_line(fields.trimmed(name));
    if typed.is_empty() {
        return typed;
    }
    if typed.chars().count() > NAME_MAX {
        errors.add(name, Message::new("settings-name-long").text("limit", NAME_MAX.to_string()));
    }
    minutes_text::number_pattern(&typed).unwrap_or_else(|message| {
        errors.add(name, message);
        typed
    })
}

/// What minutes are drawn up by; empty for the usual one.
fn template(fields: &Fields, name: &'static str, errors: &mut FieldErrors) -> String {
    let typed = fields.trimmed(name).replace("\r\n", "\n");
    if typed.chars().count() > minutes_text::TEMPLATE_MAX {
        errors.add(name, Message::new("settings-name-long").text("limit", minutes_text::TEMPLATE_MAX.to_string()));
    } else if !typed.is_empty()
        && let Err(message) = minutes_text::read_template(&typed)
    {
        errors.add(name, message);
    }
    typed
}

/// A whole number within bounds; the error says them.
fn number(fields: &Fields, name: &str, bounds: RangeInclusive<i32>, errors: &mut FieldErrors) -> i32 {
    match fields.trimmed(name).parse::<i32>().ok().filter(|n| bounds.contains(n)) {
        Some(n) => n,
        None => {
            let (least, most) = (bounds.start().to_string(), bounds.end().to_string());
            errors.add(name, Message::new("settings-number-wrong").text("least", least).text("most", most));
            *bounds.start()
        }
    }
}

/// “5、1、0、-1”, parted by anything people part numbers with; in falling order, each once.
fn thresholds(text: &str, errors: &mut FieldErrors) -> Vec<i32> {
    let level = text.replace(['−', '－', '–'], "-");
    let pieces = level.split(|c: char| c.is_whitespace() || matches!(c, ',' | '，' | '、' | ';' | '；')).filter(|p| !p.is_empty());
    let mut found = Vec::new();
    for piece in pieces {
        match piece.parse::<i32>().ok().filter(|n| n.abs() <= FARTHEST) {
            Some(n) => found.push(n),
            None => {
                let piece: String = piece.chars().take(20).collect();
                errors.add(
                    "reminder_thresholds",
                    Message::new("settings-threshold-wrong").text("value", piece).text("most", FARTHEST.to_string()),
                );
                return Vec::new();
            }
        }
    }
    found.sort_unstable_by(|a, b| b.cmp(a));
    found.dedup();
    if found.len() > THRESHOLDS_MAX {
        errors.add("reminder_thresholds", Message::new("settings-thresholds-many").text("limit", THRESHOLDS_MAX.to_string()));
    }
    found
}

/// What is stored, as the form would send it.
pub fn stored(general: &General) -> Fields {
    let s = &general.settings;
    let list: Vec<String> = s.reminder_thresholds.iter().map(i32::to_string).collect();
    let mut pairs = vec![
        ("name", general.name.clone()),
        ("language", general.lang.code().to_owned()),
        ("time_zone", general.zone.name().to_owned()),
        ("due_soon_days", s.due_soon_days.to_string()),
        ("reminder_thresholds", list.join(", ")),
        ("reminder_hour", s.reminder_hour.to_string()),
        ("silent_after_days", s.silent_after_days.to_string()),
        ("accept_within_days", s.accept_within_days.to_string()),
        ("verify_within_days", s.verify_within_days.to_string()),
        ("attachment_max_mb", s.attachment_max_mb.to_string()),
        ("attachment_quota_gb", s.attachment_quota_gb.to_string()),
        ("minutes_number", s.minutes_number.clone()),
        ("minutes_template_zh", s.minutes_template_zh.clone()),
        ("minutes_template_en", s.minutes_template_en.clone()),
        ("countersign_days", s.countersign_days.to_string()),
        ("case_number", s.case_number.clone()),
    ];
    pairs.extend(s.attachment_types.iter().map(|kind| ("attachment_types", kind.clone())));
    if s.separate_powers {
        pairs.push(("separate_powers", "yes".to_owned()));
    }
    if s.open_page {
        pairs.push(("open_page", "yes".to_owned()));
    }
    Fields::from_pairs(pairs)
}

/// The Fluent key of a field's label.
pub fn label_key(name: &str) -> &'static str {
    match name {
        "name" => "settings-name",
        "language" => "settings-language",
        "time_zone" => "settings-time-zone",
        "separate_powers" => "settings-separate-powers",
        "due_soon_days" => "settings-due-soon",
        "reminder_thresholds" => "settings-thresholds",
        "reminder_hour" => "settings-hour",
        "silent_after_days" => "settings-silent",
        "accept_within_days" => "settings-accept",
        "attachment_types" => "settings-attachment-types",
        "attachment_max_mb" => "settings-attachment-max",
        "attachment_quota_gb" => "settings-attachment-quota",
        "minutes_number" => "settings-minutes-number",
        "minutes_template_zh" => "settings-minutes-template-zh",
        "minutes_template_en" => "settings-minutes-template-en",
        "countersign_days" => "settings-countersign",
        "open_page" => "settings-open-page",
        "case_number" => "settings-case-number",
        _ => "settings-verify",
    }
}

fn language_key(code: &str) -> &'static str {
    if code == Lang::En.code() { "settings-language-en" } else { "settings-language-zh" }
}

/// One field filled with `values`.
pub fn field(lang: Lang, name: &'static str, values: &Fields) -> FieldView {
    let value = values.get(name).unwrap_or_default();
    let new = |kind| FieldView::new(kind, name, t(lang, label_key(name))).value(value);
    let days = |hint: &'static str| FieldView {
        size: Some("short"),
        unit: Some(t(lang, "settings-days").into_owned()),
        min: Some(span(name).start().to_string()),
        max: Some(span(name).end().to_string()),
        ..new("number").hint(t(lang, hint))
    };
    match name {
        "name" => FieldView { max: Some(NAME_MAX.to_string()), ..new("text") },
        "language" => {
            let choices = Lang::ALL.map(|l| Choice::new(l.code(), t(lang, language_key(l.code())), l.code() == value));
            new("radio").hint(t(lang, "settings-language-hint")).options(choices.into())
        }
        "time_zone" => {
            FieldView { size: Some("medium"), ..new("select").hint(t(lang, "settings-time-zone-hint")).options(zones(lang, value)) }
        }
        "separate_powers" => {
            FieldView { checked: values.has(name), ..new("check").value("yes").hint(t(lang, "settings-separate-powers-hint")) }
        }
        "reminder_thresholds" => FieldView { size: Some("medium"), ..new("text").hint(t(lang, "settings-thresholds-hint")).optional() },
        "reminder_hour" => {
            let hours = (0..24).map(|h| Choice::new(h, format!("{h:02}:00"), h.to_string() == value)).collect();
            FieldView { size: Some("short"), ..new("select").hint(t(lang, "settings-hour-hint")).options(hours) }
        }
        "attachment_types" => {
            let given = values.all("attachment_types");
            let options = Media::all().map(|m| Choice::new(m.as_str(), m.label(), given.contains(&m.as_str()))).collect();
            FieldView { size: Some("columns"), ..new("checks").hint(t(lang, "settings-attachment-types-hint")).options(options) }
        }
        "attachment_max_mb" => FieldView { unit: Some("MB".into()), ..days("settings-attachment-max-hint") },
        // What is in use belongs into its hint, and only the page knows.
        "attachment_quota_gb" => FieldView { unit: Some("GB".into()), hint: None, ..days("settings-attachment-max-hint") },
        "minutes_number" => FieldView {
            size: Some("medium"),
            ..new("text").hint(usual(lang, "settings-minutes-number-hint", minutes_text::default_number_pattern(lang))).optional()
        },
        "minutes_template_zh" | "minutes_template_en" => {
            let of = if name.ends_with("zh") { Lang::ZhCn } else { Lang::En };
            let hint = usual(lang, "settings-minutes-template-hint", minutes_text::default_template(of));
            FieldView { rows: Some(8), ..new("area").hint(hint).optional() }
        }
        "countersign_days" => days("settings-countersign-hint"),
        "open_page" => FieldView { checked: values.has(name), ..new("check").value("yes").hint(t(lang, "settings-open-page-hint")) },
        "case_number" => {
            let hint = usual(lang, "settings-minutes-number-hint", Settings::default().case_number_pattern(lang));
            FieldView { size: Some("medium"), ..new("text").hint(hint).optional() }
        }
        "due_soon_days" => days("settings-due-soon-hint"),
        "silent_after_days" => days("settings-silent-hint"),
        "accept_within_days" => days("settings-accept-hint"),
        _ => days("settings-verify-hint"),
    }
}

/// A hint that says what holds while nothing is set.
fn usual(lang: Lang, key: &str, usual: String) -> String {
    crate::platform::i18n::format(lang, key, &[("usual", usual.into())])
}

/// Every zone there is, the near ones first; what was typed stays to be seen even when it is none.
fn zones(lang: Lang, value: &str) -> Vec<Choice> {
    let others = TZ_VARIANTS.iter().copied().filter(|z| !NEAR.contains(z));
    let known = NEAR.into_iter().chain(others).map(|z| Choice::new(z.name(), zone_label(lang, z), z.name() == value));
    let mut all: Vec<Choice> = known.collect();
    if !all.iter().any(|z| z.chosen) {
        all.insert(0, Choice::new(value, value, true));
    }
    all
}

/// A field's value in words, to be set beside another one's.
pub fn in_words(lang: Lang, name: &str, values: &Fields) -> String {
    let value = values.trimmed(name);
    match name {
        "language" => t(lang, language_key(value)).into_owned(),
        "separate_powers" | "open_page" => t(lang, if values.has(name) { "settings-yes" } else { "settings-no" }).into_owned(),
        "reminder_hour" => format!("{value:0>2}:00"),
        "minutes_number" | "case_number" | "minutes_template_zh" | "minutes_template_en" if value.is_empty() => {
            t(lang, "settings-usual").into_owned()
        }
        "reminder_thresholds" if value.is_empty() => t(lang, "part-none").into_owned(),
        "name" | "time_zone" | "reminder_thresholds" | "minutes_number" | "case_number" | "minutes_template_zh" | "minutes_template_en" => {
            value.to_owned()
        }
        "attachment_types" => {
            let kinds = values.all(name).into_iter().filter_map(Media::parse);
            join(lang, &kinds.map(Media::label).collect::<Vec<_>>())
        }
        "attachment_max_mb" => format!("{value} MB"),
        "attachment_quota_gb" => format!("{value} GB"),
        _ => format!("{value} {}", t(lang, "settings-days")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::error::Error;

    fn general() -> General {
        General { name: "甲".into(), lang: Lang::ZhCn, zone: Tz::Asia__Shanghai, settings: Settings::default(), version: 3 }
    }

    #[test]
    fn what_is_stored_reads_back() {
        let mut one = general();
        one.settings.separate_powers = true;
        one.settings.open_page = true;
        one.version = 0;
        assert_eq!(read(&stored(&one)).expect("sound"), one);
    }

    #[test]
    fn numbers_are_parted_by_whatever_people_use_and_bounded() {
        let read_list = |text: &str| {
            let mut errors = FieldErrors::default();
            (thresholds(text, &mut errors), errors.0.len())
        };
        assert_eq!(read_list("1、5，0 -1; －3 5"), (vec![5, 1, 0, -1, -3], 0));
        assert_eq!(read_list(""), (vec![], 0));
        assert_eq!(read_list("5, x").1, 1);
        assert_eq!(read_list("999").1, 1);
        let many: Vec<String> = (0..20).map(|n: i32| n.to_string()).collect();
        assert_eq!(read_list(&many.join(" ")).1, 1);
    }

    #[test]
    fn all_that_is_wrong_is_said_at_once() {
        let Err(Error::Invalid(errors)) = read(&Fields::from_pairs([("time_zone", "Mars/Olympus"), ("reminder_hour", "24")])) else {
            panic!("accepted")
        };
        let fields: Vec<&str> = errors.0.iter().map(|e| e.field.as_str()).collect();
        assert_eq!(
            fields,
            [
                "name",
                "language",
                "time_zone",
                "due_soon_days",
                "silent_after_days",
                "accept_within_days",
                "verify_within_days",
                "reminder_hour",
                "attachment_types",
                "attachment_max_mb",
                "attachment_quota_gb",
                "countersign_days"
            ]
        );
    }
}
