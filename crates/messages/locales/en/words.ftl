# Words: what stands in lists and on buttons.

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

## Inspections

kind-inspection = Inspection
status-approved-inspection = approved, not carried out yet
button-approve-signs-inspection = Approve the inspection
button-approve-office-review-inspection = Pass the coordination
button-cancel-inspection = Call the inspection off
status-review-office-review-inspection = awaiting the office's coordination
stage-office-review-inspection = Office's coordination

inspection-method-on-site = on site
inspection-method-unannounced = unannounced
inspection-method-papers = by papers
inspection-method-online = online

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
trigger-held = when it was told how the meeting went

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
