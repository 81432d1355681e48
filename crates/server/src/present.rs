//! What is shown, whoever shows it.

pub(crate) mod fault;
pub(crate) mod fault_page;
pub(crate) mod figures;
pub(crate) mod findings;
pub(crate) mod form;
pub(crate) mod frame;
pub(crate) mod note;
pub(crate) mod period;
pub(crate) mod proposal;
#[cfg(test)]
pub(crate) mod sample;
pub(crate) mod status;
pub(crate) mod steps;
pub(crate) mod visit;
pub(crate) mod visitor;
