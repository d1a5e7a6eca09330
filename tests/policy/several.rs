//! Many at once: bodies matched for a whole document, rows filled and judged, a list confirmed as one.

use lianxi::tenancy::{Function, Role};

use super::texts::{Sheet, Stage, row_of};
use crate::support::TestApp;

const LONG: &str = "滨江市质量工作要点\n滨政发〔2025〕20号\n\n一、总体要求\n1. 坚持预防为主。各单位要提高认识。\n\n二、重点任务\n\
2. 检查学校食堂。（市教育委员会牵头，有关部门配合）\n3. 培训食品安全员。（市教育委员会牵头）\n\
4. 公布抽检结果。（市市场监管局牵头，有关部门配合）\n5. 完善追溯平台。企业要如实登记。\n6. 建立奖励办法。对属实的举报给予奖励。\n\
7. 总结整治成效。2025年12月31日前完成。（市卫生健康委牵头）\n\n滨江市人民政府\n2025年10月8日\n";

fn table(stage: &Stage<'_>, path: &str) -> String {
    stage.office.get(&format!("{path}/table")).expect(200).text()
}

#[test]
fn each_unknown_name_is_matched_once_for_the_whole_document() {
    TestApp::each(|app| {
        let stage = Stage::new(app);
        stage.cast.department(stage.workspace, "JYJ", "市教育局");
        let path = stage.paste(LONG);
        let page = stage.office.get(&format!("{path}/bodies")).expect(200);
        let names = page.select_text(".bodies h2");
        assert!(names.contains("市教育委员会 2 条提到") && names.contains("有关部门 2 条提到"), "{names}");
        let sheet = Sheet::of(&page.text(), "main form");
        let at = |sheet: &Sheet, printed: &str| {
            let field = sheet.0.iter().find(|(_, v)| v == printed).unwrap_or_else(|| panic!("{printed}"));
            field.0.trim_start_matches("printed-").to_owned()
        };
        let (school, whoever) = (at(&sheet, "市教育委员会"), at(&sheet, "有关部门"));
        // What looks alike is chosen already, and who is nobody in particular.
        assert_eq!((sheet.get(&format!("mention-{school}")), sheet.get(&format!("how-{school}"))), ("市教育局", "remember"));
        assert_eq!(sheet.get(&format!("how-{whoever}")), "nobody");
        // A name nobody has is said beside its field, and the rest of what was chosen stays.
        let mut wrong = sheet.clone();
        wrong.set(&format!("mention-{school}"), "市某某局").set(&format!("how-{whoever}"), "later");
        let back = stage.office.post(&format!("{path}/bodies"), &wrong.pairs()).expect(422);
        assert!(back.select_text(".errors").contains("没有名为“市某某局”的成员单位"), "{}", back.select_text(".errors"));
        assert!(back.select_text(".errors").contains("市教育委员会：没有名为"), "{}", back.select_text(".errors"));
        let kept = Sheet::of(&back.text(), "main form");
        assert_eq!((kept.get(&format!("mention-{school}")), kept.get(&format!("how-{whoever}"))), ("市某某局", "later"));
        assert!(stage.office.get(&format!("{path}/bodies")).expect(200).select_text(".bodies h2").contains("市教育委员会"));

        let done = stage.office.post(&format!("{path}/bodies"), &sheet.pairs()).expect(303);
        let page = stage.office.get(done.location()).expect(200);
        assert!(page.select_text(".flash").contains("已指明"), "{}", page.select_text(".flash"));
        let forms = stage.review(&path);
        for title in ["检查学校食堂", "培训食品安全员"] {
            let form = forms.iter().find(|f| f.get("title") == title).expect("a proposal");
            assert_eq!(form.get("lead"), "市教育局", "{title}");
            assert!(form.text.contains("可以确认"), "sureness is reckoned anew: {}", form.text);
        }
        let department = stage.office.get(&format!("/w/food/departments/{}", stage.department("市教育局"))).expect(200);
        assert!(department.text().contains("市教育委员会"), "remembered as an alias");
        // Sent again, it finds nothing to do.
        let again = stage.office.post(&format!("{path}/bodies"), &sheet.pairs()).expect(303);
        assert!(stage.office.get(again.location()).expect(200).select_text(".flash").contains("没有指明任何名称"));
        // A deadline that has passed is never taken for sure.
        let past = stage.review(&path).into_iter().find(|f| f.get("title") == "总结整治成效").expect("a proposal");
        assert!(past.text.contains("请核对") && past.text.contains("期限 2025-12-31（周三） 已过"), "{}", past.text);
    });
}

