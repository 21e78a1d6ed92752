//! The chapters of a report, in order.
//!
//! Comes in: a study, its model, its findings. Goes out: blocks. Refuses: a study in which nothing was explored.

use linchpin_core::diagnostic::{Refusal, SourceMap};
use linchpin_core::model::{Kind, Model, Setting, Variable};
use linchpin_store::Study;

use super::{Block, Report, caveats, checklist, ground, korean};
use crate::compare::shown_unit;
use crate::explore::of_study;
use crate::figure::{date, exact, short};
use crate::plot::Language;
use crate::wire::explore::{CellShown, ExploreReport, FindingShown, SaidShown, TableShown};

/// Rows of a table that a report prints; the rest stands in the study.
const ROWS: usize = 14;
/// Pictures of one analysis.
const PICTURES: usize = 2;
/// Largest picture, in bytes of SVG, that is put into a page.
const LARGEST: u64 = 300_000;

/// Words in two languages.
pub(super) struct Tongue {
    pub korean: bool,
}

impl Tongue {
    pub(super) fn say(&self, en: &str, ko: &str) -> String {
        if self.korean { ko.to_owned() } else { en.to_owned() }
    }

    pub(super) fn of(&self, said: &SaidShown) -> String {
        said.in_language(self.korean).to_owned()
    }

    /// The longer text, the Korean one where it is wanted and there.
    pub(super) fn text<'w>(&self, words: &'w linchpin_core::model::Words) -> &'w str {
        if self.korean && !words.text_ko.is_empty() { &words.text_ko } else { &words.text }
    }

    /// A title, a Korean one where it is wanted and there.
    pub(super) fn title(&self, words: &linchpin_core::model::Words, name: &str) -> String {
        let language = if self.korean { Language::Korean } else { Language::English };
        language.title(&words.title, &words.ko, name).to_owned()
    }
}

/// What a report is made from.
pub(super) struct Stuff<'a> {
    pub model: &'a Model,
    pub sources: &'a SourceMap,
    pub study: &'a Study,
    pub found: ExploreReport,
    pub tongue: Tongue,
}

/// Assembles a report.
pub fn assemble(study: &Study, model: &Model, sources: &SourceMap, language: Language) -> Result<Report, Refusal> {
    let found = of_study(&study.path)?;
    let stuff = Stuff { model, sources, study, found, tongue: Tongue { korean: language == Language::Korean } };
    let tongue = &stuff.tongue;
    let mut blocks = Vec::new();
    question(&stuff, &mut blocks);
    policies(&stuff, &mut blocks);
    let chapters: [(&str, &str, &[&str]); 6] = [
        ("Results", "결과", &["comparison", "structural"]),
        ("Trade-offs", "맞바꿈", &["pareto", "robustness", "factorial"]),
        ("What matters", "무엇이 중요한가", &["given_data", "features", "pawn", "delta", "sobol", "morris"]),
        ("When it fails", "언제 실패하는가", &["prim", "rotated", "regional", "cart", "stacking", "tipping", "worlds"]),
        ("Signposts", "길잡이", &["signposts"]),
        ("What is worth finding out", "무엇을 알아볼 것인가", &["information"]),
    ];
    for (en, ko, names) in chapters {
        chapter(&stuff, &tongue.say(en, ko), names, &mut blocks);
    }
    undecided(&stuff, &mut blocks);
    ground::evidence(&stuff, &mut blocks);
    caveats::caveats(&stuff, &mut blocks);
    checklist::checklist(&stuff, &mut blocks);
    reproduce(&stuff, &mut blocks);
    let asked = &stuff.study.asked;
    let futures = crate::words::grouped(usize::try_from(asked.done).unwrap_or(usize::MAX));
    let below = match stuff.tongue.korean {
        true => format!(
            "미래 {futures}개, 시드 {}, {}, 모형 {} ({})",
            asked.seed,
            korean::word(&asked.design),
            model.name,
            crate::study::short_fingerprint(&asked.fingerprint)
        ),
        false => format!(
            "{futures} futures, seed {}, {}, model {} ({})",
            asked.seed,
            asked.design.replace('_', " "),
            model.name,
            crate::study::short_fingerprint(&asked.fingerprint)
        ),
    };
    Ok(Report { title: stuff.tongue.title(&model.words, &model.name), below, language, blocks })
}

