//! Rows of campaigns, their regions and reports; every function filters by the scope's workspace.

mod campaign;
mod case;
mod region;
mod report;

use diesel::result::{DatabaseErrorKind, Error as DieselError, QueryResult};

pub use campaign::*;
pub use case::*;
pub use region::*;
pub use report::*;

use crate::platform::error::{Error, Result};

/// What somebody else wrote at the same time is a conflict, not a fault.
fn taken(done: QueryResult<usize>) -> Result<usize> {
    match done {
        Err(DieselError::DatabaseError(DatabaseErrorKind::UniqueViolation, _)) => Err(Error::Conflict),
        other => Ok(other?),
    }
}
