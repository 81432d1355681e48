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
