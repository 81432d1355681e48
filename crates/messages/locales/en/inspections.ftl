# Inspections: words, forms and pages; what their rules say; see rules.ftl for how the keys of rules are made.

kind-inspection = Inspection
status-approved-inspection = approved, not carried out yet
button-approve-signs-inspection = Approve the inspection
button-approve-office-review-inspection = Pass the coordination
button-cancel-inspection = Call the inspection off
status-review-office-review-inspection = awaiting the office's coordination
stage-office-review-inspection = Office's coordination

happening-created-inspection = Approval form of an inspection begun
happening-saved-inspection = Form saved
happening-signed-inspection = Inspection approved, dated { $date }
happening-signed-accepted-inspection = Inspection approved, dated { $date }, accepting: { $accepted }
happening-cancelled-inspection = Inspection called off

inspection-method-on-site = on site
inspection-method-unannounced = unannounced
inspection-method-papers = by papers
inspection-method-online = online

## Fields and pages

field-inspection-title = Name of the inspection
field-inspecting-unit = Inspecting unit
field-inspection-comprehensive = The unit's comprehensive inspection of the year
field-inspection-basis = Basis of the inspection
field-targets = Units inspected
field-method = Way of inspecting
field-starts-on = Begins on

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
plan-kind-inspection = Inspection
routes-end-inspection = Carried out, closed
spot-check-approved = Approval was complete before it began
spot-check-planned = It stands in the yearly plan, or was reported by itself
spot-check-targets = Units and way are those of the form

## Rules

knowledge-inspections = The other inspections
parameter-inspection-reduction = Reduction of inspections against last year
parameter-inspection-targets = Share of the same units inspected

rule-required-fields-not-begun = “{ $field }” lies ahead; it cannot be closed yet.
rule-required-fields-not-begun-advice = Close it once it was carried out; if it is not, call it off.

rule-inspection-plan = It is not in the year's plan of inspections and needs a reason of its own.
rule-inspection-plan-advice = Name its item in the plan, or give the main leader a reason to accept why it is done outside the plan.
rule-inspection-plan-not-found = The year's plan of inspections has no item “{ $item }” that can be used; it needs a reason of its own.
rule-inspection-plan-not-found-advice = Check whether the item is your unit's and still unused, or give the main leader a reason to accept.
rule-inspection-plan-facts-missing = { $what }: could not be had, so the plan of inspections cannot be checked. Not accepted for now.
rule-inspection-plan-facts-missing-advice = Try again later; if it still fails, ask the administrator.
rule-inspection-plan-name = Year's plan of inspections
rule-inspection-plan-basis = Rules on inspections: what stands in no plan is “reported one by one”.

rule-inspection-quota = The unit's quota for { $year } is { $quota } inspections; this is number { $n } (last year { $baseline }).
rule-inspection-quota-advice = Cancel or merge it, or give the main leader a reason to accept why the quota is exceeded.
rule-inspection-quota-near = The unit's quota for { $year } is { $quota } inspections; this is number { $n } (last year { $baseline }), and little is left.
rule-inspection-quota-near-advice = Plan the remaining inspections of the year together, and merge what can be merged.
rule-inspection-quota-last-year = The unit's quota for { $year } is { $quota } inspections; this is number { $n }, more than the { $baseline } of last year. Refused.
rule-inspection-quota-last-year-advice = Cancel or merge it; if it must be done, first explain it to the superior office in writing and enter the reference.
rule-inspection-quota-explained = The unit's quota for { $year } is { $quota } inspections; this is number { $n }, more than the { $baseline } of last year. It was explained in writing and still needs a reason.
rule-inspection-quota-explained-advice = Give the main leader a reason to accept, or cancel or merge it.
rule-inspection-quota-no-baseline = No quota of inspections is recorded for the unit in { $year }; this is number { $n }.
rule-inspection-quota-no-baseline-advice = Ask the administrator to record last year's number, so that the quota can be checked.
rule-inspection-quota-facts-missing = { $what }: could not be had, so the number of inspections cannot be checked. Not accepted for now.
rule-inspection-quota-facts-missing-advice = Try again later; if it still fails, ask the administrator.
rule-inspection-quota-name = Number of inspections
rule-inspection-quota-basis = Rules on fewer documents and meetings: “at least 50% fewer inspections”.

rule-inspection-once = The unit has got approved a comprehensive inspection in { $year }, “{ $title }” ({ $date }); another one needs a reason.
rule-inspection-once-advice = Join the one that is approved, or give the main leader a reason to accept a second one within the year.
rule-inspection-once-facts-missing = { $what }: could not be had, so comprehensive inspections cannot be counted. Not accepted for now.
rule-inspection-once-facts-missing-advice = Try again later; if it still fails, ask the administrator.
rule-inspection-once-name = One comprehensive inspection a year
rule-inspection-once-basis = Rules on inspections: in principle no more than one comprehensive inspection a year.

rule-inspection-merge = { $unit } inspects { $pct } % of the same units about the same in the same month: “{ $title }” ({ $date }). Merge the two, or give a reason.
rule-inspection-merge-advice = Inspect together, or give the responsible leader a reason to accept why that cannot be.
rule-inspection-merge-later = { $unit } asked later to inspect { $pct } % of the same units about the same in the same month: “{ $title }” ({ $date }).
rule-inspection-merge-later-advice = The other side has to say why; you may also agree to inspect together.
rule-inspection-merge-facts-missing = { $what }: could not be had, so inspections about the same cannot be found. Not accepted for now.
rule-inspection-merge-facts-missing-advice = Try again later; if it still fails, ask the administrator.
rule-inspection-merge-name = Merging of inspections about the same
rule-inspection-merge-basis = Rules on fewer documents and meetings: “what is inspected about the same is merged”.
