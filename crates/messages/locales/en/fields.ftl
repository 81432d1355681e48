# Names of the fields of both forms, as labels and in sentences.

field-title = Title
field-meeting-title = Title of the meeting
field-contact = Contact person and telephone
field-contact-name = Contact person
field-contact-phone = Telephone
field-non-classified-declared = Declaration: not classified
field-justifications = Reasons given
field-opinion = Opinion
field-plan-item = Item of the yearly plan

## Documents

field-issuing-unit = Issuing unit
field-drafting-unit = Drafting unit
field-joint-units = Joint issuers
field-doc-type = Type of document
field-direction = Direction
field-category = Category
field-scope = Scope
field-body = Body
field-body-file = File of the body
field-issued-texts = Issued texts
field-issued-text = Issued text (title and text)
field-annexes = Annexes
field-annex-kind = Kind of annex
field-main-recipients = Main recipients
field-cc = Copies to
field-urgency = Urgency
field-urgency-reason = Reason for urgency
field-disclosure = Disclosure
field-disclosure-reason = Reason for not publishing
field-basis = Basis
field-necessity = Why it is necessary
field-deploys-meeting = Meeting that dealt with it already
field-countersign-units = Countersigning units
field-directive = Gives recipients tasks
field-coordination-body = Coordination body concerned
field-gov-consent-ref = Government's consent
field-superior-explanation-ref = Written explanation for exceeding last year's number
field-normative = Normative document
field-legal-review-ref = Legality review
field-fair-competition-ref = Fair competition review
field-burden = Assessment of the burden on the grass roots
field-adds-forms = Adds forms to fill in
field-adds-reports = Adds reports to send
field-adds-inspection = Adds inspections to receive
field-adds-forms-reports = Adds forms to fill in and reports to send
field-adds-forms-inspection = Adds forms to fill in and inspections to receive
field-adds-reports-inspection = Adds reports to send and inspections to receive
field-adds-everything = Adds forms to fill in, reports to send and inspections to receive
field-note = Remark
field-copies = Number of copies
field-series = Number series
field-doc-number = Document number
field-doc-date = Date of signature
field-issued-on = Date of issue
field-characters = Characters
field-words-approx = Words as a word processor shows them (about)

## Meetings

field-host-unit = Host
field-co-hosts = Co-hosts
field-in-name-of = Held in the name of
field-nature = Nature
field-comprehensive = The year's comprehensive meeting of its field
field-class = Class
field-topic = Topic
field-purpose = Why it is necessary
field-sessions = Time
field-starts-at = Begin
field-ends-at = End
field-venue = Place
field-mode = Way of meeting
field-required-level = Rank of those who attend
field-convener = Convener
field-attendee-units = Units that attend
field-headcount = Number of people
field-staff-count = Number of staff
field-leaders-attending = Leaders who attend
field-agenda = Agenda
field-item = Agenda item
field-speaker = Speaker
field-agenda-kind = Kind of item
field-minutes = Length (minutes)
field-materials = Materials
field-budget-fen = Budget
field-budget-source = Source of the money
field-superior-notice-ref = Superior's order to meet
field-actual = How it went
field-no-show = Units that did not come

## Parts of a request that limits speak of

field-text = All texts
field-units = List of units
field-parts = Number of parts
field-file = File
field-reference = Reference
field-number = Number
field-by-document = Document that does it
field-chosen = People chosen by the drafter
field-participants = Participants of the stage
field-readers = Readers

## Inspections

field-inspection-title = Name of the inspection
field-inspecting-unit = Inspecting unit
field-inspection-comprehensive = The unit's comprehensive inspection of the year
field-inspection-basis = Basis of the inspection
field-targets = Units inspected
field-method = Way of inspecting
field-starts-on = Begins on
