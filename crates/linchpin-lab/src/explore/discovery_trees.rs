//! Regions of failure from a tree, and the outcome stacked over the inputs that say most.
//!
//! Comes in: a ground. Goes out: for each strategy the leaves of a tree with their shares, and a grid of means. Refuses:
//! measures without a threshold.

use linchpin_core::diagnostic::Refusal;
use linchpin_core::table::Table;
use linchpin_explore::method::cart::{self, cart};
use linchpin_explore::method::region::Input;
use linchpin_explore::method::regional::regional;
use linchpin_explore::method::stacking::{self, Axis, stacking};

use super::finding::{Bar, Figure, Finding, Said};
use super::ground::Ground;
use super::telling::{condition, hundred, hundred_ko, quoted, share_of, subject, value};
use super::{Analysis, Needs};

/// Leaves of a tree.
pub const CART: Analysis = Analysis {
    name: "cart",
    title: ("Which branches fail?", "어느 갈래에서 실패하는가"),
    method: Some(&cart::CART),
    doc: "A tree that divides futures into branches; the branch that fails most, and the one that fails least.",
    source: "Breiman et al. 1984; Lempert, Bryant & Bankes 2008",
    needs: Needs::Futures,
    run: run_cart,
};
/// Outcome over stacked inputs.
pub const STACKING: Analysis = Analysis {
    name: "stacking",
    title: ("How do the strongest inputs combine?", "강한 입력은 어떻게 겹치는가"),
    method: Some(&stacking::STACKING),
    doc: "Share of failures in the cells of a grid over the inputs that differ most between failures and the rest.",
    source: "LeBlanc, Ward & Wittels 1990; Suzuki, Stern & Manzocchi 2015",
    needs: Needs::Futures,
    run: run_stacking,
};

/// Inputs that a tree may cut: with hundreds, chance cuts.
const TREE_INPUTS: usize = 12;
/// Least share of the futures in a leaf.
const LEAF: f64 = 0.05;
/// Inputs that are stacked.
const STACKED: usize = 4;
/// Levels of each.
const LEVELS: usize = 3;

/// The inputs that differ most between failures and the rest.
fn strongest(ground: &Ground<'_>, failures: &[f64], most: usize) -> Result<Vec<usize>, Refusal> {
    let found = regional(&ground.region_inputs(), failures)?;
    let mut order: Vec<usize> = (0..ground.inputs.len()).collect();
    order.sort_by(|&a, &b| found.inputs[b].distance.total_cmp(&found.inputs[a].distance).then(a.cmp(&b)));
    order.truncate(most);
    Ok(order)
}

