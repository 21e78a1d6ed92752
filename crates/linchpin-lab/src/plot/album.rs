//! Which pictures a study gives.
//!
//! Comes in: a study, its model, what is wanted. Goes out: scenes with names, and files. Refuses: names that are not
//! there, with what is.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use linchpin_core::diagnostic::{Refusal, SourceMap, nearest};
use linchpin_core::experiment::Arm;
use linchpin_core::model::{Model, PolicyId, WorldId};
use linchpin_store::{Study, write_whole};

use super::differences::{self, arm_title};
use super::fan::{self, Fan, Panel};
use super::font::Fonts;
use super::frame::{Caption, Studio};
use super::phrases::Language;
use super::png::png;
use super::scene::Scene;
use super::svg::svg;
use crate::compare::{ArmShown, Compared, Comparison, Pace, compare_study, shown_unit};
use crate::each::each;
use crate::study::short_fingerprint;

/// Dots of a PNG to a unit of a scene.
const SCALE: f64 = 2.0;

/// A study with the model that it was run with.
pub struct Album<'a> {
    /// The study.
    pub study: &'a Study,
    /// The model, read from the study's own copy.
    pub model: &'a Model,
    /// Its texts.
    pub sources: &'a SourceMap,
    /// Its comparisons, world by world, with verdicts that survived other weights; empty where nobody tested them.
    pub tested: &'a [Comparison],
}

/// A sort of picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One variable over time.
    Fan,
    /// Strategies side by side.
    Compare,
}

/// Which pictures are wanted.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// Sorts; empty for all.
    pub kinds: Vec<Kind>,
    /// Variables of fans, outcomes of comparisons; empty for what was recorded and the headline.
    pub variables: Vec<String>,
    /// Policies; empty for all. The baseline comes along.
    pub policies: Vec<String>,
    /// The world; `None` for the first that the study holds.
    pub world: Option<String>,
    /// Language.
    pub language: Language,
}

impl Wanted {
    /// Everything, in English.
    pub fn all() -> Wanted {
        Wanted { kinds: Vec::new(), variables: Vec::new(), policies: Vec::new(), world: None, language: Language::English }
    }

    fn has(&self, kind: Kind) -> bool {
        self.kinds.is_empty() || self.kinds.contains(&kind)
    }
}

/// A picture with the name of its files.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    /// Name without an ending, such as `fan-tension`.
    pub name: String,
    /// What it shows.
    pub scene: Scene,
}

/// Draws what is wanted.
pub fn pictures(album: &Album<'_>, wanted: &Wanted, fonts: &Fonts) -> Result<Vec<Picture>, Refusal> {
    let chosen = choose(album, wanted)?;
    require_known(album, wanted)?;
    let mut pictures = Vec::new();
    if wanted.has(Kind::Compare) && chosen.arms.len() > 1 {
        pictures.extend(comparison(album, wanted, &chosen, fonts)?);
    }
    if wanted.has(Kind::Fan) {
        let names =
            album.study.series_names()?.into_iter().filter(|name| wanted.variables.is_empty() || wanted.variables.contains(name));
        for name in names {
            pictures.extend(fan_chart(album, wanted, &chosen, &name, fonts)?);
        }
    }
    match pictures.is_empty() && !wanted.kinds.is_empty() {
        true => Err(Refusal::new(
            "there is nothing to draw",
            "a comparison needs two strategies, a fan a recorded variable that is not hidden",
        )),
        false => Ok(pictures),
    }
}

/// Writes pictures as SVG and PNG into a folder; returns the paths.
pub fn write(folder: &Path, pictures: &[Picture], fonts: &Fonts) -> Result<Vec<PathBuf>, Refusal> {
    let one = |picture: &Picture| -> Result<Vec<PathBuf>, Refusal> {
        let paths = [folder.join(format!("{}.svg", picture.name)), folder.join(format!("{}.png", picture.name))];
        write_whole(&paths[0], svg(&picture.scene).as_bytes())?;
        write_whole(&paths[1], &png(&picture.scene, SCALE, fonts)?)?;
        Ok(paths.to_vec())
    };
    // One that cannot be drawn is told, and takes neither the study nor the command with it.
    let drawn = |picture: &Picture| {
        let broken = || Refusal::new("a picture could not be drawn", "draw fewer at a time with --variable");
        catch_unwind(AssertUnwindSafe(|| one(picture))).unwrap_or_else(|_| Err(broken()))
    };
    let written: Vec<Result<Vec<PathBuf>, Refusal>> = each(pictures, 0, drawn);
    Ok(written.into_iter().collect::<Result<Vec<_>, _>>()?.concat())
}

