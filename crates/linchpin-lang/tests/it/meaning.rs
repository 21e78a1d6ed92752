//! What valid texts mean: values in base units, equations as trees, hidden variables, games, checks.

use linchpin_core::builtin::Operator;
use linchpin_core::evidence::Support;
use linchpin_core::expr::{Clock, Expr};
use linchpin_core::model::{
    Acceptable, Across, ActorId, Answer, Claimed, Kind, Memory, Model, Origin, Range, Setting, VarId, When,
};
use linchpin_lang::check;
use linchpin_lang::files::{Files, Memory as Texts};

pub(crate) const FRAME: &str = include_str!("frame.lin");

/// The model of the frame with more text; it must have no fault.
pub(crate) fn model(text: &str) -> Model {
    whole(&format!("{FRAME}{text}\n"))
}

fn whole(text: &str) -> Model {
    let (sources, checked) = check(&Texts::one(text));
    let said: String = checked.diagnostics.iter().map(|d| sources.render(d, false)).collect();
    checked.value.unwrap_or_else(|| panic!("{said}"))
}

fn kind<'m>(model: &'m Model, name: &str) -> &'m Kind {
    &model.variable(id(model, name)).kind
}

fn id(model: &Model, name: &str) -> VarId {
    model.find(name).unwrap_or_else(|| panic!("no `{name}`"))
}

/// An equation with names for ids, operators in prefix form.
fn read(model: &Model, expr: &Expr) -> String {
    let all = |args: &[Expr]| args.iter().map(|arg| read(model, arg)).collect::<Vec<_>>().join(" ");
    match expr {
        Expr::Number(value) => value.to_string(),
        Expr::Variable(id) => model.variable(*id).name.clone(),
        Expr::Clock(Clock::Time) => "time".into(),
        Expr::Clock(Clock::Held) => "step_time".into(),
        Expr::Clock(Clock::Step) => "dt".into(),
        Expr::Clock(Clock::Start) => "start_time".into(),
        Expr::Clock(Clock::Stop) => "stop_time".into(),
        Expr::Operate(operator, args) => format!("({} {})", operator.sign(), all(args)),
        Expr::Call(row, args) => format!("({} {})", row.name, all(args)),
        Expr::Lookup(table, x) => format!("({} {})", model.tables[table.idx()].name, read(model, x)),
        Expr::Initial(x) => format!("(initial {})", read(model, x)),
        Expr::Draw(row, args, stream) => format!("({}@{stream} {})", row.name, all(args)),
        Expr::Baseline(x) => format!("(baseline {})", read(model, x)),
        Expr::Spread(x) => format!("(sd {})", read(model, x)),
    }
}

/// All equations of a variable, read.
fn equations(model: &Model, name: &str) -> String {
    match kind(model, name) {
        Kind::Auxiliary(e) | Kind::Flow(e) | Kind::Event { rate: e } | Kind::Outcome { value: e, .. } => read(model, e),
        Kind::Stock { start, change, .. } => format!("{} | {}", read(model, start), read(model, change)),
        Kind::Memory(Memory::Previous { input, start }) => format!("previous {} | {}", read(model, input), read(model, start)),
        Kind::Memory(Memory::DelayFixed { input, delay, start }) => {
            format!("delayed {} | {} | {}", read(model, input), read(model, delay), read(model, start))
        }
        Kind::Memory(Memory::Least(e)) => format!("least {}", read(model, e)),
        Kind::Memory(Memory::Greatest(e)) => format!("greatest {}", read(model, e)),
        Kind::Memory(Memory::First(e)) => format!("first {}", read(model, e)),
        other => format!("{other:?}"),
    }
}

#[track_caller]
fn means(text: &str, expected: &[(&str, &str)]) {
    let model = model(text);
    for (name, equation) in expected {
        assert_eq!(equations(&model, name), *equation, "{name}");
    }
}

