//! Names of one kind of thing: actors, claims, sources, policies and their like each have their own.

use std::collections::{HashMap, HashSet};

use linchpin_core::diagnostic::{Diagnostic, Span};

use super::draft::Draft;
use crate::ast;

/// Names with their index and place.
#[derive(Clone, Debug)]
pub(crate) struct Directory {
    /// What these are names of, such as `actor`: also the keyword that declares one.
    kind: &'static str,
    entries: HashMap<String, (u32, Span)>,
    /// Names in headers that could not be read.
    shadows: HashSet<String>,
}

impl Directory {
    pub(crate) fn new(kind: &'static str) -> Self {
        Directory { kind, entries: HashMap::new(), shadows: HashSet::new() }
    }

    /// Notes a name whose statement could not be read, so that using it is no second fault.
    pub(crate) fn shadow(&mut self, name: &str) {
        self.shadows.insert(name.to_owned());
    }

    /// Adds a name; a second one is reported with both places.
    pub(crate) fn declare(&mut self, name: &ast::Name, idx: u32, out: &mut Vec<Diagnostic>) {
        match self.entries.get(&name.text) {
            Some(&(_, first)) => out.push(twice(self.kind, name, first)),
            None => {
                self.entries.insert(name.text.clone(), (idx, name.span));
            }
        }
    }

    /// The index of a name; an unknown one is reported with the nearest.
    pub(crate) fn find(&self, name: &ast::Name, draft: &mut Draft<'_>) -> Option<u32> {
        let known = self.get(&name.text);
        if known.is_none() && !self.shadows.contains(&name.text) {
            let near = draft.nearest(&name.text, self.entries.keys().map(String::as_str));
            let help = match near {
                Some(near) => format!("did you mean `{near}`?"),
                None if self.entries.is_empty() => format!("declare one: `{} {} \"...\"`", self.kind, name.text),
                None => format!("declare it, `{} {} \"...\"`, or name one of: {}", self.kind, name.text, self.some()),
            };
            let code = match self.kind {
                "actor" => "unknown-actor",
                "claim" => "unknown-claim",
                "source" => "unknown-source",
                "policy" => "unknown-policy",
                _ => "unknown-name",
            };
            let found = Diagnostic::error(code, name.span, format!("there is no {} `{}`", self.kind, name.text)).help(help);
            draft.report(match near.and_then(|near| self.entries.get_key_value(near)) {
                Some((near, (_, place))) => found.related(*place, format!("`{near}` is declared here")),
                None => found,
            });
        }
        known
    }

    /// The index of a name.
    pub(crate) fn get(&self, name: &str) -> Option<u32> {
        self.entries.get(name).map(|(idx, _)| *idx)
    }

    /// True when the name is known, or would be if its statement could be read.
    pub(crate) fn knows(&self, name: &str) -> bool {
        self.entries.contains_key(name) || self.shadows.contains(name)
    }

    /// A few names in order of declaration.
    fn some(&self) -> String {
        let mut named: Vec<(u32, &str)> = self.entries.iter().map(|(name, (idx, _))| (*idx, name.as_str())).collect();
        named.sort_unstable();
        let shown: Vec<&str> = named.iter().take(6).map(|(_, name)| *name).collect();
        format!("{}{}", shown.join(", "), if named.len() > shown.len() { ", ..." } else { "" })
    }
}

/// A name given to two things of one kind.
pub(crate) fn twice(kind: &str, name: &ast::Name, first: Span) -> Diagnostic {
    Diagnostic::error("defined-twice", name.span, format!("the {kind} `{}` is defined twice", name.text))
        .related(first, "first defined here")
        .help("rename one of the two, or delete it")
}
