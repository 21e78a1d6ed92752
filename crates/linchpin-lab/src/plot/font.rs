//! The type of all pictures: Pretendard, which has Latin and Hangul, under the SIL Open Font License 1.1.
//!
//! Comes in: text. Goes out: widths and outlines. A letter that the type lacks is drawn as its box.

use ttf_parser::{Face, GlyphId, OutlineBuilder};

static REGULAR: &[u8] = include_bytes!("../../fonts/Pretendard-Regular.otf");
static SEMI_BOLD: &[u8] = include_bytes!("../../fonts/Pretendard-SemiBold.otf");

/// What SVG readers are asked for; they may lack the first.
pub const FAMILIES: &str =
    "Pretendard, 'Noto Sans KR', 'Apple SD Gothic Neo', 'Malgun Gothic', 'Segoe UI', 'Helvetica Neue', Arial, sans-serif";

/// The type in its two weights.
pub struct Fonts {
    regular: Face<'static>,
    semi_bold: Face<'static>,
}

impl Fonts {
    /// The type that is compiled in.
    pub fn new() -> Fonts {
        let face = |bytes| Face::parse(bytes, 0).expect("the font files that are compiled in are whole");
        Fonts { regular: face(REGULAR), semi_bold: face(SEMI_BOLD) }
    }

    fn face(&self, bold: bool) -> &Face<'static> {
        if bold { &self.semi_bold } else { &self.regular }
    }

    /// Width of a text.
    pub fn width(&self, text: &str, size: f64, bold: bool) -> f64 {
        self.glyphs(text, size, bold).map(|(_, _, advance)| advance).sum()
    }

    /// Glyphs of a text with their place from its start and their width.
    pub fn glyphs<'a>(&'a self, text: &'a str, size: f64, bold: bool) -> impl Iterator<Item = (GlyphId, f64, f64)> + 'a {
        let face = self.face(bold);
        let scale = size / f64::from(face.units_per_em());
        let mut x = 0.0;
        text.chars().map(move |letter| {
            let glyph = face.glyph_index(letter).unwrap_or(GlyphId(0));
            let advance = f64::from(face.glyph_hor_advance(glyph).unwrap_or(0)) * scale;
            let at = x;
            x += advance;
            (glyph, at, advance)
        })
    }

    /// Units in the height of the type.
    pub fn units_per_em(&self, bold: bool) -> f64 {
        f64::from(self.face(bold).units_per_em())
    }

    /// Draws a glyph's outline in units of the type.
    pub fn outline(&self, glyph: GlyphId, bold: bool, to: &mut dyn OutlineBuilder) {
        // A blank has no outline: nothing is drawn, and nothing is amiss.
        let _ = self.face(bold).outline_glyph(glyph, to);
    }

    /// A text cut to a width, with an ellipsis where it was cut.
    pub fn fit(&self, text: &str, width: f64, size: f64, bold: bool) -> String {
        if self.width(text, size, bold) <= width {
            return text.to_owned();
        }
        let mut kept: String = text.to_owned();
        while !kept.is_empty() && self.width(&format!("{}…", kept.trim_end()), size, bold) > width {
            kept.pop();
        }
        format!("{}…", kept.trim_end())
    }

    /// A text in lines of at most a width, broken at plain spaces; at most `most` lines, the last one cut.
    pub fn lines(&self, text: &str, width: f64, size: f64, bold: bool, most: usize) -> Vec<String> {
        let mut lines = vec![String::new()];
        for word in text.split(' ').filter(|word| !word.is_empty()) {
            let line = lines.last_mut().expect("it starts with one line");
            let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
            if line.is_empty() || lines_fit(self, &longer, width, size, bold) || lines.len() == most {
                *lines.last_mut().expect("it starts with one line") = longer;
            } else {
                lines.push(word.to_owned());
            }
        }
        lines.into_iter().map(|line| self.fit(&line, width, size, bold)).collect()
    }
}

fn lines_fit(fonts: &Fonts, text: &str, width: f64, size: f64, bold: bool) -> bool {
    fonts.width(text, size, bold) <= width
}

impl Default for Fonts {
    fn default() -> Self {
        Fonts::new()
    }
}
