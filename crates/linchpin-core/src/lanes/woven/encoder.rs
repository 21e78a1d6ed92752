//! Bytes of AVX-512 instructions, and of the few others that a loop needs.
//!
//! Only what the loops of this room use: eight doubles at a time, operands in registers, in memory, or one double of memory
//! spread over all lanes. Source: Intel 64 and IA-32 Architectures Software Developer's Manual, volume 2, sections 2.3 and 2.7.

/// A vector register, 0 to 31.
pub(super) type Register = u8;

/// A mask register; 0 means no mask.
pub(super) type Answer = u8;

/// What an instruction reads last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Source {
    Register(Register),
    /// A tile of memory, so many bytes from where a base points.
    Tile(Base, i32),
    /// A double at such a place in the code, spread over all lanes.
    Spread(usize),
}

/// Registers that hold addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Base {
    /// `rax`: the arena, as many tiles on as the loop has gone.
    Rows,
    /// `rdi`: the arena.
    Numbers,
    /// `rsp`: room for what finds no register.
    Stack,
}

/// The last prefix byte of legacy instructions, now two bits.
#[derive(Clone, Copy)]
enum Prefix {
    P66 = 1,
    PF3 = 2,
}

/// The page of operation codes.
#[derive(Clone, Copy)]
enum Page {
    P0F = 1,
    P0F38 = 2,
    P0F3A = 3,
}

/// An instruction over vectors: where its code stands.
#[derive(Clone, Copy)]
pub(super) struct Code {
    prefix: Prefix,
    page: Page,
    byte: u8,
}

const fn code(page: Page, byte: u8) -> Code {
    Code { prefix: Prefix::P66, page, byte }
}

/// `out = a op b`.
pub(super) mod binary {
    use super::{Code, Page, code};
    pub const ADD: Code = code(Page::P0F, 0x58);
    pub const MULTIPLY: Code = code(Page::P0F, 0x59);
    pub const SUBTRACT: Code = code(Page::P0F, 0x5C);
    pub const LEAST: Code = code(Page::P0F, 0x5D);
    pub const DIVIDE: Code = code(Page::P0F, 0x5E);
    pub const GREATEST: Code = code(Page::P0F, 0x5F);
    pub const AND: Code = code(Page::P0F, 0xDB);
    pub const OR: Code = code(Page::P0F, 0xEB);
    pub const XOR: Code = code(Page::P0F, 0xEF);
    pub const PLUS: Code = code(Page::P0F, 0xD4);
    pub const MINUS: Code = code(Page::P0F, 0xFB);
    pub const PRODUCT_OF_HALVES: Code = code(Page::P0F, 0xF4);
    /// `out = out * a + b`.
    pub const MULTIPLY_ADD: Code = code(Page::P0F38, 0xA8);
    /// `out = a * b + out`.
    pub const ADD_PRODUCT: Code = code(Page::P0F38, 0xB8);
    /// `out = out - a * b`.
    pub const TAKE_PRODUCT: Code = code(Page::P0F38, 0xBC);
}

/// Bytes of a page of memory, the least there are.
const PAGE: i32 = 4096;

const LOAD: Code = code(Page::P0F, 0x10);
const STORE: Code = code(Page::P0F, 0x11);
const ROOT: Code = code(Page::P0F, 0x51);
const SHIFT: Code = code(Page::P0F, 0x73);
const ROTATE: Code = code(Page::P0F, 0x72);
const COMPARE: Code = code(Page::P0F, 0xC2);
const COMPARE_WORDS: Code = code(Page::P0F3A, 0x1E);
const BLEND: Code = code(Page::P0F38, 0x65);
const SPREAD: Code = code(Page::P0F38, 0x19);
const OF_THREE: Code = code(Page::P0F3A, 0x25);
const ROUND: Code = code(Page::P0F3A, 0x09);
const ANY_BITS: Code = code(Page::P0F38, 0x27);
const NO_BITS: Code = Code { prefix: Prefix::PF3, page: Page::P0F38, byte: 0x27 };

/// Towards minus infinity, and no flag for what was cut off.
const DOWN: u8 = 0x09;

/// Machine code being written. What it reads beside the arena comes first, so that all places are known.
#[derive(Debug, Default)]
pub(super) struct Encoder {
    pub bytes: Vec<u8>,
}

