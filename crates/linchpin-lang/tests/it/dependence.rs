//! Uncertainties that do not move alone, as valid texts mean them.

use linchpin_core::distribution::{BETA, Distribution, Shape};
use linchpin_core::evidence::Support;
use linchpin_core::model::{Kind, Model, VarId};

use crate::meaning::model;

fn names<'m>(model: &'m Model, ids: &[VarId]) -> Vec<&'m str> {
    ids.iter().map(|id| model.variable(*id).name.as_str()).collect()
}

fn drawn(model: &Model, name: &str) -> (Distribution, bool) {
    match &model.variable(model.find(name).unwrap()).kind {
        Kind::Uncertainty { distribution, held, .. } => (distribution.clone(), *held),
        other => panic!("{other:?}"),
    }
}

#[test]
fn correlations() {
    let model = model(
        "uncertainty zeal : 1 = 1 in 0 .. 2 from judgement\n\
         correlation zeal, lag = 0.5 \"Haste\" ko \"조급함\" from judgement\n\
         correlation precision_rok, lag = -40 % from stance",
    );
    let [first, second] = &model.correlations[..] else { panic!("{:?}", model.correlations) };
    assert_eq!(names(&model, &[first.pair.0, first.pair.1]), ["zeal", "lag"]);
    assert_eq!((first.r, first.words.title.as_str(), first.words.ko.as_str()), (0.5, "Haste", "조급함"));
    assert_eq!(first.from, [Support::Judgement]);
    assert_eq!(second.r, -0.4);
    assert!(matches!(second.from[..], [Support::Claim(_)]));
    let groups = |varies: &dyn Fn(VarId) -> bool| -> Vec<Vec<String>> {
        let named = |ids: &[VarId]| names(&model, ids).into_iter().map(str::to_owned).collect();
        model.copulas(varies).iter().map(|copula| named(&copula.members)).collect()
    };
    assert_eq!(groups(&|_| true), [["lag", "precision_rok", "zeal"]]);
    // One that stays at its default takes no part.
    let zeal = model.find("zeal").unwrap();
    assert_eq!(groups(&|id| id != zeal), [["lag", "precision_rok"]]);
}

#[test]
fn a_share_alone_is_a_beta() {
    let model = model(
        "uncertainty east : 1 = 25 % from judgement\n\
         uncertainty west : 1 = 75 % from judgement\n\
         uncertainty north : 1 = 20 % held from judgement\n\
         uncertainty south : 1 = 80 % held from judgement\n\
         shares trade = east, west concentration 40 \"Trade\" from judgement\n\
         shares aid = north, south\n\
         world turned\n  east = 60 %, west = 40 %",
    );
    let [trade, aid] = &model.shares[..] else { panic!("{:?}", model.shares) };
    assert_eq!((names(&model, &trade.members), names(&model, &aid.members)), (vec!["east", "west"], vec!["north", "south"]));
    assert_eq!((&trade.means[..], trade.concentration, trade.words.title.as_str()), (&[0.25, 0.75][..], 40.0, "Trade"));
    // As many as there are shares.
    assert_eq!((&aid.means[..], aid.concentration), (&[0.2, 0.8][..], 2.0));
    let beta = |a: f64, b: f64| {
        let mode = a / (a + b);
        Distribution::Continuous(&BETA, Shape { low: Some(0.0), high: Some(1.0), mode, params: vec![a, b] })
    };
    assert_eq!(drawn(&model, "east"), (beta(10.0, 30.0), false));
    assert!(drawn(&model, "south").1);
    let turned = model.worlds.iter().find(|world| world.name == "turned").unwrap();
    assert_eq!(turned.settings.iter().map(|(_, value)| *value).collect::<Vec<_>>(), [0.6, 0.4]);
}

#[test]
fn families_read_their_units() {
    let model = model(
        "uncertainty a : year = 2 in 1 .. 5 ~ beta(2, 5) from judgement\n\
         uncertainty b : kperson = 6 ~ gamma(3, 2000 person) from judgement\n\
         uncertainty c : year = 2 in 0.5 .. 9 ~ weibull(1.5, 24 months) from judgement",
    );
    let quantile = |name: &str, u: f64| drawn(&model, name).0.quantile(u);
    // Medians of beta(2, 5) and gamma(3, 2): scipy 1.18.1.
    assert!((quantile("a", 0.5) - (1.0 + 4.0 * 0.264_449_983_295_660_05)).abs() < 1e-12);
    assert!((quantile("b", 0.5) - 5_348.120_627_447_118).abs() < 1e-9);
    assert!((quantile("c", 0.0) - 0.5).abs() < 1e-12 && quantile("c", 1.0 - 1e-16) <= 9.0);
}
