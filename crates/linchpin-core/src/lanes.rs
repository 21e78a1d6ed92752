//! Loops over lanes: one rule, many futures, as wide as the processor allows.
//!
//! A rule is written once, over [`Lanes`]. The macros here put it into a loop over tiles of eight lanes and compile that loop
//! for each back end; the back end is chosen once, when the program starts. All back ends give the same bits, because
//! rules use only operations that IEEE 754 defines exactly and Rust never fuses a multiplication with an addition by itself.
//!
//! Rows and numbers lie in one [`Arena`]. An instruction is a loop with the places of its operands, looked at once when a
//! [`Sequence`] is made: the interpreter's inner loop then only calls one function after the other. A number stands in a
//! tile of its own that is read again for each tile of a row, so one loop serves rows and numbers alike. Where the processor has
//! AVX-512, what can be one loop over many rules is woven into one ([`woven`]).
//!
//! This is the one room that may say `unsafe`: the instructions of a back end, calling a function compiled for a processor feature
//! after looking that the processor has it, calling code that was written here, and reading and writing tiles at places that were
//! looked at.

mod quotient;
mod vector;
mod vectors;
mod woven;
#[cfg(target_arch = "x86_64")]
mod x86;

#[doc(hidden)]
pub use vector::Plain;
pub use vector::{Lanes, Words};
pub use vectors::{Vectors, vectors, widest};
#[doc(hidden)]
pub use woven::tape::{Traced, looks_at_its_values};
pub use woven::{Draft, Value, Weave, Woven, weaves};
#[cfg(target_arch = "x86_64")]
#[doc(hidden)]
pub use x86::{Avx2, Avx512};

