//! Loops over lanes: one rule, many futures, as wide as the processor allows.
//!
//! A rule is written once, for one number. The macros here put it into a loop over tiles of eight lanes and compile that
//! loop for each back end; the back end is chosen once, when the program starts. All back ends give the same bits, because
//! rules use only operations that IEEE 754 defines exactly and Rust never fuses a multiplication with an addition by itself.
//!
//! Rows and numbers lie in one [`Arena`]. An instruction is a loop with the places of its operands, looked at once when a
//! [`Sequence`] is made: the interpreter's inner loop then only calls one function after the other. A number stands in a
//! tile of its own that is read again for each tile of a row, so one loop serves rows and numbers alike.
//!
//! This is the one room that may say `unsafe`: calling a function compiled for a processor feature after looking that
//! the processor has it, and reading and writing tiles at places that were looked at.

mod vectors;

pub use vectors::{Vectors, vectors, widest};

/// Compiles a function for every back end and calls the one in use.
#[macro_export]
macro_rules! multiversion {
    ($(#[$meta:meta])* $vis:vis fn $name:ident($($arg:ident: $ty:ty),* $(,)?) $body:block) => {
        $(#[$meta])*
        $vis fn $name($($arg: $ty),*) {
            #[inline(always)]
            fn body($($arg: $ty),*) $body
            #[cfg(target_arch = "x86_64")]
            {
                #[target_feature(enable = "avx512f,avx512dq,avx512bw,avx512vl,avx2,fma")]
                fn avx512($($arg: $ty),*) { body($($arg),*) }
                #[target_feature(enable = "avx2,fma")]
                fn avx2($($arg: $ty),*) { body($($arg),*) }
                // SAFETY: `vectors` answers with a back end only after the processor has been asked for its features.
                #[allow(unsafe_code)]
                match $crate::lanes::vectors() {
                    $crate::lanes::Vectors::Avx512 => return unsafe { avx512($($arg),*) },
                    $crate::lanes::Vectors::Avx2 => return unsafe { avx2($($arg),*) },
                    $crate::lanes::Vectors::Portable => {}
                }
            }
            body($($arg),*)
        }
    };
}

/// Lanes computed together: one vector of AVX-512, two of AVX2.
pub const TILE: usize = 8;

/// Tiles that a long rule takes together.
#[doc(hidden)]
pub const STRETCH: usize = 4;

/// Lanes on a cache line of their own, so that a vector never straddles two.
#[derive(Clone, Copy, Debug)]
#[repr(C, align(64))]
pub struct Tile(pub [f64; TILE]);

/// One argument of a kernel: a row with a number for each lane, or one number for all lanes.
#[derive(Clone, Copy, Debug)]
pub enum Operand<'a> {
    /// A number a lane.
    Row(&'a [f64]),
    /// The same for all lanes.
    Number(f64),
}

/// The most arguments of a kernel.
pub const MOST_ARGS: usize = 4;

/// A pure function of up to four numbers, for one number and for whole rows.
#[derive(Clone, Copy, Debug)]
pub struct Kernel {
    /// Number of arguments.
    pub arity: usize,
    /// For single numbers.
    pub scalar: fn(&[f64]) -> f64,
    loops: Loops,
}

/// The loop of a kernel over tiles, for each back end.
#[derive(Clone, Copy, Debug)]
#[doc(hidden)]
pub struct Loops {
    pub portable: unsafe fn(*mut Tile, &Instruction, usize),
    #[cfg(target_arch = "x86_64")]
    pub avx2: unsafe fn(*mut Tile, &Instruction, usize),
    #[cfg(target_arch = "x86_64")]
    pub avx512: unsafe fn(*mut Tile, &Instruction, usize),
}

impl Kernel {
    /// For [`kernel!`](crate::kernel) only.
    ///
    /// # Safety
    /// The loops must read and write no more than `Places` with so many arguments, tile by tile.
    #[doc(hidden)]
    #[allow(unsafe_code)]
    pub const unsafe fn made(arity: usize, scalar: fn(&[f64]) -> f64, loops: Loops) -> Self {
        Kernel { arity, scalar, loops }
    }

    /// The function of single numbers; as many as its arity.
    pub fn of(&self, args: &[f64]) -> f64 {
        debug_assert_eq!(args.len(), self.arity);
        (self.scalar)(args)
    }

    /// `out[i]` from the i-th of each argument; for rows outside an arena. Rows are as long as `out` or longer.
    pub fn rows(&self, out: &mut [f64], args: &[Operand<'_>]) {
        assert_eq!(args.len(), self.arity, "as many arguments as the kernel takes");
        let mut arena = Arena::default();
        arena.shape(0, args.len() + 1, TILE);
        let mut sequence = Sequence::default();
        arena.append(
            &mut sequence,
            self,
            args.len() as u32,
            &std::array::from_fn::<_, MOST_ARGS, _>(|at| Place::Row(at as u32))[..args.len()],
        );
        for (first, out) in (0..).step_by(TILE).zip(out.chunks_mut(TILE)) {
            for (at, arg) in (0..).zip(args) {
                match arg {
                    Operand::Row(row) => arena.row_mut(at)[..out.len()].copy_from_slice(&row[first..first + out.len()]),
                    Operand::Number(number) => arena.row_mut(at).fill(*number),
                }
            }
            arena.run(&sequence, 0..1);
            out.copy_from_slice(&arena.row(args.len() as u32)[..out.len()]);
        }
    }

    fn chosen(&self) -> unsafe fn(*mut Tile, &Instruction, usize) {
        match vectors() {
            #[cfg(target_arch = "x86_64")]
            Vectors::Avx512 => self.loops.avx512,
            #[cfg(target_arch = "x86_64")]
            Vectors::Avx2 => self.loops.avx2,
            _ => self.loops.portable,
        }
    }
}

/// Where an operand lies in an arena.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// A row, by index.
    Row(u32),
    /// A number, by index.
    Number(u32),
}

/// A loop with the places of its operands, in tiles from the arena's first. Only an arena makes one.
#[derive(Clone, Copy, Debug)]
#[doc(hidden)]
pub struct Instruction {
    run: unsafe fn(*mut Tile, &Instruction, usize),
    out: u32,
    args: [u32; MOST_ARGS],
    /// Tiles from one tile of an operand to the next: 1 in a row, 0 for a number.
    steps: [u8; MOST_ARGS],
}

/// Instructions in order, for arenas of one shape.
#[derive(Clone, Debug, Default)]
pub struct Sequence {
    instructions: Vec<Instruction>,
    /// The arena must have so many tiles and such rows.
    tiles: usize,
    row: usize,
}

impl Sequence {
    /// Forgets all instructions.
    pub fn clear(&mut self) {
        self.instructions.clear();
        (self.tiles, self.row) = (0, 0);
    }

    /// Number of instructions.
    pub fn len(&self) -> usize {
        self.instructions.len()
    }

    /// True without instructions.
    pub fn is_empty(&self) -> bool {
        self.instructions.is_empty()
    }
}

/// Numbers, each in a tile of its own, and behind them rows of lanes.
#[derive(Debug, Default)]
pub struct Arena {
    tiles: Vec<Tile>,
    numbers: usize,
    rows: usize,
    /// Tiles of a row.
    row: usize,
}

impl Arena {
    /// Makes room for so many numbers and rows of so many lanes, rounded up to whole tiles. What they hold is left over
    /// from before.
    pub fn shape(&mut self, numbers: usize, rows: usize, lanes: usize) {
        let row = lanes.div_ceil(TILE);
        let tiles = numbers + rows * row;
        if self.tiles.len() < tiles {
            self.tiles.resize(tiles, Tile([0.0; TILE]));
        }
        (self.numbers, self.rows, self.row) = (numbers, rows, row);
    }

    /// Lanes of a row.
    pub fn lanes(&self) -> usize {
        self.row * TILE
    }

    /// Sets a number.
    pub fn set(&mut self, at: usize, number: f64) {
        assert!(at < self.numbers, "a number of this arena");
        self.tiles[at] = Tile([number; TILE]);
    }

    fn first(&self, row: u32) -> usize {
        assert!((row as usize) < self.rows, "a row of this arena");
        self.numbers + row as usize * self.row
    }

    /// A row.
    pub fn row(&self, at: u32) -> &[f64] {
        let first = self.first(at);
        flat(&self.tiles[first..first + self.row])
    }

    /// A row, to write.
    pub fn row_mut(&mut self, at: u32) -> &mut [f64] {
        let first = self.first(at);
        flat_mut(&mut self.tiles[first..first + self.row])
    }

    /// One row to write, and the others to read meanwhile.
    pub fn apart(&mut self, at: u32) -> (&mut [f64], Others<'_>) {
        let (first, row, numbers) = (self.first(at), self.row, self.numbers);
        let (before, rest) = self.tiles.split_at_mut(first);
        let (own, after) = rest.split_at_mut(row);
        (flat_mut(own), Others { before, after, numbers, taken: at as usize, row })
    }

    /// Appends an instruction: `kernel` over the operands into a row, which may be one of them.
    /// Panics where a place is not in the arena, or the sequence was begun for another shape.
    pub fn append(&self, sequence: &mut Sequence, kernel: &Kernel, out: u32, args: &[Place]) {
        assert_eq!(args.len(), kernel.arity, "as many arguments as the kernel takes");
        if sequence.is_empty() {
            (sequence.tiles, sequence.row) = (self.numbers + self.rows * self.row, self.row);
        }
        assert_eq!((sequence.tiles, sequence.row), (self.numbers + self.rows * self.row, self.row), "one shape");
        let mut instruction =
            Instruction { run: kernel.chosen(), out: self.first(out) as u32, args: [0; MOST_ARGS], steps: [0; MOST_ARGS] };
        for (at, place) in args.iter().enumerate() {
            (instruction.args[at], instruction.steps[at]) = match *place {
                Place::Row(row) => (self.first(row) as u32, 1),
                Place::Number(number) => {
                    assert!((number as usize) < self.numbers, "a number of this arena");
                    (number, 0)
                }
            };
        }
        sequence.instructions.push(instruction);
    }

    /// Executes instructions of a sequence. Panics where it was made for another shape.
    #[allow(unsafe_code)]
    pub fn run(&mut self, sequence: &Sequence, range: std::ops::Range<usize>) {
        assert!(sequence.tiles <= self.tiles.len() && sequence.row == self.row || sequence.is_empty(), "one shape");
        let (first, tiles) = (self.tiles.as_mut_ptr(), self.row);
        for instruction in &sequence.instructions[range] {
            // SAFETY: `append` looked that the places lie within `sequence.tiles`, which the arena has, and chose a loop for
            // which the processor has been asked. Nobody else holds a reference into the arena.
            unsafe { (instruction.run)(first, instruction, tiles) };
        }
    }
}

/// All rows but one.
#[derive(Clone, Copy)]
pub struct Others<'a> {
    before: &'a [Tile],
    after: &'a [Tile],
    numbers: usize,
    taken: usize,
    row: usize,
}

impl<'a> Others<'a> {
    /// Another row than the one taken.
    pub fn row(&self, at: u32) -> &'a [f64] {
        let at = at as usize;
        let (side, first) = if at < self.taken {
            (self.before, self.numbers + at * self.row)
        } else {
            (self.after, (at - self.taken - 1) * self.row)
        };
        flat(&side[first..first + self.row])
    }
}

