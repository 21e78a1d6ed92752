//! Markdown to blocks of text.
//!
//! Comes in: Markdown. Goes out: headings, paragraphs, list items and table rows without their marks; code and pictures are left
//! out. The front matter gives title and day.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::{Block, Raw, clean, html};
use crate::quantity::Day;

pub(super) fn read(text: &str) -> Raw {
    let (front, body) = front_matter(text);
    let mut raw = Raw { notes: clean::note(text), ..Raw::default() };
    for line in front.lines() {
        let Some((key, value)) = line.split_once(':') else { continue };
        let value = value.trim().trim_matches(['"', '\'']);
        match key.trim().to_lowercase().as_str() {
            "title" if !value.is_empty() => raw.title = Some(clean::clean(value)),
            "date" | "published" | "pubdate" => raw.published = Day::parse(value),
            _ => {}
        }
    }
    let mut page = Page::default();
    for event in Parser::new_ext(body, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_FOOTNOTES) {
        page.take(event);
    }
    page.flush();
    raw.blocks = page.blocks;
    raw
}

/// The lines between two `---` at the top, and the rest.
fn front_matter(text: &str) -> (&str, &str) {
    let Some(rest) = text.trim_start_matches('\u{feff}').strip_prefix("---\n") else { return ("", text) };
    match rest.find("\n---") {
        Some(end) => (&rest[..end], rest[end + 4..].trim_start_matches('-')),
        None => ("", text),
    }
}

#[derive(Default)]
struct Page {
    blocks: Vec<Block>,
    current: String,
    heading: bool,
    /// Depth of what is left out: code, pictures.
    muted: u32,
    html: String,
}

impl Page {
    fn take(&mut self, event: Event) {
        match event {
            Event::Start(Tag::CodeBlock(_) | Tag::Image { .. }) => self.muted += 1,
            Event::End(TagEnd::CodeBlock | TagEnd::Image) => self.muted = self.muted.saturating_sub(1),
            Event::Start(Tag::Heading { .. }) => {
                self.flush();
                self.heading = true;
            }
            Event::Start(Tag::Paragraph | Tag::Item | Tag::TableRow | Tag::TableHead | Tag::BlockQuote(_))
            | Event::End(TagEnd::Heading(_) | TagEnd::Paragraph | TagEnd::Item | TagEnd::TableRow | TagEnd::TableHead) => {
                self.flush()
            }
            Event::End(TagEnd::TableCell) => self.current.push_str(" | "),
            Event::Html(text) => self.html.push_str(&text),
            Event::End(TagEnd::HtmlBlock) => {
                let inner = html::read(&std::mem::take(&mut self.html));
                self.blocks.extend(inner.blocks);
            }
            Event::Text(text) | Event::Code(text) if self.muted == 0 => self.current.push_str(&text),
            Event::SoftBreak if self.muted == 0 => self.current.push(' '),
            Event::HardBreak if self.muted == 0 => self.flush(),
            _ => {}
        }
    }

    fn flush(&mut self) {
        let text = clean::clean(&std::mem::take(&mut self.current));
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let text = text.trim_end_matches('|').trim();
        if !text.is_empty() {
            self.blocks.push(Block { text: text.to_string(), heading: self.heading });
        }
        self.heading = false;
    }
}