#[test]
fn values_are_held_in_base_units() {
    let m = model(
        "constant a : person = 2 kperson from judgement\nconstant b : 1/month = 3 from judgement\nconstant c : year = 2030-07 from judgement\nconstant d : month = 5 from judgement",
    );
    let value = |name: &str| match kind(&m, name) {
        Kind::Constant { value } => *value,
        Kind::Lever { default, .. } | Kind::Uncertainty { default, .. } => *default,
        other => panic!("{other:?}"),
    };
    assert_eq!((value("a"), value("b"), value("c"), value("d")), (2000.0, 36.0, 2030.5, 5.0 / 12.0));
    assert_eq!((value("target"), value("share")), (28500.0, 0.025));
    assert!(matches!(kind(&m, "share"), Kind::Lever { range: Range::Between(low, high), .. } if (*low, *high) == (0.02, 0.04)));
    assert!(matches!(kind(&m, "troops"), Kind::Stock { within: (Some(low), None), .. } if *low == 0.0));
    assert_eq!(m.tables[0].xs, [2026.0, 2030.0]);
}

#[test]
fn per_cents_are_exact() {
    let m = model("aux a : 1 = 3.5 % + 0.035 + 7 % + 0.1 %");
    assert_eq!(equations(&m, "a"), "(+ (+ (+ 0.035 0.035) 0.07) 0.001)");
}

#[test]
fn the_time_line_of_a_calendar() {
    let m = model("");
    assert_eq!((m.time.start, m.time.stop, m.time.steps, m.time.calendar), (2026.0, 2031.0, 60, true));
    assert_eq!((m.time.unit.text.as_str(), m.time.record_every), ("year", 1));
}

#[test]
fn the_time_line_of_a_clock_counts_in_its_unit() {
    let m = whole(
        "model m\n  time 0 .. 4 week by 1 day\n  record every 1 week\n  method rk4\naux a : day = 1 week + 12 hours\nstock s : 1 = 0 change 2 / 1 week\n",
    );
    assert!((m.time.dt - 1.0 / 7.0).abs() < 1e-15);
    assert_eq!((m.time.stop, m.time.steps, m.time.record_every, m.time.calendar), (4.0, 28, 7, false));
    // Time is held in weeks: one week and a half day.
    let Kind::Auxiliary(e) = kind(&m, "a") else { panic!() };
    let value = e.evaluate(&mut |_| f64::NAN);
    assert!((value - (1.0 + 0.5 / 7.0)).abs() < 1e-15, "{value}");
    assert_eq!(m.record, [id(&m, "a"), id(&m, "s")], "without names all that moves is recorded");
}

#[test]
fn years_without_a_calendar() {
    let m = whole("model m\n  time 0 .. 10 year by 1 quarter\naux a : 1 = time / 1 year\n");
    assert_eq!((m.time.steps, m.time.calendar), (40, false));
    let m = whole("model m\n  time 2026 .. 2031 by 1 month\naux a : 1 = if time > 2030-07 then 1 else 0\n");
    assert_eq!((m.time.start, m.time.steps, m.time.calendar), (2026.0, 60, true));
}

#[test]
fn a_unit_of_time_of_its_own() {
    let m = whole("model m\n  time 0 .. 10 turn by 1 turn\nunit turn\nstock s : 1 = 0 change 1 / 1 turn\n");
    assert_eq!(m.units.describe(&m.units.time()), "turn");
}

#[test]
fn smooth_is_a_hidden_stock() {
    means("aux a : kperson = smooth(troops, lag)", &[("a", "a.smooth"), ("a.smooth", "troops | (/ (- troops a.smooth) lag)")]);
    means("aux a : kperson = smooth(troops, lag, 3 kperson)", &[("a.smooth", "3000 | (/ (- troops a.smooth) lag)")]);
    let m = model("aux a : kperson = smooth(troops, lag)");
    let hidden = m.variable(id(&m, "a.smooth"));
    assert!(hidden.hidden && hidden.origin == Origin::Within(id(&m, "a")));
    assert_eq!(hidden.unit.text, "person");
    assert!(!m.record.contains(&id(&m, "a.smooth")));
}

