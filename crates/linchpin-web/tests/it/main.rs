//! The server as a client meets it.

mod client;
mod compare;
mod doors;
mod evidence;
mod explored;
mod routes;
