# Pages: what stands around forms, lists and requests.

page-brand = Baopi
page-lead = Approved first, then issued. Approved first, then convened.
page-skip = Skip to the content
page-navigation = Main pages
page-unclassified = Non-classified system
page-unclassified-text = State secrets must not be stored, processed or sent here
page-foot = Baopi · Nothing is issued or convened without approval
page-other-language = 中文
page-sign-in = Sign in
page-sign-out = Sign out
page-sign-in-aside = Sign in in a new window
page-login = User name
page-password = Password
page-sign-in-wrong = User name or password is wrong. Please try again.
page-sign-in-too-many = Too many failed attempts. Please try again in { $n } { $n ->
    [one] minute
   *[other] minutes
}.
page-demo = Demonstration: choose who you are
page-demo-text = One click on a name signs you in. The password of every demonstration account is baopi-demo; all of it is fiction.

## Places

page-desk = Desk
page-new-document = New document
page-new-meeting = New meeting
page-register = Register
page-to-desk = Back to the desk
page-first = Back to the beginning
page-next = Next page
page-all = All
page-yes = Yes
page-optional = (optional)
page-choose = Choose
page-untitled = (untitled)
page-not-yet = not issued

## The desk

page-waiting = Waiting for me
page-waiting-order = urgent first
page-waiting-none = Nothing waits for you
page-waiting-none-text = When it is your turn, it stands here, and you are told by e-mail.
page-asked = What I asked for
page-asked-order = newest first
page-asked-none = You have not asked for anything yet
page-asked-none-text = Documents and meetings begin here. Upload a text and it is counted; what the rules have against it you learn before you submit.
page-characters = { $n } { $n ->
    [one] character
   *[other] characters
}
page-minutes = { $n } min

## The register

page-register-text = Every numbered document stands here by its number, without gaps.
page-register-none = No document is numbered yet
page-register-none-text = After signature and recheck the registrar takes a number, and the document stands here.
page-register-no-match = No document fits
page-register-no-match-text = Please choose another year, series or unit.
page-year = Year
page-narrow = Find

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
page-fault-file = The attached file is not known. Please remove it and upload it again.
page-fault-request = Please enter the whole identifier of the meeting; it stands in the address of its page.
page-faults = { $n ->
    [one] One field cannot be read; it says so itself.
   *[other] { $n } fields cannot be read; each says so itself.
} Nothing is saved yet. Please correct and try again.
page-file-read = “{ $name }” is read: { $n } characters. Please check them.
page-file-read-as = “{ $name }” is read as { $encoding }: { $n } characters. Please check them.
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

## One request

page-digest = Fingerprint
page-length = Length
page-duration = Duration
page-progress = Progress
page-your-decision = Your decision
page-your-turn = Your turn
page-accept = Approving accepts these exceptions; please tick each
page-otherwise = Object, return or withdraw
page-edit = Edit
page-files = Files
page-invitation = Invitation (.ics)
page-invitation-text = for your calendar
page-facts-document = Approval form of the document
page-facts-meeting = Approval form of the meeting
page-no-text = No text yet
page-timeline = Record
page-timeline-text = each step has a fingerprint that binds the one before; none can be changed
page-on-behalf = { $actor } (for { $principal })
page-yuan = { $yuan } yuan
page-done = Done: { $s }
page-from-link = You came here from a message. Opening it decides nothing; please read, then decide.
page-from-link-nothing = You came here from a message. Nothing waits for you at the moment.
page-reload = See it as it is now
page-unsent = What you wrote (not sent)
page-stale = This changed after you opened it, and what you did had no effect. Below is how it stands now. Your opinion is kept; please read, then decide.
page-typed-opinion = What you wrote: { $s }
page-stale-form = This draft was changed elsewhere after you opened it, and what you sent is not saved. It still stands below; please look at the present text first.

page-step-recheck = Recheck
page-step-numbering = Number
page-step-sealing = Seal
page-step-issuing = Issue
page-step-issued = Archive
page-step-approved = Meeting notice
page-step-noticed = Meeting
page-step-held = Closing
page-needed = required
page-state-done = done
page-state-here = now
page-state-ahead = to come
page-state-skipped = left out
page-state-not-reached = never reached
page-state-stopped = ended

## What is wrong with a page

page-wrong-not-found = There is no such page
page-wrong-not-found-text = The address may be wrong, or this is not open to you.
page-wrong-bad-input = What was sent makes no sense
page-wrong-bad-input-text = Please go back, reload the page and try again.
page-wrong-signed-out = Your session has ended
page-wrong-signed-out-text = What you typed is not lost: sign in in a new window, come back here and reload, and the browser sends it again.
page-wrong-stale = This has changed
page-wrong-stale-text = Somebody else has acted or changed it. Please see how it stands now, then decide.
page-wrong-repeated = This form was sent before
page-wrong-repeated-text = This form was sent before with something else in it, so nothing was done this time. Please check and send it once more.
page-wrong-link = This link leads nowhere for you
page-wrong-link-text = It may be too old, or was sent to somebody else. What waits for you stands on your desk.
page-wrong-refused = Not done
page-wrong-refused-text = This was not done, and nothing has changed.
page-wrong-failed = Something failed
page-wrong-failed-text = This was not completed, and nothing has changed. Please try again later; if it stays so, tell the administrator the number below.
page-wrong-failed-line = Something failed, and this one was not done. Please tell the administrator the number { $s }.
page-wrong-foreign = This came from another site
page-wrong-foreign-text = What other sites send in your name is not accepted. Please use the pages of this system.
page-wrong-slow = It took too long
page-wrong-slow-text = The content did not arrive in time. Please check the network and try again.
page-wrong-too-large = Too much at once
page-wrong-too-large-text = One upload has at most 20 MB and 10 files. Please go back and send less.
page-wrong-number = Number: { $s }

## Several approved at once

page-pick = Select “{ $s }”
page-approve-selected = Approve the selected
page-decisions = Approve together
page-decisions-text = Each is approved for itself, with the same words. What stands against one of them hinders no other. Please look at each before you approve.
page-decisions-picked = Selected
page-decisions-send = Approve { $n ->
    [one] this request
   *[other] these { $n } requests
}
page-decisions-gone = { $n ->
    [one] One of the selected is left out: it has been decided meanwhile, or it is not yours to approve.
   *[other] { $n } of the selected are left out: they have been decided meanwhile, or are not yours to approve.
}
page-decisions-none = Nothing is selected
page-decisions-none-text = Tick requests on the desk, then approve them together.
page-decisions-exceptions = { $n } { $n ->
    [one] exception
   *[other] exceptions
}; whoever signs accepts them on its own page
page-decided = What became of them
page-decided-sum = { $done } of { $n } approved.
page-decided-each = One by one
page-decided-yes = approved
page-decided-no = not approved
page-decided-done = Now: { $s }
page-decided-unseen = (not open to you)

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
