# Words: what stands in lists, on buttons, and in the timeline.

list-separator = {", "}
date = { $day } { $month ->
    [1] Jan
    [2] Feb
    [3] Mar
    [4] Apr
    [5] May
    [6] Jun
    [7] Jul
    [8] Aug
    [9] Sep
    [10] Oct
    [11] Nov
   *[12] Dec
} { $year }
moment = { $date }, { $clock }
size-bytes = { $n ->
    [one] { $n } byte
   *[other] { $n } bytes
}
size-kb = { $n } KB
size-mb = { $n } MB

kind-document = document
kind-meeting = meeting

## Where a request stands

status-new = not begun
status-draft = being drafted
status-returned = returned for changes
status-review = in review
status-review-dept-review = awaiting the head of the department
status-review-office-review = awaiting the office's review
status-review-office-review-meeting = awaiting the office's coordination
status-review-countersign = awaiting countersignatures
status-review-leader-review = awaiting the responsible leader
status-review-signing = awaiting the main leader's signature
status-review-approving = awaiting the main leader's approval
status-recheck = awaiting the final check
status-numbering = awaiting number
status-sealing = awaiting seal
status-issuing = awaiting issue
status-issued = issued
status-archived = archived
status-approved = approved, notice not sent yet
status-noticed = announced, not held yet
status-held = held, not closed yet
status-closed = closed
status-filed = filed for the record
status-rejected = rejected
status-withdrawn = withdrawn
status-cancelled = called off
status-terminated = ended
status-merged = merged into another meeting
status-voided = number given up
status-revoked = revoked
status-repealed = repealed
# Of a stage that an office has named itself.
status-at-stage = awaiting “{ $stage }”
halt-suspended = suspended by { $name } on { $at }; { $people } can take it up again
halt-proposal = { $name } made a proposal on { $at }: { $proposal }; { $people } to answer
proposing-withdrawal = withdraw it
proposing-void = give up the number
proposing-merge = merge it into another meeting
proposing-cluster = hold it back to back with another meeting

## Stages of the way

stage-draft = Draft
stage-dept-review = Department's review
stage-office-review = Office's review
stage-office-review-meeting = Office's coordination
stage-countersign = Countersigning
stage-leader-review = Responsible leader
stage-signing = Main leader's signature
stage-approving = Main leader's approval
stage-recheck = final check
stage-numbering = numbering
stage-sealing = sealing
stage-issuing = issuing
stage-issued = archiving
stage-held = closing

answer-open = not answered
answer-consented = agreed
answer-objected = objected
answer-abstained = abstained

## Actions, as they are called

action-create = Create
action-save = Save
action-submit = Ask for approval
action-approve = Approve
action-object = Object
action-return = Return for changes
action-reject = Reject
action-withdraw = Withdraw
action-correct = Correct the text
action-pass-recheck = Pass the final check
action-assign-number = Assign number
action-seal = Affix the seal
action-issue = Issue
action-archive = Archive
action-send-notice = Send the meeting notice
action-record-held = Record how it went
action-close = Close
action-cancel = Call the meeting off
action-abstain = Abstain
action-advise = Give advice
action-retract = Take back
action-transfer = Transfer
action-consult = Ask for advice
action-add-signer = Add a signer
action-remove-signer = Remove a signer
action-circulate = Circulate
action-mark-read = Mark as read
action-comment = Comment
action-urge = Urge
action-suspend = Suspend
action-resume = Take up again
action-terminate = End
action-hand-over = Hand over
action-reroute = Move to the new route
action-reschedule = Reschedule
action-propose-merge = Propose to merge
action-cluster = Propose to hold back to back
action-propose-withdrawal = Propose to withdraw
action-void = Propose to give up the number
action-confirm = Agree to the proposal
action-decline = Decline the proposal
action-revoke = Revoke
action-repeal = Repeal

# How it goes on after something was sent back, and when an added signer is asked.
resume-again = through every stage again
resume-straight = straight back to this stage
added-place-before = before the participants of this stage
added-place-beside = together with the participants of this stage
added-place-after = after the participants of this stage

## Actions, as buttons where the button says more than the name

button-approve-signs-document = Sign
button-approve-signs-meeting = Approve the meeting
button-approve-dept-review = Agree and pass on
button-approve-office-review = Pass the review
button-approve-office-review-meeting = Pass the coordination
button-approve-countersign = Countersign
button-approve-leader-review = Agree, pass to the main leader
button-object-countersign = Object, do not countersign
button-circulate-issued = Send a copy
button-circulate-archived = Send a copy
button-reschedule-noticed = Change time or place

## People

role-drafter = drafter
role-dept-head = head of department
role-reviewer = reviewer
role-countersigner = countersigner
role-registrar = registrar
role-auditor = auditor
role-admin = administrator

