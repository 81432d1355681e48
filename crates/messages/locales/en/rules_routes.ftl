# Routes: whom a stage asks, how answers count, conditions, what stands against a route; the page and the commands.

clause-separator = ;{" "}

## How answers count

mode-any = one consent is enough
mode-all = everybody has to answer
mode-in-order = one after the other, in order
mode-vote = vote: { $rule }
vote-pass-count = passed with a weight of { $n }
vote-pass-percent = passed with { $n } % of the votes
vote-reject-count = lost with { $n } against
vote-reject-percent = lost with { $n } % against
vote-abstention-counted = abstentions count in the total
vote-abstention-leaves-base = abstentions leave the total
vote-weights = weight of a vote: main leader { $main }, responsible leader { $responsible }, others { $other }
vote-veto = veto from the rank of { $rank } on

tally-open = under way
tally-passed = passed
tally-contested = contested
tally-failed = lost

skip-reason-holds-post = the drafter holds that post
skip-reason-same-person = the same person is asked at the stage beside it

## Whom a stage asks

assignee-head-of-drafting-unit = head of the drafting unit
assignee-reviewer-of-office = reviewers of the office
assignee-heads-of-countersigning-units = heads of the countersigning units
assignee-responsible-leader = responsible leader
assignee-main-leader = main leader
assignee-person = { $name }
assignee-post = everybody in the post “{ $post }”
assignee-role = { $role } of { $unit }
assignee-head-of = head of { $unit }
assignee-superior = head of the unit { $levels ->
    [one] { $levels } level
   *[other] { $levels } levels
} above the drafting unit
assignee-form-field = “{ $field }” of the form
assignee-chosen = { $least } to { $most } people whom the drafter chooses among: { $from }

unit-choice-drafting = the drafting unit
unit-choice-issuing = the issuing or hosting unit
unit-choice-office = the office

## Fields of conditions

condition-field-always = always
condition-field-countersigning = has to be countersigned
condition-field-main-leader-must-sign = the main leader has to sign
condition-field-exceptions = has exceptions
condition-field-main-leader-exceptions = has exceptions for the main leader
condition-field-joint = joint units or co-hosts
condition-field-drafting-unit = drafting unit (code)
condition-field-issuing-unit = issuing, hosting or inspecting unit (code)
condition-field-doc-type = type of document
condition-field-direction = direction
condition-field-category = category
condition-field-scope = scope
condition-field-urgency = urgency
condition-field-disclosure = disclosure
condition-field-normative = normative document
condition-field-directive = gives tasks to those below
condition-field-characters = characters
condition-field-annexes = annexes
condition-field-copies = copies
condition-field-recipients = main recipients
condition-field-countersign-units = countersigning units
condition-field-nature = nature of the meeting
condition-field-class = class of the meeting
condition-field-mode = mode of the meeting
condition-field-required-level = level of attendance
condition-field-comprehensive = comprehensive meeting of the field, or inspection
condition-field-minutes = minutes of the meeting
condition-field-headcount = headcount
condition-field-attendee-units = attending units
condition-field-budget-yuan = budget (yuan)

condition-word-and = and
condition-word-or = or
condition-word-not = not
condition-word-in = is one of

condition-sort-flag = yes or no
condition-sort-number = a number
condition-sort-choice = a choice
condition-sort-unit-code = the code of a unit

## What is wrong with a condition

condition-error-too-long = the condition has { $n } characters, more than { $limit }
condition-error-too-deep = at character { $at } more than { $limit } parentheses and negations are open
condition-error-too-many-comparisons = at character { $at } there are more than { $limit } comparisons
condition-error-unexpected-character = character { $at }, “{ $found }”, cannot stand there
condition-error-unexpected-word = “{ $found }” at character { $at } cannot stand there
condition-error-unexpected-end = the condition ends unfinished at character { $at }
condition-error-unclosed-string = the quotation mark at character { $at } has no partner
condition-error-number-too-large = the number at character { $at } is too large
condition-error-unknown-field = “{ $found }” at character { $at } is no field
condition-error-field-of-other-kind = at character { $at }: “{ $field }” is no field of this kind ({ $kind })
condition-error-wrong-type = at character { $at }: “{ $field }” is { $sort } and cannot be compared like this
condition-error-unknown-value = at character { $at }: “{ $field }” is never “{ $found }”

## What is wrong with a vote

vote-error-weight = a weight is 1 to { $limit }, not { $n }
vote-error-percent = a share is 1 % to { $limit } %, not { $n } %
vote-error-count = a number of votes is at least 1

## What is wrong with a route

route-error-unreadable = The route cannot be read: { $why }
route-error-twice = The stage “{ $stage }” occurs twice
route-error-stages = A route has 1 to { $limit } stages, not { $n }
route-error-condition = The condition of the stage “{ $stage }” is wrong: { $why }
route-error-vote = The vote of the stage “{ $stage }” is wrong: { $why }
route-error-deadline = A deadline is 1 to { $limit } working days, not { $days }
route-error-assignee = Nobody can be found by the rule of the stage “{ $stage }”

