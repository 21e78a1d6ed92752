//! Weaves as code of this processor.
//!
//! Comes in: weaves and the shape of an arena. Goes out: functions that carry them out, or nothing where there can be none.

use super::{Weave, encoder, registers};
use crate::lanes::{Arena, Tile, Vectors, vectors};

/// Code in memory that can be executed but no longer written.
#[derive(Debug)]
pub(super) struct Machine {
    code: memmap2::Mmap,
    entries: Vec<usize>,
}

impl Machine {
    /// `None` without AVX-512, where places are too far apart for an instruction, or the system refuses.
    pub(super) fn new(weaves: &[Weave], arena: &Arena) -> Option<Self> {
        if vectors() != Vectors::Avx512 || weaves.is_empty() {
            return None;
        }
        let bytes = |tiles: usize| i32::try_from(tiles * size_of::<Tile>()).ok();
        bytes(arena.tiles())?;
        let layout = registers::Layout { first_row: bytes(arena.numbers)?, row: bytes(arena.pitch)? };
        let mut encoder = encoder::Encoder::default();
        let entries = weaves.iter().map(|weave| registers::write(&weave.steps, layout, &mut encoder)).collect();
        let mut code = memmap2::MmapMut::map_anon(encoder.bytes.len()).ok()?;
        code[..encoder.bytes.len()].copy_from_slice(&encoder.bytes);
        Some(Machine { code: code.make_exec().ok()?, entries })
    }

    #[allow(unsafe_code)]
    pub(super) fn run(&self, at: usize, tiles: &mut [Tile], of_a_row: usize) -> bool {
        let entry = self.code[self.entries[at]..].as_ptr();
        // SAFETY: there stands a function of this type, which `registers` wrote for this back end. It reads and writes only tiles that
        // `Woven::new` found in an arena of this shape, and `Arena::weave` looked that this one has it.
        let strayed = unsafe {
            let function: unsafe extern "sysv64" fn(*mut Tile, usize) -> u32 = std::mem::transmute(entry);
            function(tiles.as_mut_ptr(), of_a_row)
        };
        strayed != 0
    }
}
