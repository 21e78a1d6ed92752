//! Whether a source is known already.
//!
//! Comes in: addresses, titles, publishers and days. Goes out: the name of the source that has the same. The same address is the same
//! source; so is the same title where day and publisher do not speak against it.

use std::collections::BTreeMap;

use linchpin_core::evidence::{Day, SourceDoc};
use linchpin_core::model::Model;

use super::Record;

/// What a source is recognised by.
pub(super) struct Traits {
    address: Option<String>,
    title: String,
    publisher: Option<String>,
    day: Option<Day>,
}

impl Traits {
    pub(super) fn of(record: &Record) -> Traits {
        Traits::from(&record.title, record.url.as_deref(), record.publisher.as_deref(), record.published.as_deref())
    }

    fn of_source(source: &SourceDoc) -> Traits {
        let title = if source.words.title.is_empty() { &source.name } else { &source.words.title };
        Traits::from(title, source.url.as_deref(), source.publisher.as_deref(), source.published.as_deref())
    }

    fn from(title: &str, url: Option<&str>, publisher: Option<&str>, published: Option<&str>) -> Traits {
        Traits {
            address: url.map(address).filter(|address| !address.is_empty()),
            title: letters(title),
            publisher: publisher.map(letters).filter(|name| !name.is_empty()),
            day: published.and_then(Day::parse),
        }
    }
}

/// A source of some title: its publisher, its day and its name.
type Titled = (Option<String>, Option<Day>, String);

/// Sources by what they are recognised by.
pub(super) struct Known {
    by_address: BTreeMap<String, String>,
    by_title: BTreeMap<String, Vec<Titled>>,
}

impl Known {
    /// The sources of a model.
    pub(super) fn of(model: &Model) -> Known {
        let mut known = Known { by_address: BTreeMap::new(), by_title: BTreeMap::new() };
        for source in &model.sources {
            known.add(Traits::of_source(source), &source.name);
        }
        known
    }

    pub(super) fn add(&mut self, traits: Traits, name: &str) {
        if let Some(address) = traits.address {
            self.by_address.entry(address).or_insert_with(|| name.to_owned());
        }
        self.by_title.entry(traits.title).or_default().push((traits.publisher, traits.day, name.to_owned()));
    }

    /// The source that is meant, by name.
    pub(super) fn find(&self, traits: &Traits) -> Option<String> {
        if let Some(name) = traits.address.as_ref().and_then(|address| self.by_address.get(address)) {
            return Some(name.clone());
        }
        let agree = |a: &Option<String>, b: &Option<String>| a.is_none() || b.is_none() || a == b;
        let fits = |publisher: &Option<String>, day: &Option<Day>| {
            let same_day = match (day, traits.day) {
                (Some(a), Some(b)) => a.agrees(b),
                (None, None) => true,
                // A title alone is shared by the editions of a yearbook.
                _ => publisher.is_some() && *publisher == traits.publisher,
            };
            same_day && agree(publisher, &traits.publisher)
        };
        let of_title = self.by_title.get(&traits.title).filter(|_| !traits.title.is_empty())?;
        of_title.iter().find(|(publisher, day, _)| fits(publisher, day)).map(|(.., name)| name.clone())
    }
}

/// Letters and digits, in lower case.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// An address without what does not say where: scheme, `www.`, a last slash, the place on the page, marks of campaigns.
fn address(url: &str) -> String {
    let url = url.trim();
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let rest = rest.split('#').next().unwrap_or(rest);
    let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
    let (host, path) = path.split_once('/').unwrap_or((path, ""));
    let host = host.to_ascii_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    let mut kept: Vec<&str> =
        query.split('&').filter(|one| !one.is_empty() && !one.starts_with("utm_") && !one.starts_with("fbclid=")).collect();
    kept.sort_unstable();
    let mut out = format!("{host}/{}", path.trim_end_matches('/'));
    if !kept.is_empty() {
        out += &format!("?{}", kept.join("&"));
    }
    out
}
