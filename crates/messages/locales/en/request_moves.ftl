# The moves beside the usual decision, and what the page of a request says about them.

move-more = More
move-return = Return to a stage
move-to-decision = Comment or return
move-to-drafter = The drafter
move-advise-text = Say what you think. The request then goes back to whoever asked you, who decides.

## What each does

move-transfer-text = Somebody else decides instead of you; you are no longer asked.
move-transfer-to = Give it to
move-consult-text = Hear somebody first. When they have answered, the decision is still yours.
move-consult-to = Whose advice
move-add-signer-text = Have somebody else approve as well. Their opinion goes on record, and the stage waits for it.
move-add-signer-person = Who
move-add-signer-place = When they are asked
move-place-before = Before me: they answer first, then I am asked
move-place-beside = Beside me: each answers, and it goes on when both have
move-place-after = After me: they are asked once I have approved
move-remove-signer-text = No longer ask somebody whom you have asked as well and who has not answered.
move-remove-signer-person = Whom not to ask
move-return-text = Send it back to a stage behind, which decides again.
move-return-to = Back to
move-return-then = And then
move-then-again = Through every stage again from there
move-then-straight = Straight back to me
move-circulate-text = Give it to people to read. It does not hold up the approval; readers mark it as read.
move-circulate-to = Who should read it
move-retract-text = Take back what you have just decided. Possible until the next person acts.
move-urge-text = Remind those who are asked by mail. Once in four hours at most.
move-propose-merge-text = Propose that this meeting becomes a part of another. Its host has to agree, and the merged meeting is approved again.
move-propose-merge-into = Part of which meeting
move-cluster-text = Propose to hold it back to back with another meeting, so that people travel once; the other side has to agree. Each approval stays as it is.
move-cluster-with = Back to back with
move-propose-withdrawal-text = Withdraw what is signed and has no number yet. Whoever signed has to agree.
move-void-text = Give up the number. The head of the office has to agree; the number is not used again and the register says void.
move-revoke-text = Revoke an issued document: void from the beginning. Name the document that does it.
move-revoke-by-document = The document that revokes it
move-repeal-text = Repeal an issued document: void from now on. Name the document that does it.
move-repeal-by-document = The document that repeals it
move-suspend-text = Hold it up: nobody can act until it is resumed.
move-terminate-text = End it. It cannot be taken up again.
move-hand-over-text = When somebody leaves, give what waits for them to whoever follows.
move-hand-over-from = Whose task
move-hand-over-to = Who takes it
move-reroute-text = Go on by the newest version of the route. Impossible where a stage would be left out that has to be passed.

## Who is asked

move-asked = Opinions
move-turn = Asked now
move-later = Not yet asked
move-advised = Advised
move-asked-instead-of = instead of { $s }
move-asked-before = added by { $s }, to answer first
move-asked-beside = added by { $s }, to answer as well
move-asked-after = added by { $s }, to answer afterwards
move-asked-advice = asked for advice by { $s }
move-mode-any = One consent is enough
move-mode-all = Everybody has to answer
move-mode-in-order = One after the other
move-mode-vote = Decided by vote
move-due = To be done by { $s }
move-due-over = Overdue since { $s }

## Who reads it, and what is said

move-readers = Readers
move-read-count = { $read } of { $n } have read it
move-unread = Unread
move-read-at = Read { $s }
move-given-to-read = Given by { $name } on { $at }
move-comments = Comments
move-comments-text = They hold up nothing, and everybody who sees the request sees them
move-comment = Add a comment

## How it stands

move-resume-head = Take it up again
move-answer-head = Your answer to the proposal
move-answer-opinion = (required if you decline)
move-come-back = Once changed it goes straight back to “{ $s }”, past the other stages.
move-headcount = So many people come: { $s }
move-venue = The meeting is held elsewhere: { $s }
move-merged-into = This meeting became a part of another.
move-cluster = This meeting is held back to back with another.

## Another date

move-reschedule = Reschedule
move-reschedule-why = Why it is rescheduled
move-reschedule-send = Send the change
move-reschedule-text = Another room alone is changed at once, and the units invited are told; everything else is approved again.
