//! The parameters of the rules, every version of them.

use baopi_workflow::RuleSet;

use crate::column::{json, values};
use crate::connection::Connection;
use crate::error::StoreError;
use crate::store::Store;
use crate::txn::Txn;

impl Txn {
    /// The rule set in force.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if it cannot be read.
    pub async fn rule_set(&mut self) -> Result<RuleSet, StoreError> {
        newest(&mut self.sql).await.map(Option::unwrap_or_default)
    }

    pub(crate) async fn find_rule_set(&mut self) -> Result<Option<RuleSet>, StoreError> {
        newest(&mut self.sql).await
    }

    /// Puts a rule set into force. Its version is the one that evaluations name, so it must be higher than every other.
    ///
    /// # Errors
    ///
    /// [`StoreError::Taken`] if there is this version already.
    pub async fn insert_rule_set(&mut self, rules: &RuleSet) -> Result<(), StoreError> {
        let row = vec![values![rules.version, json(rules)]];
        self.sql.insert("rule_set (version, body)", row, "").await
    }
}

impl Store {
    /// The rule set in force.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if it cannot be read.
    pub async fn rule_set(&self) -> Result<RuleSet, StoreError> {
        newest(&mut self.reading()).await.map(Option::unwrap_or_default)
    }

    /// A rule set that is or was in force.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if it cannot be read.
    pub async fn rule_set_of(&self, version: u32) -> Result<Option<RuleSet>, StoreError> {
        let find = "SELECT body FROM rule_set WHERE version = $1";
        let row = self.reading().one(find, values![version]).await?;
        row.map(|row| row.json("body")).transpose()
    }
}

async fn newest(sql: &mut Connection) -> Result<Option<RuleSet>, StoreError> {
    let row = sql.one("SELECT body FROM rule_set ORDER BY version DESC LIMIT 1", values![]).await?;
    row.map(|row| row.json("body")).transpose()
}
