//! Departments: names that mean one thing, the tree, merging, closing, importing, their pages.

mod import;
mod pages;
mod rules;
