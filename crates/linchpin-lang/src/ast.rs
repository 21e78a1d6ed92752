//! The text as written: statements with their places, names not yet looked up.
//!
//! Comes in from the parser, goes out to the checker and the printer. Everything that the canonical text shows is here;
//! comments stand in a list of their own, by place.

use linchpin_core::diagnostic::Span;

/// A name with its place. Dotted names (`crisis.open.press`) are one name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// As written.
    pub text: String,
    /// Where.
    pub span: Span,
}

/// A string in quotes: its content, without them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quoted {
    /// Content, escapes resolved.
    pub text: String,
    /// Where, quotes included.
    pub span: Span,
}

/// A comment, from `#` to the end of its line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// As written, `#` included.
    pub text: String,
    /// Where.
    pub span: Span,
    /// Alone on its line.
    pub own_line: bool,
}

/// One text.
#[derive(Clone, Debug, PartialEq)]
pub struct File {
    /// Statements in order.
    pub statements: Vec<Statement>,
    /// Comments in order.
    pub comments: Vec<Comment>,
    /// Index of the text in its source map.
    pub source: u32,
}

/// A statement with the properties that any of them may have.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// What it says.
    pub body: Body,
    /// Title: the first string.
    pub title: Option<Quoted>,
    /// Korean title.
    pub ko: Option<Quoted>,
    /// A longer text: the second string.
    pub text: Option<Quoted>,
    /// The longer text in Korean: the second `ko`.
    pub text_ko: Option<Quoted>,
    /// What a number stands on: names of claims, or `judgement`.
    pub from: Vec<Name>,
    /// Why a number differs from what it cites.
    pub because: Option<Quoted>,
    /// Cue words: what texts call it.
    pub also: Vec<Quoted>,
    /// `hidden`: kept off the page.
    pub hidden: Option<Span>,
    /// The whole statement.
    pub span: Span,
    /// The keyword.
    pub keyword: Span,
}

/// A unit as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitText {
    /// Factors: a unit name, `%` or `1`, with its exponent, negative after `/`.
    pub factors: Vec<(Name, i32)>,
    /// Where.
    pub span: Span,
}

/// An expression with its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Expr {
    /// What it says.
    pub kind: ExprKind,
    /// Where.
    pub span: Span,
}

/// A sign between operands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Sign {
    Or,
    And,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
    Equal,
    NotEqual,
    Add,
    Subtract,
    Multiply,
    Divide,
}

/// What an expression says.
#[derive(Clone, Debug, PartialEq)]
pub enum ExprKind {
    /// A number as written (so that the printer keeps `3.50`), its value, and a unit; `%` is a unit.
    Number {
        /// As written, without the unit.
        text: String,
        /// Its value, before the unit.
        value: f64,
        /// The unit after it.
        unit: Option<UnitText>,
    },
    /// A date.
    Date {
        /// Year.
        year: i32,
        /// Month, 1 to 12.
        month: u32,
    },
    /// A name.
    Name(Name),
    /// A function or table with arguments.
    Call(Name, Vec<Expr>),
    /// `-x`
    Negate(Box<Expr>),
    /// `not x`
    Not(Box<Expr>),
    /// Operands joined from the left by signs of one strength: `a + b - c` is `(a + b) - c`. A list and not a nest, so that
    /// a sum may have any number of terms though whoever walks expressions calls himself.
    Chain(Box<Expr>, Vec<Joined>),
    /// `base^exponent`
    Power(Box<Expr>, Box<Expr>),
    /// `if condition then yes else no`
    If(Box<Expr>, Box<Expr>, Box<Expr>),
    /// In parentheses; kept for the printer.
    Group(Box<Expr>),
}

/// What a chain goes on with.
#[derive(Clone, Debug, PartialEq)]
pub struct Joined {
    /// The sign.
    pub sign: Sign,
    /// Where it stands.
    pub operator: Span,
    /// What stands after it.
    pub operand: Expr,
}

/// `in a .. b` or `in {..}`
#[derive(Clone, Debug, PartialEq)]
pub enum RangeText {
    /// From, to.
    Between(Expr, Expr),
    /// Values with their weights.
    Set(Vec<(Expr, Option<Expr>)>),
}

