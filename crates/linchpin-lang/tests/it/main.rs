//! The language from the outside: texts in, models and diagnostics out.

mod bytes;
mod dependence;
mod ledger;
mod meaning;
mod mutations;
mod nasty;
mod setting;
mod wrong;
