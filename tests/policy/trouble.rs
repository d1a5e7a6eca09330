//! Wrong files, the same text twice, two who save at once.

use super::texts::{PLAN, Sheet, Stage};
use crate::support::TestApp;

#[test]
fn what_cannot_be_read_is_refused_by_the_field_and_what_was_typed_stays() {
    TestApp::each(|app| {
        let stage = Stage::new(app);
        let post = |fields: &[(&str, &str)]| stage.office.post("/w/food/policies", fields);
        let empty = post(&[("text", "  ")]).expect(422);
        assert!(empty.select_text(".errors").contains("请上传文件，或粘贴全文"));
        for (name, bytes) in [("x.txt", &b"\x00\x01\x02\xff\xfe\xfd\x80\x81"[..]), ("x.docx", b"PK\x03\x04broken"), ("x.xlsx", b"")] {
            let answer = stage.office.upload("/w/food/policies", &[], "file", name, bytes).expect(422);
            assert!(!answer.select_text(".field .error").is_empty(), "{name}");
        }
        let both = stage.office.upload("/w/food/policies", &[("text", PLAN)], "file", "x.txt", PLAN.as_bytes()).expect(422);
        assert!(both.select_text("textarea").contains("开展集中抽检"), "the pasted text is kept");
        stage.paste(PLAN);
        let again = post(&[("text", &format!("\n{}", PLAN.replace("\n\n", "\n")))]).expect(422);
        assert!(again.select_text(".notice").contains("滨江市食品安全提升行动方案"), "{}", again.select_text(".notice"));
        assert!(again.attr(".notice a", "href").is_some_and(|h| h.starts_with("/w/food/policies/")));
        post(&[("text", PLAN), ("again", "1")]).expect(303);
        let plain = post(&[("text", "只有一段话，没有编号，也没有标题。")]).expect(303);
        stage.office.get(plain.location()).expect(200);
    });
}

#[test]
fn what_was_typed_comes_back_with_the_error_beside_it() {
    TestApp::each(|app| {
        let stage = Stage::new(app);
        let path = stage.paste(PLAN);
        let form = stage.review(&path).into_iter().find(|f| f.get("title").contains("集中抽检")).expect("a proposal");
        let wrong = [("lead", "市某某局"), ("targets", "很多"), ("title", ""), ("due", "明天")];
        let back = stage.office.post(&form.action, &form.press("confirm", &wrong)).expect(422);
        let errors = back.select_text(".errors");
        assert!(errors.contains("指标：“很多”"), "{errors}");
        assert!(errors.contains("期限：请填写日期"), "the summary names the field: {errors}");
        let kept = super::texts::shown(&back.text()).into_iter().find(|f| f.action == form.action).expect("the form");
        assert_eq!((kept.get("lead"), kept.get("targets"), kept.get("due")), ("市某某局", "很多", "明天"));
        let wrong = [("lead", "市某某局"), ("title", "")];
        let back = stage.office.post(&form.action, &form.press("confirm", &wrong)).expect(422);
        assert!(back.select_text(".errors").contains("没有名为“市某某局”的成员单位"), "{}", back.select_text(".errors"));
        let wrong = [("title", "题".repeat(300))];
        let long: Vec<(&str, &str)> = wrong.iter().map(|(n, v)| (*n, v.as_str())).collect();
        stage.office.post(&form.action, &form.press("save", &long)).expect(422);
        assert_eq!(stage.office.get(&format!("{path}/coverage")).expect(200).select_text(".made"), "");
    });
}

