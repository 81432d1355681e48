# What the rules about documents say, in the order of the rules; see rules.ftl for the shape of the keys.

rule-annex-length = The annexes have { $n } characters, more than { $limit } (body and issued texts: { $text }).
rule-annex-length-advice = Annexes do not count towards the length, but somebody has to read them. Shorten them, and leave out what need not be there.
rule-annex-length-beside-short-text = The annexes have { $n } characters, more than { $limit } and more than { $times } times the { $text } of body and issued texts; this needs a reason.
rule-annex-length-beside-short-text-advice = Write what has to be done into the body; if it has to be an annex, give a reason for the responsible leader to accept.
rule-annex-length-name = Length of annexes
rule-annex-length-basis = Rule of this system: annexes do not count, but a short body with long annexes is no way around the limit.

rule-split-suspect = The title is { $pct } % like “{ $title }”, which the unit asked for on { $date }, and both are long: this looks like one document in two parts and needs a reason.
rule-split-suspect-advice = Make one shorter document of both; if they are two matters, give a reason for the responsible leader to accept.
rule-split-suspect-facts-missing = The other documents that the unit has asked for lately could not be read, so whether this is part of one of them is not known. Not accepted for now.
rule-split-suspect-facts-missing-advice = Ask again in a while; if that does not help, ask the administrator.
rule-split-suspect-name = One document in two parts
rule-split-suspect-basis = Provisions on relieving the grass roots, item 1: no dodging the number of documents by leaving out the red header, by informal notes or by putting several texts into one.

rule-quota-doc = The unit's quota for { $year } is { $quota }; this would be number { $n } (last year: { $baseline }).
rule-quota-doc-advice = That is beyond the quota. Merge it, postpone it or do without; if it has to be issued, give a reason for the main leader to accept.
rule-quota-doc-last-year = The unit's quota for { $year } is { $quota }; this would be number { $n } (last year: { $baseline }).
rule-quota-doc-last-year-advice = That is more than last year. Refused. Merge it, postpone it or do without; if it has to be issued, explain it to the superior in writing first and name the explanation on the form.
rule-quota-doc-explained = The unit's quota for { $year } is { $quota }; this would be number { $n } (last year: { $baseline }).
rule-quota-doc-explained-advice = That is more than last year, and has been explained to the superior. Say why this one has to be issued, for the main leader to accept.
rule-quota-doc-near = The unit's quota for { $year } is { $quota }; this would be number { $n } (last year: { $baseline }).
rule-quota-doc-near-advice = The quota is nearly used up; plan what is still to be issued.
rule-quota-doc-no-baseline = How many documents the unit issued last year is not recorded, so there is no quota for { $year }; this would be number { $n }.
rule-quota-doc-no-baseline-advice = You can go on; ask the administrator to record last year's figure.
rule-quota-doc-facts-missing = How many documents the unit has issued this year could not be read, so the quota cannot be checked. Not accepted for now.
rule-quota-doc-facts-missing-advice = Ask again in a while; if that does not help, ask the administrator.
rule-quota-doc-name = Number of documents
rule-quota-doc-basis = Rules on fewer documents and meetings: 30 to 50 % fewer documents; provisions on relieving the grass roots: the number of documents usually falls and does not rise, and more than last year is explained to the superior Party committee's office in writing.

rule-plan-doc = No item of the year's plan is named; this needs a reason.
rule-plan-doc-advice = Name the item of the year's plan; if it has to be issued outside the plan, give a reason for the responsible leader to accept.
rule-plan-doc-unknown = The year's plan has no item “{ $item }” that could be used; this needs a reason.
rule-plan-doc-unknown-advice = Check that the item is one of the unit's and not used for another document; if it has to be issued outside the plan, give a reason for the responsible leader to accept.
rule-plan-doc-facts-missing = The unit's plan for the year could not be read, so the item cannot be checked. Not accepted for now.
rule-plan-doc-facts-missing-advice = Ask again in a while; if that does not help, ask the administrator.
rule-plan-doc-name = Planned documents
rule-plan-doc-basis = Provisions on relieving the grass roots: documents are planned, limited in number and entered in the plan before they are written.

rule-already-deployed = A meeting on { $date } gave out this work; usually nothing is issued about it again.
rule-already-deployed-advice = “{ $title }” gave out this work: withdraw the document. If there are new tasks that have to be in writing, give a reason for the responsible leader to accept.
rule-already-deployed-named = A meeting gave out this work; usually nothing is issued about it again.
rule-already-deployed-named-advice = The form says that this repeats what a meeting gave out: withdraw the document. If there are new tasks that have to be in writing, give a reason for the responsible leader to accept.
rule-already-deployed-facts-missing = The meetings of late could not be read, so whether one of them gave out this work is not known. Not accepted for now.
rule-already-deployed-facts-missing-advice = Ask again in a while; if that does not help, ask the administrator.
rule-already-deployed-name = No document after the meeting
rule-already-deployed-basis = Rules on fewer documents and meetings: what a meeting has given out, with clear tasks, is usually not issued again.

