//! What a demonstration keeps of its own: the clock by which it goes on when it is opened again.

use crate::column::values;
use crate::error::StoreError;
use crate::store::Store;
use crate::txn::Txn;

impl Txn {
    /// Makes the empty database one of a demonstration, whose clock shows so many milliseconds more than the machine's.
    ///
    /// # Errors
    ///
    /// [`StoreError::Refused`] if somebody has been entered or something happened in it; [`StoreError::Taken`] if it is a
    /// demonstration already.
    pub async fn begin_demonstration(&mut self, clock_offset: i64) -> Result<(), StoreError> {
        let insert = "INSERT INTO demonstration (id, clock_offset) VALUES (1, $1)";
        self.sql.execute(insert, values![clock_offset]).await.map(|_| ())
    }
}

impl Store {
    /// How many milliseconds the clock of this demonstration shows more than the machine's; none in the database of an office.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if it cannot be read.
    pub async fn demonstration(&self) -> Result<Option<i64>, StoreError> {
        let find = "SELECT clock_offset FROM demonstration";
        self.reading().one(find, values![]).await?.map(|row| row.get("clock_offset")).transpose()
    }
}
