//! Every row is whole, and every kernel means the same for one number and for a block.

use super::*;
use crate::lanes::Operand;

#[test]
fn rows_are_whole() {
    let mut names = Vec::new();
    for row in all() {
        assert!(row.doc.ends_with('.') && !row.source.is_empty(), "{}", row.name);
        let key = (row.name, row.params.len());
        assert!(!names.contains(&key), "{} stands twice", row.name);
        names.push(key);
        let kernel_arity = match row.body {
            Body::Kernel(kernel) => Some(kernel.arity),
            Body::Draw(kernel) => Some(kernel.arity - 1),
            _ => None,
        };
        assert!(kernel_arity.is_none_or(|arity| arity == row.params.len()), "{}", row.name);
        assert!(!matches!(row.body, Body::Kernel(_)) || !row.examples.is_empty(), "{} has no example", row.name);
    }
}

#[test]
fn one_argument_of_min_is_a_reducer() {
    assert_eq!(find("min", 1).map(|row| row.place), Some(Place::Outcomes));
    assert_eq!(find("min", 3).map(|row| row.place), Some(Place::Anywhere));
    assert!(find("nosuch", 1).is_none());
}

const NASTY: [f64; 14] =
    [0.0, -0.0, 1.0, -1.0, 0.5, 3.0, -7.5, 1e-310, 1e300, -1e300, f64::INFINITY, f64::NEG_INFINITY, f64::NAN, 2.0];

#[test]
fn blocks_are_single_numbers_bit_for_bit() {
    use Operator::*;
    let operators = [
        Add,
        Subtract,
        Multiply,
        Divide,
        Power,
        Negate,
        Less,
        LessEqual,
        Greater,
        GreaterEqual,
        Equal,
        NotEqual,
        And,
        Or,
        Not,
        Choose,
    ];
    let functions = all().filter_map(|row| match &row.body {
        Body::Kernel(kernel) | Body::Draw(kernel) => Some(kernel),
        _ => None,
    });
    for kernel in operators.iter().map(|operator| operator.kernel()).chain(functions) {
        let n = NASTY.len();
        let rows: Vec<Vec<f64>> =
            (0..kernel.arity).map(|argument| (0..n * n * n).map(|i| NASTY[i / n.pow(argument as u32) % n]).collect()).collect();
        let mut out = vec![0.0; n * n * n];
        for numbers in 0..1 << kernel.arity {
            let operands: Vec<Operand<'_>> = rows
                .iter()
                .enumerate()
                .map(|(argument, row)| if numbers >> argument & 1 == 1 { Operand::Number(NASTY[5]) } else { Operand::Row(row) })
                .collect();
            kernel.rows(&mut out, &operands);
            for (i, block) in out.iter().enumerate() {
                let args: Vec<f64> = operands
                    .iter()
                    .map(|operand| match operand {
                        Operand::Row(row) => row[i],
                        Operand::Number(number) => *number,
                    })
                    .collect();
                let single = kernel.of(&args);
                let same = single.to_bits() == block.to_bits() || single.is_nan() && block.is_nan();
                assert!(same, "{args:?}: {single} alone, {block} in a block");
            }
        }
    }
}

#[test]
fn nan_is_never_hidden() {
    let nan = f64::NAN;
    assert!(MIN.kernel().unwrap().of(&[nan, 1.0]).is_nan() && MIN.kernel().unwrap().of(&[1.0, nan]).is_nan());
    assert!(Operator::Less.kernel().of(&[nan, 1.0]).is_nan());
    assert!(Operator::Choose.kernel().of(&[nan, 1.0, 2.0]).is_nan());
    assert_eq!(Operator::Choose.kernel().of(&[0.0, nan, 2.0]), 2.0);
    assert_eq!(Operator::And.kernel().of(&[nan, 0.0]), 0.0);
    assert_eq!(Operator::Or.kernel().of(&[nan, 1.0]), 1.0);
}
