//! Two that are one: names, people and history go along, and every way to the one that is gone leads to where it lives on.

use lianxi::{
    enforcement::{
        Party, PartyState, Post,
        actions::{self, Content, Outcome},
        queries,
    },
    platform::error::{Error, Result},
};

use super::stage::{CODE, OTHER_CODE, Stage, company, person, wrong};
use crate::support::each_database;

fn merge(stage: &Stage<'_>, from: (i64, i64), into: (i64, i64)) -> Result<Party> {
    stage.write(&stage.office(), |conn, scope| actions::merge(conn, scope, from, into, "同一营业执照"))
}

#[test]
fn everything_of_the_one_goes_along() {
    each_database(|t| {
        let stage = Stage::new(&t.db);
        let into = stage.company("南京金陵饮料有限公司", "");
        let mut content =
            Content { products: "汽水".into(), former_names: "南京汽水厂 1998-03-01".into(), ..company("金陵饮料厂", CODE) };
        content.people[1].1 = "李明".into();
        let from = stage.register(&content);
        let merged = merge(&stage, (from.id, 1), (into.id, 1)).expect("merged");
        assert_eq!(stage.party(into.id), merged);
        assert_eq!(merged.credit_code, from.credit_code, "the code it lacked, though it was taken until now");
        assert_eq!(merged.former_names.iter().map(|f| f.name.as_str()).collect::<Vec<_>>(), ["金陵饮料厂", "南京汽水厂"]);
        assert_eq!(
            (merged.people_of(Post::LegalRepresentative), merged.people_of(Post::InCharge)),
            (vec!["王伟".into()], vec!["李明".into()])
        );
        let gone = stage.party(from.id);
        assert_eq!((gone.state, gone.merged_into_id, gone.name.as_str()), (PartyState::Merged, Some(into.id), "金陵饮料厂"));
        assert_eq!(stage.told(from.id).last(), Some(&("merge".into(), "同一营业执照".into())));
        assert_eq!(stage.told(into.id).last(), Some(&("absorb".into(), "同一营业执照".into())));
        // Found once, by whatever it was called.
        for words in ["饮料厂", "汽水厂", CODE] {
            let filter = queries::Filter { typed: words.into(), region_id: None };
            let page = queries::Page { kind: None, order: queries::Order::Age, descending: false, limit: 9, offset: 0 };
            let found = stage.read(&stage.office(), |conn, scope| queries::list(conn, scope, &filter, page)).expect("found");
            assert_eq!(found.iter().map(|p| p.id).collect::<Vec<_>>(), [into.id], "{words}");
        }
        let again = stage.try_register(&company("第三家", CODE), &[]).expect("read");
        assert!(matches!(again, Outcome::Exists("credit_code", p) if p.id == into.id));
    });
}

#[test]
fn chains_are_followed_and_circles_refused() {
    each_database(|t| {
        let stage = Stage::new(&t.db);
        let [a, b, c] = ["甲电器厂", "乙水泥厂", "丙纺织厂"].map(|name| stage.company(name, "").id);
        merge(&stage, (a, 1), (b, 1)).expect("a into b");
        assert_eq!(wrong(merge(&stage, (b, 2), (b, 2))), [("into".into(), "party-merge-itself")]);
        assert_eq!(wrong(merge(&stage, (b, 2), (a, 2))), [("into".into(), "party-merge-circle")]);
        assert_eq!(wrong(merge(&stage, (b, 2), (1, 1))), [("into".into(), "party-merge-unknown")]);
        merge(&stage, (b, 2), (c, 1)).expect("b into c");
        let alive = stage.read(&stage.office(), |conn, scope| queries::alive(conn, scope, a)).expect("alive");
        assert_eq!(alive.id, c);
        let absorbed = stage.read(&stage.office(), |conn, scope| queries::absorbed(conn, scope, c)).expect("absorbed");
        assert_eq!(absorbed.len(), 2);
        // Into one that was merged itself means into where it lives on.
        let d = stage.company("丁造纸厂", "").id;
        assert_eq!(merge(&stage, (d, 1), (a, 2)).expect("d into a, which is c").id, c);
        assert!(matches!(merge(&stage, (a, 2), (c, 3)), Err(Error::Refused(m)) if m.key == "party-is-merged"));
        assert_eq!(stage.party(c).former_names.len(), 3);
    });
}

#[test]
fn a_merge_is_on_what_was_seen_and_says_why() {
    each_database(|t| {
        let stage = Stage::new(&t.db);
        let [a, b] = [("甲电器厂", CODE), ("乙水泥厂", OTHER_CODE)].map(|(name, code)| stage.company(name, code).id);
        assert!(matches!(merge(&stage, (a, 9), (b, 1)), Err(Error::Conflict)));
        assert!(matches!(merge(&stage, (a, 1), (b, 9)), Err(Error::Conflict)));
        let silent = stage.write(&stage.office(), |conn, scope| actions::merge(conn, scope, (a, 1), (b, 1), " "));
        assert_eq!(wrong(silent), [("reason".into(), "field-required")]);
        let zhang = stage.register(&person("张三", "")).id;
        assert_eq!(wrong(merge(&stage, (a, 1), (zhang, 1))), [("into".into(), "party-merge-kinds")]);
        assert_eq!((stage.party(a).version, stage.party(b).version), (1, 1), "nothing was done");
        // Two codes: its own stays, and the other still leads here.
        let merged = merge(&stage, (a, 1), (b, 1)).expect("merged");
        assert_eq!(merged.credit_code.as_ref().map(|c| c.as_str()), Some(OTHER_CODE));
        assert!(matches!(stage.try_register(&company("又一家", CODE), &[]), Ok(Outcome::Exists(_, p)) if p.id == b));
    });
}
