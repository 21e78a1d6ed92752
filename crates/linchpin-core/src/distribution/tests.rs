use super::special::*;
use super::*;
use crate::elementary::pow;

fn shape(low: f64, mode: f64, high: f64) -> Shape {
    Shape { low: Some(low), high: Some(high), mode, params: Vec::new() }
}

#[test]
fn ends_and_middles() {
    let half = |family, s: Shape| Distribution::Continuous(family, s).quantile(0.5);
    assert_eq!(half(&UNIFORM, shape(2.0, 3.0, 6.0)), 4.0);
    assert_eq!(half(&TRIANGULAR, shape(0.0, 1.0, 2.0)), 1.0);
    assert!((half(&PERT, shape(0.0, 1.0, 2.0)) - 1.0).abs() < 1e-14);
    assert!((half(&LOGUNIFORM, shape(1.0, 2.0, 100.0)) - 10.0).abs() < 1e-13);
    for family in [&TRIANGULAR, &UNIFORM, &PERT, &LOGUNIFORM] {
        let d = Distribution::Continuous(family, shape(1.0, 2.0, 9.0));
        let values: Vec<f64> = (0..=1000).map(|k| d.quantile(f64::from(k) / 1000.0)).collect();
        assert!((values[0] - 1.0).abs() < 1e-12 && (values[1000] - 9.0).abs() < 1e-9, "{}", family.name);
        assert!(values.windows(2).all(|w| w[0] < w[1]), "{}", family.name);
    }
}

#[test]
fn pert_against_a_beta_with_a_closed_form() {
    // Mode at the low end: beta(1, 5), whose quantile is 1 - (1-u)^(1/5).
    let d = Distribution::Continuous(&PERT, shape(0.0, 0.0, 1.0));
    for k in 1..100 {
        let u = f64::from(k) / 100.0;
        assert!((d.quantile(u) - (1.0 - pow(1.0 - u, 0.2))).abs() < 1e-13, "{u}");
    }
}

#[test]
fn a_range_cuts_a_normal() {
    let cut = Shape { low: Some(-1.0), high: Some(2.0), mode: 0.0, params: vec![0.0, 1.0] };
    let d = Distribution::Continuous(&NORMAL, cut);
    assert_eq!(d.quantile(0.0), -1.0);
    assert!(d.quantile(1.0 - 1e-16) <= 2.0);
    // Shares below -1 and 2 are 0.158655253931457 and 0.977249868051821; half way lies 0.1726...
    let middle = 0.5 * (0.158_655_253_931_457_05 + 0.977_249_868_051_820_8);
    assert!((normal_share(d.quantile(0.5)) - middle).abs() < 1e-13);
    assert!((normal_share(-5.0) - 2.866_515_718_791_939e-7).abs() < 1e-20);
}

#[test]
fn sets_follow_their_weights() {
    let d = Distribution::Set(vec![(1.0, 0.2), (2.0, 0.8)]);
    assert_eq!((d.quantile(0.0), d.quantile(0.199), d.quantile(0.2), d.quantile(0.999)), (1.0, 1.0, 2.0, 2.0));
}

