//! Nothing but tests: they read manifests, sources and documents of the whole house.
