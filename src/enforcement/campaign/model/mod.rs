//! What a campaign is, when its regions report, and how far they are.

mod campaign;
mod period;
mod places;
mod progress;
mod region;
mod standing;

pub use campaign::*;
pub use period::Period;
pub use places::Places;
pub use progress::*;
pub use region::*;
pub use standing::*;
