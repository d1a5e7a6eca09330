//! Registering, correcting, renaming: by the actions.

use chrono::NaiveDate;
use lianxi::{
    enforcement::{
        FormerName, PartyKind, Post,
        actions::{self, Content, Outcome},
        queries,
    },
    platform::error::Error,
};

use super::stage::{CODE, OTHER_CODE, Stage, company, person, wrong};
use crate::support::each_database;

fn day(month: u32, day: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(2026, month, day)
}

#[test]
fn a_number_belongs_to_one_party() {
    each_database(|t| {
        let stage = Stage::new(&t.db);
        let first = stage.company("南京金陵饮料有限公司", " 9133 0100-7996 55058b");
        assert_eq!(first.credit_code.as_ref().map(|c| c.as_str()), Some(CODE));
        let again = stage.try_register(&company("别的厂", CODE), &[]).expect("read");
        let Outcome::Exists(field, there) = again else { panic!("registered twice") };
        assert_eq!((field, there.id), ("credit_code", first.id));
        let old = Content { registration_number: "110108000000016".into(), ..company("老厂", "") };
        let old = stage.register(&old);
        let again = Content { registration_number: "110108000000016".into(), ..company("新厂房", "") };
        assert!(matches!(stage.try_register(&again, &[]), Ok(Outcome::Exists("registration_number", p)) if p.id == old.id));
        // Nor by correcting another one.
        let content = Content { credit_code: CODE.into(), ..company("老厂", "") };
        let edited = stage.write(&stage.office(), |conn, scope| actions::edit(conn, scope, old.id, 1, &content));
        assert!(matches!(edited, Ok(Outcome::Exists("credit_code", p)) if p.id == first.id));
        assert_eq!(stage.told(first.id).len(), 1);
    });
}

#[test]
fn a_similar_name_is_asked_about_and_never_matched() {
    each_database(|t| {
        let stage = Stage::new(&t.db);
        let first = stage.company("南京金陵饮料有限公司", CODE);
        let similar = company("南京市金陵饮料有限责任公司", OTHER_CODE);
        let Ok(Outcome::Alike(alike)) = stage.try_register(&similar, &[]) else { panic!("not asked") };
        assert_eq!(alike.iter().map(|p| p.id).collect::<Vec<_>>(), [first.id]);
        let Ok(Outcome::Done(second)) = stage.try_register(&similar, &[first.id]) else { panic!("it was told apart") };
        // The same name is asked about as well, and so is a former one.
        let Ok(Outcome::Alike(alike)) = stage.try_register(&company("南京市 金陵饮料（有限）公司", ""), &[first.id]) else {
            panic!("the second one was not asked about")
        };
        assert_eq!(alike.iter().map(|p| p.id).collect::<Vec<_>>(), [second.id, first.id], "the same name first");
        let unlike = stage.try_register(&company("无锡长江电缆有限公司", ""), &[]);
        assert!(matches!(unlike, Ok(Outcome::Done(_))), "{unlike:?}");
        // People are not alike by a character.
        stage.register(&person("王建国", ""));
        assert!(matches!(stage.try_register(&person("王建军", ""), &[]), Ok(Outcome::Done(_))));
        assert!(matches!(stage.try_register(&person("王建国", ""), &[]), Ok(Outcome::Alike(_))));
    });
}

#[test]
fn a_rename_keeps_the_name_it_had() {
    each_database(|t| {
        let stage = Stage::new(&t.db);
        let party = stage.company("南京汽水厂", CODE);
        let office = stage.office();
        let rename =
            |version, name: &str, on| stage.write(&office, |conn, scope| actions::rename(conn, scope, party.id, version, name, on));
        assert_eq!(wrong(rename(1, " ", None)), [("name".into(), "field-required"), ("on".into(), "field-required")]);
        assert_eq!(
            wrong(rename(1, "南京（汽水厂）", day(11, 24))),
            [("name".into(), "party-name-same"), ("on".into(), "party-rename-future")]
        );
        let renamed = rename(1, "南京金陵饮料有限公司", day(6, 1)).expect("renamed");
        assert_eq!(renamed.former_names, [FormerName { name: "南京汽水厂".into(), until_on: day(5, 31) }]);
        assert_eq!(stage.party(party.id), renamed);
        assert_eq!(wrong(rename(2, "金陵集团", day(5, 31))), [("on".into(), "party-rename-before")]);
        assert!(matches!(rename(1, "金陵集团", day(7, 1)), Err(Error::Conflict)), "seen before the first rename");
        // It is still found by the name it had, and asked about under it.
        let filter = queries::Filter { typed: "汽水厂".into(), region_id: None };
        let counts = stage.read(&office, |conn, scope| queries::counts(conn, scope, &filter)).expect("counts");
        assert_eq!(counts[0], (None, 1));
        assert!(matches!(stage.try_register(&company("南京汽水厂", ""), &[]), Ok(Outcome::Alike(_))));
    });
}

