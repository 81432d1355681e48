# What the rules about inspections say; see rules.ftl for how the keys are made.

knowledge-inspections = The other inspections

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
