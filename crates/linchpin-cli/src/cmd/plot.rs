//! `linchpin plot`: pictures of a study.
//!
//! Comes in: a study's folder and what to draw. Goes out: SVG and PNG files, and their paths. Refuses: folders that are no
//! study, names that it does not keep. The model is read from the study's own copy, so a picture fits its numbers.

use std::path::{Path, PathBuf};

use linchpin_core::diagnostic::{Refusal, SourceMap};
use linchpin_core::model::Model;
use linchpin_lab::compare::Comparison;
use linchpin_lab::plot::{Album, Fonts, Kind, Language, Wanted, pictures, write};
use linchpin_lab::study::{Study, fingerprint_of};

use super::Exit;
use crate::screen::Screen;

/// What it is asked.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  linchpin plot linchpin-studies/korea-2026-s42-n2000
  linchpin plot STUDY --kind fan --variable usfk_troops --policy us_drawdown
  linchpin plot STUDY --kind compare --ko --out figures")]
pub struct Arguments {
    /// A folder that `linchpin run` has written
    #[arg(value_name = "STUDY")]
    study: PathBuf,
    /// Only one sort of picture
    #[arg(long, value_enum, value_name = "KIND")]
    kind: Option<Sort>,
    /// A recorded variable, or an outcome; may be repeated [default: all that was recorded]
    #[arg(long, value_name = "NAME")]
    variable: Vec<String>,
    /// A strategy to show beside the baseline; may be repeated [default: all]
    #[arg(long, value_name = "NAME")]
    policy: Vec<String>,
    /// The world to show [default: the first that the study holds]
    #[arg(long, value_name = "NAME")]
    world: Option<String>,
    /// In Korean
    #[arg(long)]
    ko: bool,
    /// Where the pictures go [default: the study's folder `pictures`]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

/// Sorts of pictures.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Sort {
    /// A variable over time
    Fan,
    /// Strategies side by side
    Compare,
}

/// Draws, and says where.
pub fn run(arguments: &Arguments, screen: &mut Screen) -> Result<Exit, Refusal> {
    let study = Study::open(&arguments.study)?;
    let folder = study.model_folder();
    let Some((opened, model)) = super::open(&folder.display().to_string(), screen)? else { return Ok(Exit::Findings) };
    if fingerprint_of(&opened.sources) != study.asked.fingerprint {
        screen.note(
            "the texts in the study's folder `model` are not those that were run: titles and units may not fit the numbers",
        );
    }
    let wanted = Wanted {
        kinds: arguments
            .kind
            .map(|sort| match sort {
                Sort::Fan => Kind::Fan,
                Sort::Compare => Kind::Compare,
            })
            .into_iter()
            .collect(),
        variables: arguments.variable.clone(),
        policies: arguments.policy.clone(),
        world: arguments.world.clone(),
        language: if arguments.ko { Language::Korean } else { Language::English },
    };
    for path in draw(&study.path, &model, &opened.sources, &[], &wanted, arguments.out.as_deref())? {
        screen.line(path.display().to_string());
    }
    Ok(Exit::Fine)
}

/// Draws what is wanted of a study into a folder, or into its own; returns the paths. `tested` holds its comparisons where
/// their verdicts were tested against other weights.
pub fn draw(
    study: &Path,
    model: &Model,
    sources: &SourceMap,
    tested: &[Comparison],
    wanted: &Wanted,
    out: Option<&Path>,
) -> Result<Vec<PathBuf>, Refusal> {
    let study = Study::open(study)?;
    let fonts = Fonts::new();
    let drawn = pictures(&Album { study: &study, model, sources, tested }, wanted, &fonts)?;
    let own = study.path.join("pictures");
    write(out.unwrap_or(&own), &drawn, &fonts)
}
