//! What is the same for all futures of an arm: numbers computed once, and functions of time computed for all steps.
//!
//! Comes in: a program and the constants that the arm sets. Goes out: numbers that ops take as operands.

use linchpin_core::lanes::Operand;
use linchpin_core::model::TimeAxis;

use crate::program::{Arg, Clockwork, Points, Program, ScalarOp};

/// Numbers of one arm.
#[derive(Debug, Default)]
pub(crate) struct Tempo {
    pub scalars: Vec<f64>,
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
        self.scalars.clear();
        self.scalars.extend_from_slice(set);
        for op in &program.scalars {
            let number = |arg: &Arg| match *arg {
                Arg::Number(number) => number,
                Arg::Scalar(at) => self.scalars[at as usize],
                Arg::Row(_) | Arg::Clocked(_) => unreachable!("a scalar reads numbers and scalars"),
            };
            let value = match op {
                ScalarOp::Apply(kernel, args) => kernel.of(&args.iter().map(number).collect::<Vec<_>>()),
                ScalarOp::Lookup(table, x) => program.tables[*table as usize].at(number(x)),
            };
            self.scalars.push(value);
        }
        let time = &program.time;
        let steps = (0..time.steps).map(|step| time.at(step)).collect();
        self.steps = table(&program.clock, steps, &self.scalars, &program.tables);
        let points = (0..time.steps).flat_map(|step| inner_points(time, step)).collect();
        self.inner = table(&program.inner_clock, points, &self.scalars, &program.tables);
        (self.width, self.inner_width) = (program.clock.exported.len(), program.inner_clock.exported.len());
    }

    /// Functions of time at a step.
    pub(crate) fn at(&self, step: u32) -> &[f64] {
        slice(&self.steps, step as usize, self.width)
    }

    /// Functions of time half way through a step, or at its end.
    pub(crate) fn within(&self, step: u32, end: bool) -> &[f64] {
        slice(&self.inner, 2 * step as usize + usize::from(end), self.inner_width)
    }
}

fn slice(table: &[f64], point: usize, width: usize) -> &[f64] {
    &table[point * width..(point + 1) * width]
}

/// The inner points of a Runge-Kutta step: half way and at its end.
fn inner_points(time: &TimeAxis, step: u32) -> [f64; 2] {
    [time.at(step) + 0.5 * time.dt, time.at(step + 1)]
}

/// `[point][exported slot]`: each op runs over all points at once.
fn table(clock: &Clockwork, times: Vec<f64>, scalars: &[f64], tables: &[Points]) -> Vec<f64> {
    if clock.exported.is_empty() {
        return Vec::new();
    }
    let points = times.len();
    let mut slots: Vec<Vec<f64>> = vec![times];
    for op in &clock.ops {
        let operand = |arg: &Arg| match *arg {
            Arg::Number(number) => Operand::Number(number),
            Arg::Scalar(at) => Operand::Number(scalars[at as usize]),
            Arg::Clocked(slot) => Operand::Row(&slots[slot as usize]),
            Arg::Row(_) => unreachable!("a function of time reads no lanes"),
        };
        let mut out = vec![0.0; points];
        match op {
            ScalarOp::Apply(kernel, args) => (kernel.rows)(&mut out, &args.iter().map(operand).collect::<Vec<_>>()),
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
    (0..points).flat_map(|point| clock.exported.iter().map(|&slot| slots[slot as usize][point]).collect::<Vec<_>>()).collect()
}
