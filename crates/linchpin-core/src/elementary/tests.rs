use super::*;

mod golden;

/// A function of one number and what it is held against.
struct Case {
    name: &'static str,
    function: fn(f64) -> f64,
    /// Steps between doubles by which it may miss the correctly rounded result.
    steps: u64,
    golden: &'static [(u64, u64)],
    platform: Option<fn(f64) -> f64>,
    /// Ordinary arguments.
    range: (f64, f64),
    /// Hash of the results for ten thousand fixed inputs. A change here is a change of every model's results: only for a
    /// better function, and with a line in the changelog.
    bits: u64,
}

#[rustfmt::skip]
const CASES: &[Case] = &[
    case("exp", exp, 1, golden::EXP, Some(f64::exp), (-30.0, 30.0), 0xD35C_DE53_AE8F_8934),
    case("ln", ln, 1, golden::LN, Some(f64::ln), (0.0, 100.0), 0x7C35_9F8A_CF9A_41CD),
    case("log10", log10, 1, golden::LOG10, Some(f64::log10), (0.0, 100.0), 0x885F_96DD_587E_3048),
    case("sin", sin, 1, golden::SIN, Some(f64::sin), (-20.0, 20.0), 0x29F9_1EFF_0E10_6255),
    case("cos", cos, 1, golden::COS, Some(f64::cos), (-20.0, 20.0), 0xA1FD_DF2C_79CE_3314),
    case("tan", tan, 2, golden::TAN, Some(f64::tan), (-20.0, 20.0), 0x0238_1036_B8B5_AF91),
    case("arctan", arctan, 1, golden::ARCTAN, Some(f64::atan), (-5.0, 5.0), 0x7956_6805_D668_287C),
    case("tanh", tanh, 2, golden::TANH, Some(f64::tanh), (-5.0, 5.0), 0x65C8_6C00_3B13_8F3A),
    case("logistic", logistic, 2, golden::LOGISTIC, None, (-10.0, 10.0), 0x1FB9_E1C0_45C9_950F),
    case("normal_quantile", normal_quantile, 5, golden::NORMAL_QUANTILE, None, (0.0, 1.0), 0x3E34_37A1_F475_7285),
    case("sqrt", sqrt, 0, &[], None, (0.0, 100.0), 0xCC06_FF31_D9E3_A9F7),
];

const fn case(
    name: &'static str,
    function: fn(f64) -> f64,
    steps: u64,
    golden: &'static [(u64, u64)],
    platform: Option<fn(f64) -> f64>,
    range: (f64, f64),
    bits: u64,
) -> Case {
    Case { name, function, steps, golden, platform, range, bits }
}

const POW_STEPS: u64 = 1;
const POW_BITS: u64 = 0xB21E_CEC7_CACE_4119;

const INF: f64 = f64::INFINITY;
const NAN: f64 = f64::NAN;