/// The arms that are drawn, by their place in the study, the baseline's place among them.
struct Chosen {
    arms: Vec<usize>,
    baseline: usize,
    world: String,
}

fn choose(album: &Album<'_>, wanted: &Wanted) -> Result<Chosen, Refusal> {
    let asked = &album.study.asked;
    let worlds: Vec<&str> = asked.arms.iter().map(|arm| arm.world.as_str()).collect();
    let world = match &wanted.world {
        None => worlds.first().copied().unwrap_or_default(),
        Some(name) => worlds.iter().copied().find(|world| world == name).ok_or_else(|| {
            let known: Vec<&str> = worlds.iter().copied().filter(|world| !world.is_empty()).collect();
            Refusal::new(
                format!("the study holds no world `{name}`"),
                if known.is_empty() {
                    "it holds the sampled futures only".into()
                } else {
                    format!("it holds {}", known.join(", "))
                },
            )
        })?,
    };
    let members: Vec<usize> = (0..asked.arms.len()).filter(|&at| asked.arms[at].world == world).collect();
    let names: Vec<&str> = members.iter().map(|&at| arm_name(album, at)).collect();
    for policy in &wanted.policies {
        if !names.contains(&policy.as_str()) {
            let help = match nearest(policy, names.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("it holds {}", names.join(", ")),
            };
            return Err(Refusal::new(format!("the study holds no strategy `{policy}`"), help));
        }
    }
    let base = asked.arms.iter().find(|arm| arm.name == asked.baseline).map_or("", |arm| arm.policy.as_str());
    let is_baseline = |at: usize| asked.arms[at].policy == base;
    let arms: Vec<usize> = members
        .into_iter()
        .filter(|&at| {
            wanted.policies.is_empty() || is_baseline(at) || wanted.policies.iter().any(|name| name == arm_name(album, at))
        })
        .collect();
    let baseline = arms.iter().position(|&at| is_baseline(at)).unwrap_or(0);
    Ok(Chosen { arms, baseline, world: world.to_owned() })
}

fn arm_name<'a>(album: &'a Album<'_>, at: usize) -> &'a str {
    let arm = &album.study.asked.arms[at];
    if arm.policy.is_empty() { &arm.name } else { &arm.policy }
}

/// Refuses variables that no picture could show.
fn require_known(album: &Album<'_>, wanted: &Wanted) -> Result<(), Refusal> {
    let mut known: Vec<String> = Vec::new();
    if wanted.has(Kind::Fan) {
        known.extend(album.study.series_names()?);
    }
    if wanted.has(Kind::Compare) {
        known.extend(album.model.outcomes().into_iter().map(|id| album.model.variable(id).name.clone()));
    }
    for name in &wanted.variables {
        if !known.contains(name) {
            let help = match nearest(name, known.iter().map(String::as_str)) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("there are {}", known.join(", ")),
            };
            return Err(Refusal::new(format!("the study keeps nothing called `{name}` to draw"), help));
        }
        if album.model.find(name).is_some_and(|id| album.model.variable(id).hidden) {
            return Err(Refusal::new(format!("`{name}` is hidden by its model and not drawn"), "draw another one"));
        }
    }
    Ok(())
}

fn studio<'a>(album: &Album<'_>, wanted: &Wanted, chosen: &Chosen, futures: u64, fonts: &'a Fonts) -> Studio<'a> {
    let (asked, model) = (&album.study.asked, album.model);
    let world = model.worlds.iter().find(|world| world.name == chosen.world);
    Studio {
        fonts,
        language: wanted.language,
        caption: Caption {
            futures: usize::try_from(futures).unwrap_or(usize::MAX),
            seed: asked.seed,
            design: asked.design.clone(),
            model: asked.model.clone(),
            title: wanted.language.title(&model.words.title, &model.words.ko, &model.name).to_owned(),
            fingerprint: short_fingerprint(&asked.fingerprint).to_owned(),
            events: asked.events,
            world: world.map_or_else(String::new, |world| {
                wanted.language.title(&world.words.title, &world.words.ko, &world.name).to_owned()
            }),
        },
    }
}

