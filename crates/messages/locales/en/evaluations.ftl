# What the rules found each time: when, why, by which version of the rules.
evaluation-title = What the rules found
evaluation-text = What was found at every saving, submission, signature and numbering, with the rules and figures of that time; the latest comes first.
evaluation-link = What the rules found
evaluation-until = Up to
evaluation-none = Nothing was judged until then.
evaluation-nothing-found = Nothing was found.
evaluation-earlier = Earlier ones
evaluation-made-with = Version { $set } of the rules, revision { $revision } of the text
evaluation-quota = Quota of the year
evaluation-quota-used = { $baseline } in the year before, to fall by { $reduction }%; { $committed } were taken at that time

trigger-preview = when saved
trigger-submit = when submitted
trigger-sign = when signed
trigger-correct = when the office corrected it
trigger-reschedule = when the meeting was changed
trigger-number = when numbered

parameter-file-length = Most characters of a document
parameter-file-length-special = Most characters about one task
parameter-meeting-minutes = Most minutes of a meeting
parameter-speech-minutes = Most minutes of one speech
parameter-no-meeting-week = Which week has no meetings (code)
parameter-video-first = How strict about meetings on site (code)

cli-verify-evaluations = { $n } evaluations were repeated.
