//! What a workspace may set for itself; stored as JSON, so that a new setting needs no migration.

use serde::{Deserialize, Serialize};

use crate::platform::i18n::Lang;

/// Settings of one workspace. All spans are working days of its calendar.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// 三员分立: refuse that one person is more than one of administrator, secretariat, auditor.
    pub separate_powers: bool,
    /// A duty's light turns yellow this many working days before its deadline.
    pub due_soon_days: i32,
    /// When to remind: working days to the deadline; 0 on the day, negative after it.
    pub reminder_thresholds: Vec<i32>,
    /// A department that owes a report and said nothing for so many working days is called silent.
    pub silent_after_days: i32,
    /// An assigned duty should be received within so many working days.
    pub accept_within_days: i32,
    /// A submitted duty should be verified within so many working days.
    pub verify_within_days: i32,
    /// Hour of the day (wall time of the workspace) when reminders go out.
    pub reminder_hour: u32,
    /// Kinds of files that may be attached, as the room of attachments names them.
    pub attachment_types: Vec<String>,
    /// The largest file that may be attached, in megabytes.
    pub attachment_max_mb: i32,
    /// What the contents of all attachments may take, in gigabytes.
    pub attachment_quota_gb: i32,
    /// Pattern of the numbers of minutes, with `{year}` and `{n}`; empty: the language's usual one.
    pub minutes_number: String,
    /// What minutes are drawn up by ([`super::minutes_text`]), by the minutes' language; empty: the usual one.
    pub minutes_template_zh: String,
    pub minutes_template_en: String,
    /// Working days departments have to countersign.
    pub countersign_days: i32,
    /// Pattern of the formal numbers of enforcement cases, with `{year}` and `{n}`; empty: the language's usual one.
    pub case_number: String,
    /// Whether anybody may read what was published, on a page that needs no log-in.
    pub open_page: bool,
}

impl Settings {
    /// The template of minutes in this language.
    pub fn minutes_template(&self, lang: Lang) -> String {
        let own = if lang == Lang::ZhCn { &self.minutes_template_zh } else { &self.minutes_template_en };
        if own.trim().is_empty() { super::minutes_text::default_template(lang) } else { own.clone() }
    }

    /// The pattern of the formal numbers of enforcement cases.
    pub fn case_number_pattern(&self, lang: Lang) -> String {
        let own = self.case_number.trim();
        if !own.is_empty() {
            return own.to_owned();
        }
        crate::platform::i18n::format(lang, "case-default-number", &[("year", "{year}".into()), ("n", "{n}".into())])
    }

    /// The pattern of the numbers of minutes.
    pub fn minutes_number_pattern(&self, lang: Lang) -> String {
        let own = self.minutes_number.trim();
        if own.is_empty() { super::minutes_text::default_number_pattern(lang) } else { own.to_owned() }
    }
}

/// What offices send each other.
const ATTACHMENT_TYPES: [&str; 14] = ["pdf", "docx", "xlsx", "pptx", "doc", "xls", "ppt", "wps", "ofd", "png", "jpeg", "txt", "csv", "zip"];

impl Default for Settings {
    fn default() -> Self {
        Self {
            separate_powers: false,
            due_soon_days: 5,
            reminder_thresholds: vec![5, 1, 0, -1, -3, -5, -10],
            silent_after_days: 10,
            accept_within_days: 3,
            verify_within_days: 3,
            reminder_hour: 9,
            attachment_types: ATTACHMENT_TYPES.map(str::to_owned).into(),
            attachment_max_mb: 50,
            attachment_quota_gb: 10,
            minutes_number: String::new(),
            minutes_template_zh: String::new(),
            minutes_template_en: String::new(),
            countersign_days: 3,
            open_page: false,
            case_number: String::new(),
        }
    }
}