fn run_cart(ground: &Ground<'_>) -> Result<Vec<Finding>, Refusal> {
    let measure = super::discovery::judged(ground)?;
    let all = ground.region_inputs();
    let one = |&arm: &usize| -> Result<Finding, Refusal> {
        ground.going()?;
        let failures = ground.failures(arm, measure).unwrap_or_default();
        let chosen = strongest(ground, &failures, TREE_INPUTS)?;
        let inputs: Vec<Input<'_>> = chosen.iter().map(|&at| all[at]).collect();
        let tree = cart(&inputs, &failures, LEAF)?;
        let name = ground.name(arm);
        let mut finding = Finding::new(CART.name, Said::same(name.clone()));
        let whole = whole_of(&tree);
        // Regions of the few inputs, said with the names of all.
        let said = |leaf: &cart::Leaf| {
            let order: Vec<usize> = leaf.restricted.clone();
            let few = Few { ground, chosen: &chosen };
            few.condition(leaf, &whole, &order)
        };
        let (mut rules, mut numbers): (Vec<String>, [Vec<f64>; 5]) = (Vec::new(), Default::default());
        for leaf in &tree.leaves {
            let share = share_of(leaf.k, leaf.n);
            rules.push(said(leaf).en);
            let row = [leaf.n as f64, leaf.density, share.low, share.high, leaf.coverage];
            numbers.iter_mut().zip(row).for_each(|(column, value)| column.push(value));
        }
        // Among branches that fail alike the one that holds most futures.
        let worst = tree.leaves.iter().max_by(|a, b| a.density.total_cmp(&b.density).then(a.n.cmp(&b.n)));
        let best = tree.leaves.iter().min_by(|a, b| a.density.total_cmp(&b.density).then(b.n.cmp(&a.n)));
        if let (Some(worst), Some(best)) = (worst, best) {
            let (bad, good) = (said(worst), said(best));
            finding.say(
                format!(
                    "A tree of {} branches finds {} failing {} most where {} ({} of 100 futures there) and least where {} ({} of 100).",
                    tree.leaves.len(), quoted(&name), quoted(&measure.name), bad.en, hundred(worst.density), good.en, hundred(best.density)
                ),
                format!(
                    "갈래 {}개의 나무에서 {} ‘{}’에 가장 자주 실패하는 곳은 {}(그곳 미래 100개 가운데 {}), 가장 드문 곳은 {}({})이다.",
                    tree.leaves.len(), subject(&name), measure.title.ko, bad.ko, hundred_ko(worst.density), good.ko, hundred_ko(best.density)
                ),
            );
        }
        finding.note(
            format!("The tree may cut the {TREE_INPUTS} inputs that differ most, and its shares are those of the futures it was grown on."),
            format!("나무는 가장 다른 입력 {TREE_INPUTS}개만 나눌 수 있으며, 몫은 나무를 기른 미래에서 센 것이다."),
        );
        super::discovery::left_out(&mut finding, tree.left_out);
        let bars = tree.leaves.iter().map(|leaf| {
            let share = share_of(leaf.k, leaf.n);
            let named = said(leaf);
            let label = Said::new(named.en.replace('`', ""), named.ko.replace('`', ""));
            Bar { label, value: 100.0 * share.value, low: 100.0 * share.low, high: 100.0 * share.high, judged: false }
        });
        let mut bars: Vec<Bar> = bars.collect();
        bars.sort_by(|a, b| b.value.total_cmp(&a.value));
        finding.figures.push(Figure::Bars {
            name: format!("cart-{name}-{}", measure.name),
            title: Said::new(
                format!("{name}: how often each branch fails {}", measure.title.en),
                format!("{name}: 갈래마다 실패하는 미래, {}", measure.title.ko),
            ),
            axis: Said::new("futures of 100 that fail, 95 % interval", "미래 100개 가운데 실패, 95 % 구간"),
            bars,
        });
        let [n, density, low, high, coverage] = numbers;
        finding.tables.push(
            Table::new("branches")
                .text("when", rules)
                .number("futures", "", n)
                .number("density", "", density)
                .number("density_low", "", low)
                .number("density_high", "", high)
                .number("coverage", "", coverage),
        );
        Ok(finding)
    };
    super::some(ground.each(&ground.focus, one), |at, why| super::cannot(CART.name, &ground.name(ground.focus[at]), why))
}

/// The region that holds all leaves.
fn whole_of(tree: &cart::Cart) -> linchpin_explore::method::region::Region {
    use linchpin_explore::method::region::{Limit, Region};
    let mut limits = tree.leaves.first().map(|leaf| leaf.region.limits.clone()).unwrap_or_default();
    for leaf in &tree.leaves {
        for (whole, limit) in limits.iter_mut().zip(&leaf.region.limits) {
            match (whole, limit) {
                (Limit::Range { low, high }, Limit::Range { low: l, high: h }) => {
                    *low = low.min(*l);
                    *high = high.max(*h);
                }
                (Limit::Among(all), Limit::Among(some)) => {
                    all.extend(some.iter().copied());
                    all.sort_by(f64::total_cmp);
                    all.dedup();
                }
                _ => {}
            }
        }
    }
    Region { limits }
}

/// Some of the inputs of a ground.
struct Few<'a> {
    ground: &'a Ground<'a>,
    chosen: &'a [usize],
}

impl Few<'_> {
    fn condition(&self, leaf: &cart::Leaf, whole: &linchpin_explore::method::region::Region, order: &[usize]) -> Said {
        let mut limits = Vec::new();
        let mut all = Vec::new();
        let mut places = Vec::new();
        for (at, _) in self.ground.inputs.iter().enumerate() {
            let place = self.chosen.iter().position(|&c| c == at);
            let none = || linchpin_explore::method::region::Limit::Range { low: f64::NEG_INFINITY, high: f64::INFINITY };
            limits.push(place.map_or_else(none, |p| leaf.region.limits[p].clone()));
            all.push(place.map_or_else(none, |p| whole.limits[p].clone()));
            if place.is_some_and(|p| order.contains(&p)) {
                places.push(at);
            }
        }
        use linchpin_explore::method::region::Region;
        condition(self.ground, &Region { limits }, &Region { limits: all }, &places)
    }
}