#[test]
fn rows_are_filled_judged_and_confirmed_and_everybody_gets_one_mail() {
    TestApp::each(|app| {
        let stage = Stage::new(app);
        let health = stage.department("市卫生健康委");
        let both = [(stage.market, Function::Liaison), (health, Function::Liaison)];
        stage.cast.person(stage.workspace, "赵两栖", &[Role::Liaison], &both);
        let path = stage.paste(LONG);
        let sheet = Sheet::of(&stage.office.get(&format!("{path}/bodies")).expect(200).text(), "main form");
        let nobody: Vec<(&str, &str)> =
            sheet.0.iter().map(|(n, v)| (n.as_str(), if n.starts_with("how-") { "nobody" } else { v.as_str() })).collect();
        stage.office.post(&format!("{path}/bodies"), &nobody).expect(303);

        let post = |sheet: &Sheet| stage.office.post(&format!("{path}/table"), &sheet.pairs());
        let html = table(&stage, &path);
        let (school, trace) = (row_of(&html, "检查学校食堂"), row_of(&html, "完善追溯平台"));
        // Nothing ticked, nothing said: told beside the buttons, and what was typed in a row stays.
        let mut none = Sheet::of(&html, "form.bulk");
        none.set(&format!("lead-{school}"), "市农业农村局").with("do", "fill");
        let back = post(&none).expect(422);
        assert!(back.select_text(".errors").contains("请先勾选条款"), "{}", back.select_text(".errors"));
        assert_eq!(Sheet::of(&back.text(), "form.bulk").get(&format!("lead-{school}")), "市农业农村局");
        // One row typed, two others filled, in one go.
        let mut fill = none.clone();
        fill.0.retain(|(n, _)| n != "do");
        for words in ["完善追溯平台", "建立奖励办法"] {
            fill.with("tick", &format!("p{}", row_of(&html, words)));
        }
        fill.set("fill-lead", "市市场监管局、市卫生健康委").set("fill-days", "30").with("do", "fill");
        let done = post(&fill).expect(303);
        assert!(stage.office.get(done.location()).expect(200).select_text(".flash").contains("已填入 2 项，尚未交办"));
        let after = Sheet::of(&table(&stage, &path), "form.bulk");
        assert_eq!(after.get(&format!("lead-{school}")), "市农业农村局");
        assert_eq!(after.get(&format!("lead-{trace}")), "市市场监管局、市卫生健康委");
        assert_eq!(stage.office.get(&format!("{path}/coverage")).expect(200).select_text(".made"), "", "nothing is assigned by saving");
        // Two need no duty, for one reason.
        let html = table(&stage, &path);
        let mut judge = Sheet::of(&html, "form.bulk");
        for words in ["坚持预防为主", "培训食品安全员"] {
            let id = row_of(&html, words);
            judge.with("tick", &if id.starts_with('c') { id } else { format!("p{id}") });
        }
        judge.set("kind", "principle").set("reason", "总的要求").with("do", "judge");
        post(&judge).expect(303);
        let coverage = stage.office.get(&format!("{path}/coverage")).expect(200).select_text("table.rows");
        assert_eq!(coverage.matches("原则：总的要求").count(), 2, "{coverage}");
        // What is ticked is listed before it goes out.
        let html = table(&stage, &path);
        let mut go = Sheet::of(&html, "form.bulk");
        for words in ["检查学校食堂", "公布抽检结果", "完善追溯平台", "建立奖励办法", "总结整治成效"] {
            go.with("tick", &format!("p{}", row_of(&html, words)));
        }
        go.with("do", "confirm");
        let list = post(&go).expect(303);
        let page = stage.office.get(list.location()).expect(200);
        let summary = page.select_text(".summary");
        assert!(summary.contains("勾选了 5 项建议，将交办 5 项任务") && summary.contains("市市场监管局牵头 3 项"), "{summary}");
        let sheet = Sheet::of(&page.text(), "main form");
        assert_eq!(sheet.0.iter().filter(|(n, _)| n == "proposal").count(), 5);
        let done = stage.office.post(&format!("{path}/confirm"), &sheet.pairs()).expect(303);
        assert!(done.location().ends_with("/coverage"), "everything is decided: {}", done.location());
        let page = stage.office.get(done.location()).expect(200);
        assert!(page.select_text(".flash").contains("已交办 5 项任务"), "{}", page.select_text(".flash"));
        assert_eq!(page.select_text(".made .num").split(' ').count(), 5);
        // One letter each, whatever number of duties and departments.
        let mails = stage.mails("duties-assigned");
        let to: Vec<&str> = mails.iter().map(|(to, ..)| to.as_str()).collect();
        assert_eq!(
            (to.iter().filter(|t| t.contains("李强")).count(), to.iter().filter(|t| t.contains("赵两栖")).count()),
            (1, 1),
            "{to:?}"
        );
        let (_, subject, text) = mails.iter().find(|(to, ..)| to.contains("赵两栖")).expect("a mail");
        assert_eq!(subject, "请签收 4 项任务 · 滨江市食品安全联席会议");
        assert!(text.contains("总结整治成效") && text.contains("完善追溯平台") && !text.contains("检查学校食堂"), "{text}");
        assert!(stage.mails("duty-news").is_empty());
        assert!(stage.office.get(&path).expect(200).select_text(".timeline").contains("一并确认，交办 5 项任务（2026-0001 至 2026-0005）"));
    });
}

