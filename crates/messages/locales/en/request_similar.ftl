# Texts and meetings that are alike, side by side.

similar-title = Side by side
similar-list-title = Compared with stored texts
similar-list-text = This text is compared, passage by passage, with everything submitted before and with the texts that came in. Eight characters in a row that are the same count as the same; changing only the level, such as “the whole province” to “every city”, is no change.
similar-list-none = No passage of this text was found elsewhere.
similar-list-missing = The index of stored texts is not ready, so nothing can be said yet. Try again later, or ask an administrator.
similar-list-meetings = Meetings that could be merged or held together
similar-list-meetings-none = No other meeting is under way.
similar-link = Compare with stored texts
similar-link-meeting = Compare with other meetings
similar-compare = Show side by side
similar-back = Back to the request
similar-open = Open the other request
similar-request = submitted document
similar-incoming = incoming document
similar-percent = { $percent } %
similar-percent-of = { $percent } % of this text stands in it
similar-texts-share = { $percent } % of this text stands in the other one as well ({ $part } of { $whole } runs of eight characters).
similar-texts-none = The two texts have no passage in common.
similar-passages = { $n ->
    [one] One passage is the same; it is marked and numbered in both texts.
   *[other] { $n } passages are the same; they are marked, and those with the same number belong together.
}
similar-hidden = A text that is not open to you
similar-percent-about = about { $percent } % of this text stands in it
similar-limited = You have compared as many texts as you may in a day. What this text has in common with texts that are not open to you is not shown before tomorrow.
similar-here = This text
similar-there = The other text
similar-begin = [same passage { $n } begins]
similar-end = [same passage { $n } ends]
similar-to-other = To passage { $n } in the other text
similar-meeting-here = This meeting
similar-meeting-there = The other meeting
similar-titles-share = The titles are { $percent } % alike.
similar-units-share = { $whole } units attend one or the other, { $part } of them both ({ $percent } %).
similar-units-few = Fewer than three units attend one of them, so that they are not compared.
similar-unit-both = attends both
similar-merge = Propose to merge into the other meeting
similar-merge-text = The drafter of the other meeting is asked to agree; one meeting is then held instead of two.
similar-cluster = Propose to hold back to back with the other meeting
similar-cluster-text = Both meetings are held, one after the other, so that people travel once; the other side has to agree.
similar-opinion = Reason

cli-similar-rebuilt = The index of texts was made anew: { $sources } texts.
cli-similar-fine = The index agrees with the stored texts: { $sources } texts, { $samples } samples.
cli-similar-faults = The index has { $faults } faults. Make it anew with: baopi similar rebuild
cli-similar-incomplete = The index is not whole and not used for comparisons. Make it anew with: baopi similar rebuild
