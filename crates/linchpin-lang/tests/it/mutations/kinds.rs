//! The mutations: one slip each, with a verdict that the checker has no part in.

use std::collections::{BTreeMap, BTreeSet};

use linchpin_core::chance::Stream;
use linchpin_lang::ast::{self, Body, Expr, ExprKind, GamePart, SettingText, UnitText};
use linchpin_lang::parser::{UnitNames, parse};
use linchpin_lang::words;

use super::corpus::{Place, Shape, Token, Valid, line_of, name_of};
use super::dimensions::{lone, read_at_once, surely_wrong};
use super::drops;

/// A changed text, and what is known of it.
pub struct Mutant {
    pub file: usize,
    pub text: String,
    /// What was done, for the reader of a failure.
    pub what: String,
    /// Places of which a fault must touch one; `None` when the text cannot be known to be wrong.
    pub wrong: Option<BTreeSet<Place>>,
}

/// Luck that is the same everywhere.
pub struct Dice {
    stream: Stream,
    thrown: u64,
}

impl Dice {
    pub fn new(name: &str) -> Dice {
        Dice { stream: Stream::new(1, name), thrown: 0 }
    }

    pub fn below(&mut self, n: usize) -> usize {
        self.thrown += 1;
        (self.stream.word(self.thrown, 0, 0) % n.max(1) as u64) as usize
    }

    pub fn pick<'a, T>(&mut self, of: &'a [T]) -> Option<&'a T> {
        let at = self.below(of.len());
        of.get(at)
    }
}

/// Makes one mutation of a model; `None` when the place that the dice chose does not lend itself.
pub type Kind = fn(&Valid, &mut Dice) -> Option<Mutant>;

/// All kinds, each with its share of a thousand.
pub const KINDS: &[(&str, usize, Kind)] = &[
    ("declared unit changed", 130, declared_unit),
    ("unit in an equation changed", 90, unit_in_equation),
    ("unit misspelt", 50, unit_misspelt),
    ("name misspelt", 160, name_misspelt),
    ("line dropped", 150, drops::line_dropped),
    ("operator swapped", 140, operator_swapped),
    ("cycle made", 70, cycle_made),
    ("number out of range", 50, out_of_range),
    ("parenthesis lost", 40, parenthesis_lost),
    ("quote lost", 30, quote_lost),
    ("word of the language misspelt", 50, keyword_misspelt),
    ("date broken", 20, date_broken),
    ("statement doubled", 20, statement_doubled),
];

fn replaced(valid: &Valid, file: usize, start: usize, end: usize, with: &str) -> String {
    let text = &valid.texts[file];
    format!("{}{with}{}", &text[..start], &text[end..])
}

/// A mutation within a stretch of text, wrong at the lines that the stretch now covers.
fn change(valid: &Valid, file: usize, (start, end): (usize, usize), with: &str, wrong: bool) -> Mutant {
    let text = replaced(valid, file, start, end, with);
    let lines = line_of(&text, start)..=line_of(&text, start + with.len().saturating_sub(1));
    let places = lines.map(|line| (file, line)).collect();
    let what = format!("{}:{}: `{}` -> `{with}`", valid.paths[file], line_of(&text, start), &valid.texts[file][start..end]);
    Mutant { file, text, what, wrong: wrong.then_some(places) }
}

/// Asks the second opinion about a changed text.
fn judged(valid: &Valid, mut mutant: Mutant) -> Mutant {
    let texts = valid.texts.iter().enumerate().map(|(idx, text)| if idx == mutant.file { &mutant.text } else { text });
    let units = UnitNames::of(texts.map(String::as_str));
    let (changed, faults) = parse(mutant.file as u32, &mutant.text, &units);
    let statements =
        valid.statements.iter().enumerate().flat_map(|(idx, known)| if idx == mutant.file { &changed.statements } else { known });
    // Where the changed text cannot be read, nothing is known of its units.
    if !faults.is_empty() || !surely_wrong(statements) {
        mutant.wrong = None;
    }
    mutant
}

