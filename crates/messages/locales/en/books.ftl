# Incoming documents, yearly plans, work groups, working days. `book-fault-*` stands beside a field, `book-refusal-*` says why
# nothing was done.

incoming-nav = Incoming
incoming-head = Incoming documents
incoming-lead = Registered on the day they arrive, then proposed, instructed, handled and archived.
incoming-new = Register a document
incoming-seal = 收
incoming-none = Nothing has come in
incoming-none-text = Documents appear here once they are registered.
incoming-mine = For me to handle or read
incoming-all-states = Every state
incoming-punctuality = { $registered } registered this year, { $late } of them late.
incoming-late = Registered late (it was due by { $date })
incoming-number-none = No number yet
incoming-receive = Receive
incoming-register-now = Receive and register
incoming-text-hint = Upload the file or paste the text. Outgoing documents are compared with it, so that copying is noticed.
incoming-file-hint = .docx, .odt, .pdf, .ofd, .txt or .md, at most 20 MB.
incoming-was-received = Received.
incoming-was-taken = Done.
incoming-steps = What happened
incoming-do = Next step
incoming-text = Text
incoming-no-text = No text was entered.
incoming-characters = { $n } characters
incoming-nobody-unread = Everybody has read it
incoming-read-at = read on { $s }
incoming-unread = not read yet
incoming-nothing-to-do = There is nothing for you to do at the moment.
incoming-open-file = Download the file

incoming-state-received = Received, to be registered
incoming-state-registered = Registered, waits for a proposal
incoming-state-proposed = Proposed, waits for a leader
incoming-state-instructed = Instructed, to be assigned
incoming-state-handling = Being handled
incoming-state-circulating = Circulating
incoming-state-done = Done, to be archived
incoming-state-archived = Archived
incoming-state-sent-back = Sent back

incoming-step-receive = Receive
incoming-step-register = Register
incoming-step-send-back = Send back
incoming-step-propose = Propose
incoming-step-instruct = Instruct
incoming-step-assign = Assign
incoming-step-circulate = Circulate
incoming-step-read = Mark as read
incoming-step-finish = Finish
incoming-step-archive = Archive

plans-nav = Plans
plans-head = Yearly plans
plans-lead = An item counts as used once a document or meeting that names it is signed; what is not planned needs a reason.
plans-seal = 划
plans-none = There is no plan for this year
plans-none-text = Enter items one by one, or import a table.
plans-new = Add an item
plans-add = Add
plans-remove = Remove
plans-remove-of = Remove “{ $s }”
plans-was-added = Added.
plans-was-changed = Removed.
plans-used = Used
plans-unused = Not used
plan-kind-document = Document
plan-kind-meeting = Meeting

chat-nav = Work groups
chat-head = Work groups in chats
chat-lead = Temporary groups end on their day, idle ones are dissolved, and doubles are merged.
chat-seal = 群
chat-none = There are no work groups
chat-none-text = Groups appear here once they are registered.
chat-new = Register a group
chat-add = Register
chat-was-added = Registered.
chat-was-changed = Updated.
chat-only-due = Those to look after
chat-only-dissolved = Dissolved ones
chat-open = Open ones
chat-active = In use today
chat-active-of = “{ $s }” is in use today
chat-dissolve = Dissolved
chat-dissolve-of = “{ $s }” was dissolved
chat-desk = { $n ->
    [one] One work group of your unit should be dissolved or merged.
   *[other] { $n } work groups of your unit should be dissolved or merged.
 }
chat-desk-more = More than { $n } work groups of your unit should be dissolved or merged.
chat-standing = standing
chat-dissolved-on = dissolved on { $s }

chat-platform-wechat = WeChat
chat-platform-wecom = WeCom
chat-platform-qq = QQ
chat-platform-dingtalk = DingTalk
chat-platform-feishu = Feishu
chat-platform-other = Other

chat-reminder-expired = Its last day is past: dissolve it
chat-reminder-idle = Nobody has used it for long: dissolve it
chat-reminder-double = The unit has another group about this topic: merge them

book-import = Import a table
book-import-hint = CSV or XLSX with the columns in the first row: { $s }. If one line is wrong, nothing is imported.
book-import-send = Import
book-import-none = Choose a file.
book-none-match = Nothing matches
book-was-imported = Imported: { $n }.
book-export-csv = Export CSV
book-export-xlsx = Export XLSX
book-lines = What is wrong in the file
book-line = Line
book-column = Column
book-what = What is wrong
book-correct = Some fields cannot stay as they are; see beside them.
book-lines-wrong = { $n ->
    [one] One thing is wrong in the file. Nothing was imported.
   *[other] { $n } things are wrong in the file. Nothing was imported.
 }
