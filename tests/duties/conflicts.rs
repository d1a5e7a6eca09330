//! Two at one form: the second sees what the first did and finds everything typed where it was, whatever the form.

use lianxi::{
    duties::{Action, Seen, State, actions},
    platform::i18n::missing_keys,
    tenancy::Role,
};

use super::stage::{Stage, day};
use crate::support::{
    TestApp,
    app::{Answer, Browser},
    cast::Member,
};

const WORDS: &str = "这是我花了半小时写下的话";

/// A verb, the state its duty is in, and what is typed: words under `name`, the rest as it takes.
struct Try {
    action: Action,
    from: State,
    words: &'static str,
    rest: &'static [(&'static str, &'static str)],
}

const fn of(action: Action, from: State, words: &'static str) -> Try {
    Try { action, from, words, rest: &[] }
}

/// Every verb that takes words; receipt has none.
const TRIES: [Try; 18] = [
    Try { action: Action::Edit, from: State::InProgress, words: "requirement", rest: &[("title", "我的名称"), ("reason", "口径")] },
    Try { action: Action::Assign, from: State::Draft, words: "due_on", rest: &[("due", "fixed")] },
    of(Action::Refuse, State::Assigned, "reason"),
    Try { action: Action::Reassign, from: State::Refused, words: "reason", rest: &[("due", "none")] },
    of(Action::Share, State::InProgress, "share"),
    Try { action: Action::Report, from: State::InProgress, words: "text", rest: &[("as_of", "2026-11-23")] },
    of(Action::Submit, State::InProgress, "evidence"),
    of(Action::Return, State::Submitted, "reason"),
    of(Action::Close, State::Submitted, "remark"),
    of(Action::Reopen, State::Closed, "reason"),
    of(Action::Suspend, State::InProgress, "reason"),
    of(Action::Resume, State::Suspended, "reason"),
    of(Action::Cancel, State::InProgress, "reason"),
    Try { action: Action::RequestExtension, from: State::InProgress, words: "reason", rest: &[("until", "2026-12-30")] },
    Try { action: Action::DecideExtension, from: State::InProgress, words: "answer", rest: &[("decision", "deny")] },
    of(Action::Remind, State::InProgress, "text"),
    of(Action::ChangeParties, State::InProgress, "reason"),
    Try { action: Action::ChangeDeadline, from: State::InProgress, words: "reason", rest: &[("due", "none")] },
];

/// A duty in this state; with a request for extension where that is to be answered.
fn duty_in(s: &Stage<'_>, state: State, asks: bool) -> lianxi::duties::DutyRef {
    let office = s.secretariat();
    let act = |what: fn(
        &mut lianxi::platform::db::Conn,
        &lianxi::tenancy::Scope,
        Seen,
    ) -> lianxi::platform::error::Result<lianxi::duties::DutyRef>,
               id| s.act(&office, |c, sc| what(c, sc, Seen::any(id))).expect("the state");
    let duty = match state {
        State::Draft => s.act(&office, |c, sc| actions::draft(c, sc, s.new_duty())).expect("a draft"),
        State::Assigned => s.assigned(),
        State::InProgress => s.accepted(),
        State::Submitted => s.submitted(),
        State::Closed => act(|c, sc, seen| actions::close(c, sc, seen, ""), s.submitted().id),
        State::Suspended => act(|c, sc, seen| actions::suspend(c, sc, seen, "等"), s.accepted().id),
        State::Refused => {
            let duty = s.assigned();
            s.act(&s.lead_scope(), |c, sc| actions::refuse(c, sc, Seen::any(duty.id), s.lead, "不")).expect("refused")
        }
        State::Cancelled => act(|c, sc, seen| actions::cancel(c, sc, seen, "重"), s.accepted().id),
    };
    if asks {
        s.act(&s.lead_scope(), |c, sc| actions::request_extension(c, sc, Seen::any(duty.id), s.lead, day(12, 20), "数据")).expect("asked");
    }
    duty
}

fn hidden(form: &Answer) -> Vec<(String, String)> {
    let selector = scraper::Selector::parse("form input[type=hidden]").expect("a selector");
    let html = form.html();
    let value = |e: scraper::ElementRef<'_>, name: &str| e.value().attr(name).unwrap_or_default().to_owned();
    html.select(&selector).map(|e| (value(e, "name"), value(e, "value"))).filter(|(name, _)| name != "csrf").collect()
}

