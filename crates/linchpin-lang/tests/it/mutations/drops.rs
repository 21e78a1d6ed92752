//! Dropped lines: whoever refers to what stood there is wrong, and so is a statement that lost what it must say.

use std::collections::BTreeSet;

use linchpin_lang::ast::{Body, GamePart, Statement};

use super::corpus::{Place, Shape, Token, Valid, name_of};
use super::kinds::{Dice, Mutant, refers, users};

/// Drops one line that holds more than a comment.
pub fn line_dropped(valid: &Valid, dice: &mut Dice) -> Option<Mutant> {
    let all: Vec<Place> = valid
        .tokens
        .iter()
        .enumerate()
        .flat_map(|(file, tokens)| tokens.iter().filter(|token| token.first).map(move |token| (file, token.line)))
        .collect();
    let &place = dice.pick(&all)?;
    let (file, line) = place;
    let lines: Vec<&str> = valid.texts[file].lines().collect();
    let text = [&lines[..line - 1], &lines[line..]].concat().join("\n") + "\n";
    let wrong = missed(valid, place).map(|places| moved(&places, place));
    Some(Mutant { file, text, what: format!("{}:{line}: dropped `{}`", valid.paths[file], lines[line - 1]), wrong })
}

/// Places in the text without the line.
fn moved(places: &BTreeSet<Place>, (file, line): Place) -> BTreeSet<Place> {
    let places = places.iter().filter(|place| **place != (file, line));
    places.map(|&(at, n)| (at, if at == file && n > line { n - 1 } else { n })).collect()
}

/// Where a missing line shows; `None` when it may be missed by nobody.
fn missed(valid: &Valid, place: Place) -> Option<BTreeSet<Place>> {
    let (file, line) = place;
    let statement = valid.statement_at(place)?;
    let (first, last) = valid.lines_of(file, statement);
    let own: BTreeSet<Place> = (first..=last).map(|line| (file, line)).collect();
    let words: Vec<&Token> = valid.tokens[file].iter().filter(|token| token.line == line).collect();
    let word = |at: usize| words.get(at).map_or("", |token| valid.word(file, token));
    if first == line {
        return header_missed(valid, statement, &own);
    }
    if goes_on(valid, place) {
        return torn(valid, place, last).then_some(own);
    }
    let must = match (&statement.body, word(0)) {
        (Body::Stock { .. }, "change" | "inflow" | "outflow") => true,
        (Body::Model { .. }, "time") => true,
        (Body::Lever { .. }, "in" | "by") => true,
        (Body::Uncertainty { family: None, .. }, "in") => true,
        (Body::Outcome { .. }, "better") => true,
        (Body::Check { then, .. }, "then") => then.len() == 1 && last == line,
        (Body::Game { .. }, "player") => true,
        (Body::Game { parts, .. }, "node" | "terminal") => {
            let root = parts.iter().find_map(|part| match part {
                GamePart::Node { name, .. } => Some(name.text.as_str()),
                _ => None,
            });
            let used = refers_within(valid, file, first, last, word(1));
            return (root == Some(word(1)) || !used.is_empty()).then(|| own.into_iter().chain(users(valid, word(1))).collect());
        }
        (Body::Game { name, parts, .. }, action) if word(1) == "->" => {
            let target = word(2);
            let ways = refers_within(valid, file, first, last, target).len();
            let read: BTreeSet<Place> = valid
                .uses
                .iter()
                .filter(|(used, _)| {
                    used.strip_prefix(name.text.as_str())
                        .is_some_and(|rest| rest.ends_with(&format!(".{action}")) && in_node(parts, rest, action, target))
                })
                .flat_map(|(_, places)| places.iter().copied())
                .collect();
            return (ways == 1 || !read.is_empty()).then(|| own.into_iter().chain(read).collect());
        }
        // A payoff.
        (Body::Game { .. }, _) => word(1) == "=",
        _ => false,
    };
    must.then_some(own)
}

/// True when `.node.action` is what this action of a node is read by.
fn in_node(parts: &[GamePart], rest: &str, action: &str, target: &str) -> bool {
    parts.iter().any(|part| match part {
        GamePart::Node { name, actions, .. } => {
            rest == format!(".{}.{action}", name.text)
                && actions.iter().any(|known| known.name.text == action && known.to.text == target)
        }
        _ => false,
    })
}

/// Lines of a game on which an action leads to a place.
fn refers_within(valid: &Valid, file: usize, first: usize, last: usize, target: &str) -> Vec<usize> {
    let tokens = valid.tokens[file].windows(2);
    let leads = tokens.filter(|pair| valid.word(file, &pair[0]) == "->" && valid.word(file, &pair[1]) == target);
    leads.map(|pair| pair[1].line).filter(|line| (first..=last).contains(line)).collect()
}

/// The first line of a statement is gone: its name is unknown to all who use it.
fn header_missed(valid: &Valid, statement: &Statement, own: &BTreeSet<Place>) -> Option<BTreeSet<Place>> {
    if matches!(statement.body, Body::Model { .. }) {
        return Some(own.clone());
    }
    let name = &name_of(&statement.body)?.text;
    if valid.declared(name) > 1 {
        return None;
    }
    let mut places = users(valid, name);
    places.retain(|place| !own.contains(place) && valid.statement_at(*place).is_some_and(|user| refers(user, name)));
    // Its properties are orphans, which is a fault at their place.
    (!places.is_empty()).then(|| places.iter().chain(own).copied().collect())
}

/// True when a line goes on from the one before: an open parenthesis, or a sign at its end.
fn goes_on(valid: &Valid, (file, line): Place) -> bool {
    let before: Vec<&Token> = valid.tokens[file].iter().filter(|token| token.line < line).collect();
    let ends = before.last().is_some_and(|token| joins(valid, file, token));
    depth(valid, file, &before) > 0 || ends
}

fn joins(valid: &Valid, file: usize, token: &Token) -> bool {
    token.shape != Shape::Text
        && ["+", "-", "*", "/", "^", "<", "<=", ">", ">=", "==", "!=", ",", "=", "and", "or", "not", "if", "then", "else"]
            .contains(&valid.word(file, token))
}

fn depth(valid: &Valid, file: usize, tokens: &[&Token]) -> i32 {
    let step = |token: &&Token| match (token.shape, valid.word(file, token)) {
        (Shape::Sign, "(" | "{") => 1,
        (Shape::Sign, ")" | "}") => -1,
        _ => 0,
    };
    tokens.iter().map(step).sum()
}

/// True when what is left around a dropped continuation cannot be read: unpaired parentheses, or nothing after a sign.
fn torn(valid: &Valid, (file, line): Place, last: usize) -> bool {
    let tokens = &valid.tokens[file];
    let here: Vec<&Token> = tokens.iter().filter(|token| token.line == line).collect();
    let before = tokens.iter().rev().find(|token| token.line < line);
    let next = tokens.iter().find(|token| token.line > line);
    let sign_before = before.is_some_and(|token| joins(valid, file, token));
    let ends_after = next.is_none_or(|token| token.line > last || token.shape == Shape::Text);
    depth(valid, file, &here) != 0 || sign_before && ends_after
}