/// Published values (scipy 1.18.1, `scipy.stats`), all families: the shares, then family, range with default, parameters, values.
#[test]
fn quantiles_against_scipy() {
    type Row = (&'static Family, (Option<f64>, f64, Option<f64>), &'static [f64], [f64; 7]);
    let shares = [0.001, 0.05, 0.25, 0.5, 0.75, 0.95, 0.999];
    let rows: &[Row] = &[
        (
            &NORMAL,
            (None, 10.0, None),
            &[10.0, 2.0],
            [
                3.8195353876643736,
                6.710292746097054,
                8.651020499607837,
                10.0,
                11.348979500392163,
                13.289707253902945,
                16.180464612335626,
            ],
        ),
        (
            &LOGNORMAL,
            (None, 2.0, None),
            &[std::f64::consts::E, 1.648_721_270_700_128_2],
            [
                0.5797744368398611,
                1.1943154625015757,
                1.9401302789180261,
                std::f64::consts::E,
                3.808536044832714,
                6.186854588195452,
                12.744708337272852,
            ],
        ),
        (
            &TRIANGULAR,
            (Some(0.0), 3.0, Some(10.0)),
            &[],
            [
                0.17320508075688773,
                1.224744871391589,
                2.73861278752583,
                4.083920216900384,
                5.816699867329622,
                8.12917130661303,
                9.73542486889354,
            ],
        ),
        (
            &PERT,
            (Some(0.0), 3.0, Some(10.0)),
            &[],
            [
                0.15033386753324368,
                0.9570428352919889,
                2.2512320450124763,
                3.5099948494911812,
                4.9317073893262755,
                6.915510177116264,
                8.963691376284508,
            ],
        ),
        (
            &BETA,
            (Some(0.0), 0.3, Some(1.0)),
            &[2.0, 5.0],
            [
                0.008255492787746678,
                0.06284989170835438,
                0.16116291679032652,
                0.26444998329566005,
                0.3894794852007245,
                0.5818034092520259,
                0.818613866919134,
            ],
        ),
        (
            &GAMMA,
            (None, 6.0, None),
            &[3.0, 2.0],
            [
                0.3810667551368064,
                1.6353828943279067,
                3.4545988357210384,
                5.348120627447118,
                7.840804120585122,
                12.591587243743977,
                22.457744484825323,
            ],
        ),
        (
            &WEIBULL,
            (None, 2.0, None),
            &[1.5, 2.0],
            [
                0.020006670558273685,
                0.2761025331125684,
                0.8715758634060475,
                1.5664395375493025,
                2.486567769750343,
                4.156221275069113,
                7.2541738246789516,
            ],
        ),
        (
            &LOGUNIFORM,
            (Some(1.0), 30.0, Some(1000.0)),
            &[],
            [
                1.0069316688518042,
                1.4125375446227544,
                5.62341325190349,
                31.62277660168379,
                177.82794100389225,
                707.9457843841375,
                993.1160484209332,
            ],
        ),
        (
            &NORMAL,
            (Some(-1.0), 0.0, Some(2.0)),
            &[0.0, 1.0],
            [
                -0.9966226715348402,
                -0.8431045589489478,
                -0.3496414292924653,
                0.17116391801782482,
                0.7474407239640595,
                1.524596682775978,
                1.985063085944169,
            ],
        ),
    ];
    for (family, (low, mode, high), params, values) in rows {
        let shape = Shape { low: *low, high: *high, mode: *mode, params: params.to_vec() };
        assert_eq!((family.improper)(&shape), None);
        let drawn = Distribution::Continuous(family, shape);
        for (u, expected) in shares.iter().zip(values) {
            let value = drawn.quantile(*u);
            assert!((value - expected).abs() <= 1e-13 * expected.abs(), "{} {u}: {value} {expected}", family.name);
        }
    }
}