#[test]
fn the_second_of_two_savers_sees_both_versions_and_loses_nothing() {
    TestApp::each(|app| {
        let stage = Stage::new(app);
        let other = stage.app.browser(&stage.cast.person(stage.workspace, "钱进", &[lianxi::tenancy::Role::Secretariat], &[]));
        let path = stage.paste(PLAN);
        let form = stage.review(&path).into_iter().find(|f| f.get("title").contains("集中抽检")).expect("a proposal");
        other.post(&form.action, &form.press("save", &[("title", "钱进的题目")])).expect(303);
        let conflict = stage.office.post(&form.action, &form.press("save", &[("title", "周敏的题目"), ("support", "")])).expect(409);
        let text = conflict.text();
        for word in ["钱进的题目", "周敏的题目", "钱进", "市卫生健康委"] {
            assert!(text.contains(word), "{word} is on the page");
        }
        let version = conflict.attr("main input[name=version]", "value").expect("the new version");
        let again = form.press("save", &[("title", "商定的题目"), ("version", &version)]);
        stage.office.post(&form.action, &again).expect(303);
        assert!(stage.review(&path).iter().any(|f| f.get("title") == "商定的题目"));
        // Once it is decided, nothing is assigned twice; what was typed late is shown beside it and becomes a proposal of its own.
        let form = stage.review(&path).into_iter().find(|f| f.get("title") == "商定的题目").expect("a proposal");
        other.post(&form.action, &form.press("confirm", &[])).expect(303);
        let same = stage.office.post(&form.action, &form.press("confirm", &[])).expect(409);
        assert!(same.text().contains("钱进已在 09:00 把“商定的题目”确认交办"), "{}", same.text());
        let late =
            stage.office.post(&form.action, &form.press("confirm", &[("title", "迟到的题目"), ("targets", "抽检 900 家")])).expect(409);
        let text = late.text();
        for word in ["钱进已在 09:00", "商定的题目", "迟到的题目", "500 家", "抽检 900 家"] {
            assert!(text.contains(word), "{word} is on the page");
        }
        let sheet = Sheet::of(&text, "main form");
        let mut wrong = sheet.clone();
        wrong.set("title", "");
        let back = stage.office.post(&form.action, &wrong.pairs()).expect(409);
        assert!(back.select_text(".errors").len() > 10 && back.text().contains("抽检 900 家"), "{}", back.text());
        let kept = stage.office.post(&form.action, &sheet.pairs()).expect(303);
        assert!(kept.location().ends_with(&form.clause), "{}", kept.location());
        let again = stage.review(&path).into_iter().find(|f| f.get("title") == "迟到的题目").expect("one more proposal");
        assert_eq!((again.clause.as_str(), again.get("lead")), (form.clause.as_str(), "市市场监管局"));
        assert_eq!(stage.office.get(&format!("{path}/coverage")).expect(200).select_text(".made .num"), "2026-0001");
        // Dropped by the other one: the same.
        other.post(&again.action, &again.press("drop", &[])).expect(303);
        let late = stage.office.post(&again.action, &again.press("save", &[("title", "再迟一步")])).expect(409);
        assert!(late.text().contains("钱进已在 09:00 去掉“迟到的题目”这项建议"), "{}", late.text());
    });
}

#[test]
fn what_was_typed_is_never_lost_to_what_others_did_meanwhile() {
    TestApp::each(|app| {
        let stage = Stage::new(app);
        let other = stage.app.browser(&stage.cast.person(stage.workspace, "钱进", &[lianxi::tenancy::Role::Secretariat], &[]));
        let path = stage.paste(PLAN);
        let of = |words: &str| stage.review(&path).into_iter().find(|f| f.get("title").contains(words)).expect("a proposal");
        // Wrong and late at once: what is decided stands on the review no more, what was typed does.
        let (inspect, ledger) = (of("集中抽检"), of("台账"));
        other.post(&inspect.action, &inspect.press("confirm", &[])).expect(303);
        let late = stage.office.post(&inspect.action, &inspect.press("confirm", &[("title", "我的题目"), ("targets", "很多")])).expect(409);
        assert!(late.text().contains("我的题目") && late.select_text(".errors").contains("很多"), "{}", late.select_text("main"));
        // Wrong in a part of the review that holds it no more.
        let mut kept: Vec<(&str, &str)> = ledger.press("confirm", &[("lead", "市某某局")]);
        kept.retain(|(n, _)| *n != "at");
        kept.push(("at", "only=nodate&page=9"));
        let back = stage.office.post(&ledger.action, &kept).expect(422);
        let form = super::texts::shown(&back.text()).into_iter().find(|f| f.action == ledger.action).expect("the form is on the page");
        assert_eq!(form.get("lead"), "市某某局");
        // The document is taken back while somebody types.
        let page = other.get(&format!("{path}/withdraw")).expect(200);
        let version = page.attr("input[name=version]", "value").expect("a version");
        other.post(&format!("{path}/withdraw"), &[("version", &version), ("reason", "误传")]).expect(303);
        let closed = stage.office.post(&ledger.action, &ledger.press("save", &[("title", "写了一半的题目")])).expect(409);
        let text = closed.select_text("main");
        assert!(text.contains("已撤回") && closed.text().contains("写了一半的题目"), "{text}");
        assert!(closed.attr("main .buttons button", "class").is_none(), "nothing can be sent any more");
    });
}
