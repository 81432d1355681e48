# Signing in; stand-ins (代理) with their refusals and commands; somebody leaves.

## Stand-ins

delegation-nav = Stand-ins
delegation-title = Stand-ins
delegation-lead = While you are away, somebody else can decide for you between two days. What you register yourself counts at once; what an administrator registers for somebody counts once that person has confirmed it, or, where they cannot, a second administrator who names a paper. The record names both of you.
delegation-waiting = Waiting for those I stand in for
delegation-for = for { $s }
delegation-given = Who stands in for me
delegation-given-none = Nobody stands in for you
delegation-given-none-text = Before you go away, register somebody on this page.
delegation-held = For whom I stand in
delegation-held-none = You stand in for nobody
delegation-held-none-text = When somebody asks you to stand in, it shows here.
delegation-all = All stand-ins
delegation-all-none = No stand-in is registered
delegation-all-none-text = What is registered shows here.
delegation-more = Only the latest { $n } are shown.
delegation-new = Register a stand-in
delegation-from = For
delegation-to = Stand-in
delegation-scope = Matters
delegation-from-on = First day
delegation-to-on = Last day (included)
delegation-days = Days
delegation-state = State
delegation-reference = Written authority
delegation-reference-hint = Title or number of the paper that says so, at most { $n } characters.
delegation-leaders-only = Only a leader can stand in for a leader.
delegation-everything = documents and meetings
delegation-period = { $from_on } to { $to_on }
delegation-state-unconfirmed = to be confirmed
delegation-state-in-force = in force
delegation-state-to-come = to come
delegation-state-past = past
delegation-state-ended = ended early
delegation-make = Register
delegation-end = End
delegation-give-back = Give back
delegation-end-of = End the stand-in of { $to } for { $from }
delegation-confirm = Confirm
delegation-confirm-of = Confirm the stand-in of { $to } for { $from }
delegation-confirm-paper = Paper on which you confirm it for them
delegation-made-by = registered by { $name }
delegation-confirmed-by = confirmed by { $name }
delegation-confirmed-on = confirmed by { $name }, on: { $reference }
delegation-was-made = The stand-in is registered.
delegation-was-noted = The stand-in is registered. It counts once the person concerned has confirmed it, or, where they cannot, another administrator.
delegation-was-confirmed = The stand-in is confirmed and counts from now on.
delegation-was-ended = The stand-in has ended, from now on.
delegation-correct = Not registered; please correct what is marked.

problem-title-delegation-refused = Stand-in refused

refusal-delegation-not-yours = Only the person concerned or an administrator may do this.
refusal-delegation-not-yours-advice = To register one for somebody else, ask an administrator.
refusal-delegation-not-yours-short = neither the person concerned nor an administrator
refusal-delegation-oneself = Nobody stands in for themselves.
refusal-delegation-oneself-advice = Choose somebody else.
refusal-delegation-oneself-short = both are the same person
refusal-delegation-giver-gone = The person to be stood in for does not exist or is disabled.
refusal-delegation-giver-gone-advice = The tasks of somebody who has left are handed over by an administrator.
refusal-delegation-giver-gone-short = the person to be stood in for does not exist or is disabled
refusal-delegation-giver-barred = Administrators and auditors take no part in approvals and have nothing to give away.
refusal-delegation-giver-barred-advice = To register one for somebody else, choose for whom.
refusal-delegation-giver-barred-short = the person to be stood in for takes no part in approvals
refusal-delegation-stand-in-gone = The stand-in does not exist or is disabled.
refusal-delegation-stand-in-gone-advice = Choose somebody else.
refusal-delegation-stand-in-gone-short = the stand-in does not exist or is disabled
refusal-delegation-stand-in-barred = Administrators and auditors may never decide and cannot stand in.
refusal-delegation-stand-in-barred-advice = Choose somebody else.
refusal-delegation-stand-in-barred-short = the stand-in may not decide
refusal-delegation-rank-needed = Only a main or responsible leader can stand in for a leader; a signature is not delegated further down.
refusal-delegation-rank-needed-advice = Choose a main or responsible leader.
refusal-delegation-rank-needed-short = the stand-in is no leader
refusal-delegation-empty = The last day comes before the first.
refusal-delegation-empty-advice = Correct the days.
refusal-delegation-empty-short = the last day comes before the first
refusal-delegation-too-long = It lasts { $days } days, more than { $limit }.
refusal-delegation-too-long-advice = Make it shorter; it can be registered again when it is over.
refusal-delegation-too-long-short = too many days
refusal-delegation-too-far-ahead = The first day lies more than { $limit } days ahead.
refusal-delegation-too-far-ahead-advice = Register it nearer the time.
refusal-delegation-too-far-ahead-short = too far ahead
refusal-delegation-over = The last day is past.
refusal-delegation-over-advice = Choose today or a later day; what was decided cannot be covered afterwards.
refusal-delegation-over-short = the last day is past
refusal-delegation-reference-missing = The written authority is missing.
refusal-delegation-reference-missing-advice = Give the title or number of the paper that says so.
refusal-delegation-reference-missing-short = the written authority is missing
refusal-delegation-reference-too-long = The written authority has { $n } characters, more than { $limit }.
refusal-delegation-reference-too-long-advice = Give title and number only.
refusal-delegation-reference-too-long-short = the written authority is too long
refusal-delegation-stand-in-away = This person has given the same matters to { $name } until { $until }; a stand-in cannot be passed on.
refusal-delegation-stand-in-away-advice = Choose somebody else, or other days.
refusal-delegation-stand-in-away-short = the stand-in has given the same matters away
refusal-delegation-giver-stands-in = The person to be stood in for stands in for { $name } in the same matters until { $until }; a stand-in cannot be passed on.
refusal-delegation-giver-stands-in-advice = Give that one back first, or choose other days.
refusal-delegation-giver-stands-in-short = the person to be stood in for stands in for somebody
refusal-delegation-duplicate = The same stand-in is registered already, until { $until }.
refusal-delegation-duplicate-advice = To make it longer, register it from the day after, or end that one and register it anew.
refusal-delegation-duplicate-short = it is registered already
refusal-delegation-already-over = This stand-in is over.
refusal-delegation-already-over-advice = There is nothing to end.
refusal-delegation-already-over-short = it is over

