//! The agenda pack as page and as DOCX, the list of items and its search: everything one may see and no word more.

use std::io::Read;

use lianxi::meetings::{
    Meeting, State,
    actions::{self, ItemContent, SeenItem},
    queries::{pack, search},
};

use super::{
    agenda::{accept, accepted, content, propose},
    stage::Stage,
};
use crate::support::{
    app::{Answer, TestApp},
    each_database,
};

/// What every text of the restricted item holds.
const SECRET: &str = "机密七号";

/// A meeting with an open item, a restricted one of the first department that concerns the second, and one merged into the open one.
fn scene(s: &Stage<'_>) -> (Meeting, i64, i64) {
    let meeting = s.meeting(State::Collecting);
    let open = accepted(s, &meeting, 1, "公开的议题");
    let typed = ItemContent {
        restricted: true,
        concerned: vec![s.departments[1]],
        background: SECRET.into(),
        proposed_decision: SECRET.into(),
        section: SECRET.into(),
        ..content(s, 0, SECRET)
    };
    let secret = s.write(&s.liaison(0), |conn, scope| actions::propose(conn, scope, &meeting.number, &typed, true)).expect("proposed");
    accept(s, &meeting, &secret);
    let merged = propose(s, &meeting, 2, "并入的议题");
    let seen = SeenItem::any(&*meeting.number, merged.id);
    s.write(&s.office(), |conn, scope| actions::merge(conn, scope, &seen, open.id, "")).expect("merged");
    let seen = SeenItem::any(&*meeting.number, open.id);
    s.write(&s.office(), |conn, scope| actions::ask(conn, scope, &seen, &[s.departments[0]], 3)).expect("asked");
    (meeting, open.id, secret.id)
}

#[test]
fn a_pack_holds_what_one_may_see() {
    each_database(|t| {
        let s = Stage::new(&t.db);
        let (meeting, open, _) = scene(&s);
        let of = |scope: &lianxi::tenancy::Scope, eyes| s.read(scope, |conn, scope| pack::pack(conn, scope, &meeting.number, eyes));
        let seen = |pack: &pack::Pack| pack.agenda.lines.iter().filter(|l| l.item.is_some()).count();
        let whole = of(&s.office(), None).expect("a pack");
        assert_eq!((seen(&whole), whole.taken_in[&open].len(), whole.opinions[&open].len()), (2, 1, 1));
        assert_eq!(seen(&of(&s.liaison(0), None).expect("its proposer")), 2);
        assert_eq!(seen(&of(&s.liaison(1), None).expect("whom it concerns")), 2);
        for pack in [of(&s.liaison(2), None), of(&s.office(), Some(s.departments[2]))] {
            let pack = pack.expect("a pack");
            assert_eq!((pack.agenda.lines.len(), seen(&pack)), (2, 1));
            assert!(!format!("{pack:?}").contains(SECRET), "{pack:?}");
        }
        assert_eq!(seen(&of(&s.office(), Some(s.departments[1])).expect("as the second")), 2);
        // Only those who see everything take others' eyes, and only of departments that are invited.
        assert!(of(&s.liaison(2), Some(s.departments[1])).is_err() && of(&s.office(), Some(1)).is_err());
        assert!(of(&s.cast.scope(&s.stranger), None).is_err());
    });
}

fn unzipped(answer: &Answer) -> String {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(&answer.body)).expect("a whole archive");
    let mut text = String::new();
    for at in 0..archive.len() {
        archive.by_index(at).expect("a part").read_to_string(&mut text).expect("text");
    }
    text
}

