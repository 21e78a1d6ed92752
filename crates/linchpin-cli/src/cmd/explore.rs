//! `linchpin explore`: what matters, when it fails, what holds up.
//!
//! Comes in: a model or a study. Goes out: findings in sentences and tables; files in the study. Refuses: what the lab
//! refuses. An analysis that is named must be possible (exit 2); of the whole set, those that are not are listed.

use std::path::{Path, PathBuf};

use linchpin_core::diagnostic::{Refusal, SourceMap};
use linchpin_core::model::Model;
use linchpin_lab::explore::{self, About, Effort, Explored, Finding, Ground, Hands, USUAL};
use linchpin_lab::plot::Language;
use linchpin_lab::run::{Manner, Plan, Request, plan};
use linchpin_lab::study::{self, Study};
use linchpin_lab::wire;
use linchpin_lab::words::grouped;

use super::{Exit, wrapped};
use crate::screen::Screen;

/// What it is asked.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  linchpin explore korea-2026                                  every analysis, all strategies
  linchpin explore korea-2026 --only prim,structural           when strategies fail, which orderings survive
  linchpin explore lake --only sobol --policy middling --outcome reliability
  linchpin explore linchpin-studies/lake-s42-n2000 --only prim a study that is there
  linchpin explore lake --until 1%                             as many futures as the answer needs
  linchpin explore --list                                      the analyses

On a study only its own futures speak: indices that need another design are refused there.")]
pub struct Arguments {
    /// A model that comes along, a folder with a model, or a study that `linchpin run` has written
    #[arg(value_name = "MODEL|STUDY", required_unless_present = "list")]
    what: Option<String>,
    /// Only these analyses, separated by commas
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    only: Vec<String>,
    /// Only findings about this strategy; may be repeated [default: all]
    #[arg(long, value_name = "NAME")]
    policy: Vec<String>,
    /// An outcome or criterion to explore; may be repeated [default: the first criterion and the headline]
    #[arg(long, value_name = "NAME")]
    outcome: Vec<String>,
    /// Set a lever or an uncertainty in every strategy; may be repeated
    #[arg(long, value_name = "NAME=VALUE")]
    set: Vec<String>,
    /// Explore within this world
    #[arg(long, value_name = "NAME")]
    world: Option<String>,
    /// How many futures
    #[arg(long, allow_negative_numbers = true, value_name = "N", default_value_t = 2000)]
    futures: u64,
    /// Add futures until the answer is this stable, such as 1%
    #[arg(long, value_name = "SHARE")]
    until: Option<String>,
    /// What must be stable: figure, ordering or box
    #[arg(long, value_name = "WHAT", default_value = "figure", requires = "until")]
    stable: String,
    /// The seed of all luck
    #[arg(long, allow_negative_numbers = true, value_name = "S", default_value_t = 42)]
    seed: u64,
    /// The least share of failures inside a box
    #[arg(long, value_name = "SHARE")]
    density: Option<String>,
    /// What each step towards a box is judged by: lenient1, lenient2 or original
    #[arg(long, value_name = "NAME", default_value = "lenient1")]
    objective: String,
    /// Draws of the fixed weights
    #[arg(long, allow_negative_numbers = true, value_name = "N", default_value_t = USUAL.jitters)]
    draws: u32,
    /// Blocks of the design for Sobol' indices
    #[arg(long, allow_negative_numbers = true, value_name = "N", default_value_t = USUAL.blocks)]
    blocks: u64,
    /// Keep every event silent
    #[arg(long)]
    no_events: bool,
    /// Threads; 0 for one a core
    #[arg(long, allow_negative_numbers = true, value_name = "N", default_value_t = 0)]
    threads: usize,
    /// The folder for the study [default: a fresh one in linchpin-studies]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Replace a study that is in that folder
    #[arg(long, requires = "out")]
    force: bool,
    /// Write nothing
    #[arg(long, conflicts_with = "out")]
    no_study: bool,
    /// Sentences in Korean
    #[arg(long)]
    ko: bool,
    /// Print the tables too
    #[arg(long)]
    tables: bool,
    /// Print JSON
    #[arg(long)]
    json: bool,
    /// List the analyses
    #[arg(long)]
    list: bool,
}

/// Explores, and tells.
pub fn run(arguments: &Arguments, screen: &mut Screen) -> Result<Exit, Refusal> {
    let done = explored(arguments, screen);
    super::unless_interrupted(done, screen, "no findings were written")
}

