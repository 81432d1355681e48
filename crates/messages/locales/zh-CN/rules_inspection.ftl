# What the rules about inspections say; see rules.ftl for how the keys are made.

knowledge-inspections = 其他督查检查考核的安排

rule-required-fields-not-begun = “{ $field }”还没有到，不能办结。
rule-required-fields-not-begun-advice = 请在实施后办结；不再实施的，请取消。

rule-inspection-plan = 未列入年度督查检查考核计划，须一事一报、说明理由。
rule-inspection-plan-advice = 请填写年度计划中的项目，或说明计划外开展的理由，由主要领导认可。
rule-inspection-plan-not-found = 年度督查检查考核计划中没有可用的项目“{ $item }”，须一事一报、说明理由。
rule-inspection-plan-not-found-advice = 请核对计划项目是否属于本单位、是否已被使用，或说明计划外开展的理由，由主要领导认可。
rule-inspection-plan-facts-missing = 无法取得“{ $what }”，不能核对年度督查检查考核计划，暂不受理。
rule-inspection-plan-facts-missing-advice = 请稍后再试；仍不能办理的，请联系系统管理员。
rule-inspection-plan-name = 督查检查考核计划
rule-inspection-plan-basis = 有关规定：计划外的督查检查考核“一事一报”。

rule-inspection-quota = 本单位{ $year }年督查检查考核指标{ $quota }项，本项为第{ $n }项（上年{ $baseline }项）。
rule-inspection-quota-advice = 请取消或整合合并，或说明超出指标的理由，由主要领导认可。
rule-inspection-quota-near = 本单位{ $year }年督查检查考核指标{ $quota }项，本项为第{ $n }项（上年{ $baseline }项），指标即将用完。
rule-inspection-quota-near-advice = 请统筹安排本年度其余事项，能合并的整合合并。
rule-inspection-quota-last-year = 本单位{ $year }年督查检查考核指标{ $quota }项，本项为第{ $n }项，超过上年的{ $baseline }项，不予受理。
rule-inspection-quota-last-year-advice = 请取消或整合合并；确需开展的，请先向上级党委办公厅（室）书面说明，并填写书面说明的文号。
rule-inspection-quota-explained = 本单位{ $year }年督查检查考核指标{ $quota }项，本项为第{ $n }项，超过上年的{ $baseline }项，已书面说明，仍需说明理由。
rule-inspection-quota-explained-advice = 请说明确需开展的理由，由主要领导认可；或取消、整合合并。
rule-inspection-quota-no-baseline = 本单位{ $year }年没有登记督查检查考核指标，本项为第{ $n }项。
rule-inspection-quota-no-baseline-advice = 请联系系统管理员登记上年数量，以便核对指标。
rule-inspection-quota-facts-missing = 无法取得“{ $what }”，不能核对督查检查考核数量，暂不受理。
rule-inspection-quota-facts-missing-advice = 请稍后再试；仍不能办理的，请联系系统管理员。
rule-inspection-quota-name = 督查检查考核数量
rule-inspection-quota-basis = 精文减会规定：“督查检查考核事项减少50%以上”。

rule-inspection-once = 本单位{ $year }年已批准综合性督查检查考核“{ $title }”（{ $date }），再次开展需说明理由。
rule-inspection-once-advice = 请并入已批准的事项，或说明一年内再次开展的理由，由主要领导认可。
rule-inspection-once-facts-missing = 无法取得“{ $what }”，不能核对综合性督查检查考核的次数，暂不受理。
rule-inspection-once-facts-missing-advice = 请稍后再试；仍不能办理的，请联系系统管理员。
rule-inspection-once-name = 综合性督查检查考核一年一次
rule-inspection-once-basis = 有关规定：综合性督查检查考核原则上每年不超过1次。

rule-inspection-merge = { $unit }同月（{ $date }）对{ $pct }%相同的单位开展内容相近的“{ $title }”，须整合合并，或说明理由。
rule-inspection-merge-advice = 请与该单位合并开展，或说明不能合并的理由，由分管领导认可。
rule-inspection-merge-later = { $unit }同月（{ $date }）对{ $pct }%相同的单位报批内容相近的“{ $title }”，报批在后。
rule-inspection-merge-later-advice = 对方须说明理由；也可以与其商量合并开展。
rule-inspection-merge-facts-missing = 无法取得“{ $what }”，不能核对内容相近的事项，暂不受理。
rule-inspection-merge-facts-missing-advice = 请稍后再试；仍不能办理的，请联系系统管理员。
rule-inspection-merge-name = 内容相近整合合并
rule-inspection-merge-basis = 精文减会规定：“考核内容相近的，进行整合合并”。
