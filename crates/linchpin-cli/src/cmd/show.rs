//! `linchpin show`: what a name is, what it stands on, what it touches.

use std::path::Path;

use linchpin_core::diagnostic::Refusal;
use linchpin_lab::explain::{self, Subject};
use linchpin_lab::wire::{self, Card, ClaimShown, Found, Reference};
use linchpin_lab::{embedded, open};

use super::{Exit, wrapped, wrapped_in};
use crate::screen::Screen;

/// What it is asked.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  linchpin show war_rate                          in the models that come along
  linchpin show crisis --model korea-2026         a game
  linchpin show support --model my_strategy       in a folder
  linchpin show smooth                            a function of the language

NAME may be a variable, game, policy, world, criterion, sector, actor, table, claim or source, or a word of the language.
Without --model it is looked for in the current folder when that is a model, else in every model that comes along.")]
pub struct Arguments {
    /// What to look up
    #[arg(value_name = "NAME")]
    name: String,
    /// The model to look in
    #[arg(long, short, value_name = "MODEL")]
    model: Option<String>,
    /// Print a JSON list of cards
    #[arg(long)]
    json: bool,
}

/// Prints a card for everything of that name.
pub fn run(arguments: &Arguments, screen: &mut Screen) -> Result<Exit, Refusal> {
    let name = arguments.name.as_str();
    let places: Vec<String> = match &arguments.model {
        Some(model) => vec![model.clone()],
        None if Path::new("model.lin").is_file() => vec![".".into()],
        None => embedded::MODELS.iter().map(|model| model.name.to_string()).collect(),
    };
    let mut cards = explain::language_card(name);
    let mut refusals = Vec::new();
    for place in &places {
        // A fault of one of many models must not hide a name of the language or of another model.
        if places.len() > 1 {
            let opened = open::open(place)?;
            if let Some(model) = &opened.model {
                match explain::show(Subject { model, sources: &opened.sources }, name) {
                    Ok(found) => cards.extend(found),
                    Err(refusal) => refusals.push(refusal),
                }
            }
            continue;
        }
        let Some((opened, model)) = super::open(place, screen)? else { return Ok(Exit::Findings) };
        match explain::show(Subject { model: &model, sources: &opened.sources }, name) {
            Ok(found) => cards.extend(found),
            Err(refusal) => refusals.push(refusal),
        }
    }
    if cards.is_empty() {
        return Err(unknown(name, refusals));
    }
    if arguments.json {
        screen.print(&wire::json(&cards));
        return Ok(Exit::Fine);
    }
    for (at, card) in cards.iter().enumerate() {
        if at > 0 {
            screen.line("");
        }
        show(screen, card);
    }
    Ok(Exit::Fine)
}

/// One refusal out of those of many models: the first that knows a near name.
fn unknown(name: &str, refusals: Vec<Refusal>) -> Refusal {
    if refusals.len() == 1 {
        return refusals.into_iter().next().unwrap_or_else(|| Refusal::new(format!("nothing is called `{name}`"), ""));
    }
    let near = refusals.into_iter().find(|refusal| refusal.help.starts_with("did you mean"));
    let help = near.map_or_else(|| "`linchpin list MODEL` lists what is in a model".into(), |refusal| refusal.help);
    Refusal::new(format!("nothing in the models that come along is called `{name}`"), help)
}