#[test]
fn the_list_finds_by_words_and_counts_only_what_one_may_see() {
    each_database(|t| {
        let s = Stage::new(&t.db);
        let (meeting, ..) = scene(&s);
        let typed = content(&s, 2, "草稿");
        s.write(&s.liaison(2), |conn, scope| actions::propose(conn, scope, &meeting.number, &typed, false)).expect("drafted");
        let titles = |scope: &lianxi::tenancy::Scope, tab, typed: &str| {
            let filter = search::Filter { typed: typed.into(), ..search::Filter::default() };
            let found = s.read(scope, |conn, scope| search::items(conn, scope, tab, &filter, 50, 0)).expect("a list");
            let mut all: Vec<String> = found.items.into_iter().map(|i| i.line.title).collect();
            all.sort();
            all
        };
        let all = |scope: &lianxi::tenancy::Scope| titles(scope, search::Tab::All, "");
        assert_eq!(all(&s.office()), ["公开的议题", "并入的议题", SECRET]);
        assert_eq!(all(&s.cast.scope(&s.li)), ["公开的议题", "并入的议题", SECRET], "the chair");
        assert_eq!(all(&s.liaison(0)), ["公开的议题", SECRET]);
        assert_eq!(all(&s.liaison(1)), ["公开的议题", SECRET]);
        assert_eq!(all(&s.liaison(2)), ["公开的议题", "并入的议题", "草稿"]);
        assert!(all(&s.cast.scope(&s.stranger)).is_empty());
        assert_eq!(titles(&s.office(), search::Tab::All, "机密七"), [SECRET]);
        assert!(titles(&s.liaison(2), search::Tab::All, "机密七").is_empty());
        assert!(titles(&s.office(), search::Tab::All, "%").is_empty(), "a sign is a sign");
        let counts = s.read(&s.liaison(2), |conn, scope| search::counts(conn, scope, &search::Filter::default())).expect("counts");
        assert_eq!(counts.iter().map(|(_, n)| *n).collect::<Vec<_>>(), [3, 0, 1, 1, 1]);
        // The rule as rows is the rule of the item's page.
        for scope in [s.office(), s.liaison(0), s.liaison(1), s.liaison(2), s.cast.scope(&s.li), s.cast.scope(&s.sun)] {
            let found = s.read(&scope, |conn, scope| search::items(conn, scope, search::Tab::All, &search::Filter::default(), 50, 0));
            let found: Vec<i64> = found.expect("a list").items.iter().map(|i| i.id).collect();
            let office = s.read(&s.office(), |conn, scope| search::items(conn, scope, search::Tab::All, &search::Filter::default(), 50, 0));
            for item in office.expect("all").items {
                let opens = s.read(&scope, |conn, scope| lianxi::meetings::queries::agenda::item(conn, scope, &meeting.number, item.id));
                assert_eq!(opens.is_ok(), found.contains(&item.id), "{} {}", scope.actor_name(), item.title);
            }
        }
    });
}

#[test]
fn pages_documents_and_workbooks_of_one_not_concerned_hold_no_word_of_it() {
    TestApp::each(|app| {
        let s = Stage::new(app.db());
        let (meeting, open, secret) = scene(&s);
        let home = format!("/w/ours/meetings/{}", meeting.number);
        let (zhao, wang, zhou) = (app.browser(&s.liaisons[2]), app.browser(&s.liaisons[1]), app.browser(&s.zhou));
        for path in [
            &home[..],
            &format!("{home}/pack"),
            &format!("{home}/items/{open}"),
            "/w/ours/meetings/items",
            "/w/ours/meetings/items?q=%E6%9C%BA%E5%AF%86",
            "/w/ours",
            "/w/ours/meetings",
        ] {
            let page = zhao.get(path).expect(200);
            // What was searched for stands in the search box, as it was typed.
            let text = page.text().replace("value=\"机密\"", "").replace(">机密<", "");
            assert!(!text.contains(SECRET) && !text.contains(&secret.to_string()), "{path}: {text}");
        }
        assert!(zhao.get(&format!("{home}/pack")).expect(200).select_text(".pack").contains("限定范围议题"));
        assert!(wang.get(&format!("{home}/pack")).expect(200).select_text(".pack").contains(SECRET));
        for path in ["", "/edit", "/files", "/links", "/ask", "/defer"] {
            zhao.get(&format!("{home}/items/{secret}{path}")).expect(404);
        }
        // DOCX and XLSX, unzipped.
        let docx =
            |browser: &crate::support::app::Browser, query: &str| unzipped(&browser.get(&format!("{home}/pack.docx{query}")).expect(200));
        assert!(docx(&wang, "").contains(SECRET) && docx(&zhou, "").contains(SECRET));
        let own = docx(&zhao, "");
        assert!(own.contains("公开的议题") && own.contains("并入的议题") && own.contains("限定范围议题") && !own.contains(SECRET));
        let third = s.departments[2];
        assert!(!docx(&zhou, &format!("?department={third}")).contains(SECRET));
        zhao.get(&format!("{home}/pack?department={third}")).expect(404);
        zhou.get(&format!("{home}/pack?department=x")).expect(404);
        let book = |browser: &crate::support::app::Browser| unzipped(&browser.get("/w/ours/meetings/items.xlsx").expect(200));
        assert!(book(&zhou).contains(SECRET) && !book(&zhao).contains(SECRET));
        // Mails: the notice, and what was asked.
        let seen = actions::Seen::any(&*meeting.number);
        s.write(&s.office(), |conn, scope| actions::announce(conn, scope, &seen)).expect("announced");
        let bodies: Vec<(String, String)> = s
            .read(&s.office(), |conn, scope| {
                use diesel::prelude::*;
                use lianxi::schema::outbox;
                let own = outbox::table.filter(outbox::workspace_id.eq(scope.workspace_id()));
                Ok(own.select((outbox::recipient, outbox::payload)).load(conn)?)
            })
            .expect("mails");
        assert!(bodies.iter().any(|(who, body)| who == "王磊" && body.contains(SECRET)));
        assert!(bodies.iter().filter(|(who, _)| who == "赵强").all(|(_, body)| !body.contains(SECRET)));
    });
}

