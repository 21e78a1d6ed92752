//! Statements to canonical text.
//!
//! Comes in: a text without syntax faults, as read and as written. Goes out: the same statements in the form of the house,
//! comments kept. The author's order of properties and breaks between them stay; spaces, indentation, blank lines and the
//! breaks within equations are ours. Refuses nothing, but a text with faults should not be printed: what could not be read
//! is lost.

mod expressions;
mod layout;
mod pieces;
#[cfg(test)]
mod tests;

use crate::ast::File;
use layout::Layout;

/// The canonical text of a file. `text` is what the file was read from: it holds the breaks and blank lines to keep; an
/// empty one gives the plain layout. Printing what was printed changes nothing.
pub fn print(file: &File, text: &str) -> String {
    let mut layout = Layout::new(text, &file.comments);
    for statement in &file.statements {
        layout.statement(pieces::of(statement));
    }
    layout.finish()
}
