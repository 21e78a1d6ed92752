//! A picture as plain marks, before it is SVG or PNG.
//!
//! Comes in: nothing. Goes out: marks in drawing order, in units of a hundredth of an inch or so (pixels at scale 1),
//! origin top left. Both writers draw the same marks, so SVG and PNG say the same.

/// Colour with its opacity.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ink {
    /// Red, green, blue.
    pub rgb: [u8; 3],
    /// 0 invisible, 1 solid.
    pub opacity: f64,
}

impl Ink {
    /// A solid colour from `0xrrggbb`.
    pub const fn solid(rgb: u32) -> Ink {
        Ink { rgb: [(rgb >> 16) as u8, (rgb >> 8) as u8, rgb as u8], opacity: 1.0 }
    }

    /// The same colour, thinner.
    pub const fn thin(self, opacity: f64) -> Ink {
        Ink { rgb: self.rgb, opacity }
    }
}

/// Where a text stands at its point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// It starts there.
    Start,
    /// It is centred there.
    Middle,
    /// It ends there.
    End,
}

/// How a text looks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Style {
    /// Height of the type.
    pub size: f64,
    /// Heavier.
    pub bold: bool,
    /// Colour.
    pub ink: Ink,
    /// Where it stands at its point; the point lies on its base line.
    pub anchor: Anchor,
}

/// One mark.
#[derive(Clone, Debug, PartialEq)]
pub enum Mark {
    /// A filled area.
    Area {
        /// Its corners.
        points: Vec<(f64, f64)>,
        /// Colour.
        ink: Ink,
    },
    /// A line through points.
    Line {
        /// Its points; a gap in the data is a new line.
        points: Vec<(f64, f64)>,
        /// Colour.
        ink: Ink,
        /// Thickness.
        width: f64,
        /// Dash and gap; none is a whole line.
        dash: Option<(f64, f64)>,
    },
    /// A text on one line.
    Text {
        /// Left, middle or right end of its base line.
        at: (f64, f64),
        /// Its words.
        text: String,
        /// How it looks.
        style: Style,
    },
}

/// A picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Scene {
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
    /// What it shows, for those who cannot see it.
    pub description: String,
    /// The marks, first drawn first.
    pub marks: Vec<Mark>,
}

impl Scene {
    /// An empty picture.
    pub fn new(width: f64, height: f64, description: impl Into<String>) -> Scene {
        Scene { width, height, description: description.into(), marks: Vec::new() }
    }

    /// Adds a filled area.
    pub fn area(&mut self, points: Vec<(f64, f64)>, ink: Ink) {
        self.marks.push(Mark::Area { points, ink });
    }

    /// Adds a box.
    pub fn rectangle(&mut self, x: f64, y: f64, width: f64, height: f64, ink: Ink) {
        self.area(vec![(x, y), (x + width, y), (x + width, y + height), (x, y + height)], ink);
    }

    /// Adds a line.
    pub fn line(&mut self, points: Vec<(f64, f64)>, ink: Ink, width: f64) {
        self.marks.push(Mark::Line { points, ink, width, dash: None });
    }

    /// Adds a dashed line.
    pub fn dashed(&mut self, points: Vec<(f64, f64)>, ink: Ink, width: f64, dash: (f64, f64)) {
        self.marks.push(Mark::Line { points, ink, width, dash: Some(dash) });
    }

    /// Adds a text.
    pub fn text(&mut self, at: (f64, f64), text: impl Into<String>, style: Style) {
        self.marks.push(Mark::Text { at, text: text.into(), style });
    }

    /// A dot as a polygon of many corners.
    pub fn disc(&mut self, centre: (f64, f64), radius: f64, ink: Ink) {
        self.area(ring(centre, radius), ink);
    }

    /// The outline of a dot.
    pub fn circle(&mut self, centre: (f64, f64), radius: f64, ink: Ink, width: f64) {
        let mut points = ring(centre, radius);
        points.extend(points.first().copied());
        self.line(points, ink, width);
    }
}

fn ring((x, y): (f64, f64), radius: f64) -> Vec<(f64, f64)> {
    const CORNERS: u32 = 24;
    let corner = |at: u32| {
        let (sin, cos) = (std::f64::consts::TAU * f64::from(at) / f64::from(CORNERS)).sin_cos();
        (x + radius * cos, y + radius * sin)
    };
    (0..CORNERS).map(corner).collect()
}

/// Colours that people who see colours differently can tell apart, and that differ in grey.
/// Source: Okabe & Ito 2008.
pub mod palette {
    use super::Ink;

    /// Words and axes.
    pub const BLACK: Ink = Ink::solid(0x1a1a1a);
    /// Lesser words.
    pub const GREY: Ink = Ink::solid(0x5f6368);
    /// Grid lines.
    pub const FAINT: Ink = Ink::solid(0xe3e5e8);
    /// Bands and what is better.
    pub const BLUE: Ink = Ink::solid(0x0072b2);
    /// What is worse, and lines of reference.
    pub const VERMILION: Ink = Ink::solid(0xd55e00);
    /// The ground.
    pub const WHITE: Ink = Ink::solid(0xffffff);
}
