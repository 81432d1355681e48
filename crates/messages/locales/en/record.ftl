# The chain of the system: `system-<what happened>`.

system-delegation-made = Stand-in registered: { $matters }, { $from_on } to { $to_on }
system-delegation-confirmed = Stand-in that somebody else registered confirmed, in force from now on
system-delegation-confirmed-on-paper = Stand-in that somebody else registered confirmed for the person concerned, in force from now on, on: { $reference }
system-delegation-ended = Stand-in ended on { $on }
system-delegation-refused = Stand-in refused: { $why }

system-numbers-imported = Paper register imported: { $used } numbers in use and { $void } void, from the file with the digest { $file }

system-incoming-moved = Incoming document, { $step }: { $state }
system-incoming-moved-numbered = Incoming document { $number }, { $step }: { $state }
system-book-changed = { $book }: { $entries } { $change }
system-book-refused = { $book }, refused: { $why }

system-signed-in = Signed in
system-sign-in-failed = Sign-in failed
system-signed-out = Signed out
system-content-refused = Content suspected to be classified, not kept (pattern { $pattern })
system-creation-refused = Not created: { $why }
system-access-denied = Tried to “{ $action }” on a request that they may not see
system-route-proposed = Version { $version } of the route “{ $route }” proposed; another administrator has to confirm it
system-route-declined = Version { $version } of the route “{ $route }” declined
system-route-withdrawn = Version { $version } of the route “{ $route }” taken back by whoever proposed it
system-route-published = Version { $version } of the route “{ $route }” put into force
system-route-refused = The route “{ $route }” was not put into force: { $why }
system-route-unreadable = A text that is no route was not put into force
system-register-imported = Paper register taken over: { $series }〔{ $year }〕 up to number { $last }
system-password-set = Password set; earlier sign-ins and tokens ended
system-token-issued = API token issued
system-token-ended = API token ended
system-person-changed-active = Person changed, account active
system-person-changed-disabled = Person changed, account disabled
