//! `linchpin evidence read`: what articles say against what a model holds.
//!
//! Comes in: articles and a model. Goes out: items by paragraph with their reasons, what is left out, what would change; or JSON; or
//! lines of the language. Refuses: articles that cannot be read. Exit 1 when an article contradicts or updates the ledger.

use linchpin_core::diagnostic::Refusal;
use linchpin_core::model::Model;
use linchpin_lab::evidence::article::Article;
use linchpin_lab::evidence::proposal::propose;
use linchpin_lab::evidence::reading::{Reading, Verdict, read};
use linchpin_lab::evidence::subject::Subjects;
use linchpin_lab::wire::{self, ArticleRead};

use crate::cmd::{Exit, open, wrapped};
use crate::screen::Screen;

/// What it is asked.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  linchpin evidence read article.txt --model korea-2026            what it confirms, contradicts, updates, adds
  linchpin evidence read a.html b.pdf --model my_strategy --all    stances and unmatched numbers too
  linchpin evidence read article.txt --model korea-2026 --propose  lines for the ledger, to be read before they are kept")]
pub struct Arguments {
    /// Files with articles: text, Markdown, HTML or PDF; `-` for what is piped in
    #[arg(value_name = "ARTICLE", required = true)]
    articles: Vec<String>,
    /// A model that comes along, or a folder
    #[arg(long, value_name = "MODEL")]
    model: String,
    /// Show stances and numbers that match nothing, too
    #[arg(long)]
    all: bool,
    /// Print lines of the language for what is new, newer or otherwise
    #[arg(long, conflicts_with = "json")]
    propose: bool,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Reads and tells, one article after the other: thousands of them need no more memory than one.
pub fn run(arguments: &Arguments, screen: &mut Screen) -> Result<Exit, Refusal> {
    let Some((_, model)) = open(&arguments.model, screen)? else { return Ok(Exit::Findings) };
    let subjects = Subjects::of(&model);
    let (mut told, mut finds, mut refused) = (0, false, None);
    for path in &arguments.articles {
        let article = match super::article(path) {
            Ok(article) => article,
            Err(refusal) => {
                refused = Some(refusal);
                break;
            }
        };
        let reading = read(&model, &subjects, &article.document);
        tell(arguments, screen, &model, &subjects, &article, &reading, told);
        told += 1;
        finds |= reading.items.iter().any(|item| matches!(item.verdict, Verdict::Contradicts | Verdict::Updates));
        if screen.closed() {
            break;
        }
    }
    // A list that was begun is closed, whatever ended it.
    if arguments.json && (told > 0 || refused.is_none()) {
        screen.print(wire::json_list_end(told > 0));
    }
    match refused {
        Some(refusal) => Err(refusal),
        None => Ok(if finds { Exit::Findings } else { Exit::Fine }),
    }
}

fn tell(
    arguments: &Arguments,
    screen: &mut Screen,
    model: &Model,
    subjects: &Subjects,
    article: &Article,
    reading: &Reading,
    told: usize,
) {
    if arguments.propose {
        return screen.print(&propose(model, subjects, &article.name, &article.document, reading));
    }
    let shape = wire::article_read(model, subjects, &article.name, &article.document, reading);
    if arguments.json {
        return screen.print(&wire::json_list_member(&shape, told == 0));
    }
    if told > 0 {
        screen.line("");
    }
    show(screen, model, article, &shape, arguments.all);
}

fn show(screen: &mut Screen, model: &Model, article: &Article, shape: &ArticleRead, all: bool) {
    let title = shape.title.as_deref().unwrap_or(&shape.article);
    screen.line(screen.bold(title));
    let day = shape.published.as_deref().unwrap_or("no date");
    screen.line(
        screen.dim(&format!(
            "{}: {day}, {}, {} paragraphs, against {}",
            shape.article, shape.language, shape.paragraphs, model.name
        )),
    );
    shape.notes.iter().for_each(|note| wrapped(screen, "note: ", note));
    let mut paragraph = 0;
    let mut quiet = (0, 0);
    for item in &shape.items {
        let unmatched = item.about.is_none() && item.verdict == "new";
        let stance = item.kind == "stance" && item.verdict != "contradicts";
        if !all && (unmatched || stance) {
            quiet = if stance { (quiet.0 + 1, quiet.1) } else { (quiet.0, quiet.1 + 1) };
            continue;
        }
        if item.paragraph != paragraph {
            paragraph = item.paragraph;
            let text = article.document.paragraph(paragraph).map(|p| p.text.as_str()).unwrap_or_default();
            screen.line(screen.dim(&format!("p{paragraph} {}", start(text))));
        }
        let mark = match item.verdict {
            "confirms" => screen.good(item.verdict),
            "contradicts" | "updates" => screen.bad(item.verdict),
            other => other.to_string(),
        };
        let about = item.about.as_deref().map(|about| format!(" {about}")).unwrap_or_default();
        let held = item
            .held
            .as_ref()
            .filter(|_| item.verdict != "confirms")
            .map(|held| format!(", held at {}", held.shown))
            .unwrap_or_default();
        let value = item.value.as_ref().map(|value| format!(" = {}", value.shown)).unwrap_or_default();
        let by = item
            .by
            .as_ref()
            .filter(|_| matches!(item.verdict, "contradicts" | "updates"))
            .map(|by| format!(", by {}", by.shown))
            .unwrap_or_default();
        let speaker = item.speaker.as_deref().map(|speaker| format!(" – {speaker}")).unwrap_or_default();
        screen.line(format!("  {mark}{about}: “{}”{value}{held}{by}{speaker}", item.literal));
        wrapped(screen, "      ", &item.why.join("; "));
    }
    if quiet != (0, 0) {
        screen.line(
            screen
                .dim(&format!("{} stances and {} numbers that match nothing are not shown; --all shows them", quiet.0, quiet.1)),
        );
    }
    for left in &shape.leaves_out {
        let carried = if left.expected {
            "the ledger watches for this silence".to_string()
        } else {
            format!("{} of {} articles carry it", left.carried, left.of)
        };
        wrapped(screen, "  ", &format!("leaves out {} ({carried}): {}", left.question, left.says));
    }
    if shape.changes.is_empty() {
        screen.line("It would change no input of the model.");
    }
    for change in &shape.changes {
        let note = change.hindered.as_deref().map(|why| format!(" – cannot be set: {why}")).unwrap_or_default();
        wrapped(
            screen,
            "  ",
            &format!("would set {} ({}) to {}, p{}{note}", change.input, change.title, change.value.shown, change.paragraph),
        );
    }
}

/// The first words of a paragraph.
fn start(text: &str) -> String {
    let short: String = text.chars().take(80).collect();
    if short.len() < text.len() { format!("{short}…") } else { short }
}
