//! The text of a document as WordprocessingML. How paragraphs look is said by the styles.

use docx_rs::{
    AlignmentType, BorderType, Docx, Paragraph, Run, SpecialIndentType, Tab, TabValueType, Table as Grid, TableBorder, TableBorderPosition,
    TableBorders, TableCell, TableCellMargins, TableLayoutType, TablePositionProperty, TableRow, WidthType,
};

use super::{Block, Colophon, Document, Labelled, Span, Table, clean};
use crate::platform::i18n::Lang;

/// The width of the text, 156 mm, in twentieths of a point.
const WIDTH: u32 = 8844;
/// The margin to the left of it.
const LEFT: i32 = 1588;
/// The width of one of 28 characters a line, in the same.
const CHAR: i32 = 316;

/// The whole `word/document.xml`.
pub(super) fn xml(document: &Document) -> Vec<u8> {
    let mut docx = Docx::new();
    for paragraph in opening(document) {
        docx = docx.add_paragraph(paragraph);
    }
    for block in &document.blocks {
        docx = add(docx, block, document.lang);
    }
    if let Some(colophon) = &document.colophon {
        docx = docx.add_table(foot(colophon));
    }
    // A table must not be the last thing in a body.
    docx.add_paragraph(styled("Tail")).build().document
}

fn styled(style: &str) -> Paragraph {
    Paragraph::new().style(style)
}

fn line(style: &str, text: &str) -> Paragraph {
    styled(style).add_run(run(text))
}

fn run(text: &str) -> Run {
    broken(Run::new(), text)
}

/// Text with its line breaks.
fn broken(mut run: Run, text: &str) -> Run {
    for (n, part) in clean(text).split('\n').enumerate() {
        if n > 0 {
            run = run.add_break(docx_rs::BreakType::TextWrapping);
        }
        run = run.add_text(part);
    }
    run
}

/// Head, number, title.
fn opening(document: &Document) -> Vec<Paragraph> {
    let is_chinese = document.lang == Lang::ZhCn;
    let gap = |n: usize| std::iter::repeat_with(|| styled("Normal")).take(if is_chinese { n } else { 0 });
    let mut all = Vec::new();
    let number = document.number.as_deref().map(|number| line("Number", number));
    if let Some(head) = &document.head {
        let mut run = run(head);
        if is_chinese {
            run = run.size(head_size(head));
        }
        all.push(styled("Head").add_run(run));
        if let Some(number) = number {
            all.extend(gap(2));
            all.push(number);
        }
        all.push(styled("RedLine"));
        if !document.title.is_empty() {
            all.extend(gap(2));
        }
        all.extend(document.title.iter().map(|text| line("Title", text)));
    } else {
        all.extend(document.title.iter().map(|text| line("Title", text)));
        all.extend(number);
    }
    all.extend(document.under_title.as_deref().map(|text| line("Under", text)));
    if !all.is_empty() {
        all.extend(gap(1));
    }
    all
}

/// As large as fits on a line, in half points, between the title's size and what still looks calm.
fn head_size(head: &str) -> usize {
    let count = head.chars().count().max(1);
    (2 * 420 / count).clamp(44, 96)
}

fn add(docx: Docx, block: &Block, lang: Lang) -> Docx {
    match block {
        Block::Paragraph(spans) => paragraphs(spans).into_iter().fold(docx, Docx::add_paragraph),
        Block::Heading { level, text } => docx.add_paragraph(line(&format!("Heading{}", (*level).clamp(1, 3)), text)),
        Block::Labelled(lines) => lines.iter().fold(docx, |docx, one| docx.add_paragraph(labelled(one, lang))),
        Block::Table(table) if table.columns.is_empty() => docx,
        Block::Table(table) => docx.add_table(grid(table)),
        Block::Gap => docx.add_paragraph(styled("Normal")),
        Block::Signed(lines) => lines.iter().fold(docx, |docx, text| docx.add_paragraph(line("Signed", text))),
    }
}

/// A line break begins another paragraph.
fn paragraphs(spans: &[Span]) -> Vec<Paragraph> {
    let mut all = vec![styled("Text")];
    for span in spans {
        for (n, part) in clean(&span.text).split('\n').enumerate() {
            if n > 0 {
                all.push(styled("Text"));
            }
            if let Some(last) = all.pop_if(|_| !part.is_empty()) {
                let run = Run::new().add_text(part);
                all.push(last.add_run(if span.bold { run.bold() } else { run }));
            }
        }
    }
    all
}