fn run_stacking(ground: &Ground<'_>) -> Result<Vec<Finding>, Refusal> {
    let measure = super::discovery::judged(ground)?;
    let inputs = ground.region_inputs();
    let one = |&arm: &usize| -> Result<Finding, Refusal> {
        ground.going()?;
        let failures = ground.failures(arm, measure).unwrap_or_default();
        let chosen = strongest(ground, &failures, STACKED.min(ground.inputs.len()))?;
        let stack = stacking(&inputs, &failures, &chosen, LEVELS)?;
        let name = ground.name(arm);
        let mut finding = Finding::new(STACKING.name, Said::same(name.clone()));
        let rows = levels(ground, &stack.rows);
        let columns = levels(ground, &stack.columns);
        let cells = || stack.means.iter().flatten().copied().filter(|v| !v.is_nan());
        let (least, most) = cells().fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), v| (l.min(v), h.max(v)));
        let names: Vec<String> = chosen.iter().map(|&at| quoted(&ground.inputs[at].name)).collect();
        finding.say(
            format!(
                "Over thirds of {}, the share of futures in which {} fails {} goes from {} to {} of 100 by cell.",
                super::telling::and(&names),
                quoted(&name),
                quoted(&measure.name),
                hundred(least),
                hundred(most)
            ),
            format!(
                "{}의 삼분위로 나누면 {} ‘{}’에 실패하는 미래의 몫은 칸에 따라 100개 가운데 {}에서 {}까지이다.",
                names.join(", "),
                super::telling::subject(&name),
                measure.title.ko,
                hundred_ko(least),
                hundred_ko(most)
            ),
        );
        let fewest = stack.counts.iter().flatten().copied().min().unwrap_or(0);
        if fewest < 20 {
            finding.note(format!("The emptiest cell holds {fewest} futures."), format!("가장 빈 칸에는 미래가 {fewest}개 있다."));
        }
        super::discovery::left_out(&mut finding, stack.left_out);
        let (mut r, mut c, mut m, mut n) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for (row, label) in rows.iter().enumerate() {
            for (column, other) in columns.iter().enumerate() {
                r.push(label.clone());
                c.push(other.clone());
                m.push(stack.means[row][column]);
                n.push(stack.counts[row][column] as f64);
            }
        }
        finding
            .tables
            .push(Table::new("cells").text("row", r).text("column", c).number("share_failing", "", m).number("futures", "", n));
        finding.figures.push(Figure::Grid {
            name: format!("stacking-{name}-{}", measure.name),
            title: Said::new(
                format!(
                    "{name}: failures over {}",
                    chosen.iter().map(|&at| ground.inputs[at].name.as_str()).collect::<Vec<_>>().join(", ")
                ),
                format!("{name}: 강한 입력에 따른 실패"),
            ),
            cell: Said::new("share of futures that fail", "실패한 미래의 몫"),
            rows: rows.into_iter().map(Said::same).collect(),
            columns: columns.into_iter().map(Said::same).collect(),
            cells: stack.means,
        });
        Ok(finding)
    };
    super::some(ground.each(&ground.focus, one), |at, why| super::cannot(STACKING.name, &ground.name(ground.focus[at]), why))
}

/// Names of the cells along one side: one level of each stacked input, the outermost first.
fn levels(ground: &Ground<'_>, axes: &[Axis]) -> Vec<String> {
    let mut names = vec![String::new()];
    for axis in axes {
        let input = &ground.inputs[axis.input];
        let level = |at: usize| match (axis.by_value, at) {
            (true, _) => format!("{} = {}", input.name, value(input, axis.levels[at])),
            (false, 0) => format!("{} ≤ {}", input.name, value(input, axis.levels[0])),
            (false, at) if at + 1 == axis.count => format!("{} > {}", input.name, value(input, axis.levels[at - 1])),
            (false, at) => format!("{} ≤ {}", input.name, value(input, axis.levels[at])),
        };
        names = names
            .into_iter()
            .flat_map(|name| {
                (0..axis.count).map(level).map(move |level| if name.is_empty() { level } else { format!("{name}, {level}") })
            })
            .collect();
    }
    names
}
