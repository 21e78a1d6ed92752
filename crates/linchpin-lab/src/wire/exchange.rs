//! Shapes of other programs: CSL-JSON and W3C Web Annotations.

use serde::{Deserialize, Serialize};

/// A date of CSL-JSON.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CslDate {
    /// One date: year, month, day, as far as they are known.
    #[serde(rename = "date-parts")]
    pub date_parts: Vec<Vec<i32>>,
}

/// An item of CSL-JSON.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CslItem {
    /// Name of the source.
    pub id: String,
    /// Kind of item.
    #[serde(rename = "type")]
    pub sort: &'static str,
    /// Title.
    pub title: String,
    /// Who published it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub publisher: Option<String>,
    /// When.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issued: Option<CslDate>,
    /// Where.
    #[serde(rename = "URL", skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The ledger's word for its kind.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub keyword: Option<String>,
    /// The ledger's longer text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// What only a ledger knows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub custom: Option<CslCustom>,
}

/// Facts of a ledger that CSL has no field for, where CSL lets programs keep theirs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CslCustom {
    /// File name of a copy among the documents at hand.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// Ids of items that it is derived from.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub via: Vec<String>,
}

/// An item of CSL-JSON as other programs write it; fields that a ledger has no use for are passed over.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct CslIn {
    /// A text or a number.
    pub id: Option<serde_json::Value>,
    /// Kind of item.
    #[serde(rename = "type")]
    pub sort: Option<String>,
    /// Title.
    pub title: Option<String>,
    /// The journal, paper or site that it stands in.
    #[serde(rename = "container-title")]
    pub container_title: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// Who wrote it.
    pub author: Vec<CslName>,
    /// When.
    pub issued: Option<CslWhen>,
    /// Where.
    #[serde(rename = "URL")]
    pub url: Option<String>,
    /// Its digital object identifier.
    #[serde(rename = "DOI")]
    pub doi: Option<String>,
    /// Keywords, separated by commas.
    pub keyword: Option<String>,
    /// A remark.
    pub note: Option<String>,
    /// What only a ledger knows.
    pub custom: Option<CslCustom>,
}

/// A name of CSL-JSON.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct CslName {
    /// Family name.
    pub family: Option<String>,
    /// Given names.
    pub given: Option<String>,
    /// A name that is not taken apart, such as an institution's.
    pub literal: Option<String>,
}

/// A date of CSL-JSON as other programs write it: parts as numbers or texts, or words.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct CslWhen {
    /// Year, month, day; a second list ends a span.
    #[serde(rename = "date-parts")]
    pub date_parts: Vec<Vec<serde_json::Value>>,
    /// As it was typed.
    pub raw: Option<String>,
    /// As it is to be printed.
    pub literal: Option<String>,
}

/// What an annotation says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BodyShown {
    /// `TextualBody`.
    #[serde(rename = "type")]
    pub sort: &'static str,
    /// The claim.
    pub value: String,
    /// `text/plain`.
    pub format: &'static str,
    /// `en`.
    pub language: &'static str,
}

/// A part of what is annotated.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SelectorShown {
    /// `TextQuoteSelector` or `FragmentSelector`.
    #[serde(rename = "type")]
    pub sort: &'static str,
    /// The words quoted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exact: Option<String>,
    /// How the fragment is counted.
    #[serde(rename = "conformsTo", skip_serializing_if = "Option::is_none")]
    pub conforms_to: Option<&'static str>,
    /// The paragraph, counted over non-empty lines.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
}

/// What is annotated.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TargetShown {
    /// Address or file of the source.
    pub source: String,
    /// Parts of it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub selector: Vec<SelectorShown>,
}

/// A W3C Web Annotation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AnnotationShown {
    /// The vocabulary.
    #[serde(rename = "@context")]
    pub context: &'static str,
    /// A name of its own.
    pub id: String,
    /// `Annotation`.
    #[serde(rename = "type")]
    pub sort: &'static str,
    /// `describing`, or `questioning` where the source says otherwise.
    pub motivation: &'static str,
    /// What the ledger says.
    pub body: BodyShown,
    /// Where it is said.
    pub target: TargetShown,
}
