//! A case of counterfeits goes from one regulator to another, comes back once, is received by the next, and is referred to justice by
//! mail; its silence goes red and reaches the leader; the receipt comes late, and an incident of it is proposed as a matter.

use serde_json::json;

use super::{Story, play};

const TITLE: &str = "假冒名优饮料窝点";
const JUSTICE: &str = "南京市人民检察院";
const ADDRESS: &str = "jcy@justice.example";

#[test]
fn a_counterfeit_case_is_sent_back_received_referred_and_followed_up_when_nobody_answers() {
    play(|s| {
        let case = filed(s);
        sent_back(s, &case);
        received(s, &case);
        let letter = referred(s);
        silent(s);
        receipted_late(s, &case, &letter);
        incident(s, &case);
    });
}

/// Against whom, of what kind, what is wrong; then filed.
fn filed(s: &mut Story<'_>) -> String {
    s.sit(&s.f.d.stage.liaison.clone());
    s.open("/w/ours/cases");
    s.browser.click("main a[href$='/cases/new']");
    s.fill(&[("q", "金陵")]);
    s.browser.click("main form.filter button");
    s.go("南京金陵饮料有限公司", ".strips a");
    s.stop("case-kinds", None);
    s.browser.click(&format!("main .strips a[href*='kind={}']", s.f.d.kind("counterfeit")));
    s.refused("counterfeit-refused", &[("facts", ""), ("extra_value", "")]);
    let (city, facts) = (s.f.d.stage.cities[0].to_string(), "查获假冒名优饮料 3000 箱及包装标识");
    s.fill(&[("facts", facts), ("extra_value", "860000"), ("region", &city), ("place", "南京市江宁区"), ("title", TITLE)]);
    s.send();
    let case = s.here();
    s.browser.click("main a[href$='/file']");
    s.send();
    s.says(&["现由省质监局承办"]);
    case
}

/// Fills in the hand-over of a case to a department.
fn transfer(s: &Story<'_>, to: i64) {
    let to = to.to_string();
    let what = [("kind", "transfer"), ("to", &*to), ("reason", "销售环节的假冒商品"), ("legal_basis", "规定第二十三条")];
    s.fill(&[&what[..], &[("enclosures", "现场笔录\n检验报告"), ("receipt_days", "5"), ("result_days", "20")]].concat());
    s.send();
}

/// Handed over, and sent back with where it should go; it never stops being somebody's.
fn sent_back(s: &mut Story<'_>, case: &str) {
    s.browser.click("main a[href$='/hand-over']");
    s.refused("hand-over-refused", &[("kind", "transfer"), ("reason", ""), ("receipt_days", "0")]);
    transfer(s, s.f.d.other);
    assert_eq!(s.here(), case, "back at the case");
    s.says(&["移送待签收", "省工商局 签收移送"]);
    s.stop("case-handed-over", None);
    s.sit(&s.f.d.ding.clone());
    s.open("/w/ours");
    s.says(&[TITLE]);
    s.stop("home-to-receive", None);
    s.open("/w/ours/hand-overs");
    s.stop("hand-overs-to-receive", None);
    s.go(TITLE, ".t a");
    s.stop("hand-over-sent", None);
    s.browser.click("main a[href$='/reject']");
    s.refused("hand-over-rejection-refused", &[("text", ""), ("should_go_to", "南京市人民政府")]);
    s.fill(&[("text", "窝点在生产环节，不属本局职责")]);
    s.send();
    s.says(&["现由省质监局承办"]);
    s.sit(&s.f.d.stage.liaison.clone());
    s.open(case);
    s.browser.click("#hand-overs a[href*='/hand-overs/']");
    s.says(&["窝点在生产环节，不属本局职责", "南京市人民政府"]);
    s.stop("hand-over-rejected", None);
}

/// Where it was said to belong it is received.
fn received(s: &mut Story<'_>, case: &str) {
    s.open(case);
    s.browser.click("main a[href$='/hand-over']");
    transfer(s, s.f.d.stage.cities[0]);
    s.sit(&s.f.he.clone());
    s.open("/w/ours/hand-overs");
    s.go(TITLE, ".t a");
    s.browser.click("main a[href$='/receive']");
    s.stop("hand-over-receive", None);
    s.fill(&[("text", "材料齐全，已收")]);
    s.send();
    s.says(&["现由南京市承办"]);
    s.stop("case-received", None);
}

