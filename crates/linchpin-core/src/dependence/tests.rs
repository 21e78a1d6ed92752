use super::*;
use crate::chance::Stream;
use crate::evidence::Support;

const NAMES: [&str; 4] = ["c", "a", "d", "b"];

fn groups(correlations: &[(u32, u32, f64)]) -> Result<Vec<Copula>, Unfit> {
    let pairs: Vec<_> = correlations.iter().map(|&(a, b, r)| ((VarId(a), VarId(b)), r)).collect();
    copulas(&pairs, |id| NAMES[id.idx()])
}

/// Points of independent coordinates, coupled: `[member][point]`.
fn coupled(copula: &Copula, points: u64) -> Vec<Vec<f64>> {
    let streams: Vec<Stream> = (0..copula.members.len() as u64).map(|seed| Stream::new(seed, "test")).collect();
    let mut out = vec![Vec::new(); streams.len()];
    for future in 0..points {
        let mut point: Vec<f64> = streams.iter().map(|stream| stream.uniform(future, 0, 0)).collect();
        copula.couple(&mut point);
        out.iter_mut().zip(point).for_each(|(out, u)| out.push(u));
    }
    out
}

fn correlation(a: &[f64], b: &[f64]) -> f64 {
    let mean = |x: &[f64]| x.iter().sum::<f64>() / x.len() as f64;
    let (ma, mb) = (mean(a), mean(b));
    let with = |x: &[f64], mx: f64, y: &[f64], my: f64| x.iter().zip(y).map(|(x, y)| (x - mx) * (y - my)).sum::<f64>();
    with(a, ma, b, mb) / (with(a, ma, a, ma) * with(b, mb, b, mb)).sqrt()
}

#[test]
fn groups_follow_names() {
    let found = groups(&[(0, 1, 0.5)]).unwrap();
    assert_eq!(found[0].members, [VarId(1), VarId(0)]);
    let found = groups(&[(2, 0, 0.5), (1, 3, 0.2)]).unwrap();
    assert_eq!(
        found.iter().map(|copula| copula.members.clone()).collect::<Vec<_>>(),
        [[VarId(1), VarId(3)], [VarId(0), VarId(2)]]
    );
    let found = groups(&[(2, 0, 0.5), (1, 3, 0.2), (3, 2, 0.1)]).unwrap();
    assert_eq!(found[0].members, [VarId(1), VarId(3), VarId(0), VarId(2)]);
    assert_eq!(groups(&[]), Ok(Vec::new()));
}

#[test]
fn contradictions_are_named() {
    // a goes with b, b with c, but a against c.
    let members = vec![VarId(1), VarId(3), VarId(0)];
    assert_eq!(groups(&[(1, 3, 0.9), (3, 0, 0.9), (1, 0, -0.9)]), Err(Unfit::Contradiction(members)));
    assert!(groups(&[(1, 3, 0.9), (3, 0, 0.9), (1, 0, 0.63)]).is_ok());
    assert!(groups(&[(0, 1, 1.0)]).is_err());
    let chain: Vec<_> = (0..300).map(|i| ((VarId(i), VarId(i + 1)), 0.1)).collect();
    assert!(matches!(copulas(&chain, |_| ""), Err(Unfit::TooMany(members)) if members.len() == 301));
    assert_eq!(copulas(&chain[1..], |_| "").unwrap()[0].members.len(), 300);
}

