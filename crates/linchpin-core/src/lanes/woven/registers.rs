//! Steps become a loop of machine code: which value is in which register, and what is read from memory instead.
//!
//! Comes in: the steps of a weave, leaves first, and where rows and numbers lie. Goes out: code. A value stays in a register while
//! there is room; what is needed last makes room for others (Belady 1966). What a row, a number or a constant holds is read again
//! when it is needed, everything else is kept on the stack.

use std::collections::HashMap;

use super::draft::ANSWERS;
use super::encoder::{Answer, Base, Code, Encoder, Register, Source, binary};
use super::shortcuts::Shortcuts;
use super::tape::{At, Comparison, Joint, Step, Two};
use crate::lanes::quotient;

/// The last register gathers strays; the others hold values.
const STRAYS: Register = 31;

const TILE_BYTES: i32 = 64;

/// Predicates of comparisons: of doubles, and of whole numbers without a sign.
const UNORDERED: u8 = 0x03;
const LESS_WORD: u8 = 0x01;

/// Where rows and numbers of an arena lie, in bytes.
#[derive(Clone, Copy)]
pub(super) struct Layout {
    pub first_row: i32,
    pub row: i32,
}

impl Layout {
    fn of_row(self, row: u32) -> i32 {
        self.first_row + self.row * row as i32
    }
}

/// Where a value can be read but from a register.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Home {
    None,
    Row(u32),
    Number(u32),
    /// A place in the code.
    Constant(usize),
    Stack(i32),
}

/// Appends the function of these steps to the code; answers where it begins.
pub(super) fn write(steps: &[Step], layout: Layout, encoder: &mut Encoder) -> usize {
    let before = encoder.bytes.len();
    let (entry, frame) = attempt(steps, layout, encoder, 0);
    if frame == 0 {
        return entry;
    }
    // How much is kept on the stack is known only now; the same code again, with room for it.
    encoder.bytes.truncate(before);
    attempt(steps, layout, encoder, frame).0
}

/// The function with so many bytes on the stack: where it begins, and how many it needs.
fn attempt(steps: &[Step], layout: Layout, encoder: &mut Encoder, frame: i32) -> (usize, i32) {
    encoder.bytes.resize(encoder.bytes.len().next_multiple_of(8), 0);
    let mut homes = vec![Home::None; steps.len()];
    for (step, home) in steps.iter().zip(&mut homes) {
        *home = match *step {
            Step::Row(row) => Home::Row(row),
            Step::Number(number) => Home::Number(number),
            Step::Constant(bits) => {
                encoder.bytes.extend(bits.to_le_bytes());
                Home::Constant(encoder.bytes.len() - 8)
            }
            _ => Home::None,
        };
    }
    let bounds = encoder.bytes.len();
    encoder.bytes.extend((quotient::LEAST_DIVIDEND.to_bits().rotate_left(1) - 1).to_le_bytes());
    encoder.bytes.extend(u64::MAX.to_le_bytes());
    encoder.bytes.resize(encoder.bytes.len().next_multiple_of(64), 0);
    let entry = encoder.bytes.len();
    let mut top = encoder.begin(frame);
    let strays = steps.iter().any(|step| matches!(step, Step::Stray(..)));
    if strays {
        encoder.clear(STRAYS);
        top = encoder.bytes.len();
    }
    let mut hand = Hand::new(steps, layout, homes, bounds, encoder);
    for (now, step) in (0..).zip(steps) {
        hand.step(now, *step);
    }
    let needed = hand.slots * TILE_BYTES;
    encoder.again(top);
    if strays {
        encoder.any_bits(1, STRAYS);
    }
    encoder.end(strays.then_some(1));
    (entry, needed)
}

/// What is where while code is written.
struct Hand<'a> {
    encoder: &'a mut Encoder,
    layout: Layout,
    /// Where the bound of dividends and -1 stand in the code, one after the other.
    bounds: usize,
    /// Steps that read each value, the next one last.
    uses: Vec<Vec<u32>>,
    homes: Vec<Home>,
    register_of: Vec<Option<Register>>,
    held: [Option<At>; STRAYS as usize],
    answer_of: Vec<Answer>,
    answers: [Option<At>; ANSWERS + 1],
    /// Places on the stack: free ones, and those that become free after this step.
    free_slots: Vec<i32>,
    leaving_slots: Vec<i32>,
    slots: i32,
    /// Whose home each row is.
    owners: HashMap<u32, At>,
    shortcuts: Shortcuts,
}

