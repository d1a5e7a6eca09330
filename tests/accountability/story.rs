//! The whole way of a matter by its pages: a city misses its target, is heard in time, the meeting decides, others verify.

use diesel::prelude::*;
use lianxi::{
    duties::{self, Seen as SeenDuty},
    schema::matters,
};

use super::stage::Stage;
use crate::{meetings::minutes_stage::held, support::TestApp};

#[test]
fn a_city_is_heard_decided_on_put_right_and_verified_by_others() {
    TestApp::each(|app| {
        let g = Stage::new(app);
        let meeting = held(&g.s);
        let (zhou, sun, wang, he) = (g.browser(&g.s.zhou), g.browser(&g.s.sun), g.browser(&g.s.liaisons[1]), g.browser(&g.he));
        let (city, bureau, police) = (g.city.to_string(), g.s.departments[1].to_string(), g.s.departments[2].to_string());

        // Entered by hand, once a fact.
        let form = [
            ("cause", "misconduct"),
            ("title", "百日打假行动未完成目标"),
            ("subject", "local_government"),
            ("department", &city),
            ("on", "2026-11-02"),
            ("facts", "应查处 120 件，实际 41 件"),
        ];
        let wrong =
            zhou.post("/w/ours/matters/new", &[&form[..2], &[("subject", "department"), ("department", &city)]].concat()).expect(422);
        assert!(wrong.select_text("#f-department-error").contains("地方政府") && wrong.select_text("#f-on-error").contains("填写"));
        let made = zhou.post("/w/ours/matters/new", &form).expect(303);
        let at = made.location().to_owned();
        let number = at.rsplit('/').next().expect("a number").to_owned();
        let again = zhou.post("/w/ours/matters/new", &form).expect(409);
        assert!(again.text().contains(&format!("已经提出过，见 {number}")), "{}", again.select_text("main"));
        assert_eq!(g.told("matter-proposed"), ["孙波"], "the other one of the office");
        let page = zhou.get(&at).expect(200);
        assert!(page.select_text(".facts").contains("苏政发〔2000〕84号第二十五条") && page.select_text(".facts").contains("规则第 1 版"));

        // Taken up; whoever is near the subject does not look into it, and nobody does before they declare.
        zhou.post(&format!("{at}/notify"), &[]).expect(409);
        zhou.post(&format!("{at}/accept"), &[("reason", "")]).expect(303);
        let near = g.he.membership_id.to_string();
        let refused = zhou.post(&format!("{at}/people"), &[("part", "handler"), ("member", &near)]).expect(422);
        assert!(refused.text().contains("问责对象本人及其所在单位的人员不能参与办理"));
        zhou.post(&format!("{at}/people"), &[("part", "handler"), ("member", &g.s.liaisons[1].membership_id.to_string())]).expect(303);
        zhou.post(&format!("{at}/people"), &[("part", "handler"), ("member", &g.s.liaisons[2].membership_id.to_string())]).expect(303);
        zhou.post(&format!("{at}/people"), &[("part", "decider"), ("member", &g.s.li.membership_id.to_string())]).expect(303);
        assert_eq!(g.told("matter-named"), ["李卫东", "王磊", "赵强"]);
        let home = wang.get("/w/ours").expect(200);
        assert!(home.select_text("main").contains("待申报回避") && home.select_text("nav").contains("问责事项"));
        assert!(wang.post(&format!("{at}/note"), &[("text", "先看看")]).expect(409).text().contains("请先申报是否需要回避"));
        wang.post(&format!("{at}/declare"), &[("interest", "no")]).expect(303);
        wang.post(&format!("{at}/note"), &[("text", "市里瞒报两处窝点")]).expect(303);
        assert!(zhou.get(&format!("{at}/notify")).expect(409).text().contains("没有申报"), "赵强 has not");
        let zhao = g.browser(&g.s.liaisons[2]);
        zhao.post(&format!("{at}/declare"), &[("interest", "yes")]).expect(422);
        zhao.post(&format!("{at}/declare"), &[("interest", "yes"), ("reason", "本人原在该市工作")]).expect(303);
        zhao.get(&at).expect(404);
        assert!(zhou.get(&at).expect(200).select_text("#people").contains("本人原在该市工作"));
        assert!(!zhou.get(&at).expect(200).text().contains("瞒报"), "notes are for those who look into it");
        he.get(&at).expect(404);
        assert!(!he.get("/w/ours").expect(200).text().contains("百日打假"));

        // The subject is told, with a date in working days.
        let what = zhou.get(&format!("{at}/notify")).expect(200);
        assert!(
            what.text().contains("何平") && what.text().contains("马市长") && what.text().contains("2026-12-07"),
            "{}",
            what.select_text("main")
        );
        zhou.post(&format!("{at}/notify"), &[]).expect(303);
        assert_eq!(g.told("matter-notified"), ["何平", "马市长"]);
        let page = he.get(&at).expect(200);
        assert!(page.text().contains("实际 41 件") && page.select_text("main").contains("请在2026-12-07"));
        for secret in ["瞒报", "王磊", "赵强", "受理"] {
            assert!(!page.select_text("main").contains(secret), "the subject reads {secret}");
        }
        assert!(he.get("/w/ours").expect(200).select_text("main").contains("待陈述申辩"));
        he.post(&format!("{at}/accept"), &[]).expect(409);
        he.post(&format!("{at}/dismiss"), &[("reason", "不服")]).expect(403);

        // Nothing is decided before it was heard, and what it asks for is answered.
        let decision = meeting.decisions[0].to_string();
        let decide = [
            ("form", "criticism"),
            ("basis", "第二十二条"),
            ("text", "对南京市人民政府通报批评，责令一个月内补齐"),
            ("body", "meeting"),
            ("decision", &decision),
        ];
        assert!(zhou.post(&format!("{at}/decide"), &decide).expect(409).text().contains("现在还不能录入决定"));
        he.post(&format!("{at}/reply"), &[("text", "  ")]).expect(422);
        he.post(&format!("{at}/reply"), &[("text", "经费未到位，已补查 30 件")]).expect(303);
        he.upload(&format!("{at}/files"), &[], "file", "说明.txt", "补查情况".as_bytes()).expect(303);
        he.post(&format!("{at}/ask-extension"), &[("text", "待补材料"), ("day", "2026-12-01")]).expect(422);
        he.post(&format!("{at}/ask-extension"), &[("text", "待补材料"), ("day", "2026-12-15")]).expect(303);
        he.post(&format!("{at}/ask-hearing"), &[("text", "请求当面陈述")]).expect(303);
        he.post(&format!("{at}/ask-hearing"), &[("text", "请求当面陈述")]).expect(409);
        assert!(zhou.post(&format!("{at}/decide"), &decide).expect(409).text().contains("尚未答复"));
        let page = zhou.get(&at).expect(200);
        let html = page.html();
        let select = scraper::Selector::parse("#papers a.btn").expect("a selector");
        let asked: Vec<String> = html.select(&select).filter_map(|a| a.attr("href").map(str::to_owned)).collect();
        assert_eq!(asked.len(), 2, "two requests wait");
        zhou.post(&asked[0], &[("granted", "no")]).expect(422);
        zhou.post(&asked[0], &[("granted", "yes"), ("text", "同意")]).expect(303);
        // A hearing has a day within the term, a time and a place.
        let hold = |day: &'static str| [("granted", "yes"), ("text", "同意"), ("day", day), ("time", "09:30"), ("place", "第一会议室")];
        zhou.post(&asked[1], &hold("2026-11-25")[..2]).expect(422);
        for wrong in ["2026-11-23", "2027-03-01", "x"] {
            zhou.post(&asked[1], &hold(wrong)).expect(422);
        }
        zhou.post(&asked[1], &hold("2026-11-25")).expect(303);
        let set = he.get(&at).expect(200).text();
        assert!(set.contains("09:30") && set.contains("第一会议室"), "the subject is told when and where");
        assert!(wang.get("/w/ours").expect(200).select_text("main").contains("待举行听证"));
        assert!(he.get(&at).expect(200).select_text("aside").contains("2026-12-15"), "the last day moved");
        assert!(zhou.post(&format!("{at}/decide"), &decide).expect(409).text().contains("尚未举行"));
        wang.post(&format!("{at}/hear"), &[("day", "2026-11-23"), ("present", "王磊、何平"), ("record", "何平陈述了经费情况")]).expect(303);

        // Not by whoever looked into it; a decision nobody may see is none; then by the meeting.
        wang.post(&format!("{at}/decide"), &decide).expect(403);
        zhou.post(&format!("{at}/decide"), &[&decide[..4], &[("decision", "77")]].concat()).expect(422);
        zhou.post(
            &format!("{at}/decide"),
            &[&decide[..3], &[("body", "department"), ("department", &city), ("on", "2026-11-20")]].concat(),
        )
        .expect(422);
        let li = g.browser(&g.s.li);
        assert!(li.get("/w/ours").expect(200).select_text("main").contains("待申报回避"), "those who decide are asked too");
        li.post(&format!("{at}/declare"), &[("interest", "no")]).expect(303);
        assert!(li.get("/w/ours").expect(200).select_text("main").contains("待决定"));
        assert!(li.get(&at).expect(200).text().contains("何平陈述了经费情况") && !li.get(&at).expect(200).text().contains("瞒报"));
        zhou.post(&format!("{at}/decide"), &decide).expect(303);
        assert_eq!(g.told("matter-decided"), ["何平", "马市长"]);
        let page = he.get(&at).expect(200);
        assert!(page.select_text("#decisions").contains("第四季度联席会议") && page.select_text("#decisions").contains("责令一个月内补齐"));

        // Objected to once; another body and another person say what becomes of it.
        he.post(&format!("{at}/object"), &[("text", "基数有误")]).expect(303);
        he.post(&format!("{at}/object"), &[("text", "基数有误")]).expect(409);
        let rule = |body: &'static str, id: &str| {
            vec![
                ("ruling", "upheld".to_owned()),
                ("basis", "第二十二条".to_owned()),
                ("text", "基数无误，维持".to_owned()),
                ("body", body.to_owned()),
                (if body == "meeting" { "decision" } else { "department" }, id.to_owned()),
                ("on", "2026-11-23".to_owned()),
            ]
        };
        let post = |browser: &crate::support::app::Browser, fields: Vec<(&'static str, String)>| {
            let fields: Vec<(&str, &str)> = fields.iter().map(|(k, v)| (*k, v.as_str())).collect();
            browser.post(&format!("{at}/rule"), &fields)
        };
        assert!(post(&zhou, rule("department", &police)).expect(409).text().contains("原决定的录入人"));
        assert!(post(&sun, rule("meeting", &decision)).expect(422).text().contains("须由另一机关"));
        assert!(post(&sun, rule("department", &bureau)).expect(422).text().contains("调查人员所在单位不能对申诉作出结论"));
        post(&sun, rule("department", &police)).expect(303);
        assert!(he.get(&at).expect(200).select_text("#decisions").contains("维持"));

        // What has to be put right is a duty of the city, and of nobody else's knowledge.
        let charge = [("title", "补齐整改"), ("requirement", "一个月内补查 79 件"), ("department", &city), ("day", "2026-12-31")];
        let undated = zhou.post(&format!("{at}/charge"), &charge[..3]).expect(422);
        assert!(undated.select_text("#f-day-error").contains("填写"), "{}", undated.select_text("main"));
        zhou.post(&format!("{at}/charge"), &charge).expect(303);
        let duty = g.act(&g.s.office(), |conn, scope| {
            let own = matters::table.filter(matters::workspace_id.eq(scope.workspace_id())).filter(matters::number.eq(&number));
            let id = own.select(matters::id).first::<i64>(conn)?;
            duties::queries::of_origins(conn, scope, duties::CONFIDENTIAL_ORIGIN, &[id])
        });
        let duty = duty.into_iter().next().expect("a duty");
        assert!(he.get(&format!("/w/ours/duties/{}", duty.number)).expect(200).text().contains("一个月内补查 79 件"));
        let hidden = ["百日打假", "补齐整改", "79 件"];
        for who in [&g.s.stranger, &g.colleague, &g.aloof, &g.administrator, &g.s.liaisons[2]] {
            g.learns_nothing(who, &[&number], &hidden);
            assert_ne!(g.browser(who).get(&format!("/w/ours/duties/{}", duty.number)).status, 200, "{}", who.name);
        }

        // Nothing closes while it is open, nor by the city itself.
        he.post(&format!("{at}/respond"), &[("text", "已补查 79 件")]).expect(303);
        let verify = |department: &str| [("department", department.to_owned()), ("text", "现场核验属实".to_owned())];
        let done = |department: &str| {
            let fields = verify(department);
            let fields: Vec<(&str, &str)> = fields.iter().map(|(k, v)| (*k, v.as_str())).collect();
            zhou.post(&format!("{at}/verify"), &fields)
        };
        assert!(done(&city).expect(422).text().contains("问责对象所在单位不能核验"));
        assert!(done(&bureau).expect(409).text().contains("尚未办结"));
        let office = g.s.office();
        let of_city = g.s.cast.scope(&g.he);
        let seen = SeenDuty::any(duty.id);
        g.act(&of_city, |conn, scope| duties::actions::accept(conn, scope, seen, g.city));
        g.act(&of_city, |conn, scope| duties::actions::submit(conn, scope, seen, g.city, "已补齐"));
        g.act(&office, |conn, scope| duties::actions::close(conn, scope, seen, "属实"));
        he.post(&format!("{at}/verify"), &[("department", &bureau), ("text", "自己核验")]).expect(403);
        done(&bureau).expect(303);
        let page = zhou.get(&at).expect(200);
        assert!(page.select_text(".head").contains("已办结") && page.select_text("aside").contains("省质监局"));
        assert_eq!(g.told("matter-closed"), ["何平", "马市长"]);

        // The file tells everything in order of time, to each what they may read.
        let file = zhou.get(&format!("{at}/file.docx")).expect_file(200).docx_text();
        let places: Vec<usize> = ["经费未到位", "请求当面陈述", "何平陈述了经费情况", "责令一个月内补齐", "基数有误", "已补查 79 件"]
            .iter()
            .map(|w| file.find(w).unwrap_or_else(|| panic!("the file lacks {w}")))
            .collect();
        assert!(places.windows(2).all(|w| w[0] < w[1]), "in order: {places:?}");
        for reasons in ["本人原在该市工作", "现场核验属实", "第一会议室"] {
            assert!(file.contains(reasons), "the file lacks {reasons}");
        }
        assert!(!file.contains("瞒报") && wang.get(&format!("{at}/file.docx")).expect_file(200).docx_text().contains("瞒报"));
        assert!(!he.get(&format!("{at}/file.docx")).expect_file(200).docx_text().contains("瞒报"));
        let auditor = g.browser(&g.auditor);
        assert!(auditor.get(&at).expect(200).text().contains("瞒报"), "auditors read how it was looked into");
        let board = auditor.get("/w/ours/matters/board?by=region").expect(200);
        assert_eq!(board.grid()[0].1[4].0, "1", "closed: {:?}", board.grid());
        auditor.every_number_is_a_list(&board);
        auditor.post(&format!("{at}/reopen"), &[("reason", "x")]).expect(403);
        zhou.post(&format!("{at}/reopen"), &[("reason", "整改反弹")]).expect(303);
        assert!(he.get("/w/ours").expect(200).select_text("main").contains("待报送整改"));
        app.deliver();
    });
}
