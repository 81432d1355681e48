//! The register of numbers.

pub(crate) mod register;