fn question(stuff: &Stuff<'_>, blocks: &mut Vec<Block>) {
    let tongue = &stuff.tongue;
    let model = stuff.model;
    blocks.push(Block::Heading(1, tongue.say("The question", "질문")));
    if !model.words.text.is_empty() {
        blocks.push(Block::Paragraph(tongue.text(&model.words).to_owned()));
    }
    let arms = stuff.study.asked.arms.len();
    let futures = crate::words::grouped(usize::try_from(stuff.study.asked.done).unwrap_or(usize::MAX));
    let (from, to) = (date(&model.time, model.time.start), date(&model.time, model.time.stop));
    blocks.push(Block::Paragraph(match tongue.korean {
        true => format!("전략 {arms}개를 같은 미래 {futures}개에서 같은 운으로 견준다({from}~{to}). 기준은 {}이다.", stuff.found.baseline),
        false => format!("{arms} strategies are compared in the same {futures} sampled futures under the same luck, from {from} to {to}. Differences are from {}, the baseline.", stuff.found.baseline),
    }));
    let rows = model.outcomes().into_iter().map(|id| model.variable(id)).filter(|variable| !variable.hidden).map(|variable| {
        let (unit, scale) = shown_unit(variable, stuff.sources);
        let (better, limit) = match &variable.kind {
            Kind::Outcome { better, acceptable, .. } => (
                match better {
                    linchpin_core::model::Better::Higher => tongue.say("higher", "높을수록"),
                    linchpin_core::model::Better::Lower => tongue.say("lower", "낮을수록"),
                    linchpin_core::model::Better::Neither => tongue.say("shown only", "표시만"),
                },
                acceptable.map_or_else(String::new, |limit| crate::report::threshold(limit, scale)),
            ),
            _ => Default::default(),
        };
        vec![variable.name.clone(), tongue.title(&variable.words, &variable.name), unit, better, limit]
    });
    let head = [("outcome", "결과"), ("meaning", "뜻"), ("unit", "단위"), ("good", "좋은 쪽"), ("acceptable", "허용")];
    blocks.push(Block::Table { head: head.iter().map(|(en, ko)| tongue.say(en, ko)).collect(), rows: rows.collect() });
    for criterion in &model.criteria {
        let members: Vec<&str> = criterion.outcomes.iter().map(|&id| model.variable(id).name.as_str()).collect();
        let title = tongue.title(&criterion.words, &criterion.name);
        blocks.push(Block::Paragraph(match tongue.korean {
            true => format!("기준 {}({title}): 다음이 모두 허용 범위일 때 충족한다. {}.", criterion.name, members.join(", ")),
            false => {
                format!("The criterion {} ({title}) is met where {} are acceptable together.", criterion.name, members.join(", "))
            }
        }));
    }
}

fn policies(stuff: &Stuff<'_>, blocks: &mut Vec<Block>) {
    let (tongue, model) = (&stuff.tongue, stuff.model);
    blocks.push(Block::Heading(1, tongue.say("The strategies", "전략")));
    let mut seen: Vec<&str> = Vec::new();
    for arm in &stuff.study.asked.arms {
        let Some(policy) =
            model.policies.iter().find(|policy| policy.name == arm.policy).filter(|_| !seen.contains(&arm.policy.as_str()))
        else {
            continue;
        };
        seen.push(&arm.policy);
        let stress =
            if policy.stress { tongue.say(" (stress test, not ranked)", " (시험용, 순위 없음)") } else { String::new() };
        blocks.push(Block::Heading(3, format!("{}: {}{stress}", policy.name, tongue.title(&policy.words, &policy.name))));
        if !policy.words.text.is_empty() {
            blocks.push(Block::Paragraph(tongue.text(&policy.words).to_owned()));
        }
        let settings: Vec<String> = policy
            .settings
            .iter()
            .map(|(id, setting)| {
                let variable = model.variable(*id);
                format!("{}: {}", tongue.title(&variable.words, &variable.name), set_to(stuff, variable, setting))
            })
            .collect();
        match settings.is_empty() {
            true => blocks.push(Block::Paragraph(tongue.say("Every lever as declared.", "모든 지렛대는 선언된 그대로다."))),
            false => blocks.push(Block::List(settings)),
        }
    }
}

