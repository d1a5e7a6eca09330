//! Digests in the browser.

use crate::support::TestApp;
use lianxi::tenancy::Role;

#[test]
fn settings_preview_and_stop() {
    TestApp::each(|app| {
        let cast = app.cast();
        let ours = cast.workspace("ours", "质量工作联席会议");
        let zhou = cast.person(ours, "周敏", &[Role::Secretariat], &[]);
        let li = cast.person(ours, "李副省长", &[Role::Leader], &[]);
        let wu = cast.person(ours, "吴审计", &[Role::Auditor], &[]);
        let theirs = cast.workspace("theirs", "别处");
        let stranger = cast.person(theirs, "外人", &[Role::Secretariat], &[]);
        let (office, leader, auditor) = (app.browser(&zhou), app.browser(&li), app.browser(&wu));

        let settings = format!("/w/ours/digests/settings/leader/{}", li.membership_id);
        let preview = format!("/w/ours/digests/preview/leader/{}", li.membership_id);
        assert!(office.get("/w/ours/digests").expect(200).text().contains("李副省长"));
        assert!(!leader.get("/w/ours/digests").expect(200).text().contains("周敏</td>"));
        office.get(&settings).expect(200);
        office.get(&preview).expect(200);
        leader.get(&preview).expect(200);
        auditor.get(&preview).expect(403);
        auditor.post(&settings, &[("frequency", "never")]).expect(403);
        app.browser(&stranger).get(&settings).expect(404);
        office.get("/w/ours/digests/settings/liaison/1").expect(404);
        office.get("/w/ours/digests/settings/monthly/1").expect(404);

        let form = [("frequency", "daily"), ("weekday", "2"), ("hour", "18"), ("even_if_empty", "1"), ("version", "0")];
        let wrong = office.post(&settings, &[("frequency", "hourly"), ("weekday", "9"), ("hour", "x"), ("version", "0")]).expect(422);
        assert_eq!(wrong.html().select(&scraper::Selector::parse(".errors li").expect("a selector")).count(), 3, "{}", wrong.text());
        assert_eq!(office.post(&settings, &form).expect(303).location(), "/w/ours/digests");
        assert_eq!(office.post(&settings, &form).status, 409, "made from what is no longer so");

        // At 18:00 in Shanghai the digest that was asked for comes, though there is nothing to tell.
        app.clock.advance(chrono::Duration::hours(9));
        app.work();
        let own = leader.get("/w/ours/digests").expect(200);
        let href = own.attr("table a", "href").expect("a past digest");
        assert!(leader.get(&href).expect(200).text().contains("没有事项需要您处理"));
        office.get(&href).expect(200);
        auditor.get(&href).expect(403);
        app.browser(&stranger).get(&href).expect(404);
        assert!(app.browser(&stranger).get(&href.replace("/w/ours", "/w/theirs")).status == 404);

        let eml = leader.get(&format!("{preview}/mail")).expect(200);
        assert!(eml.text().contains("Auto-Submitted: auto-generated"), "{}", eml.text());
    });
}

#[test]
fn the_link_in_the_mail_stops_it_without_a_login() {
    TestApp::each(|app| {
        let cast = app.cast();
        let ours = cast.workspace("ours", "质量工作联席会议");
        let li = cast.person(ours, "李副省长", &[Role::Leader], &[]);
        cast.person(ours, "周敏", &[Role::Secretariat], &[]);
        let leader = app.browser(&li);
        let settings = format!("/w/ours/digests/settings/leader/{}", li.membership_id);
        let daily = [("frequency", "daily"), ("weekday", "1"), ("hour", "10"), ("even_if_empty", "1"), ("version", "0")];
        leader.post(&settings, &daily).expect(303);
        app.clock.advance(chrono::Duration::hours(1));
        app.work();
        let sent = std::fs::read_dir(app.dir.path().join("mail")).expect("mails").flatten().next().expect("one mail");
        let raw = std::fs::read(sent.path()).expect("a mail");
        let mail = mailparse::parse_mail(&raw).expect("a message");
        let header = |name: &str| mail.headers.iter().find(|h| h.get_key() == name).map(|h| h.get_value()).unwrap_or_default();
        assert_eq!(header("Auto-Submitted"), "auto-generated");
        assert!(header("List-Id").contains("<digest-leader.ours.lianxi.test>"), "{}", header("List-Id"));
        let link = header("List-Unsubscribe").trim_matches(['<', '>']).replace("http://lianxi.test", "");
        assert!(link.starts_with("/digest-stop/ours/leader/"), "{link}");

        let mut visitor = app.visitor();
        let question = visitor.open_form(&link).expect(200);
        assert!(question.text().contains("李副省长"));
        let before = leader.get("/w/ours/digests").text();
        assert!(before.contains("每天"), "a GET changes nothing");
        assert!(visitor.post(&link, &[]).expect(200).text().contains("以后不再向李副省长发送"));
        assert!(leader.get("/w/ours/digests").text().contains("停发"));
        visitor.get(&link.replace("/leader/", "/liaison/")).expect(404);
        visitor.get(&link[..link.len() - 1]).expect(404);
        app.clock.advance(chrono::Duration::days(91));
        visitor.get(&link).expect(404);
    });
}