book-lines-more = Only the first { $n } are listed.

book-incoming = Incoming documents
book-plans = Yearly plans
book-chat-groups = Work groups
book-change-added = added
book-change-changed = changed
book-change-removed = removed
book-flag-true = yes
book-flag-false = no

book-fault-missing = Fill this in.
book-fault-unreadable = This cannot be read.
book-fault-characters = This has a character that cannot be seen. Please write it anew.
book-fault-unasked = Nobody asks for this.
book-fault-twice = This is given twice.
book-fault-too-long = At most { $most } characters.
book-fault-out-of-range = Between { $least } and { $most }.
book-fault-future = This lies too late.
book-fault-unknown = There is no such thing.
book-fault-taken = There is one like this already.
book-fault-not-yours = Somebody else enters this.
book-fault-too-early = This lies before the day of receipt.
book-fault-overlaps = This covers days of another entry for the same unit and figure, which would count twice.

book-refusal-not-found = There is no such entry, or not for you.
book-refusal-not-yours = Somebody else has to do this.
book-refusal-settled = It is used or over, and stays as it is.
book-refusal-not-now = This is not possible where it stands.
book-refusal-note-missing = Write something.
book-refusal-note-too-long = At most { $most } characters.
book-refusal-nobody-named = Choose who shall read it.
book-refusal-too-many-named = At most { $most } people can read it.
book-refusal-not-eligible = A person you chose cannot take it; choose somebody else.
book-refusal-stale = Somebody has done something in the meantime; look at it again.
book-refusal-too-many-lines = At most { $most } lines are imported at once.

table-fault-too-large = The file is too large; 2 MB at most.
table-fault-too-many-rows = A table has at most 5,000 rows.
table-fault-too-many-columns = A table has at most 50 columns.
table-fault-cell-too-long = Line { $line } has a cell with more than 10,000 characters.
table-fault-empty = The table is empty: names of columns come first, and at least one row beneath them.
table-fault-too-many-cells = Line { $line } has more cells than there are columns.
table-fault-column-twice = Two columns have one name.
table-fault-encoding = The encoding is not known; save the file as UTF-8 or GB18030.
table-fault-csv = Near line { $line } this is not CSV.
table-fault-workbook = The workbook cannot be read; save it as .xlsx or CSV and try again.

book-field-number = Number
book-field-from-unit = From
book-field-their-number = Their number
book-field-title = Title
book-field-doc-date = Dated
book-field-received-at = Received
book-field-received-date = Received on
book-field-received-time = Received at
book-field-registered-at = Registered
book-field-copies = Copies
book-field-urgency = Urgency
book-field-deadline = Due
book-field-state = State
book-field-proposal = Proposal
book-field-instruction = Instruction
book-field-note = Outcome
book-field-handler = Handled by
book-field-readers = Readers
book-field-text = Text
book-field-file = File
book-field-opinion = Opinion
book-field-kind = Kind
book-field-year = Year
book-field-unit = Unit
book-field-reference = Reference
book-field-month = Month
book-field-comprehensive = Comprehensive
book-field-approved-ref = Approved by
book-field-used = Used
book-field-platform = Platform
book-field-name = Name
book-field-owner = Owner
book-field-topic = Topic
book-field-purpose = Purpose
book-field-ends-on = Ends on
book-field-last-active-on = Last used
book-field-members = Members
book-field-from-on = First day
book-field-to-on = Last day
book-field-metric = Figure
book-field-value = Value
book-field-source = Source

problem-title-book-refused = Not possible
problem-title-fields-refused = Fields are wrong
problem-title-lines-refused = Lines are wrong
problem-title-table-refused = No usable table
problem-fields-refused = { $count } fields cannot stay as they are; see “fields”.
problem-lines-refused = { $count } fields in the lines of the file cannot stay as they are, and nothing was imported; see “lines”.

## Working days

working-days-nav = Holidays and make-up days
working-days-head = Holidays and make-up days
working-days-lead = Deadlines, lead times and the week without meetings are counted with these days off and make-up days. One administrator proposes the published arrangement of a year as a file; once another has confirmed it, it takes the place of what was known of that year. What was judged before stays.
working-days-unknown = The holidays of { $s } are not published or not imported. Monday to Friday are counted, and days that depend on it may be wrong.
working-days-year = { $n }
working-days-shipped = came with the program
working-days-brought = import { $revision }: confirmed by { $name }, { $at }
working-days-ordinary = an ordinary day
working-days-same = No day changes.
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

## Inspections

plan-kind-inspection = Inspection
