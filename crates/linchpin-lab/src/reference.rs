//! The reference of the language, made from its tables.

/// The whole reference as Markdown.
pub fn text() -> String {
    linchpin_lang::reference()
}
