//! Entries of BibLaTeX and BibTeX.
//!
//! Comes in: text. Goes out: records, and a finding for what cannot be read; after a fault reading goes on at the next entry. The
//! crate reads syntax and letters; what could make it run without end (abbreviations of abbreviations, references to other entries,
//! braces without measure) is told and left out here.

use biblatex::{Bibliography, ChunksExt, Entry, Pair, ParseError, ParseErrorKind, RawBibliography, RawChunk, RawEntry, Spanned};

use super::{Reader, Record, day};

/// Braces within braces, at most.
const MOST_DEPTH: usize = 40;
/// Bytes that abbreviations of one file may become, at most.
const MOST_ABBREVIATED: usize = 1 << 20;

pub(super) fn records(reader: &mut Reader) -> Vec<Record> {
    let text = reader.text;
    if let Ok(raw) = RawBibliography::parse(text) {
        return of_raw(reader, raw, 0);
    }
    // A fault somewhere: entry by entry, so that the others are read and each fault has its line.
    let mut starts: Vec<usize> = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if line.trim_start().starts_with('@') {
            starts.push(at);
        }
        at += line.len();
    }
    let mut out = Vec::new();
    for (nth, &from) in starts.iter().enumerate() {
        let to = starts.get(nth + 1).copied().unwrap_or(text.len());
        match RawBibliography::parse(&text[from..to]) {
            Ok(raw) => out.extend(of_raw(reader, raw, from)),
            Err(error) => fault(reader, from, error, from..to),
        }
    }
    out
}

fn fault(reader: &mut Reader, base: usize, error: ParseError, within: std::ops::Range<usize>) {
    // Where the entry is over before it is complete, something in it was never closed.
    let end = within.start + reader.text[within.clone()].trim_end().len();
    let unclosed = error.kind == ParseErrorKind::UnexpectedEof || base + error.span.start >= end;
    let message = match &error.kind {
        _ if unclosed => "the entry has no end: a brace or a quotation mark is not closed".to_owned(),
        ParseErrorKind::Expected(token) => format!("expected {token}"),
        ParseErrorKind::Unexpected(token) => format!("{token} that nothing opened or asked for"),
        ParseErrorKind::UnknownAbbreviation(name) => format!("the abbreviation `{name}` is nowhere defined"),
        other => other.to_string(),
    };
    // What has no end is shown where it begins.
    let line = reader.text[within.start..within.end].lines().next().map_or(0, str::len);
    let place = match unclosed {
        true => within.start..within.start + line,
        false => base + error.span.start..(base + error.span.end).max(base + error.span.start + 1),
    };
    // A place inside of a letter would not be drawn.
    let floor = |mut at: usize| {
        at = at.min(reader.text.len());
        while !reader.text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let (start, end) = (floor(place.start), floor(place.end));
    reader.wrong(start..end.max(start), message, "an entry is `@kind{key, field = {text}, ...}`");
}

fn of_raw(reader: &mut Reader, raw: RawBibliography, base: usize) -> Vec<Record> {
    let short = abbreviations(reader, &raw, base);
    let mut spent = 0;
    let mut out = Vec::new();
    for entry in raw.entries {
        let whole = base + entry.span.start..base + entry.span.end;
        let header =
            whole.start..whole.start + reader.text.get(whole.clone()).and_then(|text| text.lines().next()).map_or(1, str::len);
        let depth = entry.v.fields.iter().map(|field| depth(&field.value.v)).max().unwrap_or(0);
        if depth > MOST_DEPTH {
            reader.wrong(header, format!("`{}` has braces {depth} deep", entry.v.key.v), "no entry needs more than a few");
            continue;
        }
        let (used, bytes) = used(&entry.v, &short);
        spent += bytes;
        if spent > MOST_ABBREVIATED {
            reader.wrong(header, "the abbreviations of this file grow without measure", "write them out");
            return out;
        }
        let key = entry.v.key.v.to_owned();
        let addresses = Addresses::of(&entry.v);
        let one = RawEntry { fields: own_fields(entry.v.fields), ..entry.v };
        let single =
            RawBibliography { preamble: String::new(), entries: vec![Spanned::new(one, entry.span)], abbreviations: used };
        match Bibliography::from_raw(single) {
            Err(error) => fault(reader, base, error, whole),
            Ok(found) => {
                if let Some(entry) = found.get(&key) {
                    out.extend(record(reader, entry, &addresses, header));
                }
            }
        }
    }
    out
}

/// Abbreviations that are plain text. One that leans on others could grow without end, and is told.
fn abbreviations<'s>(reader: &mut Reader, raw: &RawBibliography<'s>, base: usize) -> Vec<Pair<'s>> {
    let (plain, leaning): (Vec<_>, Vec<_>) = raw
        .abbreviations
        .iter()
        .cloned()
        .partition(|pair| pair.value.v.iter().all(|chunk| matches!(chunk.v, RawChunk::Normal(_))));
    for pair in leaning {
        let range = base + pair.key.span.start..base + pair.key.span.end;
        let message = format!("the abbreviation `{}` is made of other abbreviations", pair.key.v);
        reader.wrong(range, message, "write it out");
    }
    plain.into_iter().filter(|pair| depth(&pair.value.v) <= MOST_DEPTH).collect()
}