#[allow(unsafe_code)]
fn flat(tiles: &[Tile]) -> &[f64] {
    // SAFETY: a tile is `TILE` numbers without gaps, by `repr(C)` and because 64 bytes are a multiple of 64.
    unsafe { std::slice::from_raw_parts(tiles.as_ptr().cast(), tiles.len() * TILE) }
}

#[allow(unsafe_code)]
fn flat_mut(tiles: &mut [Tile]) -> &mut [f64] {
    // SAFETY: as in `flat`.
    unsafe { std::slice::from_raw_parts_mut(tiles.as_mut_ptr().cast(), tiles.len() * TILE) }
}

/// The places of an instruction with `N` operands.
#[doc(hidden)]
#[derive(Clone, Copy)]
pub struct Places<const N: usize> {
    out: *mut Tile,
    args: [*const Tile; N],
    steps: [usize; N],
}

#[allow(unsafe_code)]
#[expect(clippy::needless_range_loop, reason = "plain loops are unrolled for each number of operands")]
impl<const N: usize> Places<N> {
    /// # Safety
    /// All places of the instruction must lie in the arena that begins at `arena`.
    #[inline(always)]
    pub unsafe fn of(at: &Instruction, arena: *mut Tile) -> Self {
        let mut places = Places { out: arena, args: [arena.cast_const(); N], steps: [0; N] };
        // SAFETY: the caller's promise.
        unsafe {
            places.out = arena.add(at.out as usize);
            for idx in 0..N {
                places.args[idx] = places.args[idx].add(at.args[idx] as usize);
                places.steps[idx] = at.steps[idx] as usize;
            }
        }
        places
    }

