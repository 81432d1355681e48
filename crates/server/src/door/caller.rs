//! Who knocks: where a try to sign in comes from.

use std::convert::Infallible;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::request::Parts;
use axum_extra::extract::cookie::CookieJar;
use baopi_engine::Caller;

use super::device;
use crate::door::state::AppState;

/// Where a request comes from: the other end of its connection, and what the browser has kept.
pub(crate) struct Knocking(pub(crate) Caller);

impl FromRequestParts<AppState> for Knocking {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Infallible> {
        let jar = CookieJar::from_headers(&parts.headers);
        Ok(Self(Caller {
            address: address(parts),
            device: device(&parts.headers),
            mark: state.cookies.read_device(&jar),
            session: state.cookies.read(&jar),
        }))
    }
}

/// The other end of the connection; requests without one, as there are in tests, come from nowhere.
fn address(parts: &Parts) -> IpAddr {
    let connection = parts.extensions.get::<ConnectInfo<SocketAddr>>();
    connection.map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |ConnectInfo(address)| address.ip())
}
