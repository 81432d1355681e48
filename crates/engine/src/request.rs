//! A request on its way: what is asked of it, what is done to it, and what is read of it.

pub mod bulk;
pub mod explain;
pub mod file;
pub mod knowledge;
pub mod perform;
pub mod preview;
pub mod several;
pub(crate) mod similar;
pub mod view;
