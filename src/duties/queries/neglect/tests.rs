use proptest::prelude::*;

use super::*;

fn series(comparison: Comparison, value: f64, values: &[f64]) -> Series {
    let what = NewTarget { name: "合格率".into(), value, unit: "%".into(), comparison, per: Some("year".into()) };
    let values = values.iter().enumerate().map(|(n, v)| (format!("{}", 2020 + n), *v)).collect();
    Series { target_id: 1, what, duty_id: 1, number: "2026-0001".into(), title: "抽查".into(), lead_id: 1, values }
}

#[test]
fn a_slide_is_worse_twice_running_and_short_of_the_target() {
    use Comparison::{AtLeast, AtMost, Exactly};
    assert!(series(AtLeast, 90.0, &[80.0, 85.0, 84.0, 83.0]).slides(2));
    assert!(!series(AtLeast, 90.0, &[85.0, 84.0]).slides(2), "once");
    assert!(!series(AtLeast, 90.0, &[85.0, 84.0, 84.0]).slides(2), "it stands still");
    assert!(!series(AtLeast, 80.0, &[85.0, 84.0, 83.0]).slides(2), "it is still reached");
    assert!(series(AtMost, 5.0, &[5.5, 6.0, 7.0]).slides(2));
    assert!(series(Exactly, 5.0, &[5.0, 6.0, 3.0]).slides(2));
    assert!(!series(AtLeast, 90.0, &[]).slides(2));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    /// Told forwards: how bad each value is, for how many periods running it got worse, and whether the last one misses the target.
    #[test]
    fn a_slide_is_a_streak_that_lasts_to_the_end(
        comparison in proptest::sample::select(&Comparison::ALL[..]), values in proptest::collection::vec(0u8..8, 0..7), times in 1..4usize
    ) {
        let bad = |v: u8| match comparison {
            Comparison::AtLeast | Comparison::About => -i32::from(v),
            Comparison::AtMost => i32::from(v),
            Comparison::Exactly => (i32::from(v) - 4).abs(),
        };
        let (mut streak, mut before) = (0, None);
        for v in &values {
            streak = if before.is_some_and(|b| bad(*v) > b) { streak + 1 } else { 0 };
            before = Some(bad(*v));
        }
        // Of 4; “about” reaches down to 3.8.
        let is_missed = values.last().is_some_and(|v| match comparison {
            Comparison::AtLeast | Comparison::About => *v < 4,
            Comparison::AtMost => *v > 4,
            Comparison::Exactly => *v != 4,
        });
        let floats: Vec<f64> = values.iter().map(|v| f64::from(*v)).collect();
        prop_assert_eq!(series(comparison, 4.0, &floats).slides(times), streak >= times && is_missed);
    }
}

#[test]
fn a_period_that_runs_is_not_counted() {
    let day = |text: &str| text.parse::<NaiveDate>().expect("a day");
    let today = day("2026-11-26");
    assert_eq!(period(Some("year"), day("2026-03-01"), today), None);
    assert_eq!(period(Some("year"), day("2025-03-01"), today).as_deref(), Some("2025"));
    assert_eq!(period(Some("quarter"), day("2026-09-30"), today).as_deref(), Some("2026-Q3"));
    assert_eq!(period(Some("month"), day("2026-10-31"), today).as_deref(), Some("2026-10"));
    assert_eq!(period(None, today, today).as_deref(), Some("2026-11-26"));
}
