//! Strategy text to checked model.
//!
//! Comes in: the texts of a model folder. Goes out: a `Model`, or every fault of the text with its place and mend.
//! Refuses: nothing silently; a text that cannot be read gets diagnostics, never a panic.

pub mod ast;
mod lexer;
pub mod parser;
pub mod print;
pub mod words;
mod check;
pub mod files;
mod reference;
mod resolve;

pub use check::check;
pub use reference::reference;
pub use resolve::setting::{Reach, setting};
