//! Statements that change rows, prepared once.

use diesel::{
    Connection, QueryResult, RunQueryDsl,
    query_builder::{AstPass, QueryFragment, QueryId},
};

use super::Conn;

type Backend = <Conn as Connection>::Backend;

/// An update whose text depends on nothing but its kind. Diesel prepares every update anew, since it cannot know whether the columns
/// it sets are always the same; the text, by which the statement is found again, says so.
#[derive(Clone, Debug)]
pub struct Prepared<Q>(pub Q);

impl<Q: QueryFragment<Backend>> QueryFragment<Backend> for Prepared<Q> {
    fn walk_ast<'b>(&'b self, out: AstPass<'_, 'b, Backend>) -> QueryResult<()> {
        self.0.walk_ast(out)
    }

    fn is_safe_to_cache_prepared(&self, _: &Backend) -> QueryResult<bool> {
        Ok(true)
    }
}

impl<Q> QueryId for Prepared<Q> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<Q> RunQueryDsl<Conn> for Prepared<Q> {}
