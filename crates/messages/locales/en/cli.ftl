# What the commands say.

cli-failed = Not done: { $cause }

cli-check-file = File
cli-check-characters = Characters
cli-check-verdict = Verdict
cli-check-note = Note
cli-check-unreadable = not read
cli-check-sum = { $files ->
    [one] { $files } file
   *[other] { $files } files
}, { $blocked } blocked, { $unreadable } not read.
cli-file-not-found = The file does not exist.
cli-file-directory = This is a directory; name the files to check one by one.
cli-file-not-a-file = This is no plain file and cannot be checked.
cli-file-not-readable = It cannot be read: { $reason }.

cli-io-not-found = the file does not exist
cli-io-permission = permission denied
cli-io-no-text = the content is not UTF-8 text
cli-io-directory = it is a directory
cli-io-other = the system could not read it

cli-config-fine = The configuration is right.
cli-config-fine-file = The configuration is right: { $file }
cli-config-mistakes = { $count ->
    [one] The configuration has { $count } mistake.
   *[other] The configuration has { $count } mistakes.
}
cli-config-unset = not set
config-unknown = There is no such setting.
config-unexpected = It must be { $expected }.
config-missing = It is needed because { $other } is set.
config-leads-nowhere = The program is open to others, but links in messages would lead to their own machines; give the URL by which others reach it.
config-not-encrypted = Passwords and sessions would travel over the network in clear; use an https:// URL.
config-not-read = It cannot be read: { $reason }.
config-not-toml = Line { $line }, column { $column } is not TOML.
config-open-to-others = The file holds a key or a password and other users can read it; close it, for example with chmod 600.
config-expects-address = an address to listen on, such as 127.0.0.1:8080
config-expects-url = a URL of scheme, host and port only, such as https://baopi.example.gov.cn
config-expects-database = the URL of a database, such as sqlite://baopi.sqlite or postgres://baopi@host/baopi
config-expects-readers = an integer from 1 to 64
config-expects-count = a whole number from 1 to 65536
config-expects-transport = off, smtp or file
config-expects-tls = required, starttls or none
config-expects-port = a port from 1 to 65535
config-expects-text = a text that is not empty
config-expects-texts = one or more texts that are not empty; in a variable with commas between
config-expects-mail-address = a mail address
config-expects-key = 64 hexadecimal digits (32 bytes)
config-expects-log-format = text or json
config-expects-log-level = off, error, warn, info, debug or trace

cli-key-file-wrong = The key file { $file } does not hold 64 hexadecimal digits; restore it, or delete it and a new one is made (links already sent stop working).
cli-no-database = There is no database { $file }; please check the path and whether the volume is there. If a new one is wanted, run baopi migrate --new.
cli-migrations-pending = { $count ->
    [one] { $count } migration is pending
   *[other] { $count } migrations are pending
}; run baopi migrate first, or start with --migrate.
cli-migrated = { $count ->
    [one] { $count } migration was applied.
   *[other] { $count } migrations were applied.
}

cli-serve-ready = baopi is ready: { $address }

cli-demo-ready = The demonstration of baopi is ready; its clock begins at { $time }: { $address }
cli-demo-at = The clock of the demonstration begins between { $first } and { $last }.
cli-demo-data = Data and mail are kept in { $directory }; stop with Ctrl+C.
cli-demo-not-empty = { $place } is not empty; the demonstration needs a directory that is empty or does not exist.
cli-demo-no-directory = No temporary directory can be made; name one with --data.
cli-demo-database-not-empty = There are units or people in the database; the demonstration needs an empty one.

cli-people-login = Login
cli-people-name = Name
cli-people-unit = Unit
cli-people-post = Post
cli-people-roles = Duties
cli-people-password = Password
cli-people-state = State
cli-people-active = active
cli-people-disabled = disabled

cli-users-added = { $login } was added.
cli-users-password = The password of { $login } was changed; existing sign-ins end.
cli-users-disabled = { $login } was disabled; existing sign-ins end.
cli-users-password-once = The new password is shown this once:
cli-users-exists = The login { $login } exists already.
cli-users-unknown = Nobody has the login { $login }.
cli-users-no-unit = No unit has the code { $code }.
cli-users-bad-password = A password has at least { $least } characters and at most { $most } bytes.

cli-verify-system = system record
cli-verify-fine = { $requests } requests and { $events } entries were checked; everything agrees.
cli-verify-faults = { $requests } requests and { $events } entries were checked; { $faults } do not agree.
