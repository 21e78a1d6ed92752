//! Statements as pieces: what the layout keeps together.

use linchpin_core::diagnostic::Span;

use super::expressions::{Fragment, Writer, comparison_text, quoted, unit_text};
use crate::ast::{
    AcrossText, Assignment, Body, ClaimText, ClauseText, Expr, GamePart, LocatorText, Name, Quoted, SetText, Statement, Titles,
    UnitText, WhenText,
};

/// Where a piece stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// At column 1.
    Header,
    /// After the piece before where the author has it there and it fits, else on a line of its own.
    Flow,
    /// On a line of its own, so many spaces in.
    Line(usize),
    /// The same, or after a comma where the author has it so.
    Item(usize),
}

/// A header, property, action, point or setting.
pub(super) struct Piece {
    pub place: Place,
    /// What it was read from; the words before its content may lie outside.
    pub span: Span,
    pub fragments: Vec<Fragment>,
}

/// The pieces of a statement in the author's order.
pub(super) fn of(statement: &Statement) -> Vec<Piece> {
    let mut pieces = Pieces { list: Vec::new() };
    let header = pieces.body(statement);
    let own = std::mem::take(&mut pieces.list);
    pieces.common(statement);
    let common = std::mem::take(&mut pieces.list);
    // Without places the order of a hand: short properties, words, long properties.
    let (flowing, standing): (Vec<Piece>, Vec<Piece>) = own.into_iter().partition(|piece| piece.place == Place::Flow);
    let mut rest: Vec<Piece> = flowing.into_iter().chain(common).chain(standing).collect();
    rest.sort_by_key(|piece| piece.span.start);
    std::iter::once(header).chain(rest).collect()
}

struct Pieces {
    list: Vec<Piece>,
}

impl Pieces {
    fn add(&mut self, place: Place, span: Span, write: impl FnOnce(&mut Writer)) {
        let mut writer = Writer::default();
        write(&mut writer);
        self.list.push(Piece { place, span, fragments: writer.finish() });
    }

    fn string(&mut self, place: Place, word: &str, string: &Option<Quoted>) {
        if let Some(string) = string {
            self.add(place, string.span, |w| {
                w.word(word).word(&quoted(string));
            });
        }
    }

    fn mark(&mut self, place: Place, word: &str, span: Option<Span>) {
        if let Some(span) = span {
            self.add(place, span, |w| {
                w.word(word);
            });
        }
    }

    fn name(&mut self, place: Place, word: &str, name: &Option<Name>) {
        if let Some(name) = name {
            self.add(place, name.span, |w| {
                w.word(word).word(&name.text);
            });
        }
    }

    fn names(&mut self, word: &str, names: &[Name]) {
        if let [first, .., last] | [first @ last] = names {
            self.add(Place::Flow, first.span.to(last.span), |w| w.word(word).names(names));
        }
    }

    fn value(&mut self, place: Place, word: &str, value: &Option<Expr>) {
        if let Some(value) = value {
            self.add(place, value.span, |w| w.word(word).expression(value));
        }
    }

    fn common(&mut self, statement: &Statement) {
        if !matches!(statement.body, Body::Check { .. }) {
            self.string(Place::Flow, "", &statement.title);
        }
        self.string(Place::Flow, "ko ", &statement.ko);
        self.string(Place::Flow, "", &statement.text);
        self.string(Place::Flow, "ko ", &statement.text_ko);
        if let [first, .., last] | [first @ last] = &statement.also[..] {
            self.add(Place::Flow, first.span.to(last.span), |w| {
                w.word("also ").list(&statement.also, |w, cue| {
                    w.word(&quoted(cue));
                });
            });
        }
        self.names("from ", &statement.from);
        self.string(Place::Flow, "because ", &statement.because);
        self.mark(Place::Flow, "hidden", statement.hidden);
    }

