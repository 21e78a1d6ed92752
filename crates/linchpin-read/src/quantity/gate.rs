//! At which words a quantity may start, so that all others are passed over at once.
//!
//! Comes in: the first word of a text. Goes out: whether it is worth a closer look. Most words of an article are not, and the closer
//! look compares with some two hundred words. Development builds look closer all the same, and stop where the gate was wrong.

use std::collections::HashSet;
use std::sync::OnceLock;

/// Words of numbers, dates, ranks and multiples, and codes of currencies.
const ENGLISH: &str = "
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
    nineteen twenty thirty forty fifty sixty seventy eighty ninety dozen half a an
    first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth
    seventeenth eighteenth nineteenth twentieth
    twice thrice double doubled doubling doubles triple tripled tripling triples quadruple quadrupled quadrupling twofold threefold
    fourfold fivefold ninefold tenfold decade
    january jan february feb march mar april apr may june jun july jul august aug september sept sep october oct november nov
    december dec monday tuesday wednesday thursday friday saturday sunday
    yesterday today tonight tomorrow last previous next coming this fiscal mid early late q
    us u usd au aud c ca nt hk s nz krw eur gbp jpy cny rmb inr chf";

/// First syllables of Korean numbers and dates.
const KOREAN: &str =
    "영공일이삼사오육칠팔구십백천만억조경열스서마쉰예여아다한두세네석넉첫둘셋넷절갑월화수목금토상하재지작올내번그어모";

/// True for an English word, in lower case, at which a quantity may start.
pub(super) fn english(word: &str) -> bool {
    static WORDS: OnceLock<HashSet<&'static str>> = OnceLock::new();
    word.len() <= 11 && WORDS.get_or_init(|| ENGLISH.split_whitespace().collect()).contains(word)
}

/// True for a syllable at which a Korean quantity may start.
pub(super) fn korean(c: char) -> bool {
    KOREAN.contains(c)
}
