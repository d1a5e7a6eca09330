//! Files of duties, from outside: what may come in, what comes out again and how, and what is left behind when something goes wrong.

use std::{
    io::{Read, Write},
    path::{Path, PathBuf},
};

use lianxi::{
    attachments::{self, MadeFile, Media},
    duties::{Seen, actions},
    outbox::{Deliver, Letter, carry_file, enqueue},
    platform::{db::Tenant, i18n::Lang, jobs::run_until_idle, mail::Transport},
    timeline::Subject,
};

use crate::{
    support::{
        TestApp,
        app::{Answer, Browser},
    },
    world::{Persona, World, tenant_counts},
};

/// Every file below the store, temporary ones included.
fn stored(app: &TestApp) -> Vec<PathBuf> {
    fn walk(dir: &Path, found: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(dir).expect("a directory").flatten() {
            if entry.path().is_dir() { walk(&entry.path(), found) } else { found.push(entry.path()) }
        }
    }
    let mut found = Vec::new();
    walk(&app.dir.path().join("blobs"), &mut found);
    found.sort();
    found
}

/// A duty under way, and the browsers of those who have to do with it.
struct Stage<'a> {
    world: &'a World<'a>,
    number: String,
    path: String,
}

impl<'a> Stage<'a> {
    fn new(world: &'a World<'a>) -> Self {
        let number = world.ours.duty("in_progress");
        let path = format!("/w/ours/duties/{number}");
        Self { world, number, path }
    }

