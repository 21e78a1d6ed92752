//! What is the same for all futures of an arm: numbers computed once, and functions of time computed for all steps.
//!
//! Comes in: a program and the constants that the arm sets. Goes out: numbers that ops take as operands.

use linchpin_core::lanes::Operand;
use linchpin_core::model::TimeAxis;

use crate::program::{Clockwork, Input, Points, Program, ScalarOp};

/// Numbers of one arm.
#[derive(Debug, Default)]
pub(crate) struct Tempo {
    /// What ops read, laid out as the program says, at the moment last turned to.
    pub numbers: Vec<f64>,
    /// `[step][slot]`.
    steps: Vec<f64>,
    /// `[step][half way, end][slot]`.
    inner: Vec<f64>,
    width: usize,
    inner_width: usize,
}

impl Tempo {
    /// Computes them for one arm; `set` are the values of `Program::set`.
    pub(crate) fn prepare(&mut self, program: &Program, set: &[f64]) {
        let mut scalars = set.to_vec();
        for op in &program.scalars {
            let number = |input: &Input| match *input {
                Input::Number(number) => number,
                Input::Scalar(at) => scalars[at as usize],
                Input::Slot(_) => unreachable!("a scalar is no function of time"),
            };
            let value = match op {
                ScalarOp::Apply(kernel, args) => kernel.of(&args.iter().map(number).collect::<Vec<_>>()),
                ScalarOp::Lookup(table, x) => program.tables[*table as usize].at(number(x)),
            };
            scalars.push(value);
        }
        let time = &program.time;
        let steps: Vec<f64> = (0..time.steps).map(|step| time.at(step)).collect();
        let held = steps.iter().flat_map(|&step| [step, step]).collect();
        self.steps = table(&program.clock, [steps.clone(), steps], &scalars, &program.tables);
        let points = (0..time.steps).flat_map(|step| inner_points(time, step)).collect();
        self.inner = table(&program.inner_clock, [points, held], &scalars, &program.tables);
        (self.width, self.inner_width) = (program.clock.exported.len(), program.inner_clock.exported.len());
        self.numbers.clear();
        self.numbers.resize(program.scalars_at(), 0.0);
        self.numbers.extend(scalars);
        self.numbers.extend(&program.constants);
    }

    /// The numbers that change when a step is turned to.
    pub(crate) fn of_the_step(&self) -> std::ops::Range<usize> {
        0..self.width
    }

    /// The numbers that change when an inner point is turned to.
    pub(crate) fn of_the_point(&self) -> std::ops::Range<usize> {
        self.width..self.width + self.inner_width
    }

    /// Turns to a step.
    pub(crate) fn turn_to(&mut self, step: u32) {
        let at = step as usize * self.width;
        self.numbers[..self.width].copy_from_slice(&self.steps[at..at + self.width]);
    }

    /// Turns to the middle of a step, or to its end.
    pub(crate) fn turn_within(&mut self, step: u32, end: bool) {
        let at = (2 * step as usize + usize::from(end)) * self.inner_width;
        self.numbers[self.width..self.width + self.inner_width].copy_from_slice(&self.inner[at..at + self.inner_width]);
    }
}

/// The inner points of a Runge-Kutta step: half way and at its end.
fn inner_points(time: &TimeAxis, step: u32) -> [f64; 2] {
    [time.at(step) + 0.5 * time.dt, time.at(step + 1)]
}

/// `[point][exported slot]`: each op runs over all points at once. `times` are those of the points and of their steps.
fn table(clock: &Clockwork, times: [Vec<f64>; 2], scalars: &[f64], tables: &[Points]) -> Vec<f64> {
    if clock.exported.is_empty() {
        return Vec::new();
    }
    let points = times[0].len();
    let mut slots: Vec<Vec<f64>> = times.into();
    for op in &clock.ops {
        let operand = |input: &Input| match *input {
            Input::Number(number) => Operand::Number(number),
            Input::Scalar(at) => Operand::Number(scalars[at as usize]),
            Input::Slot(slot) => Operand::Row(&slots[slot as usize]),
        };
        let mut out = vec![0.0; points];
        match op {
            ScalarOp::Apply(kernel, args) => kernel.rows(&mut out, &args.iter().map(operand).collect::<Vec<_>>()),
            ScalarOp::Lookup(table, x) => {
                let table = &tables[*table as usize];
                match operand(x) {
                    Operand::Row(xs) => out.iter_mut().zip(xs).for_each(|(out, &x)| *out = table.at(x)),
                    Operand::Number(x) => out.fill(table.at(x)),
                }
            }
        }
        slots.push(out);
    }
    let exported = &clock.exported;
    let width = exported.len();
    (0..points * width).map(|at| slots[exported[at % width] as usize][at / width]).collect()
}
