//! The register of hand-overs 移送登记: what is asked for is what is shown, in that order, and what is taken away.

use lianxi::enforcement::hand_over::{HandOverAction, HandOverKind, actions::NewHandOver};

use super::{cases::Docket, hand_overs::transfer};
use crate::support::{TestApp, app::Answer};

#[test]
fn the_list_of_hand_overs_is_taken_away_as_it_is_shown() {
    TestApp::each(|app| {
        let d = Docket::new(app.db());
        for title in ["假冒饮料", "无回音的饮料"] {
            d.hand(&d.on_file(title), &d.chen(), d.other);
        }
        let office = app.browser(&d.stage.zhou);
        let page = office.get("/w/ours/hand-overs").expect(200);
        let sheet = office.get("/w/ours/hand-overs.xlsx").expect_file(200).expect_rows_of(&page);
        for cell in ["假冒饮料", "省质监局", "省工商局"] {
            assert!(sheet.iter().skip(1).any(|row| row.iter().any(|c| c.contains(cell))), "{cell}: {sheet:?}");
        }
    });
}

/// What the rows are of, from the top.
fn shown(page: &Answer) -> Vec<String> {
    page.html().select(&scraper::Selector::parse("table.rows td.t a").expect("a selector")).map(|a| a.text().collect()).collect()
}

#[test]
fn the_register_is_searched_narrowed_and_ordered_by_the_day_it_shows() {
    TestApp::each(|app| {
        let d = Docket::new(app.db());
        let (chen, ding) = (d.chen(), d.stage.cast.scope(&d.ding));
        // Its receipt is owed before the second one's; received, its result is owed after.
        let first = d.send(&chen, &d.filed_case("假冒饮料"), &NewHandOver { receipt_days: Some(3), ..transfer(d.other) }).expect("sent");
        let second = d.send(&chen, &d.filed_case("冒牌电线"), &NewHandOver { receipt_days: Some(5), ..transfer(d.other) }).expect("sent");
        let court = NewHandOver {
            kind: Some(HandOverKind::Referral),
            to_id: None,
            outside_name: "南京市人民检察院".into(),
            outside_email: "jcy@example.org".into(),
            receipt_days: Some(4),
            ..transfer(d.other)
        };
        d.send(&chen, &d.filed_case("假冒烟花"), &court).expect("sent");
        let received = d.answer(&ding, &first, HandOverAction::Receive, "").expect("received");
        assert!(received.due_on() > second.due_on() && first.due_on() < second.due_on(), "{received:?}");
        let office = app.browser(&d.stage.zhou);
        let get = |asked: &str| office.get(&format!("/w/ours/hand-overs?{asked}")).expect(200);
        assert_eq!(shown(&get("tab=open")), ["假冒烟花", "冒牌电线", "假冒饮料"], "by what is waited for");
        assert_eq!(shown(&get("tab=open&sort=due&dir=desc")), ["假冒饮料", "冒牌电线", "假冒烟花"]);
        assert_eq!(shown(&get("tab=all")), ["假冒烟花", "冒牌电线", "假冒饮料"], "the newest first");
        assert_eq!(shown(&get("tab=all&sort=sent&dir=asc")), ["假冒饮料", "冒牌电线", "假冒烟花"]);
        // By words of the case, by number, by the body outside; all words must fit.
        assert_eq!(shown(&get("tab=open&q=%E5%81%87%E5%86%92")), ["假冒烟花", "假冒饮料"]);
        assert_eq!(shown(&get(&format!("tab=open&q={}", second.number))), ["冒牌电线"]);
        assert_eq!(shown(&get("tab=open&q=%E6%A3%80%E5%AF%9F%E9%99%A2+%E7%83%9F%E8%8A%B1")), ["假冒烟花"]);
        assert!(shown(&get("tab=open&q=100%25")).is_empty(), "what is typed is no pattern");
        // By kind and by whoever gave or got it; tabs count what fits, and the file holds the same.
        let narrowed = get(&format!("tab=open&kind=transfer&department={}", d.other));
        assert_eq!(shown(&narrowed), ["冒牌电线", "假冒饮料"]);
        assert!(narrowed.select_text("nav.tabs").contains("全部待回 2"), "{}", narrowed.select_text("nav.tabs"));
        assert_eq!(shown(&get(&format!("tab=open&kind=referral&department={}", d.other))), Vec::<String>::new());
        assert_eq!(shown(&get(&format!("tab=open&department={}", d.stage.bureau))).len(), 3);
        let file = office.get(&format!("/w/ours/hand-overs.xlsx?tab=open&kind=transfer&department={}", d.other)).expect_file(200);
        file.expect_rows_of(&narrowed);
        // Nonsense narrows to nothing it could not mean, and fails nowhere.
        assert_eq!(shown(&get("tab=open&kind=x&department=y&sort=z")).len(), 3);
        let strange = get("tab=open&department=999999");
        assert!(shown(&strange).is_empty() && strange.text().contains("没有符合条件的移送"), "{}", strange.select_text("main"));
    });
}
