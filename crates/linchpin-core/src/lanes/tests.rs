//! Rows are their single numbers, and places are looked at.

use super::*;

static BLEND: Kernel = kernel!(|c, a, b, d| V::select(V::all(0.5).less(c), a, b) + d);
static HALF: Kernel = kernel!(
    |x| V::select(V::all(0.0).at_most(x), V::all(0.5) * x, V::all(f64::NAN)),
    V::all(0.5) * x => V::all(0.0).at_most(x)
);

#[test]
fn rows_of_any_length_are_their_single_numbers() {
    for lanes in [0, 1, 7, 8, 9, 100] {
        let row = |factor: f64| (0..lanes).map(|lane| factor * f64::from(lane) - 3.0).collect::<Vec<f64>>();
        let (c, a, d) = (row(0.1), row(7.0), row(-2.0));
        let mut out = vec![0.0; lanes as usize];
        BLEND.rows(&mut out, &[Operand::Row(&c), Operand::Row(&a), Operand::Number(4.0), Operand::Row(&d)]);
        for lane in 0..lanes as usize {
            assert_eq!(out[lane].to_bits(), BLEND.of(&[c[lane], a[lane], 4.0, d[lane]]).to_bits());
        }
        HALF.rows(&mut out, &[Operand::Row(&a)]);
        assert!(out.iter().zip(&a).all(|(half, &x)| half.to_bits() == HALF.of(&[x]).to_bits()));
    }
}

#[test]
fn an_instruction_may_write_what_it_reads() {
    let mut arena = Arena::default();
    arena.shape(1, 2, 19);
    assert_eq!(arena.lanes(), 24);
    arena.set(0, 2.0);
    arena.row_mut(1).fill(3.0);
    let mut sequence = Sequence::default();
    static PRODUCT: Kernel = kernel!(|a, b| a * b);
    arena.append(&mut sequence, &PRODUCT, 1, &[Place::Row(1), Place::Number(0)]);
    arena.append(&mut sequence, &PRODUCT, 0, &[Place::Row(1), Place::Row(1)]);
    arena.run(&sequence, 0..2);
    assert!(arena.row(1).iter().all(|&x| x == 6.0) && arena.row(0).iter().all(|&x| x == 36.0));
    let (own, others) = arena.apart(0);
    own.copy_from_slice(others.row(1));
    assert!(arena.row(0).iter().all(|&x| x == 6.0));
}

#[test]
#[should_panic(expected = "a row of this arena")]
fn a_place_outside_is_refused() {
    let mut arena = Arena::default();
    arena.shape(1, 2, 8);
    arena.append(&mut Sequence::default(), &HALF, 0, &[Place::Row(2)]);
}

#[test]
#[should_panic(expected = "one shape")]
fn a_sequence_of_another_shape_is_refused() {
    let mut arena = Arena::default();
    arena.shape(1, 2, 8);
    let mut sequence = Sequence::default();
    arena.append(&mut sequence, &HALF, 0, &[Place::Row(1)]);
    let mut other = Arena::default();
    other.shape(1, 1, 8);
    other.run(&sequence, 0..1);
}

const NASTY: [f64; 16] = [
    0.0,
    -0.0,
    1.0,
    -1.5,
    0.1,
    2.5,
    -7.25e-3,
    1e300,
    -1e300,
    5e-324,
    -2.2e-308,
    f64::MAX,
    f64::INFINITY,
    f64::NEG_INFINITY,
    f64::NAN,
    4_503_599_627_370_497.0,
];