#[test]
fn an_argument_used_twice_is_computed_once() {
    means(
        "aux a : kperson = smooth(2 * troops, lag / 2)",
        &[("a.smooth.x", "(* 2 troops)"), ("a.smooth", "a.smooth.x | (/ (- a.smooth.x a.smooth) (/ lag 2))")],
    );
    let m = model("aux a : kperson = smooth(2 * troops, lag / 2, 1 kperson)");
    assert!(m.find("a.smooth.x").is_none());
}

#[test]
fn delays_keep_their_stages_apart() {
    means(
        "aux a : kperson = delay3(troops, lag) + delay3(target, lag)",
        &[
            ("a", "(+ (/ (* 3 a.delay3.s3) lag) (/ (* 3 a.delay3.2.s3) lag))"),
            ("a.delay3.s1", "(/ (* troops lag) 3) | (- troops (/ (* 3 a.delay3.s1) lag))"),
            ("a.delay3.2.s2", "(/ (* target lag) 3) | (- (/ (* 3 a.delay3.2.s1) lag) (/ (* 3 a.delay3.2.s2) lag))"),
        ],
    );
    let m = model("aux a : kperson = delay3(troops, lag)");
    assert_eq!(m.variable(id(&m, "a.delay3.s1")).unit.text, "year*person");
}

#[test]
fn a_template_sees_only_its_own_names() {
    // `s` and `tau` are names in the text of `smooth`; here they are the author's.
    means(
        "aux s : 1 = strength\naux tau : year = lag\naux x : year = lag\naux a : 1 = smooth(s, x)",
        &[("a.smooth", "s | (/ (- s a.smooth) x)")],
    );
}

#[test]
fn functions_of_functions() {
    means(
        "aux a : 1 = forecast(strength, lag, 1 year)",
        &[
            (
                "a",
                "(* strength (+ 1 (* 1 (if (== a.forecast.trend 0) 0 (/ (- strength a.forecast.trend) (* lag (abs a.forecast.trend)))))))",
            ),
            ("a.forecast.trend", "(/ strength (+ 1 (* 0 lag))) | (/ (- strength a.forecast.trend) lag)"),
        ],
    );
    means(
        "aux a : 1 = smooth(smooth(strength, lag), lag)",
        &[("a", "a.smooth.2"), ("a.smooth.2", "a.smooth | (/ (- a.smooth a.smooth.2) lag)")],
    );
}

#[test]
fn every_text_of_a_function_can_be_read() {
    for row in linchpin_core::builtin::all() {
        let texts: Vec<&str> = match row.body {
            linchpin_core::builtin::Body::Text(text) => vec![text],
            linchpin_core::builtin::Body::Stocks(cells, text) => {
                cells.iter().flat_map(|cell| [cell.start, cell.change]).chain([text]).collect()
            }
            _ => Vec::new(),
        };
        for text in texts.into_iter().chain(row.params.iter().filter_map(|param| param.default)) {
            assert!(linchpin_lang::parser::expression(text).is_some(), "{}: {text}", row.name);
        }
    }
}

#[test]
fn functions_of_time_leave_no_variable_behind() {
    let m = model(
        "aux a : 1 = step(1, 2028-01) + 0.1 * pulse_train(2027-01, 0.5 year, 1 year) + ramp(0.1 / 1 year, 2027-01)\naux b : 1/year = pulse(1, 2028-01)",
    );
    assert!(equations(&m, "a").starts_with("(+ (+ (if (> (+ step_time (/ dt 2)) 2028) 1 0)"), "{}", equations(&m, "a"));
    assert!(
        m.variables.iter().all(|v| !v.name.starts_with("a.")),
        "{:?}",
        m.variables.iter().map(|v| &v.name).collect::<Vec<_>>()
    );
}

