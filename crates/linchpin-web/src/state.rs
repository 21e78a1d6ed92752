//! What every request may see: the models, the turns, who may come in.

use std::net::SocketAddr;
use std::sync::{Arc, OnceLock};

use axum::body::Bytes;
use linchpin_core::diagnostic::{Refusal, nearest};
use linchpin_lab::page::LabModel;
use linchpin_lab::wire::page::PageModelLine;
use linchpin_lab::wire::page::line;

use crate::refuse::Refused;
use crate::turns::Turns;

/// Shared by all requests.
#[derive(Clone)]
pub(crate) struct State(Arc<Held>);

struct Held {
    models: Vec<Served>,
    turns: Turns,
    address: SocketAddr,
    token: Option<String>,
}

/// A model with its description as it is sent.
pub(crate) struct Served {
    pub(crate) lab: LabModel,
    pub(crate) description: Bytes,
    /// The contract as it is sent, once somebody asked for it.
    pub(crate) contract: OnceLock<Bytes>,
    /// Its disputes, likewise.
    pub(crate) disputes: OnceLock<Bytes>,
}

impl State {
    pub(crate) fn new(models: Vec<LabModel>, address: SocketAddr, token: Option<String>) -> Result<Self, Refusal> {
        for (at, model) in models.iter().enumerate() {
            if models[..at].iter().any(|other| plain(&other.name) == plain(&model.name)) {
                return Err(Refusal::new(format!("two models are called {}", model.name), "serve one of them, or rename one"));
            }
        }
        let served = |lab: LabModel| Served {
            description: Bytes::from(line(&lab.describe())),
            contract: OnceLock::new(),
            disputes: OnceLock::new(),
            lab,
        };
        let models = models.into_iter().map(served).collect();
        Ok(State(Arc::new(Held { models, turns: Turns::new(), address, token })))
    }

    pub(crate) fn lines(&self) -> Vec<PageModelLine> {
        self.0.models.iter().map(|served| served.lab.line()).collect()
    }

    /// The model of this name, `-` and `_` alike.
    pub(crate) fn model(&self, name: &str) -> Result<&Served, Refused> {
        let name: String = name.chars().take(60).collect();
        let found = self.0.models.iter().find(|served| {
            let lab = &served.lab;
            plain(&lab.name) == plain(&name) || plain(&lab.model.name) == plain(&name)
        });
        found.ok_or_else(|| {
            let names: Vec<&str> = self.0.models.iter().map(|served| served.lab.name.as_str()).collect();
            let near = nearest(&name, names.iter().copied()).map(|near| format!("did you mean `{near}`? ")).unwrap_or_default();
            Refused::missing(Refusal::new(
                format!("this lab serves no model `{name}`"),
                format!("{near}it serves {}", names.join(", ")),
            ))
        })
    }

    pub(crate) fn turns(&self) -> &Turns {
        &self.0.turns
    }

    pub(crate) fn token(&self) -> Option<&str> {
        self.0.token.as_deref()
    }

    pub(crate) fn is_local(&self) -> bool {
        self.0.address.ip().is_loopback()
    }
}

fn plain(name: &str) -> String {
    name.replace('_', "-").to_lowercase()
}
