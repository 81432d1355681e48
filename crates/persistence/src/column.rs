//! How the types of the workflow stand in columns.

use baopi_workflow::{
    ChatGroupId, Digest, IncomingId, PersonId, PlanItemId, ProposalId, RequestId, RuleProposalId,
    Timestamp, UnitId,
};
use chrono::NaiveDate;
use sea_orm::sea_query::Nullable;
use sea_orm::{QueryResult, TryGetable, Value};
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use crate::error::StoreError;

type Unreadable = Box<dyn std::error::Error + Send + Sync>;

/// A type that a column holds.
pub(crate) trait Column: Sized {
    /// What the driver knows.
    type Raw: TryGetable + Nullable + Into<Value>;
    fn raw(&self) -> Self::Raw;
    fn read(raw: Self::Raw) -> Result<Self, Unreadable>;
}

macro_rules! plain {
    ($($type:ty),+) => {$(
        impl Column for $type {
            type Raw = Self;
            fn raw(&self) -> Self {
                self.clone()
            }
            fn read(raw: Self) -> Result<Self, Unreadable> {
                Ok(raw)
            }
        }
    )+};
}

macro_rules! identifier {
    ($($type:ident),+) => {$(
        impl Column for $type {
            type Raw = Uuid;
            fn raw(&self) -> Uuid {
                self.0
            }
            fn read(raw: Uuid) -> Result<Self, Unreadable> {
                Ok(Self(raw))
            }
        }
    )+};
}

macro_rules! integer {
    ($($type:ident),+) => {$(
        impl Column for $type {
            type Raw = i64;
            fn raw(&self) -> i64 {
                // Nothing that is counted here gets near 2^63, and a wrong number would be refused by its CHECK.
                i64::try_from(*self).unwrap_or(i64::MAX)
            }
            fn read(raw: i64) -> Result<Self, Unreadable> {
                Ok(Self::try_from(raw)?)
            }
        }
    )+};
}

plain!(i64, bool, String, Vec<u8>, Uuid);
identifier!(
    RequestId,
    PersonId,
    UnitId,
    IncomingId,
    PlanItemId,
    ChatGroupId,
    RuleProposalId,
    ProposalId
);
integer!(i32, u32, u64);

impl Column for Timestamp {
    type Raw = i64;
    fn raw(&self) -> i64 {
        self.0
    }
    fn read(raw: i64) -> Result<Self, Unreadable> {
        Ok(Self(raw))
    }
}

impl Column for Digest {
    type Raw = Vec<u8>;
    fn raw(&self) -> Vec<u8> {
        self.0.to_vec()
    }
    fn read(raw: Vec<u8>) -> Result<Self, Unreadable> {
        Ok(Self(
            <[u8; 32]>::try_from(raw)
                .map_err(|raw| format!("{} bytes instead of 32", raw.len()))?,
        ))
    }
}

impl Column for NaiveDate {
    type Raw = String;
    fn raw(&self) -> String {
        self.to_string()
    }
    fn read(raw: String) -> Result<Self, Unreadable> {
        Ok(raw.parse()?)
    }
}

/// What can stand for a parameter.
pub(crate) trait Bind {
    fn bind(&self) -> Value;
}

impl<T: Column> Bind for T {
    fn bind(&self) -> Value {
        self.raw().into()
    }
}

impl<T: Column> Bind for Option<T> {
    fn bind(&self) -> Value {
        self.as_ref().map_or_else(<T::Raw as Nullable>::null, Bind::bind)
    }
}

impl Bind for &str {
    fn bind(&self) -> Value {
        Value::from(*self)
    }
}

/// The parameters of a statement.
macro_rules! values {
    ($($value:expr),* $(,)?) => { vec![$($crate::column::Bind::bind(&$value)),*] };
}
pub(crate) use values;

/// A row of an answer.
pub(crate) struct Row(pub(crate) QueryResult);

impl Row {
    pub(crate) fn get<T: Column>(&self, column: &str) -> Result<T, StoreError> {
        let raw = self
            .0
            .try_get::<T::Raw>("", column)
            .map_err(|error| StoreError::unreadable(column, error))?;
        T::read(raw).map_err(|error| StoreError::unreadable(column, error))
    }

    pub(crate) fn find<T: Column>(&self, column: &str) -> Result<Option<T>, StoreError>
    where
        Option<T::Raw>: TryGetable,
    {
        let raw = self
            .0
            .try_get::<Option<T::Raw>>("", column)
            .map_err(|error| StoreError::unreadable(column, error))?;
        raw.map(T::read).transpose().map_err(|error| StoreError::unreadable(column, error))
    }

    /// A structure that is kept as JSON.
    pub(crate) fn json<T: DeserializeOwned>(&self, column: &str) -> Result<T, StoreError> {
        serde_json::from_str(&self.get::<String>(column)?)
            .map_err(|error| StoreError::unreadable(column, error))
    }

    /// A word of a closed list that is kept as its key.
    pub(crate) fn word<T: DeserializeOwned>(&self, column: &str) -> Result<T, StoreError> {
        from_word(self.get(column)?).map_err(|error| StoreError::unreadable(column, error))
    }

    pub(crate) fn find_word<T: DeserializeOwned>(
        &self,
        column: &str,
    ) -> Result<Option<T>, StoreError> {
        let word = self.find::<String>(column)?;
        word.map(from_word).transpose().map_err(|error| StoreError::unreadable(column, error))
    }
}

fn from_word<T: DeserializeOwned>(word: String) -> Result<T, serde_json::Error> {
    serde_json::from_value(serde_json::Value::String(word))
}

/// The key of a word of a closed list.
///
/// # Panics
///
/// For a value that is not written as one word, which is a mistake in the program.
pub(crate) fn word(value: &impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        Ok(_) | Err(_) => panic!("the words of closed lists are written as text"),
    }
}

/// A structure as JSON.
///
/// # Panics
///
/// For a map whose keys are not text, which is a mistake in the program.
pub(crate) fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("the structures that are stored can be written as JSON")
}