#[test]
fn memory_cells() {
    means(
        "aux a : 1 = previous(strength, 0) + initial(strength)\naux b : 1 = delay_fixed(strength, lag) + delay_fixed(strength, lag, 2)",
        &[
            ("a", "(+ a.previous (initial strength))"),
            ("a.previous", "previous strength | 0"),
            ("b.delay_fixed", "delayed strength | lag | strength"),
            ("b.delay_fixed.2", "delayed strength | lag | 2"),
        ],
    );
}

#[test]
fn draws_have_streams_of_their_own() {
    means(
        "aux a : 1 = normal(0, 1) + normal(0, 1) + uniform(0, strength)",
        &[("a", "(+ (+ (normal@a.normal 0 1) (normal@a.normal.2 0 1)) (uniform@a.uniform 0 strength))")],
    );
}

#[test]
fn events_are_rates() {
    let m = model("stock hits : 1 = 0 change shock");
    assert_eq!(equations(&m, "shock"), "(/ strength lag)");
    assert_eq!(m.variable(id(&m, "shock")).unit.text, "1/year");
}

#[test]
fn flows_fill_and_drain() {
    means(
        "flow out_a : person/year = 1 person/year\nflow out_b : kperson/year = 1 kperson/year\nstock s : person = 0 inflow arrivals outflow out_a, out_b",
        &[("s", "0 | (- (- arrivals out_a) out_b)"), ("out_b", "1000")],
    );
}

#[test]
fn reducers_are_hidden_variables() {
    means(
        "outcome m : 1 = mean(strength) + final(strength) + share(strength > 1) + max(strength) - min(strength) better lower\noutcome n : year = first(troops > 3 kperson) + total(strength) better lower\noutcome k : 1 = m - strength better neither",
        &[
            (
                "m",
                "(- (+ (+ (+ (/ m.mean.total (- stop_time start_time)) strength) (/ m.share.mean.total (- stop_time start_time))) m.max) m.min)",
            ),
            ("m.mean.total", "0 | strength"),
            ("m.share.mean.total", "0 | (if (> strength 1) 1 0)"),
            ("m.max", "greatest strength"),
            ("n", "(+ n.first n.total)"),
            ("n.first", "first (> troops 3000)"),
            ("k", "(- m strength)"),
        ],
    );
    let m = model("outcome m : KRW_trn = total(spending) better lower acceptable <= 3");
    assert_eq!(m.variable(id(&m, "m.total")).unit.text, "KRW_trn");
    assert!(matches!(kind(&m, "m"), Kind::Outcome { acceptable: Some(Acceptable::AtMost(limit)), .. } if *limit == 3.0));
}

#[test]
fn games_become_equations() {
    let m = model("");
    let names: Vec<&str> = m.games[0].variables.iter().map(|id| m.variable(*id).name.as_str()).collect();
    assert!(names.contains(&"crisis.open.press") && names.contains(&"crisis.reach.clash") && names.contains(&"crisis.value.rok"));
    assert!(m.games[0].variables.windows(2).all(|pair| pair[1].0 == pair[0].0 + 1));
    assert_eq!(
        equations(&m, "crisis.open.press"),
        "(/ (if (>= crisis.payoff.clash.rok crisis.payoff.calm.rok) 1 crisis.open.lesser) crisis.open.total)"
    );
    assert_eq!(equations(&m, "crisis.payoff.clash.rok"), "0.5");
    assert_eq!(m.variable(id(&m, "crisis.value.rok")).unit.text, "util");
    assert!(!m.variable(id(&m, "crisis.open.press")).hidden && m.variable(id(&m, "crisis.open.total")).hidden);
}