impl<'a> Hand<'a> {
    fn new(steps: &[Step], layout: Layout, homes: Vec<Home>, bounds: usize, encoder: &'a mut Encoder) -> Self {
        let mut uses = vec![Vec::new(); steps.len()];
        for (at, step) in steps.iter().enumerate().rev() {
            step.reads().for_each(|read| uses[read as usize].push(at as At));
        }
        let rows = (0..).zip(&homes).filter_map(|(value, home)| match home {
            Home::Row(row) => Some((*row, value)),
            _ => None,
        });
        let owners = rows.collect();
        Hand {
            encoder,
            layout,
            bounds,
            uses,
            homes,
            register_of: vec![None; steps.len()],
            held: [None; STRAYS as usize],
            answer_of: vec![0; steps.len()],
            answers: [None; ANSWERS + 1],
            free_slots: Vec::new(),
            leaving_slots: Vec::new(),
            slots: 0,
            owners,
            shortcuts: Shortcuts::of(steps),
        }
    }

    fn step(&mut self, now: At, step: Step) {
        self.free_slots.append(&mut self.leaving_slots);
        match step {
            Step::Row(_) | Step::Number(_) | Step::Constant(_) | Step::Argument(_) => {}
            Step::Two(two, a, b) => {
                let (code, swaps) = of_two(two);
                // Only what is read last may lie in memory.
                let (a, b) = if swaps && self.in_memory(a) && !self.in_memory(b) { (b, a) } else { (a, b) };
                let first = self.in_register(a, &[b]);
                let second = self.source(b, now, &[a]);
                let out = self.result(now, &[a, b]);
                self.encoder.binary(code, out, first, second);
            }
            Step::MulAdd(a, b, c) => {
                let by = self.in_register(b, &[a, c]);
                let plus = self.source(c, now, &[b]);
                let product = self.register_of[a as usize].filter(|_| self.ends(a, now) && a != b && a != c);
                let from = self.anywhere(a);
                self.pass(now, &[b, c]);
                let out = match product {
                    Some(register) => {
                        self.pass(now, &[a]);
                        self.register_of[a as usize] = None;
                        self.put(now, register);
                        register
                    }
                    None => {
                        // The operands are read after the copy, so their registers are not free yet.
                        let out = self.free_register(&[a, b, c]);
                        self.encoder.load(out, from);
                        self.pass(now, &[a]);
                        self.put(now, out);
                        out
                    }
                };
                self.release(&[a, b, c]);
                self.encoder.binary(binary::MULTIPLY_ADD, out, by, plus);
            }
            Step::Quotient(x, divisor, inverse) if self.shortcuts.next() => self.quotient(now, x, divisor, inverse),
            Step::Quotient(x, divisor, inverse) => {
                let dividend = self.in_register(x, &[divisor]);
                let by = self.source(divisor, now, &[x]);
                let out = self.result(now, &[x, divisor, inverse]);
                self.encoder.binary(binary::DIVIDE, out, dividend, by);
            }
            Step::Root(a) => {
                let from = self.source(a, now, &[]);
                let out = self.result(now, &[a]);
                self.encoder.root(out, from);
            }
            Step::Floor(a) => {
                let from = self.source(a, now, &[]);
                let out = self.result(now, &[a]);
                self.encoder.floor(out, from);
            }
            Step::Left(a, bits) => {
                let from = self.source(a, now, &[]);
                let out = self.result(now, &[a]);
                self.encoder.left(out, from, bits);
            }
            Step::Right(a, bits) => {
                let from = self.source(a, now, &[]);
                let out = self.result(now, &[a]);
                self.encoder.right(out, from, bits);
            }
            Step::Select(answer, yes, no) => {
                let other = self.in_register(no, &[yes]);
                let from = self.source(yes, now, &[no]);
                let answer_held = self.answer_of[answer as usize];
                let out = self.result(now, &[answer, yes, no]);
                self.encoder.blend(out, answer_held, other, from);
            }
            Step::Compared(comparison, a, b) => {
                let first = self.in_register(a, &[b]);
                let second = self.source(b, now, &[a]);
                let out = self.answer(now, &[a, b]);
                let predicate = match comparison {
                    Comparison::Less => 0x11,
                    Comparison::AtMost => 0x12,
                    Comparison::Equal => 0x00,
                    Comparison::Unordered => UNORDERED,
                };
                self.encoder.compare(out, first, second, predicate);
            }
            Step::NoBits(a) => {
                let of = self.in_register(a, &[]);
                let out = self.answer(now, &[a]);
                self.encoder.no_bits(out, of);
            }
            Step::Both(joint, a, b) => {
                let (first, second) = (self.answer_of[a as usize], self.answer_of[b as usize]);
                let out = self.answer(now, &[a, b]);
                match joint {
                    Joint::And => self.encoder.answer_and(out, first, second),
                    Joint::Or => self.encoder.answer_or(out, first, second),
                }
            }
            Step::Not(a) => {
                let of = self.answer_of[a as usize];
                let out = self.answer(now, &[a]);
                self.encoder.answer_not(out, of);
            }
            Step::Write(row, a) => {
                let from = self.in_register(a, &[]);
                self.overwrite(row, a, now);
                self.encoder.store(from, Base::Rows, self.layout.of_row(row));
                self.settle(a, row);
                self.pass(now, &[a]);
                self.release(&[a]);
            }
            Step::Stray(a, b) => {
                let first = self.in_register(a, &[b]);
                let second = self.source(b, now, &[a]);
                self.pass(now, &[a, b]);
                self.release(&[a, b]);
                self.encoder.gather_differences(STRAYS, first, second);
            }
        }
    }

