# What rules say: `rule-<id>[-<case>]` the fault with its figures, `-advice` the way out; of each rule its `-name` and its `-basis`.

rule-approval-gate = The request is “{ $status }”; “{ $action }” is not possible yet.
rule-approval-gate-advice = Have it approved first.
rule-approval-gate-name = Nothing goes out without approval
rule-approval-gate-basis = Every unit asks for approval before it issues a document or holds a meeting; without consent it may do neither.

rule-content-frozen = The content ({ $present }) is not the content that was signed ({ $signed }); it cannot be numbered, sealed or issued.
rule-content-frozen-advice = Have the signer sign the changed content again.
rule-content-frozen-name = What is signed stays as it is
rule-content-frozen-basis = Regulation on the handling of official documents, article 25(1): a substantial change goes back to the signer.

rule-classified = This looks like classified content. This system is not classified and must not store or process state secrets. Nothing was saved. Stop at once, contact your unit's secrecy officer and use the classified channel.
rule-classified-advice = Contact your unit's secrecy officer and use the classified channel.
rule-classified-hint = The text contains “{ $word }”; make sure that nothing in it is classified.
rule-classified-hint-advice = If it is a state or work secret, stop at once and contact your unit's secrecy officer; otherwise go on.
rule-classified-name = No classified content
rule-classified-basis = Law on Guarding State Secrets: no state secret on a computer that is not classified; what is secret is not on the net.

rule-declaration = Nobody has declared yet that nothing in it is classified.
rule-declaration-advice = Make sure that nothing is classified, tick the declaration, then ask for approval again.
rule-declaration-name = Declaration: not classified
rule-declaration-basis = This system is not classified; the drafter of every request declares that it holds no state secret.

rule-separation = Whoever is concerned with a request does not decide about it.
rule-separation-advice = Somebody else who is entitled has to do it.
rule-separation-drafter = The drafter may not decide about a request of their own.
rule-separation-drafter-advice = Somebody else who is entitled has to decide.
rule-separation-stand-in = The drafter's stand-in may not decide about the request.
rule-separation-stand-in-advice = Somebody who does not stand in for the drafter has to decide.
rule-separation-office = Administrators and auditors take no part in approval.
rule-separation-office-advice = The person whose turn it is has to decide.
rule-separation-reviewer = Whoever reviewed the text may not sign it.
rule-separation-reviewer-advice = Another leader who may sign has to sign.
rule-separation-name = Separation of duties
rule-separation-basis = Different people draft, review and sign; administrators and auditors take no part.

rule-signer-rank = This needs the signature of the { $required }; the rank of whoever acts: { $rank }.
rule-signer-rank-advice = Pass it to the { $required } for signature.
rule-signer-rank-name = Who may sign
rule-signer-rank-basis = Regulation on the handling of official documents, article 22: important and upward documents are signed by the main leader.

rule-required-fields = The form is not complete.
rule-required-fields-advice = Complete it, then ask for approval again.
rule-required-fields-missing = “{ $field }” is missing.
rule-required-fields-missing-advice = Fill in “{ $field }”, then ask for approval again.
rule-required-fields-short = “{ $field }” has { $n ->
    [one] { $n } character
   *[other] { $n } characters
}, fewer than { $limit }.
rule-required-fields-short-advice = Say more in “{ $field }”: at least { $limit } characters.
rule-required-fields-long = “{ $field }” has { $n } characters, more than { $limit }.
rule-required-fields-long-advice = Shorten “{ $field }” to { $limit } characters at most.
rule-required-fields-unknown-file = “{ $field }” is not a file that you uploaded.
rule-required-fields-unknown-file-advice = Upload the file again.
rule-required-fields-end-before-start = “{ $field }” does not end after it begins.
rule-required-fields-end-before-start-advice = Correct the begin and the end.
rule-required-fields-other-text = “{ $field }”: the text is not the one that was read from the file.
rule-required-fields-other-text-advice = Take the file out, or upload the file that has this text.
rule-required-fields-lines = “{ $field }” is one line and has a line break.
rule-required-fields-lines-advice = Write “{ $field }” in one line.
rule-required-fields-overlap = Two of “{ $field }” overlap.
rule-required-fields-overlap-advice = Correct the times: a session begins when the one before it has ended.
rule-required-fields-session-too-long = One of “{ $field }” is longer than { $limit } hours.
rule-required-fields-session-too-long-advice = Correct the times, or give each day a session of its own.
rule-required-fields-too-far = “{ $field }” begin more than { $limit } days from now.
rule-required-fields-too-far-advice = Correct the year, or ask for approval when the time has come.
rule-required-fields-begun = By “{ $field }” it has already begun: approval comes first.
rule-required-fields-begun-advice = Choose a later time. What took place without approval cannot be approved afterwards; report it to the auditor.
rule-required-fields-agenda-too-long = The agenda takes { $n } minutes, more than the { $limit } minutes of the meeting.
rule-required-fields-agenda-too-long-advice = Shorten the agenda, or change the time within the limit.
rule-required-fields-negative = “{ $field }” cannot be less than 0.
rule-required-fields-negative-advice = Give the actual sum, 0 if there is none.
rule-required-fields-not-statutory = The meeting is not on the list of statutory meetings and cannot be filed as one.
rule-required-fields-not-statutory-advice = Choose another nature; if it is statutory, ask the administrator to put it on the list.
rule-required-fields-future = The meeting is not over; how it went cannot be recorded yet.
rule-required-fields-future-advice = Record it after the meeting.
rule-required-fields-name = Required fields
rule-required-fields-basis = The fields that the forms for documents, meetings and inspections require.

