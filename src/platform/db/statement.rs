//! A statement written as text with its values, where Diesel's own words do not reach (counts of a limited subquery, several
//! counts at once). Unlike `diesel::sql_query` it is prepared once per connection and text.

use std::{borrow::Cow, marker::PhantomData};

use chrono::{NaiveDate, NaiveDateTime};
use diesel::{
    Connection, QueryResult, RunQueryDsl,
    query_builder::{AstPass, Query, QueryFragment, QueryId},
    sql_types::{BigInt, Date, Text, Timestamp},
};

use super::{Conn, among::filled};

#[derive(Clone, Debug)]
enum Piece {
    Sql(Cow<'static, str>),
    Int(i64),
    Text(String),
    Day(NaiveDate),
    Instant(NaiveDateTime),
}

/// SQL both databases understand, returning rows of the Diesel SQL type `ST` (a tuple).
#[derive(Clone, Debug)]
pub struct Statement<ST> {
    pieces: Vec<Piece>,
    returns: PhantomData<ST>,
}

impl<ST> Default for Statement<ST> {
    fn default() -> Self {
        Self { pieces: Vec::new(), returns: PhantomData }
    }
}

impl<ST> Statement<ST> {
    pub fn new(sql: &'static str) -> Self {
        Self::default().sql(sql)
    }

    /// Text of the program's own; values go through the functions below.
    pub fn sql(mut self, sql: &'static str) -> Self {
        self.push(sql);
        self
    }

    /// As [`Self::sql`], in place.
    pub fn push(&mut self, sql: &'static str) -> &mut Self {
        self.pieces.push(Piece::Sql(Cow::Borrowed(sql)));
        self
    }

    pub fn int(&mut self, value: i64) -> &mut Self {
        self.pieces.push(Piece::Int(value));
        self
    }

    pub fn text(&mut self, value: impl Into<String>) -> &mut Self {
        self.pieces.push(Piece::Text(value.into()));
        self
    }

    pub fn day(&mut self, value: NaiveDate) -> &mut Self {
        self.pieces.push(Piece::Day(value));
        self
    }

    pub fn instant(&mut self, value: NaiveDateTime) -> &mut Self {
        self.pieces.push(Piece::Instant(value));
        self
    }

    /// `(1, 2, 3)`; filled up by its last to a few lengths, so that few texts are prepared. Matches nothing when empty.
    pub fn ints(&mut self, values: &[i64]) -> &mut Self {
        self.push("(");
        for (index, value) in filled(values).enumerate() {
            if index > 0 {
                self.push(", ");
            }
            self.int(value);
        }
        self.push(")")
    }

    /// Everything of `other` after this.
    pub fn append<Other>(&mut self, other: Statement<Other>) -> &mut Self {
        self.pieces.extend(other.pieces);
        self
    }
}

impl<ST> QueryFragment<<Conn as Connection>::Backend> for Statement<ST> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, <Conn as Connection>::Backend>) -> QueryResult<()> {
        for piece in &self.pieces {
            match piece {
                Piece::Sql(sql) => out.push_sql(sql),
                Piece::Int(value) => out.push_bind_param::<BigInt, _>(value)?,
                Piece::Text(value) => out.push_bind_param::<Text, _>(value)?,
                Piece::Day(value) => out.push_bind_param::<Date, _>(value)?,
                Piece::Instant(value) => out.push_bind_param::<Timestamp, _>(value)?,
            }
        }
        Ok(())
    }
}

impl<ST> QueryId for Statement<ST> {
    type QueryId = ();
    /// The text decides which prepared statement it is.
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<ST> Query for Statement<ST> {
    type SqlType = ST;
}

impl<ST> RunQueryDsl<Conn> for Statement<ST> {}
