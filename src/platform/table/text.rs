//! Tables as text: tabs or commas, quotes as in RFC 4180, any encoding Chinese offices use.

use encoding_rs::{Encoding, GB18030};

use super::{Row, Taken};
use crate::platform::error::Message;

/// The text of bytes whose encoding is not stated: by its mark, else UTF-8, else GB18030; none when it is no text.
pub(super) fn decode(bytes: &[u8]) -> Option<String> {
    let text = match Encoding::for_bom(bytes) {
        Some((encoding, mark)) => encoding.decode_without_bom_handling_and_without_replacement(&bytes[mark..])?.into_owned(),
        None => match std::str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            Err(_) => GB18030.decode_without_bom_handling_and_without_replacement(bytes)?.into_owned(),
        },
    };
    let strange = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
    (!text.contains(strange)).then_some(text)
}

/// The rows of a table; an opened quote that never ends is an error.
pub(super) fn rows(text: &str) -> Result<Vec<Row>, Message> {
    let text = text.trim_start_matches('\u{FEFF}');
    let separator = separator(text);
    let mut taken = Taken::default();
    let (mut cells, mut cell) = (Vec::new(), String::new());
    // The line the present row began on, and the line being read.
    let (mut began, mut line) = (1, 1);
    let mut quoted = false;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                chars.next();
                cell.push('"');
            }
            '"' if quoted => quoted = false,
            '"' if cell.trim().is_empty() => {
                cell.clear();
                quoted = true;
            }
            '\n' | '\r' => {
                if c == '\r' && chars.peek() == Some(&'\n') {
                    chars.next();
                }
                line += 1;
                if quoted {
                    cell.push('\n');
                    continue;
                }
                cells.push(std::mem::take(&mut cell));
                taken.push(began, std::mem::take(&mut cells))?;
                began = line;
            }
            c if c == separator && !quoted => cells.push(std::mem::take(&mut cell)),
            c => cell.push(c),
        }
    }
    if quoted {
        return Err(Message::new("table-open-quote").text("row", began.to_string()));
    }
    cells.push(cell);
    taken.push(began, cells)?;
    taken.finish()
}

/// A title or remarks stand above a table in no more rows than this.
const ABOVE: usize = 5;

/// What parts the cells, by the first row that is parted at all: a title above has nothing but words. Tabs are never typed by accident, so
/// they win; a Chinese comma may stand in a title, so it comes last.
fn separator(text: &str) -> char {
    const KNOWN: [char; 3] = ['\t', ',', ';'];
    const LAST: char = '，';
    let text = text.trim_start_matches(['\n', '\r', ' ']);
    let mut quoted = false;
    let mut rows = 0;
    let outside: String = text
        .chars()
        .map(|c| {
            quoted ^= c == '"';
            if quoted { ' ' } else { c }
        })
        .take_while(|c| {
            rows += usize::from(*c == '\n');
            rows <= ABOVE
        })
        .collect();
    // Quotes that do not pair hide everything; then the plain first line has to do.
    let first = text.lines().next().unwrap_or_default();
    let among = |row: &str| KNOWN.into_iter().find(|s| row.contains(*s));
    let found = outside.lines().find_map(among).or_else(|| outside.contains(LAST).then_some(LAST));
    found.or_else(|| among(first)).or_else(|| first.contains(LAST).then_some(LAST)).unwrap_or('\t')
}

/// The rows as text that reads back the same: tabs, quotes only where they are needed.
pub fn to_text(rows: &[Row]) -> String {
    let needs = |c: &str| c.contains(['\t', '\n', '"', ',', ';', '，']);
    let lines = rows.iter().map(|row| {
        let cells = row.cells.iter().map(|c| if needs(c) { format!("\"{}\"", c.replace('"', "\"\"")) } else { c.clone() });
        let line = cells.collect::<Vec<_>>().join("\t");
        // One column alone has no tab by which the separator could be told.
        if row.cells.len() == 1 { format!("{line}\t") } else { line }
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn cells(text: &str) -> Vec<Vec<String>> {
        rows(text).expect("a table").into_iter().map(|r| r.cells).collect()
    }

    #[test]
    fn reads_tabs_commas_quotes_and_marks() {
        assert_eq!(cells("\u{FEFF}a\tb,c\n\n d \t\r\n"), [vec!["a", "b,c"], vec!["d"]]);
        assert_eq!(cells("a,\"b,\"\"c\"\"\nd\",e\nf"), [vec!["a", "b,\"c\"\nd", "e"], vec!["f"]]);
        assert_eq!(cells("甲，乙"), [vec!["甲", "乙"]]);
        let titled = cells("三季度，饮料\n\n\"名,称\",代码\n甲,1");
        assert_eq!(titled, [vec!["三季度，饮料"], vec!["名,称", "代码"], vec!["甲", "1"]], "a title is not parted");
        assert_eq!(cells("a;b\n1,5;2"), [vec!["a", "b"], vec!["1,5", "2"]]);
        assert_eq!(cells("5\" disk\tx"), [vec!["5\" disk", "x"]], "a quote inside a cell is a quote");
        assert_eq!(rows("a\n\nb").expect("rows")[1].number, 3);
        assert_eq!(rows("a,\"b\nc").expect_err("open").key, "table-open-quote");
        assert_eq!(rows(" \n\t\n").expect_err("empty").key, "table-empty");
        assert_eq!(rows(&"x\n".repeat(2001)).expect_err("long").key, "table-too-many-rows");
    }

    #[test]
    fn reads_the_encodings_offices_use() {
        let text = "代码,名称\nA1,省质监局";
        let (gb, _, _) = GB18030.encode(text);
        assert_eq!(decode(&gb).as_deref(), Some(text));
        assert_eq!(decode(format!("\u{FEFF}{text}").as_bytes()).as_deref(), Some(text));
        let mut wide = vec![0xFF, 0xFE];
        text.encode_utf16().for_each(|u| wide.extend(u.to_le_bytes()));
        assert_eq!(decode(&wide).as_deref(), Some(text));
        assert_eq!(decode(b"\x00\x01\x02"), None);
        assert_eq!(decode(&[0xFF, 0xFF, 0x80]), None);
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back(table in prop::collection::vec(prop::collection::vec("[a-z\"\t\n,;，甲乙 ]{0,6}", 1..5), 1..6)) {
            let mut taken = Taken::default();
            for (number, row) in table.into_iter().enumerate() {
                taken.push(number + 1, row).expect("within limits");
            }
            let before: Vec<Vec<String>> = taken.0.iter().map(|r| r.cells.clone()).collect();
            prop_assume!(!before.is_empty());
            prop_assert_eq!(cells(&to_text(&taken.0)), before);
        }

        #[test]
        fn nothing_makes_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            drop(super::super::rows_of_bytes(&bytes));
            drop(super::super::rows_of_bytes(&[b"PK\x03\x04", bytes.as_slice()].concat()));
        }
    }
}
