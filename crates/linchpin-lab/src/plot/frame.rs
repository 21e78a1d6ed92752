//! What all pictures share: margins, heading, source line, type sizes.

use super::font::Fonts;
use super::phrases::{Language, fill};
use super::scene::palette::{BLACK, GREY};
use super::scene::{Anchor, Ink, Scene, Style};

/// Space at all sides.
pub const MARGIN: f64 = 28.0;
/// Width of every picture.
pub const WIDTH: f64 = 1160.0;

/// What stands under every picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Caption {
    /// Futures that the picture shows.
    pub futures: usize,
    /// The seed.
    pub seed: u64,
    /// How futures were drawn.
    pub design: String,
    /// Name of the model.
    pub model: String,
    /// Its title in the picture's language.
    pub title: String,
    /// First digits of the fingerprint of its texts.
    pub fingerprint: String,
    /// False: events were silent.
    pub events: bool,
    /// The world; empty for the sampled futures.
    pub world: String,
}

/// A picture's pen: its language, its type, its caption.
pub struct Studio<'a> {
    /// The type.
    pub fonts: &'a Fonts,
    /// The language.
    pub language: Language,
    /// What stands under it.
    pub caption: Caption,
}

/// A way to write.
pub fn style(size: f64, bold: bool, ink: Ink, anchor: Anchor) -> Style {
    Style { size, bold, ink, anchor }
}

impl Studio<'_> {
    /// Writes the heading and returns the height that it takes.
    pub fn heading(&self, scene: &mut Scene, title: &str, unit: &str) -> f64 {
        let wide = WIDTH - 2.0 * MARGIN;
        let title = self.fonts.fit(title, wide * 0.8, 21.0, true);
        scene.text((MARGIN, 42.0), &title, style(21.0, true, BLACK, Anchor::Start));
        let used = self.fonts.width(&title, 21.0, true);
        scene.text((MARGIN + used + 10.0, 42.0), unit, style(14.0, false, GREY, Anchor::Start));
        let world = if self.caption.world.is_empty() { String::new() } else { format!(" · {}", self.caption.world) };
        let below = self.fonts.fit(&format!("{}{world}", self.caption.title), wide, 14.0, false);
        scene.text((MARGIN, 64.0), below, style(14.0, false, GREY, Anchor::Start));
        84.0
    }

    /// Writes the source line at the foot.
    pub fn source(&self, scene: &mut Scene) {
        let caption = &self.caption;
        let phrases = self.language.phrases();
        let futures = crate::words::grouped(caption.futures);
        let seed = caption.seed.to_string();
        let mut line =
            fill(phrases.source, &[&futures, &seed, &caption.design.replace('_', " "), &caption.model, &caption.fingerprint]);
        if !caption.events {
            line += &format!("; {}", phrases.silent);
        }
        let at = (MARGIN, scene.height - 16.0);
        scene.text(at, line, style(11.5, false, GREY, Anchor::Start));
    }
}

/// A unit as people read it: nothing for a pure number, blanks for underscores, `per year` for `1/year`.
pub fn unit_words(unit: &str, language: Language) -> String {
    match (unit.strip_prefix("1/"), language) {
        _ if unit == "1" => String::new(),
        (Some("year"), Language::Korean) => "연간".into(),
        (Some(below), _) => format!("per {}", below.replace('_', " ")),
        (None, _) => unit.replace('_', " "),
    }
}
