//! The engine from outside: against a naive reading of the language's page, against closed forms, and against itself
//! under other threads, blocks and cuts.

mod build;
mod reference;
mod agreement;
mod closed_forms;
mod faults;
mod sameness;
mod tempos;
mod allocation;
