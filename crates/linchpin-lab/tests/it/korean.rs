//! Generated Korean over many settings: no wrong particle, no word of another language, one register.

use std::collections::BTreeSet;
use std::sync::atomic::AtomicBool;

use linchpin_lab::open::open;
use linchpin_lab::page::{LabModel, question, rung};
use linchpin_lab::wire::page::{Setting, StrategyAsked};

/// Abbreviations that Korean writes in Latin letters too.
const KNOWN: [&str; 2] = ["GDP", "OPCON"];

fn strategies(lab: &LabModel, at: usize) -> Vec<StrategyAsked> {
    let policies = &lab.model.policies;
    let ids = ["A", "B", "C", "D"];
    let strategy = |k: usize| StrategyAsked {
        id: ids[k].into(),
        policy: policies[(at * 3 + k * (1 + at % 4)) % policies.len()].name.clone(),
        set: Default::default(),
    };
    (0..1 + (at + at / 4) % 4).map(strategy).collect()
}

/// A hundred headlines: strategies, worlds, thresholds and numbers of futures change from one to the next.
fn sentences() -> Vec<String> {
    let lab = LabModel::new(open("korea-2026").unwrap()).unwrap();
    let mut found = BTreeSet::new();
    let mut at = 0;
    while found.len() < 100 {
        let world = (at % 3 == 2).then(|| lab.model.worlds[at % lab.model.worlds.len()].name.clone());
        let thresholds = match at % 5 {
            1 => [("m_burden".to_owned(), 2.6 + 0.1 * (at % 12) as f64)].into(),
            3 => [("m_reliability".to_owned(), 0.5 + 0.03 * (at % 15) as f64)].into(),
            _ => Default::default(),
        };
        let setting = Setting {
            model: lab.name.clone(),
            seed: at as u64,
            ladder: vec![[1, 16, 24, 48][at % 4]],
            strategies: strategies(&lab, at),
            reference: None,
            world,
            ranges: Default::default(),
            locks: Default::default(),
            thresholds,
            events: at % 7 != 6,
            weights: false,
        };
        let question = question(&lab, &setting).unwrap();
        let told = rung(&question, question.ladder[0], 1, &AtomicBool::new(false)).unwrap().expect("nobody cancels").answer;
        assert!(told.headline.en.split_whitespace().count() <= 60, "{}", told.headline.en);
        found.insert(told.headline.ko);
        at += 1;
        assert!(at < 400, "settings repeat one another");
    }
    found.into_iter().collect()
}

/// True where a word that ends so takes 은, 이, 을 rather than 는, 가, 를: the letters A to D are read 에이, 비, 씨, 디.
fn is_closed(last: char) -> bool {
    match last {
        '\u{ac00}'..='\u{d7a3}' => !(last as u32 - 0xac00).is_multiple_of(28),
        _ => false,
    }
}

#[test]
fn a_hundred_sentences() {
    let told = sentences();
    for sentence in &told {
        let letters: Vec<char> = sentence.chars().collect();
        // After a closing quote and after a strategy's letter stands a particle: it must fit the sound before.
        for (at, &mark) in letters.iter().enumerate() {
            let word = match mark {
                '\u{2019}' => letters[at - 1],
                'A'..='D' if at == 0 || !letters[at - 1].is_alphanumeric() => mark,
                _ => continue,
            };
            let Some(&particle) = letters.get(at + 1) else { continue };
            let fits = match particle {
                '은' | '이' | '을' | '과' => is_closed(word),
                '는' | '가' | '를' | '와' => !is_closed(word),
                _ => true,
            };
            assert!(fits, "`{word}{particle}` in: {sentence}");
        }
        for word in sentence.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| word.len() > 1) {
            assert!(KNOWN.contains(&word), "`{word}` in: {sentence}");
        }
        for part in sentence.split_inclusive(". ").flat_map(|part| part.strip_suffix(['.', ' '])) {
            let end = part.trim_end_matches(['.', ' ']).trim_end_matches(')');
            let end = end.split('(').next().unwrap_or(end);
            assert!(end.ends_with("니다") || end.ends_with("십시오"), "the register of `{part}`");
        }
        assert!(!sentence.contains("  ") && !sentence.contains("()") && !sentence.contains("‘’"), "{sentence}");
    }
    println!("{}", told.join("\n"));
}
