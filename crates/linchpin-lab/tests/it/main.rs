//! Tests of the lab as a whole, one binary.

mod agreement;
mod contract;
mod explore;
mod articles;
mod games;
mod ledger;
mod korean;
mod operational;
mod reference;
mod sameness;
mod sectors;
mod tutorial;
