//! The policy reader against labelled documents, all of them made up. A key that is absent from a
//! clause's label is one that people could disagree about.

mod room;

use std::{collections::BTreeSet, fs, path::PathBuf};

use lianxi::policy::reading::{self, Body, ReadClause, Reading, Source, departments};
use serde_json::Value;
use unicode_normalization::UnicodeNormalization;

fn fixtures() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/policy/reading")
}

/// Every labelled document: its name, its reading with its clauses, and its labels.
fn labelled() -> Vec<(String, Reading, Vec<ReadClause>, Value)> {
    let files: BTreeSet<PathBuf> = fs::read_dir(fixtures()).unwrap().map(|f| f.unwrap().path()).collect();
    let labels = files.iter().filter(|f| f.extension().is_some_and(|e| e == "json"));
    labels
        .map(|label| {
            let name = label.file_stem().unwrap().to_string_lossy().into_owned();
            let document =
                files.iter().find(|f| f.file_stem() == label.file_stem() && f.extension().is_some_and(|e| e != "json" && e != "csv"));
            let bytes = fs::read(document.unwrap()).unwrap();
            let known = fs::read_to_string(label.with_extension("csv")).map(|csv| departments::parse(&csv).unwrap());
            let reading = reading::read(&Source { name: "document", bytes: &bytes }).unwrap();
            let clauses = reading.clauses(&known.unwrap_or_default()).collect();
            (name, reading, clauses, serde_json::from_str(&fs::read_to_string(label).unwrap()).unwrap())
        })
        .collect()
}

fn plain(text: &str) -> String {
    text.nfkc().filter(|c| !c.is_whitespace()).collect()
}

fn names(list: &[Body]) -> Vec<String> {
    list.iter().map(|b| plain(&b.name)).collect()
}

/// What a clause says for one key, in the form of the labels.
fn said(clause: &ReadClause, key: &str) -> Value {
    match key {
        "lead" => names(&clause.lead).into(),
        "support" => names(&clause.support).into(),
        "due" => clause.due.as_ref().map(|d| d.value.to_string()).into(),
        "cadence" => serde_json::to_value(clause.cadence.as_ref().map(|c| c.value)).unwrap(),
        "targets" => clause.targets.iter().map(|t| Value::from(format!("{}{}", t.value.value, t.value.unit))).collect(),
        _ => panic!("{key} is no key of the labels"),
    }
}

/// What the label wants for one key.
fn wanted(label: &Value, key: &str) -> Option<Value> {
    let value = label.get(key)?;
    Some(match key {
        "lead" | "support" => value.as_array()?.iter().map(|v| Value::from(plain(v.as_str().unwrap()))).collect(),
        "targets" => value
            .as_array()?
            .iter()
            .map(|t| Value::from(format!("{}{}", t["value"].as_f64().unwrap(), t["unit"].as_str().unwrap())))
            .collect(),
        _ => value.clone(),
    })
}

#[test]
fn labelled_documents_are_read_as_labelled() {
    let documents = labelled();
    assert!(documents.len() >= 20, "{} labelled documents", documents.len());
    let mut faults = Vec::new();
    for (name, reading, read, gold) in &documents {
        let paths = |list: Vec<Vec<String>>| list.iter().map(|p| p.join("/")).collect::<Vec<_>>();
        let clauses = gold["clauses"].as_array().unwrap();
        let want = paths(clauses.iter().map(|c| serde_json::from_value(c["path"].clone()).unwrap()).collect());
        let got = paths(read.iter().map(|c| c.path.clone()).collect());
        if want != got {
            faults.push(format!("{name}: outline {got:?} instead of {want:?}"));
            continue;
        }
        for ((label, clause), path) in clauses.iter().zip(read).zip(&want) {
            for key in ["lead", "support", "due", "cadence", "targets"] {
                let (want, got) = (wanted(label, key), said(clause, key));
                if want.as_ref().is_some_and(|w| *w != got) {
                    faults.push(format!("{name} {path} {key}: {got} instead of {}", want.unwrap()));
                }
            }
        }
        for (key, got) in [("title", &reading.title), ("document_number", &reading.document_number)] {
            if let Some(want) = gold.get(key).filter(|w| w.as_str().map(plain) != got.as_deref().map(plain)) {
                faults.push(format!("{name} {key}: {got:?} instead of {want}"));
            }
        }
        let issued = reading.issued_on.map(|d| d.to_string());
        if gold.get("issued_on").is_some_and(|w| w.as_str() != issued.as_deref()) {
            faults.push(format!("{name} issued_on: {issued:?} instead of {}", gold["issued_on"]));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn comparisons_and_periods_are_read_as_labelled() {
    for (name, _, clauses, gold) in labelled() {
        for (label, clause) in gold["clauses"].as_array().unwrap().iter().zip(&clauses) {
            for want in label.get("targets").and_then(Value::as_array).into_iter().flatten() {
                let got = clause.targets.iter().find(|t| want["value"].as_f64() == Some(t.value.value) && want["unit"] == *t.value.unit);
                let Some(got) = got else { panic!("{name} {}: no {want}", clause.path.join("/")) };
                let got = serde_json::to_value(&got.value).unwrap();
                for key in ["comparison", "per"] {
                    assert!(want.get(key).is_none_or(|w| *w == got[key]), "{name} {}: {got} instead of {want}", clause.path.join("/"));
                }
            }
        }
    }
}

/// Whether the words hold all characters of a name in order: a drawn cell breaks a name in two lines.
fn in_order(words: &str, name: &str) -> bool {
    let mut rest = words.chars();
    name.chars().all(|c| rest.any(|w| w == c))
}

#[test]
fn every_proposal_points_at_the_words_it_was_read_from() {
    for (name, reading, clauses, _) in labelled() {
        for clause in &clauses {
            for body in clause.lead.iter().chain(&clause.support) {
                let words = plain(reading.text.get(body.span.clone()).unwrap());
                assert!(in_order(&words, &plain(&body.printed)), "{name}: {words} for {}", body.printed);
            }
            for target in &clause.targets {
                let words = plain(&reading.text[target.span.clone()]);
                assert!(words.contains(&target.value.unit) || words.starts_with("百分之"), "{name}: {:?}", target.value);
            }
            if let Some(due) = &clause.due {
                assert!(!reading.text[due.span.clone()].trim().is_empty(), "{name}: {due:?}");
            }
        }
    }
}