/// Values of scipy 1.18.1 (`scipy.special.gammaincinv` and `betaincinv`) where shapes are small and large.
#[test]
fn odd_shapes_against_scipy() {
    let shares = [1e-6, 0.02, 0.5, 0.97, 0.999999];
    let agree = |value: f64, expected: f64, slack: f64| (value - expected).abs() <= slack * expected;
    for (shape, values, slack) in [
        (0.01, [0.0, 7.175838109858222e-171, 4.465535018910562e-31, 0.02766048600200111, 7.151253478084882], 1e-12),
        (0.3, [6.97269909640939e-21, 1.514147144569685e-06, 0.07313113586695198, 1.7583113330291902, 10.984835632108625], 1e-13),
        (1.0, [1.0000005000003338e-06, 0.02020270731751945, 0.6931471805599455, 3.5065578973199805, 13.815510557935518], 1e-13),
        (2.5, [0.0064480801032485435, 0.37594446738953347, 2.175730095547763, 6.187309240279907, 17.94409343980521], 1e-13),
        (40.0, [16.753150234308055, 28.10642204481073, 39.6671650106891, 52.711046006434366, 77.54026115402883], 1e-13),
        (1000.0, [856.8146512793919, 936.132320265703, 999.6666864269652, 1060.3159340654768, 1157.577911008724], 1e-12),
        (100000.0, [98504.02706509772, 99351.62069930334, 99999.6666668642, 100595.60438327744, 101510.36958867917], 1e-11),
    ] {
        for (u, expected) in shares.iter().zip(values) {
            let value = gamma_quantile(shape, *u);
            assert!(agree(value, expected, slack), "gamma {shape} {u}: {value} {expected}");
        }
    }
    for (a, b, values) in [
        (0.02, 0.05, [1.8724578103720854e-293, 2.1082000742646692e-78, 1.6630765932112874e-08, 1.0, 1.0]),
        (
            0.3,
            4.0,
            [1.9049653209186645e-21, 4.136701089872325e-07, 0.019778314565049332, 0.38033467165536866, 0.9470420840252692],
        ),
        (1.0, 1.0, [1e-06, 0.02, 0.5, 0.97, 0.999999]),
        (5.0, 0.4, [0.08935721971137169, 0.6000513173715353, 0.9696557610780216, 0.9999754424783528, 0.9999999999999999]),
        (30.0, 70.0, [0.1198503924244407, 0.21097933724245937, 0.2986619743086956, 0.38896677627151277, 0.5343843068742158]),
        (900.0, 4.0, [0.9765948958188316, 0.9899739108084422, 0.9959350004355655, 0.9987195797663914, 0.9999212538530196]),
    ] {
        for (u, expected) in shares.iter().zip(values) {
            let value = beta_quantile(a, b, *u);
            assert!(agree(value, expected, 1e-12), "beta {a} {b} {u}: {value} {expected}");
        }
    }
}

/// Quantiles rise, and the share below each is the one asked for; at the ends they stay in the range.
#[test]
fn shares_and_quantiles_are_inverse() {
    for shape in [0.05, 0.7, 1.0, 3.0, 250.0, GREATEST_SHAPE] {
        let mut before = 0.0;
        for k in 1..200 {
            let u = f64::from(k) / 200.0;
            let x = gamma_quantile(shape, u);
            let slack = 1e-13 + 1e-14 * shape;
            assert!(x > before && (gamma_share(shape, x) - u).abs() < slack, "gamma {shape} {u}: {x}");
            assert!((ln_gamma_quantile(shape, u) - x.ln()).abs() < 1e-12 * x.ln().abs().max(1.0));
            before = x;
            for b in [0.4, 1.0, 6.0, 800.0] {
                let x = beta_quantile(shape, b, u);
                // One step of x near 1 is a visible share where b is small.
                let step = beta_shares(shape, b, x + f64::EPSILON).0 - beta_shares(shape, b, x - f64::EPSILON).0;
                assert!((beta_shares(shape, b, x).0 - u).abs() < slack + step, "beta {shape} {b} {u}: {x}");
            }
        }
        assert_eq!((gamma_quantile(shape, 0.0), gamma_quantile(shape, 1.0)), (0.0, f64::INFINITY));
        assert_eq!((beta_quantile(shape, 2.0, 0.0), beta_quantile(shape, 2.0, 1.0)), (0.0, 1.0));
    }
}

#[test]
fn a_range_cuts_gamma_and_weibull() {
    for (family, params) in [(&GAMMA, vec![3.0, 2.0]), (&WEIBULL, vec![1.5, 2.0])] {
        let d = Distribution::Continuous(family, Shape { low: Some(1.0), high: Some(4.0), mode: 2.0, params });
        let values: Vec<f64> = (0..=1000).map(|k| d.quantile(f64::from(k) / 1000.0)).collect();
        assert!((values[0] - 1.0).abs() < 1e-12 && (values[1000] - 4.0).abs() < 1e-12, "{}", family.name);
        assert!(values.windows(2).all(|w| w[0] < w[1]), "{}", family.name);
    }
    for (family, params) in [(&GAMMA, [0.0, 1.0]), (&GAMMA, [1.0, -1.0]), (&WEIBULL, [1.0, f64::NAN]), (&BETA, [1.0, 0.0])] {
        let shape = Shape { low: Some(0.0), high: Some(1.0), mode: 0.5, params: params.to_vec() };
        assert!((family.improper)(&shape).is_some(), "{}", family.name);
    }
}
