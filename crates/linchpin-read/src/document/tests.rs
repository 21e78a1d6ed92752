use super::*;

fn texts(document: &Document) -> Vec<&str> {
    document.paragraphs.iter().map(|p| p.text.as_str()).collect()
}

fn utf8(name: &str, text: &str) -> Document {
    read(name, text.as_bytes()).expect("it is read")
}

const PAGE: &str = r#"<!doctype html><html><head><title>Troops to stay | Daily</title>
<meta property="article:published_time" content="2026-03-04T09:00:00+09:00"><style>p{color:red}</style>
<script>var a = "<p>Not text. 99 percent.</p>"; if (1 < 2) {}</script></head><body>
<nav><ul><li><a href=/>Home</a><li><a href=/w>World</a></ul></nav>
<div class="header-ads">Buy 2 for $10 today and save 50 percent!</div>
<article class="story"><h1>Troops to stay</h1>
<div class="share-tools">Share this story with 3 friends</div>
<p>About 28,500&nbsp;US troops will <b>stay</b>, the minister said.
<p>Spending rises to 3.5&#37; of GDP.<br>It was 2.3&percnt; before.
<figure><img src=x><figcaption>A photo of 12 soldiers.</figcaption></figure>
<div class="related-articles"><h3>Related</h3><ul><li><a href=/1>Japan buys 400 missiles</a></ul></div>
<table><tr><th>Year</th><th>Budget</th></tr><tr><td>2026</td><td>65.8 trillion won</td></tr></table>
</article>
<aside>Most read: 7 things to know.</aside><footer>Copyright 2026 All rights reserved</footer></body></html>"#;

#[test]
fn a_page_without_what_stands_around_it() {
    let page = utf8("x.html", PAGE);
    assert_eq!(
        texts(&page),
        [
            "Troops to stay",
            "About 28,500 US troops will stay, the minister said.",
            "Spending rises to 3.5% of GDP.",
            "It was 2.3% before.",
            "2026 | 65.8 trillion won",
        ]
    );
    assert_eq!(page.title.as_deref(), Some("Troops to stay | Daily"));
    assert_eq!(page.published.map(|day| day.to_string()).as_deref(), Some("2026-03-04"));
    assert_eq!(page.format, Format::Html);
    assert_eq!(utf8("no ending", PAGE).format, Format::Html);
}

#[test]
fn a_korean_page_of_divs_and_breaks() {
    let page = utf8(
        "a.htm",
        "<html><body><div id=wrap><div class='gnb menu'><a href=/>홈</a> <a href=/p>정치</a></div><h1 class=title>주한미군 2만명으로</h1>\
         <div id='articleBody'>정부는 3일 주한미군을 2만 명으로 줄이기로 했다고 밝혔다.<br><br>국방부는 확인하지 않았다고 전했다.\
         <p class='copyright'>무단전재 및 재배포 금지</p></div><ul class=list><li><a href=1>다른 기사 100건</a></li></ul></div></body></html>",
    );
    assert_eq!(
        texts(&page),
        ["주한미군 2만명으로", "정부는 3일 주한미군을 2만 명으로 줄이기로 했다고 밝혔다.", "국방부는 확인하지 않았다고 전했다."]
    );
    assert!(page.paragraphs.iter().all(|p| p.language == Language::Korean));
}

#[test]
fn names_that_lie_are_not_believed() {
    let page = utf8(
        "a.html",
        "<div class='comment'><p>The whole article stands in a part that is called comment, and it says that spending rose by 3 percent in that year.</p></div>",
    );
    assert_eq!(page.paragraphs.len(), 1);
    let page = utf8(
        "a.html",
        &format!("<div class=share>Share<p>{}</p>", "An unclosed part swallows the article unless names are doubted. ".repeat(4)),
    );
    assert!(texts(&page).iter().any(|text| text.contains("swallows")));
}

#[test]
fn plain_text_is_numbered_over_lines_that_are_not_empty() {
    let document = utf8("a.txt", "Title\n\n  \nFirst line.\r\nSecond line.\n\u{200b}\nThird.\n");
    assert_eq!(texts(&document), ["Title", "First line.", "Second line.", "Third."]);
    assert_eq!(document.paragraph(3).map(|p| p.text.as_str()), Some("Second line."));
    assert_eq!(document.paragraph(0), None);
    let dated = utf8("a.txt", "A headline of some length\nMonday, January 26, 2026\nText follows here.");
    assert_eq!(dated.published.map(|day| day.to_string()).as_deref(), Some("2026-01-26"));
}

#[test]
fn markdown_loses_its_marks() {
    let document = utf8(
        "a.md",
        "---\ntitle: \"On troops\"\ndate: 2026-02-03\n---\n# On *troops*\n\nThe [28,500](http://x.org/1) troops\nstay **here**.\n\n- one `item`\n- two\n\n```\ncode 99 percent\n```\n\n| Year | Won |\n|---|---|\n| 2026 | 65 |\n\n<div>\n<p>Inside of HTML it says 3 percent.</p>\n</div>\n",
    );
    assert_eq!(
        texts(&document),
        [
            "On troops",
            "The 28,500 troops stay here.",
            "one item",
            "two",
            "Year | Won",
            "2026 | 65",
            "Inside of HTML it says 3 percent."
        ]
    );
    assert_eq!(document.title.as_deref(), Some("On troops"));
    assert_eq!(document.published.map(|day| day.to_string()).as_deref(), Some("2026-02-03"));
}

