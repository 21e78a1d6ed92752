//! HTML to blocks of text, without what stands around the article.
//!
//! Comes in: HTML of any quality. Goes out: the blocks of the article in order, its title and day. Left out: scripts, menus, forms,
//! captions, parts whose class names them as such (share, related, comments, ...), and blocks that are mostly links. The page is
//! read as a stream of tags by the rules of the HTML standard; nothing is expanded beyond its named characters.

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};

use super::{Block, Raw, clean};
use crate::quantity::Day;

/// Elements that never hold the article.
const MUTE: [&str; 22] = [
    "script",
    "style",
    "noscript",
    "template",
    "nav",
    "footer",
    "aside",
    "form",
    "button",
    "select",
    "textarea",
    "svg",
    "iframe",
    "object",
    "figure",
    "figcaption",
    "video",
    "audio",
    "canvas",
    "menu",
    "dialog",
    "label",
];

/// Elements that end a block where they start and where they end.
const BREAK: [&str; 36] = [
    "p",
    "div",
    "section",
    "article",
    "main",
    "header",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "li",
    "ul",
    "ol",
    "table",
    "tr",
    "blockquote",
    "br",
    "hr",
    "pre",
    "dd",
    "dt",
    "dl",
    "body",
    "html",
    "tbody",
    "thead",
    "caption",
    "center",
    "address",
    "details",
    "summary",
    "fieldset",
    "td",
    "th",
];

/// Elements that hold nothing.
const VOID: [&str; 14] =
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"];

/// Parts of class and id names that tell of something else than the article.
const NOISE: [&str; 44] = [
    "nav",
    "menu",
    "footer",
    "sidebar",
    "side-bar",
    "share",
    "sharing",
    "social",
    "related",
    "recommend",
    "comment",
    "reply",
    "advert",
    "adsense",
    "ad-",
    "ads",
    "promo",
    "newsletter",
    "subscribe",
    "cookie",
    "banner",
    "breadcrumb",
    "popular",
    "trending",
    "most-read",
    "mostread",
    "toolbar",
    "widget",
    "paywall",
    "signup",
    "sign-up",
    "login",
    "copyright",
    "byline-bio",
    "author-bio",
    "tags",
    "taglist",
    "outbrain",
    "taboola",
    "sponsor",
    "more-news",
    "headline-list",
    "skip-link",
    "popup",
];

/// What is gathered of a page.
pub(super) fn read(text: &str) -> Raw {
    let strict = gather(text, true);
    let kept = |raw: &Raw| raw.blocks.iter().map(|b| b.text.len()).sum::<usize>();
    let mut raw = strict;
    if kept(&raw) < 400 {
        // Class names lie now and then, and some tags are never closed: when hardly anything is left, names are not believed.
        let lenient = gather(text, false);
        if kept(&lenient) > 3 * kept(&raw) {
            raw = lenient;
        }
    }
    raw.notes = clean::note(text);
    raw
}

/// One block with what tells whether it belongs to the article.
struct Piece {
    text: String,
    heading: u8,
    /// Characters that stand in links.
    linked: usize,
    list: bool,
    /// Which `article` or `main` it stands in; 0 for none.
    region: u32,
}

#[derive(Default)]
struct Page {
    strict: bool,
    pieces: Vec<Piece>,
    current: String,
    linked: usize,
    links: u32,
    heading: u8,
    list: u32,
    /// The element that is being left out, and its depth among its like.
    muted: Option<(String, u32)>,
    /// Open `article` and `main` elements.
    open: Vec<u32>,
    regions: u32,
    title: Option<String>,
    in_title: bool,
    structured: bool,
    published: Option<Day>,
    tag: Tag,
    attribute: Vec<u8>,
}

#[derive(Default)]
struct Tag {
    name: String,
    names: String,
    key: String,
    content: String,
    datetime: String,
    kind: String,
    hidden: bool,
}

fn gather(text: &str, strict: bool) -> Raw {
    let mut page = Page { strict, ..Page::default() };
    let mut emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, _: Span<()>| -> Option<()> {
        page.take(event);
        None
    });
    emitter.naively_switch_states(true);
    for step in Tokenizer::new_with_emitter(text, emitter) {
        // Reading from memory cannot fail, and the callback emits nothing.
        let _ = step;
    }
    page.flush();
    page.choose()
}

