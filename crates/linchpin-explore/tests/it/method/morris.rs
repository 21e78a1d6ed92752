//! Morris effects against SALib on its design.

use linchpin_explore::method::morris::{Effect, Options, morris};

use super::{Named, close, numbers, references};

#[test]
fn effects_agree_with_salib() {
    for reference in references("sensitivity.json") {
        let case = &reference["sensitivity"]["morris_ishigami"];
        let rows: Vec<Vec<f64>> = case["X"].as_array().unwrap().iter().map(numbers).collect();
        let columns: Vec<Vec<f64>> = (0..3).map(|j| rows.iter().map(|row| row[j]).collect()).collect();
        let inputs: Vec<&[f64]> = columns.iter().map(|c| c.as_slice()).collect();
        for (scaled, theirs) in [(false, case), (true, &case["scaled"])] {
            let options = Options { levels: 4, scaled, resamples: 1000, seed: 1 };
            let ours = morris(&inputs, &numbers(&case["Y"]), &[0, 1, 2], &options).unwrap();
            assert_eq!((ours.trajectories, ours.left_out), (10, 0));
            let columns: [Named<Effect>; 3] = [("mu", |e| e.mean), ("mu_star", |e| e.mean_absolute), ("sigma", |e| e.deviation)];
            for (name, of) in columns {
                for (effect, theirs) in ours.effects.iter().zip(numbers(&theirs[name])) {
                    close(of(effect), theirs, 1e-12, 1e-12, name);
                }
            }
            if !scaled {
                for (effect, theirs) in ours.effects.iter().zip(numbers(&case["mu_star_conf"])) {
                    close(effect.half_width, theirs, 0.3, 1e-9, "interval");
                }
            }
        }
    }
}