rule-number-format = The document number is not in order.
rule-number-format-advice = A number is made of code, year and sequence, such as 青政发〔2026〕1号; ask the registrar to correct it.
rule-number-format-code = The code “{ $code }” of the number series is not in order.
rule-number-format-code-advice = A code has 2 to 12 Han characters; ask the administrator to correct it.
rule-number-format-series = The code “{ $code }” is not registered for the issuing unit; no number can be assigned.
rule-number-format-series-advice = Choose a code that is registered for the issuing unit, or ask the administrator to register it.
rule-number-format-year-closed = The numbers of { $year } are closed.
rule-number-format-year-closed-advice = Propose to withdraw it; with the consent of its signer it is drafted and signed anew and takes a number of the year of its new date.
rule-number-format-full = The numbers of “{ $series }” are used up for this year.
rule-number-format-full-advice = Ask the administrator to register another code.
rule-number-format-name = Document number
rule-number-format-basis = GB/T 9704-2012, 7.2.5: code, year in tortoise-shell brackets, sequence.

rule-file-length = Body and issued texts have { $n } characters, more than { $limit }. Refused; shorten it, then ask for approval again.
rule-file-length-advice = Take out at least { $over ->
    [one] { $over } character
   *[other] { $over } characters
}; lists and tables can become annexes, which are not counted.
rule-file-length-name = Length of documents
rule-file-length-basis = Rules on fewer documents and meetings: a document stays within 5000 characters.

rule-file-length-special = A document about one task has { $n } characters, more than { $limit }; this needs a reason.
rule-file-length-special-advice = Shorten it to { $limit } characters, or give a reason for the responsible leader to accept.
rule-file-length-special-name = Length of documents about one task
rule-file-length-special-basis = Provisions on relieving the grass roots: a document about one task usually has no more than 4000 characters.

rule-meeting-duration = The meeting is planned for { $n } minutes, more than { $limit }. Refused.
rule-meeting-duration-advice = Take at least { $over ->
    [one] { $over } minute
   *[other] { $over } minutes
} off the agenda, then ask for approval again.
rule-meeting-duration-name = Length of meetings
rule-meeting-duration-basis = Rules on fewer documents and meetings: a work meeting takes no more than 90 minutes.

rule-speech-duration = One speech or report is planned for { $n } minutes, more than { $limit }; this needs a reason.
rule-speech-duration-advice = Shorten it to { $limit } minutes, or give a reason for the main leader to accept.
rule-speech-duration-name = Length of speeches
rule-speech-duration-basis = Provisions on relieving the grass roots: a main speech or report takes no more than one hour.

rule-urgency-reason = It is marked “{ $urgency }” without a reason.
rule-urgency-reason-advice = Say why it is urgent, or mark it normal.
rule-urgency-reason-name = Reason for urgency
rule-urgency-reason-basis = Whatever is marked urgent says why.

rule-burden-assessment = The assessment of the burden on the grass roots is not in order.
rule-burden-assessment-advice = Make the assessment, then ask for approval again.
rule-burden-assessment-missing = The assessment of the burden on the grass roots is missing.
rule-burden-assessment-missing-advice = Answer each point of the assessment, then ask for approval again.
rule-burden-assessment-adds = By its own assessment it adds { $n ->
    [one] { $n } burden
   *[other] { $n } burdens
} to the grass roots ({ $what }); this needs a reason.
rule-burden-assessment-adds-advice = Drop what adds the burden, or give a reason for the responsible leader to accept.
rule-burden-assessment-name = Burden on the grass roots
rule-burden-assessment-basis = Provisions on relieving the grass roots: before issuing, assess whether the document agrees with them.