#[test]
fn a_payoff_may_use_a_chance_of_another_node() {
    let m = model(
        "game g\n  player rok precision precision_rok\n  player us precision 1 / 1 util\n  node open rok\n    hold -> calm\n    press -> reply\n  node reply us\n    yield -> gain\n    stand -> clash\n  terminal calm\n    rok = -1 util * g.reply.stand, us = 0\n  terminal gain\n    rok = 1, us = 0\n  terminal clash\n    rok = -2, us = -1\n",
    );
    assert_eq!(equations(&m, "g.payoff.calm.rok"), "(* -1 g.reply.stand)");
}

#[test]
fn policies_worlds_and_their_settings() {
    let m = model(
        "policy p stress\n  target = (2026-01 -> 28.5, 2030-01 -> 22 kperson), share = 3 %\n  mode = if strength > 1 then 1 else 0\nworld w \"a theory\" from judgement\n  beyond \"contested\"\n  lag = 9\n",
    );
    let p = &m.policies[1];
    assert!(p.stress);
    assert_eq!(p.settings[0], (id(&m, "target"), Setting::Path(vec![(2026.0, 28500.0), (2030.0, 22000.0)])));
    assert_eq!(p.settings[1], (id(&m, "share"), Setting::Constant(0.03)));
    assert!(matches!(&p.settings[2].1, Setting::Rule(Expr::Operate(Operator::Choose, _))));
    let w = &m.worlds[1];
    assert_eq!(
        (w.settings.clone(), w.beyond.as_deref(), w.from.clone()),
        (vec![(id(&m, "lag"), 9.0)], Some("contested"), vec![Support::Judgement])
    );
}

#[test]
fn a_rule_may_have_memory() {
    let m = model("policy p\n  share = clamp(smooth(spending, lag, gdp * 3 %) / gdp, 2 %, 4 %)\n");
    assert_eq!(equations(&m, "p.share.smooth"), "(* gdp 0.03) | (/ (- spending p.share.smooth) lag)");
}

#[test]
fn checks_share_what_is_equal() {
    let m = model(
        "check \"one\"\n  futures 50 policy declared step 0.5 month no events\n  when lag = 10, target = 99\n  against share = 3 %\n  then mean(strength) > baseline - 2 * sd(mean(strength)) on average\n  then abs(m_strength - baseline(m_strength)) <= 3 % in 95 % of futures\n  then troops > initial(troops) until 2028-07\n  then strength > 0 always\ncheck \"two\"\n  then mean(strength) > 0\n",
    );
    let c = &m.checks[0];
    assert_eq!((c.futures, c.policy.is_some(), c.no_events, c.dt), (50, true, true, Some(0.5 / 12.0)));
    assert_eq!(c.when, [(id(&m, "lag"), Setting::Constant(10.0)), (id(&m, "target"), Setting::Constant(99_000.0))]);
    assert_eq!(c.against, [(id(&m, "share"), Setting::Constant(0.03))]);
    let clauses: Vec<String> = c.then.iter().map(|clause| read(&m, &clause.condition)).collect();
    let mean = "(/ check.mean.total (- stop_time start_time))";
    assert_eq!(clauses[0], format!("(> {mean} (- (baseline {mean}) (* 2 (sd {mean}))))"));
    assert_eq!(clauses[1], "(<= (abs (- m_strength (baseline m_strength))) 0.03)");
    assert_eq!(clauses[2], "(> troops check.initial)");
    assert_eq!(equations(&m, "check.initial"), "(initial troops)");
    assert_eq!(
        (c.then[0].across, c.then[1].across, c.then[2].when, c.then[3].when),
        (Across::Average, Across::Share(0.95), When::Until(2028.5), When::Always)
    );
    assert_eq!(read(&m, &m.checks[1].then[0].condition), format!("(> {mean} 0)"));
    assert!(m.find("check.mean.total.2").is_none());
}

