//! Sources, claims, and what numbers stand on.
//!
//! Comes in: `source` and `claim` statements, and every `from`. Goes out: the ledger with ids. Refuses: names that resolve
//! to nothing, and a number that differs from the claim it cites without saying why.

use linchpin_core::diagnostic::{Diagnostic, Span};
use linchpin_core::evidence::{
    Claim, ClaimId, Dated, Day, Disposition, Dissent, Locator, SourceDoc, SourceDocId, Speaker, Stance, Status, Support,
};
use linchpin_core::model::{Acceptable, ActorId, Kind, Range, VarId};
use linchpin_core::unit::Unit;

use super::draft::{Draft, Item, Symbol, words};
use super::names::Names;
use crate::ast::{self, Body, ClaimText, LocatorText, RangeText};

impl Draft<'_> {
    /// A document, dataset or study.
    pub(crate) fn source(&mut self, item: &Item<'_>, names: &Names) -> Option<SourceDoc> {
        let Body::Source { name, publisher, published, url, kind, file, via } = &item.statement.body else { return None };
        let text = |quoted: &Option<ast::Quoted>| quoted.as_ref().map(|quoted| quoted.text.clone());
        Some(SourceDoc {
            name: name.text.clone(),
            words: words(item.statement),
            publisher: text(publisher),
            published: text(published),
            url: text(url),
            kind: kind.as_ref().map(|kind| kind.text.clone()),
            file: text(file),
            via: self.sources(via, names),
            span: item.statement.span,
        })
    }

    /// One thing that sources say.
    pub(crate) fn claim(&mut self, item: &Item<'_>, names: &Names) -> Option<Claim> {
        let Body::Claim(text) = &item.statement.body else { return None };
        let ClaimText { name, unit, value, found, dissent, .. } = text.as_ref();
        let declared = unit.as_ref().map(|unit| self.unit(unit));
        let unit = match declared {
            None => Some(Unit::none()),
            Some(unit) => unit,
        };
        let quantity = match value {
            None => None,
            Some(value) => {
                let number = self.number(value, unit.as_ref(), &format!("the value of the claim `{}`", name.text));
                unit.clone().zip(number)
            }
        };
        if found.is_empty() {
            let warning = Diagnostic::warning("no-source", name.span, format!("the claim `{}` names no source", name.text))
                .help("add where it is said: `in SOURCE`");
            self.report(warning);
        }
        let found = found.iter().filter_map(|at| self.locator(at, names)).collect();
        let mut others = Vec::new();
        for other in dissent {
            let value = other
                .value
                .as_ref()
                .and_then(|value| self.number(value, unit.as_ref(), &format!("the other value of the claim `{}`", name.text)));
            if let Some(at) = self.locator(other, names) {
                others.push(Dissent { value, at });
            }
        }
        Some(Claim {
            name: name.text.clone(),
            words: words(item.statement),
            quantity,
            found,
            dissent: others,
            speaker: text.speaker.as_ref().map(|(who, actor)| Speaker {
                name: who.text.clone(),
                actor: actor.as_ref().and_then(|actor| names.actors.find(actor, self)).map(ActorId),
            }),
            stance: text.stance.as_ref().and_then(|word| self.one_of(word, "stance", Stance::of, Stance::ALL, Stance::word)),
            dated: text.dated.as_ref().and_then(|dated| self.dated(dated)),
            as_of: text.as_of.as_ref().and_then(|date| self.day(date)),
            about: text.about.as_ref().map(|about| about.text.clone()),
            disposition: text
                .disposition
                .as_ref()
                .and_then(|word| self.one_of(word, "disposition", Disposition::of, Disposition::ALL, Disposition::word)),
            informs: self.informed(&text.informs),
            span: item.statement.span,
        })
    }

    /// A word of a closed set.
    fn one_of<T: Copy>(
        &mut self,
        word: &ast::Name,
        what: &str,
        of: fn(&str) -> Option<T>,
        all: &[T],
        say: fn(T) -> &'static str,
    ) -> Option<T> {
        let known = of(&word.text);
        if known.is_none() {
            let words: Vec<&str> = all.iter().map(|one| say(*one)).collect();
            let help = match self.nearest(&word.text, words.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("write one of: {}", words.join(", ")),
            };
            self.report(Diagnostic::error("unknown-word", word.span, format!("there is no {what} `{}`", word.text)).help(help));
        }
        known
    }

    /// A date that some calendar has.
    fn day(&mut self, date: &ast::Quoted) -> Option<Day> {
        let day = Day::parse(&date.text);
        if day.is_none() {
            let found = Diagnostic::error("bad-date", date.span, format!("`{}` is no date", date.text))
                .help("write a year, a month or a day: `2025`, `2025-12`, `2025-12-03`");
            self.report(found);
        }
        day
    }

    fn dated(&mut self, text: &ast::DatedText) -> Option<Dated> {
        let status = self.one_of(&text.status, "kind of date", Status::of, Status::ALL, Status::word);
        let from = self.day(&text.from);
        let to = text.to.as_ref().map(|to| self.day(to));
        let (status, from) = (status?, from?);
        let to = match to {
            None => None,
            Some(to) => Some(to?),
        };
        if let (Some(to), Some(place)) = (to, &text.to)
            && to.ends() <= from.begins()
        {
            let found = Diagnostic::error("bad-range", text.from.span.to(place.span), "these dates run backwards")
                .help("write the earlier date first");
            self.report(found);
            return None;
        }
        Some(Dated { from, to, status })
    }

    /// The variables after `informs`.
    fn informed(&mut self, written: &[ast::Name]) -> Vec<VarId> {
        let mut informed: Vec<VarId> = Vec::new();
        for name in written {
            let id = match self.symbols.get(&name.text).copied() {
                Some(Symbol::Variable(id)) => Some(id),
                Some(Symbol::Table(_) | Symbol::Game(_)) => {
                    let found = Diagnostic::error("unknown-name", name.span, format!("`{}` is no variable", name.text))
                        .help("name the variable that reads it");
                    self.report(found);
                    continue;
                }
                None => self.variables.iter().position(|v| v.name == name.text).map(|idx| VarId(idx as u32)),
            };
            match id {
                None => self.unknown_name(name),
                Some(id) if informed.contains(&id) => {
                    let found = Diagnostic::error("defined-twice", name.span, format!("`{}` is informed twice", name.text))
                        .help("delete one of the two");
                    self.report(found);
                }
                Some(id) => informed.push(id),
            }
        }
        informed
    }

    /// Sources by name, after `via`.
    fn sources(&mut self, written: &[ast::Name], names: &Names) -> Vec<SourceDocId> {
        written.iter().filter_map(|name| names.sources.find(name, self)).map(SourceDocId).collect()
    }

    /// Refuses sources that are derived from themselves, and breaks the circle.
    pub(crate) fn circular_sources(&mut self, sources: &mut [SourceDoc]) {
        for at in 0..sources.len() {
            let (mut open, mut seen) = (sources[at].via.clone(), Vec::new());
            while let Some(id) = open.pop() {
                if id.idx() == at {
                    let found = Diagnostic::error(
                        "circular-source",
                        sources[at].span,
                        format!("the source `{}` is derived from itself", sources[at].name),
                    )
                    .help("follow `via` and delete the one that runs back");
                    self.report(found);
                    sources[at].via.clear();
                    break;
                }
                if !seen.contains(&id) {
                    seen.push(id);
                    open.extend(sources.get(id.idx()).map(|source| source.via.as_slice()).unwrap_or_default());
                }
            }
        }
    }

    pub(crate) fn locator(&mut self, at: &LocatorText, names: &Names) -> Option<Locator> {
        if names.sources.get(&at.source.text).is_none() && names.claims.knows(&at.source.text) {
            let found = Diagnostic::error(
                "unknown-source",
                at.source.span,
                format!("`{}` is a claim, and a claim stands in a source", at.source.text),
            )
            .help("name the source in which it is said");
            self.report(found);
            return None;
        }
        Some(Locator {
            source: SourceDocId(names.sources.find(&at.source, self)?),
            paragraph: at.paragraph.map(|(number, _)| number),
            figure: at.figure.as_ref().map(|figure| figure.text.clone()),
            via: self.sources(&at.via, names),
            span: at.span,
        })
    }

    /// The names after `from`.
    pub(crate) fn supports(&mut self, statement: &ast::Statement, names: &Names) -> Vec<Support> {
        let mut supports: Vec<Support> = Vec::new();
        for name in &statement.from {
            let support = if name.text == "judgement" {
                Support::Judgement
            } else {
                let missing = names.claims.get(&name.text).is_none();
                if missing && names.sources.knows(&name.text) {
                    let found = Diagnostic::error(
                        "unknown-claim",
                        name.span,
                        format!("`{}` is a source: a number stands on what a source says", name.text),
                    )
                    .help(format!("write a claim that is made `in {}`, and name that claim here", name.text));
                    self.report(found);
                    continue;
                }
                if missing && linchpin_core::diagnostic::nearest(&name.text, ["judgement"]).is_some() {
                    let found = Diagnostic::error("unknown-claim", name.span, format!("there is no claim `{}`", name.text))
                        .help("did you mean `judgement`?");
                    self.report(found);
                    continue;
                }
                match names.claims.find(name, self) {
                    Some(id) => Support::Claim(ClaimId(id)),
                    None => continue,
                }
            };
            if supports.contains(&support) {
                let found = Diagnostic::error("defined-twice", name.span, format!("`{}` stands twice after `from`", name.text))
                    .help("delete one of the two");
                self.report(found);
                continue;
            }
            supports.push(support);
        }
        supports
    }

    /// A given number says what it stands on.
    pub(crate) fn wants_support(&mut self, statement: &ast::Statement, name: &ast::Name, what: &str) {
        if statement.from.is_empty() {
            let warning =
                Diagnostic::warning("no-source", name.span, format!("the {what} `{}` does not say what it stands on", name.text))
                    .help("add `from CLAIM`, or `from judgement` where it is the modeller's own");
            self.report(warning);
        }
    }

    /// A number that stands on claims alone equals one of them, or says why not. An uncertainty may instead have one of
    /// them inside its range.
    pub(crate) fn agrees_with_claims(&mut self, id: VarId, item: &Item<'_>, claims: &[Claim], places: &[Span]) {
        let variable = &self.variables[id.idx()];
        if variable.because.is_some() || variable.from.contains(&Support::Judgement) || self.unitless.contains(&id) {
            return;
        }
        let (value, span, what): (f64, Span, &str) = match (&variable.kind, &item.statement.body) {
            (Kind::Constant { value }, Body::Constant { value: text, .. }) => (*value, text.span, "value"),
            (Kind::Uncertainty { default, .. }, Body::Uncertainty { value: text, .. }) => (*default, text.span, "default"),
            (Kind::Lever { default, .. }, Body::Lever { value: text, .. }) => (*default, text.span, "default"),
            (
                Kind::Outcome { acceptable: Some(Acceptable::AtMost(limit) | Acceptable::AtLeast(limit)), .. },
                Body::Outcome { acceptable: Some((_, text)), .. },
            ) => (*limit, text.span, "threshold"),
            _ => return,
        };
        if value.is_nan() {
            return;
        }
        let range: Option<Range> = match (&variable.kind, &item.statement.body) {
            (Kind::Uncertainty { .. }, Body::Uncertainty { range, .. }) if !matches!(range, Some(RangeText::Set(_))) => {
                self.range_of(id)
            }
            _ => None,
        };
        let cited: Vec<(&Claim, f64, Span)> = variable
            .from
            .iter()
            .filter_map(|support| match support {
                Support::Claim(claim) => claims.get(claim.idx()).zip(places.get(claim.idx())),
                Support::Judgement => None,
            })
            .filter_map(|(claim, place)| match &claim.quantity {
                Some((unit, said)) if unit.dimension == variable.unit.dimension => Some((claim, *said, *place)),
                _ => None,
            })
            .collect();
        let agrees = |said: f64| {
            (said - value).abs() <= 1e-9 * said.abs().max(value.abs()) || range.as_ref().is_some_and(|range| range.contains(said))
        };
        let Some((first, said, _)) = cited.first() else {
            self.wants_a_claim_of_its_kind(id, span, what, claims, places);
            return;
        };
        if cited.iter().any(|(_, said, _)| agrees(*said)) {
            return;
        }
        let unit = variable.unit.clone();
        let message = format!(
            "the {what} of `{}` is {}, the claim it cites says {}",
            variable.name,
            self.figure(value, &unit),
            self.figure(*said, &unit)
        );
        let mut found = Diagnostic::error("claim-mismatch", span, message);
        for (claim, said, place) in cited.iter().take(3) {
            found = found.related(*place, format!("`{}` says {}", claim.name, self.figure(*said, &unit)));
        }
        let found = found.help(format!(
            "use {}, or say why it differs: `because \"...\"`, or `from {}, judgement`",
            self.figure(*said, &unit),
            first.name
        ));
        self.report(found);
    }

    /// A number that stands on claims alone, all of them about another kind of quantity.
    fn wants_a_claim_of_its_kind(&mut self, id: VarId, span: Span, what: &str, claims: &[Claim], places: &[Span]) {
        let variable = &self.variables[id.idx()];
        let cited: Option<Vec<(&Claim, Span)>> = variable
            .from
            .iter()
            .map(|support| match support {
                // A claim in words alone may say anything.
                Support::Claim(claim) => {
                    claims.get(claim.idx()).filter(|claim| claim.quantity.is_some()).zip(places.get(claim.idx()).copied())
                }
                Support::Judgement => None,
            })
            .collect();
        let Some(cited) = cited.filter(|cited| !cited.is_empty()) else { return };
        let kind = |unit: &Unit| if unit.dimension.is_none() { "a pure number".to_owned() } else { format!("in {}", unit.text) };
        let message = format!("the {what} of `{}` is {}, and no claim it cites is", variable.name, kind(&variable.unit));
        let mut found = Diagnostic::error("claim-mismatch", span, message);
        for (claim, place) in cited.iter().take(3) {
            let said = claim.quantity.as_ref().map_or_else(String::new, |(unit, _)| kind(unit));
            found = found.related(*place, format!("`{}` is {said}", claim.name));
        }
        self.report(
            found.help("cite a claim in its unit, or say how it follows: `because \"...\"`, or `judgement` after the claims"),
        );
    }
}
