//! The file as an office program shows it, where LibreOffice is installed: opened without a word, 22 lines of 28 characters.

use std::{path::Path, process::Command};

use super::{tests::sample, *};

/// The pages as text; nothing where the programs are missing, which is said.
fn pages(document: &Document, name: &str) -> Option<Vec<String>> {
    let dir = tempfile::tempdir().expect("a directory");
    let file = dir.path().join("minutes.docx");
    std::fs::write(&file, document.write().expect("a file")).expect("written");
    // To be looked at with one's own eyes.
    let keep = |ending: &str| {
        if let Some(to) = std::env::var_os("LIANXI_TEST_KEEP") {
            let from = dir.path().join(format!("minutes.{ending}"));
            std::fs::copy(from, Path::new(&to).join(format!("{name}.{ending}"))).expect("kept");
        }
    };
    keep("docx");
    let run = |program: &str, arguments: &[&str]| match Command::new(program).args(arguments).current_dir(dir.path()).output() {
        Err(_) => {
            eprintln!("SKIPPED: a document is not looked at, because {program} is missing");
            None
        }
        Ok(out) => {
            assert!(out.status.success(), "{program}: {}", String::from_utf8_lossy(&out.stderr));
            Some(out.stdout)
        }
    };
    let profile = format!("-env:UserInstallation=file://{}/profile", dir.path().display());
    // The command of LibreOffice's own word processor: the office's core alone, which is there more often, cannot open the file.
    run("lowriter", &[&profile, "--headless", "--convert-to", "pdf", "minutes.docx"])?;
    keep("pdf");
    let text = run("pdftotext", &["-layout", "minutes.pdf", "-"])?;
    Some(String::from_utf8_lossy(&text).split('\u{C}').map(str::to_owned).collect())
}

#[test]
fn a_full_page_has_22_lines_of_28_characters() {
    let mut document = sample(Lang::ZhCn);
    // Nothing but text, without signs that may hang over or be moved to the next line.
    (document.head, document.number, document.title, document.under_title, document.colophon) = (None, None, vec![], None, None);
    document.blocks = vec![Block::text("各成员单位要按照职责分工抓好落实会议议定事项并报告进展".repeat(80))];
    let Some(pages) = pages(&document, "plain") else { return };
    // Spaces are as the fonts of the machine have them.
    let lines: Vec<String> = pages[1].lines().map(|line| line.replace(' ', "")).filter(|line| !line.is_empty()).collect();
    let (text, number) = lines.split_at(lines.len() - 1);
    assert_eq!(number, ["—2—"]);
    assert_eq!(text.len(), 22, "{text:#?}");
    assert!(text.iter().all(|line| line.chars().count() == 28), "{text:#?}");
    // Odd pages have their number to the right, even ones to the left.
    let indent = |page: &str| page.lines().rev().find(|l| l.contains('—')).map(|l| l.len() - l.trim_start().len());
    assert!(indent(&pages[0]) > indent(&pages[1]), "{:?} {:?}", indent(&pages[0]), indent(&pages[1]));
}

#[test]
fn minutes_are_shown_whole() {
    for lang in Lang::ALL {
        let document = sample(lang);
        let Some(pages) = pages(&document, lang.code()) else { return };
        let text: String = pages.concat().split_whitespace().collect();
        let colophon = document.colophon.expect("one");
        for part in [&document.title[0], &colophon.issuer, &colophon.copies[0].text, &colophon.issued] {
            let part: String = part.split_whitespace().collect();
            assert!(text.contains(&part), "{part}\n{text}");
        }
    }
}

#[test]
fn the_foot_stands_on_the_last_page_whatever_stands_above_it() {
    let mut document = sample(Lang::ZhCn);
    document.head = None;
    let sentence = "会议强调，各成员单位要按照职责分工抓好落实议定事项并按月报告进展情况。";
    // A page that has room for the foot, one it just fits on, and ones it does not.
    for lines in [1, 15, 16, 38] {
        document.blocks = (0..lines).map(|n| Block::text(format!("{n}{}", &sentence[..72]))).collect();
        let Some(pages) = pages(&document, &format!("foot{lines}")) else { return };
        let pages: Vec<String> = pages.iter().map(|page| page.split_whitespace().collect()).collect();
        let last = pages.iter().rev().find(|page| !page.is_empty()).expect("a page");
        let (foot, end) = (last.find("抄送：").expect("on the last page"), last.find("印发").expect("on the last page"));
        assert!(foot < end && last[end..].starts_with("印发—"), "{lines}: nothing below it but the number: {last}");
        assert_eq!(pages.concat().matches("会议强调").count(), lines, "{lines}");
        let above = lines - 1;
        assert!(pages.concat().find(&format!("{above}会议强调")) < pages.concat().find("抄送："), "{lines}: the text stands above it");
    }
}
