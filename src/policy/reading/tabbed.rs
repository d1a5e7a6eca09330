//! Tables set with tabs, as they are pasted from a spreadsheet or a text program.

use super::container::Span;
use super::grid::Grid;
use super::labels::label_at;

/// A table set with tabs: a first row of three cells or more, and rows below it.
pub(super) fn tabbed(text: &str, lines: &[Span], first: usize) -> Option<(Grid, usize)> {
    let header = lines[first].of(text);
    if header.split('\t').filter(|cell| !cell.trim().is_empty()).count() < 3 {
        return None;
    }
    let mut grid = Grid::default();
    let width = header.split('\t').count();
    let mut row = cells(text, lines[first]);
    let mut at = first + 1;
    while at < lines.len() {
        let line = lines[at].of(text);
        let next = lines.get(at + 1).map_or("", |l| l.of(text));
        let quoted = is_quoted(text, &row) && closes(text, &lines[at..]);
        let tabs = line.contains('\t');
        let group = !tabs && line.chars().take(41).count() <= 40 && !line.contains('。') && next.contains('\t');
        if quoted || tabs && grid.len() > 0 && goes_on(text, &row, line, width) {
            let mut more = cells(text, lines[at]).into_iter();
            if let (Some(last), Some(piece)) = (row.last_mut(), more.next()) {
                last.extend(piece);
            }
            row.extend(more);
        } else if tabs || group && !line.trim().is_empty() {
            end_row(text, &mut grid, std::mem::replace(&mut row, cells(text, lines[at])));
        } else if !(line.trim().is_empty() && next.contains('\t')) {
            break;
        }
        at += 1;
    }
    end_row(text, &mut grid, row);
    (grid.len() > 1).then_some((grid, at))
}

/// The lines of each cell of a row.
type Row = Vec<Vec<Span>>;

fn cells(text: &str, line: Span) -> Row {
    let mut start = line.range().start;
    let cell = |cell: &str| {
        let range = start..start + cell.len();
        start = range.end + 1;
        Span::trimmed(text, range).into_iter().collect()
    };
    line.of(text).split('\t').map(cell).collect()
}

/// Whether the last cell opens with a quotation mark that is not closed yet: a cell of several lines.
fn is_quoted(text: &str, row: &Row) -> bool {
    let Some(cell) = row.last() else { return false };
    cell.first().is_some_and(|first| first.of(text).starts_with('"'))
        && cell.iter().map(|piece| piece.of(text).matches('"').count()).sum::<usize>() % 2 == 1
}

/// The most lines a quoted cell has.
const TALLEST: usize = 40;

/// Whether a quotation mark that was opened before these lines is closed at a cell's end in them.
fn closes(text: &str, lines: &[Span]) -> bool {
    lines.iter().take(TALLEST).any(|line| line.of(text).split('\t').next().is_some_and(|cell| cell.trim_end().ends_with('"')))
}

/// Whether a line is the rest of a numbered row that was broken in the middle of a cell: together they are as wide as the headings.
fn goes_on(text: &str, row: &Row, line: &str, width: usize) -> bool {
    let numbered = |cell: &str| label_at(cell).is_some() || cell.starts_with(|c: char| c.is_ascii_digit());
    let opening = line.split('\t').next().unwrap_or("").trim();
    let first = row.first().and_then(|cell| cell.first()).map_or("", |piece| piece.of(text));
    row.len() < width
        && row.len() + line.split('\t').count() == width + 1
        && first.starts_with(|c: char| c.is_ascii_digit())
        && !opening.is_empty()
        && !numbered(opening)
}

/// Ends a row, without the quotation marks around cells of several lines.
fn end_row(text: &str, grid: &mut Grid, row: Row) {
    for mut cell in row {
        let several = cell.len() > 1;
        if several
            && let [first, .., last] = &mut cell[..]
            && first.of(text).starts_with('"')
            && last.of(text).ends_with('"')
        {
            first.start += 1;
            last.end -= 1;
        }
        grid.push(cell, 1);
    }
    grid.end_row();
}

#[cfg(test)]
mod tests {
    use super::super::{Source, read};

    fn rows(text: &str) -> Vec<String> {
        let reading = read(&Source { name: "x.txt", bytes: text.as_bytes() }).unwrap();
        let names = |list: &[super::super::Body]| list.iter().map(|b| b.name.clone()).collect::<Vec<_>>().join("、");
        reading.clauses(&[]).map(|c| format!("{} {} / {}", c.path.join("/"), names(&c.lead), names(&c.support))).collect()
    }

    #[test]
    fn cells_of_several_lines() {
        let head = "序号\t任务\t责任单位\t完成时间\n";
        let quoted = format!("{head}1\t修缮泵房\t\"县水利局\n县住建局\"\t6月底前\n2\t疏浚沟渠\t县农业农村局\t长期\n");
        assert_eq!(rows(&quoted), ["1 县水利局 / 县住建局", "2 县农业农村局 / "]);
        let broken = format!("{head}1\t修缮泵房\t县水利局\n县住建局\t6月底前\n2\t疏浚沟渠\t县农业农村局\t长期\n");
        assert_eq!(rows(&broken), ["1 县水利局 / 县住建局", "2 县农业农村局 / "]);
        // A quotation mark that is never closed swallows nothing.
        let open = format!("{head}1\t\"修缮泵房\t县水利局\t6月底前\n2\t疏浚沟渠\t\"县农业农村局\n3\t巡堤\t县水利局\t长期\n");
        assert_eq!(rows(&open).len(), 3);
    }
}