    /// The operands' lanes here, read before anything is written.
    ///
    /// # Safety
    /// The places must be valid for reads.
    #[inline(always)]
    pub unsafe fn read(&self) -> [Tile; N] {
        let mut values = [Tile([0.0; TILE]); N];
        for idx in 0..N {
            // SAFETY: the caller's promise.
            values[idx] = unsafe { *self.args[idx] };
        }
        values
    }

    /// Tiles as lanes.
    #[inline(always)]
    pub fn lanes(tiles: &[Tile; N]) -> [&[f64; TILE]; N] {
        let mut lanes = [&tiles[0].0; N];
        for idx in 0..N {
            lanes[idx] = &tiles[idx].0;
        }
        lanes
    }

    /// The operands' lanes in a stretch that has so many tiles left: in place where there is a whole stretch of a row, else
    /// copied, with the last tile again and again to its end.
    ///
    /// # Safety
    /// The places must be valid for reads, rows with so many tiles, and must not be written while the result is in use.
    #[inline(always)]
    pub unsafe fn stretch<'a>(&self, tiles: usize, copies: &'a mut [[f64; STRETCH * TILE]; N]) -> [&'a [f64; STRETCH * TILE]; N] {
        // SAFETY: the caller's promise; a tile is its numbers without gaps.
        unsafe {
            for idx in 0..N {
                if tiles < STRETCH || self.steps[idx] == 0 {
                    for tile in 0..STRETCH {
                        let at = if tile < tiles { tile } else { tiles - 1 };
                        let lanes = &(*self.args[idx].add(at * self.steps[idx])).0;
                        copies[idx][tile * TILE..(tile + 1) * TILE].copy_from_slice(lanes);
                    }
                }
            }
            let mut lanes = [&copies[0]; N];
            for idx in 0..N {
                lanes[idx] = if tiles < STRETCH || self.steps[idx] == 0 {
                    &copies[idx]
                } else {
                    &*self.args[idx].cast::<[f64; STRETCH * TILE]>()
                };
            }
            lanes
        }
    }

    /// Writes a stretch of so many tiles and goes on behind it.
    ///
    /// # Safety
    /// The places must be valid for writes, the row with so many tiles.
    #[inline(always)]
    pub unsafe fn write_stretch(&mut self, tiles: usize, lanes: &[f64; STRETCH * TILE]) {
        // SAFETY: the caller's promise; what comes next may lie behind the end.
        unsafe {
            // A whole stretch is copied in place; what is left over may be copied by a call.
            match tiles {
                STRETCH => *self.out.cast::<[f64; STRETCH * TILE]>() = *lanes,
                _ => std::ptr::copy_nonoverlapping(lanes.as_ptr(), self.out.cast::<f64>(), tiles * TILE),
            }
        }
        self.out = self.out.wrapping_add(tiles);
        for idx in 0..N {
            self.args[idx] = self.args[idx].wrapping_add(tiles * self.steps[idx]);
        }
    }

    /// Writes here and goes on to the next tile.
    ///
    /// # Safety
    /// The place must be valid for writes.
    #[inline(always)]
    pub unsafe fn write(&mut self, tile: Tile) {
        // SAFETY: the caller's promise; the next places may lie one tile behind the end.
        unsafe {
            *self.out = tile;
            self.out = self.out.wrapping_add(1);
            for idx in 0..N {
                self.args[idx] = self.args[idx].wrapping_add(self.steps[idx]);
            }
        }
    }
}

