use linchpin_core::chance::Stream;

use crate::method::factorial::factorial;
use crate::method::region::{Input, Kind};
use crate::method::stacking::stacking;
use crate::method::tipping::{by_category, tipping};

fn uniform(n: usize, width: usize) -> Vec<Vec<f64>> {
    let stream = Stream::new(9, "points");
    (0..width).map(|j| (0..n).map(|i| stream.uniform(i as u64, 0, j as u32)).collect()).collect()
}

#[test]
fn the_preference_changes_where_the_advantage_does() {
    let columns = uniform(2000, 2);
    // Better above 0.3, worse below it, with noise.
    let advantage: Vec<f64> = (0..2000).map(|i| columns[0][i] - 0.3 + 0.4 * (columns[1][i] - 0.5)).collect();
    let found = tipping(&columns[0], &advantage, 100, 1).unwrap();
    assert!((found.at.unwrap() - 0.3).abs() < 0.05 && found.first_above, "{found:?}");
    assert!(found.between.0 <= 0.3 && 0.3 <= found.between.1 && found.returns == 1.0, "{found:?}");
    assert!(found.sides.0.value < 0.0 && found.sides.1.value > 0.0 && found.gain > 0.0);
    assert_eq!(found, tipping(&columns[0], &advantage, 100, 1).unwrap());
    let turned: Vec<f64> = advantage.iter().map(|v| -v).collect();
    let other = tipping(&columns[0], &turned, 20, 1).unwrap();
    assert!(!other.first_above && (other.at.unwrap() - found.at.unwrap()).abs() < 1e-12);
    // The gain is that of the rule over the better policy throughout.
    let rule: f64 = (0..2000).map(|i| if columns[0][i] > found.at.unwrap() { advantage[i] } else { 0.0 }).sum::<f64>() / 2000.0;
    let throughout = advantage.iter().sum::<f64>() / 2000.0;
    assert!((found.gain - (rule - throughout.max(0.0))).abs() < 1e-12);
}

#[test]
fn without_a_change_there_is_no_tipping_point() {
    let columns = uniform(500, 1);
    let advantage: Vec<f64> = columns[0].iter().map(|x| 1.0 + x).collect();
    let found = tipping(&columns[0], &advantage, 20, 1).unwrap();
    assert_eq!((found.at, found.gain, found.first_above), (None, 0.0, true));
    assert!(tipping(&columns[0], &[0.0; 500], 20, 1).unwrap_err().why.contains("do equally"));
    assert!(tipping(&[1.0; 500], &advantage, 20, 1).is_err());
    assert!(tipping(&columns[0][..3], &advantage[..3], 20, 1).unwrap_err().why.contains("at least 20"));
}

#[test]
fn worlds_have_their_own_preference() {
    let world: Vec<f64> = (0..90).map(|i| f64::from(i % 3)).collect();
    let advantage: Vec<f64> = (0..90).map(|i| f64::from(i % 3) - 0.9 + 0.01 * f64::from(i % 7)).collect();
    let (groups, left_out) = by_category(&world, &advantage).unwrap();
    assert_eq!((groups.len(), left_out, groups[0].futures), (3, 0, 30));
    assert!(groups[0].advantage.value < -0.8 && groups[2].advantage.value > 1.0);
    assert!(by_category(&uniform(200, 1)[0], &[1.0; 200]).unwrap_err().why.contains("no categories"));
}

#[test]
fn a_bundle_is_taken_apart() {
    let base = [10.0, 20.0, 35.0];
    // Lever 0 adds 2, lever 1 adds the future's index, both together add 4 more.
    let setting = |s: usize| -> Vec<f64> {
        let (a, b) = ((s & 1) as f64, (s >> 1 & 1) as f64);
        (0..3).map(|i| base[i] + 2.0 * a + i as f64 * b + 4.0 * a * b).collect()
    };
    let all: Vec<Vec<f64>> = (0..4).map(setting).collect();
    let outcomes: Vec<&[f64]> = all.iter().map(|c| c.as_slice()).collect();
    let found = factorial(&outcomes).unwrap();
    let sizes: Vec<(Vec<usize>, f64)> = found.effects.iter().map(|e| (e.levers.clone(), e.size.value)).collect();
    assert_eq!(sizes, [(vec![0], 4.0), (vec![1], 3.0), (vec![0, 1], 2.0)]);
    assert!(found.effects[0].size.half_width == 0.0 && found.effects[1].size.half_width > 0.0);
    let mean = all.iter().flatten().sum::<f64>() / 12.0;
    assert!((found.mean - mean).abs() < 1e-12);

    assert!(factorial(&outcomes[..3]).unwrap_err().help.contains("every on-off combination"));
    assert!(factorial(&outcomes[..1]).is_err());
    assert!(factorial(&[]).is_err());
    let gap = [f64::NAN, 1.0, 2.0];
    assert_eq!(factorial(&[&all[0], &gap]).unwrap().left_out, 1);
    assert!(factorial(&[&all[0][..1], &gap[..1]]).unwrap_err().why.contains("at least 2 futures"));
}

#[test]
fn stacking_nests_levels() {
    let mut columns = uniform(900, 3);
    columns[1].iter_mut().for_each(|v| *v = f64::from(u8::from(*v > 0.5)));
    let kinds = [Kind::Real, Kind::Category, Kind::Real];
    let inputs: Vec<Input<'_>> = columns.iter().zip(kinds).map(|(values, kind)| Input { name: "x", kind, values }).collect();
    let outcome: Vec<f64> = (0..900).map(|i| f64::from(u8::from(columns[0][i] > 2.0 / 3.0 && columns[1][i] == 1.0))).collect();
    let found = stacking(&inputs, &outcome, &[0, 1, 2], 3).unwrap();
    assert_eq!((found.means.len(), found.means[0].len()), (9, 2));
    assert_eq!(found.counts.iter().flatten().sum::<usize>(), 900);
    assert!(found.means[8][1] > 0.9 && found.means[0][1] == 0.0 && found.means[8][0] == 0.0);
    assert!(found.columns[0].by_value && !found.rows[0].by_value);
    assert!(stacking(&inputs, &outcome, &[0], 3).unwrap_err().help.contains("features"));
    assert!(stacking(&inputs, &outcome, &[0, 2, 0, 2, 0, 2, 0], 3).unwrap_err().why.contains("cannot fill"));
}
