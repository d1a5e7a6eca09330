//! How figures, shares and lights of campaigns are said.

use chrono::NaiveDate;

use crate::{
    duties::Light,
    enforcement::campaign::model::{CampaignState, Progress, RegionStanding, Standing, WHOLE, What},
    platform::{
        i18n::{Lang, format, format_day, t},
        view::parts::LightView,
    },
};

/// 1234567 as 1,234,567.
pub fn grouped(n: i64) -> String {
    let digits = n.unsigned_abs().to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3 + 1);
    if n < 0 {
        text.push('-');
    }
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A figure with its unit: “1,200 家”.
pub fn amount(lang: Lang, what: What, n: i64) -> String {
    // As text, already grouped: the unit does not change with it.
    format(lang, what.unit(), &[("n", grouped(n).into())])
}

/// “37.5%” of parts of a million; cut, so that 100% is only what is reached.
pub fn share(parts: i64) -> String {
    let tenths = parts * 1000 / WHOLE;
    if tenths % 10 == 0 { format!("{}%", tenths / 10) } else { format!("{}.{}%", tenths / 10, tenths % 10) }
}

/// “2026-11-02（周一）至 2026-11-08（周日）”.
pub fn days(lang: Lang, first: NaiveDate, last: NaiveDate) -> String {
    format(lang, "campaign-days", &[("first", format_day(lang, first).into()), ("last", format_day(lang, last).into())])
}

/// The word of a target's light.
pub fn target_light(lang: Lang, progress: &Progress) -> LightView {
    let key = match progress.light {
        Light::Green => "campaign-light-on-track",
        Light::Yellow => "campaign-light-behind",
        Light::Red => "campaign-light-missed",
        Light::Grey => "campaign-light-reached",
    };
    LightView { tone: progress.light.as_str(), word: Some(t(lang, key).into_owned()) }
}

/// The word of a region's light: what is worst of it.
pub fn region_light(lang: Lang, state: CampaignState, region: &RegionStanding) -> LightView {
    let silent = region.light == Light::Yellow && !region.targets.iter().any(|t| t.light == Light::Yellow);
    let key = match (state, region.light) {
        (CampaignState::Draft, _) => "campaign-state-draft",
        (CampaignState::Cancelled, _) => "campaign-state-cancelled",
        (_, Light::Green) => "campaign-light-on-track",
        (_, Light::Yellow) if silent => "campaign-light-silent",
        (_, Light::Yellow) => "campaign-light-behind",
        (_, Light::Red) => "campaign-light-missed",
        (_, Light::Grey) => "campaign-light-reached",
    };
    LightView { tone: region.light.as_str(), word: Some(t(lang, key).into_owned()) }
}

/// The light of a whole campaign.
pub fn light(lang: Lang, standing: &Standing) -> LightView {
    let light = standing.light();
    let key = match (standing.campaign.state, light) {
        (CampaignState::Draft, _) => "campaign-state-draft",
        (CampaignState::Cancelled, _) => "campaign-state-cancelled",
        (_, Light::Green) => "campaign-light-on-track",
        (_, Light::Yellow) => "campaign-light-behind-some",
        (_, Light::Red) => "campaign-light-missed-some",
        (_, Light::Grey) => "campaign-light-reached",
    };
    LightView { tone: light.as_str(), word: Some(t(lang, key).into_owned()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_and_shares_are_written_as_people_read_them() {
        assert_eq!([0, 999, 1000, 1_234_567, 999_999_999_999].map(grouped), ["0", "999", "1,000", "1,234,567", "999,999,999,999"]);
        assert_eq!([0, 375_000, 400_000, 999_999, 1_000_000].map(share), ["0%", "37.5%", "40%", "99.9%", "100%"]);
    }
}
