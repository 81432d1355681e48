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

trigger-number = when numbered


cli-verify-evaluations = { $n } evaluations were repeated.