fn labelled(one: &Labelled, lang: Lang) -> Paragraph {
    let label = clean(&one.label);
    let text = clean(&one.text);
    let paragraph = styled("People").add_run(Run::new().style("Label").add_text(&label));
    if lang == Lang::ZhCn {
        // Two characters in, the rest below the first character after the colon.
        let hanging = i32::try_from(label.chars().count().min(10)).unwrap_or(3) * CHAR;
        let paragraph = paragraph.indent(Some(2 * CHAR + hanging), Some(SpecialIndentType::Hanging(hanging)), None, None);
        return paragraph.align(AlignmentType::Both).add_run(run(&text));
    }
    let column = 1700;
    let tab = Tab::new().val(TabValueType::Left).pos(1700);
    let paragraph = paragraph.indent(Some(column), Some(SpecialIndentType::Hanging(column)), None, None).add_tab(tab);
    paragraph.add_run(broken(Run::new().add_tab(), &text))
}

fn grid(table: &Table) -> Grid {
    let shares: u64 = table.columns.iter().map(|(_, share)| u64::from(*share)).sum::<u64>().max(1);
    let width = |share: u32| usize::try_from(u64::from(WIDTH) * u64::from(share) / shares).unwrap_or(0);
    let widths: Vec<usize> = table.columns.iter().map(|(_, share)| width(*share)).collect();
    let cell = |style: &str, text: &str, width: usize| TableCell::new().width(width, WidthType::Dxa).add_paragraph(line(style, text));
    let head = table.columns.iter().zip(&widths).map(|((text, _), width)| cell("TableHead", text, *width)).collect();
    let mut rows = vec![TableRow::new(head).cant_split()];
    for row in &table.rows {
        let cells = widths.iter().enumerate().map(|(n, width)| cell("TableText", row.get(n).map_or("", String::as_str), *width));
        rows.push(TableRow::new(cells.collect()).cant_split());
    }
    Grid::new(rows)
        .set_grid(widths)
        .layout(TableLayoutType::Fixed)
        .width(usize::try_from(WIDTH).unwrap_or(0), WidthType::Dxa)
        .set_borders(borders(6, 6, true))
}

/// Outer lines and inner ones, in eighths of a point.
fn borders(outer: usize, inner: usize, sides: bool) -> TableBorders {
    use TableBorderPosition::{Bottom, InsideH, InsideV, Left, Right, Top};
    let border = |position, size| TableBorder::new(position).border_type(BorderType::Single).size(size).color("000000");
    let mut borders = TableBorders::with_empty().set(border(Top, outer)).set(border(Bottom, outer)).set(border(InsideH, inner));
    if sides {
        borders = borders.set(border(Left, outer)).set(border(Right, outer)).set(border(InsideV, inner));
    }
    borders
}

/// The lines at the foot of the last page: thick ones above and below, thin ones between.
fn foot(colophon: &Colophon) -> Grid {
    let width = usize::try_from(WIDTH).unwrap_or(0);
    let row =
        |paragraph: Paragraph| TableRow::new(vec![TableCell::new().width(width, WidthType::Dxa).add_paragraph(paragraph)]).cant_split();
    let side = 280;
    let mut rows = Vec::new();
    for Labelled { label, text } in &colophon.copies {
        let label = clean(label);
        let hanging = i32::try_from(label.chars().count().min(10)).unwrap_or(3) * side;
        let indent = |p: Paragraph| p.indent(Some(side + hanging), Some(SpecialIndentType::Hanging(hanging)), Some(side), None);
        rows.push(row(indent(styled("Copies")).add_run(Run::new().add_text(&label)).add_run(run(text))));
    }
    let right = Tab::new().val(TabValueType::Right).pos(width - 280);
    let last = styled("Copies").indent(Some(side), None, Some(side), None).add_tab(right);
    rows.push(row(last.add_run(run(&colophon.issuer)).add_run(broken(Run::new().add_tab(), &colophon.issued))));
    Grid::without_borders(rows)
        .set_grid(vec![width])
        .layout(TableLayoutType::Fixed)
        .width(width, WidthType::Dxa)
        .margins(TableCellMargins::new().margin(0, 0, 0, 0))
        .set_borders(borders(8, 6, false))
        // Measured from the page's edge, because LibreOffice lets no table float that is as wide as the text it is measured from.
        .position(
            TablePositionProperty::new()
                .vertical_anchor("margin")
                .horizontal_anchor("page")
                .position_x(LEFT)
                .position_y_alignment("bottom"),
        )
}