/// Every operation over lanes, one result after the other.
#[inline(always)]
fn all_operations<V: Lanes>(out: &mut Vec<[f64; TILE]>, [x, y, z]: [&[f64; TILE]; 3]) {
    let (x, y, z) = (V::read(x), V::read(y), V::read(z));
    let (one, none) = (V::all(1.0), V::all(0.0));
    let (bits, other) = (x.to_bits(), y.to_bits());
    let shown = [
        x + y,
        x - y,
        x * y,
        x / y,
        -x,
        x.mul_add(y, z),
        x.sqrt(),
        x.floor(),
        x.abs(),
        x.copysign(y),
        x.lesser(y),
        x.greater(y),
        V::select(x.less(y), one, none),
        V::select(x.at_most(y), one, none),
        V::select(x.equal(y), one, none),
        V::select(x.is_nan(), one, none),
        V::select(!x.less(y) & (y.less(z) | x.equal(z)), x, y),
        V::select(V::no_bits(bits & other), one, none),
        V::from_bits(bits ^ other),
        V::from_bits(bits | other),
        V::from_bits(bits.plus(other)),
        V::from_bits(bits.minus(other)),
        V::from_bits(bits.times(other)),
        V::from_bits(bits.product_of_halves(other)),
        V::from_bits(bits.left(7)),
        V::from_bits(bits.right(13)),
        V::from_bits(bits.upper_half() & Words::all(u64::from(u32::MAX))),
        V::from_whole(bits.right(12)),
        V::all(if V::any(x.less(y)) { 1.0 } else { 0.0 }),
        V::each([x, y], |[x, y]| x.max(y)),
    ];
    for result in shown {
        let mut lanes = [0.0; TILE];
        result.write(&mut lanes);
        out.push(lanes);
    }
}

/// The same by single numbers; where any lane decides for all, it does so here too.
fn one_by_one(out: &mut Vec<[f64; TILE]>, args: [&[f64; TILE]; 3]) {
    let mut lanes: Vec<Vec<[f64; TILE]>> = Vec::new();
    for lane in 0..TILE {
        let mut single = Vec::new();
        let [x, y, z] = args.map(|arg| [arg[lane]; TILE]);
        all_operations::<f64>(&mut single, [&x, &y, &z]);
        lanes.push(single);
    }
    let any = args[0].iter().zip(args[1]).any(|(x, y)| x < y);
    for operation in 0..lanes[0].len() {
        let any_of = operation == lanes[0].len() - 2;
        out.push(std::array::from_fn(|lane| if any_of { f64::from(any) } else { lanes[lane][operation][0] }));
    }
}

#[test]
#[allow(unsafe_code)]
fn every_back_end_does_what_single_numbers_do() {
    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx2,fma")]
    fn avx2(out: &mut Vec<[f64; TILE]>, args: [&[f64; TILE]; 3]) {
        all_operations::<Avx2>(out, args)
    }
    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx512f,avx512dq,avx512bw,avx512vl,avx2,fma")]
    fn avx512(out: &mut Vec<[f64; TILE]>, args: [&[f64; TILE]; 3]) {
        all_operations::<Avx512>(out, args)
    }
    for shift in 0..NASTY.len() {
        let row =
            |step: usize| -> [f64; TILE] { std::array::from_fn(|lane| NASTY[(lane * step + shift * (step + 1)) % NASTY.len()]) };
        let args = [&row(1), &row(3), &row(5)];
        let (mut expected, mut plain) = (Vec::new(), Vec::new());
        one_by_one(&mut expected, args);
        all_operations::<Plain<f64>>(&mut plain, args);
        let mut found = vec![plain];
        #[cfg(target_arch = "x86_64")]
        {
            if widest() >= Vectors::Avx2 {
                let mut out = Vec::new();
                // SAFETY: the processor has the features.
                unsafe { avx2(&mut out, args) };
                found.push(out);
            }
            if widest() >= Vectors::Avx512 {
                let mut out = Vec::new();
                // SAFETY: the processor has the features.
                unsafe { avx512(&mut out, args) };
                found.push(out);
            }
        }
        for (back_end, found) in found.iter().enumerate() {
            for (operation, (found, expected)) in found.iter().zip(&expected).enumerate() {
                for lane in 0..TILE {
                    // Which NaN arithmetic makes is nobody's promise.
                    let same =
                        found[lane].to_bits() == expected[lane].to_bits() || found[lane].is_nan() && expected[lane].is_nan();
                    let inputs = args.map(|arg| arg[lane]);
                    assert!(
                        same,
                        "operation {operation} of {inputs:?}, back end {back_end}: {} for {}",
                        found[lane], expected[lane]
                    );
                }
            }
        }
    }
}
