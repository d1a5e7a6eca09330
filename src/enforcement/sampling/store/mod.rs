//! Rows of rounds and samplings; every function filters by the scope's workspace.

mod round;
mod sampling;

use diesel::result::{DatabaseErrorKind, Error as DieselError, QueryResult};

pub use round::*;
pub use sampling::*;

use crate::platform::error::{Error, Result};

/// What somebody else wrote at the same time is a conflict, not a fault.
fn taken(done: QueryResult<usize>) -> Result<usize> {
    match done {
        Err(DieselError::DatabaseError(DatabaseErrorKind::UniqueViolation, _)) => Err(Error::Conflict),
        other => Ok(other?),
    }
}
