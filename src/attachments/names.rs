//! Names of files as people gave them, made harmless for whoever saves them.

use crate::platform::text::one_line;

/// What file systems take, with room for “(1)” that browsers add.
const BYTES_MAX: usize = 200;

/// Names Windows gives to devices.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "conin$", "conout$"];

/// The name without directories, invisible characters, turned text, and what some system does not allow; its ending is kept.
pub fn harmless(name: &str) -> String {
    let line = one_line(name);
    // Both kinds of slash: which system it came from is not known.
    let last = line.rsplit(['/', '\\']).next().unwrap_or_default();
    let allowed: String = last.chars().map(|c| if "<>:\"|?*".contains(c) { '_' } else { c }).collect();
    let trimmed = allowed.trim_matches(|c: char| c == '.' || c.is_whitespace());
    let (stem, ending) = match trimmed.rsplit_once('.') {
        Some((stem, ending)) if !stem.is_empty() && ending.len() <= 12 => (stem.trim_end(), format!(".{ending}")),
        _ => (trimmed, String::new()),
    };
    let first = stem.split('.').next().unwrap_or_default().to_lowercase();
    let is_device = DEVICES.contains(&first.as_str())
        || (first.len() == 4 && (first.starts_with("com") || first.starts_with("lpt")) && first.ends_with(|c: char| c.is_ascii_digit()));
    let stem = if is_device { format!("_{stem}") } else { stem.to_owned() };
    let mut end = stem.len().min(BYTES_MAX - ending.len());
    while !stem.is_char_boundary(end) {
        end -= 1;
    }
    let stem = stem.get(..end).unwrap_or_default();
    if stem.is_empty() { format!("file{ending}") } else { format!("{stem}{ending}") }
}

/// In ASCII, for programs that know no other.
pub(super) fn plain(name: &str) -> String {
    let fit = |c: char| c.is_ascii_alphanumeric() || "-_.() ".contains(c);
    if name.chars().all(fit) {
        return name.to_owned();
    }
    let ending = name.rsplit_once('.').map(|(_, e)| e).filter(|e| e.chars().all(|c| c.is_ascii_alphanumeric()));
    ending.map_or_else(|| "attachment".to_owned(), |e| format!("attachment.{e}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_leads_nowhere_and_hides_nothing() {
        for (given, kept) in [
            ("附件：整治汇总表.xlsx", "附件：整治汇总表.xlsx"),
            ("../../etc/passwd.txt", "passwd.txt"),
            ("C:\\tmp\\..\\a.txt", "a.txt"),
            ("..", "file"),
            ("", "file"),
            (".htaccess", "htaccess"),
            ("a\u{0}b\nc.pdf", "a b c.pdf"),
            ("好\u{202E}fdp.exe", "好fdp.exe"),
            ("con.txt", "_con.txt"),
            ("LPT1.a.txt", "_LPT1.a.txt"),
            ("a<b>:\"|?*.txt", "a_b______.txt"),
            ("name . ", "name"),
            ("报告.", "报告"),
        ] {
            assert_eq!(harmless(given), kept, "{given:?}");
        }
        let long = format!("{}.docx", "长".repeat(300));
        assert!(harmless(&long).len() <= BYTES_MAX && harmless(&long).ends_with("长.docx"));
        assert_eq!(harmless(&harmless(&long)), harmless(&long));
    }

    #[test]
    fn the_plain_name_is_plain() {
        assert_eq!(plain("a (1).txt"), "a (1).txt");
        assert_eq!(plain("汇总\".xlsx"), "attachment.xlsx");
        assert_eq!(plain("汇总"), "attachment");
    }
}