rule-title-format = The title is not in the usual form.
rule-title-format-advice = A title names the issuing unit, the matter and the type of document.
rule-title-format-type = The title ends with “{ $found }”, but the type chosen is “{ $expected }”. Refused.
rule-title-format-type-advice = Let the title end with “{ $expected }”, or choose the type “{ $found }”.
rule-title-format-no-type = The title does not end with its type, “{ $expected }”.
rule-title-format-no-type-advice = Let the title end with “的{ $expected }”; plans and measures go out as issued texts.
rule-title-format-about = The title does not say “关于” (about).
rule-title-format-about-advice = Name the matter: “关于……的{ $expected }”.
rule-title-format-punctuation = The title ends with the mark “{ $mark }”.
rule-title-format-punctuation-advice = Take the mark off the end of the title.
rule-title-format-name = Form of the title
rule-title-format-basis = Regulation on the handling of official documents: a title names the issuing unit, the matter and the type.

rule-coord-body-self-issue = This matter is for { $body } to issue itself.
rule-coord-body-self-issue-advice = Withdraw this; { $body } asks for approval in its own name.
rule-coord-body-self-issue-hint = The title speaks of “{ $word }”; such matters are for the coordination body to issue itself.
rule-coord-body-self-issue-hint-advice = If it is a matter of that body, let the body ask for approval itself; otherwise go on.
rule-coord-body-self-issue-name = Coordination bodies issue their own matters
rule-coord-body-self-issue-basis = Rules on fewer documents and meetings: a coordination body itself issues changes of members, routine arrangements, minutes and speeches.

rule-issuing-organ = { $drafting } cannot draft in the name of { $unit }: nobody of { $unit } would be asked.
rule-issuing-organ-advice = Have { $unit } draft it and ask for approval; or name it as a joint issuer.
rule-issuing-organ-meeting = { $drafting } cannot convene a meeting in the name of { $unit }: nobody of { $unit } would be asked.
rule-issuing-organ-meeting-advice = Have { $unit } ask for approval; or name it as a co-host.
rule-issuing-organ-name = Issuing organ
rule-issuing-organ-basis = Regulation on the handling of official documents, article 22: a document is examined and signed by a leader of the organ that issues it.

rule-direction-type = Requests for instruction and reports go upward by their nature; the direction has to be “upward”.
rule-direction-type-advice = Choose “upward” and address a superior; to peers or subordinates write a letter or a notice.
rule-direction-mixed = Among the main recipients are a superior ({ $unit }) and a subordinate ({ $below }); one document cannot go up and down at once.
rule-direction-mixed-advice = Keep either the superior or the subordinates; ask for approval of a second document for the others.
rule-direction-upward = Among the main recipients is a superior ({ $unit }), so the direction has to be “upward”.
rule-direction-upward-advice = Choose “upward”; or take { $unit } off the main recipients.
rule-direction-downward = Among the recipients is a subordinate ({ $unit }), so the direction has to be “downward”.
rule-direction-downward-advice = Choose “downward”; or take { $unit } off the main recipients and the copies.
rule-direction-lateral = The main recipients (such as { $unit }) are of the issuer's own level and not in its line, so the direction has to be “lateral”.
rule-direction-lateral-advice = Choose “lateral”, or check the main recipients.
rule-direction-not-upward = The main recipients (such as { $unit }) are not superiors of the issuer, so the direction cannot be “upward”.
rule-direction-not-upward-advice = Choose “downward” or “lateral”, or check the main recipients.
rule-direction-not-downward = The main recipients (such as { $unit }) are not subordinates of the issuer, so the direction cannot be “downward”.
rule-direction-not-downward-advice = Choose “upward” or “lateral”, or check the main recipients.
rule-direction-name = Direction
rule-direction-basis = Regulation on the handling of official documents, article 14: who writes to whom follows from subordination and competence.

