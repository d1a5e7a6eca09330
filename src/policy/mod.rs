//! Policy documents: reading them into clauses and proposals.

pub mod reading;
