# What the rules about meetings and about time say; see rules.ftl for how the keys are made.

knowledge-calendar = the calendar of working days
knowledge-meetings = the other meetings
knowledge-plan = the year's plan
knowledge-quota = the year's quota

rule-no-meeting-week-facts-missing = { $what }: could not be had, so the no-meeting week cannot be checked. Not accepted for now.
rule-no-meeting-week-facts-missing-advice = Try again later; if it still fails, ask the administrator.

rule-no-meeting-day = { $date } is a no-meeting day, on which no meeting is held.
rule-no-meeting-day-advice = Choose another day; if a superior ordered that day, name the order.
rule-no-meeting-day-superior = { $date } is a no-meeting day; a meeting ordered by a superior needs a reason.
rule-no-meeting-day-superior-advice = Say what the superior ordered and for when, for the main leader to accept; or choose another day.
rule-no-meeting-day-emergency = { $date } is a no-meeting day; an emergency meeting needs a reason.
rule-no-meeting-day-emergency-advice = Name the emergency that cannot wait, for the main leader to accept; or choose another day.
rule-no-meeting-day-name = No-meeting day
rule-no-meeting-day-basis = Local rules on fewer documents and meetings: one fixed “no-meeting day” a week, on which meetings are not usually held.

rule-split-meeting = “{ $title }” ({ $date }, { $unit }) has much the same matter and people; together they take { $n } minutes, more than { $limit }. This looks like one meeting in parts and needs a reason.
rule-split-meeting-advice = Hold one meeting of at most { $limit } minutes, or give the main leader a reason to accept why there are several.
rule-split-meeting-facts-missing = { $what }: could not be had, so it cannot be checked whether a meeting was split. Not accepted for now.
rule-split-meeting-facts-missing-advice = Try again later; if it still fails, ask the administrator.
rule-split-meeting-name = Split meeting
rule-split-meeting-basis = Rules on fewer documents and meetings: an ordinary work meeting takes at most 90 minutes. Parts of one meeting are added up.

rule-merge-similar = It is about the same as “{ $title }” ({ $date }, { $unit }): hold one meeting, or say why not.
rule-merge-similar-advice = They are { $days } days apart. Agree with { $unit } on one meeting, or give the responsible leader a reason to accept.
rule-merge-similar-later = “{ $title }” ({ $date }, { $unit }) is about the same; its host has been told to merge it.
rule-merge-similar-later-advice = They are { $days } days apart. Yours was submitted first and may go on; you may also agree with { $unit } on one meeting.
rule-merge-similar-facts-missing = { $what }: could not be had, so meetings about the same cannot be looked for. Not accepted for now.
rule-merge-similar-facts-missing-advice = Try again later; if it still fails, ask the administrator.
rule-merge-similar-name = One meeting for one matter
rule-merge-similar-basis = Rules on fewer documents and meetings: “meetings of similar content are held as one”.

rule-combine-attendees = { $pct }% of those who attend also attend “{ $title }”: hold both together, or say why not.
rule-combine-attendees-advice = Agree with { $unit } to hold it back to back with the meeting on { $date }, or give the responsible leader a reason to accept.
rule-combine-attendees-later = { $pct }% of those who attend also attend “{ $title }”; its host has been told to hold both together.
rule-combine-attendees-later-advice = Yours was submitted first and may go on; you may also agree with { $unit } to hold it back to back with the one on { $date }.
rule-combine-attendees-facts-missing = { $what }: could not be had, so it cannot be checked who attends twice. Not accepted for now.
rule-combine-attendees-facts-missing-advice = Try again later; if it still fails, ask the administrator.
rule-combine-attendees-name = Same people, one occasion
rule-combine-attendees-basis = Rules on fewer documents and meetings: “meetings with basically the same attendance are held together”.

