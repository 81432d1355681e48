//! Connections: how they are accepted, bounded and ended, and the headers of every answer. It knows no page and no use case.

pub(crate) mod headers;
pub(crate) mod listen;