rank-none = none
rank-responsible-leader = responsible leader
rank-main-leader = main leader

unit-kind-party-committee = Party committee
unit-kind-government = government
unit-kind-office = office
unit-kind-department = department
unit-kind-coordination-body = coordination body
unit-kind-township = township or street
unit-kind-village = village or community
unit-kind-institution = subordinate institution
unit-kind-internal-section = internal section

level-external = outside and above
level-city = city
level-district = district
level-township = township
level-village = village

## What rules say

verdict-pass = pass
verdict-advisory = advice
verdict-needs-justification = needs a reason
verdict-block = refused
verdict-accepted-by = to be accepted by the { $rank }

trigger-preview = preview
trigger-submit = when approval was asked for
trigger-sign = at the signature
trigger-correct = when the text was corrected
trigger-reschedule = when the meeting was rescheduled

## Words to choose from

doc-type-resolution = resolution (决议)
doc-type-decision = decision (决定)
doc-type-order = order (命令)
doc-type-communique = communiqué (公报)
doc-type-public-notice = public notice (公告)
doc-type-announcement = announcement (通告)
doc-type-opinion = opinion (意见)
doc-type-notice = notice (通知)
doc-type-circular = circular (通报)
doc-type-report = report (报告)
doc-type-request-for-instruction = request for instruction (请示)
doc-type-reply = reply (批复)
doc-type-motion = motion (议案)
doc-type-letter = letter (函)
doc-type-minutes = minutes (纪要)

direction-upward = upward
direction-lateral = lateral
direction-downward = downward

category-policy = policy
category-deployment = deployment of work
category-member-adjustment = change of members
category-routine-arrangement = routine arrangement
category-leader-speech = leader's speech
category-meeting-minutes = minutes of a meeting
category-meeting-notice = notice of a meeting
category-personnel = personnel
category-reply = reply
category-forwarding = forwarding
category-emergency = emergency
category-other = other

scope-comprehensive = comprehensive
scope-special = one task

urgency-extra-urgent = extra urgent
urgency-urgent = urgent
urgency-normal = normal

disclosure-public = public
disclosure-on-request = on request
disclosure-not-public = not public

annex-kind-ordinary = ordinary annex
annex-kind-forwarded-source = forwarded source

meeting-nature-work = work meeting
meeting-nature-statutory = statutory meeting
meeting-nature-routine = routine meeting
meeting-nature-emergency = emergency meeting
meeting-nature-training = training
meeting-nature-seminar = seminar

# The class is written `i_i` or `ii` in data; both are known.
meeting-class-i = class I
meeting-class-ii = class II
meeting-class-iii = class III
meeting-class-iv = class IV

meeting-mode-on-site = on site
meeting-mode-video = video
meeting-mode-hybrid = on site and video
meeting-mode-phone = telephone

attendance-main-leader = main leaders
attendance-deputy-leader = deputy leaders
attendance-section-head = heads of section
attendance-staff = staff

agenda-kind-speech = speech
agenda-kind-report = report
agenda-kind-discussion = discussion
agenda-kind-exchange = exchange of experience
agenda-kind-other = other

basis-committee-decision = decision of a meeting
basis-superior-doc = document of a superior
basis-leader-instruction = leader's instruction
basis-law-or-rule = law or rule
basis-plan-item = item of the yearly plan

## The timeline

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

system-signed-in = Signed in
system-sign-in-failed = Sign-in failed
system-signed-out = Signed out
system-content-refused = Content suspected to be classified, not kept (pattern { $pattern })
system-creation-refused = Not created: { $why }
system-access-denied = Tried to “{ $action }” on a request that they may not see
system-route-published = Version { $version } of the route “{ $route }” put into force
system-route-refused = The route “{ $route }” was not put into force: { $why }
system-route-unreadable = A text that is no route was not put into force
system-register-imported = Paper register taken over: { $series }〔{ $year }〕 up to number { $last }
system-person-changed-active = Person changed, account active
system-person-changed-disabled = Person changed, account disabled

## Notices

notice-task-arrived = A request awaits your decision
notice-returned = Your request was returned for changes
notice-rejected = Your request was rejected
notice-approved = Your request was approved
notice-issued = Your document was issued
notice-meeting-notice = Notice of a meeting
notice-meeting-cancelled = A meeting was called off
notice-meeting-changed = A meeting was changed
notice-urged = Somebody urges you
notice-overdue = A request is overdue
notice-circulated = A request was given to you to read
notice-proposed = A proposal awaits your answer
notice-declined = Your proposal was declined
notice-suspended = Your request was suspended
notice-resumed = Your request was taken up again
notice-ended = Your request is over