rule-quota-meeting = The unit's quota for { $year } is { $quota } meetings; this is number { $n } (last year { $baseline }).
rule-quota-meeting-advice = Cancel or merge it, or give the main leader a reason to accept why the quota is exceeded.
rule-quota-meeting-near = The unit's quota for { $year } is { $quota } meetings; this is number { $n } (last year { $baseline }), and little is left.
rule-quota-meeting-near-advice = Plan the remaining meetings of the year together, and merge what can be merged.
rule-quota-meeting-last-year = The unit's quota for { $year } is { $quota } meetings; this is number { $n }, more than the { $baseline } of last year. Refused.
rule-quota-meeting-last-year-advice = Cancel or merge it; if it must be held, first explain it to the superior office in writing and enter the reference.
rule-quota-meeting-explained = The unit's quota for { $year } is { $quota } meetings; this is number { $n }, more than the { $baseline } of last year. It was explained in writing and still needs a reason.
rule-quota-meeting-explained-advice = Give the main leader a reason to accept, or cancel or merge it.
rule-quota-meeting-no-baseline = No quota of meetings is recorded for the unit in { $year }; this is number { $n }.
rule-quota-meeting-no-baseline-advice = Ask the administrator to record last year's number, so that the quota can be checked.
rule-quota-meeting-facts-missing = { $what }: could not be had, so the number of meetings cannot be checked. Not accepted for now.
rule-quota-meeting-facts-missing-advice = Try again later; if it still fails, ask the administrator.
rule-quota-meeting-name = Number of meetings
rule-quota-meeting-basis = Rules on fewer documents and meetings: “30 to 50% fewer meetings”.

rule-plan-meeting = It is not in the year's plan of meetings and needs a reason of its own.
rule-plan-meeting-advice = Name its item in the plan, or give the main leader a reason to accept why it is held outside the plan.
rule-plan-meeting-not-found = The year's plan has no item “{ $item }” that can be used; it needs a reason of its own.
rule-plan-meeting-not-found-advice = Check whether the item is your unit's and still unused, or give the main leader a reason to accept.
rule-plan-meeting-facts-missing = { $what }: could not be had, so the plan of meetings cannot be checked. Not accepted for now.
rule-plan-meeting-facts-missing-advice = Try again later; if it still fails, ask the administrator.
rule-plan-meeting-name = Year's plan of meetings
rule-plan-meeting-basis = Rules of Zhangjiajie: meetings outside the plan are “strictly controlled and discussed one by one”.

rule-annual-once = The unit has held or got approved a comprehensive work meeting in { $year }, “{ $title }” ({ $date }); another one needs a reason.
rule-annual-once-advice = Hold it about one task or write instead, or give the main leader a reason to accept a second one within the year.
rule-annual-once-facts-missing = { $what }: could not be had, so comprehensive meetings cannot be counted. Not accepted for now.
rule-annual-once-facts-missing-advice = Try again later; if it still fails, ask the administrator.
rule-annual-once-name = One comprehensive meeting a year
rule-annual-once-basis = Provisions on relieving the grass roots: in principle no more than one comprehensive work meeting of a field a year.

rule-meeting-size = { $n } people attend, more than the { $limit } of a meeting of this class; this needs a reason.
rule-meeting-size-advice = Invite { $limit } at most, or give the main leader a reason to accept.
rule-meeting-size-name = Size of the meeting
rule-meeting-size-basis = Central rules on meeting expenses: class II up to 300 people, class III up to 150, class IV usually up to 50; this office is stricter, as counties are.

rule-video-first-reason = { $n ->
    [one] { $n } township or village has
   *[other] { $n } townships and villages have
} to come in person, among them { $unit }; this needs a reason.
rule-video-first-reason-advice = Hold it by video, or give the responsible leader a reason to accept why people have to come.

