# The desk, one request and several of them: what pages say, and what the rules found each time.

## What the rules found each time

evaluation-title = What the rules found
evaluation-text = What was found at every saving, submission, signature and numbering, with the rules and figures of that time; the latest comes first.
evaluation-link = What the rules found
evaluation-until = Up to
evaluation-none = Nothing was judged until then.
evaluation-nothing-found = Nothing was found.
evaluation-earlier = Earlier ones
evaluation-made-with = Version { $set } of the rules, revision { $revision } of the text
evaluation-quota = Quota of the year
evaluation-quota-used = { $baseline } in the year before, to fall by { $reduction }%; { $committed } were taken at that time

trigger-number = when numbered

cli-verify-evaluations = { $n } evaluations were repeated.

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

## One request

page-digest = Fingerprint
page-length = Length
page-duration = Duration
page-progress = Progress
page-your-decision = Your decision
page-your-moves = What you can do
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
page-done-signed = Signed.
page-done-returned = You consented, but the rules found something new at this moment: the request has gone back to its drafter and is not signed.
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
page-decided-sum-back = { $done } of { $n } approved; the rules sent { $back } back to be changed.
page-decided-back = sent back
page-decided-yes = approved
page-decided-no = not approved
page-decided-done = Now: { $s }
page-decided-unseen = (not open to you)
