//! Which of a list of ids.

use diesel::{
    backend::Backend,
    expression::{AppearsOnTable, Expression, SelectableExpression, ValidGrouping, is_aggregate},
    prelude::*,
    query_builder::{AstPass, QueryFragment, QueryId},
    serialize::ToSql,
    sql_types::{BigInt, Bool, HasSqlType, SqlType},
};

/// `column IN (…)`. Unlike `eq_any`, which SQLite prepares anew at every use, the statement is kept: lists are filled up by their last
/// id to a few lengths, so that few texts are prepared. Matches nothing when empty.
///
/// Sort what comes of it in the program, not by `ORDER BY id`: without statistics SQLite thinks little of a list, and walks along the ids
/// of the whole workspace to have them in order.
pub fn among<C>(column: C, ids: &[i64]) -> Among<C>
where
    C: Expression,
    C::SqlType: SqlType,
{
    Among { column, ids: filled(ids).collect() }
}

/// These ids, and the last of them until there are 1, 5 or a multiple of 25.
pub(super) fn filled(ids: &[i64]) -> impl Iterator<Item = i64> {
    let last = ids.last().copied().unwrap_or(i64::MIN);
    let length = match ids.len() {
        0 | 1 => 1,
        2..=5 => 5,
        n => n.next_multiple_of(25),
    };
    ids.iter().copied().chain(std::iter::repeat(last)).take(length)
}

/// What [`among`] makes.
#[derive(Clone, Debug)]
pub struct Among<C> {
    column: C,
    ids: Vec<i64>,
}

impl<C: Expression> Expression for Among<C> {
    type SqlType = Bool;
}

impl<C, QS: ?Sized> AppearsOnTable<QS> for Among<C> where C: AppearsOnTable<QS> {}

impl<C, QS> SelectableExpression<QS> for Among<C> where C: SelectableExpression<QS> {}

impl<C, G> ValidGrouping<G> for Among<C> {
    type IsAggregate = is_aggregate::No;
}

impl<C> QueryId for Among<C> {
    type QueryId = ();
    /// The number of ids decides which prepared statement it is.
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<C, DB> QueryFragment<DB> for Among<C>
where
    DB: Backend + HasSqlType<BigInt>,
    C: QueryFragment<DB>,
    i64: ToSql<BigInt, DB>,
{
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        self.column.walk_ast(out.reborrow())?;
        out.push_sql(" IN (");
        for (index, id) in self.ids.iter().enumerate() {
            if index > 0 {
                out.push_sql(", ");
            }
            out.push_bind_param::<BigInt, _>(id)?;
        }
        out.push_sql(")");
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_come_in_few_lengths_and_match_the_same() {
        let of = |n: usize| filled(&(0..n as i64).collect::<Vec<_>>()).collect::<Vec<_>>();
        assert_eq!([0, 1, 2, 5, 6, 25, 26].map(|n| of(n).len()), [1, 1, 5, 5, 25, 25, 50]);
        assert_eq!((of(0), of(1), of(3)), (vec![i64::MIN], vec![0], vec![0, 1, 2, 2, 2]));
    }
}
