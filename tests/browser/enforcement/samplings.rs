//! A round of sixty samplings is pasted; a firm that failed is ordered to rectify, fails its re-inspection and the next round: it is
//! stopped, named on the open page and kept from the year's awards, and the check says so.

use serde_json::json;

use super::{Story, play, value};
use crate::{
    enforcement::sampling::{HEADS, sixty},
    world::parties::credit_code,
};

const FIRM: &str = "第01饮料厂";
const FIRST: &str = "三季度饮料抽查";
const SECOND: &str = "四季度饮料抽查";
const NOTICE: &str = "关于饮料抽查不合格的公告";

#[test]
fn a_firm_that_fails_twice_running_is_stopped_named_and_kept_from_awards() {
    play(|s| {
        s.sit(&s.f.d.stage.liaison.clone());
        let case = sampled(s);
        rectified_in_vain(s, &case);
        sampled_again(s);
        stopped(s, &case);
        by_which_rule(s, &case);
        named(s, &case);
        kept_from_awards(s, &case);
        asked_about(s);
    });
}

/// Registers a round; the page where its table is pasted.
fn announce(s: &Story<'_>, name: &str) {
    let bureau = s.f.d.stage.bureau.to_string();
    let of = [("name", name), ("level", "province"), ("department", &*bureau)];
    s.fill(&[&of[..], &[("first_on", "2026-09-01"), ("last_on", "2026-11-20")]].concat());
    s.send();
}

fn paste(s: &Story<'_>, table: &str) {
    s.fill(&[("table", table)]);
    s.send();
}

fn confirm(s: &Story<'_>) {
    s.browser.click("#preview form .btn.main");
}

/// The pasted round, refused for one cell, then done; the case of the firm.
fn sampled(s: &mut Story<'_>) -> String {
    s.open("/w/ours/samplings");
    s.browser.click("main a[href$='/samplings/new']");
    s.refused("sampling-new-refused", &[("name", ""), ("first_on", "2026-09-01"), ("last_on", "2026-08-01")]);
    announce(s, FIRST);
    let bad = sixty().replacen("2026/9/12", "2026/13/12", 1);
    s.stop("sampling-import-refused", Some(&[("table", &*bad)]));
    paste(s, &bad);
    s.says(&["1 行有误，一行都没有导入", "不是日期"]);
    let kept = value(s.browser, "main textarea[name=table]");
    assert!(kept.contains("2026/13/12") && kept.lines().count() == bad.lines().count(), "what was pasted stands there: {kept}");
    assert_eq!(s.browser.script("return !!document.querySelector('#preview form')", Vec::new()), json!(false), "nothing to confirm");
    s.stop("sampling-import-preview", Some(&[("table", &*sixty())]));
    paste(s, &sixty());
    s.says(&["将登记 60 批次", "登记 5 个案件", "登记 30 个新的当事人"]);
    confirm(s);
    s.says(&["已登记 60 批次", "合格率 88.3 %"]);
    s.stop("sampling-round", None);
    s.browser.click("nav.tabs a[href*='result=failed']");
    assert_eq!(s.listed(), 4, "{}", s.text());
    s.stop("sampling-round-failed", None);
    s.go(FIRM, "a[href*='/cases/']");
    s.says(&[FIRST, "糖精钠"]);
    let case = s.here();
    s.stop("case-of-sampling", None);
    case
}

/// Ordered to rectify, and inspected again with figures that are no better.
fn rectified_in_vain(s: &mut Story<'_>, case: &str) {
    s.browser.click("main a[href$='/file']");
    s.send();
    s.browser.click("main a[href$='/measures/new']");
    s.refused("rectify-refused", &[("kind", "rectify"), ("legal_basis", ""), ("days", "-1")]);
    s.fill(&[("legal_basis", "产品质量法第十七条"), ("days", "10"), ("conditions", "查明原因，限期整改")]);
    s.send();
    assert_eq!(s.here(), case, "back at the case");
    s.browser.click("main a[href$='/inspect']");
    s.refused("inspection-refused", &[("inspectors", "赵明、孙涛"), ("figures", "")]);
    s.fill(&[("passed", "no"), ("figures", "糖精钠 0.31 g/kg")]);
    s.send();
    s.says(&["复查不合格", "建议升级"]);
    s.browser.click("#ladder a[href*='/measures/']");
    s.says(&["糖精钠 0.31 g/kg", "赵明、孙涛"]);
    s.stop("measure-failed", None);
}

/// The next round, with its main product: the pasted table alone asks the ladder.
fn sampled_again(s: &mut Story<'_>) {
    s.open("/w/ours/samplings");
    s.browser.click("main a[href$='/samplings/new']");
    announce(s, SECOND);
    paste(s, &format!("{HEADS}1\t{FIRM}\t{}\t\t汽水1\tA9\t是\t2026-11-10\t不合格\t糖精钠\n", credit_code(1001)));
    s.says(&["将登记 1 批次"]);
    confirm(s);
    s.says(&["已登记 1 批次", "并入已有案件 1 个"]);
    s.open("/w/ours/samplings");
    assert_eq!(s.listed(), 2, "{}", s.text());
    s.stop("samplings", None);
}

