//! What is there after all the kills.

use std::collections::BTreeMap;

use super::Drill;
use crate::support::smtp::SmtpServer;

/// Proposals with their entries: those of the worker all, those of requests as far as they were answered.
pub(super) fn everything_is_proposed_once(drill: &Drill<'_>) {
    let of_cases = |table: &str, by: &str, rest: &str| {
        drill.counted(&format!(
            "SELECT c.title AS text, count(*) AS n FROM cases c JOIN {table} x ON x.workspace_id = c.workspace_id AND x.{by} = c.id \
             WHERE c.workspace_id = :w {rest} GROUP BY c.title"
        ))
    };
    let proposed = of_cases("case_proposals", "case_id", "AND x.state = 'open'");
    let history = of_cases("timeline", "subject_id", "AND x.action = 'propose'");
    let inspected = of_cases("timeline", "subject_id", "AND x.action = 'inspect'");
    let n = |of: &BTreeMap<String, i64>, title: &str| of.get(title).copied().unwrap_or_default();
    for title in drill.late.iter().flatten() {
        assert_eq!((n(&proposed, title), n(&history, title)), (1, 1), "{title}");
    }
    let confirmed = drill.confirmed.lock().expect("the list");
    for title in drill.sent.lock().expect("the list").iter() {
        let there = n(&inspected, title);
        let is_confirmed = confirmed.contains(title);
        assert!(there == 1 || (there == 0 && !is_confirmed), "{title}: {there} times, confirmed: {is_confirmed}");
        assert_eq!((n(&proposed, title), n(&history, title)), (there, there), "{title}: its proposal");
    }
    assert_eq!(proposed.len(), history.len());
    let matters = drill.counted("SELECT title AS text, count(*) AS n FROM matters WHERE workspace_id = :w GROUP BY title");
    let raised = drill.counted(
        "SELECT m.title AS text, count(*) AS n FROM matters m JOIN timeline t ON t.workspace_id = m.workspace_id AND t.subject_id = m.id \
         WHERE m.workspace_id = :w AND t.action = 'propose' GROUP BY m.title",
    );
    for title in drill.overdue.iter().flatten() {
        let of = |of: &BTreeMap<String, i64>| of.iter().filter(|(matter, _)| matter.contains(title)).map(|(_, n)| n).sum::<i64>();
        assert_eq!((of(&matters), of(&raised)), (1, 1), "{title}");
    }
    assert_eq!(matters.len(), drill.overdue.iter().flatten().count());
}

/// Letters about proposals that came, each once however often it came: who to, and all it says.
fn letters(drill: &Drill<'_>, server: &SmtpServer) -> Vec<(String, String)> {
    let about = drill.counted(
        "SELECT message_id AS text, count(*) AS n FROM outbox WHERE workspace_id = :w \
         AND (cause LIKE 'case-proposed:%' OR cause LIKE 'matter-proposed:%') GROUP BY message_id",
    );
    let mut by_id = BTreeMap::new();
    for message in server.messages() {
        let letter = message.letter();
        let id = letter.header("Message-ID").trim_start_matches('<').split('@').next().unwrap_or_default().to_owned();
        if about.contains_key(&id) {
            by_id.insert(id, (message.to.join(" "), format!("{}\n{}", letter.subject(), letter.text)));
        }
    }
    assert_eq!(by_id.len(), about.len(), "every mail about a proposal came");
    by_id.into_values().collect()
}

pub(super) fn everybody_was_told_once(drill: &Drill<'_>, server: &SmtpServer) {
    let letters = letters(drill, server);
    let told = |title: &str| {
        let mut to: Vec<&str> = letters.iter().filter(|(_, text)| text.contains(title)).map(|(to, _)| to.as_str()).collect();
        to.sort_unstable();
        to
    };
    let both = |one: &str, two: &str| {
        let mut both = [one.to_owned(), two.to_owned()];
        both.sort_unstable();
        both
    };
    for title in drill.late.iter().flatten() {
        assert_eq!(told(title), both(&drill.chen, &drill.xu), "{title}: both liaisons");
    }
    for title in drill.overdue.iter().flatten() {
        assert_eq!(told(title), both(&drill.office[0], &drill.office[1]), "{title}: the office");
    }
    let confirmed = drill.confirmed.lock().expect("the list");
    for title in drill.sent.lock().expect("the list").iter() {
        // Not to whoever recorded it.
        let to = told(title);
        assert!(to == [&*drill.xu] || (to.is_empty() && !confirmed.contains(title)), "{title}: {to:?}");
    }
}
