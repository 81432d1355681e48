# The forms of requests: what stands beside fields, what the check shows, and saving while somebody types.

## Forms

page-edit-document = Edit the document
page-edit-meeting = Edit the meeting
page-correct = Correct the text
page-correct-why = Why it is changed
page-correct-send = Send the correction
page-form-text = What has a * is needed before submission; the rest as the case may be. You can save at any time, and nothing is lost.
page-part-file = File
page-part-basics = Basics
page-part-recipients = Recipients
page-part-basis = Basis and assessment
page-part-declaration = Declaration and contact
page-part-meeting = Meeting
page-part-time = Time and mode
page-part-attendance = Attendance
page-part-agenda = Agenda, materials, money
page-check = Check
page-save = Save draft
page-saved = Saved as a draft. Approval is not asked for yet.
page-upload = Upload the text: it fills the body and is counted
page-upload-text = .docx, .odt, .pdf, .ofd, .txt or .md of at most 20 MB; or type the body below.
page-upload-issued = Upload an issued text
page-upload-annex = Upload an annex
page-read-file = Read the file
page-type-in = Type it in
page-add-annex = Add
page-drop = Remove
page-body-file = The body is from the file { $s }
page-issued-text = plans and measures put out with the document; counted
page-issued-title = Title of the issued text
page-issued-body = Text
page-annex-text = forms, lists and the like; not counted
page-annex-title = Name
page-basis-kind = Kind of basis
page-date = Date
page-end-date = Ends on
page-budget-yuan = Budget (yuan)
page-burden-assessed = Assessed: it adds no burden to the grass roots; what it does add is ticked below
page-burden-none = adds no burden to the grass roots
page-declaration = I declare that this contains no state secret and no work secret, and may be handled in a non-classified system.
page-rare = Rarely needed
page-series-of = { $code } ({ $unit })
page-picked = { $n } chosen
page-no-longer-offered = No longer in the list
page-more-basis = More basis
page-more-sessions = More sessions
page-more-agenda = More items
page-reason = Your reason
page-reason-hint = { $least } to { $most } characters; the leader who approves must accept it.
page-hint-title = Issuing organ, “on …”, type of document; at most 100 characters
page-hint-scope = A document about one task usually has at most 4000 characters
page-hint-urgency = Needed unless normal
page-hint-disclosure = Needed unless public
page-hint-series = The issuing unit’s usual one if nothing is chosen
page-hint-directive = Tick if the recipients have to complete tasks or send reports
page-hint-necessity = 10 to 500 characters: why it must be now, and what happens without it
page-hint-burden = Needed before submission
page-hint-deploys = If a meeting has deployed this already: the identifier of the meeting
page-hint-meeting-title = At most 60 characters
page-hint-topic = Such as work safety, forest fires, farming
page-hint-sessions = All sessions together last at most 90 minutes; a begun minute counts whole
page-hint-venue = Not needed for a video meeting
page-hint-budget = 0 if no money is spent; otherwise the finance bureau countersigns
page-hint-opinion = Each of these needs a reason

page-fault-missing = Please fill this in.
page-fault-choice = Please choose from the list.
page-fault-number = Please enter a whole number.
page-fault-money = Please enter a sum with at most two decimals, such as 1280.50.
page-fault-date = Please enter a date, such as 2026-09-15.
page-fault-time = Please enter a time, such as 09:00.
page-fault-request = Please enter the whole identifier of the meeting; it stands in the address of its page.
page-faults = { $n ->
    [one] One field cannot be read; it says so itself.
   *[other] { $n } fields cannot be read; each says so itself.
} Nothing is saved yet. Please correct and try again.
page-file-read = “{ $name }” is read: { $n } characters. Please check them.
page-file-read-as = “{ $name }” is read as { $encoding }: { $n } characters. Please check them.
page-file-dropped = The body was changed after it was read from its file, so the file is no longer attached. One more click submits the text as it stands here; to attach a file, upload the one that has this text.
page-file-dropped-saved = Saved. The body was changed after it was read from its file, so the file is no longer attached.
page-file-read-first = The file was read only now. Please look at the text first; one more click submits it.
page-file-unread = “{ $name }”: { $why } { $advice }

## Checks

page-checks = Rules
page-checks-before = Press “Check”, or watch while you write: the count and what the rules find stand here.
page-checks-clean = All rules are satisfied.
page-checks-open = { $n } { $n ->
    [one] matter
   *[other] matters
} to note or to give a reason for.
page-checks-blocked = { $n } { $n ->
    [one] matter has
   *[other] matters have
} to be changed before you can submit.
page-way-ahead = After submission it goes to
page-way-out = Way out:
page-reason-given = The drafter’s reason
page-of-characters = / { $n } characters
page-of-minutes = / { $n } minutes
page-rest-document = { $n ->
    [0] at the limit
    [one] { $n } character left
   *[other] { $n } characters left
}
page-rest-meeting = { $n ->
    [0] at the limit
    [one] { $n } minute left
   *[other] { $n } minutes left
}
page-over-document = { $n ->
    [one] { $n } character too many
   *[other] { $n } characters too many
}
page-over-meeting = { $n ->
    [one] { $n } minute too long
   *[other] { $n } minutes too long
}
page-words-approx = a word processor’s count is about { $n }

## Saving while somebody types

page-saved-at = Saved as a draft at { $s }
page-unsaved-untitled = Without a title this is not a draft yet. What you typed is kept in this browser.
page-unsaved-unreadable = { $n ->
    [one] One field cannot be read,
   *[other] { $n } fields cannot be read,
} so this is not saved. What you typed is kept in this browser.
page-unsaved-classified = Suspected to be classified. It is not saved, and nothing of it is kept in this browser.
page-unsaved-stale = This draft was changed elsewhere, so this is not saved. What you typed is kept in this browser.
page-unsaved-refused = Not saved: { $s } What you typed is kept in this browser.
page-unsaved-offline = The server does not answer. What you typed is kept in this browser and saved as soon as it does.
page-unsaved-failed = Saving failed. What you typed is kept in this browser and saved later.
page-unsaved-signed-out = Your session has ended. What you typed is kept in this browser; please sign in in a new window.
page-unsaved-local = Kept in this browser until you send the correction.
page-unsaved-full = This browser can keep nothing more. Please press “Save draft”.
page-unsaved-leave = What you typed is not saved yet and is lost when you sign out. Sign out all the same?
page-restored = Restored what you typed on { $s }; it is not saved yet.
page-restored-discard = Discard it
page-older = This browser also holds what you typed on { $s } over an earlier version.
page-older-show = Show it

## Inspections

page-new-inspection = New inspection
page-edit-inspection = Edit the inspection
page-part-inspection = Inspection
page-part-targets = Who is inspected
page-part-plan = Plan
page-hint-inspection-title = At most 60 characters
page-hint-inspection-basis = A law, a paper of the superior, or a decision of a meeting
page-hint-inspection-plan = What stands in no yearly plan is reported one by one and approved by the main leader
page-facts-inspection = Approval form of the inspection
page-step-inspection = Carried out and closed