/// A setting in words.
fn set_to(stuff: &Stuff<'_>, variable: &Variable, setting: &Setting) -> String {
    let (unit, scale) = shown_unit(variable, stuff.sources);
    // On a calendar a lever in years that stands near the run's dates is a date, not a span.
    let time = &stuff.model.time;
    let dated = |v: f64| time.calendar && unit == "year" && (v - time.start).abs() < 100.0;
    let named = if unit == "1" { String::new() } else { format!(" {unit}") };
    let value = |v: f64| match dated(v) {
        true => stuff.tongue.say(&exact(v / scale), &format!("{}년", exact(v / scale))),
        false => format!("{}{named}", exact(v / scale)),
    };
    match setting {
        Setting::Constant(v) => value(*v),
        Setting::Path(points) => {
            let said: Vec<String> =
                points.iter().map(|(at, v)| format!("{} → {}", date(&stuff.model.time, *at), value(*v))).collect();
            said.join(", ")
        }
        Setting::Rule(_) => stuff.tongue.say("follows a rule that reads the state", "상태를 읽는 규칙을 따른다"),
    }
}

fn chapter(stuff: &Stuff<'_>, title: &str, names: &[&str], blocks: &mut Vec<Block>) {
    let findings: Vec<&FindingShown> =
        stuff.found.findings.iter().filter(|finding| names.contains(&finding.analysis.as_str())).collect();
    if findings.is_empty() {
        return;
    }
    blocks.push(Block::Heading(1, title.to_owned()));
    for name in names {
        let of: Vec<&&FindingShown> = findings.iter().filter(|finding| finding.analysis == *name).collect();
        let Some(first) = of.first() else { continue };
        blocks.push(Block::Heading(2, stuff.tongue.of(&first.question)));
        let said: Vec<String> = of.iter().flat_map(|finding| &finding.said).map(|said| stuff.tongue.of(said)).collect();
        match said.len() {
            1 => blocks.extend(said.into_iter().map(Block::Paragraph)),
            _ => blocks.push(Block::List(said)),
        }
        let mut notes: Vec<String> = Vec::new();
        for note in of.iter().flat_map(|finding| &finding.notes).map(|note| stuff.tongue.of(note)) {
            if !notes.contains(&note) {
                notes.push(note);
            }
        }
        blocks.extend(notes.into_iter().take(4).map(Block::Note));
        // The finding about the baseline is shown in full, else the first; the others stand in the study.
        let shown = of.iter().find(|finding| finding.subject.en.starts_with(&stuff.found.baseline)).unwrap_or(first);
        blocks.extend(shown.tables.iter().take(1).map(|table| table_block(&stuff.tongue, table)));
        let folder = stuff.study.path.join("findings");
        let mut drawn = 0;
        for figure in &shown.figures {
            let end = if stuff.tongue.korean { ".ko" } else { "" };
            let file = folder.join(format!("{}{end}", figure.name));
            let svg = folder.join(format!("{}{end}.svg", figure.name));
            let fits = std::fs::metadata(&svg).is_ok_and(|data| data.len() <= LARGEST);
            if fits && drawn < PICTURES {
                drawn += 1;
                blocks.push(Block::Picture { file, title: stuff.tongue.of(&figure.title) });
            }
        }
    }
}

fn table_block(tongue: &Tongue, table: &TableShown) -> Block {
    let said = |text: &str| if tongue.korean { korean::word(text) } else { text.to_owned() };
    let head = table.columns.iter().map(|column| {
        let unit = if column.unit.is_empty() { String::new() } else { format!(" ({})", said(&column.unit)) };
        let name = if tongue.korean { korean::column(&column.name) } else { column.name.replace('_', " ") };
        format!("{name}{unit}")
    });
    let cell = |cell: &CellShown| match cell {
        CellShown::Number(Some(value)) => short(*value),
        CellShown::Number(None) => "–".into(),
        CellShown::Text(text) => said(text).replace('`', ""),
    };
    let all = table.rows();
    let mut rows: Vec<Vec<String>> = (0..all.min(ROWS))
        .map(|row| table.columns.iter().map(|column| column.values.get(row).map(cell).unwrap_or_default()).collect())
        .collect();
    if all > ROWS {
        let mut last = vec![String::new(); table.columns.len()];
        if let Some(first) = last.first_mut() {
            *first = if tongue.korean {
                format!("… 모두 {all}행, 연구 폴더에 있음")
            } else {
                format!("… {all} rows in all, in the study")
            };
        }
        rows.push(last);
    }
    Block::Table { head: head.collect(), rows }
}