fn fan_chart(album: &Album<'_>, wanted: &Wanted, chosen: &Chosen, name: &str, fonts: &Fonts) -> Result<Option<Picture>, Refusal> {
    let Some(variable) = album.model.find(name).map(|id| album.model.variable(id)).filter(|variable| !variable.hidden) else {
        return Ok(None);
    };
    let series = album.study.series(name)?;
    let (unit, scale) = shown_unit(variable, album.sources);
    let panel = |&at: &usize| Panel {
        title: arm_title(&shown(album, at), wanted.language),
        stress: album.study.asked.arms[at].stress,
        series: &series[at],
    };
    let time = &album.model.time;
    let fan = Fan {
        title: wanted.language.title(&variable.words.title, &variable.words.ko, &variable.name).to_owned(),
        unit,
        // Series are in the declared unit already; the unit shown may be `%`.
        scale: scale / variable.unit.scale,
        time_unit: if time.calendar { String::new() } else { time.unit.text.clone() },
        panels: chosen.arms.iter().map(panel).collect(),
        baseline: chosen.baseline,
    };
    let studio = studio(album, wanted, chosen, album.study.asked.series_futures, fonts);
    Ok(Some(Picture {
        name: format!("fan-{}{}", name.replace('.', "-"), suffix(chosen, wanted.language)),
        scene: fan::draw(&fan, &studio),
    }))
}

fn comparison(album: &Album<'_>, wanted: &Wanted, chosen: &Chosen, fonts: &Fonts) -> Result<Option<Picture>, Refusal> {
    let outcomes: Vec<String> = album.model.outcomes().into_iter().map(|id| album.model.variable(id).name.clone()).collect();
    let only: Vec<String> = wanted.variables.iter().filter(|name| outcomes.contains(name)).cloned().collect();
    if !wanted.variables.is_empty() && only.is_empty() {
        return Ok(None);
    }
    let tested = tested(album, wanted, chosen);
    let Some(found) = tested.cloned().map_or_else(|| compared(album, chosen), |found| Ok(Some(found)))? else { return Ok(None) };
    let studio = studio(album, wanted, chosen, album.study.asked.done, fonts);
    Ok(Some(Picture {
        name: format!("differences{}", suffix(chosen, wanted.language)),
        scene: differences::draw(&found, &only, tested.is_some(), &studio),
    }))
}

/// The tested comparison of the world that is drawn; a choice of strategies is compared anew, and so not tested.
fn tested<'a>(album: &Album<'a>, wanted: &Wanted, chosen: &Chosen) -> Option<&'a Comparison> {
    let mut worlds: Vec<&str> = Vec::new();
    for arm in &album.study.asked.arms {
        if !worlds.contains(&arm.world.as_str()) {
            worlds.push(&arm.world);
        }
    }
    let at = worlds.iter().position(|world| *world == chosen.world)?;
    album.tested.get(at).filter(|_| wanted.policies.is_empty())
}

fn suffix(chosen: &Chosen, language: Language) -> String {
    let world = if chosen.world.is_empty() { String::new() } else { format!("-{}", chosen.world) };
    if language == Language::Korean { world + "-ko" } else { world }
}

fn shown(album: &Album<'_>, at: usize) -> ArmShown {
    let name = arm_name(album, at);
    let words =
        album.model.policies.iter().find(|policy| policy.name == name).map(|policy| policy.words.clone()).unwrap_or_default();
    ArmShown { name: name.to_owned(), title: words.title, ko: words.ko, stress: album.study.asked.arms[at].stress, faulted: 0 }
}

/// The comparison of the chosen arms, from the study's outcomes.
fn compared(album: &Album<'_>, chosen: &Chosen) -> Result<Option<Comparison>, Refusal> {
    let (model, asked) = (album.model, &album.study.asked);
    let ids = model.outcomes();
    let policy = |name: &str| model.policies.iter().position(|policy| policy.name == name).map(|at| PolicyId(at as u32));
    let world = |name: &str| model.worlds.iter().position(|world| world.name == name).map(|at| WorldId(at as u32));
    let arm = |&at: &usize| {
        let arm = &asked.arms[at];
        Arm { name: arm.name.clone(), policy: policy(&arm.policy), world: world(&arm.world), settings: Vec::new() }
    };
    let arms: Vec<Arm> = chosen.arms.iter().map(arm).collect();
    let baseline = arms.get(chosen.baseline).map(|arm| arm.policy);
    let is_baseline = |arm: &Arm| Some(arm.policy) == baseline;
    let compared = Compared { model, sources: album.sources, arms: &arms, outcomes: &ids, is_baseline: &is_baseline };
    Ok(compare_study(compared, album.study, &chosen.arms, Pace::by(0))?.into_iter().next())
}