    /// The short way of a division, and the long one where any lane needs it (`lanes/quotient.rs`).
    fn quotient(&mut self, now: At, x: At, divisor: At, inverse: At) {
        let read = [x, divisor, inverse];
        let [dividend, by, times] = read.map(|value| self.in_register(value, &read));
        self.pass(now, &read);
        let out = self.free_register(&read);
        self.put(now, out);
        // Holds what is left over, only until this step ends.
        let rest = self.free_register(&[x, divisor, inverse, now]);
        let (small, unordered) = (0, ANSWERS as Answer + 1);
        let encoder = &mut *self.encoder;
        // Turned by a bit and less one, sizes are in order but for +0, which is the greatest.
        encoder.rotate_left(rest, Source::Register(dividend), 1);
        encoder.binary(binary::PLUS, rest, rest, Source::Spread(self.bounds + 8));
        encoder.compare_words(small, rest, Source::Spread(self.bounds), LESS_WORD);
        encoder.binary(binary::MULTIPLY, out, dividend, Source::Register(times));
        encoder.load(rest, Source::Register(dividend));
        encoder.binary(binary::TAKE_PRODUCT, rest, out, Source::Register(by));
        encoder.binary(binary::ADD_PRODUCT, out, rest, Source::Register(times));
        encoder.compare(unordered, out, Source::Register(out), UNORDERED);
        let short = encoder.if_any(small, unordered);
        encoder.binary(binary::DIVIDE, out, dividend, Source::Register(by));
        encoder.arrive(short);
        self.release(&read);
    }

    fn in_memory(&self, value: At) -> bool {
        self.register_of[value as usize].is_none()
    }

    /// Whether nothing after this step reads the value.
    fn ends(&self, value: At, now: At) -> bool {
        self.uses[value as usize].first().is_none_or(|&last| last <= now)
    }

    /// Where a value that is in no register is read.
    fn memory(&self, value: At) -> Source {
        match self.homes[value as usize] {
            Home::Row(row) => Source::Tile(Base::Rows, self.layout.of_row(row)),
            Home::Number(number) => Source::Tile(Base::Numbers, number as i32 * TILE_BYTES),
            Home::Constant(place) => Source::Spread(place),
            Home::Stack(slot) => Source::Tile(Base::Stack, slot * TILE_BYTES),
            Home::None => unreachable!("a value is in a register or has a home"),
        }
    }

    fn anywhere(&self, value: At) -> Source {
        self.register_of[value as usize].map_or_else(|| self.memory(value), Source::Register)
    }

    /// The value in a register; those that hold what is `kept` stay as they are.
    fn in_register(&mut self, value: At, kept: &[At]) -> Register {
        if let Some(register) = self.register_of[value as usize] {
            return register;
        }
        let from = self.memory(value);
        let register = self.free_register(kept);
        self.encoder.load(register, from);
        self.put(value, register);
        register
    }

    /// The value wherever it is; it comes into a register only where that is free and it is read again.
    fn source(&mut self, value: At, now: At, kept: &[At]) -> Source {
        let room = self.held.contains(&None);
        if self.in_memory(value) && room && !self.ends(value, now) {
            self.in_register(value, kept);
        }
        self.anywhere(value)
    }

    fn put(&mut self, value: At, register: Register) {
        self.held[register as usize] = Some(value);
        self.register_of[value as usize] = Some(register);
    }

