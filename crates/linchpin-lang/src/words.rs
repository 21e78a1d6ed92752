//! The words of the language: every statement with its properties, one row each.
//!
//! The parser reads statements by this table, misspelt words are mended from it, and the language reference is made of it.

use crate::parser::{self, Header};

/// A kind of statement.
pub struct Keyword {
    /// Its first word, at column 1.
    pub word: &'static str,
    /// Its header, in letters for what the author fills in.
    pub form: &'static str,
    /// What it says.
    pub doc: &'static str,
    /// What may follow, on the header line or indented below.
    pub properties: &'static [Property],
    /// Reads all but the keyword.
    pub(crate) parse: Header,
}

/// Something a statement may say about itself.
pub struct Property {
    /// Its first word; empty when it starts with a name or a number (settings, actions, points).
    pub word: &'static str,
    /// How it is written.
    pub form: &'static str,
    /// What it says.
    pub doc: &'static str,
    /// May be given more than once.
    pub repeats: bool,
}

const fn once(word: &'static str, form: &'static str, doc: &'static str) -> Property {
    Property { word, form, doc, repeats: false }
}

const fn many(word: &'static str, form: &'static str, doc: &'static str) -> Property {
    Property { word, form, doc, repeats: true }
}

/// The kind of statement that starts with a word.
pub fn keyword(word: &str) -> Option<&'static Keyword> {
    STATEMENTS.iter().find(|keyword| keyword.word == word)
}

/// Properties that any statement may have.
pub const COMMON: &[Property] = &[
    many("", "\"Title\"", "The first string is the title, a second one a longer text."),
    many("ko", "ko \"...\"", "The first is the Korean title, a second one the longer text in Korean."),
    once("from", "from CLAIM, CLAIM, judgement", "What a number stands on: claims by name, or the word `judgement`."),
    many("also", "also \"US troops\", \"주한미군\"", "Cue words: what texts call it, in any language."),
    once("because", "because \"reason\"", "Why a number differs from the claims it cites."),
    once("hidden", "hidden", "Kept off the page; reachable by name."),
];

/// Words of other languages and tools, and what says the same here.
pub const OTHER_WORDS: &[(&str, &str)] = &[
    ("auxiliary", "aux"),
    ("variable", "aux"),
    ("var", "aux"),
    ("let", "aux"),
    ("converter", "aux"),
    ("level", "stock"),
    ("rate", "flow"),
    ("parameter", "uncertainty"),
    ("param", "uncertainty"),
    ("const", "constant"),
    ("option", "lever"),
    ("decision", "lever"),
    ("lookup", "table"),
    ("measure", "outcome"),
    ("metric", "outcome"),
    ("strategy", "policy"),
    ("scenario", "world"),
    ("test", "check"),
    ("reference", "source"),
    ("player", "actor"),
    ("chapter", "sector"),
];

/// Words that no statement may take for its name: they end a value or join two.
pub const RESERVED: &[&str] = &[
    "if",
    "then",
    "else",
    "and",
    "or",
    "not",
    "in",
    "within",
    "by",
    "at",
    "until",
    "always",
    "on",
    "of",
    "from",
    "because",
    "hidden",
    "ko",
    "held",
    "change",
    "inflow",
    "outflow",
    "better",
    "acceptable",
    "beyond",
    "stress",
    "precision",
    "every",
    "judgement",
];

