//! Functions of this instant.

use super::{Body, Builtin, Param, Place, UnitRule, param};
use crate::elementary as e;
use crate::lanes::Lanes;

const ONE: &[Param] = &[param("x", UnitRule::None)];
const FREE: &[Param] = &[param("x", UnitRule::Any)];
const PAIR: &[Param] = &[param("x", UnitRule::Any), param("y", UnitRule::SameAs(0))];

/// Least argument; NaN if one is.
#[inline(always)]
pub fn least<V: Lanes>(x: V, y: V) -> V {
    V::select(x.is_nan(), x, x.lesser(y))
}

/// Greatest argument; NaN if one is.
#[inline(always)]
pub fn greatest<V: Lanes>(x: V, y: V) -> V {
    V::select(x.is_nan(), x, x.greater(y))
}

macro_rules! rows {
    ($($id:ident = $name:literal $params:ident -> $result:expr, $doc:literal, $source:literal, $examples:expr, $kernel:expr;)*) => {
        $(
            #[doc = $doc]
            pub static $id: Builtin = Builtin {
                name: $name,
                params: $params,
                variadic: false,
                result: $result,
                doc: $doc,
                source: $source,
                examples: $examples,
                body: Body::Kernel($kernel),
                place: Place::Anywhere,
            };
        )*
    };
}

rows! {
    ABS = "abs" FREE -> UnitRule::SameAs(0), "Size of `x` without its sign.", "standard",
        &[("abs(-3)", 3.0), ("abs(2)", 2.0)], kernel!(|x| x.abs());
    EXP = "exp" ONE -> UnitRule::None, "Exponential function.", "standard",
        &[("exp(0)", 1.0), ("exp(1)", std::f64::consts::E)], kernel!(|x| e::exp(x), e::exp_plain(x) => e::is_plain_exponent(x));
    LN = "ln" ONE -> UnitRule::None, "Natural logarithm; below zero it is a fault.", "standard",
        &[("ln(1)", 0.0), ("ln(10)", std::f64::consts::LN_10)], kernel!(|x| e::ln(x));
    LOG10 = "log10" ONE -> UnitRule::None, "Logarithm to base ten.", "standard",
        &[("log10(1000)", 3.0)], kernel!(|x| e::log10(x));
    SQRT = "sqrt" FREE -> UnitRule::Root(0), "Square root, correctly rounded; it halves dimensions.", "standard",
        &[("sqrt(9)", 3.0)], kernel!(|x| x.sqrt());
    SIN = "sin" ONE -> UnitRule::None, "Sine of an angle in radians.", "standard",
        &[("sin(0)", 0.0)], kernel!(|x| e::sin(x));
    COS = "cos" ONE -> UnitRule::None, "Cosine of an angle in radians.", "standard",
        &[("cos(0)", 1.0)], kernel!(|x| e::cos(x));
    TAN = "tan" ONE -> UnitRule::None, "Tangent of an angle in radians.", "standard",
        &[("tan(0)", 0.0)], kernel!(|x| e::tan(x));
    ARCTAN = "arctan" ONE -> UnitRule::None, "Angle in radians whose tangent is `x`.", "standard",
        &[("arctan(1)", std::f64::consts::FRAC_PI_4)], kernel!(|x| e::arctan(x));
    TANH = "tanh" ONE -> UnitRule::None, "Hyperbolic tangent: from -1 to 1, steepest at 0.", "standard",
        &[("tanh(0)", 0.0)], kernel!(|x| e::tanh(x));
    LOGISTIC = "logistic" ONE -> UnitRule::None, "1/(1 + exp(-x)): from 0 to 1, one half at 0.", "Verhulst 1838",
        &[("logistic(0)", 0.5)], kernel!(|x| e::logistic(x), e::logistic_plain(x) => e::is_plain_exponent(x));
    INT = "int" FREE -> UnitRule::SameAs(0), "Greatest whole number not above `x` (towards minus infinity).", "XMILE 1.0, 3.5.1",
        &[("int(2.7)", 2.0), ("int(-2.1)", -3.0)], kernel!(|x| x.floor());
    ROUND = "round" FREE -> UnitRule::SameAs(0), "Nearest whole number, halves away from zero.", "standard",
        &[("round(2.5)", 3.0), ("round(-2.5)", -3.0)], kernel!(|x| V::each([x], |[x]| x.round()));
    MOD = "mod" PAIR -> UnitRule::SameAs(0), "Remainder of `x` over `y`, with the sign of `y`.", "XMILE 1.0, 3.3.1",
        &[("mod(7, 3)", 1.0), ("mod(-7, 3)", 2.0), ("mod(7, -3)", -2.0)],
        kernel!(|x, y| V::each([x, y], |[x, y]| {
            let rest = x % y;
            if (rest != 0.0) & ((rest < 0.0) != (y < 0.0)) { rest + y } else { rest }
        }));
    CLAMP = "clamp" BOUNDS -> UnitRule::SameAs(0), "`x`, but no less than `low` and no more than `high`.", "standard",
        &[("clamp(5, 0, 1)", 1.0), ("clamp(-5, 0, 1)", 0.0), ("clamp(0.5, 0, 1)", 0.5)],
        kernel!(|x, low, high| greatest(low, least(x, high)));
}

const BOUNDS: &[Param] = &[param("x", UnitRule::Any), param("low", UnitRule::SameAs(0)), param("high", UnitRule::SameAs(0))];

/// Least of two or more.
pub static MIN: Builtin = Builtin {
    name: "min",
    params: PAIR,
    variadic: true,
    result: UnitRule::SameAs(0),
    doc: "Least of its arguments, two or more.",
    source: "standard",
    examples: &[("min(3, 2)", 2.0), ("min(3, 2, 1)", 1.0)],
    body: Body::Kernel(kernel!(|x, y| least(x, y))),
    place: Place::Anywhere,
};

/// Greatest of two or more.
pub static MAX: Builtin = Builtin {
    name: "max",
    params: PAIR,
    variadic: true,
    result: UnitRule::SameAs(0),
    doc: "Greatest of its arguments, two or more.",
    source: "standard",
    examples: &[("max(3, 2)", 3.0), ("max(1, 2, 3)", 3.0)],
    body: Body::Kernel(kernel!(|x, y| greatest(x, y))),
    place: Place::Anywhere,
};

/// In the order of the book.
pub static ROWS: &[&Builtin] =
    &[&MIN, &MAX, &ABS, &CLAMP, &EXP, &LN, &LOG10, &SQRT, &LOGISTIC, &TANH, &SIN, &COS, &TAN, &ARCTAN, &INT, &ROUND, &MOD];
