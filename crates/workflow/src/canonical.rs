//! Canonical bytes and digests: what is hashed, chained and signed.
//!
//! The form is JSON with sorted keys, no white space and integers only (RFC 8785 without its floating point part). It was
//! chosen over deterministic CBOR because an auditor can read it in any editor and recompute a hash with any language's
//! standard library. The bytes that were hashed are the bytes that are stored; nothing is ever hashed again from columns.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest as _, Sha256};

/// Integers beyond ±2^53 are not exact in every JSON reader, so they are refused.
const MAX_EXACT: u64 = 1 << 53;

/// A SHA-256 digest; in text, 64 lower-case hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(value_type = String, format = "sha256"))]
pub struct Digest(pub [u8; 32]);

impl Digest {
    /// What the first entry of a chain names as its predecessor.
    pub const ZERO: Self = Self([0; 32]);

    /// The digest of `bytes`.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// The digest of a chain entry: domain-separated by a leading 0x00 as RFC 6962 does for leaves, so that an entry can
    /// become a leaf of a Merkle tree as it is.
    #[must_use]
    pub fn of_leaf(bytes: &[u8]) -> Self {
        let mut hasher = Sha256::new();
        hasher.update([0x00]);
        hasher.update(bytes);
        Self(hasher.finalize().into())
    }

    /// The first 12 digits, for people to compare.
    #[must_use]
    pub fn short(&self) -> String {
        hex::encode(&self.0[..6])
    }
}

impl std::fmt::Display for Digest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&hex::encode(self.0))
    }
}

impl std::fmt::Debug for Digest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Digest({self})")
    }
}

impl std::str::FromStr for Digest {
    type Err = hex::FromHexError;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut bytes = [0; 32];
        hex::decode_to_slice(text, &mut bytes)?;
        Ok(Self(bytes))
    }
}

impl Serialize for Digest {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Digest {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

/// Why a value has no canonical form, or bytes are not in it.
#[derive(Debug, thiserror::Error)]
pub enum CanonicalError {
    /// A value that JSON cannot express.
    #[error("the value cannot be written as JSON")]
    Unwritable(#[source] serde_json::Error),
    /// A number with a fraction, or beyond ±2^53.
    #[error("the number {0} is not an exact integer")]
    Inexact(String),
    /// The bytes are not JSON of the expected shape.
    #[error("the bytes cannot be read")]
    Unreadable(#[source] serde_json::Error),
    /// The bytes are JSON, but not the canonical form of what they say.
    #[error("the bytes are not in canonical form")]
    NotCanonical,
}

/// The canonical bytes of `value`.
///
/// # Errors
///
/// [`CanonicalError::Inexact`] for fractions and large integers, [`CanonicalError::Unwritable`] for maps whose keys are not
/// text.
pub fn bytes(value: &impl Serialize) -> Result<Vec<u8>, CanonicalError> {
    let value = serde_json::to_value(value).map_err(CanonicalError::Unwritable)?;
    let mut out = Vec::new();
    write(&value, &mut out)?;
    Ok(out)
}

/// Reads canonical bytes, and refuses any others.
///
/// # Errors
///
/// [`CanonicalError::Unreadable`] if they are not of the shape, [`CanonicalError::NotCanonical`] if they do not write back to
/// themselves.
pub fn read<T: Serialize + for<'de> Deserialize<'de>>(canon: &[u8]) -> Result<T, CanonicalError> {
    let value: T = serde_json::from_slice(canon).map_err(CanonicalError::Unreadable)?;
    if bytes(&value)? == canon { Ok(value) } else { Err(CanonicalError::NotCanonical) }
}

/// Keys are sorted here and not left to the map type: a feature of `serde_json` that some other crate may switch on keeps them
/// in order of insertion.
fn write(value: &Value, out: &mut Vec<u8>) -> Result<(), CanonicalError> {
    match value {
        Value::Null | Value::Bool(_) | Value::String(_) => {
            serde_json::to_writer(&mut *out, value).map_err(CanonicalError::Unwritable)?;
        }
        Value::Number(number) => {
            let magnitude = number.as_i64().map(i64::unsigned_abs).or(number.as_u64());
            if magnitude.is_none_or(|magnitude| magnitude > MAX_EXACT) {
                return Err(CanonicalError::Inexact(number.to_string()));
            }
            out.extend_from_slice(number.to_string().as_bytes());
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                out.push(if index == 0 { b'[' } else { b',' });
                write(item, out)?;
            }
            out.extend_from_slice(if items.is_empty() { b"[]" } else { b"]" });
        }
        Value::Object(members) => {
            let mut members: Vec<_> = members.iter().collect();
            members.sort_unstable_by_key(|(key, _)| key.as_str());
            for (index, (key, member)) in members.iter().enumerate() {
                out.push(if index == 0 { b'{' } else { b',' });
                serde_json::to_writer(&mut *out, key).map_err(CanonicalError::Unwritable)?;
                out.push(b':');
                write(member, out)?;
            }
            out.extend_from_slice(if members.is_empty() { b"{}" } else { b"}" });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn keys_are_sorted_at_every_depth_and_nothing_is_spaced() {
        let value = json!({"b": [1, {"d": null, "c": "会议\n\u{0}"}], "a": {}, "e": []});
        let canon = String::from_utf8(bytes(&value).unwrap()).unwrap();
        assert_eq!(canon, "{\"a\":{},\"b\":[1,{\"c\":\"会议\\n\\u0000\",\"d\":null}],\"e\":[]}");
    }

    #[test]
    fn fractions_and_integers_beyond_2_to_53_are_refused() {
        assert!(bytes(&json!(9_007_199_254_740_992_u64)).is_ok());
        assert!(matches!(
            bytes(&json!(9_007_199_254_740_993_u64)),
            Err(CanonicalError::Inexact(_))
        ));
        assert!(matches!(bytes(&json!(0.5)), Err(CanonicalError::Inexact(_))));
    }

    #[test]
    fn bytes_that_do_not_write_back_to_themselves_are_refused() {
        assert!(read::<Value>(br#"{"a":1}"#).is_ok());
        assert!(matches!(read::<Value>(br#"{"a": 1}"#), Err(CanonicalError::NotCanonical)));
        assert!(matches!(read::<Value>(br#"{"b":1,"a":1}"#), Err(CanonicalError::NotCanonical)));
    }

    #[test]
    fn a_leaf_never_has_the_digest_of_the_same_bytes_elsewhere() {
        assert_ne!(Digest::of(b"x"), Digest::of_leaf(b"x"));
        assert_eq!(Digest::of(b"\0x"), Digest::of_leaf(b"x"));
    }
}
