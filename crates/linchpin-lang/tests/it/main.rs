//! The language from the outside: texts in, models and diagnostics out.

mod meaning;
mod nasty;
mod setting;
mod wrong;