/// Declared unit of a statement.
fn unit_of(body: &Body) -> Option<&UnitText> {
    match body {
        Body::Constant { unit, .. }
        | Body::Uncertainty { unit, .. }
        | Body::Lever { unit, .. }
        | Body::Stock { unit, .. }
        | Body::Flow { unit, .. }
        | Body::Auxiliary { unit, .. }
        | Body::Outcome { unit, .. } => Some(unit),
        Body::Claim(claim) => claim.unit.as_ref(),
        Body::Table { x, .. } => Some(x),
        _ => None,
    }
}

/// Expressions of a statement that may be more than a number.
fn equations(body: &Body) -> Vec<&Expr> {
    match body {
        Body::Flow { value, .. } | Body::Auxiliary { value, .. } | Body::Outcome { value, .. } => vec![value],
        Body::Stock { start, change, .. } => std::iter::once(start).chain(change).collect(),
        Body::Event { rate, .. } => vec![rate],
        Body::Check { then, .. } => then.iter().map(|clause| &clause.condition).collect(),
        Body::Policy { settings, .. } => settings
            .iter()
            .filter_map(|setting| match &setting.value {
                SettingText::Value(e) => Some(e),
                SettingText::Path(..) => None,
            })
            .collect(),
        Body::Game { parts, .. } => parts
            .iter()
            .flat_map(|part| match part {
                GamePart::Terminal { payoffs, .. } => payoffs.iter().map(|(_, e)| e).collect(),
                GamePart::Player { precision, .. } => vec![precision],
                GamePart::Node { .. } => Vec::new(),
            })
            .collect(),
        _ => Vec::new(),
    }
}

fn walk<'e>(e: &'e Expr, found: &mut Vec<&'e Expr>) {
    found.push(e);
    match &e.kind {
        ExprKind::Number { .. } | ExprKind::Date { .. } | ExprKind::Name(_) => {}
        ExprKind::Call(_, args) => args.iter().for_each(|arg| walk(arg, found)),
        ExprKind::Negate(x) | ExprKind::Not(x) | ExprKind::Group(x) => walk(x, found),
        ExprKind::Chain(first, rest) => {
            walk(first, found);
            rest.iter().for_each(|joined| walk(&joined.operand, found));
        }
        ExprKind::Power(base, exponent) => [base, exponent].into_iter().for_each(|side| walk(side, found)),
        ExprKind::If(a, b, c) => [a, b, c].into_iter().for_each(|part| walk(part, found)),
    }
}

/// All parts of all equations, with their file.
fn parts_of_equations(valid: &Valid) -> Vec<(usize, &Expr)> {
    let mut all = Vec::new();
    for (file, statement) in valid.all() {
        let mut found = Vec::new();
        equations(&statement.body).into_iter().for_each(|e| walk(e, &mut found));
        all.extend(found.into_iter().map(|e| (file, e)));
    }
    all
}

/// Units that are written anywhere in the model, as text.
fn unit_texts(valid: &Valid) -> Vec<String> {
    let texts = valid
        .all()
        .filter_map(|(file, statement)| unit_of(&statement.body).map(|unit| span_text(valid, file, unit.span).to_owned()));
    texts.collect::<BTreeSet<String>>().into_iter().collect()
}

fn span_text(valid: &Valid, file: usize, span: linchpin_core::diagnostic::Span) -> &str {
    &valid.texts[file][span.start as usize..span.end as usize]
}

fn declared_unit(valid: &Valid, dice: &mut Dice) -> Option<Mutant> {
    let all: Vec<_> = valid.all().filter_map(|(file, statement)| Some((file, unit_of(&statement.body)?))).collect();
    let &(file, unit) = dice.pick(&all)?;
    let units = unit_texts(valid);
    let with = dice.pick(&units).filter(|with| **with != span_text(valid, file, unit.span))?;
    let place = (unit.span.start as usize, unit.span.end as usize);
    Some(judged(valid, change(valid, file, place, with, true)))
}

fn unit_in_equation(valid: &Valid, dice: &mut Dice) -> Option<Mutant> {
    let all: Vec<_> = parts_of_equations(valid)
        .into_iter()
        .filter_map(|(file, e)| match &e.kind {
            ExprKind::Number { unit: Some(unit), .. } => Some((file, unit.span)),
            _ => None,
        })
        .collect();
    let &(file, span) = dice.pick(&all)?;
    let units: Vec<String> = unit_texts(valid).into_iter().filter(|unit| !unit.starts_with('1')).collect();
    let with = dice.pick(&units).filter(|with| **with != span_text(valid, file, span))?;
    Some(judged(valid, change(valid, file, (span.start as usize, span.end as usize), with, true)))
}