fn explored(arguments: &Arguments, screen: &mut Screen) -> Result<Exit, Refusal> {
    let analyses = explore::named(&arguments.only)?;
    let Some(what) = arguments.what.as_deref().filter(|_| !arguments.list) else {
        let rows: Vec<Vec<String>> = analyses.iter().map(|row| vec![row.name.to_owned(), row.doc.to_owned()]).collect();
        super::columns(screen, &rows);
        return Ok(Exit::Fine);
    };
    let effort = effort(arguments)?;
    let place = Path::new(what);
    let of_study = place.join("study.toml").is_file();
    let asked = if of_study { place.join("model").display().to_string() } else { what.to_owned() };
    let Some((opened, model)) = super::open(&asked, screen)? else { return Ok(Exit::Findings) };
    let cancel = super::cancelled_by_signals(screen);
    let hands = Hands { threads: arguments.threads, cancel: &cancel };
    let about = About { policies: arguments.policy.clone(), outcomes: arguments.outcome.clone() };
    let (mut ground, folder) = match of_study {
        true => {
            let study = Study::open(place)?;
            let (plan, outcomes) = linchpin_lab::explore::from_study(&model, &study)?;
            (Ground::new(&model, &opened.sources, &plan, outcomes, &about, hands)?, Some(study.path))
        }
        false => ran(arguments, &model, &opened.sources, &about, hands, screen)?,
    };
    ground.as_drawn = of_study;
    ground.effort = effort;
    let total = analyses.len();
    let strict = !arguments.only.is_empty();
    let explored = explore::explore_all(&ground, &analyses, strict, &mut |at, row| {
        if !arguments.json {
            screen.progress(format!("{} of {total}: {}", at + 1, row.title.0));
        }
    })?;
    let fingerprint = study::fingerprint_of(&opened.sources);
    let shape = explore::shape(&ground, &explored, &fingerprint, &command(arguments, what));
    if arguments.json {
        screen.print(&wire::json(&shape));
    } else {
        tell(&ground, &explored, arguments, screen);
    }
    if let Some(folder) = folder.filter(|_| !arguments.no_study) {
        let saved = explore::save(&folder, &ground, &fingerprint, &explored.findings, &shape)?;
        if !arguments.json {
            let (tables, pictures, place) = (grouped(saved.tables), grouped(saved.pictures), saved.folder.display());
            if arguments.ko {
                screen.line(format!("결과: {place}에 표 {tables}개와 그림 {pictures}개"));
                screen.line(format!("보고서: linchpin report {} --language ko", folder.display()));
            } else {
                let s = |count: usize| if count == 1 { "" } else { "s" };
                let (t, p) = (s(saved.tables), s(saved.pictures));
                screen.line(format!("Findings: {tables} table{t} and {pictures} picture{p} in {place}"));
                screen.line(format!("Report: linchpin report {}", folder.display()));
            }
        }
    }
    Ok(Exit::Fine)
}

fn effort(arguments: &Arguments) -> Result<Effort, Refusal> {
    let density = arguments.density.as_deref().map(|text| super::share(text, "--density")).transpose()?;
    if arguments.draws == 0 || arguments.blocks < 2 {
        return Err(Refusal::new("too few draws or blocks", "give --draws 1 or more, --blocks 2 or more"));
    }
    let objective = explore::objective(&arguments.objective)?;
    Ok(Effort { density, objective, jitters: arguments.draws, blocks: arguments.blocks, ..USUAL })
}

/// Runs all strategies, and writes a study where one is wanted.
fn ran<'a>(
    arguments: &Arguments,
    model: &'a Model,
    sources: &'a SourceMap,
    about: &About,
    hands: Hands<'a>,
    screen: &mut Screen,
) -> Result<(Ground<'a>, Option<PathBuf>), Refusal> {
    let until = arguments.until.as_deref().map(|text| super::share(text, "--until")).transpose()?;
    let mut request = Request {
        worlds: arguments.world.iter().cloned().collect(),
        sets: arguments.set.clone(),
        // A design that can be continued, where futures are to be added.
        design: until.map(|_| "monte_carlo".to_owned()),
        events: !arguments.no_events,
        experiments: true,
        ..Request::of(arguments.futures, arguments.seed)
    };
    // Names are checked before anything is run.
    let first = plan(model, &request)?;
    Ground::check(model, sources, &first, about)?;
    if let Some(width) = until {
        let wanted = explore::Stable::of(&arguments.stable)?;
        let mut step = |futures: u64, left: f64| {
            screen.progress(format!("{} futures: {}", grouped(futures as usize), explore::Stable::words(wanted, left)));
        };
        let reached = explore::until(model, sources, &first, about, hands, (wanted, width), &mut step)?;
        screen.note(reached.words());
        request.futures = reached.futures;
    }
    let plan: Plan = plan(model, &request)?;
    let place = match (arguments.no_study, &arguments.out) {
        (true, _) => None,
        (false, Some(out)) => Some(out.clone()),
        (false, None) => Some(study::fresh_place(model, &plan)),
    };
    let mut writer = match &place {
        Some(place) => Some(study::start(place, arguments.force, model, sources, &plan)?),
        None => None,
    };
    let (arms, futures) = (plan.experiment.arms.len(), plan.experiment.futures.count as usize);
    let strategies = if arms == 1 { "1 strategy".to_owned() } else { format!("{arms} strategies") };
    let s = if futures == 1 { "" } else { "s" };
    screen.progress(format!("{}: {} future{s} x {strategies}", model.name, grouped(futures)));
    let manner = Manner { threads: arguments.threads, cancel: hands.cancel, progress: &|_, _| {} };
    let ran = linchpin_lab::run::run(model, &plan, manner, writer.as_mut())?;
    if ran.cancelled {
        return Err(Refusal::new("interrupted", ""));
    }
    if let Some(writer) = writer {
        writer.finish()?;
    }
    // What does not fit the memory beside a study is read back from it.
    let outcomes = match &place {
        Some(place) if !ran.held => explore::from_study(model, &Study::open(place)?)?.1,
        _ => ran.outcomes,
    };
    Ok((Ground::new(model, sources, &plan, outcomes, about, hands)?, place))
}