    fn on(test: impl Fn(&TestApp, &Stage<'_>)) {
        TestApp::each(|app| {
            let cast = app.cast();
            let world = World::new(app, &cast);
            test(app, &Stage::new(&world));
        });
    }

    fn browser(&self, persona: Persona) -> Browser {
        self.world.app.browser(&self.world.ours.people[&persona])
    }

    fn send(&self, browser: &Browser, name: &str, bytes: &[u8]) -> Answer {
        browser.upload(&format!("{}/files", self.path), &[], "file", name, bytes)
    }

    /// The path of a file by its name on the duty's page.
    fn file(&self, browser: &Browser, name: &str) -> String {
        let page = browser.get(&self.path).expect(200);
        let links = scraper::Selector::parse("#files a").expect("a selector");
        let html = page.html();
        let found = html.select(&links).find(|a| a.text().collect::<String>() == name);
        found.and_then(|a| a.value().attr("href")).unwrap_or_else(|| panic!("no {name}: {}", page.select_text("#files"))).to_owned()
    }

    /// Whatever was sent was refused with these words beside the field, and nothing of it is left.
    fn refused(&self, answer: Answer, words: &str, before: &[PathBuf]) {
        let answer = answer.expect(422);
        let said = answer.select_text("#f-file-error");
        assert!(said.contains(words), "{words}: {said}");
        assert!(answer.attr("#f-file", "aria-invalid").is_some());
        assert_eq!(stored(self.world.app), before, "{words}: something was left behind");
    }
}

fn set(app: &TestApp, workspace: i64, json: &str) {
    let sql = format!("UPDATE workspaces SET settings = '{json}' WHERE id = {workspace}");
    let run = |conn: &mut _| Ok(diesel::RunQueryDsl::execute(diesel::sql_query(sql), conn)?);
    app.db().write(Tenant::One(workspace), run).expect("settings");
}

#[test]
fn a_file_goes_in_and_comes_out_as_it_was_and_only_to_be_saved() {
    Stage::on(|_, stage| {
        let lead = stage.browser(Persona::Lead);
        let bytes = b"%PDF-1.7\n<script>alert(1)</script>".repeat(40_000);
        let sent = stage.send(&lead, "整治 情况\"报告.pdf", &bytes).expect(303);
        assert_eq!(sent.location(), format!("{}#files", stage.path));
        let page = lead.get(&stage.path).expect(200);
        assert!(page.select_text("#timeline").contains("上传附件《整治 情况_报告.pdf》（1.3 MB）"), "{}", page.select_text("#timeline"));
        let path = stage.file(&lead, "整治 情况_报告.pdf");
        // Everybody who sees the duty in full.
        for persona in [Persona::Lead, Persona::Support, Persona::Secretariat, Persona::Leader, Persona::Auditor] {
            let got = stage.browser(persona).get(&path).expect_file(200);
            assert_eq!(got.body, bytes, "{persona:?}");
        }
        for persona in [Persona::Bystander, Persona::Administrator] {
            stage.browser(persona).get(&path).expect(403);
        }
        let got = lead.get(&path).expect_file(200);
        let header = |name: &str| got.headers.get(name).and_then(|v| v.to_str().ok()).unwrap_or_default().to_owned();
        assert_eq!(header("content-type"), "application/pdf");
        assert_eq!(header("content-length"), bytes.len().to_string());
        assert_eq!(header("x-content-type-options"), "nosniff");
        assert_eq!(header("content-security-policy"), "default-src 'none'; sandbox; frame-ancestors 'none'");
        let disposition = header("content-disposition");
        assert!(disposition.starts_with("attachment; filename=\"attachment.pdf\"; filename*=UTF-8''%E6%95%B4"), "{disposition}");
        // The same content is not sent twice.
        let tag = header("etag");
        let again = lead.get_with(&path, &[("If-None-Match", &tag)]);
        assert_eq!((again.status.as_u16(), again.body.len()), (304, 0));
        assert_eq!(lead.get_with(&path, &[("If-None-Match", "\"other\"")]).status.as_u16(), 200);
        // The page itself keeps its own policy.
        assert!(page.headers["content-security-policy"].to_str().is_ok_and(|p| p.contains("script-src 'self'")));
    });
}

#[test]
fn equal_contents_are_one_blob_in_a_workspace_and_never_one_of_two() {
    Stage::on(|app, stage| {
        let before = stored(app).len();
        let lead = stage.browser(Persona::Lead);
        let text = "同一份材料".as_bytes();
        stage.send(&lead, "甲.txt", text).expect(303);
        stage.send(&lead, "乙.txt", text).expect(303);
        // Sent twice: attached once.
        stage.send(&lead, "乙.txt", text).expect(303);
        assert_eq!(stored(app).len(), before + 1);
        let page = lead.get(&stage.path).expect(200);
        assert_eq!(page.html().select(&scraper::Selector::parse(".filelist > li").expect("a selector")).count(), 2);
        let theirs = &stage.world.theirs;
        let number = theirs.duty("in_progress");
        let path = format!("/w/theirs/duties/{number}/files");
        app.browser(&theirs.people[&Persona::Lead]).upload(&path, &[], "file", "丙.txt", text).expect(303);
        assert_eq!(stored(app).len(), before + 2, "a stranger's equal content is a blob of its own");
    });
}

#[test]
fn a_strangers_file_is_not_there_whatever_the_address_says() {
    Stage::on(|app, stage| {
        let theirs = &stage.world.theirs;
        let number = theirs.with_file();
        let file = theirs.last_file.get();
        let office = stage.browser(Persona::Secretariat);
        let own = stage.world.ours.with_file();
        for path in [
            format!("/w/theirs/duties/{number}/files/{file}"),
            format!("/w/ours/duties/{number}/files/{file}"),
            format!("/w/ours/duties/{own}/files/{file}"),
            // A file of ours, but of another duty.
            format!("{}/files/{}", stage.path, stage.world.ours.last_file.get()),
            format!("{}/files/x", stage.path),
        ] {
            office.get(&path).expect(404);
            office.get(&format!("{path}/remove")).expect(404);
            office.post(&format!("{path}/remove"), &[("reason", "x")]).expect(404);
        }
        app.browser(&theirs.people[&Persona::Lead]).get(&format!("/w/theirs/duties/{number}/files/{file}")).expect_file(200);
    });
}

#[test]
fn what_lies_or_is_not_allowed_is_refused_beside_the_field_and_leaves_nothing() {
    Stage::on(|app, stage| {
        let lead = stage.browser(Persona::Lead);
        let before = stored(app);
        let counts = tenant_counts(app.db(), stage.world.ours.workspace);
        let send = |name: &str, bytes: &[u8]| stage.send(&lead, name, bytes);
        let exe = [b"MZ".as_slice(), &[0; 200], b"PE\0\0"].concat();
        stage.refused(send("报告.pdf", &exe), "名为 PDF，内容却是", &before);
        stage.refused(send("照片.png", b"%PDF-1.4\n"), "名为 PNG，内容却是PDF", &before);
        stage.refused(send("说明.txt", &[0, 1, 2, 3, 200]), "名为 TXT，内容却是", &before);
        stage.refused(send("表.docx", &archive(&["a.txt"])), "名为 DOCX，内容却是ZIP", &before);
        stage.refused(
            send("宏.docx", &archive(&["[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"])),
            "带宏的文档",
            &before,
        );
        stage.refused(send("程序.exe", &exe), "扩展名不在", &before);
        stage.refused(send("页面.html", b"<html></html>"), "扩展名不在", &before);
        stage.refused(send("空.txt", b""), "是空的", &before);
        // Of two, one is wrong: neither is taken.
        let two = lead.upload_all(&format!("{}/files", stage.path), &[], &[("file", "好.txt", "好".as_bytes()), ("file", "坏.pdf", b"x")]);
        stage.refused(two, "坏.pdf", &before);
        // Nothing was chosen; another kind of form.
        stage.refused(lead.post(&format!("{}/files", stage.path), &[]), "请选择", &before);
        set(app, stage.world.ours.workspace, r#"{"attachment_types":["pdf"]}"#);
        stage.refused(send("说明.txt", "好".as_bytes()), "不接收 TXT 文件", &before);
        assert_eq!(tenant_counts(app.db(), stage.world.ours.workspace), counts, "rows were left behind");
    });
}

#[test]
fn what_is_too_large_or_over_the_quota_leaves_nothing() {
    Stage::on(|app, stage| {
        let lead = stage.browser(Persona::Lead);
        let workspace = stage.world.ours.workspace;
        let before = stored(app);
        set(app, workspace, r#"{"attachment_max_mb":1}"#);
        let large = vec![b'a'; 1024 * 1024 + 1];
        stage.refused(stage.send(&lead, "大.txt", &large), "超过 1 MB", &before);
        let counts = tenant_counts(app.db(), workspace);
        let fits = vec![b'b'; 1024 * 1024];
        let sql = format!("UPDATE blobs SET size = {} WHERE workspace_id = {workspace}", 10_i64 << 30);
        stage.world.ours.sql(&sql);
        stage.refused(stage.send(&lead, "再.txt", &fits), "总容量（10 GB）已用完", &before);
        assert_eq!(tenant_counts(app.db(), workspace), counts);
    });
}

#[test]
fn an_upload_that_breaks_off_or_has_no_token_leaves_nothing() {
    Stage::on(|app, stage| {
        let lead = stage.browser(Persona::Lead);
        let before = stored(app);
        let counts = tenant_counts(app.db(), stage.world.ours.workspace);
        let cookies = lead.clone_cookies().iter().map(|(k, v)| format!("{k}={v}")).collect::<Vec<_>>().join("; ");
        let head = |csrf: &str| {
            format!(
                "--b\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n{csrf}\r\n--b\r\nContent-Disposition: form-data; \
                 name=\"file\"; filename=\"a.txt\"\r\n\r\n"
            )
        };
        let send = |csrf: &str, tail: &str, sent_short: usize| {
            let body = format!("{}{}{tail}", head(csrf), "x".repeat(700_000));
            let length = body.len() + sent_short;
            let path = format!("{}/files", stage.path);
            let request = format!(
                "POST {path} HTTP/1.1\r\nHost: lianxi.test\r\nCookie: {cookies}\r\nContent-Type: multipart/form-data; boundary=b\r\n\
                 Content-Length: {length}\r\nConnection: close\r\n\r\n{body}"
            );
            let mut stream = std::net::TcpStream::connect(app.base.trim_start_matches("http://")).expect("a connection");
            stream.write_all(request.as_bytes()).expect("sent");
            if sent_short > 0 {
                stream.shutdown(std::net::Shutdown::Write).expect("no more comes");
            }
            let mut answer = String::new();
            // Cut off in the middle the server may just close.
            let _ = stream.read_to_string(&mut answer);
            answer
        };
        let csrf = lead.csrf.clone().expect("a token");
        let broken = send(&csrf, "", 5_000_000);
        assert!(!broken.starts_with("HTTP/1.1 303"), "{broken}");
        let no_end = send(&csrf, "", 0);
        assert!(no_end.starts_with("HTTP/1.1 400"), "{no_end}");
        let forged = send("forged", "\r\n--b--\r\n", 0);
        assert!(forged.starts_with("HTTP/1.1 403"), "{forged}");
        assert_eq!(stored(app), before, "nothing is left behind");
        assert_eq!(tenant_counts(app.db(), stage.world.ours.workspace), counts);
        let whole = send(&csrf, "\r\n--b--\r\n", 0);
        assert!(whole.starts_with("HTTP/1.1 303"), "{whole}");
        assert_eq!(stored(app).len(), before.len() + 1);
    });
}

#[test]
fn a_name_leads_nowhere_and_is_kept_as_far_as_it_is_harmless() {
    Stage::on(|app, stage| {
        let lead = stage.browser(Persona::Lead);
        stage.send(&lead, "../../../etc/cron.d/整治.txt", "一".as_bytes()).expect(303);
        stage.send(&lead, "好\u{202E}txt.pdf", b"%PDF-1.4\n").expect(303);
        stage.send(&lead, "CON.txt", "二".as_bytes()).expect(303);
        for name in ["整治.txt", "好txt.pdf", "_CON.txt"] {
            stage.file(&lead, name);
        }
        let inside = stored(app).iter().all(|f| f.starts_with(app.dir.path().join("blobs")));
        assert!(inside);
    });
}

#[test]
fn versions_follow_each_other_by_name_or_by_choice() {
    Stage::on(|_, stage| {
        let (lead, support) = (stage.browser(Persona::Lead), stage.browser(Persona::Support));
        stage.send(&lead, "汇总.txt", "一".as_bytes()).expect(303);
        stage.send(&support, "汇总.txt", "二".as_bytes()).expect(303);
        let page = lead.get(&stage.path).expect(200);
        let file = page
            .html()
            .select(&scraper::Selector::parse("#f-replaces option:nth-child(2)").expect("a selector"))
            .next()
            .and_then(|o| o.value().attr("value").map(str::to_owned))
            .expect("a file to choose");
        lead.upload(&format!("{}/files", stage.path), &[("replaces", &file)], "file", "终稿.txt", "三".as_bytes()).expect(303);
        let page = lead.get(&stage.path).expect(200);
        let shown = page.select_text("#files");
        assert!(shown.contains("终稿.txt TXT · 3 B · 第 3 版") && shown.contains("其他版本（2）"), "{shown}");
        assert!(page.select_text("#timeline").contains("上传附件《汇总.txt》第 2 版"));
        assert_eq!(lead.get(&stage.file(&lead, "终稿.txt")).body, "三".as_bytes());
        // Two at once cannot both be one version; a file of another duty is none of this.
        let two = [("file", "a.txt", b"a".as_slice()), ("file", "b.txt", b"b".as_slice())];
        let several = lead.upload_all(&format!("{}/files", stage.path), &[("replaces", &file)], &two).expect(422);
        assert!(several.select_text("#f-file-error").contains("只能选一个"));
        stage.world.ours.with_file();
        let other = stage.world.ours.last_file.get().to_string();
        lead.upload(&format!("{}/files", stage.path), &[("replaces", &other)], "file", "x.txt", b"x").expect(404);
        let both = lead.upload_all(&format!("{}/files", stage.path), &[], &two).expect(303);
        assert!(both.location().ends_with("#files"));
    });
}

#[test]
fn versions_sent_at_once_are_each_one_or_refused() {
    Stage::on(|app, stage| {
        let lead = stage.browser(Persona::Lead);
        stage.send(&lead, "汇总.txt", b"0").expect(303);
        let answers: Vec<u16> = std::thread::scope(|scope| {
            let path = format!("{}/files", stage.path);
            let send = |n: u8| {
                let (lead, path) = (lead.clone(), path.clone());
                scope.spawn(move || lead.upload(&path, &[], "file", "汇总.txt", &[b'a' + n]).status.as_u16())
            };
            let sent: Vec<_> = (0..6).map(send).collect();
            sent.into_iter().map(|s| s.join().expect("an answer")).collect()
        });
        let taken = answers.iter().filter(|a| **a == 303).count();
        assert!(taken >= 1 && answers.iter().all(|a| [303, 422].contains(a)), "{answers:?}");
        let page = app.browser(&stage.world.ours.people[&Persona::Lead]).get(&stage.path).expect(200);
        assert!(page.select_text("#files").contains(&format!("第 {} 版", taken + 1)), "{}", page.select_text("#files"));
    });
}

#[test]
fn removal_follows_its_rule_and_says_why() {
    Stage::on(|app, stage| {
        let (lead, support) = (stage.browser(Persona::Lead), stage.browser(Persona::Support));
        stage.send(&lead, "一.txt", "一".as_bytes()).expect(303);
        stage.send(&lead, "二.txt", "二".as_bytes()).expect(303);
        let (one, two) = (stage.file(&lead, "一.txt"), stage.file(&lead, "二.txt"));
        support.get(&format!("{one}/remove")).expect(403);
        support.post(&format!("{one}/remove"), &[("reason", "x")]).expect(403);
        let empty = lead.post(&format!("{one}/remove"), &[("reason", " ")]).expect(422);
        assert!(!empty.select_text("#f-reason-error").is_empty(), "a reason is asked for");
        assert!(lead.get(&format!("{one}/remove")).expect(200).select_text("main").contains("一周后彻底清除"));
        lead.post(&format!("{one}/remove"), &[("reason", "传错了")]).expect(303);
        assert!(lead.get(&one).expect(409).select_text("main").contains("已由"));
        let page = lead.get(&stage.path).expect(200);
        assert!(page.select_text("#files").contains("删除：传错了"), "{}", page.select_text("#files"));
        assert!(page.select_text("#timeline").contains("删除附件《一.txt》"));
        lead.post(&format!("{one}/remove"), &[("reason", "x")]).expect(409);
        // After a day it is the secretariat's.
        app.clock.advance(chrono::Duration::hours(25));
        let (lead, office) = (stage.browser(Persona::Lead), stage.browser(Persona::Secretariat));
        let late = lead.get(&format!("{two}/remove")).expect(409);
        assert!(late.select_text("main").contains("24 小时"));
        // Nobody's once the duty is closed.
        let duty = stage.world.ours.id_of("duties", &format!("number = '{}'", stage.number));
        let ours = &stage.world.ours;
        ours.act(Persona::Lead, |conn, scope| actions::submit(conn, scope, Seen::any(duty), ours.lead, "已报送"));
        ours.act(Persona::Secretariat, |conn, scope| actions::close(conn, scope, Seen::any(duty), "已核验"));
        office.get(&format!("{two}/remove")).expect(409);
        assert!(stage.send(&office, "三.txt", b"x").expect(409).select_text("main").contains("已办结销号"));
        assert!(office.get(&stage.path).expect(200).attr("#f-file", "name").is_none(), "no form where nothing is added");
        ours.act(Persona::Secretariat, |conn, scope| actions::reopen(conn, scope, Seen::any(duty), "补充材料"));
        office.post(&format!("{two}/remove"), &[("reason", "涉密")]).expect(303);
    });
}

#[test]
fn contents_nobody_has_any_more_go_after_a_week_and_no_other() {
    Stage::on(|app, stage| {
        let lead = stage.browser(Persona::Lead);
        let before = stored(app).len();
        stage.send(&lead, "甲.txt", "共有".as_bytes()).expect(303);
        stage.send(&lead, "乙.txt", "共有".as_bytes()).expect(303);
        stage.send(&lead, "丙.txt", "独有".as_bytes()).expect(303);
        for name in ["甲.txt", "丙.txt"] {
            lead.post(&format!("{}/remove", stage.file(&lead, name)), &[("reason", "误传")]).expect(303);
        }
        assert_eq!(stored(app).len(), before + 2);
        let half = app.dir.path().join("blobs/incoming/half");
        std::fs::write(&half, "cut off").expect("written");
        app.work();
        assert_eq!(stored(app).len(), before + 3, "not before their time");
        let old = std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_000_000_000);
        std::fs::File::options().write(true).open(&half).and_then(|f| f.set_modified(old)).expect("made old");
        app.clock.advance(chrono::Duration::days(8));
        app.work();
        assert_eq!(stored(app).len(), before + 1, "what somebody has stays");
        let browser = stage.browser(Persona::Lead);
        assert_eq!(browser.get(&stage.file(&browser, "乙.txt")).body, "共有".as_bytes());
        // What went can come again.
        stage.send(&browser, "丁.txt", "独有".as_bytes()).expect(303);
        assert_eq!(browser.get(&stage.file(&browser, "丁.txt")).body, "独有".as_bytes());
    });
}

#[test]
fn what_a_change_that_was_undone_left_in_the_store_goes_after_a_week() {
    Stage::on(|app, stage| {
        let lead = stage.browser(Persona::Lead);
        let before = stored(app);
        let ours = &stage.world.ours;
        let subject = Subject::new("duty", ours.id_of("duties", &format!("number = '{}'", stage.number)));
        let office = app.cast().scope(&ours.people[&Persona::Secretariat]);
        let undone: lianxi::platform::error::Result<()> = app.db().write(office.tenant(), |conn| {
            let file = MadeFile { name: "纪要.docx", media: Media::Docx, bytes: b"undone" };
            attachments::store_bytes(conn, &office, &app.site.blobs, subject, file)?;
            Err(lianxi::platform::error::Error::refused("minutes-none"))
        });
        assert!(undone.is_err());
        let stray: Vec<PathBuf> = stored(app).into_iter().filter(|p| !before.contains(p)).collect();
        assert_eq!(stray.len(), 1);
        let rows = tenant_counts(app.db(), ours.workspace);
        stage.send(&lead, "有人要.txt", "有人要".as_bytes()).expect(303);
        app.clock.advance(chrono::Duration::days(2));
        app.work();
        assert!(stray[0].exists(), "not before its time: the change may still be under way");
        let old = std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_000_000_000);
        for path in stored(app) {
            std::fs::File::options().write(true).open(&path).and_then(|f| f.set_modified(old)).expect("made old");
        }
        app.clock.advance(chrono::Duration::days(2));
        app.work();
        assert!(!stray[0].exists(), "nothing names it");
        let lead = stage.browser(Persona::Lead);
        assert_eq!(lead.get(&stage.file(&lead, "有人要.txt")).body, "有人要".as_bytes(), "what has a row stays, however old");
        assert_eq!(stored(app).len(), before.len() + 1);
        assert_eq!(tenant_counts(app.db(), ours.workspace)["blobs"], rows["blobs"] + 1, "no row is left of it either");
    });
}

#[test]
fn a_download_that_broke_off_goes_on_where_it_was() {
    Stage::on(|_, stage| {
        let lead = stage.browser(Persona::Lead);
        // More than is read at once.
        let bytes: Vec<u8> = b"%PDF-1.7 ".iter().copied().chain((0..300_000_u32).map(|n| (n % 251) as u8)).collect();
        stage.send(&lead, "大.pdf", &bytes).expect(303);
        let path = stage.file(&lead, "大.pdf");
        let whole = lead.get(&path).expect_file(200);
        let header = |answer: &Answer, name: &str| answer.headers.get(name).and_then(|v| v.to_str().ok()).unwrap_or_default().to_owned();
        let tag = header(&whole, "etag");
        assert_eq!((header(&whole, "accept-ranges").as_str(), whole.body.len()), ("bytes", bytes.len()));
        let size = bytes.len();
        for (asked, from, to) in
            [("bytes=0-0", 0, 1), ("bytes=100000-", 100_000, size), ("bytes=-7", size - 7, size), ("bytes=9-70008", 9, 70_009)]
        {
            let part = lead.get_with(&path, &[("Range", asked), ("If-Range", &tag)]).expect_file(206);
            assert!(part.body == bytes[from..to], "{asked}");
            assert_eq!(header(&part, "content-range"), format!("bytes {from}-{}/{size}", to - 1));
            assert_eq!(header(&part, "content-length"), (to - from).to_string());
            assert_eq!(header(&part, "etag"), tag);
            assert!(
                header(&part, "content-disposition").starts_with("attachment;")
                    && header(&part, "content-security-policy").contains("sandbox")
            );
        }
        let beyond = lead.get_with(&path, &[("Range", &format!("bytes={size}-"))]).expect_file(416);
        assert_eq!(header(&beyond, "content-range"), format!("bytes */{size}"));
        // Another content meanwhile, several ranges, another unit: the whole.
        for headers in [
            [("Range", "bytes=0-0"), ("If-Range", "\"other\"")],
            [("Range", "bytes=0-0,5-6"), ("If-Range", &tag)],
            [("Range", "x=0-0"), ("If-Range", &tag)],
        ] {
            assert_eq!(lead.get_with(&path, &headers).expect_file(200).body.len(), size, "{headers:?}");
        }
        assert_eq!(lead.get_with(&path, &[("Range", "bytes=0-0"), ("If-None-Match", &tag)]).status.as_u16(), 304);
        // Who may not have the file gets no part of it.
        let other = stage.browser(Persona::Bystander);
        assert_eq!(other.get_with(&path, &[("Range", "bytes=0-0")]).status.as_u16(), 403);
    });
}

#[test]
fn an_upload_of_a_content_that_is_being_thrown_away_waits() {
    Stage::on(|app, stage| {
        let lead = stage.browser(Persona::Lead);
        stage.send(&lead, "甲.txt", "独有".as_bytes()).expect(303);
        let workspace = stage.world.ours.workspace;
        let mark = |at: &str| {
            stage.world.ours.sql(&format!("UPDATE blobs SET leaving_at = {at} WHERE workspace_id = {workspace}"));
        };
        let now = app.clock.now();
        mark(&format!("'{}'", now.format("%Y-%m-%d %H:%M:%S")));
        stage.send(&lead, "乙.txt", "独有".as_bytes()).expect(503);
        // Whoever did so died: half an hour later it is free again.
        mark(&format!("'{}'", (now - chrono::Duration::hours(1)).format("%Y-%m-%d %H:%M:%S")));
        stage.send(&lead, "乙.txt", "独有".as_bytes()).expect(303);
        assert_eq!(lead.get(&stage.file(&lead, "乙.txt")).body, "独有".as_bytes());
    });
}

#[test]
fn what_the_program_makes_has_versions_too_and_a_lost_content_is_said() {
    Stage::on(|app, stage| {
        let ours = &stage.world.ours;
        let duty = ours.id_of("duties", &format!("number = '{}'", stage.number));
        let subject = Subject::new("duty", duty);
        let make = |bytes: &'static [u8]| {
            let file = MadeFile { name: "纪要.docx", media: Media::Docx, bytes };
            ours.act(Persona::Secretariat, |conn, scope| attachments::store_bytes(conn, scope, &app.site.blobs, subject, file))
        };
        let (first, same, second) = (make(b"one"), make(b"one"), make(b"two"));
        assert_eq!((first.nth, same.id, second.nth), (1, first.id, 2));
        let lead = stage.browser(Persona::Lead);
        let path = stage.file(&lead, "纪要.docx");
        assert_eq!(lead.get(&path).body, b"two");
        app.site.blobs.delete(ours.workspace, &second.sha256).expect("deleted");
        assert!(lead.get(&path).expect(409).select_text("main").contains("找不到"));
    });
}