/// The abbreviations of one entry, and the bytes that they become in it.
fn used<'s>(entry: &RawEntry<'s>, short: &[Pair<'s>]) -> (Vec<Pair<'s>>, usize) {
    let wanted = || {
        entry.fields.iter().flat_map(|field| &field.value.v).filter_map(|chunk| match chunk.v {
            RawChunk::Abbreviation(name) => Some(name),
            RawChunk::Normal(_) => None,
        })
    };
    let mut names: Vec<&str> = wanted().collect();
    names.sort_unstable();
    names.dedup();
    let used: Vec<Pair<'s>> = short.iter().filter(|pair| names.binary_search(&pair.key.v).is_ok()).cloned().collect();
    let length = |name: &str| used.iter().find(|pair| pair.key.v == name).map_or(3, |pair| pair.value.span.len());
    let bytes = wanted().map(length).sum();
    (used, bytes)
}

fn depth(field: &[Spanned<RawChunk>]) -> usize {
    let of = |text: &str| {
        let (mut now, mut most) = (0usize, 0);
        for c in text.bytes() {
            match c {
                b'{' => now += 1,
                b'}' => now = now.saturating_sub(1),
                _ => {}
            }
            most = most.max(now);
        }
        most
    };
    field.iter().map(|chunk| if let RawChunk::Normal(text) = chunk.v { of(text) } else { 0 }).max().unwrap_or(0)
}

/// Fields but those that take over others from another entry.
fn own_fields(fields: Vec<Pair>) -> Vec<Pair> {
    fields.into_iter().filter(|field| !["crossref", "xdata"].iter().any(|name| field.key.v.eq_ignore_ascii_case(name))).collect()
}

/// Fields that are taken letter by letter: in them two hyphens are two hyphens.
struct Addresses {
    url: Option<String>,
    doi: Option<String>,
    file: Option<String>,
}

impl Addresses {
    fn of(entry: &RawEntry) -> Addresses {
        let plain = |name: &str| {
            let field = entry.fields.iter().find(|field| field.key.v.eq_ignore_ascii_case(name))?;
            let [Spanned { v: RawChunk::Normal(text), .. }] = field.value.v.as_slice() else { return None };
            let text: String = text.split_whitespace().collect();
            // Programs escape what would be a sign of TeX elsewhere.
            let text = ["\\_", "\\%", "\\&", "\\#", "\\~"].iter().fold(text, |text, sign| text.replace(sign, &sign[1..]));
            let text = text.replace(['{', '}'], "");
            (!text.is_empty()).then_some(text)
        };
        Addresses { url: plain("url"), doi: plain("doi"), file: plain("file") }
    }
}