/// What a lever or uncertainty is set to.
#[derive(Clone, Debug, PartialEq)]
pub enum SettingText {
    /// A number or a rule.
    Value(Expr),
    /// Dated values.
    Path(Vec<(Expr, Expr)>, Span),
}

/// `name = setting`
#[derive(Clone, Debug, PartialEq)]
pub struct Assignment {
    /// What is set.
    pub name: Name,
    /// To what.
    pub value: SettingText,
}

/// What a check sets: a policy, and single settings that overrule it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SetText {
    /// `policy NAME`
    pub policy: Option<Name>,
    /// Settings in order.
    pub settings: Vec<Assignment>,
}

/// What a part of a game is called by people.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Titles {
    /// English title.
    pub title: Option<Quoted>,
    /// Korean title.
    pub ko: Option<Quoted>,
}

/// An action of a node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActionText {
    /// Its name.
    pub name: Name,
    /// Where it leads.
    pub to: Name,
    /// What people call it.
    pub titles: Titles,
}

/// A part of a game.
#[derive(Clone, Debug, PartialEq)]
pub enum GamePart {
    /// `player actor precision e`
    Player {
        /// The actor.
        actor: Name,
        /// Its precision.
        precision: Expr,
    },
    /// `node name actor` with actions.
    Node {
        /// Its name.
        name: Name,
        /// Who moves.
        actor: Name,
        /// What it can do.
        actions: Vec<ActionText>,
    },
    /// `terminal name` with payoffs.
    Terminal {
        /// Its name.
        name: Name,
        /// What people call it.
        titles: Titles,
        /// Payoff of each actor.
        payoffs: Vec<(Name, Expr)>,
    },
}

/// Where in a source a claim stands: `in seed_003 p7 "7.5"`.
#[derive(Clone, Debug, PartialEq)]
pub struct LocatorText {
    /// The source.
    pub source: Name,
    /// Paragraph.
    pub paragraph: Option<(u32, Span)>,
    /// Literal figure.
    pub figure: Option<Quoted>,
    /// For `but`: the other value.
    pub value: Option<Expr>,
    /// `via`: sources whose words are passed on there.
    pub via: Vec<Name>,
    /// Where.
    pub span: Span,
}

/// `on 2028 .. 2030 planned`
#[derive(Clone, Debug, PartialEq)]
pub struct DatedText {
    /// First date, as written.
    pub from: Quoted,
    /// Last date, as written.
    pub to: Option<Quoted>,
    /// `planned` or `observed`.
    pub status: Name,
}

/// What a claim says of itself.
#[derive(Clone, Debug, PartialEq)]
pub struct ClaimText {
    /// Its name.
    pub name: Name,
    /// Unit of its quantity.
    pub unit: Option<UnitText>,
    /// Its quantity.
    pub value: Option<Expr>,
    /// `in`: where it is said.
    pub found: Vec<LocatorText>,
    /// `but`: who says otherwise.
    pub dissent: Vec<LocatorText>,
    /// `speaker "..." of ACTOR`
    pub speaker: Option<(Quoted, Option<Name>)>,
    /// `stance WORD`
    pub stance: Option<Name>,
    /// `on DATE planned`
    pub dated: Option<DatedText>,
    /// `as of DATE`
    pub as_of: Option<Quoted>,
    /// `about NAME`
    pub about: Option<Name>,
    /// `disposition WORD`
    pub disposition: Option<Name>,
    /// `informs NAME, NAME`
    pub informs: Vec<Name>,
}

/// When a clause is read.
#[derive(Clone, Debug, PartialEq)]
pub enum WhenText {
    /// `at DATE`
    At(Expr),
    /// `until DATE`
    Until(Expr),
    /// `always`
    Always(Span),
}

/// Over which futures a clause holds.
#[derive(Clone, Debug, PartialEq)]
pub enum AcrossText {
    /// `in all futures`
    All(Span),
    /// `in n % of futures`: the number with its unit.
    Share(Expr),
    /// `on average`
    Average(Span),
}