#[test]
fn a_list_goes_out_whole_or_not_at_all() {
    TestApp::each(|app| {
        let stage = Stage::new(app);
        let other = stage.app.browser(&stage.cast.person(stage.workspace, "钱进", &[Role::Secretariat], &[]));
        let path = stage.paste(LONG);
        let html = table(&stage, &path);
        let ids: Vec<String> = ["公布抽检结果", "总结整治成效", "检查学校食堂"].iter().map(|w| row_of(&html, w)).collect();
        let list = format!("{path}/confirm?p={}&p={}&p={}", ids[0], ids[1], ids[2]);
        let page = stage.office.get(&list).expect(200);
        assert!(page.select_text(".to-confirm").contains("对应单位"), "names nobody is known by come first");
        let sheet = Sheet::of(&page.text(), "main form");
        assert_eq!(sheet.0.iter().filter(|(n, _)| n == "proposal").count(), 1, "two hold names nobody is known by: {sheet:?}");
        // Somebody else changes it between list and button.
        let form = stage.review(&path).into_iter().find(|f| f.get("title") == "总结整治成效").expect("a proposal");
        other.post(&form.action, &form.press("save", &[("title", "总结整治成效报告"), ("due", "2027-01-31")])).expect(303);
        let mut all = sheet.clone();
        let open = form_of(&stage, &path, "公布抽检结果");
        all.with("proposal", &format!("{open}:1"));
        let back = stage.office.post(&format!("{path}/confirm"), &all.pairs()).expect(409);
        let text = back.select_text(".to-confirm");
        assert!(text.contains("总结整治成效报告") && text.contains("2027-01-31") && text.contains("刚由他人修改"), "{text}");
        assert_eq!(stage.office.get(&format!("{path}/coverage")).expect(200).select_text(".made"), "", "nothing went out");
        assert!(stage.mails("duties-assigned").is_empty() && stage.mails("duty-news").is_empty());
        // Seen anew, it goes out; nothing ticked is told, and what is no longer there goes out no second time.
        let anew = Sheet::of(&back.text(), "main form");
        assert_eq!(anew.0.iter().filter(|(n, _)| n == "proposal").count(), 0, "what changed is not ticked any more");
        assert!(stage.office.post(&format!("{path}/confirm"), &anew.pairs()).expect(422).select_text(".errors").contains("请先勾选"));
        let mut ticked = anew.clone();
        ticked.with("proposal", &format!("{}:2", ids[1]));
        stage.office.post(&format!("{path}/confirm"), &ticked.pairs()).expect(303);
        stage.office.post(&format!("{path}/confirm"), &ticked.pairs()).expect(409);
        assert_eq!(stage.office.get(&format!("{path}/coverage")).expect(200).select_text(".made .num"), "2026-0001");
    });
}

/// The id of the proposal of this title.
fn form_of(stage: &Stage<'_>, path: &str, title: &str) -> String {
    let form = stage.review(path).into_iter().find(|f| f.get("title") == title).expect("a proposal");
    form.action.rsplit('/').next().unwrap_or_default().to_owned()
}

