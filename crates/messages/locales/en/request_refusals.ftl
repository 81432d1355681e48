# Why something was not done. `refusal-<code>` says it, `-advice` says the way out, `-short` names it in the timeline.

refusal-blocked = { $n ->
    [one] { $n } rule stands against it
   *[other] { $n } rules stand against it
}; nothing was done.
refusal-blocked-advice = Put right every point listed, then ask for approval again.
refusal-blocked-short = against the rules
refusal-blocked-unexplained = { $n ->
    [one] { $n } point needs a reason and has none
   *[other] { $n } points need a reason and have none
}.
refusal-blocked-unexplained-advice = Give a reason for every point listed ({ $least } to { $most } characters each), then ask for approval again.

refusal-classified = This looks like classified content. This system is not classified and must not store or process state secrets. Nothing was saved. Stop at once, contact your unit's secrecy officer and use the classified channel.
refusal-classified-advice = Contact your unit's secrecy officer and use the classified channel.
refusal-classified-short = suspected to be classified, not kept

refusal-not-allowed-now = “{ $action }” is not possible while the request is “{ $status }”.
refusal-not-allowed-now-advice = Reload the page and choose from what can be done now.
refusal-not-allowed-now-short = not possible at this point

refusal-already-decided = { $name } decided on { $at }; it cannot be decided twice.
refusal-already-decided-advice = Reload the page to see the result.
refusal-already-decided-short = decided already

refusal-not-yours = “{ $action }” is not yours to do.
refusal-not-yours-advice = It is for the person whose turn it is; to act for somebody, have a written delegation registered first.
refusal-not-yours-short = not theirs to do

refusal-nobody-for = Nobody can be asked at the stage “{ $stage }”.
refusal-nobody-for-advice = Ask the administrator to name somebody for that stage, then ask for approval again.
refusal-nobody-for-short = nobody to ask

refusal-opinion-required = An opinion is required.
refusal-opinion-required-advice = Say why, then send it again.
refusal-opinion-required-short = no opinion given

refusal-opinion-too-long = The opinion has { $n } characters, more than { $limit }.
refusal-opinion-too-long-advice = Shorten the opinion, then send it again.
refusal-opinion-too-long-short = opinion too long

refusal-exceptions-open = { $n ->
    [one] { $n } exception is
   *[other] { $n } exceptions are
} not accepted yet: { $rules }.
refusal-exceptions-open-advice = Tick every exception, or return the request for changes.
refusal-exceptions-open-short = exceptions not accepted

refusal-objection-unresolved = A countersigning unit objects; without agreement nothing may be issued downward.
refusal-objection-unresolved-advice = Return it to the drafting unit, which must agree with the countersigning unit first.
refusal-objection-unresolved-short = objection unresolved

refusal-too-much = “{ $field }” is over the limit of the system ({ $limit }).
refusal-too-much-advice = Take something out, then save again.
refusal-too-much-short = over the limit of the system

refusal-not-your-turn = It is not your turn yet. Asked first: { $people }.
refusal-not-your-turn-advice = You are told when it is your turn; to speed it up, urge them.
refusal-not-your-turn-short = not their turn yet

refusal-too-soon = They were urged a short while ago; they can be urged again from { $at } on.
refusal-too-soon-advice = Wait a while, or talk to them.
refusal-too-soon-short = urged too often

refusal-suspended = { $name } suspended this on { $at }; until it is taken up again nothing can be done.
refusal-suspended-advice = Ask whoever suspended it to take it up again.
refusal-suspended-short = suspended

refusal-proposal-open = A proposal that { $name } made on { $at } has to be answered first.
refusal-proposal-open-advice = Whoever may answer it has to agree or decline first.
refusal-proposal-open-short = a proposal is open

refusal-not-eligible = { $name } cannot be asked: { $reason }.
refusal-not-eligible-advice = Choose somebody else.
refusal-not-eligible-short = person cannot be asked

refusal-after-signature = At the signature nobody is asked beside or afterwards: nothing is discussed behind it.
refusal-after-signature-advice = Have the person asked before, or ask for advice.
refusal-after-signature-short = nobody is asked behind the signature

refusal-room-taken = Another meeting has this room; it begins on { $at }.
refusal-room-taken-advice = Choose another room or another time.
refusal-room-taken-short = room taken

refusal-stage-unknown = The stage “{ $stage }” is not on the way there.
refusal-stage-unknown-advice = Reload the page and choose one of the stages listed.
refusal-stage-unknown-short = no such stage

refusal-route-loses-signature = The stage “{ $stage }”, which has to be passed, would be left out.
refusal-route-loses-signature-advice = Stay with the route as it is, or return it to the drafter to be submitted again.
refusal-route-loses-signature-short = a necessary stage would be left out

refusal-not-possible = It cannot be done: { $reason }.
refusal-not-possible-advice = Look at what was chosen and try again, or ask the office.
refusal-not-possible-short = not possible

## Why somebody cannot be asked

ineligible-inactive = there is no such person, or the account is disabled
ineligible-drafter = the drafter never decides
ineligible-stand-in-of-drafter = whoever stands in for the drafter never decides
ineligible-office = administrators and auditors never decide
ineligible-asked-already = already asked
ineligible-rank = the rank is lower than the stage asks
ineligible-unit = not in the unit of whoever gives the task away
ineligible-role = without the role of this step

## What cannot be done, whoever does it

impossible-nobody-to-agree = there is nobody else who could agree
impossible-nobody-named = there is nobody to tell
impossible-other-unknown = the other meeting was not found
impossible-other-is-no-meeting = the other request is no meeting
impossible-other-is-itself = the other meeting is this one
impossible-other-cannot-take = the other meeting is over, suspended, or under another proposal
impossible-no-newer-route = there is no newer version of the route
impossible-nothing-changed = nothing would change
