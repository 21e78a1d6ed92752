//! A weave being made: rules are applied to values, and what can be had for less is.
//!
//! Comes in: rows, numbers and rules. Goes out: steps, equal ones once and those that nobody reads not at all.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use super::Weave;
use super::tape::{At, Comparison, Joint, Step, Two, record};
use crate::lanes::Kernel;

/// Answers held at once in a rule that can be woven: there are so many registers for them, and two for the moment.
pub(super) const ANSWERS: usize = 6;

/// A value of a draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Value(At);

/// Marks steps that come first, whenever they were asked for.
const LEAF: At = 1 << 31;

/// In place of an answer that is never true.
const NEVER: At = At::MAX;

/// A weave being made.
#[derive(Debug, Default)]
pub struct Draft {
    /// What is read: rows as they were before, numbers, constants.
    leaves: Vec<Step>,
    body: Vec<Step>,
    known: HashMap<Step, At>,
}

impl Draft {
    /// What a row holds before the weave writes anything.
    pub fn row(&mut self, row: u32) -> Value {
        self.leaf(Step::Row(row))
    }

    /// A number of the arena.
    pub fn number(&mut self, number: u32) -> Value {
        self.leaf(Step::Number(number))
    }

    /// The same number in all lanes.
    pub fn constant(&mut self, number: f64) -> Value {
        self.leaf(Step::Constant(number.to_bits()))
    }

    /// A rule of values. Panics where [`Kernel::can_be_woven`] is false.
    pub fn apply(&mut self, kernel: &Kernel, args: &[Value]) -> Value {
        let recorded = recorded(kernel).expect("the kernel can be woven");
        let (steps, result) = &*recorded;
        let mut places: Vec<At> = Vec::with_capacity(steps.len());
        for step in steps {
            let step = step.renamed(|at| places[at as usize]);
            places.push(match step {
                Step::Argument(at) => args[at as usize].0,
                Step::Constant(_) => self.leaf(step).0,
                _ if step.answers() => self.answered(step),
                _ => self.computed(step).0,
            });
        }
        Value(places[*result as usize])
    }

    /// Writes a value to a row.
    pub fn write(&mut self, row: u32, value: Value) {
        self.push(Step::Write(row, value.0));
    }

    /// A stock in a row moves by dt times its rate. Where it is not between the bounds then, or no finite number, the weave says
    /// that something strayed.
    pub fn advance(&mut self, row: u32, rate: Value, dt: f64, bounds: (f64, f64)) {
        let (state, dt) = (self.row(row), self.constant(dt));
        let (low, high) = (self.constant(bounds.0), self.constant(bounds.1));
        let change = self.two(Two::Multiply, dt, rate);
        let next = self.two(Two::Add, state, change);
        self.write(row, next);
        let below = self.two(Two::Lesser, next, high);
        let within = self.two(Two::Greater, below, low);
        self.push(Step::Stray(next.0, within.0));
    }

    fn two(&mut self, two: Two, a: Value, b: Value) -> Value {
        self.computed(Step::Two(two, a.0, b.0))
    }

    fn leaf(&mut self, step: Step) -> Value {
        let leaves = &mut self.leaves;
        Value(*self.known.entry(step).or_insert_with(|| {
            leaves.push(step);
            (leaves.len() as At - 1) | LEAF
        }))
    }

    /// An answer, where it can be had for less. Answers are not kept for other rules: there are few registers for them.
    fn answered(&mut self, step: Step) -> At {
        use Comparison::Unordered;
        let of_one = |answer: At| match self.step(answer) {
            Some(Step::Compared(Unordered, a, b)) if a == b => Some(a),
            _ => None,
        };
        match step {
            Step::Compared(Unordered, a, b) if self.is_number(a) && self.is_number(b) => NEVER,
            Step::Compared(Unordered, a, b) if self.is_number(a) => self.push(Step::Compared(Unordered, b, b)),
            Step::Both(Joint::Or, NEVER, other) | Step::Both(Joint::Or, other, NEVER) => other,
            Step::Both(Joint::And, NEVER, _) | Step::Both(Joint::And, _, NEVER) => NEVER,
            Step::Both(Joint::Or, a, b) if let (Some(a), Some(b)) = (of_one(a), of_one(b)) => {
                self.push(Step::Compared(Unordered, a, b))
            }
            Step::Not(NEVER) => {
                let zero = self.constant(0.0).0;
                self.push(Step::NoBits(zero))
            }
            _ => self.push(step),
        }
    }

