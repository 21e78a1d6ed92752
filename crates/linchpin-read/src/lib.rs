//! Articles to text, and text to quantities and statements.
//!
//! Comes in: the bytes of an article in any usual form, in English or Korean. Goes out: numbered paragraphs, and the quantities in
//! them with their units and places. Refuses: what is no text, and what would need unbounded memory to open.

pub mod document;
pub mod quantity;
pub mod statement;
