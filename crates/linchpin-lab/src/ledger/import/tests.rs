//! What comes back is what went out, what is known is not doubled, and what is wrong has its line.

use linchpin_core::evidence::SourceDoc;
use linchpin_core::model::Model;
use linchpin_lang::files::Memory;

use super::*;
use crate::ledger::{Form, Style, bibliography, citation, export};
use crate::open::{open, read};

const FRAME: &str = "model small \"A small model\"\n  time 2026-01 .. 2031-01 by 1 month\n";

fn small(sources: &str) -> Model {
    let opened = read("small", false, &Memory::one(format!("{FRAME}{sources}").as_str()));
    let drawn: Vec<String> = opened.diagnostics.iter().map(|one| opened.sources.render(one, false)).collect();
    opened.model.unwrap_or_else(|| panic!("{sources}\n{}", drawn.join("\n")))
}

fn flagship() -> Model {
    open("korea-2026").unwrap().model.unwrap()
}

/// All that a bibliography can carry of a source.
type Facts =
    (String, String, String, Option<String>, Option<String>, Option<String>, Option<String>, Option<String>, Vec<String>);

fn facts(model: &Model) -> Vec<Facts> {
    let of = |source: &SourceDoc| {
        let via = source.via.iter().map(|id| model.sources[id.idx()].name.clone()).collect();
        let SourceDoc { name, words, publisher, published, url, kind, file, .. } = source.clone();
        (name, words.title, words.text, publisher, published, url, kind, file, via)
    };
    model.sources.iter().map(of).collect()
}

fn brought(model: &Model, text: &str) -> Brought {
    import(model, "refs.bib", text.as_bytes()).unwrap()
}

fn drawn(brought: &Brought) -> String {
    brought.diagnostics.iter().map(|one| brought.sources.render(one, false)).collect::<Vec<_>>().join("\n")
}

#[test]
fn what_goes_out_comes_back() {
    let model = flagship();
    let odd = small(
        "source a \"Costs & shares: 50 % of $3, #1 {not} ~ ^ in a_b\"\n  \"A longer text — with “quotes”\"\n  publisher \"Smith & Co\" published 2025 kind press\n  url \"https://example.org/a_b?x=1&y=%20#part\"\nsource b \"주한미군 -- 2만 8,500명\"\n  via a file \"b_1.txt\"\n",
    );
    for form in [Form::Biblatex, Form::CslJson] {
        let found = brought(&small(""), &export(&model, form));
        assert_eq!(drawn(&found), "", "{form:?}");
        assert_eq!((found.proposed, found.known.len()), (model.sources.len(), 0), "{form:?}: {:?}", found.known);
        assert_eq!(facts(&small(&found.lines)), facts(&model), "{form:?}");
        // Into the model itself nothing is proposed.
        let again = brought(&model, &export(&model, form));
        assert_eq!((again.proposed, again.known.len()), (0, model.sources.len()), "{form:?}: {}", again.lines);
        let found = brought(&small(""), &export(&odd, form));
        let mut expected = facts(&odd);
        if form == Form::Biblatex {
            expected[0].1 = expected[0].1.replace(['{', '}'], "");
        }
        assert_eq!(facts(&small(&found.lines)), expected, "{form:?}");
    }
}

#[test]
fn sources_are_recognised_by_address_title_and_day() {
    let model = small(
        "source one \"The First Report\" publisher \"A Ministry\" published 2025-12-03 url \"https://www.example.org/report/\"\nsource year \"Yearbook\" publisher \"An Institute\" published 2024\n",
    );
    let entry = |fields: &str| format!("@online{{key, {fields}}}");
    let known = |fields: &str| brought(&model, &entry(fields)).known.first().map(|(_, name)| name.clone());
    let one = Some("one".to_owned());
    assert_eq!(known("title={Another title}, url={http://example.org/report?utm_source=x#top}"), one);
    assert_eq!(known("title={The first report.}, date={2025-12}, organization={A Ministry}"), one);
    assert_eq!(known("title={The first report}, date={2025-12-03}"), one);
    assert_eq!(known("title={The first report}, date={2025-11}"), None);
    assert_eq!(known("title={The first report}, date={2025-12}, organization={Another Ministry}"), None);
    assert_eq!(known("title={Another title}, url={https://example.org/report/2}"), None);
    // Editions of a yearbook are not one another.
    assert_eq!(known("title={Yearbook}, date={2025}, organization={An Institute}"), None);
    // Twice in one file is once.
    let twice = "@online{a, title={New}, url={https://x.org/1}}\n@online{b, title={New again}, url={https://x.org/1/}}";
    let found = brought(&model, twice);
    assert_eq!((found.proposed, found.known), (1, vec![("b".to_owned(), "a".to_owned())]));
}