fn unit_misspelt(valid: &Valid, dice: &mut Dice) -> Option<Mutant> {
    let (file, token) = token(valid, dice, |word, _| valid.units.contains(word))?;
    let at = valid.tokens[file].iter().position(|known| known.start == token.start)?;
    if at > 0 && valid.word(file, &valid.tokens[file][at - 1]) == "unit" {
        return None;
    }
    let with = misspelt(valid, valid.word(file, &token), dice)?;
    Some(change(valid, file, (token.start, token.end), &with, true))
}

/// A word token that satisfies a condition on it and the token before.
fn token(valid: &Valid, dice: &mut Dice, wanted: impl Fn(&str, &str) -> bool) -> Option<(usize, Token)> {
    let mut all = Vec::new();
    for (file, tokens) in valid.tokens.iter().enumerate() {
        let mut before = "";
        for token in tokens {
            let word = valid.word(file, token);
            if token.shape == Shape::Word && wanted(word, before) {
                all.push((file, *token));
            }
            before = word;
        }
    }
    dice.pick(&all).copied()
}

/// A slip of the fingers that gives no other word of the model or the language.
fn misspelt(valid: &Valid, word: &str, dice: &mut Dice) -> Option<String> {
    let mut letters: Vec<char> = word.chars().collect();
    let at = dice.below(letters.len());
    match dice.below(4) {
        0 => {
            letters.remove(at);
        }
        1 => letters.insert(at, letters[at]),
        2 if at + 1 < letters.len() => letters.swap(at, at + 1),
        _ => letters[at] = char::from(b'a' + dice.below(26) as u8),
    }
    let wrong: String = letters.into_iter().collect();
    let is_word = wrong.split('.').all(|part| part.starts_with(|c: char| c == '_' || c.is_ascii_alphabetic()));
    let is_new = wrong != word
        && wrong.split('.').filter(|part| !word.split('.').any(|known| known == *part)).all(|part| !valid.known.contains(part));
    let is_builtin =
        !wrong.contains('.') && (valid.known.contains(&wrong) || linchpin_core::builtin::all().any(|row| row.name == wrong));
    (is_word && is_new && !is_builtin && !["p", "judgement", "judgment"].contains(&wrong.as_str())).then_some(wrong)
}

fn name_misspelt(valid: &Valid, dice: &mut Dice) -> Option<Mutant> {
    let once = |word: &str| valid.declared(word.split('.').next().unwrap_or(word)) == 1 && !valid.units.contains(word);
    let (file, token) = token(valid, dice, |word, before| once(word) && before != "model")?;
    let tokens = &valid.tokens[file];
    let at = tokens.iter().position(|known| known.start == token.start)?;
    if tokens.get(at + 1).is_some_and(|next| valid.word(file, next) == "->") {
        return None;
    }
    let word = valid.word(file, &token);
    let with = misspelt(valid, word, dice)?;
    let mut mutant = change(valid, file, (token.start, token.end), &with, true);
    let declares = valid.statements[file]
        .iter()
        .any(|statement| name_of(&statement.body).is_some_and(|name| name.span.start as usize == token.start));
    if declares {
        // Whoever refers to it by its old name is wrong now.
        let mut places = users(valid, word);
        places.remove(&(file, token.line));
        places.retain(|place| valid.statement_at(*place).is_some_and(|statement| refers(statement, word)));
        let others = !places.is_empty();
        places.insert((file, token.line));
        mutant.wrong = others.then_some(places);
    }
    Some(mutant)
}

/// Lines on which a name or something of it (`game.node.action`) is used.
pub fn users(valid: &Valid, name: &str) -> BTreeSet<Place> {
    let inside = format!("{name}.");
    valid
        .uses
        .iter()
        .filter(|(word, _)| *word == name || word.starts_with(&inside))
        .flat_map(|(_, places)| places.iter().copied())
        .collect()
}

