# Holidays and make-up days: `working-days-*` is the page.

working-days-nav = Holidays and make-up days
working-days-head = Holidays and make-up days
working-days-lead = Deadlines, lead times and the week without meetings are counted with these days off and make-up days. The published arrangement of a year is imported as a file and takes the place of what was known of that year; what was judged before stays.
working-days-unknown = The holidays of { $s } are not published or not imported. Monday to Friday are counted, and days that depend on it may be wrong.
working-days-year = { $n }
working-days-shipped = came with the program
working-days-brought = import { $revision }: { $name }, { $at }
working-days-seal = 假
working-days-none = Nothing is known of holidays
working-days-none-text = Monday to Friday are counted.
working-days-weekday = Weekday

day-kind-off = off
day-kind-work = work

book-working-days = Holidays and make-up days
book-field-day = Day
book-field-day-kind = Off or work
book-field-holiday = Holiday
book-fault-other-year = This does not lie in { $year }. A file has one year, which is that of its first line.
book-fault-worked-anyway = People work on this day anyway; nothing is made up for.
