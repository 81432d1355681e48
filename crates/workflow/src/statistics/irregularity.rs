//! 违规线索: what went out or was convened past the approval.

words! {
    /// What kind of irregularity it is.
    pub enum IrregularityKind {
        /// 白头文件
        WhiteHead = "white_head",
        /// Sent round in the office's mail system instead of being issued.
        OaBypass = "oa_bypass",
        /// Ordered in a chat group.
        ChatBypass = "chat_bypass",
        /// 未报批会议
        UnapprovedMeeting = "unapproved_meeting",
        /// A meeting that took too long.
        Overrun = "overrun",
        /// 拆分文件
        SplitDocument = "split_document",
        /// 文号使用不当
        NumberMisuse = "number_misuse",
        /// Anything else.
        Other = "other",
    }
    /// How it became known.
    pub enum FoundBy {
        /// 随机抽查
        SpotCheck = "spot_check",
        /// Somebody who received it.
        Receiver = "receiver",
        /// The unit itself.
        Own = "self",
    }
    /// How far its clearing up has come.
    pub enum IrregularityState {
        /// 已报告
        Reported = "reported",
        /// 已核实; from now on it counts.
        Verified = "verified",
        /// 已整改
        Rectified = "rectified",
        /// 不予认定; it does not count.
        Dismissed = "dismissed",
    }
    /// What is done about it.
    pub enum Remedy {
        /// 补办报批
        BackfillApproval = "backfill_approval",
        /// 收回
        Withdraw = "withdraw",
        /// 通报批评
        MeetingCriticised = "meeting_criticised",
    }
}

impl IrregularityState {
    /// Whether it may go on to `next`: verified or dismissed, and what is verified rectified or dismissed after all.
    #[must_use]
    pub const fn may_become(self, next: Self) -> bool {
        matches!(
            (self, next),
            (Self::Reported, Self::Verified | Self::Dismissed)
                | (Self::Verified, Self::Rectified | Self::Dismissed)
        )
    }

    /// Whether it counts.
    #[must_use]
    pub const fn counts(self) -> bool {
        matches!(self, Self::Verified | Self::Rectified)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_is_verified_before_it_is_rectified_and_ends_once() {
        use IrregularityState::{Dismissed, Rectified, Reported, Verified};
        let ways = |from: IrregularityState| -> Vec<_> {
            let all = IrregularityState::ALL.iter().copied();
            all.filter(|next| from.may_become(*next)).collect()
        };
        assert_eq!(ways(Reported), [Verified, Dismissed]);
        assert_eq!(ways(Verified), [Rectified, Dismissed]);
        assert_eq!((ways(Rectified), ways(Dismissed)), (vec![], vec![]));
        let counting = [Reported, Verified, Rectified, Dismissed].map(IrregularityState::counts);
        assert_eq!(counting, [false, true, true, false]);
    }
}
