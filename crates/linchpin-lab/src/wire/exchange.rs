//! Shapes of other programs: CSL-JSON and W3C Web Annotations.

use serde::Serialize;

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
