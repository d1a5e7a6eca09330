//! How much room the program takes for documents of the worst shapes, seen from outside.

use std::{
    fs,
    io::{Read as _, Write as _},
    process::{Command, Stdio},
};

/// The most memory `policy extract` held while it printed a document's clauses, in bytes; `None` where the system does not tell.
fn peak(document: &[u8]) -> Option<u64> {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(document).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_lianxi"));
    command.args(["policy", "extract"]).arg(file.path()).stdout(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let status = format!("/proc/{}/status", child.id());
    let mut out = child.stdout.take().unwrap();
    let (mut most, mut chunk) = (None, vec![0; 1 << 16]);
    loop {
        // The program waits while its pipe is full, so that it is still there to be looked at.
        let held = fs::read_to_string(&status).ok().and_then(|s| {
            let line = s.lines().find_map(|l| l.strip_prefix("VmHWM:"))?;
            Some(line.trim().trim_end_matches("kB").trim().parse::<u64>().ok()? * 1024)
        });
        most = most.max(held);
        if out.read(&mut chunk).unwrap() == 0 {
            break;
        }
    }
    assert!(child.wait().unwrap().success());
    most
}

fn numbered(count: usize, line: &str) -> String {
    (0..count).map(|i| format!("{}.{line}\n", i % 900 + 1)).collect()
}

#[test]
fn memory_stays_in_proportion_to_the_text() {
    let Some(idle) = peak(numbered(900, "推进").as_bytes()) else { return };
    let table = |rows: usize| -> String {
        let rows = (1..=rows).map(|i| format!("{i}\t新建泵站{i}座。\t市水利局\t市园林局、市财政局\t2025年6月底前\n"));
        format!("序号\t任务\t牵头单位\t配合单位\t完成时限\n{}", rows.collect::<String>())
    };
    for (shape, text) in [
        ("many clauses", numbered(50_000, "推进")),
        ("headings without a text", numbered(50_000, "")),
        ("nested levels", "（一）甲：\n1.乙：\n（1）丙：\n①丁。\n".repeat(10_000)),
        ("a table", table(15_000)),
        ("one line", format!("一、{}", "市水利局要新建泵站100座，".repeat(30_000))),
    ] {
        let held = peak(text.as_bytes()).unwrap().saturating_sub(idle);
        // A text of two megabytes takes less than sixty.
        let allowed = 6_000_000 + 26 * text.len() as u64;
        assert!(held < allowed, "{shape}: {held} bytes held over {idle} for a text of {}", text.len());
    }
}
