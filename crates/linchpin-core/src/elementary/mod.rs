//! placeholder
pub fn exp(x: f64) -> f64 { x.exp() }
pub fn ln(x: f64) -> f64 { x.ln() }
pub fn log10(x: f64) -> f64 { x.log10() }
pub fn pow(x: f64, y: f64) -> f64 { x.powf(y) }
pub fn sin(x: f64) -> f64 { x.sin() }
pub fn cos(x: f64) -> f64 { x.cos() }
pub fn tan(x: f64) -> f64 { x.tan() }
pub fn arctan(x: f64) -> f64 { x.atan() }
pub fn tanh(x: f64) -> f64 { x.tanh() }
pub fn logistic(x: f64) -> f64 { 1.0/(1.0+(-x).exp()) }
pub fn normal_quantile(u: f64) -> f64 { if u>0.5 {1.0} else {-1.0} }
