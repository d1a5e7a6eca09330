//! A view model as a tree of values: all its text in one buffer and fields in their order, so that a page of a hundred rows costs
//! one allocation a row and not one a field.

use serde::{Serialize, Serializer, ser};

/// A piece of the tree's text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Span {
    from: u32,
    to: u32,
}

impl Span {
    pub fn is_empty(self) -> bool {
        self.from == self.to
    }
}

/// A field's name: a struct's own, or a map's.
#[derive(Clone, Copy, Debug)]
pub(super) enum Key {
    Static(&'static str),
    Dynamic(Span),
}

/// What JSON can say.
#[derive(Debug)]
pub(super) enum Node {
    Null,
    Bool(bool),
    Number(serde_json::Number),
    Text(Span),
    List(Vec<Node>),
    Map(Vec<(Key, Node)>),
}

/// A view model, made once per rendering.
pub(super) struct Tree {
    text: String,
    root: Node,
}

impl Tree {
    pub fn of<T: Serialize + ?Sized>(view: &T) -> Result<Self, Fault> {
        let mut text = String::with_capacity(4096);
        let root = view.serialize(Planter { text: &mut text })?;
        Ok(Self { text, root })
    }

    pub fn root(&self) -> &Node {
        &self.root
    }

    pub fn text(&self, span: Span) -> &str {
        self.text.get(span.from as usize..span.to as usize).unwrap_or_default()
    }

    /// The field or element called `name`.
    pub fn child<'t>(&'t self, node: &'t Node, name: &str) -> Option<&'t Node> {
        match node {
            Node::Map(fields) => fields.iter().find(|(key, _)| self.key(*key) == name).map(|(_, value)| value),
            Node::List(items) => items.get(name.parse::<usize>().ok()?),
            _ => None,
        }
    }

    fn key(&self, key: Key) -> &str {
        match key {
            Key::Static(name) => name,
            Key::Dynamic(span) => self.text(span),
        }
    }
}

/// What cannot be a view model.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(super) struct Fault(String);

impl ser::Error for Fault {
    fn custom<T: std::fmt::Display>(message: T) -> Self {
        Self(message.to_string())
    }
}

struct Planter<'a> {
    text: &'a mut String,
}

impl Planter<'_> {
    fn write(self, piece: &str) -> Result<Span, Fault> {
        write(self.text, piece)
    }
}

fn write(text: &mut String, piece: &str) -> Result<Span, Fault> {
    let from = u32::try_from(text.len()).map_err(ser::Error::custom)?;
    text.push_str(piece);
    Ok(Span { from, to: u32::try_from(text.len()).map_err(ser::Error::custom)? })
}

/// A list under construction.
struct Items<'a> {
    text: &'a mut String,
    items: Vec<Node>,
    /// The variant's name, when the list belongs to one.
    variant: Option<&'static str>,
}

/// A map under construction.
struct Members<'a> {
    text: &'a mut String,
    members: Vec<(Key, Node)>,
    /// The key whose value comes next.
    key: Option<Key>,
    variant: Option<&'static str>,
}

fn tagged(variant: Option<&'static str>, node: Node) -> Node {
    match variant {
        Some(name) => Node::Map(vec![(Key::Static(name), node)]),
        None => node,
    }
}

impl<'a> Serializer for Planter<'a> {
    type Ok = Node;
    type Error = Fault;
    type SerializeSeq = Items<'a>;
    type SerializeTuple = Items<'a>;
    type SerializeTupleStruct = Items<'a>;
    type SerializeTupleVariant = Items<'a>;
    type SerializeMap = Members<'a>;
    type SerializeStruct = Members<'a>;
    type SerializeStructVariant = Members<'a>;

