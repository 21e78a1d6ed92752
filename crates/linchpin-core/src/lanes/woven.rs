//! Many rules in one loop: what lies between two rows never leaves the registers.
//!
//! Comes in: rules with the rows and numbers that they read and write, one after the other, as a [`Draft`]. Goes out: a [`Weave`],
//! and, once the shape of the arena is known, [`Woven`] code. Rules are not written twice: each is called once with values
//! that write down what is done to them ([`tape`]), and these steps become instructions of AVX-512 ([`registers`], [`encoder`]),
//! the same that the compiler makes of the rule. So the bits are the same too.
//!
//! An interpreter reads and writes a row for every instruction, and that traffic is what it waits for. Code made while the
//! program runs is the one way around it: which rules meet is known only when a model is.

mod draft;
#[cfg(target_arch = "x86_64")]
mod encoder;
#[cfg(target_arch = "x86_64")]
mod machine;
#[cfg(target_arch = "x86_64")]
mod registers;
#[cfg(target_arch = "x86_64")]
mod shortcuts;
pub(super) mod tape;

use std::sync::OnceLock;

use super::{Arena, TILE};
pub use draft::{Draft, Value};
use tape::Step;

/// Rules in order, and what they read and write.
#[derive(Clone, Debug, Default)]
pub struct Weave {
    steps: Vec<Step>,
}

/// Weaves as code, for arenas of one shape.
#[derive(Debug)]
pub struct Woven {
    weaves: Vec<Weave>,
    #[cfg(target_arch = "x86_64")]
    code: Option<machine::Machine>,
    tiles: usize,
    row: usize,
}

impl Woven {
    /// The code of these weaves. Panics where they read or write outside such an arena.
    pub fn new(weaves: Vec<Weave>, arena: &Arena) -> Self {
        for step in weaves.iter().flat_map(|weave| &weave.steps) {
            match *step {
                Step::Row(row) | Step::Write(row, _) => assert!((row as usize) < arena.rows, "a row of this arena"),
                Step::Number(number) => assert!((number as usize) < arena.numbers, "a number of this arena"),
                _ => {}
            }
        }
        Woven {
            #[cfg(target_arch = "x86_64")]
            code: machine::Machine::new(&weaves, arena),
            weaves,
            tiles: arena.tiles(),
            row: arena.row,
        }
    }

    #[cfg(target_arch = "x86_64")]
    fn is_code(&self) -> bool {
        self.code.is_some()
    }

    #[cfg(not(target_arch = "x86_64"))]
    fn is_code(&self) -> bool {
        false
    }
}

/// Whether weaves become code here: the processor has AVX-512, and the system lets programs write their own.
pub fn weaves() -> bool {
    static WEAVES: OnceLock<bool> = OnceLock::new();
    *WEAVES.get_or_init(|| {
        let mut arena = Arena::default();
        arena.shape(1, 1, TILE);
        arena.set(0, 0.75);
        let mut draft = Draft::default();
        let three_quarters = draft.number(0);
        draft.write(0, three_quarters);
        let woven = Woven::new(vec![draft.finish()], &arena);
        arena.weave(&woven, 0);
        woven.is_code() && arena.row(0) == [0.75; TILE]
    })
}

impl Arena {
    /// Carries out one of the weaves; says whether something strayed. Panics where it was made for another shape.
    pub fn weave(&mut self, woven: &Woven, at: usize) -> bool {
        assert_eq!((woven.tiles, woven.row), (self.tiles(), self.row), "one shape");
        assert!(woven.tiles <= self.tiles.len() && at < woven.weaves.len());
        if self.row == 0 {
            return false;
        }
        #[cfg(target_arch = "x86_64")]
        if let Some(code) = &woven.code {
            return code.run(at, &mut self.tiles, self.row);
        }
        self.weave_lane_by_lane(&woven.weaves[at])
    }

    /// What the code does, a lane after the other: for where there can be no code.
    fn weave_lane_by_lane(&mut self, weave: &Weave) -> bool {
        let mut values = vec![0; weave.steps.len()];
        let mut strayed = false;
        for lane in 0..self.row * TILE {
            for (at, step) in weave.steps.iter().enumerate() {
                match *step {
                    Step::Row(row) => values[at] = self.row(row)[lane].to_bits(),
                    Step::Number(number) => values[at] = self.tiles[number as usize].0[0].to_bits(),
                    Step::Write(row, from) => self.row_mut(row)[lane] = f64::from_bits(values[from as usize]),
                    Step::Stray(a, b) => strayed |= values[a as usize] != values[b as usize],
                    _ => values[at] = step.of_one(&values),
                }
            }
        }
        strayed
    }
}

#[cfg(test)]
mod tests;
