# What happened to a request: `happening-<name>`, and a case of it behind.

happening-created-inspection = Approval form of an inspection begun
happening-saved-inspection = Form saved
happening-signed-inspection = Inspection approved, dated { $date }
happening-signed-accepted-inspection = Inspection approved, dated { $date }, accepting: { $accepted }
happening-cancelled-inspection = Inspection called off

happening-created-document = Draft begun ({ $characters ->
    [one] { $characters } character
   *[other] { $characters } characters
})
happening-created-meeting = Draft begun ({ $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
})
happening-saved-document = Text saved ({ $characters ->
    [one] { $characters } character
   *[other] { $characters } characters
})
happening-saved-meeting = Form saved ({ $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
})
happening-corrected = Text corrected by the office ({ $characters ->
    [one] { $characters } character
   *[other] { $characters } characters
})
happening-submitted = Approval asked for (round { $round })
happening-submitted-keeping = Sent straight back after changes (round { $round }); decisions kept: { $keep }
happening-entered = Now: { $status }
happening-entered-for = Now: { $status } ({ $people })
happening-entered-by = Now: { $status } ({ $people }, by { $due })
happening-stage-skipped = “{ $stage }” skipped: the drafter holds that post
happening-stage-skipped-same-person = “{ $stage }” skipped: the same person is asked at the stage beside it
happening-consented = Agreed at “{ $stage }”
happening-objected = Objected at “{ $stage }”
happening-abstained = Abstained at “{ $stage }”
happening-advised = Gave advice at “{ $stage }”
happening-retracted = Took back the decision at “{ $stage }”
happening-retracted-submission = Took back the submission
happening-transferred = Transferred from { $from } to { $to }
happening-handed-over = Handed over from { $from }, who leaves, to { $to }
happening-consulted = { $by } asked { $to } for advice first
happening-signer-added-before = { $by } had { $person } asked before
happening-signer-added-beside = { $by } had { $person } asked as well
happening-signer-added-after = { $by } had { $person } asked afterwards
happening-signer-removed = { $person } is not asked after all
happening-sent-back-again = Sent back from “{ $from }” to “{ $to }”, through every stage again (round { $round })
happening-sent-back-straight = Sent back from “{ $from }” to “{ $to }”, then straight back (round { $round })
happening-circulated = Circulated to { $people }
happening-read = Read
happening-commented = Commented
happening-urged = Urged { $people }
happening-reminded = Overdue; { $people } reminded
happening-reminded-escalated = Overdue; { $people } reminded, { $escalated } told
happening-suspended = Suspended; { $people } can take it up again
happening-resumed = Taken up again
happening-terminated = Ended
happening-rerouted = Moved to version { $version } of the route “{ $route }”
happening-proposed-withdrawal = Proposed to withdraw it; { $people } to agree
happening-proposed-void = Proposed to give up the number; { $people } to agree
happening-proposed-merge = Proposed to merge it into another meeting; { $people } to agree
happening-proposed-cluster = Proposed to hold it back to back with another meeting; { $people } to agree
happening-confirmed = Agreed to the proposal
happening-declined = Declined the proposal of { $by }
happening-merged = Merged into another meeting
happening-absorbed = Another meeting was merged into this one; approval begins again (round { $round })
happening-clustered = To be held back to back with another meeting
happening-rescheduled = Rescheduled; approval begins again (round { $round })
happening-headcount-changed = So many people come: { $headcount }
happening-venue-changed = Held elsewhere: { $venue }
happening-voided = Number given up: { $number }
happening-revoked = Revoked, void from the beginning, by: { $document }
happening-repealed = Repealed, void from now on, by: { $document }
happening-returned = Returned for changes
happening-returned-straight = Returned for changes, then straight back to “{ $stage }”
happening-returned-by-rules = Rules asked again found { $n ->
    [one] { $n } matter
   *[other] { $n } matters
}; returned for changes
happening-rejected = Rejected
happening-withdrawn = Withdrawn
happening-signed-document = Signed, dated { $date }
happening-signed-meeting = Meeting approved, dated { $date }
happening-signed-accepted-document = Signed, dated { $date }; exceptions accepted: { $accepted }
happening-signed-accepted-meeting = Meeting approved, dated { $date }; exceptions accepted: { $accepted }
happening-rechecked = Final check passed
happening-numbered = Number assigned: { $number }
happening-seal-affixed = Seal affixed
happening-issued = Issued on { $date }
happening-archived = Archived
happening-notice-sent = Meeting notice sent
happening-held = Held from { $from } to { $to }, { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
}, { $headcount ->
    [one] { $headcount } person
   *[other] { $headcount } people
}
happening-closed = Closed
happening-cancelled = Meeting called off
happening-filed = Filed for the record (this is no approval)
happening-refused = Tried to “{ $action }”; not done: { $why }
happening-refused-by-rules = Tried to “{ $action }”; not done: { $why } ({ $rules })
