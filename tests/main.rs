//! The one integration-test binary: plays the program from outside.
