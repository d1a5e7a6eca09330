//! Puts a body as `docx-rs` writes it into the order the schema (ECMA-376, transitional) asks for.

use quick_xml::{
    Reader, Writer,
    events::{BytesStart, Event},
};

use crate::platform::error::{Error, Result};

/// An element with what is in it, or anything else.
#[derive(Clone, Debug)]
enum Node {
    Element(BytesStart<'static>, Vec<Node>),
    Other(Event<'static>),
}

impl Node {
    fn name(&self) -> &[u8] {
        match self {
            Node::Element(start, _) => start.name().into_inner(),
            Node::Other(_) => b"",
        }
    }

    fn has_style(&self, style: &str) -> bool {
        match self {
            Node::Element(start, _) if start.name().into_inner() == b"w:pStyle" => {
                start.try_get_attribute("w:val").ok().flatten().is_some_and(|a| *a.value == *style.as_bytes())
            }
            Node::Element(_, children) => children.iter().any(|child| child.has_style(style)),
            Node::Other(_) => false,
        }
    }
}

/// The children of a property, in the schema's order.
fn order(of: &[u8]) -> Option<&'static [&'static str]> {
    Some(match of {
        b"w:pPr" => super::package::P_PR,
        b"w:rPr" => super::package::R_PR,
        b"w:tblPr" => super::package::TBL_PR,
        b"w:trPr" => super::package::TR_PR,
        b"w:tcPr" => super::package::TC_PR,
        b"w:tblBorders" | b"w:tblCellMar" => super::package::SIDES,
        _ => return None,
    })
}

/// The body in order, with the section of ours left to be put in, and nothing that differs from one writing to the next.
pub(super) fn body(xml: &[u8]) -> Result<Vec<u8>> {
    let mut reader = Reader::from_reader(xml);
    let mut nodes = children(&mut reader, None)?;
    nodes.iter_mut().for_each(arrange);
    let mut writer = Writer::new(Vec::with_capacity(xml.len()));
    nodes.iter().try_for_each(|node| write(&mut writer, node)).map_err(Error::internal)?;
    Ok(writer.into_inner())
}

fn children(reader: &mut Reader<&[u8]>, of: Option<&[u8]>) -> Result<Vec<Node>> {
    let mut nodes = Vec::new();
    loop {
        match reader.read_event().map_err(Error::internal)?.into_owned() {
            Event::Start(start) => {
                let name = start.name().into_inner().to_vec();
                let inside = children(reader, Some(&name))?;
                nodes.push(Node::Element(start, inside));
            }
            Event::Empty(start) => nodes.push(Node::Element(start, Vec::new())),
            Event::End(end) if Some(end.name().into_inner()) == of => return Ok(nodes),
            Event::Eof if of.is_none() => return Ok(nodes),
            Event::End(_) | Event::Eof => return Err(Error::internal("a body whose elements do not end in order")),
            other => nodes.push(Node::Other(other)),
        }
    }
}

fn arrange(node: &mut Node) {
    let Node::Element(start, children) = node else { return };
    let name = start.name().into_inner().to_vec();
    match name.as_slice() {
        // Numbers of a counter that runs on from document to document.
        b"w:p" => *start = BytesStart::new("w:p"),
        b"w:tr" if children.iter().any(|child| child.has_style("TableHead")) => repeat(children),
        _ => {}
    }
    children.iter_mut().for_each(arrange);
    // Properties that say nothing.
    children.retain(|child| !matches!(child, Node::Element(start, inside) if inside.is_empty() && start.attributes().next().is_none() && ends_with_pr(start)));
    if let Some(order) = order(&name) {
        let place = |node: &Node| order.iter().position(|known| known.as_bytes() == node.name()).unwrap_or(order.len());
        children.sort_by_key(place);
    }
}

fn ends_with_pr(start: &BytesStart<'_>) -> bool {
    matches!(start.name().into_inner(), b"w:pPr" | b"w:rPr" | b"w:trPr")
}

/// A row that stands again at the head of every page the table runs on to.
fn repeat(row: &mut Vec<Node>) {
    let head = Node::Element(BytesStart::new("w:tblHeader"), Vec::new());
    match row.iter_mut().find(|child| child.name() == b"w:trPr") {
        Some(Node::Element(_, properties)) => properties.push(head),
        _ => row.insert(0, Node::Element(BytesStart::new("w:trPr"), vec![head])),
    }
}

fn write(writer: &mut Writer<Vec<u8>>, node: &Node) -> std::io::Result<()> {
    match node {
        Node::Other(event) => writer.write_event(event.borrow()),
        Node::Element(start, children) if children.is_empty() => writer.write_event(Event::Empty(start.borrow())),
        Node::Element(start, _) if start.name().into_inner() == b"w:sectPr" => {
            writer.write_event(Event::Empty(BytesStart::new("w:sectPr")))
        }
        Node::Element(start, children) => {
            writer.write_event(Event::Start(start.borrow()))?;
            children.iter().try_for_each(|child| write(writer, child))?;
            writer.write_event(Event::End(start.to_end()))
        }
    }
}