impl Page {
    fn take(&mut self, event: CallbackEvent<'_>) {
        match event {
            CallbackEvent::OpenStartTag { name } => self.tag = Tag { name: lower(name), ..Tag::default() },
            CallbackEvent::AttributeName { name } => {
                self.attribute.clear();
                self.attribute.extend_from_slice(name);
                if name.eq_ignore_ascii_case(b"hidden") {
                    self.tag.hidden = true;
                }
            }
            CallbackEvent::AttributeValue { value } => self.attribute_value(value),
            CallbackEvent::CloseStartTag { self_closing } => self.start(self_closing),
            CallbackEvent::EndTag { name } => self.end(&lower(name)),
            CallbackEvent::String { value } => self.string(value),
            _ => {}
        }
    }

    fn attribute_value(&mut self, value: &[u8]) {
        let value = &value[..value.len().min(400)];
        match self.attribute.as_slice() {
            b"class" | b"id" | b"role" => {
                self.tag.names.push(' ');
                self.tag.names += &lower(value);
            }
            b"property" | b"name" | b"itemprop" => self.tag.key = lower(value),
            b"content" => self.tag.content = String::from_utf8_lossy(value).into_owned(),
            b"datetime" => self.tag.datetime = String::from_utf8_lossy(value).into_owned(),
            b"type" => self.tag.kind = lower(value),
            b"aria-hidden" => self.tag.hidden |= value == b"true",
            b"style" => self.tag.hidden |= lower(value).replace(' ', "").contains("display:none"),
            _ => {}
        }
    }