#[test]
fn what_is_typed_is_checked_and_said_by_field() {
    each_database(|t| {
        let stage = Stage::new(&t.db);
        let bureau = stage.cast.department(stage.workspace, "GS", "省工商局");
        let content = Content { name: "（）".into(), region_id: Some(bureau), ..company("", "9133O100799655058B") };
        assert_eq!(
            wrong(stage.try_register(&content, &[])),
            [
                ("name".into(), "party-name-wrong"),
                ("credit_code".into(), "code-wrong-character"),
                ("region".into(), "party-region-unknown")
            ]
        );
        let content = Content { credit_code: CODE.into(), kind: Some(PartyKind::Person), ..company("张三", "") };
        assert_eq!(wrong(stage.try_register(&content, &[])), [("credit_code".into(), "party-person-has-no-code")]);
        let content = Content { id_number: "11010519491231002X".into(), ..company("甲厂", "") };
        assert_eq!(wrong(stage.try_register(&content, &[])), [("id_number".into(), "party-only-persons-have-ids")]);
        // A wrong check digit of an old number is no error.
        let content = Content { registration_number: "110108000000011".into(), ..company("甲厂", "") };
        let party = stage.register(&content);
        assert_eq!(party.registration_number.and_then(|n| n.expected_check()), Some('6'));
        let other = Content { kind: Some(PartyKind::Person), ..company("甲厂", "") };
        let edit = stage.write(&stage.office(), |conn, scope| actions::edit(conn, scope, party.id, 1, &other));
        assert_eq!(wrong(edit), [("kind".into(), "party-kind-stays")]);
    });
}

#[test]
fn an_edit_says_what_it_changed_and_a_region_goes_with_its_government() {
    each_database(|t| {
        let stage = Stage::new(&t.db);
        let party = stage.company("南京金陵饮料有限公司", CODE);
        let office = stage.office();
        let mut content =
            Content { region_id: Some(stage.cities[0]), products: "汽水".into(), ..company("南京金陵饮料有限公司", CODE) };
        content.people[1].1 = "李明、 李明;张三".into();
        let edited = stage.write(&office, |conn, scope| actions::edit(conn, scope, party.id, 1, &content)).expect("saved");
        let Outcome::Done(edited) = edited else { panic!("not saved") };
        assert_eq!(edited.people_of(Post::InCharge), ["李明", "张三"]);
        let events = stage.read(&office, |conn, scope| queries::events(conn, scope, &[party.id], None, 9)).expect("events");
        assert!(events[0].data.contains(r#"["region","products","in_charge"]"#), "{}", events[0].data);
        let same = stage.write(&office, |conn, scope| actions::edit(conn, scope, party.id, 2, &content)).expect("the same again");
        assert!(matches!(same, Outcome::Done(p) if p.version == 2), "nothing to save");
        let [nanjing, wuxi] = stage.cities;
        stage.write(&office, |conn, scope| lianxi::enforcement::move_department(conn, scope, nanjing, wuxi)).expect("moved");
        assert_eq!(stage.party(party.id).region_id, Some(wuxi));
    });
}

#[test]
fn only_secretariat_and_liaisons_keep_parties() {
    each_database(|t| {
        let stage = Stage::new(&t.db);
        let party = stage.company("南京金陵饮料有限公司", CODE);
        let by_liaison =
            stage.write(&stage.cast.scope(&stage.liaison), |conn, scope| actions::register(conn, scope, &company("乙厂", ""), &[]));
        assert!(matches!(by_liaison, Ok(Outcome::Done(_))));
        for member in [&stage.leader, &stage.auditor, &stage.administrator] {
            let scope = stage.cast.scope(member);
            let refused =
                |result: lianxi::platform::error::Result<()>| assert!(matches!(result, Err(Error::Forbidden(_))), "{}", member.name);
            refused(stage.write(&scope, |conn, scope| actions::register(conn, scope, &company("丙厂", ""), &[]).map(drop)));
            refused(stage.write(&scope, |conn, scope| actions::edit(conn, scope, party.id, 1, &company("丙厂", "")).map(drop)));
            refused(stage.write(&scope, |conn, scope| actions::rename(conn, scope, party.id, 1, "丙厂", day(11, 1)).map(drop)));
            refused(stage.write(&scope, |conn, scope| actions::merge(conn, scope, (party.id, 1), (party.id, 1), "同").map(drop)));
            refused(stage.write(&scope, |conn, scope| actions::reveal(conn, scope, party.id, "看").map(drop)));
        }
        for (member, reads) in [(&stage.leader, true), (&stage.auditor, true), (&stage.administrator, false)] {
            let read = stage.read(&stage.cast.scope(member), |conn, scope| queries::one(conn, scope, party.id));
            assert_eq!(read.is_ok(), reads, "{}", member.name);
        }
    });
}