#[test]
fn clauses_and_duties_are_chosen_by_words_and_files_go_on_with_an_item() {
    TestApp::each(|app| {
        let s = Stage::new(app.db());
        let meeting = s.meeting(State::Collecting);
        let item = propose(&s, &meeting, 0, "检查分工");
        let duty = lianxi::duties::NewDuty {
            title: "农村市场专项检查".into(),
            requirement: String::new(),
            deliverable: String::new(),
            lead_id: Some(s.departments[0]),
            support_ids: Vec::new(),
            rule: None,
            cadence: Some(lianxi::calendar::Cadence::Monthly),
            targets: Vec::new(),
            origin: lianxi::duties::Origin { kind: "manual".into(), id: None, label: "会议".into() },
        };
        let duty = s.write(&s.office(), |conn, scope| lianxi::duties::assign_new(conn, scope, duty)).expect("a duty");
        let home = format!("/w/ours/meetings/{}/items/{}", meeting.number, item.id);
        let chen = app.browser(&s.liaisons[0]);
        let found = chen.get(&format!("{home}/links?q=%E5%86%9C%E6%9D%91%E5%B8%82%E5%9C%BA")).expect(200);
        let value = found.attr("button[name=add]", "value").expect("something to add");
        assert_eq!(value, format!("duty:{}", duty.id));
        chen.post(&format!("{home}/links"), &[("add", &value)]).expect(303);
        chen.post(&format!("{home}/links"), &[("add", &value)]).expect(303);
        assert!(chen.get(&home).expect(200).text().contains(&format!("{} 农村市场专项检查", duty.number)));
        for wrong in ["duty:1", "clause:1", "rubbish", "duty:x", "policy:7"] {
            chen.post(&format!("{home}/links"), &[("add", wrong)]).expect(404);
        }
        assert_eq!(app.browser(&s.liaisons[1]).get(&format!("{home}/links")).status, 404);
        // A file goes on with the item it goes on as.
        chen.upload(&format!("{home}/files"), &[], "file", "分工方案.txt", "方案".as_bytes()).expect(303);
        assert!(chen.get(&home).expect(200).select_text("#files").contains("分工方案.txt"));
        let later = actions::Content { starts_at: super::stage::at(12, 23, 9, 0), ..s.content() };
        let later = s.write(&s.office(), |conn, scope| actions::create(conn, scope, &later, &s.departments)).expect("made");
        let seen = SeenItem::any(&*meeting.number, item.id);
        let old = s.write(&s.office(), |conn, scope| actions::defer(conn, scope, &seen, &later.number, "下次")).expect("deferred");
        let new = format!("/w/ours/meetings/{}/items/{}", later.number, old.goes_on_as_id.expect("points on"));
        let page = chen.get(&new).expect(200);
        assert!(page.select_text("#files").contains("分工方案.txt") && page.text().contains("农村市场专项检查"), "{}", page.text());
        chen.post(&format!("{home}/links"), &[("remove", &value)]).expect(409);
        chen.post(&format!("{new}/links"), &[("remove", &value)]).expect(303);
    });
}
