# The calendar of meetings.

calendar-nav = Calendar
calendar-head = Meetings
calendar-text = Meetings that are asked for, approved or held. The hatched days are the week without meetings.
calendar-before = Month before
calendar-after = Month after
calendar-closed = no meetings
calendar-today = today
calendar-weekday-1 = Mon
calendar-weekday-2 = Tue
calendar-weekday-3 = Wed
calendar-weekday-4 = Thu
calendar-weekday-5 = Fri
calendar-weekday-6 = Sat
calendar-weekday-7 = Sun
calendar-slots = Free slots
calendar-slots-text = Outside the week without meetings, on working days, when none of the units has a meeting
calendar-no-slot = Within 60 days these units have no slot in common.
calendar-minutes = Duration in minutes
calendar-units = Who takes part
calendar-find = Find slots
