//! Expressions, by precedence: `if`; `or`; `and`; `not`; one comparison; sums; products; a sign; a power; atoms.

use linchpin_core::diagnostic::Span;

use super::{Parsed, Parser, Skip};
use crate::ast::{Expr, ExprKind, Joined, Name, Sign};
use crate::lexer::Kind;
use crate::words;

/// Deepest nesting of an expression: whoever walks it may recurse. Length is another matter, a sum has any number of terms.
const DEEPEST: u32 = 200;

/// How tightly signs bind.
const OR: u8 = 1;
const AND: u8 = 2;
const NOT: u8 = 3;
const COMPARISON: u8 = 4;
const SUM: u8 = 5;
const PRODUCT: u8 = 6;

/// An expression with its height.
type Tall = (Expr, u32);

/// A number that fits any unit, in the place of what could not be read.
pub(super) fn zero(span: Span) -> Expr {
    Expr { kind: ExprKind::Number { text: "0".into(), value: 0.0, unit: None }, span }
}

impl Parser<'_> {
    /// A whole expression.
    pub(super) fn expression(&mut self) -> Parsed<Expr> {
        Ok(self.whole()?.0)
    }

    /// A sum: what may stand as the end of a range, a date, a point.
    pub(super) fn amount(&mut self) -> Parsed<Expr> {
        Ok(self.deeper(|parser| parser.binary(SUM))?.0)
    }

    /// Reads within a list, where a comma separates.
    pub(super) fn in_list<T>(&mut self, list: bool, read: impl FnOnce(&mut Self) -> Parsed<T>) -> Parsed<T> {
        let before = std::mem::replace(&mut self.in_list, list);
        let result = read(self);
        self.in_list = before;
        result
    }

    fn whole(&mut self) -> Parsed<Tall> {
        self.deeper(|parser| if parser.peek() == Kind::If { parser.choice() } else { parser.binary(OR) })
    }

    fn deeper(&mut self, read: impl FnOnce(&mut Self) -> Parsed<Tall>) -> Parsed<Tall> {
        if self.depth >= DEEPEST {
            return Err(self.too_deep(self.span()));
        }
        self.depth += 1;
        let result = read(self);
        self.depth -= 1;
        result
    }

    fn too_deep(&mut self, span: Span) -> Skip {
        self.report("too-deep", span, format!("this expression nests deeper than {DEEPEST} levels"))
            .help("split it: give its parts names as `aux`");
        Skip
    }

    fn choice(&mut self) -> Parsed<Tall> {
        let start = self.bump();
        let (condition, a) = self.whole()?;
        if self.take(Kind::Then).is_none() {
            return Err(self.half_choice(start, "`then`"));
        }
        let (yes, b) = self.whole()?;
        if self.take(Kind::Else).is_none() {
            return Err(self.half_choice(start, "`else`"));
        }
        let (no, c) = self.whole()?;
        let span = start.to(no.span);
        let height = self.height(span, a.max(b).max(c))?;
        Ok((Expr { kind: ExprKind::If(Box::new(condition), Box::new(yes), Box::new(no)), span }, height))
    }

    fn half_choice(&mut self, start: Span, missing: &str) -> Skip {
        if self.reported.contains(&self.token().start) {
            return Skip;
        }
        let at_end = self.peek() == Kind::End || self.token().first;
        let (span, found) = (if at_end { start } else { self.span() }, self.found());
        let message = if at_end { format!("this `if` has no {missing}") } else { format!("expected {missing}, found {found}") };
        let reported = self
            .report("syntax", span, message)
            .help("a choice is written `if condition then this else that`, always with `else`");
        if !at_end {
            reported.related(start, "the `if`");
        }
        Skip
    }

    /// Operands of one strength and above, joined from the left.
    fn binary(&mut self, level: u8) -> Parsed<Tall> {
        let (mut left, mut height) = if level <= NOT && self.peek() == Kind::Not { self.negation()? } else { self.factor()? };
        // How tightly the chain on the left is joined, while it is one.
        let mut joined = None;
        while let Some((sign, strength)) = sign(self.peek()).filter(|(_, strength)| *strength >= level) {
            let assigns = self.peek() == Kind::Assign;
            let operator = self.bump();
            if assigns {
                self.report("syntax", operator, "`=` sets something; it does not compare")
                    .help("to compare, write `==`; between settings put a comma");
            }
            let (right, right_height) = self.binary(strength + 1)?;
            let span = left.span.to(right.span);
            if strength == COMPARISON {
                self.check_chain(&left, operator, &right);
            }
            let next = Joined { sign, operator, operand: right };
            match &mut left.kind {
                ExprKind::Chain(_, rest) if joined == Some(strength) => {
                    height = height.max(self.height(span, right_height)?);
                    rest.push(next);
                    left.span = span;
                }
                _ => {
                    height = self.height(span, height.max(right_height))?;
                    left = Expr { kind: ExprKind::Chain(Box::new(left), vec![next]), span };
                }
            }
            joined = Some(strength);
        }
        Ok((left, height))
    }

    fn height(&mut self, span: Span, below: u32) -> Parsed<u32> {
        if below >= DEEPEST { Err(self.too_deep(span)) } else { Ok(below + 1) }
    }

    fn check_chain(&mut self, left: &Expr, operator: Span, right: &Expr) {
        let ExprKind::Chain(_, rest) = &left.kind else { return };
        let Some(Joined {
            sign: Sign::Less | Sign::LessEqual | Sign::Greater | Sign::GreaterEqual | Sign::Equal | Sign::NotEqual,
            operator: first,
            operand: middle,
        }) = rest.last()
        else {
            return;
        };
        let short = |span: Span| Some(self.slice(span)).filter(|text| text.len() <= 40 && !text.contains('\n'));
        let help = match (short(left.span), short(middle.span), short(right.span)) {
            (Some(left), Some(middle), Some(right)) => format!("write `{left} and {middle} {} {right}`", self.slice(operator)),
            _ => "join two comparisons with `and`".into(),
        };
        self.report("chained-comparison", operator, "comparisons do not chain")
            .related(*first, "the first comparison")
            .help(help);
    }

    fn negation(&mut self) -> Parsed<Tall> {
        let start = self.bump();
        let (operand, height) = self.deeper(|parser| parser.binary(NOT))?;
        let span = start.to(operand.span);
        let height = self.height(span, height)?;
        Ok((Expr { kind: ExprKind::Not(Box::new(operand)), span }, height))
    }

    fn factor(&mut self) -> Parsed<Tall> {
        match self.peek() {
            Kind::Minus => {
                let start = self.bump();
                let (operand, height) = self.deeper(Self::factor)?;
                let span = start.to(operand.span);
                let height = self.height(span, height)?;
                Ok((Expr { kind: ExprKind::Negate(Box::new(operand)), span }, height))
            }
            Kind::If | Kind::Not => {
                let (word, span) = (self.word(), self.span());
                self.report("syntax", span, format!("`{word}` cannot stand on one side of an operator"))
                    .help("put parentheses around it");
                self.deeper(|parser| if parser.peek() == Kind::If { parser.choice() } else { parser.negation() })
            }
            _ => self.power(),
        }
    }

    fn power(&mut self) -> Parsed<Tall> {
        let (base, height) = self.atom()?;
        if self.take(Kind::Caret).is_none() {
            return Ok((base, height));
        }
        let (exponent, exponent_height) = self.deeper(Self::factor)?;
        let span = base.span.to(exponent.span);
        let height = self.height(span, height.max(exponent_height))?;
        Ok((Expr { kind: ExprKind::Power(Box::new(base), Box::new(exponent)), span }, height))
    }

    fn atom(&mut self) -> Parsed<Tall> {
        match self.peek() {
            Kind::Number => Ok((self.number()?, 0)),
            Kind::Date => Ok((self.date(), 0)),
            Kind::LeftParenthesis => self.group(),
            Kind::Word if !words::RESERVED.contains(&self.word()) => {
                let name = self.name("a name")?;
                if self.peek() == Kind::LeftParenthesis {
                    return self.call(name);
                }
                let span = name.span;
                Ok((Expr { kind: ExprKind::Name(name), span }, 0))
            }
            found => {
                let before = self.diagnostics.len();
                let skip = self.expected("a value");
                if let Some(diagnostic) = self.diagnostics.get_mut(before) {
                    diagnostic.help = Some(match found {
                        Kind::End => {
                            "write the value here, or take away what waits for it; a line that goes on is indented".into()
                        }
                        _ => "a value is a number, a date, a name, a function or something in parentheses".into(),
                    });
                }
                Err(skip)
            }
        }
    }

    fn group(&mut self) -> Parsed<Tall> {
        let open = self.bump();
        let (inner, height) = self.in_list(false, Self::whole)?;
        let close = self.close(open, Kind::RightParenthesis, "an operator or `)`")?;
        let span = open.to(close);
        let height = self.height(span, height)?;
        Ok((Expr { kind: ExprKind::Group(Box::new(inner)), span }, height))
    }

    fn call(&mut self, name: Name) -> Parsed<Tall> {
        let open = self.bump();
        let mut arguments = Vec::new();
        let mut height = 0;
        if self.peek() != Kind::RightParenthesis {
            loop {
                let (argument, argument_height) = self.in_list(true, Self::whole)?;
                arguments.push(argument);
                height = height.max(argument_height);
                if self.take(Kind::Comma).is_none() {
                    break;
                }
            }
        }
        let close = self.close(open, Kind::RightParenthesis, "an operator, `,` or `)`")?;
        let span = name.span.to(close);
        let height = self.height(span, height)?;
        Ok((Expr { kind: ExprKind::Call(name, arguments), span }, height))
    }

    /// Takes a closing sign; when none is there, says whether it is missing or something stands in its way.
    pub(super) fn close(&mut self, open: Span, kind: Kind, what: &str) -> Parsed<Span> {
        if let Some(span) = self.take(kind) {
            return Ok(span);
        }
        let (found, token) = (self.peek(), self.token());
        // A string, a property or the rest of a choice can only stand after the closing sign.
        let property = found == Kind::Word && self.is_property(self.word());
        if matches!(found, Kind::End | Kind::Text | Kind::Then | Kind::Else) || token.first || property {
            let sign = self.slice(open);
            let closing = if kind == Kind::RightBrace { "}" } else { ")" };
            let last = self.last_span();
            let after = self.slice(last).to_string();
            self.report("unclosed-parenthesis", open, format!("this `{sign}` is not closed"))
                .related(last, format!("`{closing}` may be missing after this"))
                .help(format!("close it with `{closing}`, perhaps after `{after}`"));
            return Err(Skip);
        }
        let before = self.diagnostics.len();
        let skip = self.expected(what);
        if let Some(diagnostic) = self.diagnostics.get_mut(before) {
            diagnostic.related.push(linchpin_core::diagnostic::Label { span: open, text: "opened here".into() });
            diagnostic.help = Some("something is missing before it, or what was opened is not closed".into());
        }
        Err(skip)
    }

    fn number(&mut self) -> Parsed<Expr> {
        let mut text = self.word().replace('_', "");
        let mut span = self.bump();
        if text.starts_with('.') {
            text.insert(0, '0');
        }
        if text.ends_with('.') {
            text.pop();
        }
        if !self.in_list && self.comma_within_number(span.end) {
            let mut message = "the decimal sign is a dot";
            while self.comma_within_number(self.last_span().end) {
                self.at += 1;
                let digits = self.word();
                let whole = digits.split('.').next().unwrap_or(digits);
                if whole.len() == 3 {
                    message = "thousands are written without a comma";
                } else {
                    text.push('.');
                }
                text.push_str(digits);
                self.at += 1;
            }
            span = span.to(self.last_span());
            self.report("number", span, message).help(format!("write `{}`", text.chars().take(60).collect::<String>()));
        }
        let value = text.parse::<f64>().unwrap_or(0.0);
        if !value.is_finite() {
            self.report("number", span, "this number is too large").help("numbers reach to about 1.8e308");
        }
        let digits = text.split(['e', 'E']).next().unwrap_or_default();
        if value == 0.0 && digits.contains(|c| ('1'..='9').contains(&c)) {
            self.report("number", span, "this number is too small")
                .help("numbers reach down to about 5e-324; write `0` for nothing");
        }
        let unit = self.unit_after_number()?;
        if let Some(unit) = &unit {
            span = span.to(unit.span);
        }
        Ok(Expr { kind: ExprKind::Number { text, value: if value.is_finite() { value } else { 0.0 }, unit }, span })
    }

    /// True when a comma clings to both the number that ends here and another one.
    fn comma_within_number(&self, end: u32) -> bool {
        let comma = self.token();
        self.peek() == Kind::Comma
            && comma.start == end
            && self.ahead(1) == Kind::Number
            && self.tokens[self.at + 1].start == comma.end
    }

    fn date(&mut self) -> Expr {
        let text = self.word();
        let span = self.bump();
        let (year, month) = (text[..4].parse().unwrap_or(0), text[5..7].parse().unwrap_or(1));
        if text.len() > 7 {
            self.report("date", span, "dates in equations are a year and a month").help(format!("write `{}`", &text[..7]));
        }
        if !(1..=12).contains(&month) {
            self.report("date", span, format!("there is no month {}", &text[5..7])).help(format!(
                "months are 01 to 12; for a difference write `{} - {}`, with spaces",
                &text[..4],
                &text[5..7]
            ));
        }
        Expr { kind: ExprKind::Date { year, month }, span }
    }
}

/// The sign under a token, with its strength.
fn sign(kind: Kind) -> Option<(Sign, u8)> {
    Some(match kind {
        Kind::Or => (Sign::Or, OR),
        Kind::And => (Sign::And, AND),
        Kind::Less => (Sign::Less, COMPARISON),
        Kind::LessEqual => (Sign::LessEqual, COMPARISON),
        Kind::Greater => (Sign::Greater, COMPARISON),
        Kind::GreaterEqual => (Sign::GreaterEqual, COMPARISON),
        // `=` is reported, and read as what was meant.
        Kind::Equal | Kind::Assign => (Sign::Equal, COMPARISON),
        Kind::NotEqual => (Sign::NotEqual, COMPARISON),
        Kind::Plus => (Sign::Add, SUM),
        Kind::Minus => (Sign::Subtract, SUM),
        Kind::Times => (Sign::Multiply, PRODUCT),
        Kind::Over => (Sign::Divide, PRODUCT),
        _ => return None,
    })
}
