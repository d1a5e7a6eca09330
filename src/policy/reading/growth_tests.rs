//! The work of reading grows with the text, whatever its shape: what is searched is counted, and the time on the processor measured.

use super::pattern::work;
use super::{Source, read};
use std::fs;

/// Reads a text with all its clauses; gives the number of clauses.
fn clauses(text: &str) -> usize {
    let text = format!("某市2024年管护方案\n{text}");
    let reading = read(&Source { name: "x.txt", bytes: text.as_bytes() }).unwrap();
    reading.clauses(&[]).count()
}

/// Nanoseconds this thread has been on a processor, where the system tells.
fn on_processor() -> Option<u64> {
    fs::read_to_string("/proc/thread-self/schedstat").ok()?.split_whitespace().next()?.parse().ok()
}

fn time(text: &str) -> Option<u64> {
    let before = on_processor()?;
    clauses(text);
    Some(on_processor()? - before)
}

const SENTENCE: &str = "清理河道。2025年6月底前新建泵站100座，每年巡查一次，市水利局要会同市园林局管护，各县（市、区）人民政府要筹措经费。（省水利厅牵头，省财政厅配合）";

/// Numbers lines, beginning anew after 900.
fn numbered(count: usize, line: impl Fn(usize) -> String) -> String {
    (0..count).map(|i| format!("{}.{}\n", i % 900 + 1, line(i))).collect()
}

/// A text by its size.
type Shape = Box<dyn Fn(usize) -> String>;

/// Texts of every shape that has no end.
fn shapes() -> Vec<(&'static str, Shape)> {
    let line = |words: &'static str| Box::new(move |n: usize| format!("一、{}", words.repeat(n * 4)));
    vec![
        ("clauses of one word", Box::new(|n| numbered(n * 8, |_| "推进".into()))),
        ("ordinary clauses", Box::new(|n| numbered(n, |_| SENTENCE.into()))),
        ("headings without a text", Box::new(|n| numbered(n * 8, |_| String::new()))),
        ("nested levels", Box::new(|n| "（一）甲：\n1.乙：\n（1）丙：\n①丁。\n".repeat(n))),
        ("lines without numbers", Box::new(|n| format!("一、甲\n{}", "巡查河道\n".repeat(n * 4)))),
        ("blank lines", Box::new(|n| format!("一、甲{}乙", "\n \n".repeat(n * 8)))),
        ("running headers", Box::new(|n| "一、巡查河道沿线的涵闸、泵站、堤防以及低洼\n\n某某文集\n\n地带。\n".repeat(n))),
        ("attachments", Box::new(|n| (0..n * 2).map(|i| format!("附件{}\n", i % 90 + 1)).collect())),
        ("lists of attachments", Box::new(|n| format!("一、甲\n{}", "附件：某方案\n某某表\n".repeat(n * 2)))),
        ("one line", Box::new(|n| format!("一、{}", SENTENCE.repeat(n)))),
        ("one line without a stop", line("市水利局推进市园林局新建100座到2025年底")),
        ("one line of names", line("、市水利局")),
        ("one line of open brackets", line("（市水利局牵头")),
        ("one line of brackets", line("（市水利局牵头）")),
        ("one line of labels", line("责任单位：")),
        ("one line of dates", line("每年12月")),
        ("one line of deadlines", line("2025年6月底前，")),
        ("one line of past periods", line("2023年，每月可持续开展，")),
        ("one line of years", line("比2023年多")),
        ("one line of subjects", line("由市")),
        ("one line of numbers", line("1100座")),
        ("one line of digits", line("11111")),
        ("one line of quotes", line("“《")),
        (
            "one parent of many",
            Box::new(|n| format!("第一条 {}下列职责：\n{}", "市水利局履行，".repeat(n), numbered(n, |_| "甲；".into()))),
        ),
        ("a table", Box::new(|n| format!("序号\t任务\t牵头单位\n{}", "1\t新建泵站。\t市水利局\n".repeat(n * 4)))),
        ("a table without numbers", Box::new(|n| format!("序号\t任务\t牵头单位\n{}", "\t新建泵站\t市水利局\n".repeat(n * 4)))),
        ("a table of groups", Box::new(|n| format!("序号\t任务\t牵头单位\n{}", "一、甲\n1\t新建泵站\t市水利局\n".repeat(n * 2)))),
        ("a drawn table", Box::new(|n| format!("│序号│任务│牵头单位│\n{}", "├──┼──┼──┤\n│1│新建│市水利局│\n".repeat(n * 2)))),
    ]
}

/// How often each byte of a text may be searched, all patterns together.
const MOST_SEARCHED: u64 = 600;

#[test]
fn what_is_searched_grows_with_the_text() {
    for (shape, text) in shapes() {
        let (small, large) = (text(100), text(400));
        let (_, before) = work::of(|| clauses(&small));
        let (_, after) = work::of(|| clauses(&large));
        let each = after / large.len() as u64;
        assert!(each < MOST_SEARCHED, "{shape}: each byte was searched {each} times");
        let (grown, longer) = (after as f64 / before.max(1) as f64, large.len() as f64 / small.len() as f64);
        assert!(grown < longer * 1.5, "{shape}: {before} bytes searched in {} bytes, {after} in {}", small.len(), large.len());
    }
}

#[test]
fn a_clause_of_two_megabytes_is_read() {
    let text = format!("一、{}", SENTENCE.repeat(2_000_000 / SENTENCE.len()));
    let reading = read(&Source { name: "x.txt", bytes: text.as_bytes() }).unwrap();
    let clauses: Vec<_> = reading.clauses(&[]).collect();
    let names = |list: &[super::Body]| list.iter().map(|b| b.name.clone()).collect::<Vec<_>>();
    assert_eq!(
        (clauses.len(), names(&clauses[0].lead), names(&clauses[0].support)),
        (1, vec!["省水利厅".to_owned()], vec!["省财政厅".to_owned()])
    );
    assert_eq!(clauses[0].targets.len(), 1);
}

#[test]
fn time_grows_with_the_text() {
    for (shape, text) in shapes() {
        let (small, large) = (text(200), text(1600));
        // Eight times the text; the square would be sixty-four times the time. The best of three is free of others' noise,
        // and what takes next to no time tells nothing.
        let grown = |()| -> Option<f64> {
            let long = time(&large)?;
            Some(if long < 50_000_000 { 0.0 } else { long as f64 / time(&small)?.max(1) as f64 })
        };
        let measured: Vec<f64> = [(); 3].into_iter().map_while(grown).take_while(|g| *g >= 24.0).collect();
        assert!(measured.len() < 3, "{shape}: eight times the text took {measured:?} times the time");
    }
}

#[test]
fn every_clause_of_a_long_document_is_read() {
    for count in [200, 800] {
        let text = numbered(count, |_| SENTENCE.into());
        let reading = read(&Source { name: "x.txt", bytes: text.as_bytes() }).unwrap();
        let whole = |c: &super::ReadClause| c.lead.len() == 1 && c.support.len() == 1 && c.targets.len() == 1 && c.due.is_some();
        assert_eq!(reading.clauses(&[]).filter(whole).count(), count);
    }
}