    /// Adds the properties of a body and returns its header.
    fn body(&mut self, statement: &Statement) -> Piece {
        use Place::{Flow, Line};
        let keyword = statement.keyword;
        match &statement.body {
            Body::Model { name, time, record, method } => {
                if let Some((start, stop, step)) = time {
                    self.add(Line(2), start.span.to(step.span), |w| {
                        w.word("time ").expression(start);
                        w.word(" .. ").expression(stop);
                        w.word(" by ").expression(step);
                    });
                }
                if let Some((spacing, names)) = record {
                    let end = names.last().map_or(spacing.span, |name| name.span);
                    self.add(Line(2), spacing.span.to(end), |w| {
                        w.word("record every ").expression(spacing);
                        if !names.is_empty() {
                            w.word(" of ").names(names);
                        }
                    });
                }
                self.name(Line(2), "method ", method);
                named(keyword, "model", name)
            }
            Body::Actor { name } => named(keyword, "actor", name),
            Body::Sector { name, theory } => {
                self.string(Flow, "theory ", theory);
                named(keyword, "sector", name)
            }
            Body::Unit { name, definition } => match definition {
                Some(value) => header(keyword, value.span, |w| {
                    w.word("unit ").word(&name.text).word(" =").rest(1);
                    w.expression(value);
                }),
                None => named(keyword, "unit", name),
            },
            Body::Constant { name, unit, value } => quantity(keyword, "constant", name, unit, value),
            Body::Flow { name, unit, value } => quantity(keyword, "flow", name, unit, value),
            Body::Auxiliary { name, unit, value } => quantity(keyword, "aux", name, unit, value),
            Body::Uncertainty { name, unit, value, range, among, family, held } => {
                self.range(range);
                self.among(among);
                if let Some((family, arguments)) = family {
                    let end = arguments.last().map_or(family.span, |argument| argument.span);
                    self.add(Flow, family.span.to(end), |w| {
                        w.word("~ ").word(&family.text);
                        if !arguments.is_empty() {
                            w.enclosed("(", ")", arguments, |w, argument| w.expression(argument));
                        }
                    });
                }
                self.mark(Flow, "held", *held);
                quantity(keyword, "uncertainty", name, unit, value)
            }
            Body::Correlation { names, value } => header(keyword, value.span, |w| {
                w.word("correlation ").names(names);
                w.word(" =").rest(1);
                w.expression(value);
            }),
            Body::Shares { name, members, concentration } => {
                self.value(Flow, "concentration ", concentration);
                header(keyword, members.last().unwrap_or(name).span, |w| {
                    w.word("shares ").word(&name.text).word(" =").rest(1);
                    w.names(members);
                })
            }
            Body::Lever { name, unit, value, range, actors } => {
                self.range(range);
                self.names("by ", actors);
                quantity(keyword, "lever", name, unit, value)
            }
            Body::Stock { name, unit, start, within, change, inflow, outflow } => {
                self.bounds(within);
                self.value(Flow, "change ", change);
                self.names("inflow ", inflow);
                self.names("outflow ", outflow);
                quantity(keyword, "stock", name, unit, start)
            }
            Body::Event { name, rate } => {
                // A title may stand between the name and the rate.
                if [&statement.title, &statement.ko].into_iter().flatten().any(|string| string.span.start < rate.span.start) {
                    self.add(Flow, rate.span, |w| w.word("at ").expression(rate));
                    return named(keyword, "event", name);
                }
                header(keyword, rate.span, |w| w.word("event ").word(&name.text).word(" at ").expression(rate))
            }
            Body::Table { name, x, y, points, extrapolate } => {
                self.mark(Flow, "extrapolate", *extrapolate);
                for point in points {
                    self.add(Line(2), point.0.span.to(point.1.span), |w| w.point(point));
                }
                header(keyword, y.span, |w| {
                    w.word(&format!("table {} ({}) -> {}", name.text, unit_text(x), unit_text(y)));
                })
            }
            Body::Game { name, solution, parts } => {
                self.name(Line(2), "solution ", solution);
                parts.iter().for_each(|part| self.part(part));
                named(keyword, "game", name)
            }
            Body::Outcome { name, unit, value, better, acceptable } => {
                self.name(Flow, "better ", better);
                if let Some((sign, threshold)) = acceptable {
                    self.add(Flow, threshold.span, |w| {
                        w.word("acceptable ").word(comparison_text(*sign)).word(" ").expression(threshold)
                    });
                }
                quantity(keyword, "outcome", name, unit, value)
            }
            Body::Criterion { name, outcomes } => header(keyword, outcomes.last().unwrap_or(name).span, |w| {
                w.word("criterion ").word(&name.text).word(" =").rest(1);
                w.names(outcomes);
            }),
            Body::Policy { name, settings, stress } => {
                self.mark(Flow, "stress", *stress);
                self.settings(settings);
                named(keyword, "policy", name)
            }
            Body::World { name, settings, beyond } => {
                self.string(Flow, "beyond ", beyond);
                self.settings(settings);
                named(keyword, "world", name)
            }
            Body::Source { name, publisher, published, url, kind, file, via } => {
                self.string(Flow, "publisher ", publisher);
                if let Some(date) = published {
                    self.mark(Flow, &format!("published {}", date_text(date)), Some(date.span));
                }
                self.name(Flow, "kind ", kind);
                self.string(Flow, "url ", url);
                self.string(Flow, "file ", file);
                self.names("via ", via);
                named(keyword, "source", name)
            }
            Body::Claim(claim) => {
                self.claim(claim);
                let ClaimText { name, unit, value, .. } = claim.as_ref();
                let end = value.as_ref().map(|value| value.span).or(unit.as_ref().map(|unit| unit.span));
                header(keyword, end.unwrap_or(name.span), |w| {
                    w.word("claim ").word(&name.text);
                    if let Some(unit) = unit {
                        w.word(" : ").word(&unit_text(unit));
                    }
                    if let Some(value) = value {
                        w.word(" =").rest(1);
                        w.expression(value);
                    }
                })
            }
            Body::Check { futures, policy, step, no_events, when, against, then, found, speaker, expect } => {
                found.iter().for_each(|locator| self.locator("in ", locator));
                if let Some((who, actor)) = speaker {
                    self.add(Line(2), actor.as_ref().map_or(who.span, |actor| who.span.to(actor.span)), |w| {
                        w.word("speaker ").word(&quoted(who));
                        if let Some(actor) = actor {
                            w.word(" of ").word(&actor.text);
                        }
                    });
                }
                self.name(Line(2), "expect ", expect);
                self.value(Line(2), "futures ", futures);
                self.name(Line(2), "policy ", policy);
                self.value(Line(2), "step ", step);
                self.mark(Line(2), "no events", *no_events);
                self.set("when ", when);
                self.set("against ", against);
                then.iter().for_each(|clause| self.clause(clause));
                let title = statement.title.as_ref();
                header(keyword, title.map_or(keyword, |title| title.span), |w| {
                    w.word("check");
                    if let Some(title) = title {
                        w.word(" ").word(&quoted(title));
                    }
                })
            }
        }
    }

