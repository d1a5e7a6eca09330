//! Paragraphs and tables of a DOCX.

use super::Refusal;
use super::archive::{Archive, Part, attribute};
use super::container::Document;
use super::grid::Grid;
use super::numbering::Numbering;
use super::sheet::push_text;
use quick_xml::events::{BytesStart, Event};
use std::collections::HashMap;

/// The list a paragraph style puts its paragraphs in.
type Styles = HashMap<String, (String, usize)>;

const PART: &str = "word/document.xml";

/// Reads the main part of a DOCX.
pub(super) fn document(archive: &mut Archive) -> Result<Document, Refusal> {
    let numbering = archive.part("word/numbering.xml")?.map(Numbering::parse).transpose()?.unwrap_or_default();
    let styles = archive.part("word/styles.xml")?.map(styles).transpose()?.unwrap_or_default();
    let mut walk = Walk { numbering, styles, ..Walk::default() };
    archive.required(PART)?.each(|event| {
        match event {
            Event::Start(e) => walk.open(e)?,
            Event::Empty(e) => {
                walk.open(e)?;
                walk.close(e.local_name().as_ref());
            }
            Event::End(e) => walk.close(e.local_name().as_ref()),
            Event::Text(t) if walk.in_text && walk.skip == 0 => {
                let text = t.xml10_content().map_err(|_| Refusal::Damaged { part: PART.into() })?;
                walk.paragraph.extend(text.chars().map(|c| if c == '\n' { ' ' } else { c }));
            }
            Event::GeneralRef(_) | Event::CData(_) if walk.in_text && walk.skip == 0 => push_text(event, &mut walk.paragraph),
            _ => {}
        }
        Ok(())
    })?;
    walk.end_paragraph();
    Ok(walk.document)
}

#[derive(Default)]
struct Walk {
    document: Document,
    numbering: Numbering,
    styles: Styles,
    paragraph: String,
    style: String,
    list: Option<String>,
    level: Option<usize>,
    blank: bool,
    in_text: bool,
    /// Depth inside elements whose text is not the document's (deleted, fallback, properties).
    skip: usize,
    depth: usize,
    grid: Grid,
    row: Vec<(Option<String>, usize)>,
    cell: Vec<String>,
    columns: usize,
    continued: bool,
}

impl Walk {
    fn open(&mut self, e: &BytesStart) -> Result<(), Refusal> {
        let name = e.local_name();
        match name.as_ref() {
            b"del" | b"moveFrom" | b"Fallback" | b"instrText" | b"delText" | b"drawing" | b"pict" | b"rubyPr" | b"rt" | b"pPrChange"
            | b"tabs" => self.skip += 1,
            b"altChunk" => return Err(Refusal::ExternalEntity),
            _ if self.skip > 0 => {}
            b"p" => self.begin_paragraph(),
            b"t" => self.in_text = true,
            b"tab" if self.depth == 0 => self.paragraph.push('\t'),
            b"tab" => self.paragraph.push(' '),
            b"br" | b"cr" => self.paragraph.push('\n'),
            b"noBreakHyphen" => self.paragraph.push('-'),
            b"pStyle" => self.style = attribute(e, "val").unwrap_or_default(),
            b"numId" => self.list = attribute(e, "val"),
            b"ilvl" => self.level = attribute(e, "val").and_then(|v| v.parse().ok()),
            b"tbl" => {
                if self.depth == 0 {
                    self.grid = Grid::default();
                }
                self.depth += 1;
            }
            b"tr" if self.depth == 1 => self.row.clear(),
            b"tc" if self.depth == 1 => {
                self.cell.clear();
                (self.columns, self.continued) = (1, false);
            }
            b"gridSpan" if self.depth == 1 => self.columns = attribute(e, "val").and_then(|v| v.parse().ok()).unwrap_or(1),
            b"vMerge" if self.depth == 1 => self.continued = attribute(e, "val").is_none_or(|v| v != "restart"),
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self, name: &[u8]) {
        match name {
            b"del" | b"moveFrom" | b"Fallback" | b"instrText" | b"delText" | b"drawing" | b"pict" | b"rubyPr" | b"rt" | b"pPrChange"
            | b"tabs" => {
                self.skip = self.skip.saturating_sub(1);
            }
            _ if self.skip > 0 => {}
            b"t" => self.in_text = false,
            b"p" => self.end_paragraph(),
            b"tc" if self.depth == 1 => {
                let content = if self.continued { None } else { Some(self.cell.join("\n")) };
                self.row.push((content, self.columns));
                self.cell.clear();
            }
            b"tr" if self.depth == 1 => {
                let row = std::mem::take(&mut self.row);
                self.document.add_row(&mut self.grid, row.iter().map(|(content, columns)| (content.as_deref(), *columns)));
            }
            b"tbl" => {
                self.depth = self.depth.saturating_sub(1);
                if self.depth == 0 {
                    self.document.add_table(std::mem::take(&mut self.grid));
                    self.blank = true;
                }
            }
            _ => {}
        }
    }

    fn begin_paragraph(&mut self) {
        // A text box's paragraph inside a paragraph: what came before stands on its own.
        if !self.paragraph.is_empty() {
            self.end_paragraph();
        }
        self.style.clear();
        (self.list, self.level) = (None, None);
    }

    fn end_paragraph(&mut self) {
        let text = std::mem::take(&mut self.paragraph);
        let text = match self.number() {
            Some(number) if !text.trim().is_empty() => format!("{number}{text}"),
            _ => text,
        };
        if self.depth > 0 {
            if !text.trim().is_empty() {
                self.cell.push(text);
            }
            return;
        }
        let style = self.style.to_ascii_lowercase();
        let contents = style.starts_with("toc") && style != "tocheading";
        self.document.add_lines(&text, &mut self.blank, contents);
    }

    /// The automatic number of the paragraph that ends, if its list prints one.
    fn number(&mut self) -> Option<String> {
        if self.paragraph_is_plain() {
            return None;
        }
        let styled = self.styles.get(&self.style).cloned();
        let list = self.list.take().or_else(|| styled.as_ref().map(|s| s.0.clone()))?;
        let level = self.level.take().or(styled.map(|s| s.1)).unwrap_or(0);
        (list != "0").then(|| self.numbering.next(&list, level)).flatten()
    }

    fn paragraph_is_plain(&self) -> bool {
        self.list.is_none() && !self.styles.contains_key(&self.style)
    }
}

/// The paragraph styles that number their paragraphs.
fn styles(mut part: Part) -> Result<Styles, Refusal> {
    let mut found = Styles::new();
    let (mut style, mut list, mut level) = (String::new(), None, 0);
    part.each(|event| {
        match event {
            Event::Start(e) | Event::Empty(e) => match e.local_name().as_ref() {
                b"style" => {
                    style = attribute(e, "styleId").unwrap_or_default();
                    (list, level) = (None, 0);
                }
                b"numId" => list = attribute(e, "val"),
                b"ilvl" => level = attribute(e, "val").and_then(|v| v.parse().ok()).unwrap_or(0),
                _ => {}
            },
            Event::End(e) if e.local_name().as_ref() == b"style" => {
                if let Some(list) = list.take() {
                    found.insert(style.clone(), (list, level));
                }
            }
            _ => {}
        }
        Ok(())
    })?;
    Ok(found)
}