fn show(screen: &mut Screen, card: &Card) {
    let mut head = format!("{}  {}", screen.bold(&card.name), card.kind);
    if let Some(unit) = card.unit.as_deref().filter(|unit| *unit != "1") {
        head += &format!(" in {unit}");
    }
    screen.line(head);
    let titles: Vec<&str> = [card.title.as_str(), card.title_ko.as_str()].into_iter().filter(|title| !title.is_empty()).collect();
    if !titles.is_empty() {
        super::hung(screen, "  ", &titles.join("  "), usize::MAX);
    }
    if !card.text.is_empty() {
        wrapped(screen, "  ", &card.text);
    }
    let sector = card.sector.as_ref().map(|sector| format!("sector {}: {}", sector.name, sector.title));
    let model = (!card.model.is_empty()).then(|| card.model.clone());
    let place: Vec<String> = [model, sector, card.place.clone()].into_iter().flatten().collect();
    if !place.is_empty() {
        wrapped_in(screen, "  ", &place.join(" · "), Screen::dim);
    }
    if !card.statement.is_empty() {
        screen.line("");
        for line in card.statement.lines() {
            screen.line(format!("    {line}"));
        }
        screen.line("");
    }
    if let Some(value) = &card.value {
        field(screen, "value", &value.shown);
    }
    for detail in &card.details {
        field(screen, &detail.label, &detail.text);
    }
    if let Some(basis) = card.basis {
        // Judgement alone has no other standing.
        let standing = card.standing.filter(|standing| *standing != basis).map(|standing| format!("; {standing}"));
        field(screen, "stands on", &format!("{basis}{}", standing.unwrap_or_default()));
    }
    if let Some(because) = &card.because {
        field(screen, "because", because);
    }
    for claim in &card.claims {
        show_claim(screen, claim);
    }
    references(screen, "uses", &card.uses);
    references(screen, "used by", &card.used_by);
    references(screen, "holds", &card.members);
}

fn field(screen: &mut Screen, label: &str, text: &str) {
    let pad = 14usize.saturating_sub(label.chars().count()).max(1);
    let lead = format!("  {}{:pad$}", screen.dim(label), "");
    let mut first = true;
    for line in super::lines_of(text, screen.columns(112) - 16) {
        screen.line(if first { format!("{lead}{line}") } else { format!("{:16}{line}", "") });
        first = false;
    }
}

fn show_claim(screen: &mut Screen, claim: &ClaimShown) {
    let value = claim.quantity.as_ref().map(|quantity| format!(" = {}", quantity.shown)).unwrap_or_default();
    let who = match (claim.independent, claim.named) {
        (independent, named) if independent == named => String::new(),
        (independent, named) => format!(": {independent} of {named} sources independent"),
    };
    field(screen, "claim", &format!("{}{value} ({}{who})", claim.name, claim.standing));
    if !claim.says.is_empty() {
        wrapped(screen, "                  ", &claim.says);
    }
    for found in &claim.found {
        show_found(screen, "in", found);
    }
    for found in &claim.dissent {
        show_found(screen, "but", found);
    }
}

fn show_found(screen: &mut Screen, word: &str, found: &Found) {
    let instead = found.instead.as_ref().map(|quantity| format!("{} ", quantity.shown)).unwrap_or_default();
    let who: Vec<&str> =
        [found.publisher.as_deref(), found.published.as_deref(), found.kind.as_deref()].into_iter().flatten().collect();
    let at = found.paragraph.map(|paragraph| format!(" p{paragraph}")).unwrap_or_default();
    let figure = found.figure.as_ref().map(|figure| format!(" \"{figure}\"")).unwrap_or_default();
    let via = if found.via.is_empty() { String::new() } else { format!(" via {}", found.via.join(", ")) };
    let text = format!("{word} {instead}{}{at}{figure}{via}: {} ({})", found.source, found.title, who.join(", "));
    for (number, line) in super::lines_of(&text, screen.columns(101) - 21).iter().enumerate() {
        screen.line(format!("{:18}{}{line}", "", if number == 0 { "" } else { "   " }));
    }
    if let Some(url) = &found.url {
        screen.line(screen.dim(&format!("                     {url}")));
    }
}

fn references(screen: &mut Screen, label: &str, list: &[Reference]) {
    if list.is_empty() {
        return;
    }
    let plain = ["stock", "flow", "auxiliary", "uncertainty", "lever", "constant", "part of a game"];
    let text: Vec<String> = list
        .iter()
        .map(|one| if plain.contains(&one.kind) { one.name.clone() } else { format!("{} ({})", one.name, one.kind) })
        .collect();
    field(screen, label, &text.join(", "));
}
