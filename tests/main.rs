//! The one integration-test binary: plays the program from outside, on every database that is here.

mod access;
mod accountability;
mod attachments;
mod browser;
mod crash;
mod crash_proposals;
mod crawl;
mod delivery;
mod demo;
mod departments;
mod digests;
mod duties;
mod enforcement;
mod faults;
mod first_day;
mod floorplan;
mod isolation;
mod lists;
mod mail;
mod meetings;
mod operator;
mod outbox;
mod people;
mod platform;
mod policy;
mod reading;
mod reminders;
mod schema;
mod settings;
mod story;
mod support;
mod sweep;
mod tenancy;
#[allow(dead_code)]
mod workdays;
mod world;
