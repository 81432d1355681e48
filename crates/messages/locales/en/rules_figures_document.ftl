# The figures of the rules about documents, by name.

parameter-annex-length = Length from which annexes are pointed out
parameter-annex-times = How many times the text the annexes may be
parameter-split-days = Days within which parts of one document are looked for
parameter-split-characters = Least length of each part of one document
parameter-split-alike = How alike the titles of parts are
parameter-plan-doc = How the item of the plan is checked
parameter-plan-doc-0 = The drafter's word is taken
parameter-plan-doc-1 = It must stand in the recorded plan
parameter-deployed-days = Days after a meeting without a document about it
parameter-deployed-alike = How alike the titles of a document and a meeting are
parameter-copy-paste = Share of a copied text that needs a reason
parameter-copy-hint = Share of a copied text that is pointed out
parameter-copy-blocks = What a copied text is told
parameter-copy-blocks-0 = It needs a reason
parameter-copy-blocks-1 = It is refused
parameter-similar-doc-days = Days within which nothing alike is issued
parameter-similar-doc = How alike the titles of the same document are
parameter-return-days = Least working days to answer