rule-meeting-lead-time = Only { $n } working days are left until { $date }, fewer than { $limit }; this needs a reason.
rule-meeting-lead-time-advice = Hold it later, asking at least { $limit } working days ahead; or give the responsible leader a reason to accept.
rule-meeting-lead-time-begun = The emergency meeting has already begun. Until { $limit } hours after its begin it can be approved with a reason.
rule-meeting-lead-time-begun-advice = Say why it could not be approved before; the responsible leader decides whether that is accepted, and the meeting is marked.
rule-meeting-lead-time-no-calendar = The holidays of { $year } are not recorded; Monday to Friday are counted as working days, which may be wrong.
rule-meeting-lead-time-no-calendar-advice = Ask the administrator to record the holidays and make-up days of { $year }.
rule-meeting-lead-time-facts-missing = { $what }: could not be had, so the lead time cannot be checked. Not accepted for now.
rule-meeting-lead-time-facts-missing-advice = Try again later; if it still fails, ask the administrator.
rule-meeting-lead-time-name = Lead time
rule-meeting-lead-time-basis = Rules of Zhangjiajie: approval of a meeting is asked for “5 working days ahead”.

rule-meeting-budget = The budget is { $n } yuan for a person and a day, more than the { $limit } of this class; this needs a reason.
rule-meeting-budget-advice = Spend less, or give the responsible leader a reason to accept.
rule-meeting-budget-name = Budget of the meeting
rule-meeting-budget-basis = Central rules on meeting expenses (2016, no. 214): 760 yuan for a person and a day in class I, 650 in class II, 550 in classes III and IV.

rule-exchange-speeches-many = { $n } exchanges of experience are on the agenda, more than { $limit }.
rule-exchange-speeches-many-advice = Keep { $limit } at most and hand the others out in writing.
rule-exchange-speeches-long = One exchange of experience takes { $n } minutes, more than { $limit }.
rule-exchange-speeches-long-advice = Shorten it to { $limit } minutes at most.
rule-exchange-speeches-name = Exchanges of experience
rule-exchange-speeches-basis = Rules of Gaotai: at most 3 exchanges of experience, of at most 8 minutes each.

rule-notice-matches-approval = The notice ({ $present }) is not what was approved ({ $approved }); it may not go out.
rule-notice-matches-approval-advice = If time, place, units or headcount have changed, have the change approved first.
rule-notice-matches-approval-name = Notice as approved
rule-notice-matches-approval-basis = Rules on the approval of meetings: what the notice says “must agree with the approval form”.

rule-actual-overrun = The meeting took { $n } minutes, more than the { $approved } that were approved.
rule-actual-overrun-advice = Say why it took { $over } minutes more, and keep to the approved length in future.
rule-actual-overrun-limit = The meeting took { $n } minutes, more than the limit of { $limit } (approved: { $approved }); it is recorded as an irregularity.
rule-actual-overrun-limit-advice = Say why it took { $over } minutes more, and answer the auditor's questions.
rule-actual-overrun-name = Longer than approved
rule-actual-overrun-basis = Rules on fewer documents and meetings: an ordinary work meeting takes at most 90 minutes, as it was really held.

rule-actual-missing = The meeting is over, and how it went was not told within { $limit } working days (by { $date }).
rule-actual-missing-advice = Record soon when it was, how many came, and which units did not.
rule-actual-missing-name = Record of the meeting missing
rule-actual-missing-basis = How a meeting went is recorded within 3 working days.

rule-filed-meeting-overlong = The filed meeting is planned for { $n } minutes, more than { $limit }; the auditor sees it.
rule-filed-meeting-overlong-advice = Shorten it where you can.
rule-filed-meeting-units = { $n } units outside the list attend the filed meeting, among them { $unit }; the auditor sees it.
rule-filed-meeting-units-advice = Check who is invited; if others have to come, ask for approval instead.
rule-filed-meeting-name = Filed meeting
rule-filed-meeting-basis = Statutory meetings are filed by a closed list; filing does not replace approval.

rule-sla-overdue = { $urgency }: it was to be dealt with in { $limit } working days (by { $date }) and is overdue.
rule-sla-overdue-advice = Deal with it soon; if you cannot, transfer it, or return it and say why.
rule-sla-overdue-name = Time to deal with it
rule-sla-overdue-basis = Extra urgent requests are dealt with in 1 working day, urgent ones in 3, others in 5: usual practice, not a national rule.
