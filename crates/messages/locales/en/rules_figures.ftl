# The figures that an office may set: `parameter-<key>`, and for a choice `-<number>` each of its ways.

parameter-file-length = Most characters of body and issued texts
parameter-file-length-special = Most characters of a document about one task
parameter-meeting-minutes = Most minutes of a meeting
parameter-speech-minutes = Most minutes of one speech
parameter-no-meeting-week = No-meeting week
parameter-no-meeting-week-0 = the week that begins on the first Monday
parameter-no-meeting-week-1 = the 1st to the 7th
parameter-no-meeting-week-2 = the week in which the 1st lies
parameter-year-close-day = The last day of January for last year’s numbers
parameter-video-first = Townships and villages come in person
parameter-video-first-0 = pointed out
parameter-video-first-1 = needs a reason
parameter-no-meeting-week-shift = No-meeting week with a holiday
parameter-no-meeting-week-shift-0 = stays
parameter-no-meeting-week-shift-1 = moves to the next week
parameter-no-meeting-days = No-meeting days of the week
parameter-merge-days = Distance of meetings about the same
parameter-merge-title = Likeness of titles
parameter-combine-days = Distance of meetings of the same people
parameter-combine-attendees = Share of the same people
parameter-quota-reduction = Reduction against last year
parameter-quota-yellow = Share of the quota from which to warn
parameter-plan-meeting = Year's plan of meetings
parameter-plan-meeting-0 = not asked for
parameter-plan-meeting-1 = meetings outside it need a reason
parameter-meeting-size-ii = People at a meeting of class II
parameter-meeting-size-iii = People at a meeting of class III
parameter-meeting-size-iv = People at a meeting of class IV
parameter-meeting-lead-days = Lead time of a meeting
parameter-meeting-budget-i = Norm of class I for a person and a day
parameter-meeting-budget-ii = Norm of class II for a person and a day
parameter-meeting-budget-iii = Norm of the classes III and IV for a person and a day
parameter-exchange-items = Exchanges of experience on an agenda
parameter-exchange-minutes = Most minutes of one exchange
parameter-actual-days = Time to record how a meeting went
parameter-head-review = Review by the head of the drafting unit
parameter-head-review-0 = a route may leave it out
parameter-head-review-1 = every route has it
parameter-office-review = Check by the office
parameter-office-review-0 = a route may leave it out
parameter-office-review-1 = every route has it
parameter-sla-extra-urgent = Time to deal with an extra urgent request
parameter-sla-urgent = Time to deal with an urgent request
parameter-sla-normal = Time to deal with other requests

## Inspections

parameter-inspection-reduction = Reduction of inspections against last year
parameter-inspection-targets = Share of the same units inspected