/// A function over [`Lanes`], compiled for every back end; the one in use is called.
///
/// `vectorised! { fn scale<V>(values: &mut [f64], by: f64) { .. } }`: within the body, `V` is a vector of the back end.
#[macro_export]
macro_rules! vectorised {
    ($(#[$meta:meta])* $vis:vis fn $name:ident<$v:ident>($($arg:ident: $ty:ty),* $(,)?) $(-> $out:ty)? $body:block) => {
        $(#[$meta])*
        $vis fn $name($($arg: $ty),*) $(-> $out)? {
            #[inline(always)]
            fn body<$v: $crate::lanes::Lanes>($($arg: $ty),*) $(-> $out)? $body
            #[cfg(target_arch = "x86_64")]
            {
                #[target_feature(enable = "avx512f,avx512dq,avx512bw,avx512vl,avx2,fma")]
                fn avx512($($arg: $ty),*) $(-> $out)? { body::<$crate::lanes::Avx512>($($arg),*) }
                #[target_feature(enable = "avx2,fma")]
                fn avx2($($arg: $ty),*) $(-> $out)? { body::<$crate::lanes::Avx2>($($arg),*) }
                // SAFETY: `vectors` answers with a back end only after the processor has been asked for its features.
                #[allow(unsafe_code)]
                match $crate::lanes::vectors() {
                    $crate::lanes::Vectors::Avx512 => return unsafe { avx512($($arg),*) },
                    $crate::lanes::Vectors::Avx2 => return unsafe { avx2($($arg),*) },
                    $crate::lanes::Vectors::Portable => {}
                }
            }
            body::<$crate::lanes::Plain<f64>>($($arg),*)
        }
    };
}

/// Lanes computed together: one vector of AVX-512, two of AVX2.
pub const TILE: usize = 8;

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
pub const MOST_ARGS: usize = 5;

/// A pure function of up to five numbers, for one number and for whole rows.
#[derive(Clone, Copy, Debug)]
pub struct Kernel {
    /// Number of arguments.
    pub arity: usize,
    /// For single numbers.
    pub scalar: fn(&[f64]) -> f64,
    traced: fn(&[Traced]) -> Traced,
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
    pub const unsafe fn made(arity: usize, scalar: fn(&[f64]) -> f64, traced: fn(&[Traced]) -> Traced, loops: Loops) -> Self {
        Kernel { arity, scalar, traced, loops }
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
    /// Tiles from one row to the next: no large power of two, or the same tile of many rows would fall in a few places of a cache, and
    /// a loop over many rows would push its own tiles out.
    pitch: usize,
}

impl Arena {
    /// Makes room for so many numbers and rows of so many lanes, rounded up to whole tiles. What they hold is left over
    /// from before.
    pub fn shape(&mut self, numbers: usize, rows: usize, lanes: usize) {
        let row = lanes.div_ceil(TILE);
        let pitch = row + usize::from(row > 1 && row.is_multiple_of(2));
        let tiles = numbers + rows * pitch;
        if self.tiles.len() < tiles {
            self.tiles.resize(tiles, Tile([0.0; TILE]));
        }
        (self.numbers, self.rows, self.row, self.pitch) = (numbers, rows, row, pitch);
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

    fn tiles(&self) -> usize {
        self.numbers + self.rows * self.pitch
    }

    fn first(&self, row: u32) -> usize {
        assert!((row as usize) < self.rows, "a row of this arena");
        self.numbers + row as usize * self.pitch
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
        let (first, row, pitch, numbers) = (self.first(at), self.row, self.pitch, self.numbers);
        let (before, rest) = self.tiles.split_at_mut(first);
        let (own, after) = rest.split_at_mut(pitch);
        (flat_mut(&mut own[..row]), Others { before, after, numbers, taken: at as usize, row, pitch })
    }

    /// Appends an instruction: `kernel` over the operands into a row, which may be one of them.
    /// Panics where a place is not in the arena, or the sequence was begun for another shape.
    pub fn append(&self, sequence: &mut Sequence, kernel: &Kernel, out: u32, args: &[Place]) {
        assert_eq!(args.len(), kernel.arity, "as many arguments as the kernel takes");
        if sequence.is_empty() {
            (sequence.tiles, sequence.row) = (self.tiles(), self.row);
        }
        assert_eq!((sequence.tiles, sequence.row), (self.tiles(), self.row), "one shape");
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
    pitch: usize,
}

impl<'a> Others<'a> {
    /// Another row than the one taken.
    pub fn row(&self, at: u32) -> &'a [f64] {
        let at = at as usize;
        let (side, first) = if at < self.taken {
            (self.before, self.numbers + at * self.pitch)
        } else {
            (self.after, (at - self.taken - 1) * self.pitch)
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
    unsafe fn of(at: &Instruction, arena: *mut Tile) -> Self {
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

    /// The operands so many tiles on.
    ///
    /// # Safety
    /// The places there must be valid for reads.
    #[inline(always)]
    unsafe fn read<V: Lanes>(&self, tile: usize) -> [V; N] {
        let mut values = [V::all(0.0); N];
        for idx in 0..N {
            // SAFETY: the caller's promise.
            values[idx] = V::read(unsafe { &(*self.args[idx].add(tile * self.steps[idx])).0 });
        }
        values
    }

    /// Writes so many tiles on.
    ///
    /// # Safety
    /// The place there must be valid for writes.
    #[inline(always)]
    unsafe fn write<V: Lanes>(&self, tile: usize, value: V) {
        // SAFETY: the caller's promise.
        value.write(unsafe { &mut (*self.out.add(tile)).0 });
    }

    /// Goes on by so many tiles; the places may then lie behind the end.
    #[inline(always)]
    fn forward(&mut self, tiles: usize) {
        self.out = self.out.wrapping_add(tiles);
        for idx in 0..N {
            self.args[idx] = self.args[idx].wrapping_add(tiles * self.steps[idx]);
        }
    }
}

/// What a kernel computes, over any lanes. A type, because a function handed on as a value is called through one that has not the
/// processor's features.
#[doc(hidden)]
pub trait Rule<const N: usize> {
    /// Whether it is a handful of operations.
    const SHORT: bool;
    fn of<V: Lanes>(args: [V; N]) -> V;
}

/// A rule over all tiles of an instruction. A short rule takes four at a time, which spares half of the counting; in a long one
/// the processor overlaps tiles by itself.
///
/// # Safety
/// The places of the instruction must lie in the arena that begins at `arena`, rows with so many tiles.
#[inline(always)]
#[allow(unsafe_code)]
#[doc(hidden)]
pub unsafe fn sweep<V: Lanes, R: Rule<N>, const N: usize>(arena: *mut Tile, at: &Instruction, tiles: usize) {
    // SAFETY: the caller's promise. An instruction may write where it reads, but only in the same tiles, which are read before.
    unsafe {
        let mut places = Places::<N>::of(at, arena);
        let mut left = tiles;
        while R::SHORT && left >= 4 {
            let (a, b) = (places.read::<V>(0), places.read::<V>(1));
            let (c, d) = (places.read::<V>(2), places.read::<V>(3));
            places.write(0, R::of(a));
            places.write(1, R::of(b));
            places.write(2, R::of(c));
            places.write(3, R::of(d));
            places.forward(4);
            left -= 4;
        }
        while left > 0 {
            let values = places.read::<V>(0);
            places.write(0, R::of(values));
            places.forward(1);
            left -= 1;
        }
    }
}

/// A kernel from its rule over lanes: `kernel!(|x, half| x / (x + half))`. One to five arguments; within the rule, `V` is the type of
/// its lanes, as in `V::all(2.0) * x`.
///
/// `kernel!(|x| rule, quick where plain)` gives a second rule for tiles of which every lane is plain: the same bits there,
/// with less work.
#[macro_export]
macro_rules! kernel {
    (|$a:ident| $($rules:tt)+) => {
        $crate::kernel!(@ruled 1 [$a] $($rules)+)
    };
    (|$a:ident, $b:ident| $($rules:tt)+) => {
        $crate::kernel!(@ruled 2 [$a, $b] $($rules)+)
    };
    (|$a:ident, $b:ident, $c:ident| $($rules:tt)+) => {
        $crate::kernel!(@ruled 3 [$a, $b, $c] $($rules)+)
    };
    (|$a:ident, $b:ident, $c:ident, $d:ident| $($rules:tt)+) => {
        $crate::kernel!(@ruled 4 [$a, $b, $c, $d] $($rules)+)
    };
    (|$a:ident, $b:ident, $c:ident, $d:ident, $e:ident| $($rules:tt)+) => {
        $crate::kernel!(@ruled 5 [$a, $b, $c, $d, $e] $($rules)+)
    };
    (@ruled $arity:literal [$($x:ident),+] $rule:expr) => {
        $crate::kernel!(@made $arity true V [$($x),+] $rule)
    };
    (@ruled $arity:literal [$($x:ident),+] $rule:expr, $quick:expr => $plain:expr) => {
        $crate::kernel!(@made $arity false V [$($x),+] {
            if !V::any(!$plain) { $quick } else { $rule }
        })
    };
    (@made $arity:literal $short:literal $v:ident [$($x:ident),+] $rule:expr) => {{
        use $crate::lanes::{Instruction, Kernel, Lanes, Loops, Rule, Tile, Traced, looks_at_its_values, sweep};
        struct This;
        impl Rule<$arity> for This {
            const SHORT: bool = $short;
            #[inline(always)]
            fn of<$v: Lanes>([$($x),+]: [$v; $arity]) -> $v {
                $rule
            }
        }
        #[allow(unsafe_code)]
        unsafe fn portable(arena: *mut Tile, at: &Instruction, tiles: usize) {
            // SAFETY: who calls the loop promises that the places of the instruction lie in the arena, rows with so many tiles.
            unsafe { sweep::<$crate::lanes::Plain<f64>, This, $arity>(arena, at, tiles) }
        }
        #[cfg(target_arch = "x86_64")]
        #[target_feature(enable = "avx2,fma")]
        #[allow(unsafe_code)]
        unsafe fn avx2(arena: *mut Tile, at: &Instruction, tiles: usize) {
            // SAFETY: as in `portable`, and that the processor has the features.
            unsafe { sweep::<$crate::lanes::Avx2, This, $arity>(arena, at, tiles) }
        }
        #[cfg(target_arch = "x86_64")]
        #[target_feature(enable = "avx512f,avx512dq,avx512bw,avx512vl,avx2,fma")]
        #[allow(unsafe_code)]
        unsafe fn avx512(arena: *mut Tile, at: &Instruction, tiles: usize) {
            // SAFETY: as in `avx2`.
            unsafe { sweep::<$crate::lanes::Avx512, This, $arity>(arena, at, tiles) }
        }
        let loops = Loops {
            portable,
            #[cfg(target_arch = "x86_64")]
            avx2,
            #[cfg(target_arch = "x86_64")]
            avx512,
        };
        // SAFETY: the loops go by the places of the instruction alone.
        #[allow(unsafe_code)]
        let kernel = unsafe {
            Kernel::made(
                $arity,
                |x| This::of::<f64>(std::array::from_fn(|at| x[at])),
                if This::SHORT { |x| This::of::<Traced>(std::array::from_fn(|at| x[at])) } else { looks_at_its_values },
                loops,
            )
        };
        kernel
    }};
}

#[cfg(test)]
mod tests;
