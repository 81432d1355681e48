# Document numbers (发文字号): how they are written, what became of them, the gap report, paper registers.

# What is wrong with a number as it was typed.
rule-number-format-written-white-space = “{ $number }” contains white space.
rule-number-format-written-white-space-advice = Take all spaces and line breaks out of the number.
rule-number-format-written-brackets = The year in “{ $number }” does not stand in the brackets 〔 〕.
rule-number-format-written-brackets-advice = Put the year between 〔 and 〕.
rule-number-format-written-brackets-only = The year in “{ $number }” does not stand in the brackets 〔 〕.
rule-number-format-written-brackets-only-advice = If { $offer } is meant, please write it so.
rule-number-format-written-full-width-digit = “{ $number }” contains full-width digits.
rule-number-format-written-full-width-digit-advice = Write year and sequence number in ordinary digits, 0 to 9.
rule-number-format-written-ordinal = “{ $number }” has 第 before its sequence number.
rule-number-format-written-ordinal-advice = Leave out 第.
rule-number-format-written-short-year = The year in “{ $number }” has fewer than four digits.
rule-number-format-written-short-year-advice = Write the whole year, such as 〔2026〕.
rule-number-format-written-leading-zero = The sequence number in “{ $number }” begins with 0.
rule-number-format-written-leading-zero-advice = Sequence numbers begin with 1 and have no leading zeros: 1, not 01.
rule-number-format-written-too-high = The sequence number in “{ $number }” has more than five digits.
rule-number-format-written-too-high-advice = Check it; the highest is 99999.
rule-number-format-written-no-hao = “{ $number }” lacks 号 at its end.
rule-number-format-written-no-hao-advice = Put 号 after the sequence number.
rule-number-format-written-code = The code of “{ $number }” is not a code of an organ.
rule-number-format-written-code-advice = A code has 2 to 12 Chinese characters; please check it.
rule-number-format-written-shape = “{ $number }” is not a document number.
rule-number-format-written-shape-advice = A number has a code, a year and a sequence number, such as 青政发〔2026〕1号.
rule-number-format-written-unregistered = The code of “{ $number }” is not registered here.
rule-number-format-written-unregistered-advice = Check the code; for a number of another organ, ask that organ.

# The register, and the check of one number.
number-series-year = { $series }〔{ $year }〕
number-void = Void
number-paper = From a paper register
number-gaps = Some numbers cannot be accounted for; this has to be looked into at once:
number-gaps-way = Ask the administrator to run baopi numbers gaps, which names every one of them.
number-voids = Numbers given up
number-voids-text = It takes two people, and the number is not used again
number-void-reason = Reason
number-void-proposed = Proposed by
number-void-confirmed = Agreed by
number-void-at = Time
number-void-on-paper = Void in the paper register
number-check-title = Check a number
number-check-lead = Whether a document number is written rightly, whose it is, and what became of it.
number-check-hint = Such as 青政发〔2026〕1号: the year between 〔 and 〕, no 第, and 1 rather than 01.
number-check-go = Check
number-check-verdict = What is known
number-check-offer = Check { $s } instead
number-check-unit = Issuing unit
number-check-free = This number is written rightly and has not been taken yet.
number-check-used = This number is in use.
number-check-void = This number was given up and is not used again.
number-check-imported-used = This number stands in a paper register that was imported; it was not approved in this system.
number-check-imported-void = This number is void in a paper register that was imported, and is not used again.

# The command line.
cli-numbers-series = Series
cli-numbers-year = Year
cli-numbers-highest = Highest
cli-numbers-used = In use
cli-numbers-void = Void
cli-numbers-missing = Missing
cli-numbers-twice = Twice
cli-numbers-beyond = Beyond the counter
cli-numbers-none = No number has been taken yet.
cli-numbers-fine = { $count } series were checked; every number is accounted for.
cli-numbers-gaps = { $count } series were checked; { $faulty } of them have numbers that are missing, there twice, or beyond the counter. This has to be looked into at once.
cli-numbers-imported = Imported: { $used } numbers in use and { $void } void. SHA-256 of the file: { $sha256 }
cli-numbers-last = The next number of { $series }〔{ $year }〕 is { $next }.
cli-numbers-not-yours = { $login } is neither a registrar nor an administrator and cannot import a register.
cli-numbers-not-read = { $file } cannot be read: { $reason }.
cli-numbers-unreadable = { $file } cannot be read as UTF-8 or GB18030 text.
cli-numbers-faulty = { $file } has { $count } faults; no number was imported:
cli-numbers-fault = Line { $line }: { $reason }
cli-numbers-fault-in = Line { $line }, { $column }: { $reason }

# The table of a paper register: heads of its columns and its states, as people may write them, and what can be wrong with it.
paper-column-series = series
paper-column-year = year
paper-column-sequence = sequence
paper-column-state = state
paper-column-title = title
paper-column-unit = unit
paper-column-doc-date = date
paper-column-void-reason = void reason
paper-state-used = used
paper-state-void = void
paper-fault-no-column = the head has no such column
paper-fault-column-twice = the head has this column twice
paper-fault-fields = there are not as many fields as in the head
paper-fault-nothing = there are no numbers in the table
paper-fault-too-many = at most { $limit } lines are imported at once
paper-fault-missing = nothing is written here
paper-fault-no-number = not a number as it must be written: four digits for the year, 1 to 99999 for the sequence, no leading zeros
paper-fault-future-year = the year has not come yet
paper-fault-unknown-state = write “used” or “void”
paper-fault-unknown-unit = there is no such unit
paper-fault-not-of-unit = this code is not registered for the unit
paper-fault-no-date = not a date such as 2026-09-15
paper-fault-other-year = the date is not of the year of the number
paper-fault-future-date = the date has not come yet
paper-fault-too-long = longer than { $limit } characters
paper-fault-not-void = only a number that was given up has a reason
paper-fault-twice = the same number as on line { $line }
paper-fault-taken = the register has this number already
paper-fault-begun = numbers up to { $last } were given by this system; none above can be imported
paper-fault-gap-of-one = { $first } is missing; list a number that was not used as void, with a reason
paper-fault-gap = { $first } to { $last } are missing; list numbers that were not used one by one as void, with a reason
number-marks = Remarks

## The register

page-register-text = Every numbered document stands here by its number, without gaps.
page-register-none = No document is numbered yet
page-register-none-text = After signature and recheck the registrar takes a number, and the document stands here.
page-register-no-match = No document fits
page-register-no-match-text = Please choose another year, series or unit.
page-year = Year
page-narrow = Find
