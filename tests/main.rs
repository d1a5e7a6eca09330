//! The one integration-test binary: plays the program from outside, on every database that is here.

mod mail;
mod schema;
mod support;
mod tenancy;