#[test]
fn entries_of_other_programs_become_sources_that_check() {
    let bib = "\u{feff}% a comment\n@string{jir = {Journal of Invented Results}}\n\
        @article{M\u{fc}ller:2020, author = {M{\\\"u}ller, Anna and Kim, {Min-jun}}, title = {The {NATO} effect}, journaltitle = jir, year = 2020, month = mar, doi = {10.1/xyz}}\n\
        @book{if, author = \"Lee, Ji-won\", title = {Own key}, date = {2019/2020}}\n\
        @inbook{12a, title = {Chapter}, date = {2018-05-01T10:00}, related = {nowhere}}\n\
        @article{news, title = {News}, journaltitle = {A Paper}, entrysubtype = {newspaper}, date = {2021~}}\n\
        @misc{unit, title = {A year}, keywords = {deterrence, dataset}}\n";
    let found = brought(&small(""), bib);
    let lines = &found.lines;
    let model = small(lines);
    for line in [
        "source M_ller_2020 \"The NATO effect\"\n  \"By Anna Müller and Min-jun Kim.\"\n  publisher \"Journal of Invented Results\" published 2020-03 kind study\n  url \"https://doi.org/10.1/xyz\"\n",
        "source source_if \"Own key\"\n  publisher \"Ji-won Lee\" published 2019 kind study\n",
        "source source_12a \"Chapter\"\n  published 2018-05-01 kind study\n",
        "source news \"News\"\n  publisher \"A Paper\" published 2021 kind press\n",
        "kind dataset",
    ] {
        assert!(lines.contains(line), "{line}\n{lines}");
    }
    assert_eq!(model.sources.len(), 5);
    assert!(!found.failed() && drawn(&found).contains("derived from `nowhere`"), "{}", drawn(&found));
    let csl = r#"[{"id": 7, "type": "article-newspaper", "title": "A \"quoted\" title", "container-title": "A Paper", "author": [{"family": "Kim", "given": "Ji"}, {"literal": "An Agency"}], "issued": {"date-parts": [["2025", 3]]}, "abstract": "x"},
        {"id": "b", "title": "Typed", "issued": {"raw": "2024-02-30"}},
        {"id": "c", "title": "Raw", "issued": {"raw": "2024-02-29"}}]"#;
    let found = brought(&small(""), csl);
    assert!(found.lines.contains(
        "source item_7 \"A 'quoted' title\"\n  \"By Ji Kim and An Agency.\"\n  publisher \"A Paper\" published 2025-03 kind press"
    ));
    assert!(found.lines.contains("source c \"Raw\"\n  published 2024-02-29"));
    assert!(drawn(&found).contains("refs.bib:2:9") && drawn(&found).contains("2024-02-30"), "{}", drawn(&found));
    small(&found.lines);
}

#[test]
fn what_is_wrong_has_its_line_and_hides_nothing_else() {
    for (text, place, said, proposed) in [
        ("@online{a, title={A}}\n@online{b, title={B}\n@online{c, title={C}}\n", ":2:", "", 2),
        ("@online{a, title={A}}\n\n@online{b title={B}}\n", ":3:", "expected comma", 1),
        ("@online{a,\n  date={2025-13}, title={A}}", ":1:", "2025-13", 0),
        ("@online{a, title={A}}\n@online{b, date={2025}}", ":2:", "no title", 1),
        ("@online{a, title=nowhere}\n@online{b, title={B}}", ":1:", "`nowhere`", 1),
        ("[{\"id\": \"a\", \"title\": \"A\"},\n {\"id\": \"b\",\n  \"title\": 7}]", ":3:", "not CSL-JSON: invalid type", 1),
        ("[{\"id\": \"a\", \"title\": \"A\"},\n {\"id\": \"b\"}]", ":2:", "no title", 1),
        ("[{\"id\": \"a\",\n \"title\": \"A\"", ":2:", "not CSL-JSON", 0),
        ("{\"id\": \"a\", \"title\": 3}", ":1:", "not CSL-JSON", 0),
    ] {
        let found = brought(&small(""), text);
        let words = drawn(&found);
        assert!(found.failed() && words.contains(&format!("refs.bib{place}")) && words.contains(said), "{text}\n{words}");
        assert_eq!(found.proposed, proposed, "{text}\n{}", found.lines);
    }
    let refused = |bytes: &[u8]| import(&small(""), "x", bytes).unwrap_err().why;
    assert!(refused(b"").contains("empty"));
    assert!(refused(b"An article about nothing.").contains("no entry"));
    assert!(refused(&[0x40, 0xff, 0xfe]).contains("no UTF-8"));
    assert!(refused(&vec![b' '; MOST_BYTES + 1]).contains("more than 8 MB"));
}

