//! Wrong, huge, stale and foreign input to every form of a duty: a clear answer, never a fault of the program, nothing half done.

use super::stage::Stage;
use crate::support::app::TestApp;

const VERBS: [&str; 19] = [
    "edit",
    "assign",
    "accept",
    "refuse",
    "reassign",
    "share",
    "report",
    "submit",
    "return",
    "close",
    "reopen",
    "suspend",
    "resume",
    "cancel",
    "extend",
    "decide-extension",
    "remind",
    "parties",
    "deadline",
];

#[test]
fn rubbish_is_refused_by_every_form_without_a_fault() {
    TestApp::each(|app| {
        let (s, theirs) = (Stage::new(app.db()), Stage::named(app.db(), "theirs"));
        let duty = s.accepted();
        let home = format!("/w/ours/duties/{}", duty.number);
        let huge = "长".repeat(2_500);
        let foreign = theirs.lead.to_string();
        let before = s.duty(&duty.number);
        for (who, browser) in [("secretariat", app.browser(&s.zhou)), ("lead", app.browser(&s.chen))] {
            for verb in VERBS {
                for value in ["\u{0}", "-1", "99999999999999999999", "2026-02-30", "<script>", &huge, &foreign] {
                    let names = [
                        "version",
                        "department",
                        "reason",
                        "text",
                        "evidence",
                        "remark",
                        "as_of",
                        "until",
                        "extension",
                        "decision",
                        "answer",
                        "title",
                        "lead",
                        "support",
                        "due",
                        "due_on",
                        "due_days",
                        "cadence",
                        "target-0-id",
                        "target-0-name",
                        "target-0-value",
                        "figure-1",
                        "figure-x",
                        "share-1",
                    ];
                    // A plausible version would let steps through that take any reason.
                    let fields: Vec<(&str, &str)> = names.iter().map(|n| (*n, if *n == "version" { "0" } else { value })).collect();
                    let got = browser.post(&format!("{home}/{verb}"), &fields);
                    let status = got.status.as_u16();
                    assert!(matches!(status, 403 | 409 | 422), "{who} {verb} {value:.20}: {status}\n{:.2000}", got.text());
                    assert!(!got.text().contains("<script>2"), "escaped");
                }
            }
        }
        assert_eq!(s.duty(&duty.number), before, "nothing was done");
    });
}

#[test]
fn odd_addresses_lead_nowhere() {
    TestApp::each(|app| {
        let s = Stage::new(app.db());
        let duty = s.accepted();
        let zhou = app.browser(&s.zhou);
        for number in ["2026-9999", "x", "2026-0001%27--", "%E8%B4%A8", &"9".repeat(500)] {
            zhou.get(&format!("/w/ours/duties/{number}")).expect(404);
            zhou.get(&format!("/w/ours/duties/{number}/edit")).expect(404);
        }
        let home = format!("/w/ours/duties/{}", duty.number);
        for query in ["?before=x", "?before=-5", "?before=99999999999999999999"] {
            zhou.get(&format!("{home}{query}")).expect(200);
        }
        app.browser(&s.chen).get(&format!("{home}/report?department=x")).expect(200);
        app.browser(&s.chen).get(&format!("{home}/report?department=1")).expect(403);
    });
}

#[test]
fn another_workspaces_departments_cannot_be_charged() {
    TestApp::each(|app| {
        let (s, theirs) = (Stage::new(app.db()), Stage::named(app.db(), "theirs"));
        let zhou = app.browser(&s.zhou);
        let (own, foreign) = (s.lead.to_string(), theirs.lead.to_string());
        for (lead, support, field) in [(&foreign, &own, "#f-lead"), (&own, &foreign, "#f-support")] {
            let typed = [("title", "x"), ("lead", lead.as_str()), ("support", support.as_str()), ("due", "none"), ("then", "assign")];
            let got = zhou.post("/w/ours/duties", &typed).expect(422);
            assert_eq!(got.attr(".errors a", "href").as_deref(), Some(field));
        }
        zhou.get("/w/ours/duties/2026-0001").expect(404);
    });
}
