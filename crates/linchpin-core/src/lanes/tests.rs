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