rule-copy-paste = { $pct } % of it stands in a document that was received; adapt it to what is needed here, or forward the original.
rule-copy-paste-advice = The source is “{ $title }” by { $from }. Say what is to be done here, forward the original or pass it on by telephone; if it has to be issued, give a reason for the main leader to accept.
rule-copy-paste-hint = { $pct } % of it stands in a document that was received; adapt it to what is needed here, or forward the original.
rule-copy-paste-hint-advice = The source is “{ $title }” by { $from }. You can go on; take out what only repeats it.
rule-copy-paste-facts-missing = It could not be compared with the documents received, so whether it is a copy is not known. Not accepted for now.
rule-copy-paste-facts-missing-advice = Ask again in a while; if that does not help, ask the administrator.
rule-copy-paste-name = Copies of received documents
rule-copy-paste-basis = Rules on fewer documents and meetings: no documents that copy others; without measures of its own, a place forwards the original.

rule-similar-doc = The title is { $pct } % like “{ $title }”, issued on { $date }; this needs a reason.
rule-similar-doc-advice = Use the document that was issued; if another is needed, say what is new in it, for the responsible leader to accept.
rule-similar-doc-facts-missing = The documents that the unit has issued could not be read, so whether this is one of them again is not known. Not accepted for now.
rule-similar-doc-facts-missing-advice = Ask again in a while; if that does not help, ask the administrator.
rule-similar-doc-name = The same again
rule-similar-doc-basis = Rule of this system: what was issued about a matter within half a year is usually not issued again.

rule-countersign-required = The text names { $n ->
    [one] { $n } department that does
   *[other] { $n } departments that do
} not countersign, among them { $unit }.
rule-countersign-required-advice = Ask the department and add it to those who countersign; if the matter is none of its own, go on.
rule-countersign-required-name = Departments to be asked
rule-countersign-required-basis = Regulation on the handling of official documents, article 19(6): whatever lies within the powers of other places or departments, the drafting unit must ask them and seek agreement.

rule-burden-terms = The text has { $n ->
    [one] { $n } demand
   *[other] { $n } demands
} that may burden the grass roots: { $words }.
rule-burden-terms-advice = Check that it is needed, and take out what is not; if it is, go on.
rule-burden-terms-name = Words of burden
rule-burden-terms-basis = Provisions on relieving the grass roots: before issuing, assess whether the document agrees with them; no traces for their own sake, no forms upon forms.

rule-short-deadline = It asks for a return by { $date }, { $days ->
    [one] { $days } working day
   *[other] { $days } working days
} from now and fewer than { $limit }; this needs a reason.
rule-short-deadline-advice = Give more time; if it cannot wait, give a reason for the responsible leader to accept.
rule-short-deadline-name = Time to answer
rule-short-deadline-basis = Rules on relieving the grass roots: no notice in the morning that wants answers in the afternoon, none on Friday evening that wants them on Monday morning.

rule-request-one-matter = The text asks for approval { $n ->
    [one] { $n } time
   *[other] { $n } times
}; a request has one matter.
rule-request-one-matter-advice = Check that it is one matter; if not, write a request for each.
rule-request-one-matter-name = One matter in a request
rule-request-one-matter-basis = Regulation on the handling of official documents, article 15(4): a request has one matter.

rule-not-to-person = One of the main recipients is a person ({ $person }); an organ does not write to a person.
rule-not-to-person-advice = Address the organ where the person works. The form offers units only; what a program sent has to be corrected.
rule-not-to-person-name = Not to a person
rule-not-to-person-basis = Regulation on the handling of official documents, article 15(5): except on what a superior's leader has ordered directly, an organ sends that leader no documents in its own name. The form offers units only as recipients.

rule-skip-level = The main recipient { $unit } is not the direct superior ({ $superior }); going over its head needs a reason.
rule-skip-level-advice = Address { $superior }; if it has to be otherwise, give a reason for the main leader to accept, and send a copy to the organ that was passed over.
rule-skip-level-name = Not over the head of the superior
rule-skip-level-basis = Regulation on the handling of official documents, article 14: usually no level is skipped; where it has to be, the organ that was passed over gets a copy.
