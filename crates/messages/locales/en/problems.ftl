# Problems of the API. `problem-title-<code>` names the kind, `problem-<code>` or `problem-<code>-<case>` says what is wrong
# and what to do. Refusals of the workflow have their sentences in request_refusals.ftl and only a title here.

problem-title-bad-input = The input is not what is expected
problem-title-bad-key = The idempotency key is not usable
problem-title-unauthenticated = Not signed in
problem-title-sign-in-failed = Sign-in failed
problem-title-forbidden = Not allowed
problem-title-not-found = Not found
problem-title-method-not-allowed = Not possible this way
problem-title-request-timeout = Sent too slowly
problem-title-stale = Changed in the meantime
problem-title-too-large = Too large
problem-title-wrong-media-type = Another media type is expected
problem-title-key-reused = The idempotency key is used already
problem-title-unreadable-file = The file cannot be read
problem-title-version-required = The version is missing
problem-title-too-many-attempts = Too many attempts
problem-title-internal = Something failed
problem-title-unavailable = Not possible at the moment

problem-title-refused = Refused
problem-title-blocked = Against the rules
problem-title-classified = Suspected to be classified
problem-title-not-allowed-now = Not possible now
problem-title-already-decided = Decided already
problem-title-not-yours = Not yours to do
problem-title-nobody-for = Nobody to ask
problem-title-opinion-required = An opinion is required
problem-title-opinion-too-long = The opinion is too long
problem-title-exceptions-open = Exceptions are open
problem-title-objection-unresolved = An objection is unresolved
problem-title-too-much = Too much
problem-title-not-your-turn = Not your turn
problem-title-too-soon = Too soon
problem-title-suspended = Suspended
problem-title-proposal-open = A proposal waits
problem-title-not-eligible = Cannot be asked
problem-title-after-signature = Nobody after the signature
problem-title-room-taken = Room taken
problem-title-stage-unknown = No such stage
problem-title-route-loses-signature = A stage would be left out
problem-title-not-possible = Not possible

problem-bad-input = The request cannot be understood.
problem-bad-input-syntax = The body is not well-formed JSON.
problem-bad-input-missing = The field “{ $field }” is missing.
problem-bad-input-unknown = There is no field “{ $field }”.
problem-bad-input-duplicate = The field “{ $field }” is given twice.
problem-bad-input-unfit = The value of the field “{ $field }” is not of the expected kind.
problem-bad-input-several = { $count } fields are wrong; “fields” names them.
problem-bad-input-whole = The body is not of the expected kind.
problem-bad-input-cursor = “{ $field }” is not a position in this list. Take it from “next” of the page before.
problem-bad-input-cut-off = The body ended before it was complete.
problem-bad-key = An Idempotency-Key has 1 to 200 visible ASCII characters and is given once.
problem-unauthenticated = This needs a valid token. Get one with POST /api/v1/tokens and send it as “Authorization: Bearer …”.
problem-sign-in-failed = The name or the password is wrong.
problem-forbidden = This came from another site and was not carried out.
problem-not-found = There is nothing here, or nothing that you may see.
problem-method-not-allowed = This address does not take that method; the header “Allow” says which it takes.
problem-request-timeout = The body came too slowly. Send it again.
problem-stale = The request is at version { $current_version } by now. Look at it again, then decide again.
problem-stale-foreign-tag = “If-Match” names no version of this request. Take the ETag of the answer that you looked at, such as "v3".
problem-too-large = The body is larger than the limit for this address allows.
problem-wrong-media-type = This address takes another kind of body.
problem-wrong-media-type-expected = This address takes “{ $expected }”.
problem-key-reused = This Idempotency-Key was used for another command. Choose a new one.
problem-unreadable-file = The file cannot be read.
problem-version-required = Say in “If-Match” which version you looked at, such as "v3"; it is the ETag of the request.
problem-too-many-attempts =
    { $seconds ->
        [one] Too many attempts failed. Try again in one second.
       *[other] Too many attempts failed. Try again in { $seconds } seconds.
    }
problem-internal = Something failed here. Nothing was changed by this answer; if it happens again, tell the administrator the number { $number }.
problem-unavailable = This is not possible at the moment: the database is not available, or too much is being sent at once. Please send the same again a little later; if it stays so, tell the administrator the number { $number }.