/// Found to be a crime, it is referred to a body outside, which is written to; the address of its letter.
fn referred(s: &mut Story<'_>) -> String {
    s.browser.click("main a[href$='/findings']");
    s.refused("finding-refused", &[("text", "")]);
    s.fill(&[("kind", "criminal"), ("text", "货值金额达到移送标准")]);
    s.send();
    s.says(&["建议升级"]);
    s.browser.click("main a[href*='/hand-over?kind=referral']");
    s.refused("referral-refused", &[("outside_name", JUSTICE), ("outside_email", "检察院"), ("reason", "")]);
    s.fill(&[("outside_email", ADDRESS), ("reason", "数额巨大，涉嫌犯罪"), ("legal_basis", "规定第二十三条")]);
    s.fill(&[("receipt_days", "3"), ("result_days", "10")]);
    s.send();
    s.says(&["南京市人民检察院 签收移送"]);
    assert!(!s.text().contains("建议升级"), "what was proposed is done: {}", s.text());
    s.stop("case-referred", None);
    let letter = s.app.html_to(ADDRESS);
    for said in ["移送函", "数额巨大，涉嫌犯罪", "南京市"] {
        assert!(letter.contains(said), "{said} in {letter}");
    }
    assert!(!letter.contains("金陵"), "nothing else of the case: {letter}");
    let from = letter.find("/hand-over/ours/").expect("a link");
    let link: String = letter[from..].chars().take_while(|c| !"\"<".contains(*c)).collect();
    s.leave();
    s.open(&link);
    s.says(&["移送函", "数额巨大，涉嫌犯罪"]);
    s.stop("letter", None);
    link
}

/// The light of the row about this receiver.
fn light(s: &Story<'_>) -> String {
    let row = "return [...document.querySelectorAll('table.rows tr')].find(e => e.textContent.includes(arguments[0]))?.querySelector('.light').className";
    s.browser.script(row, vec![json!(JUSTICE)]).as_str().unwrap_or_default().to_owned()
}

/// Yellow near its day, red past it: in the register, on the office's page and in the leader's digest.
fn silent(s: &mut Story<'_>) {
    let later = |s: &mut Story<'_>, days: i64| {
        s.app.clock.advance(chrono::Duration::days(days));
        s.app.work();
        s.sit(&s.f.d.stage.zhou.clone());
        s.open("/w/ours/hand-overs?tab=open");
        light(s)
    };
    assert_eq!(later(s, 2), "light yellow", "{}", s.text());
    assert_eq!(later(s, 5), "light red", "{}", s.text());
    s.says(&["未签收，超 2 个工作日"]);
    s.stop("hand-overs-silent", None);
    s.open("/w/ours");
    s.says(&[JUSTICE]);
    s.stop("home-silent", None);
    s.sit(&s.f.d.stage.leader.clone());
    s.open("/w/ours/digests");
    s.browser.click("main table a[href*='/digests/']");
    s.says(&["移送无回音", TITLE, JUSTICE]);
    s.stop("digest-silent", None);
}

/// The letter still takes a receipt, from somebody who says who they are.
fn receipted_late(s: &mut Story<'_>, case: &str, letter: &str) {
    s.leave();
    s.open(letter);
    s.refused("letter-refused", &[("text", "已收，由第一检察部办理")]);
    s.fill(&[("name", "李检察官")]);
    s.send();
    s.says(&["已签收"]);
    s.stop("letter-received", None);
    s.sit(&s.f.he.clone());
    s.open(case);
    s.says(&["已移送司法"]);
    s.go(JUSTICE, "#hand-overs a[href*='/hand-overs/']");
    s.says(&["李检察官", "已收，由第一检察部办理"]);
    s.stop("hand-over-receipted", None);
}

/// What the counterfeits led to is recorded from the case, and proposed as a matter against the place.
fn incident(s: &mut Story<'_>, case: &str) {
    s.open(case);
    s.browser.click("main a[href*='/incidents/new?case=']");
    s.refused("incident-refused", &[("title", "假冒饮料中毒"), ("deaths", ""), ("loss", "12.55555")]);
    s.fill(&[("happened_on", "2026-11-27"), ("deaths", "1"), ("injured", "3"), ("loss", "12.5")]);
    s.fill(&[("text", "饮用假冒饮料后中毒"), ("source", "市局快报")]);
    s.send();
    s.says(&["假冒饮料中毒", "死亡 1 人，受伤 3 人，直接损失12.5 万元", TITLE]);
    let incident = s.here();
    s.stop("incident", None);
    s.browser.click("main .crumbs a[href$='/incidents']");
    assert_eq!(s.listed(), 1, "{}", s.text());
    s.stop("incidents", None);
    s.app.clock.advance(chrono::Duration::hours(1));
    assert!(s.app.work() > 0, "the rules look at it");
    s.sit(&s.f.d.stage.zhou.clone());
    s.open("/w/ours/matters");
    s.stop("matters-proposed", None);
    s.go("假冒饮料中毒", "a[href*='/matters/']");
    s.says(&["重大质量事故", "死亡 1 人，受伤 3 人", "第二十五条"]);
    s.stop("matter-of-incident", None);
    s.browser.click("#facts a[href*='/incidents/']");
    assert_eq!(s.here(), incident);
}