fn record(reader: &mut Reader, entry: &Entry, addresses: &Addresses, header: std::ops::Range<usize>) -> Option<Record> {
    let of = |name: &str| {
        let text = entry.get(name)?.format_verbatim();
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        (!text.is_empty()).then_some(text)
    };
    let sort = entry.entry_type.to_string().to_lowercase();
    if ["set", "xdata"].contains(&sort.as_str()) {
        return None;
    }
    let Some(title) = of("title").map(|title| match of("subtitle") {
        Some(more) => format!("{title}: {more}"),
        None => title,
    }) else {
        reader.wrong(header, format!("`{}` has no title", entry.key), "add `title = {...}`");
        return None;
    };
    let written = of("date").or_else(|| three(&of("year")?, of("month").as_deref(), of("day").as_deref()));
    let published = written.as_deref().and_then(day);
    if let (Some(text), None) = (&written, &published) {
        let message = format!("`{}` has a date that no calendar has: {text}", entry.key);
        reader.wrong(header, message, "write a year, a month or a day, such as 2025, 2025-12 or 2025-12-03");
        return None;
    }
    let people = of("author").or_else(|| of("editor")).map(|text| people(&text)).unwrap_or_default();
    let house = ["journaltitle", "journal", "institution", "organization", "publisher", "school", "howpublished"];
    let house = house.iter().find_map(|name| of(name)).filter(|text| !text.contains("://"));
    let (publisher, authors) = match house {
        Some(house) => (Some(house), people),
        None if people.is_empty() => (None, people),
        None => (Some(super::listed(&people)), Vec::new()),
    };
    let list = |text: String| text.split([',', ';']).map(|word| word.trim().to_owned()).filter(|word| !word.is_empty()).collect();
    let newspaper = of("entrysubtype").is_some_and(|word| ["newspaper", "magazine"].contains(&word.as_str()));
    let kind = match sort.as_str() {
        _ if newspaper => Some("press"),
        "article" | "book" | "mvbook" | "inbook" | "incollection" | "inproceedings" | "collection" | "proceedings" | "thesis"
        | "phdthesis" | "mastersthesis" => Some("study"),
        "report" | "techreport" => Some("report"),
        "dataset" => Some("dataset"),
        "legislation" | "legal" => Some("statute"),
        _ => None,
    };
    Some(Record {
        key: entry.key.clone(),
        title,
        text: of("annotation"),
        publisher,
        authors,
        published,
        url: addresses.url.clone().or_else(|| addresses.doi.as_deref().map(of_doi)),
        keywords: of("keywords").map(list).unwrap_or_default(),
        kind,
        file: addresses.file.clone(),
        via: of("related").map(list).unwrap_or_default(),
        span: reader.span(header),
    })
}

/// The address of a digital object identifier.
pub(super) fn of_doi(doi: &str) -> String {
    if doi.contains("://") { doi.to_owned() } else { format!("https://doi.org/{doi}") }
}

/// `year`, `month` and `day` of BibTeX, the month as a number or by name.
fn three(year: &str, month: Option<&str>, day: Option<&str>) -> Option<String> {
    const NAMES: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let Some(month) = month else { return Some(year.to_owned()) };
    let lower = month.to_lowercase();
    let number = lower.parse::<usize>().ok().or_else(|| NAMES.iter().position(|name| lower.starts_with(name)).map(|at| at + 1));
    let Some(number) = number else { return Some(year.to_owned()) };
    Some(match day.and_then(|day| day.parse::<u32>().ok()) {
        Some(day) => format!("{year}-{number:02}-{day:02}"),
        None => format!("{year}-{number:02}"),
    })
}

/// `Last, First and {An Institute}` in the order of speech.
fn people(text: &str) -> Vec<String> {
    text.split(" and ")
        .map(|one| match one.split_once(',') {
            Some((last, first)) => format!("{} {}", first.trim(), last.trim()),
            None => one.trim().to_owned(),
        })
        .filter(|name| !name.trim().is_empty())
        .collect()
}