    /// What a choice comes to, where that can be had for less.
    fn chosen(&self, answer: At, yes: At, no: At) -> Step {
        let chosen = Step::Select(answer, yes, no);
        // The least or greatest of a value and a number other than zero: the processor's own gives its second argument where one is
        // NaN or both are equal, and that is then the value.
        match (self.step(answer), self.step(no)) {
            (
                Some(Step::Compared(Comparison::Unordered, x, other)),
                Some(Step::Two(two @ (Two::Lesser | Two::Greater), a, limit)),
            ) if x == other && x == yes && x == a && self.is_number(limit) && self.number_of(limit) != Some(0.0) => {
                Step::Two(two, limit, x)
            }
            _ => chosen,
        }
    }

    fn step(&self, at: At) -> Option<Step> {
        if at & LEAF != 0 { self.leaves.get((at & !LEAF) as usize) } else { self.body.get(at as usize) }.copied()
    }

    fn number_of(&self, at: At) -> Option<f64> {
        match self.step(at) {
            Some(Step::Constant(bits)) => Some(f64::from_bits(bits)),
            _ => None,
        }
    }

    /// Whether it is known, and no NaN.
    fn is_number(&self, at: At) -> bool {
        self.number_of(at).is_some_and(|number| !number.is_nan())
    }

    fn computed(&mut self, step: Step) -> Value {
        let step = match step {
            Step::Select(NEVER, _, no) => return Value(no),
            Step::Select(answer, yes, no) => self.chosen(answer, yes, no),
            _ => step,
        };
        if let Some(&at) = self.known.get(&step) {
            return Value(at);
        }
        let at = self.push(step);
        self.known.insert(step, at);
        Value(at)
    }

    fn push(&mut self, step: Step) -> At {
        self.body.push(step);
        self.body.len() as At - 1
    }

    /// The weave: leaves first, without what nobody reads.
    pub fn finish(self) -> Weave {
        let leaves = self.leaves.len() as At;
        let place = |at: At| if at & LEAF != 0 { at & !LEAF } else { at + leaves };
        let body = self.body.into_iter().map(|step| step.renamed(place));
        let steps: Vec<Step> = self.leaves.into_iter().chain(body).collect();
        let mut needed = vec![false; steps.len()];
        for (at, step) in steps.iter().enumerate().rev() {
            needed[at] |= matches!(step, Step::Write(..) | Step::Stray(..));
            if needed[at] {
                step.reads().for_each(|read| needed[read as usize] = true);
            }
        }
        let mut places: Vec<At> = Vec::with_capacity(steps.len());
        let mut kept = Vec::new();
        for (step, needed) in steps.into_iter().zip(needed) {
            places.push(kept.len() as At);
            if needed {
                kept.push(step.renamed(|at| places[at as usize]));
            }
        }
        Weave { steps: kept }
    }
}

/// The steps of a rule, and which is its result.
type Recorded = Option<Rc<(Vec<Step>, At)>>;

/// The steps of a kernel's rule, kept, because models apply the same few again and again.
fn recorded(kernel: &Kernel) -> Recorded {
    thread_local! {
        static KNOWN: RefCell<HashMap<(usize, usize), Recorded>> = RefCell::default();
    }
    let key = (kernel.arity, kernel.traced as usize);
    let known = KNOWN.with_borrow(|known| known.get(&key).cloned());
    known.unwrap_or_else(|| {
        let recorded = record(kernel.arity, kernel.traced).filter(|(steps, _)| few_answers(steps)).map(Rc::new);
        KNOWN.with_borrow_mut(|known| known.insert(key, recorded.clone()));
        recorded
    })
}

/// Whether there are registers for all answers that wait at once.
fn few_answers(steps: &[Step]) -> bool {
    let mut ends = vec![0; steps.len()];
    for (at, step) in steps.iter().enumerate() {
        step.reads().for_each(|read| ends[read as usize] = at);
    }
    let waiting = |at: usize| (0..=at).filter(|&answer| steps[answer].answers() && ends[answer] >= at).count();
    (0..steps.len()).all(|at| waiting(at) <= ANSWERS)
}

impl Kernel {
    /// Whether the rule is nothing but operations one after the other, lane by lane alike.
    pub fn can_be_woven(&self) -> bool {
        recorded(self).is_some()
    }
}