/// Number `idx` of a fixed series without pattern (SplitMix64).
fn mixed(idx: u64) -> u64 {
    let z = idx.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

/// Inputs: every fourth is any double at all (huge, subnormal, NaN), the others spread evenly over `range`.
fn input(idx: u64, range: (f64, f64)) -> f64 {
    let bits = mixed(idx);
    let share = (bits >> 11) as f64 / (1u64 << 53) as f64;
    if idx.is_multiple_of(4) { f64::from_bits(bits) } else { range.0 + (range.1 - range.0) * share }
}

/// How many steps from one double to the next lie between two; NaN is beside nothing but NaN.
fn steps(a: f64, b: f64) -> u64 {
    let place = |x: f64| if x.is_sign_negative() { -((x.to_bits() << 1 >> 1) as i64) } else { x.to_bits() as i64 };
    match (a.is_nan(), b.is_nan()) {
        (false, false) => place(a).abs_diff(place(b)),
        (true, true) => 0,
        _ => u64::MAX,
    }
}

fn hash(results: impl Iterator<Item = f64>) -> u64 {
    results.fold(0xCBF2_9CE4_8422_2325, |hash, x| (hash ^ x.to_bits()).wrapping_mul(0x100_0000_01B3))
}

/// The same bits, NaN and the sign of zero included.
#[track_caller]
fn same(found: f64, expected: f64) {
    assert_eq!(found.to_bits(), expected.to_bits(), "{found:e} instead of {expected:e}");
}

#[test]
fn golden_values_are_met_within_the_stated_steps() {
    for case in CASES {
        for &(x, expected) in case.golden {
            let (x, expected) = (f64::from_bits(x), f64::from_bits(expected));
            let found = (case.function)(x);
            assert!(steps(found, expected) <= case.steps, "{}({x:e}) is {found:e}, exactly {expected:e}", case.name);
        }
    }
    for &(x, y, expected) in golden::POW {
        let (x, y, expected) = (f64::from_bits(x), f64::from_bits(y), f64::from_bits(expected));
        let found = pow(x, y);
        assert!(steps(found, expected) <= POW_STEPS, "pow({x:e}, {y:e}) is {found:e}, exactly {expected:e}");
    }
}

#[test]
fn plain_rules_have_the_same_bits_where_they_hold() {
    let ends = [0.0, -0.0, 700.0, -700.0, 1e-300, -1e-300, 1.0, 16.0, -16.0, f64::exp2(60.0), f64::exp2(-60.0)];
    let inputs = || ends.into_iter().chain((0..200_000).map(|idx| input(idx, (-700.0, 700.0))));
    for x in inputs().filter(|&x| is_plain_exponent(x)) {
        same(exp_plain(x), exp(x));
        same(logistic_plain(x), logistic(x));
    }
    let bases = ends.into_iter().chain((0..200_000).map(|idx| input(idx ^ 77, (0.0, 3.0)).abs()));
    let mut seen = 0;
    for (x, y) in bases.clone().zip(inputs().map(|y| y / 43.75)).filter(|&(x, y)| is_plain_power(x, y)) {
        same(pow_plain(x, y), pow(x, y));
        seen += 1;
    }
    assert!(seen > 100_000);
    for (x, y) in bases.flat_map(|x| ends.map(|y| (x, y))).filter(|&(x, y)| is_plain_power(x, y)) {
        same(pow_plain(x, y), pow(x, y));
    }
}

#[test]
fn results_keep_their_bits() {
    let mut drifted = Vec::new();
    for case in CASES {
        let found = hash((0..10_000).map(|idx| (case.function)(input(idx, case.range))));
        if found != case.bits {
            drifted.push(format!("{}: 0x{found:016X}", case.name));
        }
    }
    let found = hash((0..10_000).map(|idx| pow(input(2 * idx, (0.0, 10.0)), input(2 * idx + 1, (-10.0, 10.0)))));
    if found != POW_BITS {
        drifted.push(format!("pow: 0x{found:016X}"));
    }
    assert!(drifted.is_empty(), "{drifted:#?}");
}

/// Platforms' functions differ among themselves by a few steps; a gross fault shows as thousands.
#[test]
fn the_platform_agrees_roughly() {
    for case in CASES {
        let Some(platform) = case.platform else { continue };
        for idx in 0..100_000 {
            let x = input(idx, case.range);
            let (found, expected) = ((case.function)(x), platform(x));
            let refused = found.is_nan() && ["sin", "cos", "tan"].contains(&case.name) && x.abs() > 1e14;
            assert!(refused || steps(found, expected) <= 8, "{}({x:e}) is {found:e}, there {expected:e}", case.name);
        }
    }
    for idx in 0..100_000 {
        let (x, y) = (input(2 * idx, (0.0, 10.0)), input(2 * idx + 1, (-10.0, 10.0)));
        let (found, expected) = (pow(x, y), x.powf(y));
        assert!(steps(found, expected) <= 8, "pow({x:e}, {y:e}) is {found:e}, there {expected:e}");
    }
}

/// The function and its lane loop in the widest back end of this machine.
macro_rules! lanes_agree {
    ($($function:ident),*) => { $({
        vectorised! {
            fn row<V>(out: &mut [f64], x: &[f64]) {
                for (out, x) in out.chunks_exact_mut(V::WIDTH).zip(x.chunks_exact(V::WIDTH)) {
                    $function(V::read(x)).write(out);
                }
            }
        }
        let case = CASES.iter().find(|case| case.name == stringify!($function)).expect("each function has a case");
        let x: Vec<f64> = (0..4_096).map(|idx| input(idx, case.range)).collect();
        let mut out = vec![0.0; x.len()];
        row(&mut out, &x);
        x.iter().zip(&out).for_each(|(&x, &out)| same(out, $function(x)));
    })* };
}

#[test]
fn lanes_give_the_bits_of_single_numbers() {
    lanes_agree!(exp, ln, log10, sin, cos, tan, arctan, tanh, logistic, normal_quantile, sqrt);
    vectorised! {
        fn row<V>(out: &mut [f64], x: &[f64], y: &[f64]) {
            let args = x.chunks_exact(V::WIDTH).zip(y.chunks_exact(V::WIDTH));
            for (out, (x, y)) in out.chunks_exact_mut(V::WIDTH).zip(args) {
                pow(V::read(x), V::read(y)).write(out);
            }
        }
    }
    let x: Vec<f64> = (0..4_096).map(|idx| input(2 * idx, (0.0, 10.0))).collect();
    let y: Vec<f64> = (0..4_096).map(|idx| input(2 * idx + 1, (-10.0, 10.0))).collect();
    let mut out = vec![0.0; x.len()];
    row(&mut out, &x, &y);
    x.iter().zip(&y).zip(&out).for_each(|((&x, &y), &out)| same(out, pow(x, y)));
}

#[test]
fn nan_is_always_the_same_nan() {
    for bits in [0x7FF8_0000_0000_0000, 0xFFF8_0000_0000_0000, 0x7FF0_0000_0000_0001, 0xFFFF_FFFF_FFFF_FFFF] {
        let nan = f64::from_bits(bits);
        CASES.iter().for_each(|case| same((case.function)(nan), NAN));
        for other in [nan, -0.0, 0.5, -1.0, 2.0, INF, -INF] {
            same(pow(nan, other), if other == 0.0 { 1.0 } else { NAN });
            same(pow(other, nan), NAN);
        }
        same(pow(1.0, nan), 1.0);
    }
}

#[test]
fn sqrt_at_its_ends() {
    same(sqrt(-0.0), -0.0);
    same(sqrt(2.0), std::f64::consts::SQRT_2);
    same(sqrt(INF), INF);
    same(sqrt(-5e-324), NAN);
}

#[test]
fn exp_at_its_ends() {
    same(exp(0.0), 1.0);
    same(exp(-0.0), 1.0);
    same(exp(INF), INF);
    same(exp(-INF), 0.0);
    same(exp(709.782712893384), 1.797_693_134_862_273_2e308);
    same(exp(709.7827128933841), INF);
    same(exp(1e300), INF);
    same(exp(-745.1332191019411), 5e-324);
    same(exp(-745.1332191019412), 0.0);
    same(exp(-1e300), 0.0);
}

#[test]
fn logarithms_at_their_ends() {
    for log in [ln, log10] {
        same(log(1.0), 0.0);
        same(log(0.0), -INF);
        same(log(-0.0), -INF);
        same(log(INF), INF);
        same(log(-INF), NAN);
        same(log(-5e-324), NAN);
        same(log(-1.0), NAN);
    }
    for power in -300i32..=308 {
        let x: f64 = format!("1e{power}").parse().expect("a number");
        same(log10(x), f64::from(power));
    }
}

#[test]
fn angles_at_their_ends() {
    for odd in [sin, tan, arctan, tanh] {
        for x in [0.0, 5e-324, 3e-310, f64::MIN_POSITIVE, 1e-200, 1e-20] {
            same(odd(x), x);
            same(odd(-x), -x);
        }
    }
    same(cos(0.0), 1.0);
    same(cos(-0.0), 1.0);
    for function in [sin, cos, tan] {
        assert!(function(140_737_488_355_328.0).is_finite());
        for x in [140_737_488_355_328.03, -140_737_488_355_328.03, 1e300, INF, -INF] {
            same(function(x), NAN);
        }
    }
    same(arctan(1.0), std::f64::consts::FRAC_PI_4);
    same(arctan(INF), std::f64::consts::FRAC_PI_2);
    same(arctan(-INF), -std::f64::consts::FRAC_PI_2);
    same(arctan(1e300), std::f64::consts::FRAC_PI_2);
}

#[test]
fn curves_at_their_ends() {
    for x in [20.0, 100.0, 1e300, INF] {
        same(tanh(x), 1.0);
        same(tanh(-x), -1.0);
    }
    same(logistic(0.0), 0.5);
    same(logistic(-0.0), 0.5);
    for x in [37.0, 746.0, 1e300, INF] {
        same(logistic(x), 1.0);
    }
    same(logistic(-745.1332191019411), 5e-324);
    same(logistic(-746.0), 0.0);
    same(logistic(-INF), 0.0);
}

/// Chance that a standard normal variable stays below `x` <= 0: power series near zero, continued fraction in the tail.
fn normal_share(x: f64) -> f64 {
    let density = (-0.5 * x * x).exp() / std::f64::consts::TAU.sqrt();
    if x > -3.0 {
        let mut term = x;
        let mut sum = x;
        for k in 1..80 {
            term *= x * x / f64::from(2 * k + 1);
            sum += term;
        }
        0.5 + density * sum
    } else {
        let fraction = (1..200).rev().fold(0.0, |rest, k| f64::from(k) / (-x + rest));
        density / (-x + fraction)
    }
}

#[test]
fn normal_quantile_is_the_inverse_of_the_normal_share() {
    for idx in 0..2_000 {
        let p = 0.5 * (idx as f64 + 0.5) / 2_000.0;
        let p = if idx % 2 == 0 { p } else { p.powi(1 + idx % 97) };
        let back = normal_share(normal_quantile(p));
        // The share of a far tail magnifies a relative error of x by x^2: 700 at most for these p above 1e-300.
        assert!((back / p - 1.0).abs() < 1e-12, "from {p:e} back to {back:e}");
    }
}

#[test]
fn normal_quantile_is_symmetric_and_rises() {
    let mut before = -INF;
    for idx in 0..=4_096 {
        // Multiples of 2^-12: one minus these is exact.
        let p = f64::from(idx) / 4_096.0;
        let x = normal_quantile(p);
        assert_eq!(x, -normal_quantile(1.0 - p));
        assert!(x >= before);
        before = x;
    }
    same(normal_quantile(0.0), -INF);
    same(normal_quantile(-0.0), -INF);
    same(normal_quantile(0.5), 0.0);
    same(normal_quantile(1.0), INF);
    for p in [-5e-324, -1.0, 1.0 + f64::EPSILON, 2.0, INF, -INF] {
        same(normal_quantile(p), NAN);
    }
    assert!(normal_quantile(5e-324).is_finite());
}

#[test]
fn pow_at_zeros_and_infinities() {
    for y in [0.0, -0.0] {
        for x in [0.0, -0.0, 1.0, -1.0, 0.3, -7.0, INF, -INF, NAN] {
            same(pow(x, y), 1.0);
        }
    }
    for y in [1.0, -3.0, 0.7, 1e300, INF, -INF, NAN] {
        same(pow(1.0, y), 1.0);
    }
    same(pow(-1.0, INF), 1.0);
    same(pow(-1.0, -INF), 1.0);
    let rows: &[(f64, f64, f64)] = &[
        (0.0, 3.0, 0.0),
        (-0.0, 3.0, -0.0),
        (-0.0, 2.0, 0.0),
        (-0.0, 0.5, 0.0),
        (0.0, -3.0, INF),
        (-0.0, -3.0, -INF),
        (-0.0, -2.0, INF),
        (-0.0, -0.5, INF),
        (0.0, 1e-320, 0.0),
        (0.0, INF, 0.0),
        (-0.0, -INF, INF),
        (INF, 1e-320, INF),
        (INF, -1e-320, 0.0),
        (INF, INF, INF),
        (INF, -INF, 0.0),
        (-INF, 3.0, -INF),
        (-INF, 2.0, INF),
        (-INF, 0.5, INF),
        (-INF, -3.0, -0.0),
        (-INF, -2.0, 0.0),
        (-INF, -0.5, 0.0),
        (0.5, INF, 0.0),
        (0.5, -INF, INF),
        (-0.5, INF, 0.0),
        (-2.0, INF, INF),
        (-2.0, -INF, 0.0),
        (1.0 + f64::EPSILON, INF, INF),
        (1.0 - f64::EPSILON, 1e300, 0.0),
    ];
    rows.iter().for_each(|&(x, y, expected)| same(pow(x, y), expected));
}

#[test]
fn pow_of_negative_numbers() {
    same(pow(-2.0, 3.0), -8.0);
    same(pow(-2.0, 4.0), 16.0);
    same(pow(-2.0, -1.0), -0.5);
    same(pow(-2.0, 0.5), NAN);
    same(pow(-5e-324, 1.0 / 3.0), NAN);
    // The last odd doubles, below 2^53, and the first that can only be even.
    same(pow(-1.0, 4_503_599_627_370_495.0), -1.0);
    same(pow(-1.0, 4_503_599_627_370_495.5), NAN);
    same(pow(-1.0, 4_503_599_627_370_497.0), -1.0);
    same(pow(-1.0, 9_007_199_254_740_991.0), -1.0);
    same(pow(-1.0, 9_007_199_254_740_992.0), 1.0);
    same(pow(-1.0, -1e300), 1.0);
    same(pow(-10.0, 309.0), -INF);
    same(pow(-10.0, -325.0), -0.0);
}

#[test]
fn pow_meets_exact_results() {
    for power in -1_074i32..=1_023 {
        let expected =
            if power < -1_022 { f64::from_bits(1 << (power + 1_074)) } else { f64::from_bits(((power + 1_023) as u64) << 52) };
        same(pow(2.0, f64::from(power)), expected);
        same(pow(expected, 1.0), expected);
    }
    for base in 1i32..1_000 {
        let x = f64::from(base);
        same(pow(x, 2.0), x * x);
        same(pow(x, 3.0), x * x * x);
        same(pow(x * x, 0.5), x);
    }
    (0..2_000).for_each(|idx| {
        let x = input(4 * idx + 1, (0.0, 1e6));
        same(pow(x, 1.0), x);
    });
}