    fn serialize_bool(self, v: bool) -> Result<Node, Fault> {
        Ok(Node::Bool(v))
    }
    fn serialize_i8(self, v: i8) -> Result<Node, Fault> {
        Ok(Node::Number(v.into()))
    }
    fn serialize_i16(self, v: i16) -> Result<Node, Fault> {
        Ok(Node::Number(v.into()))
    }
    fn serialize_i32(self, v: i32) -> Result<Node, Fault> {
        Ok(Node::Number(v.into()))
    }
    fn serialize_i64(self, v: i64) -> Result<Node, Fault> {
        Ok(Node::Number(v.into()))
    }
    fn serialize_u8(self, v: u8) -> Result<Node, Fault> {
        Ok(Node::Number(v.into()))
    }
    fn serialize_u16(self, v: u16) -> Result<Node, Fault> {
        Ok(Node::Number(v.into()))
    }
    fn serialize_u32(self, v: u32) -> Result<Node, Fault> {
        Ok(Node::Number(v.into()))
    }
    fn serialize_u64(self, v: u64) -> Result<Node, Fault> {
        Ok(Node::Number(v.into()))
    }
    fn serialize_f32(self, v: f32) -> Result<Node, Fault> {
        self.serialize_f64(f64::from(v))
    }
    fn serialize_f64(self, v: f64) -> Result<Node, Fault> {
        Ok(serde_json::Number::from_f64(v).map_or(Node::Null, Node::Number))
    }
    fn serialize_char(self, v: char) -> Result<Node, Fault> {
        Ok(Node::Text(self.write(v.encode_utf8(&mut [0; 4]))?))
    }
    fn serialize_str(self, v: &str) -> Result<Node, Fault> {
        Ok(Node::Text(self.write(v)?))
    }
    fn collect_str<T: std::fmt::Display + ?Sized>(self, v: &T) -> Result<Node, Fault> {
        use std::fmt::Write as _;
        let from = u32::try_from(self.text.len()).map_err(ser::Error::custom)?;
        write!(self.text, "{v}").map_err(ser::Error::custom)?;
        Ok(Node::Text(Span { from, to: u32::try_from(self.text.len()).map_err(ser::Error::custom)? }))
    }
    fn serialize_bytes(self, _: &[u8]) -> Result<Node, Fault> {
        Err(ser::Error::custom("bytes have no place in a view model"))
    }
    fn serialize_none(self) -> Result<Node, Fault> {
        Ok(Node::Null)
    }
    fn serialize_some<T: Serialize + ?Sized>(self, v: &T) -> Result<Node, Fault> {
        v.serialize(self)
    }
    fn serialize_unit(self) -> Result<Node, Fault> {
        Ok(Node::Null)
    }
    fn serialize_unit_struct(self, _: &'static str) -> Result<Node, Fault> {
        Ok(Node::Null)
    }
    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<Node, Fault> {
        self.serialize_str(variant)
    }
    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, v: &T) -> Result<Node, Fault> {
        v.serialize(self)
    }
    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        v: &T,
    ) -> Result<Node, Fault> {
        Ok(tagged(Some(variant), v.serialize(self)?))
    }
    fn serialize_seq(self, len: Option<usize>) -> Result<Items<'a>, Fault> {
        Ok(Items { text: self.text, items: Vec::with_capacity(len.unwrap_or_default()), variant: None })
    }
    fn serialize_tuple(self, len: usize) -> Result<Items<'a>, Fault> {
        self.serialize_seq(Some(len))
    }
    fn serialize_tuple_struct(self, _: &'static str, len: usize) -> Result<Items<'a>, Fault> {
        self.serialize_seq(Some(len))
    }
    fn serialize_tuple_variant(self, _: &'static str, _: u32, variant: &'static str, len: usize) -> Result<Items<'a>, Fault> {
        Ok(Items { variant: Some(variant), ..self.serialize_seq(Some(len))? })
    }
    fn serialize_map(self, len: Option<usize>) -> Result<Members<'a>, Fault> {
        Ok(Members { text: self.text, members: Vec::with_capacity(len.unwrap_or_default()), key: None, variant: None })
    }
    fn serialize_struct(self, _: &'static str, len: usize) -> Result<Members<'a>, Fault> {
        self.serialize_map(Some(len))
    }
    fn serialize_struct_variant(self, _: &'static str, _: u32, variant: &'static str, len: usize) -> Result<Members<'a>, Fault> {
        Ok(Members { variant: Some(variant), ..self.serialize_map(Some(len))? })
    }
}

impl Items<'_> {
    fn push<T: Serialize + ?Sized>(&mut self, v: &T) -> Result<(), Fault> {
        self.items.push(v.serialize(Planter { text: self.text })?);
        Ok(())
    }

    fn done(self) -> Result<Node, Fault> {
        Ok(tagged(self.variant, Node::List(self.items)))
    }
}

impl ser::SerializeSeq for Items<'_> {
    type Ok = Node;
    type Error = Fault;
    fn serialize_element<T: Serialize + ?Sized>(&mut self, v: &T) -> Result<(), Fault> {
        self.push(v)
    }
    fn end(self) -> Result<Node, Fault> {
        self.done()
    }
}

impl ser::SerializeTuple for Items<'_> {
    type Ok = Node;
    type Error = Fault;
    fn serialize_element<T: Serialize + ?Sized>(&mut self, v: &T) -> Result<(), Fault> {
        self.push(v)
    }
    fn end(self) -> Result<Node, Fault> {
        self.done()
    }
}

impl ser::SerializeTupleStruct for Items<'_> {
    type Ok = Node;
    type Error = Fault;
    fn serialize_field<T: Serialize + ?Sized>(&mut self, v: &T) -> Result<(), Fault> {
        self.push(v)
    }
    fn end(self) -> Result<Node, Fault> {
        self.done()
    }
}

impl ser::SerializeTupleVariant for Items<'_> {
    type Ok = Node;
    type Error = Fault;
    fn serialize_field<T: Serialize + ?Sized>(&mut self, v: &T) -> Result<(), Fault> {
        self.push(v)
    }
    fn end(self) -> Result<Node, Fault> {
        self.done()
    }
}

impl Members<'_> {
    fn push<T: Serialize + ?Sized>(&mut self, key: Key, v: &T) -> Result<(), Fault> {
        let value = v.serialize(Planter { text: self.text })?;
        self.members.push((key, value));
        Ok(())
    }

    fn done(self) -> Result<Node, Fault> {
        Ok(tagged(self.variant, Node::Map(self.members)))
    }
}

impl ser::SerializeMap for Members<'_> {
    type Ok = Node;
    type Error = Fault;
    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Fault> {
        let Node::Text(span) = key.serialize(Planter { text: self.text })? else {
            return Err(ser::Error::custom("a map's keys must be text"));
        };
        self.key = Some(Key::Dynamic(span));
        Ok(())
    }
    fn serialize_value<T: Serialize + ?Sized>(&mut self, v: &T) -> Result<(), Fault> {
        let key = self.key.take().ok_or_else(|| ser::Error::custom("a value without its key"))?;
        self.push(key, v)
    }
    fn end(self) -> Result<Node, Fault> {
        self.done()
    }
}

impl ser::SerializeStruct for Members<'_> {
    type Ok = Node;
    type Error = Fault;
    fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, v: &T) -> Result<(), Fault> {
        self.push(Key::Static(key), v)
    }
    fn end(self) -> Result<Node, Fault> {
        self.done()
    }
}

impl ser::SerializeStructVariant for Members<'_> {
    type Ok = Node;
    type Error = Fault;
    fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, v: &T) -> Result<(), Fault> {
        self.push(Key::Static(key), v)
    }
    fn end(self) -> Result<Node, Fault> {
        self.done()
    }
}
