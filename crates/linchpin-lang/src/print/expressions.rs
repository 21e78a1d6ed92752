//! Expressions and lists as fragments: a line may end after each.

use crate::ast::{Assignment, Expr, ExprKind, Joined, Name, Quoted, RangeText, SettingText, Sign, UnitText};

/// A stretch of text after which a line may end.
#[derive(Debug, PartialEq)]
pub(super) struct Fragment {
    pub text: String,
    /// How deep in the expression the break lies: shallow ones are taken first.
    pub depth: u32,
}

/// Builds fragments from left to right.
#[derive(Default)]
pub(super) struct Writer {
    done: Vec<Fragment>,
    open: String,
    nesting: u32,
}

/// Strengths of signs lie below this, so that parentheses weigh more.
const NESTING: u32 = 10;

impl Writer {
    pub(super) fn finish(mut self) -> Vec<Fragment> {
        self.done.push(Fragment { text: self.open, depth: 0 });
        self.done
    }

    pub(super) fn word(&mut self, text: &str) -> &mut Self {
        self.open.push_str(text);
        self
    }

    /// A place where the line may end; a space otherwise.
    pub(super) fn rest(&mut self, strength: u32) {
        let text = std::mem::take(&mut self.open);
        self.done.push(Fragment { text, depth: self.nesting * NESTING + strength });
    }

    pub(super) fn list<T>(&mut self, items: &[T], mut write: impl FnMut(&mut Self, &T)) {
        for (i, item) in items.iter().enumerate() {
            if i > 0 {
                self.word(",").rest(0);
            }
            write(self, item);
        }
    }

    pub(super) fn names(&mut self, names: &[Name]) {
        self.list(names, |writer, name| {
            writer.word(&name.text);
        });
    }

    pub(super) fn expression(&mut self, e: &Expr) {
        match &e.kind {
            ExprKind::Number { text, unit, .. } => {
                self.word(text);
                if let Some(unit) = unit {
                    self.word(" ").word(&unit_text(unit));
                }
            }
            ExprKind::Date { year, month } => {
                self.word(&format!("{year:04}-{month:02}"));
            }
            ExprKind::Name(name) => {
                self.word(&name.text);
            }
            ExprKind::Call(name, arguments) => {
                self.word(&name.text);
                self.enclosed("(", ")", arguments, |writer, argument| writer.expression(argument));
            }
            ExprKind::Negate(x) => self.word("-").expression(x),
            ExprKind::Not(x) => self.word("not ").expression(x),
            ExprKind::Group(x) => self.enclosed("(", ")", std::slice::from_ref(x), |writer, x| writer.expression(x)),
            ExprKind::Power(base, exponent) => {
                self.expression(base);
                self.word("^").expression(exponent);
            }
            ExprKind::Chain(first, rest) => {
                self.expression(first);
                for Joined { sign, operand, .. } in rest {
                    let (text, strength) = sign_text(*sign);
                    self.word(" ").word(text).rest(strength);
                    self.expression(operand);
                }
            }
            ExprKind::If(condition, yes, no) => {
                self.word("if ").expression(condition);
                self.word(" then").rest(0);
                self.expression(yes);
                self.word(" else").rest(0);
                self.expression(no);
            }
        }
    }

    pub(super) fn enclosed<T>(&mut self, open: &str, close: &str, items: &[T], write: impl FnMut(&mut Self, &T)) {
        self.word(open);
        self.nesting += 1;
        self.list(items, write);
        self.nesting -= 1;
        self.word(close);
    }

    pub(super) fn range(&mut self, range: &RangeText) {
        match range {
            RangeText::Between(low, high) => {
                self.expression(low);
                self.word(" .. ").expression(high);
            }
            RangeText::Set(values) => self.enclosed("{", "}", values, |writer, (value, weight)| {
                writer.expression(value);
                if let Some(weight) = weight {
                    writer.word(": ").expression(weight);
                }
            }),
        }
    }

    pub(super) fn setting(&mut self, setting: &Assignment) {
        self.word(&setting.name.text).word(" =").rest(1);
        match &setting.value {
            SettingText::Value(value) => self.expression(value),
            SettingText::Path(points, _) => self.enclosed("(", ")", points, Self::point),
        }
    }

    pub(super) fn point(&mut self, (x, y): &(Expr, Expr)) {
        self.expression(x);
        self.word(" -> ").expression(y);
    }
}

fn sign_text(sign: Sign) -> (&'static str, u32) {
    match sign {
        Sign::Or => ("or", 1),
        Sign::And => ("and", 2),
        Sign::Less => ("<", 3),
        Sign::LessEqual => ("<=", 3),
        Sign::Greater => (">", 3),
        Sign::GreaterEqual => (">=", 3),
        Sign::Equal => ("==", 3),
        Sign::NotEqual => ("!=", 3),
        Sign::Add => ("+", 4),
        Sign::Subtract => ("-", 4),
        Sign::Multiply => ("*", 5),
        Sign::Divide => ("/", 5),
    }
}

pub(super) fn comparison_text(sign: Sign) -> &'static str {
    sign_text(sign).0
}

/// A unit as it is written: `KRW_trn/year`, `m^2`, `%`.
pub(super) fn unit_text(unit: &UnitText) -> String {
    let mut out = String::new();
    for (i, (name, exponent)) in unit.factors.iter().enumerate() {
        let power = if i == 0 {
            *exponent
        } else {
            out.push(if *exponent < 0 { '/' } else { '*' });
            exponent.abs()
        };
        out.push_str(&name.text);
        if power != 1 {
            out.push_str(&format!("^{power}"));
        }
    }
    out
}

/// A string with its quotes.
pub(super) fn quoted(string: &Quoted) -> String {
    // A string cannot span lines; one that was made by a program may hold a break.
    let text = string.text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', " ");
    format!("\"{text}\"")
}