impl Encoder {
    /// `out = a op b`; unary instructions have `a` 0.
    fn vector(&mut self, code: Code, out: u8, a: Register, b: Source, mask: Answer, tail: &[u8]) {
        let high = |register: u8, bit: u8| (register >> bit & 1) ^ 1;
        let (rm_low, x, far) = match b {
            Source::Register(b) => (high(b, 3), high(b, 4), false),
            _ => (1, 1, matches!(b, Source::Spread(_))),
        };
        self.bytes.extend([
            0x62,
            high(out, 3) << 7 | x << 6 | rm_low << 5 | high(out, 4) << 4 | code.page as u8,
            0x80 | (!a & 15) << 3 | 4 | code.prefix as u8,
            0x40 | u8::from(far) << 4 | high(a, 4) << 3 | mask,
            code.byte,
        ]);
        let reg = (out & 7) << 3;
        match b {
            Source::Register(b) => self.bytes.push(0xC0 | reg | b & 7),
            Source::Tile(base, by) => {
                match base {
                    Base::Rows => self.bytes.push(0x80 | reg),
                    Base::Numbers => self.bytes.push(0x80 | reg | 7),
                    Base::Stack => self.bytes.extend([0x80 | reg | 4, 0x24]),
                }
                self.bytes.extend(by.to_le_bytes());
            }
            Source::Spread(place) => {
                self.bytes.push(reg | 5);
                // Counted from the end of the instruction.
                let by = place as i32 - (self.bytes.len() + 4 + tail.len()) as i32;
                self.bytes.extend(by.to_le_bytes());
            }
        }
        self.bytes.extend(tail);
    }

    pub(super) fn binary(&mut self, code: Code, out: Register, a: Register, b: Source) {
        self.vector(code, out, a, b, 0, &[]);
    }

    pub(super) fn load(&mut self, out: Register, from: Source) {
        let code = if matches!(from, Source::Spread(_)) { SPREAD } else { LOAD };
        match from {
            // This one instruction spreads by itself.
            Source::Spread(_) => {
                let begin = self.bytes.len();
                self.vector(code, out, 0, from, 0, &[]);
                self.bytes[begin + 3] &= !0x10;
            }
            _ => self.vector(code, out, 0, from, 0, &[]),
        }
    }

    pub(super) fn store(&mut self, from: Register, to: Base, by: i32) {
        self.vector(STORE, from, 0, Source::Tile(to, by), 0, &[]);
    }

    pub(super) fn root(&mut self, out: Register, of: Source) {
        self.vector(ROOT, out, 0, of, 0, &[]);
    }

    pub(super) fn floor(&mut self, out: Register, of: Source) {
        self.vector(ROUND, out, 0, of, 0, &[DOWN]);
    }

    pub(super) fn left(&mut self, out: Register, of: Source, bits: u8) {
        self.vector(SHIFT, 6, out, of, 0, &[bits]);
    }

    pub(super) fn right(&mut self, out: Register, of: Source, bits: u8) {
        self.vector(SHIFT, 2, out, of, 0, &[bits]);
    }

    pub(super) fn compare(&mut self, out: Answer, a: Register, b: Source, predicate: u8) {
        self.vector(COMPARE, out, a, b, 0, &[predicate]);
    }

    /// Bits that leave at the top come in at the bottom.
    pub(super) fn rotate_left(&mut self, out: Register, of: Source, bits: u8) {
        self.vector(ROTATE, 1, out, of, 0, &[bits]);
    }

    /// As whole numbers without a sign.
    pub(super) fn compare_words(&mut self, out: Answer, a: Register, b: Source, predicate: u8) {
        self.vector(COMPARE_WORDS, out, a, b, 0, &[predicate]);
    }

    /// Begins what is done only where one of the answers holds in some lane. Answers with the place that [`Encoder::arrive`] wants.
    pub(super) fn if_any(&mut self, a: Answer, b: Answer) -> usize {
        // kortestb a, b; jz
        self.bytes.extend([0xC5, 0xF9, 0x98, 0xC0 | a << 3 | b, 0x0F, 0x84, 0, 0, 0, 0]);
        self.bytes.len()
    }