/// One of two numbers. A plain `if` on numbers from rows may become jumps; this becomes a blend.
#[inline(always)]
pub fn select(holds: bool, a: f64, b: f64) -> f64 {
    let mask = u64::from(holds).wrapping_neg();
    f64::from_bits((a.to_bits() & mask) | (b.to_bits() & !mask))
}

/// A kernel from its rule: `kernel!(|x, half| x / (x + half))`. One to four arguments.
///
/// `kernel!(|x| rule, quick where plain)` gives a second rule for tiles of which every lane is plain: the same bits there,
/// with less work.
#[macro_export]
macro_rules! kernel {
    (|$a:ident| $($rules:tt)+) => {
        $crate::kernel!(@ruled 1 [$a 0] $($rules)+)
    };
    (|$a:ident, $b:ident| $($rules:tt)+) => {
        $crate::kernel!(@ruled 2 [$a 0, $b 1] $($rules)+)
    };
    (|$a:ident, $b:ident, $c:ident| $($rules:tt)+) => {
        $crate::kernel!(@ruled 3 [$a 0, $b 1, $c 2] $($rules)+)
    };
    (|$a:ident, $b:ident, $c:ident, $d:ident| $($rules:tt)+) => {
        $crate::kernel!(@ruled 4 [$a 0, $b 1, $c 2, $d 3] $($rules)+)
    };
    (@ruled $arity:literal $args:tt $rule:expr) => {
        $crate::kernel!(@made short $arity $args [$rule] [0.0] [false])
    };
    // Rules with a quick form are long. Over four tiles the compiler keeps the loop and turns it into vectors; over one
    // it writes the lanes out and then loses sight of them.
    (@ruled $arity:literal $args:tt $rule:expr, $quick:expr => $plain:expr) => {
        $crate::kernel!(@made long $arity $args [$rule] [$quick] [$plain])
    };
    (@short $arity:literal $arena:ident $instruction:ident $tiles:ident $lanes:ident) => {
        let mut places = Places::<$arity>::of($instruction, $arena);
        for _ in 0..$tiles {
            let values = places.read();
            places.write(Tile($lanes(Places::lanes(&values))));
        }
    };
    (@long $arity:literal $arena:ident $instruction:ident $tiles:ident $lanes:ident) => {
        let mut places = Places::<$arity>::of($instruction, $arena);
        let mut left = $tiles;
        while left > 0 {
            let tiles = if left < STRETCH { left } else { STRETCH };
            let mut copies = [[0.0; STRETCH * TILE]; $arity];
            let out = $lanes(places.stretch(tiles, &mut copies));
            places.write_stretch(tiles, &out);
            left -= tiles;
        }
    };
    (@made $length:ident $arity:literal [$($x:ident $at:literal),+] [$rule:expr] [$quick:expr] [$plain:expr]) => {{
        #[allow(unused_imports)]
        use $crate::lanes::{Instruction, Kernel, Loops, Places, STRETCH, TILE, Tile};
        #[inline(always)]
        fn rule($($x: f64),+) -> f64 {
            $rule
        }
        #[inline(always)]
        #[allow(unused_variables)]
        fn plain($($x: f64),+) -> bool {
            $plain
        }
        #[inline(always)]
        #[allow(unused_variables)]
        fn quick($($x: f64),+) -> f64 {
            $quick
        }
        #[inline(always)]
        fn lanes<const W: usize>(args: [&[f64; W]; $arity]) -> [f64; W] {
            let mut out = [0.0; W];
            let mut strange = 0_u64;
            for i in 0..W {
                strange |= u64::from(!plain($(args[$at][i]),+));
            }
            if strange == 0 {
                for i in 0..W {
                    out[i] = quick($(args[$at][i]),+);
                }
            } else {
                for i in 0..W {
                    out[i] = rule($(args[$at][i]),+);
                }
            }
            out
        }
        // Not a function that takes `lanes`: it would be called through one without the processor's features. Values are
        // read before any is written, so that rules become vectors although nobody promises that the rows differ.
        macro_rules! sweep {
            ($arena:ident, $instruction:ident, $tiles:ident) => {{
                // SAFETY: who calls the loop promises that the places of the instruction lie in the arena, rows with so
                // many tiles, and that the processor has the features.
                unsafe {
                    $crate::kernel!(@$length $arity $arena $instruction $tiles lanes);
                }
            }};
        }
        #[allow(unsafe_code)]
        unsafe fn portable(arena: *mut Tile, at: &Instruction, tiles: usize) {
            sweep!(arena, at, tiles)
        }
        #[cfg(target_arch = "x86_64")]
        #[target_feature(enable = "avx2,fma")]
        #[allow(unsafe_code)]
        unsafe fn avx2(arena: *mut Tile, at: &Instruction, tiles: usize) {
            sweep!(arena, at, tiles)
        }
        #[cfg(target_arch = "x86_64")]
        #[target_feature(enable = "avx512f,avx512dq,avx512bw,avx512vl,avx2,fma")]
        #[allow(unsafe_code)]
        unsafe fn avx512(arena: *mut Tile, at: &Instruction, tiles: usize) {
            sweep!(arena, at, tiles)
        }
        let loops = Loops {
            portable,
            #[cfg(target_arch = "x86_64")]
            avx2,
            #[cfg(target_arch = "x86_64")]
            avx512,
        };
        // SAFETY: the loops go by `Places` alone.
        #[allow(unsafe_code)]
        let kernel = unsafe { Kernel::made($arity, |x| rule($(x[$at]),+), loops) };
        kernel
    }};
}

#[cfg(test)]
mod tests;
