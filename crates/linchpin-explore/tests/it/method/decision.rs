//! Robustness measures and hypervolumes against formulas and other programs.

use linchpin_core::model::Better;
use linchpin_explore::method::pareto::{fronts, hypervolume};
use linchpin_explore::method::robustness::{Robustness, Settings, perfect_information, regret_from_baseline, robustness};

use super::{close, numbers, references};

const SETTINGS: Settings = Settings { better: Better::Higher, threshold: Some(50.0), optimism: 0.5, worst_share: 1.0 / 3.0 };

fn values<'a>(found: &'a Robustness, name: &str) -> &'a [f64] {
    &found.measures.iter().find(|m| m.measure == name).unwrap().values
}

#[test]
fn robustness_measures_agree_with_their_formulas() {
    for reference in references("decision.json") {
        let case = &reference["decision"]["robustness"];
        let theirs = &case["metrics"];
        let table: Vec<Vec<f64>> = case["table"].as_array().unwrap().iter().map(numbers).collect();
        let rows: Vec<&[f64]> = table.iter().map(|row| row.as_slice()).collect();
        let same = |ours: &[f64], key: &str| {
            for (ours, theirs) in ours.iter().zip(numbers(&theirs[key])) {
                close(*ours, theirs, 1e-12, 1e-12, key);
            }
        };
        let found = robustness(&rows, &SETTINGS).unwrap();
        let pairs = [
            ("maximin", "maximin"),
            ("maximax", "maximax"),
            ("hurwicz", "hurwicz_optimism_0.5"),
            ("laplace", "laplace_mean"),
            ("minimax_regret", "minimax_regret_max"),
            ("regret_p90", "regret_p90_linear"),
            ("mean_regret", "mean_regret"),
            ("mean_by_deviation", "mean_over_std_pop"),
            ("deviation", "std_pop"),
            ("undesirable_deviations", "undesirable_deviation_median"),
            ("worst_decile", "percentile10_linear"),
            ("tail_mean", "cvar_worst_1_3"),
            ("percentile_skewness", "percentile_skewness"),
            ("percentile_kurtosis", "percentile_kurtosis"),
            ("starr", "starr_domain_criterion_thr50"),
        ];
        for (ours, key) in pairs {
            same(values(&found, ours), key);
        }
        for optimism in [0.3, 0.7] {
            let found = robustness(&rows, &Settings { optimism, ..SETTINGS }).unwrap();
            same(values(&found, "hurwicz"), &format!("hurwicz_optimism_{optimism}"));
        }
        let lower = robustness(&rows, &Settings { better: Better::Lower, ..SETTINGS }).unwrap();
        same(values(&lower, "mean_variance"), "mean_times_std_herman_lower_better");
        same(&regret_from_baseline(&rows, 0).unwrap(), "deviation_from_baseline_s1_regret1");
        for (ours, theirs) in found.regrets.iter().zip(theirs["regret_table_vs_best"].as_array().unwrap()) {
            assert_eq!(*ours, numbers(theirs));
        }
        let equal = perfect_information(&rows, Better::Higher, &[1.0; 6]).unwrap();
        close(equal, theirs["evpi_equal_weights"].as_f64().unwrap(), 1e-12, 1e-12, "evpi");
        let weighted = perfect_information(&rows, Better::Higher, &numbers(&theirs["weights"])).unwrap();
        close(weighted, theirs["evpi_w"].as_f64().unwrap(), 1e-12, 1e-11, "evpi, weighted");

        let names: Vec<&str> = case["policies"].as_array().unwrap().iter().map(|v| v.as_str().unwrap()).collect();
        for (measure, key) in [
            ("maximin", "maximin"),
            ("maximax", "maximax"),
            ("laplace", "laplace_mean"),
            ("starr", "starr_domain_criterion_thr50"),
            ("minimax_regret", "minimax_regret_max"),
        ] {
            let ranks = &found.measures.iter().find(|m| m.measure == measure).unwrap().ranks;
            assert_eq!(names[ranks.iter().position(|&rank| rank == 1).unwrap()], theirs["best"][key].as_str().unwrap());
        }
        assert!(found.winner_depends && found.wins[2] > found.wins[1]);
    }
}

/// Weights of Das & Dennis: all compositions of `parts` into `width` shares.
fn das_dennis(width: usize, parts: usize) -> Vec<Vec<f64>> {
    fn fill(width: usize, left: usize, parts: usize, row: &mut Vec<f64>, out: &mut Vec<Vec<f64>>) {
        if width == 1 {
            row.push(left as f64 / parts as f64);
            out.push(row.clone());
            row.pop();
            return;
        }
        for take in 0..=left {
            row.push(take as f64 / parts as f64);
            fill(width - 1, left - take, parts, row, out);
            row.pop();
        }
    }
    let mut out = Vec::new();
    fill(width, parts, parts, &mut Vec::new(), &mut out);
    out
}

/// Points of the R-sequence.
fn r_sequence(width: usize, points: usize) -> Vec<Vec<f64>> {
    let phi = (0..64).fold(2.0_f64, |x, _| (1.0 + x).powf(1.0 / (width as f64 + 1.0)));
    (1..=points).map(|i| (0..width).map(|j| (0.5 + i as f64 * phi.powi(-(j as i32 + 1))) % 1.0).collect()).collect()
}

#[test]
fn hypervolumes_and_fronts_agree_with_pymoo_and_moocore() {
    for reference in references("decision.json") {
        for (name, case) in reference["optimisation"]["hypervolume"].as_object().unwrap() {
            let corner = numbers(&case["ref"]);
            let width = corner.len();
            let part = |marker: &str| name.split(marker).nth(1).map(|rest| rest.parse::<usize>().unwrap());
            let points: Vec<Vec<f64>> = match name {
                n if n.ends_with("limit") => continue,
                n if n.starts_with("zdt") => (0..100)
                    .map(|i| f64::from(i) / 99.0)
                    .map(|x| vec![x, if n.starts_with("zdt1") { 1.0 - x.sqrt() } else { 1.0 - x * x }])
                    .collect(),
                n if n.starts_with("dtlz2") => {
                    let unit = |w: Vec<f64>| {
                        let length = w.iter().map(|v| v * v).sum::<f64>().sqrt();
                        w.into_iter().map(|v| v / length).collect()
                    };
                    das_dennis(width, part("_p").unwrap()).into_iter().map(unit).collect()
                }
                n if n.starts_with("dtlz1") => {
                    das_dennis(width, part("_p").unwrap()).into_iter().map(|w| w.into_iter().map(|v| 0.5 * v).collect()).collect()
                }
                _ => r_sequence(width, part("_n").unwrap()),
            };
            close(hypervolume(&points, &corner).unwrap(), case["hv"].as_f64().unwrap(), 1e-10, 0.0, name);
            if case["nondominated_idx0"].is_array() {
                let fronts = fronts(&points, &vec![Better::Lower; width]).unwrap();
                let first: Vec<f64> = (0..points.len()).filter(|&at| fronts[at] == 0).map(|at| at as f64).collect();
                assert_eq!(first, numbers(&case["nondominated_idx0"]), "{name}");
            }
        }
    }
}