/// `then condition ...`
#[derive(Clone, Debug, PartialEq)]
pub struct ClauseText {
    /// What must hold.
    pub condition: Expr,
    /// When; the stop when left out.
    pub when: Option<WhenText>,
    /// Over which futures; all when left out.
    pub across: Option<AcrossText>,
    /// The whole clause.
    pub span: Span,
}

/// What a statement says.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub enum Body {
    Model {
        name: Name,
        /// Start, stop, step of `time a .. b by c`.
        time: Option<(Expr, Expr, Expr)>,
        /// `record every c [of names]`
        record: Option<(Expr, Vec<Name>)>,
        /// `method rk4`
        method: Option<Name>,
    },
    Actor {
        name: Name,
    },
    Sector {
        name: Name,
        theory: Option<Quoted>,
    },
    Unit {
        name: Name,
        /// `= 1000 person`; a base unit has none.
        definition: Option<Expr>,
    },
    Constant {
        name: Name,
        unit: UnitText,
        value: Expr,
    },
    Uncertainty {
        name: Name,
        unit: UnitText,
        value: Expr,
        range: Option<RangeText>,
        /// `among CLAIM: WEIGHT, CLAIM`: whose number is right.
        among: Vec<(Name, Option<Expr>)>,
        /// `~ family` or `~ normal(m, sd)`
        family: Option<(Name, Vec<Expr>)>,
        held: Option<Span>,
    },
    Correlation {
        /// Two, where nothing is wrong.
        names: Vec<Name>,
        value: Expr,
    },
    Shares {
        name: Name,
        members: Vec<Name>,
        /// `concentration v`
        concentration: Option<Expr>,
    },
    Lever {
        name: Name,
        unit: UnitText,
        value: Expr,
        range: Option<RangeText>,
        actors: Vec<Name>,
    },
    Stock {
        name: Name,
        unit: UnitText,
        start: Expr,
        within: Option<(Option<Expr>, Option<Expr>)>,
        change: Option<Expr>,
        inflow: Vec<Name>,
        outflow: Vec<Name>,
    },
    Flow {
        name: Name,
        unit: UnitText,
        value: Expr,
    },
    Auxiliary {
        name: Name,
        unit: UnitText,
        value: Expr,
    },
    Event {
        name: Name,
        rate: Expr,
    },
    Table {
        name: Name,
        x: UnitText,
        y: UnitText,
        points: Vec<(Expr, Expr)>,
        extrapolate: Option<Span>,
    },
    Game {
        name: Name,
        /// `solution logit`; the default when left out.
        solution: Option<Name>,
        parts: Vec<GamePart>,
    },
    Outcome {
        name: Name,
        unit: UnitText,
        value: Expr,
        better: Option<Name>,
        /// `acceptable <= v`: the sign and the threshold.
        acceptable: Option<(Sign, Expr)>,
    },
    Criterion {
        name: Name,
        outcomes: Vec<Name>,
    },
    Policy {
        name: Name,
        settings: Vec<Assignment>,
        stress: Option<Span>,
    },
    World {
        name: Name,
        settings: Vec<Assignment>,
        beyond: Option<Quoted>,
    },
    Source {
        name: Name,
        publisher: Option<Quoted>,
        published: Option<Quoted>,
        url: Option<Quoted>,
        kind: Option<Name>,
        file: Option<Quoted>,
        /// Sources that it is derived from.
        via: Vec<Name>,
    },
    Claim(Box<ClaimText>),
    Check {
        /// Its title is the header's string.
        futures: Option<Expr>,
        policy: Option<Name>,
        step: Option<Expr>,
        no_events: Option<Span>,
        when: SetText,
        against: SetText,
        then: Vec<ClauseText>,
        /// `in SOURCE p7 "words"`: the sentence that is put to the model.
        found: Vec<LocatorText>,
        /// `speaker "..." of ACTOR`
        speaker: Option<(Quoted, Option<Name>)>,
        /// `expect reproduced`
        expect: Option<Name>,
    },
}
