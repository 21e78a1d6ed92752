use crate::method::sobol::{Options, SOBOL, check_layout, sobol};
use crate::method::{Design, METHODS, method};

/// y = 2 x1 + x2 on every pair of eight levels against every other: exact shares are 4/5 and 1/5.
fn additive(second_order: bool) -> (Vec<Vec<f64>>, Vec<f64>, Options) {
    let options = Options { groups: 2, second_order, resamples: 50, seed: 7 };
    let level = |k: usize| (k as f64 - 3.5) / 8.0;
    let mut inputs = vec![Vec::new(), Vec::new()];
    for k in 0..4096_usize {
        let (a, b) = ([level(k % 8), level(k / 8 % 8)], [level(k / 64 % 8), level(k / 512)]);
        let mut push = |x: [f64; 2]| (0..2).for_each(|j| inputs[j].push(x[j]));
        push(a);
        push([b[0], a[1]]);
        push([a[0], b[1]]);
        if second_order {
            push([a[0], b[1]]);
            push([b[0], a[1]]);
        }
        push(b);
    }
    let outcome = inputs[0].iter().zip(&inputs[1]).map(|(x, z)| 2.0 * x + z).collect();
    (inputs, outcome, options)
}

#[test]
fn an_additive_outcome_has_its_shares() {
    for second_order in [false, true] {
        let (inputs, outcome, options) = additive(second_order);
        let columns: Vec<&[f64]> = inputs.iter().map(|c| c.as_slice()).collect();
        check_layout(&columns, &[0, 1], &options).unwrap();
        let indices = sobol(&outcome, &options).unwrap();
        for (at, share) in [0.8, 0.2].into_iter().enumerate() {
            assert!((indices.first[at].value - share).abs() < 1e-12, "{indices:?}");
            assert!((indices.total[at].value - share).abs() < 1e-12, "{indices:?}");
            assert!(indices.first[at].half_width > 0.0);
        }
        assert_eq!(indices.second.len(), usize::from(second_order));
        assert!(indices.second.iter().all(|pair| pair.index.value.abs() < 1e-12));
    }
}

#[test]
fn the_same_seed_gives_the_same_bits() {
    let (_, outcome, options) = additive(true);
    assert_eq!(sobol(&outcome, &options).unwrap(), sobol(&outcome, &options).unwrap());
    let other = sobol(&outcome, &Options { seed: 8, ..options }).unwrap();
    assert_ne!(other.first[0].half_width, sobol(&outcome, &options).unwrap().first[0].half_width);
}

#[test]
fn a_block_with_a_missing_run_is_left_out_and_counted() {
    let (_, mut outcome, options) = additive(false);
    outcome[5] = f64::NAN;
    outcome[6] = f64::NAN;
    let indices = sobol(&outcome, &options).unwrap();
    assert_eq!((indices.blocks, indices.left_out, indices.missing_runs), (4095, 1, 2));
}

#[test]
fn wrong_use_is_refused_with_help() {
    let (inputs, outcome, options) = additive(false);
    let refused = |outcome: &[f64], options: Options| sobol(outcome, &options).unwrap_err();
    assert!(refused(&outcome[..7], options).why.contains("no multiple"));
    assert!(refused(&outcome[..8], Options { second_order: true, ..options }).help.contains("other order"));
    assert!(refused(&outcome[..4], options).why.contains("at least 2"));
    assert!(refused(&[3.0; 8], options).why.contains("3 in every future"));
    assert!(refused(&[], options).why.contains("0 runs"));

    let mut shuffled = inputs.clone();
    shuffled[1].rotate_left(1);
    let columns: Vec<&[f64]> = shuffled.iter().map(|c| c.as_slice()).collect();
    let refusal = check_layout(&columns, &[0, 1], &options).unwrap_err();
    assert!(refusal.why.contains("saltelli") && !refusal.help.is_empty(), "{refusal}");
}

#[test]
fn designs_and_dependence_are_checked_by_the_row() {
    let refusal = SOBOL.suits(Design::Futures("latin hypercube"), &[]).unwrap_err();
    assert_eq!(refusal.why, "`sobol` needs a saltelli design; this one is latin hypercube");
    assert!(SOBOL.suits(Design::Saltelli, &["share_a", "share_b"]).unwrap_err().help.contains("group"));
    SOBOL.suits(Design::Saltelli, &[]).unwrap();
}

#[test]
fn every_row_says_what_it_is() {
    for row in METHODS {
        assert!(row.doc.ends_with('.') && row.source.len() > 5 && !row.refuses.is_empty(), "{}", row.name);
        assert_eq!(method(row.name).unwrap().doc, row.doc);
    }
    assert!(method("sobool").is_none());
}
