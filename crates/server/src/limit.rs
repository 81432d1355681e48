//! How much of anything a client may send.

/// The largest upload, in bytes: the largest file that is read (20 MiB) and what multipart puts around it.
pub const MAX_UPLOAD_BYTES: usize = 21 * 1024 * 1024;
/// The largest body of any other request, JSON or form, in bytes: a text of the longest kind that a request can hold, in the
/// wordiest encoding, with all its other fields.
pub const MAX_BODY_BYTES: usize = 4 * 1024 * 1024;
/// The largest body of those who need not say who they are, in bytes: sign-in, sign-out, language and tokens have a few short
/// fields.
pub const MAX_STRANGERS_BODY_BYTES: usize = 8 * 1024;
/// The longest description of a device that is kept with a session, in characters.
pub const MAX_DEVICE_CHARS: usize = 200;
/// The longest local path to which a sign-in leads back, in bytes.
pub const MAX_LOCAL_PATH_BYTES: usize = 2_000;
/// How many entries a list answers if nothing is said.
pub const DEFAULT_PAGE: u32 = 50;
/// The most entries that a list answers at once.
pub const MAX_PAGE: u32 = baopi_engine::MAX_PAGE;
/// The longest label of an API token, in characters.
pub const MAX_LABEL_CHARS: u32 = 100;
