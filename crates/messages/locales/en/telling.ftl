# What people are told of when it happens, by mail and on pages.

## Subjects

mail-subject-approval = [Approval] Waiting for you: { $title }
mail-subject-task = [Approval] For you to do: { $title }
mail-subject-returned = [Approval] Returned for changes: { $title }
mail-subject-rejected = [Approval] Refused: { $title }
mail-subject-approved = [Approval] Approved: { $title }
mail-subject-issued = [Approval] Issued: { $title }
mail-subject-meeting-notice = [Meeting] { $title }
mail-subject-meeting-cancelled = [Meeting called off] { $title }
mail-subject-meeting-moved = [Meeting moved] { $title }
mail-subject-meeting-rescheduled = [Meeting rescheduled] The time announced does not hold: { $title }
mail-subject-meeting-absorbed = [Approval] Another meeting was merged into yours: { $title }
mail-subject-transferred = [Approval] Transferred to you: { $title }
mail-subject-handed-over = [Approval] Handed over to you: { $title }
mail-subject-advice = [Approval] Your advice is asked for: { $title }
mail-subject-added = [Approval] You are asked as well: { $title }
mail-subject-urged = [Urgent] Please decide: { $title }
mail-subject-overdue = [Overdue] Please decide: { $title }
mail-subject-overdue-below = [Overdue] Please see to it: { $title }
mail-subject-circulated = [To read] { $title }
mail-subject-proposed-withdrawal = [Approval] Proposal to withdraw, for you to answer: { $title }
mail-subject-proposed-void = [Approval] Proposal to give up the number, for you to answer: { $title }
mail-subject-proposed-merge = [Approval] Proposal to merge, for you to answer: { $title }
mail-subject-proposed-cluster = [Approval] Proposal to hold two meetings back to back, for you to answer: { $title }
mail-subject-declined = [Approval] Proposal declined: { $title }
mail-subject-suspended = [Approval] Suspended: { $title }
mail-subject-resumed = [Approval] Taken up again: { $title }
mail-subject-terminated = [Approval] Ended: { $title }
mail-subject-merged = [Approval] Merged into another meeting: { $title }
mail-subject-voided = [Approval] Number given up: { $title }
mail-subject-revoked = [Approval] Revoked: { $title }
mail-subject-repealed = [Approval] Repealed: { $title }

## What happened

mail-greeting = Dear { $name },
mail-headline-approval = A request is waiting for your decision.
mail-headline-task = An approved document is waiting for you to process it.
mail-headline-returned = Your request came back. Please change it and submit it again.
mail-headline-rejected = Your request was refused. It goes no further.
mail-headline-approved = Your request was approved. Its content is frozen from the signature on.
mail-headline-issued = The document you drafted was issued.
mail-headline-meeting-notice = Please attend this meeting. The invitation is attached.
mail-headline-meeting-cancelled = This meeting was called off.
mail-headline-meeting-moved = This meeting is held elsewhere, at the same time. An updated invitation is attached.
mail-headline-meeting-rescheduled = This meeting is arranged anew and has to be approved again. The time and place announced do not hold; you will be told when it is approved.
mail-headline-meeting-absorbed = Another meeting was merged into yours. It has changed and has to be approved again.
mail-headline-transferred = { $by } transferred a request to you for your decision.
mail-headline-handed-over = { $by } handed the task of somebody who leaves over to you.
mail-headline-advice = { $by } asks for your advice on a request, and decides after you have given it.
mail-headline-added = { $by } asks you to decide on a request as well.
mail-headline-urged = { $by } asks you to decide on this soon.
mail-headline-overdue = This is overdue. Please decide soon; nothing passes by itself.
mail-headline-overdue-below = This has been overdue for days. Please see that it is decided.
mail-headline-circulated = { $by } gave you this to read. Please confirm when you have read it.
mail-headline-proposed-withdrawal = { $by } proposes to withdraw this, which is signed. You have to agree; until you answer it does not go on.
mail-headline-proposed-void = { $by } proposes to give up the number of this. You have to agree; until you answer it does not go on.
mail-headline-proposed-merge = { $by } proposes to merge this meeting into yours. You have to agree; until you answer it does not go on.
mail-headline-proposed-cluster = { $by } proposes to hold this meeting back to back with yours. You have to agree; until you answer it does not go on.
mail-headline-declined = { $by } declined your proposal. It goes on as before.
mail-headline-suspended = { $by } suspended your request. It does not go on until it is taken up again.
mail-headline-resumed = { $by } took your request up again.
mail-headline-terminated = { $by } ended your request. It goes no further.
mail-headline-merged = Your meeting became a part of another and is not held by itself.
mail-headline-voided = The number of this was given up; it was not issued.
mail-headline-revoked = The document you drafted was revoked. It is void from the beginning.
mail-headline-repealed = The document you drafted was repealed. It is void from now on.
mail-on-behalf = { $actor } (for { $principal })
mail-by-nobody = The system

## About the request

mail-fact = { $label }: { $value }
mail-label-title = Title
mail-label-kind = Kind
mail-label-unit = Unit
mail-label-drafter = Drafter
mail-label-length = Length
mail-label-duration = Duration
mail-label-stage = Stage
mail-label-number = Document number
mail-label-opinion = Opinion
mail-label-time = Time
mail-label-venue = Place
mail-label-time-announced = Time announced
mail-label-venue-announced = Place announced
mail-label-due = Due
mail-label-waits-for = Waiting for
mail-label-by-document = By
mail-from-to = { $from } to { $to }
mail-label-exception = Exception to be accepted with it ({ $rule }); the drafter's reason
mail-characters = { $count } characters
mail-minutes = { $count } minutes

## The link, and what proves the message

mail-link-intro = Open this link and sign in to see it:
mail-link-harmless = Opening the link decides nothing.
mail-receipt = Receipt: { $receipt }
mail-digest = Digest of the content: { $digest }
mail-automatic = This message was sent automatically. Please do not reply.

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

## What waits to be sent

cli-outbox-written = Written
cli-outbox-to = To
cli-outbox-title = Request
cli-outbox-attempts = Tries
cli-outbox-why = Why
cli-outbox-no-address = no mail address is registered
cli-outbox-no-letter = the account is disabled, or the request is no longer open to the person
cli-outbox-sum = Waiting to be sent: { $waiting }. Not delivered in the last 14 days: { $lost }.
outbox-desk = { $n ->
    [one] One message of the last 14 days could not be delivered, and whoever it was for had no mail; baopi outbox on the server shows who and why.
   *[other] { $n } messages of the last 14 days could not be delivered, and whoever they were for had no mail; baopi outbox on the server shows who and why.
}
outbox-desk-more = More than { $n } messages of the last 14 days could not be delivered, and whoever they were for had no mail; baopi outbox on the server shows who and why.