rule-directive-down = Departments and coordination bodies may not give orders to lower Party committees and governments.
rule-directive-down-advice = { $n ->
    [one] { $n } main recipient is
   *[other] { $n } main recipients are
} such a unit, among them { $recipient }. Write a letter instead, address only units of your own system, or obtain the government's consent and say so in the body (“经×政府同意”).
rule-directive-down-consented = With the government's consent it gives orders to { $n ->
    [one] { $n } lower unit
   *[other] { $n } lower units
}, among them { $recipient }; this needs a reason.
rule-directive-down-consented-advice = Say why it has to be issued, for the responsible leader to accept; or write a letter instead.
rule-directive-down-emergency = In an emergency and by law it gives orders to { $n ->
    [one] { $n } lower unit
   *[other] { $n } lower units
}, among them { $recipient }; this needs a reason.
rule-directive-down-emergency-advice = Name the emergency and the law, for the responsible leader to accept.
rule-directive-down-name = No orders to lower governments
rule-directive-down-basis = Provisions on relieving the grass roots; regulation on the handling of official documents, article 16(2): a department gives no orders to lower Party committees and governments.

rule-internal-organ = { $unit } is an internal section and may not issue documents to the outside.
rule-internal-organ-advice = Ask for approval in the name of the organ it belongs to, or treat it as an internal matter.
rule-internal-organ-name = Internal sections do not issue
rule-internal-organ-basis = Regulation on the handling of official documents, article 17: internal sections other than the office issue nothing to the outside.

rule-upward-one-recipient = A request for instruction goes to one superior; this has { $n ->
    [one] { $n } main recipient
   *[other] { $n } main recipients
}.
rule-upward-one-recipient-advice = Keep one main recipient; send the other superiors copies.
rule-upward-one-recipient-principle = An upward document goes in principle to one superior; this has { $n ->
    [one] { $n } main recipient
   *[other] { $n } main recipients
} and needs a reason.
rule-upward-one-recipient-principle-advice = Keep one main recipient and send the others copies, or give a reason for the responsible leader to accept.
rule-upward-one-recipient-name = Upward to one superior
rule-upward-one-recipient-basis = Regulation on the handling of official documents, article 15(1): in principle to one superior.

rule-upward-no-cc-down = An upward document is not copied to subordinates; { $n ->
    [one] { $n } unit that gets a copy is
   *[other] { $n } units that get a copy are
} subordinate, among them { $unit }.
rule-upward-no-cc-down-advice = Take the subordinates off the list of copies.
rule-upward-no-cc-down-name = No copies of upward documents to subordinates
rule-upward-no-cc-down-basis = Regulation on the handling of official documents, article 15(1): no copies to subordinates.

rule-report-no-request = A report or other document that is no request says “{ $phrase }”; it may not carry a request.
rule-report-no-request-advice = Take the request out and send it as a request for instruction; or choose that type for this document.
rule-report-no-request-name = No request within a report
rule-report-no-request-basis = Regulation on the handling of official documents, article 15(4): a report carries no request.

rule-no-meeting-week = { $date } lies in the no-meeting week of month { $month } ({ $from } to { $to }), in which no meeting is held.
rule-no-meeting-week-advice = Hold it after { $to }; if a superior ordered that date, name the order.
rule-no-meeting-week-superior = { $date } lies in the no-meeting week of month { $month } ({ $from } to { $to }); a meeting ordered by a superior needs a reason.
rule-no-meeting-week-superior-advice = Say what the superior ordered and for when, for the main leader to accept; or hold it after { $to }.
rule-no-meeting-week-emergency = { $date } lies in the no-meeting week of month { $month } ({ $from } to { $to }); an emergency meeting needs a reason.
rule-no-meeting-week-emergency-advice = Name the emergency that cannot wait, for the main leader to accept; or hold it after { $to }.
rule-no-meeting-week-name = No-meeting week
rule-no-meeting-week-basis = Rules on fewer documents and meetings: no meetings in the first week of each month.

rule-meeting-level = { $convener }, who convenes, is not a main leader, yet the main leaders of the units are to attend; this needs a reason.
rule-meeting-level-advice = Ask for deputy leaders, or give a reason for the main leader to accept.
rule-meeting-level-no-convener = The main leaders of the units are to attend, but no main leader is named as convener; this needs a reason.
rule-meeting-level-no-convener-advice = Name the main leader who convenes, ask for deputy leaders, or give a reason for the main leader to accept.
rule-meeting-level-name = Rank of those who attend
rule-meeting-level-basis = Provisions on relieving the grass roots: a meeting convened by a deputy leader does not usually ask for main leaders.

rule-video-first = { $n ->
    [one] { $n } township or village has
   *[other] { $n } townships and villages have
} to come in person, among them { $unit }.
rule-video-first-advice = Prefer a video meeting, which spares people at the grass roots the way.
rule-video-first-name = Video first
rule-video-first-basis = Rules on fewer documents and meetings: whatever can be held by video does not bring people from the grass roots.
