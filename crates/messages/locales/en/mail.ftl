# Mail: what people are told of when it happens.

## Subjects

mail-subject-approval = [Approval] Waiting for you: { $title }
mail-subject-task = [Approval] For you to do: { $title }
mail-subject-returned = [Approval] Returned for changes: { $title }
mail-subject-rejected = [Approval] Refused: { $title }
mail-subject-approved = [Approval] Approved: { $title }
mail-subject-issued = [Approval] Issued: { $title }
mail-subject-meeting-notice = [Meeting] { $title }
mail-subject-meeting-cancelled = [Meeting called off] { $title }

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
mail-label-exception = Exception to be accepted with it ({ $rule }); the drafter's reason
mail-characters = { $count } characters
mail-minutes = { $count } minutes

## The link, and what proves the message

mail-link-intro = Open this link and sign in to see it:
mail-link-harmless = Opening the link decides nothing.
mail-receipt = Receipt: { $receipt }
mail-digest = Digest of the content: { $digest }
mail-automatic = This message was sent automatically. Please do not reply.