    fn range(&mut self, range: &Option<crate::ast::RangeText>) {
        use crate::ast::RangeText::{Between, Set};
        let Some(range) = range else { return };
        let span = match range {
            Between(low, high) => low.span.to(high.span),
            Set(values) => values.iter().map(|(value, _)| value.span).reduce(Span::to).unwrap_or_default(),
        };
        self.add(Place::Flow, span, |w| w.word("in ").range(range));
    }

    fn bounds(&mut self, within: &Option<(Option<Expr>, Option<Expr>)>) {
        let Some((low, high)) = within else { return };
        let Some(span) = [low, high].into_iter().flatten().map(|e| e.span).reduce(Span::to) else { return };
        self.add(Place::Flow, span, |w| {
            w.word("within ");
            if let Some(low) = low {
                w.expression(low);
                w.word(" ");
            }
            w.word("..");
            if let Some(high) = high {
                w.word(" ").expression(high);
            }
        });
    }

    fn part(&mut self, part: &GamePart) {
        match part {
            GamePart::Player { actor, precision } => self.add(Place::Line(2), actor.span.to(precision.span), |w| {
                w.word("player ").word(&actor.text).word(" precision ").expression(precision);
            }),
            GamePart::Node { name, actor, actions } => {
                self.add(Place::Line(2), name.span.to(actor.span), |w| {
                    w.word("node ").word(&name.text).word(" ").word(&actor.text);
                });
                for action in actions {
                    let end = titles_end(&action.titles, action.to.span);
                    self.add(Place::Line(4), action.name.span.to(end), |w| {
                        w.word(&action.name.text).word(" -> ").word(&action.to.text);
                        titles(w, &action.titles);
                    });
                }
            }
            GamePart::Terminal { name, titles: called, payoffs } => {
                self.add(Place::Line(2), name.span.to(titles_end(called, name.span)), |w| {
                    w.word("terminal ").word(&name.text);
                    titles(w, called);
                });
                for (actor, payoff) in payoffs {
                    self.add(Place::Item(4), actor.span.to(payoff.span), |w| w.word(&actor.text).word(" = ").expression(payoff));
                }
            }
        }
    }

    fn settings(&mut self, settings: &[Assignment]) {
        for setting in settings {
            self.add(Place::Item(2), span_of(setting), |w| w.setting(setting));
        }
    }

    fn set(&mut self, word: &str, set: &SetText) {
        let spans = set.policy.iter().map(|name| name.span).chain(set.settings.iter().map(span_of));
        if let Some(span) = spans.reduce(Span::to) {
            self.add(Place::Line(2), span, |w| {
                w.word(word);
                if let Some(policy) = &set.policy {
                    w.word("policy ").word(&policy.text);
                }
                if !set.settings.is_empty() {
                    if set.policy.is_some() {
                        w.word(", ");
                    }
                    w.list(&set.settings, Writer::setting);
                }
            });
        }
    }

    fn among(&mut self, claims: &[(Name, Option<Expr>)]) {
        let Some(((first, _), (last, weight))) = claims.first().zip(claims.last()) else { return };
        let end = weight.as_ref().map_or(last.span, |weight| weight.span);
        self.add(Place::Flow, first.span.to(end), |w| {
            w.word("among ").list(claims, |w, (claim, weight)| {
                w.word(&claim.text);
                if let Some(weight) = weight {
                    w.word(": ").expression(weight);
                }
            });
        });
    }

