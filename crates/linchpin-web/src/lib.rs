//! The lab in the browser: the embedded page and its HTTP API.
//!
//! Comes in: opened models, where to listen. Goes out: a server. Refuses: an address that cannot be had; and, request by
//! request, strangers (Host, Origin, token), bodies and questions that are too large, more work than there is room for.
//!
//! Nothing is read from disk while it serves, and nothing but answers to requests is ever sent.

mod door;
mod guard;
mod refuse;
mod route;
mod state;
mod stream;
mod turns;

pub use route::openapi::document as openapi;

use std::net::{IpAddr, SocketAddr};

use linchpin_core::diagnostic::Refusal;
use linchpin_lab::page::LabModel;
use tokio::net::TcpListener;

use state::State;

/// How the lab is served.
#[derive(Debug)]
pub struct Options {
    /// The models, each under its own name.
    pub models: Vec<LabModel>,
    /// Where to listen.
    pub host: IpAddr,
    /// The port; 0 for any that is free.
    pub port: u16,
}

/// A lab that listens but does not yet answer.
pub struct Lab {
    listener: std::net::TcpListener,
    address: SocketAddr,
    state: State,
}

impl Lab {
    /// Takes the address. Refuses one that cannot be had, and two models of one name.
    pub fn bind(options: Options) -> Result<Self, Refusal> {
        let asked = SocketAddr::new(options.host, options.port);
        let cannot = |error: std::io::Error| {
            let help = "ask for another port with --port, or for any that is free with --port 0";
            Refusal::new(format!("the lab cannot listen at {asked}: {error}"), help)
        };
        let listener = std::net::TcpListener::bind(asked).map_err(cannot)?;
        listener.set_nonblocking(true).map_err(cannot)?;
        let address = listener.local_addr().map_err(cannot)?;
        let token = if address.ip().is_loopback() { None } else { Some(guard::token()?) };
        Ok(Lab { listener, address, state: State::new(options.models, address, token)? })
    }

    /// The link that opens it: with a token where others than this machine could come.
    pub fn link(&self) -> String {
        // Nobody can go to `0.0.0.0`: this machine reaches it as itself.
        let ip = match (self.address.ip().is_unspecified(), self.address.is_ipv6()) {
            (true, true) => IpAddr::V6(std::net::Ipv6Addr::LOCALHOST),
            (true, false) => IpAddr::V4(std::net::Ipv4Addr::LOCALHOST),
            _ => self.address.ip(),
        };
        let address = SocketAddr::new(ip, self.address.port());
        match self.state.token() {
            None => format!("http://{address}/"),
            Some(token) => format!("http://{address}/?token={token}"),
        }
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Answers until the process ends.
    pub fn serve(self) -> Result<(), Refusal> {
        let cannot = |error: std::io::Error| Refusal::new(format!("the lab cannot serve: {error}"), "");
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .max_blocking_threads(turns::MOST_AT_ONCE + 4)
            .enable_all()
            .build()
            .map_err(cannot)?;
        runtime.block_on(async move {
            let listener = TcpListener::from_std(self.listener).map_err(cannot)?;
            door::open(listener, route::routes(self.state)).await;
            Ok(())
        })
    }
}