    /// A register for something new: a free one, else that of the value that is needed last.
    fn free_register(&mut self, kept: &[At]) -> Register {
        if let Some(free) = self.held.iter().position(|held| held.is_none()) {
            return free as Register;
        }
        let waits = |value: At| {
            let next = self.uses[value as usize].last().copied().unwrap_or(u32::MAX);
            // To keep it on the stack costs a write too.
            let spill = self.homes[value as usize] == Home::None;
            (next, !spill)
        };
        let candidates = self.held.iter().zip(0..).filter_map(|(held, register)| Some(((*held)?, register)));
        let (value, register): (At, Register) = candidates
            .filter(|(value, _)| !kept.contains(value))
            .max_by_key(|(value, _)| waits(*value))
            .expect("an instruction needs few registers");
        self.leave(value);
        register
    }

    /// Takes a value out of its register; it must be readable elsewhere if anybody still reads it.
    fn leave(&mut self, value: At) {
        let Some(register) = self.register_of[value as usize].take() else { return };
        self.held[register as usize] = None;
        if self.homes[value as usize] == Home::None && !self.uses[value as usize].is_empty() {
            let slot = self.free_slots.pop().unwrap_or_else(|| {
                self.slots += 1;
                self.slots - 1
            });
            self.encoder.store(register, Base::Stack, slot * TILE_BYTES);
            self.homes[value as usize] = Home::Stack(slot);
        }
    }

    /// This step has read these values.
    fn pass(&mut self, now: At, read: &[At]) {
        for value in read {
            while self.uses[*value as usize].last().is_some_and(|&at| at <= now) {
                self.uses[*value as usize].pop();
            }
        }
    }

    /// Lets go of values that nobody reads any more.
    fn release(&mut self, values: &[At]) {
        for &value in values {
            if !self.uses[value as usize].is_empty() {
                continue;
            }
            if let Some(register) = self.register_of[value as usize].take() {
                self.held[register as usize] = None;
            }
            if let Home::Stack(slot) = std::mem::replace(&mut self.homes[value as usize], Home::None) {
                self.leaving_slots.push(slot);
            }
            let answer = self.answer_of[value as usize];
            if answer != 0 && self.answers[answer as usize] == Some(value) {
                self.answers[answer as usize] = None;
            }
        }
    }

    /// A register for the result of a step that has read these values, which may be that of one of them.
    fn result(&mut self, now: At, read: &[At]) -> Register {
        self.pass(now, read);
        self.release(read);
        let register = self.free_register(read);
        self.put(now, register);
        register
    }

    /// A mask register for the result.
    fn answer(&mut self, now: At, read: &[At]) -> Answer {
        self.pass(now, read);
        self.release(read);
        let free = (1..=ANSWERS).find(|&at| self.answers[at].is_none()).expect("tapes hold no more answers at once");
        self.answers[free] = Some(now);
        self.answer_of[now as usize] = free as Answer;
        free as Answer
    }

    /// A row is about to be written: who still reads what it held must have it elsewhere.
    fn overwrite(&mut self, row: u32, by: At, now: At) {
        let Some(value) = self.owners.remove(&row).filter(|&value| value != by) else { return };
        if !self.ends(value, now) {
            self.in_register(value, &[by]);
        }
        self.homes[value as usize] = Home::None;
    }

    /// A value can be read from the row that it was written to.
    fn settle(&mut self, value: At, row: u32) {
        match self.homes[value as usize] {
            Home::Number(_) | Home::Constant(_) => return,
            Home::Stack(slot) => self.leaving_slots.push(slot),
            Home::Row(old) => {
                self.owners.remove(&old);
            }
            Home::None => {}
        }
        self.homes[value as usize] = Home::Row(row);
        self.owners.insert(row, value);
    }
}

fn of_two(two: Two) -> (Code, bool) {
    match two {
        Two::Add => (binary::ADD, true),
        Two::Subtract => (binary::SUBTRACT, false),
        Two::Multiply => (binary::MULTIPLY, true),
        Two::Divide => (binary::DIVIDE, false),
        Two::Lesser => (binary::LEAST, false),
        Two::Greater => (binary::GREATEST, false),
        Two::And => (binary::AND, true),
        Two::Or => (binary::OR, true),
        Two::Xor => (binary::XOR, true),
        Two::Plus => (binary::PLUS, true),
        Two::Minus => (binary::MINUS, false),
        Two::ProductOfHalves => (binary::PRODUCT_OF_HALVES, true),
    }
}