#[test]
fn a_mail_carries_a_file_by_its_hash_and_fails_aloud_without_it() {
    Stage::on(|app, stage| {
        app.work();
        let ours = &stage.world.ours;
        let admin = &ours.people[&Persona::Administrator];
        let duty = ours.id_of("duties", &format!("number = '{}'", stage.number));
        let file = MadeFile { name: "纪要〔2026〕3号.docx", media: Media::Docx, bytes: b"PK docx" };
        let subject = Subject::new("duty", duty);
        let made = ours.act(Persona::Secretariat, |conn, scope| attachments::store_bytes(conn, scope, &app.site.blobs, subject, file));
        let queue = |cause: &str| {
            let mut payload = serde_json::json!({
                "head": { "kicker": "联席会议", "title": "纪要已印发" }, "paragraphs": [], "facts": { "items": [] },
                "button": null, "foot": { "text": "—", "links": [] },
            });
            carry_file(&mut payload, &made.for_mail()).expect("carried");
            let (template, lang) = ("removed", Lang::ZhCn);
            let letter = Letter { person_id: None, address: &admin.email, recipient: "管理员", cause, template, lang, payload };
            ours.act(Persona::Secretariat, |conn, scope| enqueue(conn, scope, &letter));
        };
        queue("files:1");
        let office = app.browser(admin);
        assert!(office.get("/w/ours/outbox?state=queued").expect(200).select_text("tbody").contains("含附件"));
        let transport = Transport::memory();
        run_until_idle(&mut [Box::new(Deliver::with_transport(&app.site, transport.clone()))]).expect("delivered");
        let Transport::Memory(sent) = &transport else { panic!("into memory") };
        let bytes = sent.lock().expect("the list").pop().expect("a mail").bytes().to_vec();
        let mail = mailparse::parse_mail(&bytes).expect("a mail");
        let part = mail.subparts.last().expect("a file");
        assert_eq!(part.get_body_raw().expect("bytes"), b"PK docx");
        assert_eq!(part.get_content_disposition().params.get("filename").map(String::as_str), Some("纪要〔2026〕3号.docx"));
        assert_eq!(part.ctype.mimetype, Media::Docx.mime());
        app.site.blobs.delete(ours.workspace, &made.sha256).expect("deleted");
        queue("files:2");
        run_until_idle(&mut [Box::new(Deliver::with_transport(&app.site, transport.clone()))]).expect("delivered");
        assert!(office.get("/w/ours/outbox?state=failed").expect(200).select_text("tbody").contains("系统未能写成这封邮件"));
    });
}

/// An archive of empty files of these names.
fn archive(names: &[&str]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for name in names {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).expect("a file");
    }
    writer.finish().expect("an archive").into_inner()
}
