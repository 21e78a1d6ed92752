//! The models that come along: the texts of `models/`, compiled in.
//!
//! Comes in: a name. Goes out: its texts. Refuses: nothing; an unknown name is `None`.

/// A model that comes along.
#[derive(Clone, Copy, Debug)]
pub struct Embedded {
    /// Name of its folder, such as `korea-2026`.
    pub name: &'static str,
    /// Its README; empty where it has none.
    pub readme: &'static str,
    /// The chapters of it that reports quote, in Korean; empty where it has none.
    pub readme_ko: &'static str,
    /// Path inside the folder and text, `model.lin` first.
    pub files: &'static [(&'static str, &'static str)],
}

/// All models that come along, in order of name.
pub static MODELS: &[Embedded] = include!(concat!(env!("OUT_DIR"), "/embedded.rs"));

/// The model of this name; `-` and `_` are the same here, since a folder has the one and the text the other.
pub fn find(name: &str) -> Option<&'static Embedded> {
    let plain = |name: &str| name.replace('_', "-").to_lowercase();
    MODELS.iter().find(|model| plain(model.name) == plain(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_model_starts_with_its_frame() {
        for model in MODELS {
            assert_eq!(model.files[0].0, "model.lin", "{}", model.name);
        }
    }

    #[test]
    fn a_name_in_text_and_a_name_of_a_folder_are_one() {
        assert_eq!(find("korea_2026").map(|m| m.name), Some("korea-2026"));
        assert_eq!(find("korea-2026").map(|m| m.name), Some("korea-2026"));
        assert!(find("korea").is_none());
    }
}
