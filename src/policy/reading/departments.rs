//! Known departments: the CSV they come in and finding one by a printed name.

use super::flow::compact;
use std::collections::HashMap;
use unicode_normalization::UnicodeNormalization;

/// A department the reader may recognise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownDepartment {
    pub id: i64,
    pub code: String,
    pub name: String,
    pub aliases: Vec<String>,
}

/// Reads `code,name,aliases` with a heading row; aliases are separated by `|`. Ids count from 1.
///
/// # Errors
/// The number of the first row that is short or unfinished.
pub fn parse(csv: &str) -> Result<Vec<KnownDepartment>, usize> {
    let rows = rows(csv.trim_start_matches('\u{FEFF}'))?;
    let mut rows = rows.into_iter().enumerate().filter(|(_, r)| r.iter().any(|c| !c.trim().is_empty()));
    let Some((_, header)) = rows.next() else { return Ok(Vec::new()) };
    let column = |name: &str| header.iter().position(|h| h.trim().eq_ignore_ascii_case(name));
    let (Some(code), Some(name)) = (column("code"), column("name")) else { return Err(1) };
    let aliases = column("aliases");
    rows.map(|(index, row)| {
        let get = |at: usize| row.get(at).map(|c| c.trim().to_owned());
        let name = get(name).filter(|n| !n.is_empty()).ok_or(index + 1)?;
        let listed = aliases.and_then(get).unwrap_or_default();
        Ok(KnownDepartment {
            id: index as i64,
            code: get(code).unwrap_or_default(),
            name,
            aliases: listed.split('|').map(|a| a.trim().to_owned()).filter(|a| !a.is_empty()).collect(),
        })
    })
    .collect()
}

/// The rows of a CSV, quoted cells included.
fn rows(csv: &str) -> Result<Vec<Vec<String>>, usize> {
    let (mut rows, mut row, mut cell, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut chars = csv.chars().peekable();
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
            ',' if !quoted => row.push(std::mem::take(&mut cell)),
            '\r' if !quoted => {}
            '\n' if !quoted => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            c => cell.push(c),
        }
    }
    if quoted {
        return Err(rows.len() + 1);
    }
    if !cell.is_empty() || !row.is_empty() {
        row.push(cell);
        rows.push(row);
    }
    Ok(rows)
}

/// Finds departments by any of their names.
pub(super) struct Directory<'a> {
    by_name: HashMap<String, &'a KnownDepartment>,
}

/// The form names are compared in.
pub(super) fn key(name: &str) -> String {
    compact(name).nfkc().collect()
}

impl<'a> Directory<'a> {
    pub fn new(departments: &'a [KnownDepartment]) -> Directory<'a> {
        let mut by_name = HashMap::new();
        for department in departments {
            for name in department.aliases.iter().chain([&department.code]).filter(|n| !n.is_empty()) {
                by_name.entry(key(name)).or_insert(department);
            }
        }
        // A name outranks another department's alias.
        for department in departments {
            by_name.insert(key(&department.name), department);
        }
        Directory { by_name }
    }

    pub fn find(&self, printed: &str) -> Option<&'a KnownDepartment> {
        self.by_name.get(&key(printed)).copied()
    }

    /// Every name known, for finding them in running text.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.by_name.keys().map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_file_and_finds_by_alias() {
        let csv = "\u{FEFF}code,name,aliases\r\nA1,市公安局,公安机关|公安部门\nA2,\"市场局, 新\",\n";
        let known = parse(csv).unwrap();
        assert_eq!(known.len(), 2);
        assert_eq!(known[1].name, "市场局, 新");
        let directory = Directory::new(&known);
        assert_eq!(directory.find("公安 机关").map(|d| d.name.as_str()), Some("市公安局"));
        assert_eq!(directory.find("A1").map(|d| d.id), Some(1));
        assert_eq!(directory.find("公安"), None);
        assert_eq!(parse("code,name\nA,\"x"), Err(2));
        assert_eq!(parse("a,b\n"), Err(1));
    }
}
