# Routes: the page, the diagram, the command line.

routes-other-unit = another unit
routes-nav = Routes
routes-title = Approval routes
routes-lead = Once a version is in force, whatever is submitted takes it; what is on its way keeps the version with which it was submitted. Before that every path is proven: a signature of the required rank at its end, and somebody to ask at every stage.
routes-versions = Versions
routes-version = Version { $n }
routes-in-force = in force
routes-shipped = came with the program
routes-published = put into force by { $name } at { $at }
routes-hash = Digest
routes-show = Show
routes-editor = Edit a new version
routes-text = Text of the route (TOML or JSON)
routes-text-hint = Begin with the version in force. The program sets name and version.
routes-check = Check
routes-publish = Put into force
routes-read-only = Auditors may only look.
routes-proven = Proven: { $combinations } combinations of values, { $paths } paths, and a signature of the required rank at the end of each.
routes-proven-alone = Without an organisation: whether people can be found was not looked at.
routes-unproven = Not proven: { $n ->
    [one] { $n } fault
   *[other] { $n } faults
}
routes-warnings = To be known
routes-witness = For instance: { $s }
routes-more = { $n } more are not listed.
routes-same = It says the same as the version in force.
routes-unchanged = Version { $n }, which is in force, says the same; nothing was put into force.
routes-too-long = The text of the route has more than { $n } bytes.
routes-not-yours = Only administrators may put routes into force and move requests.
routes-classified = The text is suspected to be classified (pattern { $n }); nothing of it was kept.
routes-was-published = Version { $n } is in force.
routes-older = Requests that take an older version
routes-older-none = None takes an older version
routes-older-none-text = All requests under review take the version in force.
routes-older-count = { $n }
routes-move = Move to the version in force
routes-move-hint = Only forward, and not where a required signature would be lost.
routes-moved = moved
routes-not-moved = not moved: { $s }
routes-steps = The stages one by one
routes-draft = Draft and submit
routes-end-document = Final check, number, seal, issue, archive
routes-end-meeting = Notice, meeting, record
routes-when = If: { $s }
routes-mode = { $s }
routes-fallback = If nobody: { $s }
routes-days = within { $n } working { $n ->
    [one] day
   *[other] days
}
routes-stage = Stage
routes-asks = Asks
routes-counts = Answers
routes-asked = asked: { $names }
routes-answered = { $name }: { $answer }
routes-instead = { $name } (for { $principal })
routes-chosen = Choose who is asked at “{ $stage }” ({ $least } to { $most } people)
route-fault-not-yours-short = no right to put it into force
route-fault-unchanged-short = the same as the version in force
cli-routes-kind = Kind
cli-routes-published = In force since
cli-routes-unknown = There is no such route or version: { $name }
cli-routes-not-read = { $file } cannot be read: { $reason }
routes-advice = Correct what is said and try again.
problem-title-route-refused = Route refused
