//! What a report's reader must bear in mind, in the words of the model itself.
//!
//! Comes in: what a report is made from. Goes out: blocks. Refuses: nothing; a model without a page of its own has the
//! caveats that hold for every model.

use super::Block;
use super::parts::Stuff;
use crate::embedded;

/// Chapters of a model's own words that say what it must not be used for.
const WARNINGS: [&str; 6] = ["must not be used", "how to read", "weakest points", "써서는 안", "읽는 법", "약한 점"];

/// The chapter.
pub(super) fn caveats(stuff: &Stuff<'_>, blocks: &mut Vec<Block>) {
    let tongue = &stuff.tongue;
    blocks.push(Block::Heading(1, tongue.say("Caveats", "유의할 점")));
    blocks.push(Block::Paragraph(tongue.say(
        "Strategies are compared in the same sampled futures under this model's assumptions. This is no forecast. Differences and orderings carry the information; levels rest on priors; intervals (95 %) speak of sampling, not of a wrong model. A condition under which a strategy fails is no forecast that it will.",
        "이 모형의 가정 아래 같은 표본 미래에서 전략을 견준 것이며 예측이 아니다. 정보는 차이와 순서에 있고 수준은 사전 판단에 기댄다. 95 % 구간은 표본 오차만을 말하며 모형의 잘못은 말하지 않는다. 실패하는 조건은 실패하리라는 예측이 아니다.",
    )));
    let readme = embedded::find(&stuff.model.name).map_or("", |model| match tongue.korean && !model.readme_ko.is_empty() {
        true => model.readme_ko,
        false => model.readme,
    });
    for (heading, body) in sections(readme) {
        if WARNINGS.iter().any(|words| heading.to_lowercase().contains(words)) {
            blocks.push(Block::Heading(2, heading));
            blocks.extend(markdown(&body));
        }
    }
    let texts: Vec<String> = stuff
        .model
        .sectors
        .iter()
        .filter(|sector| !sector.words.text.is_empty())
        .map(|sector| format!("{}: {}", tongue.title(&sector.words, &sector.name), tongue.text(&sector.words)))
        .collect();
    if !texts.is_empty() {
        blocks.push(Block::Heading(2, tongue.say("What each part of the model assumes", "모형의 각 부분이 가정하는 것")));
        blocks.push(Block::List(texts));
    }
}

/// Second-level chapters of a text in Markdown.
fn sections(text: &str) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    for line in text.lines() {
        match line.strip_prefix("## ") {
            Some(heading) => found.push((heading.trim().to_owned(), String::new())),
            None => {
                if let Some((_, body)) = found.last_mut() {
                    body.push_str(line);
                    body.push('\n');
                }
            }
        }
    }
    found
}

/// Paragraphs and points of a text in Markdown, without its marks.
fn markdown(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut points: Vec<String> = Vec::new();
    let mut paragraph = String::new();
    let plain = |text: &str| text.replace("**", "").replace('`', "");
    let point = |line: &str| {
        let rest = line
            .strip_prefix("- ")
            .or_else(|| line.split_once(". ").filter(|(n, _)| n.parse::<u8>().is_ok()).map(|(_, rest)| rest));
        rest.map(str::to_owned)
    };
    for line in text.lines().chain([""]) {
        match (line.trim(), point(line)) {
            ("", _) => {
                if !paragraph.is_empty() {
                    blocks.push(Block::Paragraph(plain(&std::mem::take(&mut paragraph))));
                }
                if !points.is_empty() {
                    blocks.push(Block::List(points.drain(..).map(|text| plain(&text)).collect()));
                }
            }
            (_, Some(first)) => points.push(first),
            (more, None) => {
                let into = if line.starts_with(' ') && !points.is_empty() {
                    points.last_mut().unwrap_or(&mut paragraph)
                } else {
                    &mut paragraph
                };
                if !into.is_empty() {
                    into.push(' ');
                }
                into.push_str(more);
            }
        }
    }
    blocks
}