/// False for statements that use the same word for something of their own.
pub fn refers(statement: &ast::Statement, word: &str) -> bool {
    let own = name_of(&statement.body).is_some_and(|name| name.text == word);
    let part = match &statement.body {
        Body::Game { parts, .. } => parts.iter().any(|part| match part {
            GamePart::Node { name, .. } | GamePart::Terminal { name, .. } => name.text == word,
            GamePart::Player { .. } => false,
        }),
        _ => false,
    };
    let kind = matches!(&statement.body, Body::Source { kind: Some(kind), .. } if kind.text == word);
    !own && !part && !kind
}

fn operator_swapped(valid: &Valid, dice: &mut Dice) -> Option<Mutant> {
    let all: Vec<_> = parts_of_equations(valid)
        .into_iter()
        .flat_map(|(file, e)| match &e.kind {
            ExprKind::Chain(_, rest) => rest.iter().map(|joined| (file, joined.operator)).collect(),
            _ => Vec::new(),
        })
        .collect();
    let &(file, span) = dice.pick(&all)?;
    let with = *dice.pick(&["+", "-", "*", "/", "<", ">=", "and"])?;
    if with == span_text(valid, file, span) {
        return None;
    }
    Some(judged(valid, change(valid, file, (span.start as usize, span.end as usize), with, true)))
}

fn cycle_made(valid: &Valid, dice: &mut Dice) -> Option<Mutant> {
    let mut equations: BTreeMap<&str, (usize, &Expr)> = BTreeMap::new();
    for (file, statement) in valid.all() {
        if let Body::Flow { name, value, .. } | Body::Auxiliary { name, value, .. } = &statement.body {
            equations.insert(&name.text, (file, value));
        }
    }
    let names: Vec<&str> = equations.keys().copied().collect();
    let last = *dice.pick(&names)?;
    // All that `last` stands on; itself too, which is the shortest cycle.
    let mut below = vec![last];
    let mut next = 0;
    while let Some(name) = below.get(next) {
        let mut read = Vec::new();
        read_at_once(equations[name].1, &mut read);
        for name in read {
            if equations.contains_key(name) && !below.contains(&name) {
                below.push(name);
            }
        }
        next += 1;
    }
    let changed = *dice.pick(&below)?;
    let (file, e) = equations[changed];
    if lone(e) {
        return None;
    }
    let (start, end) = (e.span.start as usize, e.span.end as usize);
    let with = format!("({}) * ({last} / {last})", &valid.texts[file][start..end]);
    Some(change(valid, file, (start, end), &with, true))
}

/// A number that is written without a unit, or in per cent, with the words that follow it.
fn plain(e: &Expr) -> Option<(f64, bool)> {
    match &e.kind {
        ExprKind::Number { value, unit: None, .. } => Some((*value, false)),
        ExprKind::Number { value, unit: Some(unit), .. } if unit.factors.len() == 1 && unit.factors[0].0.text == "%" => {
            Some((*value, true))
        }
        ExprKind::Negate(inner) => plain(inner).map(|(value, percent)| (-value, percent)),
        _ => None,
    }
}

fn out_of_range(valid: &Valid, dice: &mut Dice) -> Option<Mutant> {
    let mut ranges: BTreeMap<&str, (f64, f64, bool)> = BTreeMap::new();
    let mut given: Vec<(usize, &str, &Expr)> = Vec::new();
    for (file, statement) in valid.all() {
        match &statement.body {
            Body::Uncertainty { name, value, range: Some(ast::RangeText::Between(low, high)), .. }
            | Body::Lever { name, value, range: Some(ast::RangeText::Between(low, high)), .. } => {
                if let (Some((low, percent)), Some((high, same))) = (plain(low), plain(high))
                    && percent == same
                {
                    ranges.insert(&name.text, (low, high, percent));
                    given.push((file, &name.text, value));
                }
            }
            Body::Policy { settings, .. } | Body::World { settings, beyond: None, .. } => {
                for setting in settings {
                    match &setting.value {
                        SettingText::Value(e) => given.push((file, &setting.name.text, e)),
                        SettingText::Path(points, _) => {
                            given.extend(points.iter().map(|(_, e)| (file, setting.name.text.as_str(), e)))
                        }
                    }
                }
            }
            _ => {}
        }
    }
    let &(file, name, e) = dice.pick(&given)?;
    let &(low, high, percent) = ranges.get(name)?;
    let (_, given_percent) = plain(e)?;
    let beyond = if dice.below(2) == 0 { high + (high - low) * 0.5 + 1.0 } else { low - (high - low) * 0.5 - 1.0 };
    let with = match (percent, given_percent) {
        (true, _) => format!("{beyond} %"),
        (false, _) => format!("{beyond}"),
    };
    Some(change(valid, file, (e.span.start as usize, e.span.end as usize), &with, true))
}

