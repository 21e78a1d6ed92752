//! PCA rotation before PRIM: boxes whose sides are combinations of inputs.
//!
//! Comes in: real or integer inputs and marks. Goes out: rotated columns and the rotation. Refuses: categories, fewer than
//! two futures of interest.

use linchpin_core::diagnostic::Refusal;

use crate::analysis::sum;
use crate::method::region::{Cases, Input, Kind};
use crate::method::rows::enough;

/// Rotated inputs.
#[derive(Clone, Debug, PartialEq)]
pub struct Rotation {
    /// `[component][future]`; NaN for a future that is left out.
    pub columns: Vec<Vec<f64>>,
    /// Weight of each standardised input in each component: `[component][input]`. The greatest weight is positive.
    pub weights: Vec<Vec<f64>>,
    /// Mean and standard deviation by which each input was standardised; a constant input has deviation 1.
    pub scales: Vec<(f64, f64)>,
    /// Variance of the futures of interest along each component, falling.
    pub variances: Vec<f64>,
}

/// Rotates standardised inputs to the principal components of the futures of interest.
/// Source: Dalal, Han, Lempert, Jaycocks & Hackbarth 2013, Improving scenario discovery using orthogonal rotations.
pub fn rotate(inputs: &[Input<'_>], marks: &[f64]) -> Result<Rotation, Refusal> {
    if let Some(input) = inputs.iter().find(|input| input.kind == Kind::Category) {
        return Err(Refusal::new(format!("`{}` has categories, which cannot be rotated", input.name), "rotate the numbers only"));
    }
    let cases = Cases::new("prim", inputs, marks)?;
    let of_interest: Vec<usize> = (0..cases.marks.len()).filter(|&row| cases.marks[row]).collect();
    enough("prim", of_interest.len(), 2, "futures of interest")?;
    let (mut scales, mut standard) = (Vec::new(), Vec::new());
    for column in &cases.columns {
        let n = column.len() as f64;
        let mean = sum(column.iter().copied()) / n;
        let spread = (sum(column.iter().map(|v| (v - mean) * (v - mean))) / n).sqrt();
        let spread = if spread == 0.0 { 1.0 } else { spread };
        scales.push((mean, spread));
        standard.push(column.iter().map(|v| (v - mean) / spread).collect::<Vec<f64>>());
    }
    let d = inputs.len();
    let means: Vec<f64> =
        standard.iter().map(|c| sum(of_interest.iter().map(|&row| c[row])) / of_interest.len() as f64).collect();
    let mut covariance = vec![vec![0.0; d]; d];
    for i in 0..d {
        for j in i..d {
            let products = of_interest.iter().map(|&row| (standard[i][row] - means[i]) * (standard[j][row] - means[j]));
            covariance[i][j] = sum(products) / (of_interest.len() - 1) as f64;
            covariance[j][i] = covariance[i][j];
        }
    }
    let (values, vectors) = eigen(covariance);
    let mut order: Vec<usize> = (0..d).collect();
    order.sort_by(|&a, &b| values[b].total_cmp(&values[a]));
    let weights: Vec<Vec<f64>> = order
        .iter()
        .map(|&component| {
            let vector: Vec<f64> = (0..d).map(|input| vectors[input][component]).collect();
            let greatest = vector.iter().fold(0.0_f64, |top, v| if v.abs() > top.abs() { *v } else { top });
            vector.iter().map(|v| if greatest < 0.0 { -v } else { *v }).collect()
        })
        .collect();
    let mut columns = vec![vec![f64::NAN; marks.len()]; d];
    for (column, weights) in columns.iter_mut().zip(&weights) {
        for (row, &future) in cases.complete.rows.iter().enumerate() {
            column[future] = sum(standard.iter().zip(weights).map(|(c, weight)| c[row] * weight));
        }
    }
    Ok(Rotation { columns, weights, scales, variances: order.iter().map(|&at| values[at]).collect() })
}

/// Eigenvalues and eigenvectors (in columns) of a symmetric matrix, by Jacobi's rotations.
fn eigen(mut a: Vec<Vec<f64>>) -> (Vec<f64>, Vec<Vec<f64>>) {
    let d = a.len();
    let mut v: Vec<Vec<f64>> = (0..d).map(|i| (0..d).map(|j| f64::from(u8::from(i == j))).collect()).collect();
    for _ in 0..100 {
        let off: f64 = (0..d).flat_map(|i| (0..i).map(move |j| (i, j))).map(|(i, j)| a[i][j] * a[i][j]).sum();
        let all: f64 = a.iter().flatten().map(|x| x * x).sum();
        if off <= 1e-34 * all {
            break;
        }
        for p in 0..d {
            for q in p + 1..d {
                if a[p][q] == 0.0 {
                    continue;
                }
                let theta = (a[q][q] - a[p][p]) / (2.0 * a[p][q]);
                let t = if theta.is_infinite() { 0.0 } else { theta.signum() / (theta.abs() + (theta * theta + 1.0).sqrt()) };
                let c = 1.0 / (t * t + 1.0).sqrt();
                let s = t * c;
                for row in a.iter_mut() {
                    (row[p], row[q]) = (c * row[p] - s * row[q], s * row[p] + c * row[q]);
                }
                let (upper, lower) = a.split_at_mut(q);
                for (x, y) in upper[p].iter_mut().zip(&mut lower[0]) {
                    (*x, *y) = (c * *x - s * *y, s * *x + c * *y);
                }
                for row in v.iter_mut() {
                    (row[p], row[q]) = (c * row[p] - s * row[q], s * row[p] + c * row[q]);
                }
            }
        }
    }
    ((0..d).map(|i| a[i][i]).collect(), v)
}
