use std::path::Path;

use linchpin_store::{Series, Study};

use super::fan::{Fan, Panel};
use super::font::Fonts;
use super::frame::{Caption, Studio};
use super::phrases::Language;
use super::scene::{Anchor, Ink, Scene};
use super::*;
use crate::run::Request;
use crate::run::tests::{finished, folder, opened, request};

/// Compares with `tests/golden/plot/<name>`; `UPDATE_GOLDEN=1` rewrites it.
fn golden(name: &str, found: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/plot").join(name);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&path, found).unwrap();
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(expected == found, "{name} differs from its golden file: look at it, then UPDATE_GOLDEN=1");
}

fn studio(fonts: &Fonts, language: Language) -> Studio<'_> {
    let caption = Caption {
        futures: 1234,
        seed: 42,
        design: "latin_hypercube".into(),
        model: "harbour".into(),
        title: "A harbour".into(),
        fingerprint: "7f3a0c11".into(),
        events: false,
        world: String::new(),
    };
    Studio { fonts, language, caption }
}

fn series(slope: f64) -> Series {
    let times = vec![2026.0, 2028.0, 2030.0, 2032.0];
    let future = |at: usize| times.iter().map(|time| 1.0 + slope * (time - 2026.0) * (at as f64 / 10.0)).collect();
    Series { values: (0..11).map(future).collect(), times: times.clone() }
}

