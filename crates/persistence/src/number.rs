//! The counters of document numbers.

use crate::column::values;
use crate::error::StoreError;
use crate::txn::Txn;

impl Txn {
    /// The last number taken in a series and year, 0 if none was. Nobody else can take one before this transaction ends.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if it cannot be read.
    pub async fn last_number(&mut self, series: &str, year: i32) -> Result<u32, StoreError> {
        let begin = vec![values![series, year, 0_u32]];
        self.sql
            .insert(
                "number_counter (series, year, last_sequence)",
                begin,
                "ON CONFLICT (series, year) DO NOTHING",
            )
            .await?;
        let find = format!(
            "SELECT last_sequence FROM number_counter WHERE series = $1 AND year = $2{}",
            self.sql.for_update()
        );
        let row = self.sql.one(&find, values![series, year]).await?;
        row.map_or(Ok(0), |row| row.get("last_sequence"))
    }

    /// Sets a counter to the number that an office had reached on paper, before the first one of that series and year is
    /// taken here.
    ///
    /// # Errors
    ///
    /// [`StoreError::CounterMoved`] if a number was taken already, or the counter stands higher.
    pub async fn set_counter(
        &mut self,
        series: &str,
        year: i32,
        last: u32,
    ) -> Result<(), StoreError> {
        let current = self.last_number(series, year).await?;
        let taken = "SELECT 1 AS taken FROM number_entry WHERE series = $1 AND year = $2 LIMIT 1";
        if last < current || self.sql.one(taken, values![series, year]).await?.is_some() {
            self.sql.poison();
            return Err(StoreError::CounterMoved {
                series: series.to_owned(),
                year,
                last: current,
            });
        }
        if last > current {
            let set =
                "UPDATE number_counter SET last_sequence = $3 WHERE series = $1 AND year = $2";
            self.sql.execute(set, values![series, year, last]).await?;
        }
        Ok(())
    }
}