#[test]
fn bombs_are_told_and_end() {
    let deep = format!("@online{{a, title={{{}x{}}}}}", "{".repeat(200_000), "}".repeat(200_000));
    let command = format!("@online{{a, title={{{}x{}}}}}", "\\a{".repeat(50_000), "}".repeat(50_000));
    let circle = "@string{a = b}\n@string{b = a}\n@online{k, title = a}".to_owned();
    let own = "@string{a = a}\n@online{k, title = a}".to_owned();
    let laughs = format!("@string{{a = {{{}}}}}\n@online{{k, title = {}}}", "ha".repeat(5_000), vec!["a"; 5_000].join(" # "));
    let crossed = "@online{k, crossref = {k}, xdata = {k}, title = {T}, related = {k}}".to_owned();
    for (text, failed) in [(deep, true), (command, true), (circle, true), (own, true), (laughs, true), (crossed, false)] {
        let found = brought(&small(""), &text);
        assert_eq!(found.failed(), failed, "{}", drawn(&found).chars().take(300).collect::<String>());
    }
    // Any beginning of a file is read or told, never a panic.
    let whole = "@string{j = {J}}@article{k, author = {A {\\\"u} and B}, title = \"T $x$ \\& \\'e --- ~\", journal = j # { x}, year = 2020, month = jan} % c\n";
    for end in (0..whole.len()).filter(|&at| whole.is_char_boundary(at)) {
        let _ = import(&small(""), "x", &whole.as_bytes()[..end]);
    }
    let json = r#"[{"id": "ä", "title": "T", "issued": {"date-parts": [[2020, 1]]}, "author": [{"family": "K"}]}]"#;
    for end in 0..json.len() {
        let _ = import(&small(""), "x", &json.as_bytes()[..end]);
    }
}

#[test]
fn citations_follow_the_two_styles() {
    let model = small(
        "source news \"A headline?\" publisher \"The Paper\" published 2026-05-26 kind press url \"https://x.org/n\"\nsource report \"A strategy\" publisher \"A Ministry\" published 2026-01 kind official url \"https://x.org/r\"\nsource study \"A finding\" publisher \"A Journal\" published 1988 kind study\nsource page \"A page\" publisher \"An Institute\" url \"https://x.org/p\"\nsource law \"A Treaty\" published 1953-10-01 kind statute\nsource data \"A table\" publisher \"A Bureau\" published 2025 kind dataset\nsource made \"A summary\" publisher \"A Site\" published 2026 kind machine_written\nsource bare \"Nothing known\"\n",
    );
    let of = |name: &str, style| citation(model.sources.iter().find(|source| source.name == name).unwrap(), style);
    for (name, chicago, apa) in [
        (
            "news",
            "The Paper. “A headline?” May 26, 2026. https://x.org/n.",
            "A headline? (2026, May 26). The Paper. https://x.org/n",
        ),
        (
            "report",
            "A Ministry. A strategy. January 2026. https://x.org/r.",
            "A Ministry. (2026, January). A strategy. https://x.org/r",
        ),
        ("study", "“A finding.” A Journal, 1988.", "A finding. (1988). A Journal."),
        ("page", "An Institute. “A page.” https://x.org/p.", "An Institute. (n.d.). A page. https://x.org/p"),
        ("law", "A Treaty. October 1, 1953.", "A Treaty (1953, October 1)."),
        ("data", "A Bureau. “A table.” Data set. 2025.", "A Bureau. (2025). A table [Data set]."),
        ("made", "A Site. “A summary.” Machine-written. 2026.", "A Site. (2026). A summary [Machine-written text]."),
        ("bare", "“Nothing known.”", "Nothing known. (n.d.)."),
    ] {
        assert_eq!(of(name, Style::Chicago), chicago);
        assert_eq!(of(name, Style::Apa), apa);
    }
    let list = bibliography(&model, Style::Chicago);
    assert_eq!(list.len(), model.sources.len());
    assert!(list[0].starts_with("A Bureau") && list.last().unwrap().starts_with("A Treaty"), "{list:#?}");
    // Every source of the flagship has an entry without a doubled stop or an empty place.
    for style in [Style::Chicago, Style::Apa] {
        for entry in bibliography(&flagship(), style) {
            let entry = entry.split("http").next().unwrap();
            assert!(!entry.contains("..") && !entry.trim_end().contains("  ") && !entry.contains("()"), "{entry}");
        }
    }
}
