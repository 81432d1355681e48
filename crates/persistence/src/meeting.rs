//! Meetings that are planned, for those who coordinate them.

use baopi_workflow::{Kind, RequestId};

use crate::column::values;
use crate::error::StoreError;
use crate::lists::{COLUMNS, RequestRow, request_row};
use crate::page::asked;
use crate::store::Store;

impl Store {
    /// The meetings other than `but` that are asked for, approved or announced and were not held yet: those that changed last
    /// come first.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if they cannot be read.
    pub async fn meetings_under_way(
        &self,
        but: RequestId,
        limit: u32,
    ) -> Result<Vec<RequestRow>, StoreError> {
        let list = format!(
            "SELECT {COLUMNS}, r.entered_at FROM request r
             WHERE r.kind = $1 AND r.route_version IS NOT NULL AND r.id <> $2
               AND (r.status IN ('approved', 'noticed') OR r.status LIKE 'review:%')
             ORDER BY r.updated_at DESC, r.id LIMIT $3"
        );
        let values = values![Kind::Meeting.key(), but, asked(limit) - 1];
        self.reading().all(&list, values).await?.iter().map(request_row).collect()
    }
}