#[test]
fn a_sentence_of_a_source_is_put_to_the_model() {
    let m = model(
        "policy bold\n  target = 10, share = 3 %\ncheck \"more is more\"\n  ko \"많을수록\"\n  in white_paper p3 \"more\"\n  speaker \"A minister\" of rok\n  from stance\n  when policy bold, share = 4 %\n  then mean(strength) > baseline\n  expect depends because \"Nobody knows the lag.\"\ncheck \"nothing changes\"\n  in white_paper\n  against policy bold\n  then m_strength == baseline\n",
    );
    let [first, second] = &m.checks[..] else { panic!("two checks") };
    assert_eq!((first.futures, first.ko.as_str(), first.from.len()), (1000, "많을수록", 1));
    // What is set beside a policy overrules it.
    let settings = [(id(&m, "target"), Setting::Constant(10_000.0)), (id(&m, "share"), Setting::Constant(0.04))];
    assert_eq!(first.when, settings);
    assert!(first.against.is_empty());
    let sentence = first.sentence.as_ref().unwrap();
    assert_eq!((sentence.claimed, sentence.expected), (Claimed::Up, Answer::Depends));
    assert_eq!(sentence.because.as_deref(), Some("Nobody knows the lag."));
    assert_eq!((sentence.found[0].paragraph, sentence.found[0].figure.as_deref()), (Some(3), Some("more")));
    let speaker = sentence.speaker.as_ref().unwrap();
    assert_eq!((speaker.name.as_str(), speaker.actor), ("A minister", Some(ActorId(0))));
    assert_eq!(read(&m, &sentence.measured), "(/ check.mean.total (- stop_time start_time))");
    let sentence = second.sentence.as_ref().unwrap();
    assert_eq!((sentence.claimed, sentence.expected, &sentence.speaker), (Claimed::Same, Answer::Reproduced, &None));
    assert_eq!(second.against[1], (id(&m, "share"), Setting::Constant(0.03)));
}

#[test]
fn what_is_recorded() {
    let m = model("");
    assert_eq!(m.record, [id(&m, "strength"), id(&m, "troops")]);
    let m = whole(&FRAME.replace("by 1 month\n", "by 1 month\n  record every 3 months of spending, crisis.open.press\n"));
    assert_eq!((m.time.record_every, m.record.len()), (3, 2));
}

#[test]
fn min_and_max_of_many_are_folded() {
    means("aux a : 1 = min(strength, 2, 3)", &[("a", "(min (min strength 2) 3)")]);
}

#[test]
fn powers_and_roots_of_units() {
    model(
        "aux a : person^2 = troops^2\naux b : person = sqrt(a)\naux c : person = a^0.5\naux d : 1/person = troops^-1\naux e : 1 = 2^strength",
    );
}

#[test]
fn sectors_hold_the_rest_of_their_file() {
    let files = Texts {
        texts: vec![
            ("z.lin".into(), "aux free : 1 = 1\nsector two \"Second\"\naux b : 1 = 1\n".into()),
            ("model.lin".into(), FRAME.into()),
            (
                "a/b.lin".into(),
                "sector one \"First\"\n  theory \"Somebody 1999\"\naux a : kperson = smooth(troops, lag)\n".into(),
            ),
        ],
    };
    let (sources, checked) = check(&files);
    let paths: Vec<&str> = sources.sources.iter().map(|source| source.path.as_str()).collect();
    assert_eq!(paths, ["model.lin", "a/b.lin", "z.lin"]);
    let m = checked.value.unwrap();
    let sector = |name: &str| m.variable(id(&m, name)).sector.map(|sector| m.sectors[sector.idx()].name.as_str());
    assert_eq!(
        (sector("a"), sector("a.smooth"), sector("free"), sector("b"), sector("gdp")),
        (Some("one"), Some("one"), None, Some("two"), None)
    );
    assert_eq!(m.sectors[0].theory, "Somebody 1999");
}

