//! The flagship's outcomes are the same to the bit however they are computed.

use std::sync::atomic::AtomicBool;

use linchpin_core::experiment::{Arm, Ask, Experiment, Futures};
use linchpin_core::model::{Model, PolicyId};
use linchpin_engine::{Control, Passes, run_by};
use linchpin_explore::sample;
use linchpin_lab::open::open;

const FUTURES: u64 = 150;

/// Bits of all outcomes, `[arm][outcome][future]`, every NaN alike, of some of the futures.
fn outcomes(
    model: &Model,
    arms: &[Arm],
    passes: Passes,
    (threads, block): (usize, Option<usize>),
    (first, count): (u64, u64),
) -> Vec<Vec<Vec<u64>>> {
    let design = sample::Design { seed: 3, size: FUTURES, vary: Vec::new() };
    let draws = (sample::SAMPLERS[0].draws)(model, &design).expect("the default design");
    let ask = Ask { outcomes: model.outcomes(), series: Vec::new(), at_steps: Vec::new(), events: true, dt: None };
    let experiment = Experiment { futures: Futures { seed: 3, first, count }, arms: arms.to_vec(), ask };
    let cancel = AtomicBool::new(false);
    let control = Control { threads, block, draws: true, cancel: &cancel, progress: &|_, _| {} };
    let mut joined = vec![vec![Vec::new(); model.outcomes().len()]; arms.len()];
    let finish = run_by(passes, model, &experiment, &draws, &control, &mut |chunk| {
        for (to, more) in joined.iter_mut().flatten().zip(chunk.outcomes.iter().flatten()) {
            to.extend(more.iter().map(|x| if x.is_nan() { u64::MAX } else { x.to_bits() }));
        }
        Ok(())
    });
    assert_eq!(finish.expect("the experiment runs").complete, count);
    joined
}

#[test]
fn threads_blocks_parts_and_passes_change_no_bit() {
    let model = open("korea-2026").expect("the flagship comes along").model.expect("the flagship has no fault");
    // The first policy sets nothing, the last one something.
    let arms: Vec<Arm> = [0, model.policies.len() - 1]
        .into_iter()
        .map(|at| {
            let policy = &model.policies[at];
            let settings = policy.settings.clone();
            Arm { name: policy.name.clone(), policy: Some(PolicyId(at as u32)), world: None, settings }
        })
        .collect();
    assert!(!arms[1].settings.is_empty());
    let all = (0, FUTURES);
    let one = outcomes(&model, &arms, Passes::ALL, (1, Some(256)), all);
    assert!(one[0] != one[1], "two policies");
    assert!(one[0].iter().all(|outcome| outcome.len() == FUTURES as usize && outcome.iter().any(|&bits| bits != outcome[0])));
    for (threads, block) in [(2, None), (4, Some(64)), (1, Some(24))] {
        let other = outcomes(&model, &arms, Passes::ALL, (threads, block), all);
        assert!(one == other, "{threads} threads, blocks of {block:?}");
    }
    let fewer = [("nothing fused", Passes { fuse: false, ..Passes::ALL }), ("the equations as they stand", Passes::NONE)];
    for (what, passes) in fewer {
        assert!(one == outcomes(&model, &arms, passes, (2, None), all), "{what}");
    }
    let mut joined = vec![vec![Vec::new(); model.outcomes().len()]; arms.len()];
    for part in 0..7 {
        let (from, to) = (FUTURES * part / 7, FUTURES * (part + 1) / 7);
        let some = outcomes(&model, &arms, Passes::ALL, (2, None), (from, to - from));
        joined.iter_mut().flatten().zip(some.into_iter().flatten()).for_each(|(to, more)| to.extend(more));
    }
    assert!(one == joined, "seven parts");
}