fn sign(valid: &Valid, dice: &mut Dice, wanted: &[&str]) -> Option<(usize, Token)> {
    let mut all = Vec::new();
    for (file, tokens) in valid.tokens.iter().enumerate() {
        all.extend(
            tokens
                .iter()
                .filter(|token| token.shape == Shape::Sign && wanted.contains(&valid.word(file, token)))
                .map(|token| (file, *token)),
        );
    }
    dice.pick(&all).copied()
}

fn parenthesis_lost(valid: &Valid, dice: &mut Dice) -> Option<Mutant> {
    let (file, token) = sign(valid, dice, &["(", ")", "{", "}"])?;
    Some(change(valid, file, (token.start, token.end), "", true))
}

fn quote_lost(valid: &Valid, dice: &mut Dice) -> Option<Mutant> {
    let mut all = Vec::new();
    for (file, tokens) in valid.tokens.iter().enumerate() {
        all.extend(tokens.iter().filter(|token| token.shape == Shape::Text).map(|token| (file, *token)));
    }
    let &(file, token) = dice.pick(&all)?;
    // What stands after `#` would be a comment, and the other quote with it.
    if valid.word(file, &token).contains(['#', '\\']) {
        return None;
    }
    let at = if dice.below(2) == 0 { token.start } else { token.end - 1 };
    Some(change(valid, file, (at, at + 1), "", true))
}

fn keyword_misspelt(valid: &Valid, dice: &mut Dice) -> Option<Mutant> {
    let mut language: BTreeSet<&str> =
        BTreeSet::from(["if", "then", "else", "and", "or", "not", "higher", "lower", "neither", "judgement"]);
    for keyword in words::STATEMENTS {
        language.insert(keyword.word);
        language.extend(keyword.properties.iter().map(|property| property.word));
    }
    language.extend(words::COMMON.iter().map(|property| property.word));
    language.extend(linchpin_core::builtin::all().map(|row| row.name));
    let own = |word: &str| valid.declared(word) > 0;
    let (file, token) = token(valid, dice, |word, before| {
        language.contains(word) && !["node", "terminal", "->", "kind"].contains(&before) && !own(word)
    })?;
    let at = valid.tokens[file].iter().position(|known| known.start == token.start)?;
    if valid.tokens[file].get(at + 1).is_some_and(|next| valid.word(file, next) == "->") {
        return None;
    }
    let with = misspelt(valid, valid.word(file, &token), dice)?;
    Some(change(valid, file, (token.start, token.end), &with, true))
}

fn date_broken(valid: &Valid, dice: &mut Dice) -> Option<Mutant> {
    let mut all = Vec::new();
    for (file, tokens) in valid.tokens.iter().enumerate() {
        all.extend(tokens.iter().filter(|token| token.shape == Shape::Date).map(|token| (file, *token)));
    }
    let &(file, token) = dice.pick(&all)?;
    let date = valid.word(file, &token);
    let with = format!("{}-{}{}", &date[..4], dice.pick(&["13", "00", "77"])?, &date[7..]);
    Some(change(valid, file, (token.start, token.end), &with, true))
}

fn statement_doubled(valid: &Valid, dice: &mut Dice) -> Option<Mutant> {
    let all: Vec<_> = valid.all().filter(|(_, statement)| name_of(&statement.body).is_some()).collect();
    let &(file, statement) = dice.pick(&all)?;
    let (first, last) = valid.lines_of(file, statement);
    let lines: Vec<&str> = valid.texts[file].lines().collect();
    let (head, tail) = lines.split_at(last);
    let text = [head, &lines[first - 1..last], tail].concat().join("\n") + "\n";
    let places = (first..=last + (last + 1 - first)).map(|line| (file, line)).collect();
    Some(Mutant { file, text, what: format!("{}:{first}: twice", valid.paths[file]), wrong: Some(places) })
}
