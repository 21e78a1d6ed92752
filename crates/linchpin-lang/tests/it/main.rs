//! The language from the outside: texts in, models and diagnostics out.

mod meaning;
mod setting;
mod wrong;