#[test]
fn encodings_are_told_guessed_or_mixed() {
    let korean = "정부는 주한미군 2만8500명을 유지한다고 밝혔다. 국방예산은 65조 8,642억 원이다.\n다음 줄도 한국어로 쓰여 있다.";
    let legacy = encoding_rs::EUC_KR.encode(korean).0.into_owned();
    let document = read("a.txt", &legacy).expect("guessed");
    assert_eq!(texts(&document), korean.lines().collect::<Vec<_>>());
    assert!(document.notes[0].contains("EUC-KR"), "{:?}", document.notes);

    let mut wide = vec![0xff, 0xfe];
    wide.extend(korean.encode_utf16().flat_map(u16::to_le_bytes));
    assert_eq!(texts(&read("a.txt", &wide).expect("marked")), korean.lines().collect::<Vec<_>>());
    assert_eq!(texts(&read("a.txt", &wide[2..]).expect("unmarked")), korean.lines().collect::<Vec<_>>());

    let mut mixed = "미군 철수는 없다고 했다.\n".as_bytes().to_vec();
    mixed.extend(&legacy);
    let document = read("a.txt", &mixed).expect("mixed");
    assert_eq!(document.paragraphs[1].text, korean.lines().next().unwrap());
    assert!(document.notes[0].contains("line to line"), "{:?}", document.notes);

    let page = format!("<html><head><meta charset=euc-kr></head><body><p>{korean}</p></body></html>");
    let page = read("a.html", &encoding_rs::EUC_KR.encode(&page).0).expect("declared");
    assert!(page.paragraphs[0].text.starts_with("정부는"));
    let western = read("a.txt", b"The \x93plan\x94 costs \x8010 billion, he said on Monday in the city.").expect("guessed");
    assert_eq!(texts(&western), ["The “plan” costs €10 billion, he said on Monday in the city."]);
}

#[test]
fn invisible_characters_and_both_directions() {
    let document = utf8(
        "a.txt",
        "About 2\u{200b}8,5\u{2060}00 US tro\u{ad}ops\u{200d}.\n２８，５００명 주둔\nقال \u{202b}٢٨٥٠٠\u{202c} جندي",
    );
    assert_eq!(texts(&document), ["About 28,500 US troops.", "28,500명 주둔", "قال 28500 جندي"]);
    assert_eq!(document.paragraphs[2].language, Language::Other);
    assert_eq!(document.notes.len(), 2);
    let apart: String = "주한미군 감축".chars().flat_map(unicode_normalization::UnicodeNormalization::nfd).collect();
    assert_eq!(texts(&utf8("a.txt", &apart)), ["주한미군 감축"]);
}

#[test]
fn what_is_no_article_is_refused_with_a_reason() {
    let why = |name: &str, bytes: &[u8]| read(name, bytes).expect_err("refused").to_string();
    assert!(why("a.docx", b"PK\x03\x04rest").contains("packed document"));
    assert!(why("a.txt", b"").contains("no text"));
    assert!(why("a.bin", &[0, 1, 2, 3, 0, 200, 201, 0, 7, 7, 7]).contains("zero bytes"));
    assert!(why("a.bin", &(1..=255).cycle().take(5000).collect::<Vec<u8>>()).contains("no text"));
    assert!(why("a.txt", &vec![b'x'; MOST_BYTES + 1]).contains("MB"));
    let bomb = "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><a>&b;</a>";
    assert!(why("a.xml", bomb.as_bytes()).contains("entities"));
}

#[test]
fn nested_and_broken_pages_are_read_in_linear_time() {
    for hostile in [
        "<div>".repeat(60_000),
        "<a href='".repeat(30_000),
        "<!--".repeat(50_000),
        "&lt".repeat(50_000),
        "<p class=ad>".repeat(30_000),
        "<ul><li>".repeat(30_000),
    ] {
        let text = format!("<html><body><p>The plan costs 3 percent of the budget in all.</p>{hostile}");
        let _ = read("a.html", text.as_bytes());
    }
    let _ = read("a.md", "[".repeat(50_000).as_bytes());
    let _ = read("a.md", "> ".repeat(20_000).as_bytes());
    let _ = read("a.md", "*a ".repeat(30_000).as_bytes());
}

#[test]
fn languages_are_told_apart() {
    assert_eq!(Language::of("주한미군 USFK 병력은 유지된다"), Language::Korean);
    assert_eq!(Language::of("The troops of the United States will stay in Korea."), Language::English);
    assert_eq!(
        Language::of("Die Regierung hat am Montag beschlossen, dass die Truppen bis zum Jahr 2030 nicht abgezogen werden."),
        Language::Other
    );
    assert_eq!(Language::of("12 345"), Language::Other);
}