    fn start(&mut self, self_closing: bool) {
        let tag = std::mem::take(&mut self.tag);
        let name = tag.name.as_str();
        if name == "meta" {
            return self.meta(&tag);
        }
        if let Some((muted, depth)) = &mut self.muted {
            // An unclosed paragraph ends where the next block starts.
            if muted == "p" && BREAK.contains(&name) {
                self.muted = None;
            } else {
                *depth += u32::from(muted == name && !self_closing && !VOID.contains(&name));
                return;
            }
        }
        self.structured = name == "script" && tag.kind.contains("ld+json");
        let void = VOID.contains(&name);
        if MUTE.contains(&name) && !self_closing || !void && (tag.hidden || self.strict && is_noise(name, &tag.names)) {
            self.flush();
            self.muted = Some((tag.name, 1));
            return;
        }
        if BREAK.contains(&name) && !matches!(name, "td" | "th") {
            self.flush();
        }
        match name {
            "title" => self.in_title = true,
            "a" => self.links += 1,
            "li" | "dt" | "dd" => self.list = 1,
            "p" => self.list = 0,
            "article" | "main" => {
                self.regions += 1;
                self.open.push(self.regions);
            }
            "time" if self.published.is_none() => self.published = Day::parse(&tag.datetime),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.heading = name.as_bytes()[1] - b'0',
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        if let Some((muted, depth)) = &mut self.muted {
            if muted == name {
                *depth -= 1;
                if *depth == 0 {
                    self.muted = None;
                    self.structured = false;
                }
            }
            return;
        }
        if BREAK.contains(&name) && !matches!(name, "td" | "th") {
            self.flush();
        }
        match name {
            "title" => self.in_title = false,
            "a" => self.links = self.links.saturating_sub(1),
            "td" | "th" => self.current.push_str(" | "),
            "li" | "ul" | "ol" => self.list = 0,
            "article" | "main" => {
                self.open.pop();
            }
            _ => {}
        }
    }

    fn string(&mut self, value: &[u8]) {
        if self.structured {
            let text = String::from_utf8_lossy(value);
            if let Some(at) = text.find("\"datePublished\"") {
                let behind = text[at + "\"datePublished\"".len()..].trim_start_matches([' ', ':', '"']);
                self.published = Day::parse(&behind.chars().take(10).collect::<String>());
            }
            return;
        }
        if self.muted.is_some() {
            return;
        }
        let text = String::from_utf8_lossy(value);
        if self.in_title {
            let title = squeeze(&text);
            if !title.is_empty() && self.title.is_none() {
                self.title = Some(title);
            }
            return;
        }
        if self.links > 0 {
            self.linked += text.chars().filter(|c| !c.is_whitespace()).count();
        }
        self.current.push_str(&text);
    }

    fn meta(&mut self, tag: &Tag) {
        match tag.key.as_str() {
            "article:published_time"
            | "datepublished"
            | "pubdate"
            | "date"
            | "dc.date.issued"
            | "og:article:published_time"
            | "publish-date" => {
                self.published = Day::parse(&tag.content).or(self.published);
            }
            "og:title" => self.title = Some(squeeze(&tag.content)).filter(|title| !title.is_empty()).or(self.title.take()),
            _ => {}
        }
    }

    fn flush(&mut self) {
        let text = squeeze(&std::mem::take(&mut self.current));
        let text = text.trim_end_matches('|').trim().to_string();
        if !text.is_empty() {
            let region = self.open.last().copied().unwrap_or(0);
            self.pieces.push(Piece { text, heading: self.heading, linked: self.linked, list: self.list > 0, region });
        }
        self.linked = 0;
        self.heading = 0;
    }

    /// The pieces of the article: those of the region with most prose where there is one, else all that read like prose.
    fn choose(self) -> Raw {
        let prose = |piece: &Piece| if belongs(piece) { piece.text.len() - piece.linked.min(piece.text.len()) } else { 0 };
        let all: usize = self.pieces.iter().map(prose).sum();
        let mut by_region = vec![0usize; self.regions as usize + 1];
        for piece in &self.pieces {
            by_region[piece.region as usize] += prose(piece);
        }
        let best = (1..by_region.len())
            .max_by_key(|region| (by_region[*region], std::cmp::Reverse(*region)))
            .filter(|region| by_region[*region] * 5 >= all * 2);
        let mut blocks: Vec<Block> = Vec::new();
        let mut title = self.title;
        // The day often stands in a short line that is no part of the text.
        let short = self.pieces.iter().filter(|piece| piece.text.chars().count() <= 60);
        let published = self.published.or_else(|| short.take(40).find_map(|piece| super::day_of(&piece.text)));
        for piece in self.pieces {
            let inside = best.is_none_or(|region| piece.region as usize == region);
            if piece.heading == 1 && title.is_none() {
                title = Some(piece.text.clone());
            }
            let headline = piece.heading == 1 && blocks.is_empty();
            if belongs(&piece) && (inside || headline) {
                blocks.push(Block { text: piece.text, heading: piece.heading > 0 });
            }
        }
        Raw { blocks, title, published, notes: Vec::new() }
    }
}

/// True when a class or id names the part as something else than the article.
fn is_noise(name: &str, names: &str) -> bool {
    const HOLDERS: [&str; 14] = ["div", "section", "ul", "ol", "p", "span", "li", "dl", "table", "a", "header", "h2", "h3", "h4"];
    HOLDERS.contains(&name)
        && names.split_whitespace().any(|part| {
            // "article-body-with-sidebar" is the article all the same.
            let about_article =
                ["article", "content", "body", "story", "post-text", "entry"].iter().any(|word| part.contains(word));
            NOISE.iter().any(|noise| {
                part.split(['-', '_']).any(|piece| piece == noise.trim_end_matches('-'))
                    || !about_article && part.starts_with(noise)
            })
        })
}

/// True when a block reads like part of an article.
fn belongs(piece: &Piece) -> bool {
    let chars = piece.text.chars().filter(|c| !c.is_whitespace()).count();
    if piece.heading > 0 {
        return piece.linked * 2 <= chars;
    }
    let lower = piece.text.to_lowercase();
    const LEGAL: [&str; 12] = [
        "all rights reserved",
        "무단전재",
        "무단 전재",
        "재배포 금지",
        "재배포금지",
        "저작권자",
        "copyright ©",
        "©",
        "ⓒ",
        "read more",
        "sign up for",
        "click here",
    ];
    if chars < 240 && LEGAL.iter().any(|mark| lower.contains(mark)) {
        return false;
    }
    let stops = piece.text.ends_with(['.', '!', '?', '"', '”', '’', '。', ')', ':', '…']);
    let long = chars >= 40;
    let limit = if piece.list { 3 } else { 2 };
    piece.linked * limit <= chars && (stops || long || chars >= 12 && piece.text.chars().any(|c| c.is_ascii_digit()))
}

fn squeeze(text: &str) -> String {
    clean::clean(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

fn lower(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).to_lowercase()
}
