//! Reads of duties for pages, exports and digests.

mod by_department;
mod filter;
mod home;
mod kept;
mod list;
mod lookup;
mod neglect;
mod one;
mod origin;
mod overview;
mod refusal;
mod search;
mod standing;

pub use crate::calendar::load as calendar;
pub use crate::duties::store::{Recipient, recipients_of_departments, secretariat};
pub use by_department::{DepartmentLoad, department_load, department_loads, open_of_department};
pub use filter::{Filter, Marks, Tab, Whose};
pub use home::{
    Asking, COUNTED, Next, Outlook, SHOWN, Tally, Waiting, Waits, asking, count_drafts, last_words, next, office, outlook, reminded,
};
pub use kept::confidential;
pub(super) use kept::kept_ids;
pub use list::{Asked, COUNT_CAP, Count, OFFSET_CAP, Order, Row, RowParty, any_given_out, charging, counts, ids, parties, rows, rows_of};
pub use lookup::{Department, Document, Named, departments, documents, names, numbers};
pub use neglect::{After as OverdueAfter, Overdue, Series, measured_series, overdue};
pub use one::{Detail, departments_by_ids, detail, duty, open_departments, targets, timeline, waiting_extension};
pub use origin::{FromOrigin, Lacking, lacking, of_origins};
pub use overview::{Load, SHARE_DAYS, overview};
pub use refusal::{PartRefusal, part_refusals};
pub use standing::{
    Ended, Standing, StandingParty, WaitingExtension, department_short_names, ended_since, latest_reports, standing, waiting_extensions,
};