#[test]
fn a_mail_program_ends_a_digest_with_one_bare_post() {
    for db in crate::support::TestDb::all() {
        let app = TestApp::start_at(db, "https://lianxi.test");
        let cast = app.cast();
        let ours = cast.workspace("ours", "甲联席会议");
        let li = cast.person(ours, "李副省长", &[Role::Leader], &[]);
        let leader = app.browser(&li).secure();
        let settings = format!("/w/ours/digests/settings/leader/{}", li.membership_id);
        let daily = [("frequency", "daily"), ("weekday", "1"), ("hour", "10"), ("even_if_empty", "1"), ("version", "0")];
        leader.post(&settings, &daily).expect(303);
        app.clock.advance(chrono::Duration::hours(1));
        app.work();
        let sent = std::fs::read_dir(app.dir.path().join("mail")).expect("mails").flatten().next().expect("one mail");
        let raw = std::fs::read(sent.path()).expect("a mail");
        let mail = mailparse::parse_mail(&raw).expect("a message");
        let header = |name: &str| mail.headers.iter().find(|h| h.get_key() == name).map(|h| h.get_value()).unwrap_or_default();
        assert_eq!(header("List-Unsubscribe-Post"), "List-Unsubscribe=One-Click");
        let link = header("List-Unsubscribe").trim_matches(['<', '>']).replace("https://lianxi.test", "");
        let secret = link.rsplit('/').next().expect("a secret");
        let program = app.visitor();
        let click = [("List-Unsubscribe", "One-Click")];
        // It opens nothing but this, and nothing else opens without a token.
        program.post_raw(&link.replace("/leader/", "/liaison/"), &click).expect(404);
        program.post_raw(&link.replace("/ours/", "/theirs/"), &click).expect(404);
        program.post_raw(&format!("/invitation/{secret}"), &click).expect(403);
        program.post_raw(&format!("/password/reset/{secret}"), &click).expect(403);
        leader.clone().post_raw(&settings, &daily).expect(403);
        assert!(leader.get("/w/ours/digests").text().contains("每天"));
        program.post_raw(&link, &click).expect(200);
        assert!(leader.get("/w/ours/digests").text().contains("停发"));
        // Sent twice, it is stopped once.
        program.post_raw(&link, &click).expect(200);
    }
}

#[test]
fn what_was_chosen_stays_where_somebody_chose_meanwhile() {
    TestApp::each(|app| {
        let cast = app.cast();
        let ours = cast.workspace("ours", "甲联席会议");
        let li = cast.person(ours, "李副省长", &[Role::Leader], &[]);
        let zhou = cast.person(ours, "周敏", &[Role::Secretariat], &[]);
        let (leader, office) = (app.browser(&li), app.browser(&zhou));
        let settings = format!("/w/ours/digests/settings/leader/{}", li.membership_id);
        let chosen = |frequency: &'static str, hour: &'static str, version: &str| {
            [("frequency", frequency), ("weekday", "3"), ("hour", hour), ("version", version)].map(|(k, v)| (k, v.to_owned()))
        };
        let post = |browser: &crate::support::app::Browser, fields: [(&'static str, String); 4]| {
            browser.post(&settings, &fields.iter().map(|(k, v)| (*k, v.as_str())).collect::<Vec<_>>())
        };
        post(&leader, chosen("daily", "7", "0")).expect(303);
        let refused = post(&office, chosen("weekly", "16", "0")).expect(409);
        assert!(refused.text().contains("他人刚刚修改"), "{}", refused.select_text("main"));
        assert_eq!(refused.attr("input[name=frequency][checked]", "value").as_deref(), Some("weekly"));
        assert_eq!(refused.attr("select[name=hour] option[selected]", "value").as_deref(), Some("16"));
        let version = refused.attr("input[name=version]", "value").expect("a version");
        post(&office, chosen("weekly", "16", &version)).expect(303);
    });
}