/// All kinds of statement, in the order in which a model is usually told.
pub const STATEMENTS: &[Keyword] = &[
    Keyword {
        word: "model",
        form: "model NAME \"Title\"",
        doc: "The frame: what the model is called and when it runs. One in a model, in `model.lin`.",
        properties: &[
            once(
                "time",
                "time START .. STOP by STEP",
                "First time, last time and step, as dates or as numbers with a unit of time; without any unit they are years.",
            ),
            once(
                "record",
                "record every SPACING of NAME, NAME",
                "How far apart recorded points stand, and of what; all stocks, flows and auxiliaries that are not hidden when no name is given. Without this line stocks are recorded at every step.",
            ),
            once("method", "method rk4", "How stocks move within a step: `euler` (the default) or `rk4`."),
        ],
        parse: parser::frame::model,
    },
    Keyword {
        word: "unit",
        form: "unit NAME = 1000 OTHER",
        doc: "A unit. Without a definition it is a base unit; with one it converts to others.",
        properties: &[],
        parse: parser::frame::unit,
    },
    Keyword {
        word: "actor",
        form: "actor NAME \"Title\"",
        doc: "Someone who acts: pulls levers, plays games.",
        properties: &[],
        parse: parser::frame::actor,
    },
    Keyword {
        word: "sector",
        form: "sector NAME \"Title\"",
        doc: "A chapter: the rest of its file belongs to it, up to the next sector.",
        properties: &[once("theory", "theory \"...\"", "The literature that the chapter follows.")],
        parse: parser::frame::sector,
    },
    Keyword {
        word: "constant",
        form: "constant NAME : UNIT = VALUE",
        doc: "A number nobody doubts.",
        properties: &[],
        parse: parser::quantities::constant,
    },
    Keyword {
        word: "uncertainty",
        form: "uncertainty NAME : UNIT = DEFAULT in LOW .. HIGH ~ FAMILY",
        doc: "A number nobody sets: drawn anew in every future.",
        properties: &[
            once(
                "in",
                "in LOW .. HIGH",
                "The range it is drawn from, or a set: `in {1, 2}`, with weights `in {1: 0.2, 2: 0.8}`.",
            ),
            once(
                "among",
                "among CLAIM: 0.6, CLAIM: 0.4",
                "Drawn from what these claims say: whose number is right. Weights may be left out.",
            ),
            once(
                "~",
                "~ FAMILY",
                "How it is distributed: `triangular` when left out; `uniform`, `pert`, `loguniform` and `beta(a, b)` fill the range; `normal(mean, sd)`, \
                 `lognormal(median, factor)`, `gamma(shape, scale)` and `weibull(shape, scale)` are cut to it where one is given.",
            ),
            once("held", "held", "Stays at its default unless a run asks to vary it."),
        ],
        parse: parser::quantities::uncertainty,
    },
    Keyword {
        word: "correlation",
        form: "correlation UNCERTAINTY, UNCERTAINTY = VALUE",
        doc: "Two uncertainties that move together, as in `correlation oil_price, inflation = 0.4`. Each keeps its own distribution; the \
              value, between -1 and 1, is their correlation once each is turned into a normal (a Gaussian copula). Pairs that no \
              statement names are uncorrelated.",
        properties: &[],
        parse: parser::dependence::correlation,
    },
    Keyword {
        word: "shares",
        form: "shares NAME = UNCERTAINTY, UNCERTAINTY, UNCERTAINTY concentration VALUE",
        doc: "Uncertainties that divide a whole, as in `shares trade = east, west, north concentration 30`: in every future they \
              sum to one. Each is declared with its default alone, `uncertainty east : 1 = 25 %`; they are drawn together from \
              a Dirichlet distribution whose means are the defaults.",
        properties: &[once(
            "concentration",
            "concentration VALUE",
            "How close the shares stay to their defaults: the standard deviation of a share is the root of mean * (1 - mean) / (VALUE + 1). \
             Left out: the number of shares, which with equal defaults makes every division alike.",
        )],
        parse: parser::dependence::shares,
    },
    Keyword {
        word: "lever",
        form: "lever NAME : UNIT = DEFAULT in LOW .. HIGH by ACTOR, ACTOR",
        doc: "A choice open to one or more actors.",
        properties: &[
            once("in", "in LOW .. HIGH", "The values it may take: a range or a set."),
            once("by", "by ACTOR, ACTOR", "Whose choice it is."),
        ],
        parse: parser::quantities::lever,
    },
    Keyword {
        word: "stock",
        form: "stock NAME : UNIT = START within LOW .. HIGH",
        doc: "Something that accumulates; it moves only by its change, or by its flows.",
        properties: &[
            once(
                "within",
                "within LOW .. HIGH",
                "Bounds that are watched: leaving them is a reported fault, never a clamp. Either end may be left out.",
            ),
            once("change", "change RATE", "How fast it changes, in its unit per time."),
            once("inflow", "inflow FLOW, FLOW", "Flows that fill it."),
            once("outflow", "outflow FLOW, FLOW", "Flows that drain it."),
        ],
        parse: parser::quantities::stock,
    },
    Keyword {
        word: "flow",
        form: "flow NAME : UNIT = EQUATION",
        doc: "A rate, computed at every step.",
        properties: &[],
        parse: parser::quantities::flow,
    },
    Keyword {
        word: "aux",
        form: "aux NAME : UNIT = EQUATION",
        doc: "Everything computed in between.",
        properties: &[],
        parse: parser::quantities::auxiliary,
    },
    Keyword {
        word: "event",
        form: "event NAME at RATE",
        doc: "A random occurrence. In equations its name is 1/dt in a step where it happens, else 0.",
        properties: &[once("at", "at RATE", "How often it happens, in 1/time.")],
        parse: parser::quantities::event,
    },
    Keyword {
        word: "table",
        form: "table NAME (UNIT) -> UNIT",
        doc: "A curve through points: linear between them, flat outside. Used as `NAME(x)`.",
        properties: &[
            once("extrapolate", "extrapolate", "Goes on straight outside the points."),
            many("", "X -> Y", "A point, one a line."),
        ],
        parse: parser::quantities::table,
    },
    Keyword {
        word: "game",
        form: "game NAME \"Title\"",
        doc: "A strategic situation told as a tree: who moves, what each move leads to, what each end is worth to whom.",
        properties: &[
            once("solution", "solution logit", "How it is solved; `logit` (agent quantal response) is the default."),
            many("player", "player ACTOR precision VALUE", "Who plays, and how surely the better action is taken."),
            many(
                "node",
                "node NAME ACTOR",
                "A place where an actor moves. Its actions stand deeper: `ACTION -> NODE`, each with titles where it has some.",
            ),
            many(
                "terminal",
                "terminal NAME",
                "An end of the game, with titles where it has some. Its payoffs stand deeper: `ACTOR = VALUE, ACTOR = VALUE`.",
            ),
        ],
        parse: parser::games::game,
    },
    Keyword {
        word: "outcome",
        form: "outcome NAME : UNIT = EQUATION better higher acceptable >= VALUE",
        doc: "What futures are judged by.",
        properties: &[
            once("better", "better higher", "Which way is good: `higher`, `lower` or `neither`."),
            once("acceptable", "acceptable >= VALUE", "The threshold that a future must meet."),
        ],
        parse: parser::quantities::outcome,
    },
    Keyword {
        word: "criterion",
        form: "criterion NAME = OUTCOME, OUTCOME",
        doc: "Outcomes that must be acceptable together.",
        properties: &[],
        parse: parser::quantities::criterion,
    },
    Keyword {
        word: "policy",
        form: "policy NAME \"Title\"",
        doc: "A setting of levers: numbers, dated paths, or rules that read the state.",
        properties: &[
            once("stress", "stress", "A stress test: shown, never ranked and never a search's aim."),
            many("", "LEVER = VALUE, LEVER = (DATE -> VALUE, DATE -> VALUE)", "Settings, separated by commas or lines."),
        ],
        parse: parser::settings::policy,
    },
    Keyword {
        word: "world",
        form: "world NAME \"Title\"",
        doc: "Uncertainties fixed together: a contested theory, run beside the policies or crossed with them.",
        properties: &[
            once("beyond", "beyond \"reason\"", "Why a value may lie outside its range."),
            many("", "UNCERTAINTY = VALUE", "Settings, separated by commas or lines."),
        ],
        parse: parser::settings::world,
    },
    Keyword {
        word: "source",
        form: "source NAME \"Title\"",
        doc: "A document, dataset or study.",
        properties: &[
            once("publisher", "publisher \"...\"", "Who published it."),
            once("published", "published 2025-12-03", "When: year, year and month, or day."),
            once("url", "url \"...\"", "Where it is found."),
            once("kind", "kind official", "What sort of source: `official`, `press`, `study`, `machine_written`, ..."),
            once("file", "file \"...\"", "The file of a copy at hand."),
            once(
                "via",
                "via SOURCE, SOURCE",
                "Sources that it is derived from. What shares a root is one witness; what a machine wrote is none.",
            ),
        ],
        parse: parser::evidence::source,
    },
    Keyword {
        word: "claim",
        form: "claim NAME : UNIT = VALUE \"What is claimed\"",
        doc: "One thing that sources say.",
        properties: &[
            many(
                "in",
                "in SOURCE p7 \"7.5\" via SOURCE",
                "Where it is said: the source, the paragraph (counted over non-empty lines), the literal figure, and whose words are passed on there.",
            ),
            many("but", "but VALUE in SOURCE", "A source that says otherwise; the value may be left out."),
            once("speaker", "speaker \"...\" of ACTOR", "Whose words these are; the actor spoken for may be left out."),
            once(
                "stance",
                "stance WORD",
                "How the speaker stands to it: `supports`, `opposes`, `demands`, `promises`, `expects`, `warns`, `denies`, `omits`.",
            ),
            once("on", "on 2028 .. 2030 planned", "A dated event, `planned` or `observed`; the second date may be left out."),
            once("as", "as of 2025-12", "The time that it speaks of, where that is not when it was published."),
            once(
                "about",
                "about NAME",
                "One word for the quantity, event or question it speaks of: claims about the same thing are compared.",
            ),
            once(
                "disposition",
                "disposition WORD",
                "What the model does with it: `mechanism`, `start_value`, `check`, `expected_omission`, `context`, `disputed`.",
            ),
            once("informs", "informs NAME, NAME", "Variables that it bears on without being a number of theirs."),
        ],
        parse: parser::evidence::claim,
    },
    Keyword {
        word: "check",
        form: "check \"what must hold\"",
        doc: "A test of behaviour, run by `linchpin test`. With `in` it is a sentence of a source: judged, not required, by `linchpin contract`.",
        properties: &[
            once("futures", "futures 600", "How many futures are run; 600 when left out, 1000 for a sentence of a source."),
            once("policy", "policy NAME", "The policy that is run."),
            once("step", "step 0.5 month", "Another step than the model's."),
            once("no", "no events", "Nothing random happens."),
            once(
                "when",
                "when NAME = VALUE, NAME = VALUE",
                "What is set: any lever or uncertainty, beyond its range too. Left out: the model as it stands.",
            ),
            once(
                "against",
                "against NAME = VALUE",
                "What `baseline` means. Left out: the same futures with nothing set. Here and after `when`, `policy NAME` sets what that policy sets.",
            ),
            many(
                "then",
                "then CONDITION at DATE in 95 % of futures",
                "What must hold. When: at the stop, `at DATE`, `until DATE` or `always`. Where: `in all futures`, `in n % of futures` or `on average`. A sentence of a source has one, `then X > baseline`, with `<` or `==`.",
            ),
            many(
                "in",
                "in SOURCE p7 \"literal words\"",
                "Where the sentence stands: source, paragraph (counted over non-empty lines), words to look for.",
            ),
            once("speaker", "speaker \"...\" of ACTOR", "Who says the sentence; the actor spoken for may be left out."),
            once(
                "expect",
                "expect contradicted",
                "What is known to come out: `reproduced` (when left out), `contradicted` or `depends`; `because` says why.",
            ),
        ],
        parse: parser::checks::check,
    },
];