/// Normal scores have the correlation asked for, ranks 6/pi arcsin(r/2), and each coordinate stays uniform.
#[test]
fn points_are_coupled() {
    let n = 40_000;
    let copula = &groups(&[(1, 3, 0.8), (3, 0, -0.5), (1, 0, -0.3)]).unwrap()[0];
    let points = coupled(copula, n);
    let scores: Vec<Vec<f64>> = points.iter().map(|column| column.iter().map(|u| normal_quantile(*u)).collect()).collect();
    // Four standard errors.
    let slack = 4.0 / (n as f64).sqrt();
    for (a, b, r) in [(0, 1, 0.8), (1, 2, -0.5), (0, 2, -0.3_f64)] {
        assert!((correlation(&scores[a], &scores[b]) - r).abs() < slack, "{a} {b}");
        let ranks = 6.0 / std::f64::consts::PI * (r / 2.0).asin();
        assert!((correlation(&points[a], &points[b]) - ranks).abs() < slack, "{a} {b}");
    }
    for mut column in points {
        column.sort_by(f64::total_cmp);
        // Kolmogorov and Smirnov's distance: 1.95/sqrt(n) is passed once in 1,000.
        let distance = column.iter().zip(1..).map(|(u, at)| (u - f64::from(at) / n as f64).abs()).fold(0.0, f64::max);
        assert!(distance < 1.95 / (n as f64).sqrt(), "{distance}");
    }
}

#[test]
fn corners_stay_inside() {
    let copula = &groups(&[(1, 3, 0.999), (3, 0, -0.999), (1, 0, -0.999)]).unwrap()[0];
    for corner in 0..27 {
        let at = |place: usize| [0.0, 0.5, 1.0 - f64::EPSILON / 2.0][corner / 3_usize.pow(place as u32) % 3];
        let mut point = [at(0), at(1), at(2)];
        copula.couple(&mut point);
        assert!(point.iter().all(|u| (0.0..1.0).contains(u)), "{point:?}");
        assert_eq!(point[0], at(0));
    }
}

fn shares(means: &[f64], concentration: f64) -> Shares {
    Shares {
        name: "whole".into(),
        words: Words::default(),
        members: (0..means.len() as u32).map(VarId).collect(),
        means: means.to_vec(),
        concentration,
        from: vec![Support::Judgement],
        span: Span::default(),
    }
}

/// Means, variances and covariances of the Dirichlet distribution; every future sums to one.
#[test]
fn shares_are_dirichlet() {
    let n = 20_000;
    let means = [0.5, 0.3, 0.2];
    for concentration in [0.5, 3.0, 40.0] {
        let whole = shares(&means, concentration);
        let mut drawn = vec![Vec::new(); 3];
        for future in 0..n {
            let mut point: Vec<f64> = (0..3).map(|seed| Stream::new(seed, "share").uniform(future, 0, 0)).collect();
            whole.divide(&mut point);
            assert!((point.iter().sum::<f64>() - 1.0).abs() < 1e-15 && point.iter().all(|x| (0.0..=1.0).contains(x)));
            drawn.iter_mut().zip(point).for_each(|(column, x)| column.push(x));
        }
        for a in 0..3 {
            let mean = drawn[a].iter().sum::<f64>() / n as f64;
            let variance = means[a] * (1.0 - means[a]) / (concentration + 1.0);
            assert!((mean - means[a]).abs() < 4.0 * (variance / n as f64).sqrt(), "{concentration} {a}: {mean}");
            let b = (a + 1) % 3;
            let product: f64 =
                drawn[a].iter().zip(&drawn[b]).map(|(x, y)| (x - means[a]) * (y - means[b])).sum::<f64>() / n as f64;
            let covariance = -means[a] * means[b] / (concentration + 1.0);
            assert!(
                (product - covariance).abs() < 5.0 * (variance / n as f64).sqrt(),
                "{concentration} {a}: {product} {covariance}"
            );
        }
    }
}

#[test]
fn small_parameters_leave_no_hole() {
    let whole = shares(&[0.5, 0.5], 0.001);
    for u in [0.0, 1e-300, 0.3, 1.0 - f64::EPSILON / 2.0] {
        for v in [0.0, 0.7] {
            let mut point = [u, v];
            whole.divide(&mut point);
            assert!(point[0] + point[1] == 1.0, "{u} {v}: {point:?}");
        }
    }
}
