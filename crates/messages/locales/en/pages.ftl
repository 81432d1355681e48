# What stands around every page, and what is wrong with one.

page-brand = Baopi
page-lead = Approved first, then issued. Approved first, then convened.
page-skip = Skip to the content
page-navigation = Main pages
page-unclassified = Non-classified system
page-unclassified-text = State secrets must not be stored, processed or sent here
page-foot = Baopi · Nothing is issued or convened without approval
page-other-language = 中文

## Places

page-desk = Desk
page-new-document = New document
page-new-meeting = New meeting
page-register = Register
page-to-desk = Back to the desk
page-first = Back to the beginning
page-next = Next page
page-all = All
page-yes = Yes
page-optional = (optional)
page-choose = Choose
page-untitled = (untitled)
page-not-yet = not issued

## What is wrong with a page

page-wrong-not-found = There is no such page
page-wrong-not-found-text = The address may be wrong, or this is not open to you.
page-wrong-bad-input = What was sent makes no sense
page-wrong-bad-input-text = Please go back, reload the page and try again.
page-wrong-signed-out = Your session has ended
page-wrong-signed-out-text = What you typed is not lost: sign in in a new window, come back here and reload, and the browser sends it again.
page-wrong-stale = This has changed
page-wrong-stale-text = Somebody else has acted or changed it. Please see how it stands now, then decide.
page-wrong-repeated = This form was sent before
page-wrong-repeated-text = This form was sent before with something else in it, so nothing was done this time. Please check and send it once more.
page-wrong-link = This link leads nowhere for you
page-wrong-link-text = It may be too old, or was sent to somebody else. What waits for you stands on your desk.
page-wrong-refused = Not done
page-wrong-refused-text = This was not done, and nothing has changed.
page-wrong-failed = Something failed
page-wrong-failed-text = This was not completed, and nothing has changed. Please try again later; if it stays so, tell the administrator the number below.
page-wrong-failed-line = Something failed, and this one was not done. Please tell the administrator the number { $s }.
page-wrong-unavailable = Not possible at the moment
page-wrong-unavailable-text = The database is not available, or too much is being sent at once; nothing is wrong with what you entered. Please try again a little later; if it stays so, tell the administrator the number below.
page-wrong-foreign = This came from another site
page-wrong-foreign-text = What other sites send in your name is not accepted. Please use the pages of this system.
page-wrong-slow = It took too long
page-wrong-slow-text = The content did not arrive in time. Please check the network and try again.
page-wrong-too-large = Too much at once
page-wrong-too-large-text = One upload has at most 20 MB and 10 files. Please go back and send less.
page-wrong-number = Number: { $s }
page-wrong-unprinted = No PDF was made
page-wrong-unprinted-text = The report can be read as a page.
