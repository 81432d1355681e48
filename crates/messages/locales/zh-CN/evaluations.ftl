# 历次审查：何时、因何、依据哪一版规则，查出了什么。
evaluation-title = 历次规则审查
evaluation-text = 每次保存、报批、签发、编号时规则查出的问题，以及当时的规则版本和指标，最近的在前。
evaluation-link = 历次规则审查
evaluation-until = 截至
evaluation-none = 在此之前没有审查记录。
evaluation-nothing-found = 未发现问题。
evaluation-earlier = 更早的审查
evaluation-made-with = 规则第{ $set }版，正文第{ $revision }稿
evaluation-quota = 年度指标
evaluation-quota-used = 上年{ $baseline }件，压减{ $reduction }%，当时已占{ $committed }件

trigger-number = 编号时


cli-verify-evaluations = 已重新审查{ $n }次规则审查记录。