## What stands against putting a route into force

route-path = the path “{ $stages }”
route-path-without-stages = the path without any stage
route-release = the steps after the signature
route-step-recheck = final check
route-step-registrar = number, seal, issue, archive
route-fault-too-many-combinations = The conditions have { $n } combinations of values, more than the { $limit } that can be looked at
route-fault-too-many-combinations-short = too many combinations
route-fault-too-many-paths = There are more than { $limit } different paths
route-fault-too-many-paths-short = too many paths
route-fault-unknown-unit = “{ $stage }” names the unit “{ $unit }”, which does not exist
route-fault-unknown-unit-short = unknown unit
route-fault-unknown-person = “{ $stage }” names { $name }, who is not known or disabled
route-fault-unknown-person-short = unknown person
route-fault-unknown-post = “{ $stage }” names the post “{ $post }”, which nobody holds
route-fault-unknown-post-short = post that nobody holds
route-fault-no-signature-no-stage = On { $path } nobody signs
route-fault-no-signature-rank = On { $path } the last stage may ask somebody of a rank lower than { $rank }: no signature counts
route-fault-no-signature-fallback = On { $path } the fallback of the last stage may be of a rank lower than { $rank }: no signature counts
route-fault-no-signature-vote = On { $path } the last stage is a vote: what many decide, nobody has signed
route-fault-no-signature-short = no signature that counts
route-fault-unreachable = No request ever reaches the stage “{ $stage }”
route-fault-unreachable-short = stage out of reach
route-fault-cannot-be-left-vote = On { $path } the vote at “{ $stage }” does not pass even if everybody consents
route-fault-cannot-be-left-vote-of-few = On { $path } the vote at “{ $stage }” does not pass where few are asked, even if all of them consent
route-fault-cannot-be-left-choice = On { $path } at least { $least } have to be chosen at “{ $stage }”, but there are { $there }
route-fault-cannot-be-left-short = stage that cannot be left
route-fault-nobody-to-ask = On { $path } nobody can be asked at “{ $stage }” for { $unit }
route-fault-nobody-to-ask-by = On { $path } nobody can be asked at “{ $stage }” for what { $drafters } of { $unit } wrote
route-fault-nobody-to-ask-short = nobody to ask
route-fault-signer-is-reviewer = On { $path } only { $name } can sign at “{ $stage }” for { $unit }, and only the same person can review
route-fault-signer-is-reviewer-short = signer and reviewer are one person
route-fault-no-head-review = { $path }: the head of the drafting unit is not asked. The figures of the rules ask every route for it
route-fault-no-head-review-short = no review by the head of the drafting unit
route-fault-no-office-review = { $path }: the office does not check. The figures of the rules ask every route for it
route-fault-no-office-review-short = no check by the office
route-warning-nobody-in-units = “{ $stage }”: { $units } have nobody to ask; what concerns them is not accepted
route-warning-nobody-for-money = “{ $stage }”: nobody countersigns for money; a meeting with a budget is not accepted
route-warning-form-names-people = “{ $stage }”: the form names the people, who are checked when approval is asked for

## The page and the commands

routes-other-unit = another unit
routes-nav = Routes
routes-title = Approval routes
routes-lead = One administrator proposes a version and another confirms it. Once it is in force, whatever is submitted takes it; what is on its way keeps the version with which it was submitted. Before that every path is proven: a signature of the required rank at its end, and somebody to ask at every stage.
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
routes-propose = Propose
routes-proposals = Proposed versions
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
routes-unchanged = Version { $n }, which is in force, says the same; nothing was proposed.
routes-pending = Another route for the same kind of request has to be confirmed or declined first.
routes-settled = The proposal is settled, and stays as it is.
routes-own-proposal = Whoever proposed a route does not decide about it; another administrator does.
routes-overtaken = Version { $n } came into force since this was proposed; propose it again.
routes-too-long = The text of the route has more than { $n } bytes.
routes-not-yours = Only administrators may propose and confirm routes and move requests.
routes-classified = The text is suspected to be classified (pattern { $n }); nothing of it was kept.
routes-was-proposed = Version { $n } is proposed; another administrator has to confirm it: { $id }
routes-was-confirmed = Version { $n } is in force.
routes-was-declined = Version { $n } is declined.
routes-was-withdrawn = Version { $n } is taken back.
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
route-fault-pending-short = another route has to be confirmed or declined first
route-fault-settled-short = the proposal is settled
route-fault-own-proposal-short = whoever proposed it cannot confirm it
route-fault-overtaken-short = another version came into force since it was proposed
cli-routes-kind = Kind
cli-routes-published = In force since
cli-routes-unknown = There is no such route or version: { $name }
cli-routes-not-proposed = There is no proposal { $id }.
cli-routes-not-read = { $file } cannot be read: { $reason }
routes-advice = Correct what is said and try again.
problem-title-route-refused = Route refused

## Inspections

routes-end-inspection = Carried out, closed