#[test]
fn files_that_cannot_be_read() {
    struct Broken;
    impl Files for Broken {
        fn list(&self) -> Result<Vec<String>, linchpin_core::diagnostic::Refusal> {
            Ok(vec!["model.lin".into(), "bad.lin".into()])
        }
        fn read(&self, path: &str) -> Result<String, linchpin_core::diagnostic::Refusal> {
            if path == "model.lin" {
                return Ok(format!("{FRAME}aux a : 1 = in_bad_file\naux b : 1 = gdp\n"));
            }
            Err(linchpin_core::diagnostic::Refusal::new(
                "bad.lin is not UTF-8 text (line 3)",
                "save the file again with the encoding UTF-8",
            ))
        }
    }
    let (_, checked) = check(&Broken);
    let codes: Vec<&str> = checked.diagnostics.iter().map(|d| d.code).collect();
    assert_eq!(codes, ["unit-mismatch", "unreadable"]);
    let (_, checked) = check(&Texts { texts: vec![("other.lin".into(), FRAME.into())] });
    assert_eq!(checked.diagnostics[0].message, "this folder has no `model.lin`; it holds 1 other `.lin` text");
}

#[test]
fn a_folder_on_disk() {
    let folder = std::env::temp_dir().join(format!("linchpin-lang-{}", std::process::id()));
    std::fs::create_dir_all(folder.join("below/other")).unwrap();
    std::fs::write(folder.join("model.lin"), FRAME).unwrap();
    std::fs::write(folder.join("below/more.lin"), b"aux a : 1 = 2\n\xff\xfe\n").unwrap();
    std::fs::write(folder.join("below/other/model.lin"), "model another\n").unwrap();
    let (sources, checked) = check(&linchpin_lang::files::Disk::new(&folder));
    let gone = check(&linchpin_lang::files::Disk::new(folder.join("nowhere"))).1;
    std::fs::remove_dir_all(&folder).unwrap();
    assert_eq!(checked.diagnostics.len(), 1);
    assert!(
        checked.diagnostics[0].message.ends_with("below/more.lin is not UTF-8 text (line 2, column 1)"),
        "{}",
        checked.diagnostics[0].message
    );
    assert_eq!(sources.sources.len(), 2);
    assert!(gone.diagnostics[0].message.contains("there is no such file or folder"));
}

#[test]
fn the_reference_names_everything() {
    let reference = linchpin_lang::reference();
    for row in linchpin_core::builtin::all() {
        assert!(reference.contains(&format!("`{}(", row.name)), "{}", row.name);
    }
    for keyword in linchpin_lang::words::STATEMENTS {
        assert!(reference.contains(&format!("### `{}`", keyword.word)));
    }
    for family in linchpin_core::distribution::FAMILIES {
        assert!(reference.contains(family.doc));
    }
}

#[test]
fn the_example_of_the_reference_is_valid() {
    let reference = linchpin_lang::reference();
    let example = reference.split("```\n").nth(1).unwrap();
    let model = model(example);
    assert_eq!((model.correlations.len(), model.shares.len()), (1, 1));
}

#[test]
fn what_is_recorded_is_what_was_promised() {
    let recorded = |line: &str| {
        let m = whole(&format!(
            "model m\n  time 0 .. 4 year by 1 year\n{line}aux a : 1 = 2\naux b : 1 = 3 hidden\nflow f : 1/year = a / 1 year\n\
             stock s : 1 = 0\n  inflow f\nstock lagged : 1 = 0\n  change smooth(a, 2 year) / 1 year\noutcome o : 1 = s better neither\n"
        ));
        m.record.iter().map(|id| m.variable(*id).name.clone()).collect::<Vec<_>>()
    };
    assert_eq!(recorded("  record every 2 year of f\n"), ["f"]);
    assert_eq!(recorded("  record every 2 year\n"), ["a", "f", "s", "lagged"], "all that moves and is shown");
    assert_eq!(recorded(""), ["s", "lagged"]);
}
