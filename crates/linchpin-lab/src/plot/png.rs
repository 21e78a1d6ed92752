//! A picture as PNG.
//!
//! Comes in: a scene and a scale. Goes out: the bytes of a PNG file, text as outlines of the type that is compiled in, so
//! that it looks the same everywhere. Refuses: a picture too large to hold.

use linchpin_core::diagnostic::Refusal;
use tiny_skia::{FillRule, LineCap, LineJoin, Paint, Path, PathBuilder, Pixmap, Stroke, StrokeDash, Transform};
use ttf_parser::OutlineBuilder;

use super::font::Fonts;
use super::scene::{Anchor, Ink, Mark, Scene, Style};

/// The bytes of a PNG file, `scale` dots to a unit of the scene.
pub fn png(scene: &Scene, scale: f64, fonts: &Fonts) -> Result<Vec<u8>, Refusal> {
    let large = || Refusal::new("the picture is too large to draw", "draw fewer panels");
    let dots = |length: f64| (length * scale).ceil().clamp(1.0, 20_000.0) as u32;
    let mut canvas = Pixmap::new(dots(scene.width), dots(scene.height)).ok_or_else(large)?;
    canvas.fill(tiny_skia::Color::WHITE);
    let whole = Transform::from_scale(scale as f32, scale as f32);
    for mark in &scene.marks {
        match mark {
            Mark::Area { points, ink } => {
                if let Some(path) = path(points, true) {
                    canvas.fill_path(&path, &paint(*ink), FillRule::Winding, whole, None);
                }
            }
            Mark::Line { points, ink, width, dash } => {
                if let Some(path) = path(points, false) {
                    let dash = dash.and_then(|(on, off)| StrokeDash::new(vec![on as f32, off as f32], 0.0));
                    let stroke = Stroke {
                        width: *width as f32,
                        line_cap: LineCap::Butt,
                        line_join: LineJoin::Round,
                        dash,
                        ..Stroke::default()
                    };
                    canvas.stroke_path(&path, &paint(*ink), &stroke, whole, None);
                }
            }
            Mark::Text { at, text, style } => {
                if let Some(path) = letters(fonts, *at, text, *style) {
                    canvas.fill_path(&path, &paint(style.ink), FillRule::Winding, whole, None);
                }
            }
        }
    }
    encode(&canvas).ok_or_else(large)
}

/// Eight bits each of red, green and blue; the ground is white, so nothing shines through.
fn encode(canvas: &Pixmap) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut encoder = ::png::Encoder::new(&mut bytes, canvas.width(), canvas.height());
    encoder.set_color(::png::ColorType::Rgb);
    encoder.set_depth(::png::BitDepth::Eight);
    encoder.set_compression(::png::Compression::Balanced);
    // Rows of flat colour repeat as they are: unfiltered they take a fifth less room and half the time.
    encoder.set_filter(::png::Filter::NoFilter);
    let mut writer = encoder.write_header().ok()?;
    let colours: Vec<u8> = canvas.data().chunks_exact(4).flat_map(|dot| [dot[0], dot[1], dot[2]]).collect();
    writer.write_image_data(&colours).ok()?;
    writer.finish().ok()?;
    Some(bytes)
}

fn paint(ink: Ink) -> Paint<'static> {
    let [r, g, b] = ink.rgb;
    let mut paint = Paint { anti_alias: true, ..Paint::default() };
    paint.set_color_rgba8(r, g, b, (ink.opacity.clamp(0.0, 1.0) * 255.0).round() as u8);
    paint
}

fn path(points: &[(f64, f64)], closed: bool) -> Option<Path> {
    let (first, rest) = points.split_first()?;
    let mut path = PathBuilder::new();
    path.move_to(first.0 as f32, first.1 as f32);
    rest.iter().for_each(|(x, y)| path.line_to(*x as f32, *y as f32));
    if closed {
        path.close();
    }
    path.finish()
}

fn letters(fonts: &Fonts, (x, y): (f64, f64), text: &str, style: Style) -> Option<Path> {
    let width = || fonts.width(text, style.size, style.bold);
    let start = match style.anchor {
        Anchor::Start => x,
        Anchor::Middle => x - width() / 2.0,
        Anchor::End => x - width(),
    };
    let mut pen = Pen { path: PathBuilder::new(), x: start, y, scale: 1.0 };
    for (glyph, at, _) in fonts.glyphs(text, style.size, style.bold) {
        pen.x = start + at;
        pen.scale = style.size / fonts.units_per_em(style.bold);
        fonts.outline(glyph, style.bold, &mut pen);
    }
    pen.path.finish()
}

/// Takes outlines in units of the type, y upwards, and writes them on the picture, y downwards.
struct Pen {
    path: PathBuilder,
    x: f64,
    y: f64,
    scale: f64,
}

impl Pen {
    fn at(&self, x: f32, y: f32) -> (f32, f32) {
        ((self.x + f64::from(x) * self.scale) as f32, (self.y - f64::from(y) * self.scale) as f32)
    }
}

impl OutlineBuilder for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.at(x, y);
        self.path.move_to(x, y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.at(x, y);
        self.path.line_to(x, y);
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let ((x1, y1), (x, y)) = (self.at(x1, y1), self.at(x, y));
        self.path.quad_to(x1, y1, x, y);
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        let ((x1, y1), (x2, y2), (x, y)) = (self.at(x1, y1), self.at(x2, y2), self.at(x, y));
        self.path.cubic_to(x1, y1, x2, y2, x, y);
    }

    fn close(&mut self) {
        self.path.close();
    }
}