    /// Ends it.
    pub(super) fn arrive(&mut self, from: usize) {
        let by = (self.bytes.len() - from) as i32;
        self.bytes[from - 4..from].copy_from_slice(&by.to_le_bytes());
    }

    pub(super) fn no_bits(&mut self, out: Answer, of: Register) {
        self.vector(NO_BITS, out, of, Source::Register(of), 0, &[]);
    }

    pub(super) fn any_bits(&mut self, out: Answer, of: Register) {
        self.vector(ANY_BITS, out, of, Source::Register(of), 0, &[]);
    }

    /// Where the answer is true `yes`, else `no`.
    pub(super) fn blend(&mut self, out: Register, answer: Answer, no: Register, yes: Source) {
        self.vector(BLEND, out, no, yes, answer, &[]);
    }

    /// `out = out | (a ^ b)`, bit by bit.
    pub(super) fn gather_differences(&mut self, out: Register, a: Register, b: Source) {
        // The truth table of that, from the bits of `out`, `a` and `b`.
        self.vector(OF_THREE, out, a, b, 0, &[0b1111_0110]);
    }

    pub(super) fn answer_and(&mut self, out: Answer, a: Answer, b: Answer) {
        self.bytes.extend([0xC5, 0x85 | (!a & 15) << 3, 0x41, 0xC0 | out << 3 | b]);
    }

    pub(super) fn answer_or(&mut self, out: Answer, a: Answer, b: Answer) {
        self.bytes.extend([0xC5, 0x85 | (!a & 15) << 3, 0x45, 0xC0 | out << 3 | b]);
    }

    pub(super) fn answer_not(&mut self, out: Answer, of: Answer) {
        self.bytes.extend([0xC5, 0xF9, 0x44, 0xC0 | out << 3 | of]);
    }

    /// Begins a function of an arena and a number of tiles, by the calling convention of System V, with so many bytes on the stack.
    /// Answers where the loop over tiles begins.
    pub(super) fn begin(&mut self, frame: i32) -> usize {
        // push rbp; mov rbp, rsp
        self.bytes.extend([0x55, 0x48, 0x89, 0xE5]);
        // Some systems make room for a stack a page at a time, as each is touched: or dword [rsp - page], 0
        for page in 1..=frame / PAGE {
            self.bytes.extend([0x83, 0x8C, 0x24]);
            self.bytes.extend((-page * PAGE).to_le_bytes());
            self.bytes.push(0);
        }
        // sub rsp, frame; and rsp, -64
        self.bytes.extend([0x48, 0x81, 0xEC]);
        self.bytes.extend(frame.to_le_bytes());
        self.bytes.extend([0x48, 0x83, 0xE4, 0xC0]);
        // mov rax, rdi; shl rsi, 6; add rsi, rdi
        self.bytes.extend([0x48, 0x89, 0xF8, 0x48, 0xC1, 0xE6, 0x06, 0x48, 0x01, 0xFE]);
        self.bytes.len()
    }

    /// Clears a register.
    pub(super) fn clear(&mut self, register: Register) {
        self.binary(binary::XOR, register, register, Source::Register(register));
    }

    /// Ends the loop: once more with the next tile, if there is one.
    pub(super) fn again(&mut self, from: usize) {
        // add rax, 64; cmp rax, rsi; jb from
        self.bytes.extend([0x48, 0x83, 0xC0, 0x40, 0x48, 0x39, 0xF0, 0x0F, 0x82]);
        let by = from as i32 - (self.bytes.len() + 4) as i32;
        self.bytes.extend(by.to_le_bytes());
    }

    /// Ends the function; it answers with the mask, or 0 where there is none.
    pub(super) fn end(&mut self, answer: Option<Answer>) {
        match answer {
            // kmovb eax, answer
            Some(answer) => self.bytes.extend([0xC5, 0xF9, 0x93, 0xC0 | answer]),
            // xor eax, eax
            None => self.bytes.extend([0x31, 0xC0]),
        }
        // vzeroupper; mov rsp, rbp; pop rbp; ret
        self.bytes.extend([0xC5, 0xF8, 0x77, 0x48, 0x89, 0xEC, 0x5D, 0xC3]);
    }
}
