//! Numbers on the command line that are none, in words.
//!
//! Comes in: what the parser of arguments refuses. Goes out: a refusal in the house's words where a number was expected; all
//! else is the parser's to say.

use std::error::Error as _;
use std::num::{IntErrorKind, ParseFloatError, ParseIntError};

use clap::error::{ContextKind, ContextValue, Error};
use linchpin_core::diagnostic::Refusal;

/// The refusal of a value that is no number; `None` for every other misuse.
pub fn no_number(error: &Error) -> Option<Refusal> {
    let source = error.source()?;
    let help = if let Some(trouble) = source.downcast_ref::<ParseIntError>() {
        match trouble.kind() {
            IntErrorKind::PosOverflow => "the number is too large",
            _ => "write a whole number without a sign or separators, such as 2000",
        }
    } else if source.is::<ParseFloatError>() {
        "write a number without separators, such as 2.5"
    } else {
        return None;
    };
    let said = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => Some(text.as_str()),
        _ => None,
    };
    let (option, value) = (said(ContextKind::InvalidArg)?, said(ContextKind::InvalidValue)?);
    let option = option.split(' ').next().unwrap_or(option);
    Some(Refusal::new(format!("`{value}` is no value for {option}"), help))
}
