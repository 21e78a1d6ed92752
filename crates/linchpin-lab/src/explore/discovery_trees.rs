//! Regions of failure from a tree, and the outcome stacked over the inputs that say most.
//!
//! Comes in: a ground. Goes out: for each strategy the leaves of a tree with their shares, and a grid of means. Refuses:
//! measures without a threshold.

use linchpin_core::diagnostic::Refusal;
use linchpin_core::table::Table;
use linchpin_explore::analysis::wilson;
use linchpin_explore::method::cart::{self, Cart, cart, ends, unseen};
use linchpin_explore::method::region::Input;
use linchpin_explore::method::regional::regional;
use linchpin_explore::method::stacking::{self, Axis, stacking};

use super::finding::{Bar, Figure, Finding, Said};
use super::ground::Ground;
use super::telling::{between_ko, condition, hundred, hundred_ko, quoted, subject, value};
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
fn strongest(inputs: &[Input<'_>], failures: &[f64], most: usize) -> Result<Vec<usize>, Refusal> {
    let found = regional(inputs, failures, 0, 0)?;
    let mut order: Vec<usize> = (0..inputs.len()).collect();
    order.sort_by(|&a, &b| found.inputs[b].distance.total_cmp(&found.inputs[a].distance).then(a.cmp(&b)));
    order.truncate(most);
    Ok(order)
}

/// A tree over the inputs that differ most, which are chosen anew for other futures.
fn grow(all: &[Input<'_>], failures: &[f64]) -> Result<(Vec<usize>, Cart), Refusal> {
    let chosen = strongest(all, failures, TREE_INPUTS)?;
    let inputs: Vec<Input<'_>> = chosen.iter().map(|&at| all[at]).collect();
    Ok((chosen, cart(&inputs, failures, LEAF)?))
}

fn run_cart(ground: &Ground<'_>) -> Result<Vec<Finding>, Refusal> {
    let measure = super::discovery::judged(ground)?;
    let all = ground.region_inputs();
    let one = |&arm: &usize| -> Result<Finding, Refusal> {
        ground.going()?;
        let failures = ground.failures(arm, measure).unwrap_or_default();
        let (chosen, tree) = grow(&all, &failures)?;
        let lost = unseen(&all, &failures, ground.seed, &grow);
        let name = ground.name(arm);
        let mut finding = Finding::new(CART.name, Said::same(name.clone()));
        let whole = tree.whole();
        // Regions of the few inputs, said with the names of all.
        let said = |leaf: &cart::Leaf| {
            let order: Vec<usize> = leaf.restricted.clone();
            let few = Few { ground, chosen: &chosen };
            few.condition(leaf, &whole, &order)
        };
        let ends_of = |leaf: &cart::Leaf| cart::interval(leaf, lost.of(leaf, &tree));
        let (mut rules, mut numbers): (Vec<String>, [Vec<f64>; 5]) = (Vec::new(), Default::default());
        for leaf in &tree.leaves {
            let (low, high) = ends_of(leaf);
            rules.push(said(leaf).en);
            let row = [leaf.n as f64, leaf.density, low, high, leaf.coverage];
            numbers.iter_mut().zip(row).for_each(|(column, value)| column.push(value));
        }
        if let Some((worst, best)) = ends(&tree) {
            let (worst, best) = (&tree.leaves[worst], &tree.leaves[best]);
            let (bad, good) = (said(worst), said(best));
            let ((low, high), (least, most)) = (ends_of(worst), ends_of(best));
            finding.say(
                format!(
                    "A tree of {} branches finds {} failing {} most where {} ({} of 100 futures there, {} to {}) and least where {} ({} of 100, {} to {}).",
                    tree.leaves.len(), quoted(&name), quoted(&measure.name), bad.en, hundred(worst.density), hundred(low), hundred(high), good.en, hundred(best.density), hundred(least), hundred(most)
                ),
                format!(
                    "갈래 {}개의 나무에서 {} ‘{}’에 가장 자주 실패하는 곳은 {}(그곳 미래 100개 가운데 {}, 구간 {}), 가장 드문 곳은 {}({}, 구간 {})이다.",
                    tree.leaves.len(), subject(&name), measure.title.ko, bad.ko, hundred_ko(worst.density), between_ko(low, high), good.ko, hundred_ko(best.density), between_ko(least, most)
                ),
            );
        }
        finding.note(
            format!("The tree may cut the {TREE_INPUTS} inputs that differ most. Intervals are those of other futures: they allow for the tree having been grown on these."),
            format!("나무는 가장 다른 입력 {TREE_INPUTS}개만 나눌 수 있다. 구간은 다른 미래에 대한 것으로, 나무를 바로 이 미래에서 길렀다는 점을 감안한다."),
        );
        super::discovery::left_out(&mut finding, tree.left_out);
        let bars = tree.leaves.iter().map(|leaf| {
            let (low, high) = ends_of(leaf);
            let named = said(leaf);
            let label = Said::new(named.en.replace('`', ""), named.ko.replace('`', ""));
            Bar { label, value: 100.0 * leaf.density, low: 100.0 * low, high: 100.0 * high, judged: false }
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
        let chosen = strongest(&inputs, &failures, STACKED.min(ground.inputs.len()))?;
        let stack = stacking(&inputs, &failures, &chosen, LEVELS)?;
        let name = ground.name(arm);
        let mut finding = Finding::new(STACKING.name, Said::same(name.clone()));
        let rows = levels(ground, &stack.rows);
        let columns = levels(ground, &stack.columns);
        let cells: Vec<(f64, usize)> =
            stack.means.iter().flatten().copied().zip(stack.counts.iter().flatten().copied()).collect();
        // Shares of a count: what they are of is the count of the cell.
        let within = |&(share, n): &(f64, usize)| match n {
            0 => (f64::NAN, f64::NAN),
            n => wilson((share * n as f64).round() as usize, n),
        };
        let filled = || cells.iter().filter(|cell| cell.1 > 0);
        let least = filled().min_by(|a, b| a.0.total_cmp(&b.0)).unwrap_or(&(f64::NAN, 0));
        let most = filled().max_by(|a, b| a.0.total_cmp(&b.0)).unwrap_or(&(f64::NAN, 0));
        let (of_least, of_most) = (within(least), within(most));
        let (least, most) = (least.0, most.0);
        let names: Vec<String> = chosen.iter().map(|&at| quoted(&ground.inputs[at].name)).collect();
        finding.say(
            format!(
                "Over thirds of {}, the share of futures in which {} fails {} goes from {} of 100 ({} to {}) to {} ({} to {}) by cell.",
                super::telling::and(&names),
                quoted(&name),
                quoted(&measure.name),
                hundred(least),
                hundred(of_least.0),
                hundred(of_least.1),
                hundred(most),
                hundred(of_most.0),
                hundred(of_most.1)
            ),
            format!(
                "{}의 삼분위로 나누면 {} ‘{}’에 실패하는 미래의 몫은 칸에 따라 100개 가운데 {}(구간 {})에서 {}(구간 {})까지이다.",
                names.join(", "),
                super::telling::subject(&name),
                measure.title.ko,
                hundred_ko(least),
                between_ko(of_least.0, of_least.1),
                hundred_ko(most),
                between_ko(of_most.0, of_most.1)
            ),
        );
        finding.note(
            "An interval is that of its cell alone; the least and the greatest of many cells are such by some luck.",
            "구간은 그 칸만의 것이다. 많은 칸 가운데 가장 작고 가장 큰 값에는 우연이 섞여 있다.",
        );
        let fewest = stack.counts.iter().flatten().copied().min().unwrap_or(0);
        if fewest < 20 {
            finding.note(
                format!("The emptiest cell holds {fewest} {}.", if fewest == 1 { "future" } else { "futures" }),
                format!("가장 빈 칸에는 미래가 {fewest}개 있다."),
            );
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
        let (low, high): (Vec<f64>, Vec<f64>) = cells.iter().map(within).unzip();
        finding.tables.push(
            Table::new("cells")
                .text("row", r)
                .text("column", c)
                .number("share_failing", "", m)
                .number("low", "", low)
                .number("high", "", high)
                .number("futures", "", n),
        );
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