fn tell(ground: &Ground<'_>, explored: &Explored, arguments: &Arguments, screen: &mut Screen) {
    let language = if arguments.ko { Language::Korean } else { Language::English };
    screen.line(format!(
        "{}  {}",
        screen.bold(&ground.model.name),
        screen.dim(&format!("{} futures, seed {}, {}", grouped(ground.futures()), ground.seed, ground.design))
    ));
    for row in explore::ANALYSES {
        let findings: Vec<&Finding> = explored.findings.iter().filter(|finding| finding.analysis == row.name).collect();
        if findings.is_empty() {
            continue;
        }
        screen.line("");
        let title = if arguments.ko { row.title.1 } else { row.title.0 };
        screen.line(format!("{}  {}", screen.bold(title), screen.dim(row.name)));
        let mut noted: Vec<&str> = Vec::new();
        for finding in findings {
            finding.said.iter().for_each(|said| wrapped(screen, "  ", said.of(language)));
            for note in finding.notes.iter().map(|note| note.of(language)) {
                if !noted.contains(&note) {
                    noted.push(note);
                }
            }
            if arguments.tables {
                finding.tables.iter().for_each(|table| print_table(screen, table));
            }
        }
        for note in noted {
            for (at, line) in super::lines_of(note, screen.columns(98) - 4).into_iter().enumerate() {
                screen.line(screen.dim(&format!("{}{line}", if at == 0 { "  - " } else { "    " })));
            }
        }
    }
    for (row, refusal) in &explored.not_done {
        screen.line("");
        let (title, word) = if arguments.ko { (row.title.1, "하지 않음") } else { (row.title.0, "not done") };
        screen.line(format!("{}  {}", screen.bold(title), screen.dim(word)));
        let [why, help] = [&refusal.why, &refusal.help].map(|text| explore::refused::said(text));
        wrapped(screen, "  ", &format!("{}. {}", why.of(language), help.of(language)));
    }
    screen.line("");
    let caveat = if arguments.ko {
        "비율은 이 모형의 가정 아래 뽑은 표본 미래에서 센 것이고, 구간(95 %)은 표본의 우연만 말할 뿐 모형이 틀렸을 가능성은 말하지 않는다. \
         전략이 실패하는 조건을 찾았다고 해서 실패하리라고 내다보는 것은 아니다."
    } else {
        "Shares are of sampled futures under this model's assumptions; intervals (95 %) speak of sampling, not of a wrong model. A \
         condition under which a strategy fails is no forecast that it will."
    };
    wrapped(screen, "", caveat);
}

fn print_table(screen: &mut Screen, table: &linchpin_core::table::Table) {
    use linchpin_core::table::Values;
    screen.line("");
    let head: Vec<String> = table.columns.iter().map(|column| column.name.clone()).collect();
    let length = table.columns.first().map_or(0, |column| match &column.values {
        Values::Number(values) => values.len(),
        Values::Text(values) => values.len(),
    });
    let cell = |column: &linchpin_core::table::Column, row: usize| match &column.values {
        Values::Number(values) if values[row].is_nan() => "-".to_owned(),
        Values::Number(values) => linchpin_lab::figure::short(values[row]),
        Values::Text(values) => values[row].clone(),
    };
    let rows = (0..length.min(40)).map(|row| table.columns.iter().map(|column| cell(column, row)).collect());
    let all: Vec<Vec<String>> = std::iter::once(head).chain(rows).collect();
    super::columns(screen, &all);
    if length > 40 {
        screen.line(format!("  ... {} rows in all, in the study", grouped(length)));
    }
    screen.line("");
}

/// The command that gives the same findings again.
fn command(arguments: &Arguments, what: &str) -> String {
    let mut words = vec!["linchpin explore".to_owned(), what.to_owned()];
    let mut flag = |name: &str, value: &str| words.push(format!("--{name} {value}"));
    if !arguments.only.is_empty() {
        flag("only", &arguments.only.join(","));
    }
    arguments.policy.iter().for_each(|name| flag("policy", name));
    arguments.outcome.iter().for_each(|name| flag("outcome", name));
    arguments.set.iter().for_each(|set| flag("set", set));
    arguments.world.iter().for_each(|name| flag("world", name));
    flag("futures", &arguments.futures.to_string());
    flag("seed", &arguments.seed.to_string());
    if let Some(until) = &arguments.until {
        flag("until", until);
        flag("stable", &arguments.stable);
    }
    if let Some(density) = &arguments.density {
        flag("density", density);
    }
    if arguments.objective != "lenient1" {
        flag("objective", &arguments.objective);
    }
    flag("draws", &arguments.draws.to_string());
    flag("blocks", &arguments.blocks.to_string());
    words.join(" ")
}
