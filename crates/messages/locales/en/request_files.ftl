# Why a file cannot be read: `file-<code>`, and what to do: `-advice`.

file-empty = The file is empty.
file-empty-advice = Check it, then upload a file with content.
file-too-large = The file has { $bytes }, more than { $limit }.
file-too-large-advice = Compress its pictures or take the annexes out, then upload it again; or paste the text.
file-too-much-text = The text of the file is over { $limit }.
file-too-much-text-advice = Upload the body only; make tables and lists annexes.
file-legacy-doc = This is an old Word file (.doc), in which characters cannot be counted reliably.
file-legacy-doc-advice = Save it as .docx, then upload it again.
file-legacy-wps = This is a WPS file (.wps), in which characters cannot be counted reliably.
file-legacy-wps-advice = Save it as .docx, then upload it again.
file-cut-short = The content of page { $page } has a fault, behind which its text cannot be read; the characters cannot be counted reliably.
file-cut-short-advice = Export the PDF from the word processor again, or print it to PDF with another program, then upload that; if there is an original, upload it as .docx.
file-unreadable-text = The text of the file can be seen, but its characters cannot be told; it can be neither counted nor checked.
file-unreadable-text-advice = Export the PDF from the word processor again, or print it to PDF with another program, then upload that; if there is an original, upload it as .docx.
file-hidden-text = The file holds { $characters } hidden characters, { $limit } are allowed; those who approve it do not see them.
file-hidden-text-advice = Show or delete that text, then upload the file again.
file-encrypted = The file has a password and cannot be read.
file-encrypted-advice = Take the password off, then upload it again. If it is encrypted because it is classified, do not upload it; use the classified channel.
file-corrupt = The file is damaged or incomplete.
file-corrupt-advice = If there is an original, open it in the word processor and save it as .docx or export the PDF anew; if there is only the PDF, print it to PDF with another program. Then upload that.
file-wrong-extension = The name of the file does not fit its content, which is { $found }.
file-wrong-extension-advice = Give it the extension .{ $found }, or save it as .docx, then upload it again.
file-scanned = The file holds nothing but pictures; it has no text to count.
file-scanned-advice = Upload the original file, or recognise the text first.
file-macro = The file carries macros and is not accepted.
file-macro-advice = Save it as .docx without macros, then upload it again.
file-embedded = The file embeds another file, whose text cannot be counted.
file-embedded-advice = Put that text into the body, save as .docx, then upload it again.
file-hostile = The file is built in a way that breaks a safety limit; it was not read.
file-hostile-advice = Save a fresh copy in its program, then upload that; if that fails too, paste the text.
file-unknown-encoding = The encoding of the text file is not known.
file-unknown-encoding-advice = Save it as UTF-8 or as .docx, then upload it again.
file-unsupported = This kind of file is not read.
file-unsupported-advice = Upload a .docx, .odt, .pdf, .ofd, .txt or .md file, or paste the text.
file-too-slow = Reading the file took too long.
file-too-slow-advice = Take out pictures and tables, then upload it again; or paste the text.
file-crashed = Reading the file failed; no text was found.
file-crashed-advice = Save a fresh copy in its program, then upload that; or paste the text.
file-format-off = This system does not read PDF files.
file-format-off-advice = Upload a .docx file, or paste the text.

# What is said beside the count of a file: `beside-file-<what>`.

beside-file-list-numbers = { $n ->
    [one] { $n } character of these is an automatic list number
   *[other] { $n } characters of these are automatic list numbers
}, which word processors do not count.
beside-file-hidden = { $n ->
    [one] { $n } more character is hidden and not counted.
   *[other] { $n } more characters are hidden and not counted.
}
beside-file-pictures = { $n ->
    [one] { $n } picture; any text in it is not counted.
   *[other] { $n } pictures; any text in them is not counted.
}