#[test]
fn a_row_somebody_else_changed_shows_both_versions_and_saves_nothing_meanwhile() {
    TestApp::each(|app| {
        let stage = Stage::new(app);
        let other = stage.app.browser(&stage.cast.person(stage.workspace, "钱进", &[Role::Secretariat], &[]));
        let path = stage.paste(LONG);
        let html = table(&stage, &path);
        let [trace, reward, school] = ["完善追溯平台", "建立奖励办法", "检查学校食堂"].map(|w| row_of(&html, w));
        let mut mine = Sheet::of(&html, "form.bulk");
        mine.set(&format!("lead-{trace}"), "市农业农村局").set(&format!("lead-{reward}"), "市市场监管局").with("do", "save");
        let of = |title: &str| stage.review(&path).into_iter().find(|f| f.get("title") == title).expect("a proposal");
        for (title, lead) in [("完善追溯平台", "市卫生健康委"), ("检查学校食堂", "市卫生健康委")] {
            let form = of(title);
            other.post(&form.action, &form.press("save", &[("lead", lead)])).expect(303);
        }
        let back = stage.office.post(&format!("{path}/table"), &mine.pairs()).expect(409);
        let text = back.text();
        assert!(text.contains("他人刚保存：牵头 市卫生健康委"), "{}", back.select_text(".bulk"));
        let mut again = Sheet::of(&text, "form.bulk");
        assert_eq!(again.get(&format!("lead-{trace}")), "市农业农村局", "mine is still there");
        assert_eq!(again.get(&format!("lead-{reward}")), "市市场监管局");
        assert_eq!(again.get(&format!("lead-{school}")), "市卫生健康委", "a row I never touched takes theirs over");
        assert_eq!(of("建立奖励办法").get("lead"), "", "nothing was saved yet");
        again.with("do", "save");
        stage.office.post(&format!("{path}/table"), &again.pairs()).expect(303);
        assert_eq!((of("完善追溯平台").get("lead"), of("检查学校食堂").get("lead")), ("市农业农村局", "市卫生健康委"));
        // A row that is decided meanwhile leaves the table, but not what was typed about it.
        let mut late = Sheet::of(&table(&stage, &path), "form.bulk");
        late.set(&format!("lead-{reward}"), "市卫生健康委").with("do", "save");
        let form = of("建立奖励办法");
        other.post(&form.action, &form.press("confirm", &[])).expect(303);
        let back = stage.office.post(&format!("{path}/table"), &late.pairs()).expect(409);
        let notice = back.select_text(".notice[role=alert]");
        assert!(notice.contains("建立奖励办法") && notice.contains("牵头 市卫生健康委"), "{notice}");
        // Another document's and another workspace's proposals are nobody's here.
        let foreign = stage.paste(&LONG.replace("20号", "21号"));
        let strange = row_of(&table(&stage, &foreign), "完善追溯平台");
        let forged =
            [("row", strange.as_str()), (&format!("version-{strange}"), "1"), (&format!("lead-{strange}"), "市市场监管局"), ("do", "save")];
        stage.office.post(&format!("{path}/table"), &forged).expect(404);
        let there = stage.cast.workspace("other", "别的联席会议");
        let stranger = stage.app.browser(&stage.cast.person(there, "外人", &[Role::Secretariat], &[]));
        stranger.post(&format!("{}/table", path.replace("/food/", "/other/")), &mine.pairs()).expect(404);
        stranger
            .post(&format!("{}/bodies", path.replace("/food/", "/other/")), &[("printed-0", "有关部门"), ("how-0", "nobody")])
            .expect(404);
    });
}

#[test]
fn filters_show_what_is_left_to_do() {
    TestApp::each(|app| {
        let stage = Stage::new(app);
        let path = stage.paste(LONG);
        let shown = |only: &str| stage.office.get(&format!("{path}/review?only={only}")).expect(200).select_text("ol.review h2");
        assert!(shown("nolead").contains("5. 完善追溯平台") && !shown("nolead").contains("7."), "{}", shown("nolead"));
        assert!(shown("nodate").contains("2.") && !shown("nodate").contains("7."), "{}", shown("nodate"));
        assert!(shown("unsure").contains("7.") && shown("open").contains("1."), "{}", shown("unsure"));
        let page = stage.office.get(&format!("{path}/review")).expect(200);
        assert!(page.select_text(".steps").contains("补充牵头和期限"), "{}", page.select_text(".steps"));
    });
}