refusal-delegation-own-entry = Whoever registered a stand-in for somebody else does not confirm it.
refusal-delegation-own-entry-advice = The person concerned confirms it, or, where they cannot, another administrator.
refusal-delegation-own-entry-short = the same person registered it
refusal-delegation-already-confirmed = This stand-in needs no confirmation.
refusal-delegation-already-confirmed-advice = It is confirmed, or the person concerned registered it.
refusal-delegation-already-confirmed-short = it needs no confirmation

cli-delegations-id = Id
cli-delegations-unknown = There is no stand-in { $id }.
cli-delegations-added = Stand-in registered: { $id }
cli-delegations-noted = Stand-in registered; the person concerned or another administrator has to confirm it: { $id }
cli-delegations-confirmed = Stand-in confirmed: { $id }
cli-delegations-ended = Stand-in ended: { $id }

## Somebody leaves

leaver-nav = Leavers
leaver-head = Somebody leaves
leaver-text = Give everything that waits for somebody who leaves to whoever follows. Administrators see neither texts nor titles, and decide nothing.
leaver-from = Who leaves
leaver-to = Who follows
leaver-send = Hand everything over
leaver-sum = { $done } of { $n } handed over.
leaver-results = One by one
leaver-yes = Handed over
leaver-no = Not handed over
leaver-done = Whoever follows has been told.

## Signing in

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

## One's own account

account-head = My account
account-text = Change your password, and see and end your own sign-ins and API tokens.
account-password = Change the password
account-password-hint = A password has at least { $least } characters and at most { $most } bytes, and is neither a common one nor your own name. After the change, sign-ins on other devices and all API tokens end.
account-password-old = Old password
account-password-new = New password
account-password-again = New password once more
account-password-change = Change the password
account-password-wrong = The old password is wrong.
account-password-differs = The new password was not typed twice in the same way.
account-sessions = Where you are signed in
account-device = Device
account-device-unknown = unknown device
account-since = Since
account-seen = Last used
account-until = Good until
account-end = End
account-here = this one
account-tokens = API tokens
account-token = What for
account-token-unnamed = (not said)
account-tokens-none = No API token is good.
account-was-password = The password was changed. Other sign-ins and API tokens have ended.
account-was-session = That sign-in has ended.
account-was-token = That token has ended.

account-password-short = A password has at least { $least } characters.
account-password-long = A password has at most { $most } bytes.
account-password-common = That password is too common or too simple. Choose another one.
account-password-own-name = A password is more than your own name or login with a few characters. Choose another one.
account-password-unchanged = The new password is the old one. Choose another one.