    fn claim(&mut self, claim: &ClaimText) {
        use Place::Flow;
        let ClaimText { found, dissent, speaker, stance, dated, as_of, about, disposition, informs, .. } = claim;
        found.iter().for_each(|locator| self.locator("in ", locator));
        dissent.iter().for_each(|locator| self.locator("but ", locator));
        if let Some((who, actor)) = speaker {
            let end = actor.as_ref().map_or(who.span, |actor| actor.span);
            self.add(Flow, who.span.to(end), |w| {
                w.word("speaker ").word(&quoted(who));
                if let Some(actor) = actor {
                    w.word(" of ").word(&actor.text);
                }
            });
        }
        self.name(Flow, "stance ", stance);
        if let Some(dated) = dated {
            self.add(Flow, dated.from.span.to(dated.status.span), |w| {
                w.word("on ").word(&date_text(&dated.from));
                if let Some(to) = &dated.to {
                    w.word(" .. ").word(&date_text(to));
                }
                w.word(" ").word(&dated.status.text);
            });
        }
        if let Some(date) = as_of {
            self.mark(Flow, &format!("as of {}", date_text(date)), Some(date.span));
        }
        self.name(Flow, "about ", about);
        self.name(Flow, "disposition ", disposition);
        self.names("informs ", informs);
    }

    fn locator(&mut self, word: &str, locator: &LocatorText) {
        self.add(Place::Line(2), locator.span, |w| {
            w.word(word);
            if word == "but " {
                if let Some(value) = &locator.value {
                    w.expression(value);
                    w.word(" ");
                }
                w.word("in ");
            }
            w.word(&locator.source.text);
            if let Some((number, _)) = locator.paragraph {
                w.word(&format!(" p{number}"));
            }
            if let Some(figure) = &locator.figure {
                w.word(" ").word(&quoted(figure));
            }
            if !locator.via.is_empty() {
                w.word(" via ").names(&locator.via);
            }
        });
    }

    fn clause(&mut self, clause: &ClauseText) {
        self.add(Place::Line(2), clause.span, |w| {
            w.word("then ").expression(&clause.condition);
            match &clause.when {
                Some(WhenText::At(date)) => w.word(" at ").expression(date),
                Some(WhenText::Until(date)) => w.word(" until ").expression(date),
                Some(WhenText::Always(_)) => {
                    w.word(" always");
                }
                None => {}
            }
            match &clause.across {
                Some(AcrossText::All(_)) => {
                    w.word(" in all futures");
                }
                Some(AcrossText::Share(share)) => {
                    w.word(" in ").expression(share);
                    w.word(" of futures");
                }
                Some(AcrossText::Average(_)) => {
                    w.word(" on average");
                }
                None => {}
            }
        });
    }
}

fn header(keyword: Span, end: Span, write: impl FnOnce(&mut Writer)) -> Piece {
    let mut writer = Writer::default();
    write(&mut writer);
    Piece { place: Place::Header, span: keyword.to(end), fragments: writer.finish() }
}

fn named(keyword: Span, word: &str, name: &Name) -> Piece {
    header(keyword, name.span, |w| {
        w.word(word).word(" ").word(&name.text);
    })
}

fn quantity(keyword: Span, word: &str, name: &Name, unit: &UnitText, value: &Expr) -> Piece {
    header(keyword, value.span, |w| {
        w.word(&format!("{word} {} : {} =", name.text, unit_text(unit))).rest(1);
        w.expression(value);
    })
}

fn span_of(setting: &Assignment) -> Span {
    let end = match &setting.value {
        crate::ast::SettingText::Value(value) => value.span,
        crate::ast::SettingText::Path(_, span) => *span,
    };
    setting.name.span.to(end)
}

/// A date as it is written: in quotes where it is none of the usual forms.
fn date_text(date: &Quoted) -> String {
    if is_date(&date.text) { date.text.clone() } else { quoted(date) }
}

/// `2025`, `2025-12` or `2025-12-03`
fn is_date(text: &str) -> bool {
    let mut parts = text.split('-');
    let digits = |part: &str, n: usize| part.len() == n && part.bytes().all(|b| b.is_ascii_digit());
    parts.next().is_some_and(|year| digits(year, 4)) && parts.clone().count() <= 2 && parts.all(|part| digits(part, 2))
}

/// Where a part with its titles ends.
fn titles_end(titles: &Titles, end: Span) -> Span {
    titles.ko.as_ref().or(titles.title.as_ref()).map_or(end, |title| title.span)
}

fn titles(w: &mut Writer, titles: &Titles) {
    if let Some(title) = &titles.title {
        w.word(" ").word(&quoted(title));
    }
    if let Some(ko) = &titles.ko {
        w.word(" ko ").word(&quoted(ko));
    }
}