fn undecided(stuff: &Stuff<'_>, blocks: &mut Vec<Block>) {
    let tongue = &stuff.tongue;
    blocks.push(Block::Heading(1, tongue.say("What is undecided", "갈리지 않는 것")));
    let mut points = Vec::new();
    for finding in stuff.found.findings.iter().filter(|finding| finding.analysis == "structural") {
        let Some(table) = finding.tables.iter().find(|table| table.name == "orderings") else { continue };
        let text = |column: &str, row: usize| {
            table.columns.iter().find(|c| c.name == column).and_then(|c| c.values.get(row)).map_or(String::new(), |cell| {
                match cell {
                    CellShown::Text(text) => text.clone(),
                    CellShown::Number(value) => value.map_or(String::new(), |v| format!("{v:.0}")),
                }
            })
        };
        let open: Vec<String> = (0..table.rows())
            .filter(|&row| text("verdict", row) == "undecided")
            .map(|row| {
                let (kept, draws) = (text("kept", row), text("draws", row));
                let counted = tongue.say(&format!("{kept} of {draws}"), &format!("{draws}번 가운데 {kept}번"));
                format!("{} / {} ({counted})", text("first", row), text("second", row))
            })
            .collect();
        if !open.is_empty() {
            points.push(format!("{}: {}", tongue.of(&finding.subject), open.join("; ")));
        }
    }
    match points.is_empty() {
        true => blocks.push(Block::Paragraph(
            tongue.say("No ordering that was tested failed to survive.", "시험한 순서 가운데 살아남지 못한 것은 없다."),
        )),
        false => {
            blocks.push(Block::Paragraph(tongue.say(
                "These orderings do not hold in nine of ten draws of the fixed weights, and nothing is said about them (in brackets: draws that keep them).",
                "다음 순서는 고정 가중치를 바꾸면 열에 아홉 번 남지 않으므로 아무 말도 하지 않는다(괄호: 남은 횟수).",
            )));
            blocks.push(Block::List(points));
        }
    }
    for finding in stuff.found.findings.iter().filter(|finding| finding.analysis == "convergence") {
        blocks.extend(finding.said.iter().map(|said| Block::Paragraph(tongue.of(said))));
    }
    if !stuff.found.not_done.is_empty() {
        blocks.push(Block::Heading(2, tongue.say("What was not done", "하지 않은 것")));
        let question = |name: &str| {
            let row = crate::explore::ANALYSES.iter().find(|row| row.name == name);
            row.map_or_else(|| name.to_owned(), |row| tongue.say(row.title.0, row.title.1))
        };
        let why = |not: &crate::wire::explore::NotDone| {
            let why = tongue.of(&SaidShown::of(&crate::explore::refused::said(&not.why)));
            format!("{} ({}): {why}", question(&not.analysis), not.analysis)
        };
        blocks.push(Block::List(stuff.found.not_done.iter().map(why).collect()));
    }
}

fn reproduce(stuff: &Stuff<'_>, blocks: &mut Vec<Block>) {
    let (tongue, asked) = (&stuff.tongue, &stuff.study.asked);
    blocks.push(Block::Heading(1, tongue.say("How to get the same again", "다시 얻는 방법")));
    blocks.push(Block::Paragraph(tongue.say(
        "The same model text, seed and version give the same bits on any machine with any number of threads. The model's texts are kept in the study's folder `model`.",
        "같은 모형 글, 시드, 판이면 어느 컴퓨터에서든 스레드 수와 무관하게 비트까지 같은 결과가 나온다. 모형 글은 연구 폴더의 `model`에 있다.",
    )));
    blocks.push(Block::Code(stuff.found.command.clone()));
    let rows = [
        (tongue.say("version", "판"), asked.version.clone()),
        (tongue.say("SHA-256 of the model's texts", "모형 글의 SHA-256"), asked.fingerprint.clone()),
        (tongue.say("seed", "시드"), asked.seed.to_string()),
        (tongue.say("futures", "미래"), asked.done.to_string()),
        (tongue.say("design", "설계"), asked.design.replace('_', " ")),
    ];
    blocks.push(Block::Table {
        head: vec![tongue.say("what", "항목"), tongue.say("value", "값")],
        rows: rows.into_iter().map(|(a, b)| vec![a, b]).collect(),
    });
}