/// What the ladder proposes, with the two samplings it counted; declined without a reason by nobody, imposed by the department.
fn stopped(s: &mut Story<'_>, case: &str) {
    s.open(case);
    s.stop("case-with-proposals", None);
    s.go("停产", ".notice a[href*='/proposals/']");
    s.says(&[FIRST, SECOND, "2026-09-12", "2026-11-10", "停产", "第 18 条"]);
    let proposal = s.here();
    s.stop("proposal", None);
    s.browser.click("main a[href$='/decide']");
    s.refused("proposal-declined-refused", &[("reason", "")]);
    s.open(&proposal);
    s.browser.click("main a[href*='/measures/new?proposal=']");
    s.refused("stop-refused", &[("legal_basis", ""), ("days", "-1")]);
    s.fill(&[("legal_basis", "规定第十八条"), ("days", "30"), ("conditions", "停产整顿，经复查合格方可恢复生产")]);
    s.send();
    assert_eq!(s.here(), case, "back at the case");
    s.says(&["停产整顿，经复查合格方可恢复生产"]);
    s.stop("case-stopped", None);
    s.open(&proposal);
    s.says(&["已采纳"]);
    s.stop("proposal-imposed", None);
}

/// The version of the ladder the case follows, and a rule of the next one.
fn by_which_rule(s: &mut Story<'_>, case: &str) {
    s.sit(&s.f.d.stage.zhou.clone());
    s.open(case);
    s.browser.click("#ladder a[href*='/ladder?version=']");
    s.says(&["停产", "第 18 条"]);
    s.stop("ladder", None);
    s.browser.click("main button[value=draft]");
    s.stop("ladder-draft", None);
    s.go("停产", "a[href*='/ladder/rule?']");
    s.refused("ladder-rule-refused", &[("article", ""), ("days", "-3")]);
    s.fill(&[("article", "规定第十八条"), ("days", "20")]);
    s.send();
    s.says(&["草稿已保存", "20"]);
    s.browser.click("main a[href$='/ladder/enact']");
    s.stop("ladder-enact", None);
}

/// Written by one, approved by another, and only then on the page that anybody may open.
fn named(s: &mut Story<'_>, case: &str) {
    s.sit(&s.f.d.stage.liaison.clone());
    s.open(case);
    s.browser.click("main a[href*='/publish?case=']");
    s.refused("publication-refused", &[("title", ""), ("text", "")]);
    s.fill(&[
        ("title", NOTICE),
        ("text", "第01饮料厂两次抽查糖精钠不合格，已责令停产整顿。"),
        ("channel", "open_page"),
        ("until", "2026-12-31"),
    ]);
    s.send();
    let one = s.here();
    s.stop("publication-draft", None);
    s.browser.click("main form[action$='/submit'] button");
    s.stop("publication-submitted", None);
    s.sit(&s.f.d.stage.zhou.clone());
    s.open(&one);
    s.browser.click("main .notice a[href$='/open-page']");
    s.fill(&[("open_page", "yes")]);
    s.send();
    let is_open = |s: &mut Story<'_>| {
        s.leave();
        s.open("/open/ours");
        s.text().contains(NOTICE)
    };
    assert!(!is_open(s), "nothing shows before it is approved and published");
    s.sit(&s.f.d.stage.zhou.clone());
    s.open("/w/ours/publications?tab=all");
    s.go(NOTICE, "a[href*='/publications/']");
    s.browser.click("main a[href$='/check']");
    s.refused("publication-check-refused", &[]);
    s.fill(&[("decision", "approve")]);
    s.send();
    assert!(!is_open(s), "nothing shows before it is published");
    s.sit(&s.f.d.stage.liaison.clone());
    s.open(&one);
    s.browser.click("main a[href$='/publish']");
    s.send();
    s.says(&["周敏"]);
    s.stop("publication-published", None);
    assert!(is_open(s), "{}", s.text());
    s.stop("open-page", None);
    s.sit(&s.f.d.stage.liaison.clone());
    s.open("/w/ours/publications?tab=all");
    s.says(&[NOTICE]);
    s.stop("publications", None);
}

/// The case asks for what its kind brings with it; the department restricts.
fn kept_from_awards(s: &mut Story<'_>, case: &str) {
    s.open(case);
    s.browser.click("main .notice a[href*='kind=no_award']");
    s.refused("restriction-refused", &[("basis", ""), ("reason", "")]);
    s.fill(&[("basis", "苏质监〔2026〕12号"), ("reason", "连续两次抽查不合格")]);
    s.send();
    s.says(&["当年不得评优", "2026-12-31"]);
    s.stop("restriction", None);
    s.open("/w/ours/restrictions");
    s.says(&[FIRM, "2026-12-31"]);
    s.stop("restrictions", None);
}

/// The party's page leads to the question, which says no, until when and why; so does a pasted list.
fn asked_about(s: &mut Story<'_>) {
    s.go(FIRM, ".t a");
    s.browser.click("main aside a[href*='/parties/']");
    s.says(&[FIRST, SECOND, "不得评优", NOTICE]);
    s.stop("party", None);
    s.browser.click("main .head a[href*='/check?']");
    s.stop("check-no", Some(&[("for", "award")]));
    s.fill(&[("for", "award")]);
    s.send();
    let answer = value(s.browser, "#answer");
    for said in [FIRM, "不得评优（2026 年度）", "至 2026-12-31", "苏质监〔2026〕12号", "省质监局"] {
        assert!(answer.contains(said), "{said} in {answer}");
    }
    s.browser.click("main a[href$='/check/list']");
    s.refused("check-list-refused", &[("for", "award"), ("lines", "")]);
    s.fill(&[("for", "award"), ("lines", "第01饮料厂\n第05饮料厂\n没有登记过的厂")]);
    s.send();
    assert_eq!(s.listed(), 3, "{}", s.text());
    s.says(&["不可以 1", "可以 1", "没有登记 1"]);
    s.stop("check-list", None);
}
