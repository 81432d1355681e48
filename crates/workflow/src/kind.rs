//! The kinds of request.

words! {
    /// What is asked for.
    pub enum Kind {
        /// 发文
        Document = "document",
        /// 开会
        Meeting = "meeting",
        /// 督查检查考核
        Inspection = "inspection",
    }
}
