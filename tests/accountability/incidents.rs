//! A major incident (article 25) is proposed against the head of the local government of its place, once; withdrawn it is none, and
//! corrected it is a new fact only where its figures rise.

use std::{sync::Barrier, thread};

use lianxi::{
    accountability::{
        Cause, Matter, SubjectKind,
        actions::{self, Seen},
        queries::{self, Order, Tab, Which},
        sweep,
    },
    enforcement::incident::{
        Incident,
        actions::{self as incidents, IncidentContent, SeenIncident},
    },
    tenancy::{Function, Role},
};

use crate::{
    enforcement::{cases::Docket, incidents::content},
    support::each_database,
};

fn raised(d: &Docket<'_>) -> Vec<Matter> {
    let which = Which { cause: Some(Cause::MajorIncident), ..Which::default() };
    d.stage.read(&d.stage.office(), |conn, scope| queries::list(conn, scope, &which, Tab::All, (Order::Age, true), 100, 0)).expect("read")
}

fn swept(d: &Docket<'_>) -> usize {
    sweep(d.stage.cast.db, &d.stage.cast.system(d.stage.workspace)).expect("a sweep").raised
}

fn record(d: &Docket<'_>, content: &IncidentContent) -> Incident {
    d.stage.write(&d.chen(), |conn, scope| incidents::record(conn, scope, content)).expect("recorded")
}

fn correct(d: &Docket<'_>, incident: &Incident, content: &IncidentContent) -> Incident {
    let seen = SeenIncident { number: incident.number.clone(), version: incident.version };
    d.stage.write(&d.stage.office(), |conn, scope| incidents::correct(conn, scope, &seen, content, "核实")).expect("corrected")
}

#[test]
fn a_major_incident_is_proposed_against_the_head_of_the_place_whoever_sweeps() {
    each_database(|t| {
        let d = Docket::new(&t.db);
        let mayor = d.stage.cast.person(d.stage.workspace, "马市长", &[Role::Leader], &[(d.stage.cities[0], Function::Leader)]);
        let incident = record(&d, &content(&d));
        let (start, scope) = (Barrier::new(2), d.stage.cast.system(d.stage.workspace));
        thread::scope(|threads| {
            for _ in 0..2 {
                threads.spawn(|| {
                    start.wait();
                    sweep(&t.db, &scope).expect("a sweep");
                });
            }
        });
        let found = raised(&d);
        assert_eq!(found.len(), 1, "{found:#?}");
        let matter = &found[0];
        assert_eq!((matter.subject.kind, matter.subject.department_id), (SubjectKind::Post, d.stage.cities[0]));
        assert_eq!(matter.subject.membership_id, Some(mayor.membership_id));
        assert_eq!(matter.basis, "苏政发〔2000〕84号第二十五条");
        let of = |key: &str| matter.facts.lines.iter().find(|l| l.key == key).map(|l| l.value.clone()).unwrap_or_default();
        assert_eq!(of("figures"), "死亡 1 人，受伤 3 人，直接损失12.5 万元");
        assert_eq!((of("happened"), of("party")), ("2026-11-20".into(), "南京金陵饮料有限公司".into()));
        let path = format!("/incidents/{}", incident.number);
        assert!(matter.facts.lines.iter().any(|l| l.key == "incident" && l.path.as_deref() == Some(&*path)));
        // What is corrected later does not change the copy.
        correct(&d, &incident, &IncidentContent { title: "压力锅爆裂（更名）".into(), ..content(&d) });
        assert!(raised(&d)[0].title.contains("压力锅爆裂") && !raised(&d)[0].title.contains("更名"));
    });
}

#[test]
fn only_figures_that_rise_are_a_new_fact_and_nothing_withdrawn_is_one() {
    each_database(|t| {
        let d = Docket::new(&t.db);
        let incident = record(&d, &content(&d));
        assert_eq!(swept(&d), 1);
        let number = raised(&d)[0].number.clone();
        d.stage.write(&d.stage.office(), |c, s| actions::dismiss(c, s, &Seen::any(&*number), "另案处理")).expect("dismissed");
        // (deaths, injured, loss), and whether it is raised anew.
        let table: [(u16, u16, &str, usize); 8] = [
            (1, 3, "12.5", 0),
            (1, 2, "12.5", 0),
            (1, 3, "12.5", 0),
            (1, 4, "1", 1),
            (0, 4, "12.5", 0),
            (2, 0, "", 1),
            (2, 4, "12.5001", 1),
            (2, 4, "12.5", 0),
        ];
        let mut last = incident;
        for (deaths, injured, loss, raised) in table {
            last = correct(&d, &last, &IncidentContent { deaths: Some(deaths), injured: Some(injured), loss: loss.into(), ..content(&d) });
            assert_eq!(swept(&d), raised, "{deaths} {injured} {loss}");
        }
        let gone = record(&d, &IncidentContent { title: "误报".into(), ..content(&d) });
        let seen = SeenIncident { number: gone.number.clone(), version: gone.version };
        d.stage.write(&d.stage.office(), |conn, scope| incidents::withdraw(conn, scope, &seen, "误报")).expect("withdrawn");
        assert_eq!(swept(&d), 0);
        // Switched off, nothing is.
        let mut rules = lianxi::accountability::Rules::shipped();
        rules.rules.iter_mut().filter(|r| r.cause == Cause::MajorIncident).for_each(|r| r.on = false);
        d.stage.write(&d.stage.office(), |c, s| actions::write_rules(c, s, 1, &rules, "停用")).expect("written");
        record(&d, &IncidentContent { title: "又一起".into(), ..content(&d) });
        assert_eq!(swept(&d), 0);
    });
}