/// Opens the form, lets `between` happen, sends it.
fn send(s: &Stage<'_>, browser: &Browser, number: &str, t: &Try, between: impl FnOnce()) -> (Answer, String) {
    let path = format!("/w/ours/duties/{number}/{}", t.action.as_str());
    let form = browser.get(&path).expect(200);
    between();
    let field = if t.words == "share" { format!("share-{}", s.support) } else { t.words.to_owned() };
    let mut typed = hidden(&form);
    let chosen = form.attr("input[name=lead][checked]", "value");
    typed.extend(chosen.map(|lead| ("lead".to_owned(), lead)));
    typed.extend(t.rest.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
    let said = if t.words == "due_on" { "2026-12-24" } else { WORDS };
    typed.push((field, said.to_owned()));
    let pairs: Vec<(&str, &str)> = typed.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    (browser.post(&path, &pairs), said.to_owned())
}

fn actor<'a>(s: &'a Stage<'_>, action: Action) -> &'a Member {
    match action {
        Action::Refuse | Action::Report | Action::Submit | Action::RequestExtension => &s.chen,
        _ => &s.zhou,
    }
}

#[test]
fn the_second_of_two_finds_all_they_typed_and_who_came_first() {
    TestApp::each(|app| {
        let s = Stage::new(app.db());
        let colleague = s.cast.person(s.workspace, "郑文", &[Role::Secretariat], &[]);
        let other = s.cast.scope(&colleague);
        for t in &TRIES {
            let duty = duty_in(&s, t.from, t.action == Action::DecideExtension);
            let browser = app.browser(actor(&s, t.action));
            // Something that leaves the state alone: the words, the reminder, a report.
            let touch = || {
                let stored = s.duty(&duty.number);
                let content = actions::Content {
                    title: "郑文改的名称".into(),
                    requirement: stored.requirement.clone(),
                    deliverable: stored.deliverable.clone(),
                    cadence: stored.cadence,
                    targets: Vec::new(),
                };
                match t.from {
                    State::Submitted => s.act(&s.support_scope(), |c, sc| actions::accept(c, sc, Seen::any(duty.id), s.support)),
                    State::Closed => s.act(&other, |c, sc| actions::reopen(c, sc, Seen::any(duty.id), "复查")),
                    _ => s.act(&other, |c, sc| actions::edit(c, sc, Seen::any(duty.id), content, "先改")),
                }
                .expect("somebody else is first");
            };
            let (got, said) = send(&s, &browser, &duty.number, t, touch);
            let text = got.text();
            if t.action == Action::Report {
                // Reports stand beside each other.
                got.expect(303);
                continue;
            }
            let got = got.expect(409);
            assert!(text.contains(&said), "{:?}: what was typed is gone", t.action);
            let first = if t.from == State::Submitted { "王磊" } else { "郑文" };
            assert!(got.select_text("main").contains(first), "{:?}: who was first: {}", t.action, got.select_text("main"));
            let fresh = got.attr("input[name=version]", "value").expect("a version");
            assert_eq!(fresh, s.duty(&duty.number).version.to_string(), "{:?}: sent again it would be on what is there now", t.action);
        }
        assert!(missing_keys().iter().all(|k| k.contains("no-such-key")), "{:?}", missing_keys());
    });
}

#[test]
fn a_step_that_was_forestalled_keeps_what_was_typed_and_says_why() {
    TestApp::each(|app| {
        let s = Stage::new(app.db());
        let colleague = s.cast.person(s.workspace, "郑文", &[Role::Secretariat], &[]);
        let other = s.cast.scope(&colleague);
        for t in TRIES.iter().filter(|t| t.from != State::Closed) {
            let duty = duty_in(&s, t.from, t.action == Action::DecideExtension);
            let browser = app.browser(actor(&s, t.action));
            let cancel = || drop(s.act(&other, |c, sc| actions::cancel(c, sc, Seen::any(duty.id), "不再需要")).expect("cancelled"));
            let (got, said) = send(&s, &browser, &duty.number, t, cancel);
            // The request to be answered has ended with its duty: nothing is left to answer.
            let got = got.expect(409);
            let text = got.select_text("main");
            assert!(text.contains("已取消"), "{:?}: {text}", t.action);
            if t.action == Action::DecideExtension {
                continue;
            }
            assert!(got.text().contains(&said), "{:?}: what was typed is gone", t.action);
            assert!(t.action == Action::Report || text.contains("郑文"), "{:?}: {text}", t.action);
        }
        // Somebody whose department was taken off the duty keeps the report they wrote.
        let duty = s.accepted();
        let report = &TRIES[5];
        let (got, _) = send(&s, &app.browser(&s.chen), &duty.number, report, || {
            s.act(&other, |c, sc| actions::change_parties(c, sc, Seen::any(duty.id), Some(s.support), &[], "改由质监局办理"))
                .expect("changed");
        });
        let got = got.expect(403);
        assert!(got.text().contains(WORDS) && got.select_text(".errors").contains("联络员"), "{}", got.select_text("main"));
    });
}

#[test]
fn a_request_nobody_answered_ends_with_its_duty() {
    TestApp::each(|app| {
        let s = Stage::new(app.db());
        let duty = duty_in(&s, State::InProgress, true);
        let zhou = app.browser(&s.zhou);
        assert!(zhou.get("/w/ours").expect(200).select_text(".finding").contains("1 项申请延期"));
        s.act(&s.secretariat(), |c, sc| actions::cancel(c, sc, Seen::any(duty.id), "合并办理")).expect("cancelled");
        assert_eq!(zhou.get("/w/ours").expect(200).select_text(".finding"), "没有等待办公室处理的事项，也没有逾期任务。");
    });
}
