//! Where the links of messages lead.

pub(crate) mod link;