fn fan(panels: Vec<Panel<'_>>) -> Fan<'_> {
    Fan {
        title: "Ships <in> the harbour".into(),
        unit: "1/year".into(),
        scale: 1.0,
        time_unit: String::new(),
        panels,
        baseline: 0,
    }
}

#[test]
fn a_fan_chart_is_drawn_as_it_always_was() {
    let fonts = Fonts::new();
    let (plain, steep) = (series(0.5), series(-0.25));
    let panels = vec![
        Panel { title: "As declared".into(), stress: false, series: &plain },
        Panel { title: "A steeper one".into(), stress: true, series: &steep },
    ];
    golden("fan.svg", &svg(&fan::draw(&fan(panels), &studio(&fonts, Language::English))));
    let panels = vec![Panel { title: "선언된 정책".into(), stress: false, series: &plain }];
    golden("fan-ko.svg", &svg(&fan::draw(&fan(panels), &studio(&fonts, Language::Korean))));
}

#[test]
fn a_fan_chart_holds_what_a_reader_needs() {
    let fonts = Fonts::new();
    let plain = series(0.5);
    let text = svg(&fan::draw(
        &fan(vec![Panel { title: "As declared".into(), stress: false, series: &plain }]),
        &studio(&fonts, Language::English),
    ));
    for needed in [
        "Ships &lt;in&gt; the harbour",
        "per year",
        "2026",
        "2032",
        "1,234 futures, seed 42, latin hypercube; model harbour 7f3a0c11",
        "events silent",
        "<title>",
        "5–95 %",
    ] {
        assert!(text.contains(needed), "lacks {needed}");
    }
    assert!(!text.contains("NaN") && !text.contains("inf"));
}

#[test]
fn missing_values_leave_gaps_and_nothing_else() {
    let fonts = Fonts::new();
    let mut broken = series(0.5);
    broken.values[0] = vec![1.0, f64::NAN, f64::NAN, f64::NAN];
    let nothing = Series { times: vec![2026.0, 2027.0], values: vec![vec![f64::NAN; 2]; 3] };
    let empty = Series::default();
    let panels = [&broken, &nothing, &empty].map(|series| Panel { title: "x".into(), stress: false, series });
    let text = svg(&fan::draw(&fan(panels.into_iter().collect()), &studio(&fonts, Language::English)));
    assert!(!text.contains("NaN") && !text.contains("inf"));
}

#[test]
fn png_and_svg_hold_the_same_scene() {
    let fonts = Fonts::new();
    let mut scene = Scene::new(40.0, 20.0, "A box");
    scene.rectangle(0.0, 0.0, 10.0, 20.0, Ink::solid(0xff0000));
    scene.text((12.0, 15.0), "한g", super::frame::style(12.0, true, Ink::solid(0x000000), Anchor::Start));
    let bytes = png(&scene, 2.0, &fonts).unwrap();
    let mut reader = ::png::Decoder::new(std::io::Cursor::new(&bytes)).read_info().unwrap();
    let mut dots = vec![0; reader.output_buffer_size().unwrap()];
    let info = reader.next_frame(&mut dots).unwrap();
    assert_eq!((info.width, info.height), (80, 40));
    let dot = |x: usize, y: usize| &dots[3 * (y * 80 + x)..][..3];
    assert_eq!((dot(5, 5), dot(79, 39)), (&[255, 0, 0][..], &[255, 255, 255][..]));
    let dark = dots.chunks(3).filter(|dot| dot.iter().all(|part| *part < 100)).count();
    assert!(dark > 100, "letters leave ink: {dark} dots");
    assert_eq!(bytes, png(&scene, 2.0, &fonts).unwrap(), "the same bytes each time");
}

#[test]
fn text_is_measured_cut_and_broken() {
    let fonts = Fonts::new();
    assert!(fonts.width("mmm", 10.0, false) > fonts.width("iii", 10.0, false));
    assert!((fonts.width("ab", 20.0, false) - 2.0 * fonts.width("ab", 10.0, false)).abs() < 1e-9);
    assert!(fonts.width("한글", 10.0, false) > 15.0, "Hangul is there");
    let cut = fonts.fit("a long line of words", 50.0, 10.0, false);
    assert!(cut.ends_with('…') && fonts.width(&cut, 10.0, false) <= 50.0, "{cut}");
    let lines = fonts.lines("one two three four five six", 40.0, 10.0, false, 2);
    assert_eq!(lines.len(), 2);
    assert!(lines.iter().all(|line| fonts.width(line, 10.0, false) <= 40.0), "{lines:?}");
    assert_eq!(fonts.fit("한글", 1.0, 10.0, false), "…");
}

#[test]
fn phrases_are_whole_in_both_languages() {
    let (en, ko) = (Language::English.phrases(), Language::Korean.phrases());
    let gaps = |phrase: &str| phrase.matches("{}").count();
    assert_eq!((gaps(en.source), gaps(en.differences)), (gaps(ko.source), gaps(ko.differences)));
    assert_eq!(gaps(en.fan_key[4]), gaps(ko.fan_key[4]));
    assert_eq!(super::phrases::fill("{} of {}", &["1", "2"]), "1 of 2");
    assert_eq!(Language::Korean.title("Title", "", "name"), "Title");
    assert_eq!(Language::English.title("", "제목", "name"), "name");
}

/// A small study with its model.
fn album_of<T>(name: &str, request: &Request, look: impl FnOnce(&Album<'_>) -> T) -> T {
    let folder = folder(name);
    let place = folder.join("study");
    finished(request, 2, Some(&place));
    let (model, opened) = opened();
    let study = Study::open(&place).unwrap();
    let seen = look(&Album { study: &study, model: &model, sources: &opened.sources, tested: &[] });
    let _ = std::fs::remove_dir_all(&folder);
    seen
}

#[test]
fn a_study_gives_its_pictures() {
    let fonts = Fonts::new();
    album_of("album", &Request { policies: vec!["busy".into(), "wild".into()], ..request() }, |album| {
        let all = pictures(album, &Wanted::all(), &fonts).unwrap();
        assert_eq!(all.iter().map(|picture| picture.name.as_str()).collect::<Vec<_>>(), ["differences", "fan-ships", "fan-wear"]);
        golden("differences.svg", &svg(&all[0].scene));
        let korean =
            Wanted { language: Language::Korean, kinds: vec![Kind::Fan], variables: vec!["ships".into()], ..Wanted::all() };
        let korean = pictures(album, &korean, &fonts).unwrap();
        assert_eq!(korean[0].name, "fan-ships-ko");
        assert!(svg(&korean[0].scene).contains("항구의 배"));
        let folder = album.study.path.join("pictures");
        let paths = write(&folder, &all, &fonts).unwrap();
        assert_eq!(paths.len(), 6);
        assert!(paths.iter().all(|path| std::fs::metadata(path).unwrap().len() > 1000));
    });
}

#[test]
fn no_picture_shows_a_level_of_an_outcome() {
    let fonts = Fonts::new();
    album_of("levels", &request(), |album| {
        let all = pictures(album, &Wanted { kinds: vec![Kind::Compare], ..Wanted::all() }, &fonts).unwrap();
        let text = svg(&all[0].scene);
        // Outcomes are drawn around a zero that is the baseline, under a title that says differences.
        assert!(text.contains("Differences from") && text.contains("better →"));
    });
}

#[test]
fn wishes_that_cannot_be_met_are_refused_with_a_mend() {
    let fonts = Fonts::new();
    album_of("wishes", &Request { policies: vec!["lazy".into()], ..request() }, |album| {
        let refused = |wanted: Wanted| pictures(album, &wanted, &fonts).map(|_| ()).expect_err("must be refused");
        let refusal = refused(Wanted { variables: vec!["shops".into()], ..Wanted::all() });
        assert!(refusal.why.contains("`shops`") && refusal.help.contains("`ships`"), "{refusal}");
        let refusal = refused(Wanted { policies: vec!["busy".into()], ..Wanted::all() });
        assert!(refusal.why.contains("no strategy `busy`") && refusal.help.contains("plain, lazy"), "{refusal}");
        let refusal = refused(Wanted { world: Some("slump".into()), ..Wanted::all() });
        assert!(refusal.why.contains("no world `slump`"), "{refusal}");
        let refusal = refused(Wanted { kinds: vec![Kind::Fan], variables: vec!["trade".into()], ..Wanted::all() });
        assert!(refusal.why.contains("`trade`"), "{refusal}");
    });
    album_of("alone", &Request { policies: vec!["plain".into()], series: Some(0), ..request() }, |album| {
        let wanted = Wanted { kinds: vec![Kind::Compare], ..Wanted::all() };
        assert!(pictures(album, &wanted, &fonts).is_err());
        assert_eq!(pictures(album, &Wanted::all(), &fonts).unwrap(), []);
    });
}
