# What the rules about meetings and about time say; see rules.ftl for how the keys are made.

knowledge-calendar = 工作日历
knowledge-meetings = 其他会议的安排
knowledge-plan = 年度计划
knowledge-quota = 年度限额

rule-no-meeting-week-facts-missing = 无法取得“{ $what }”，不能核对无会周，暂不受理。
rule-no-meeting-week-facts-missing-advice = 请稍后再试；仍不能办理的，请联系系统管理员。

rule-no-meeting-day = { $date }为无会日，原则上不得召开会议。
rule-no-meeting-day-advice = 请改到其他日期召开；上级要求当日召开的，请填写上级依据。
rule-no-meeting-day-superior = { $date }为无会日，上级要求召开的，需说明理由。
rule-no-meeting-day-superior-advice = 请说明上级要求的时间和内容，由主要领导认可；或改到其他日期召开。
rule-no-meeting-day-emergency = { $date }为无会日，召开应急会议需说明理由。
rule-no-meeting-day-emergency-advice = 请说明须立即部署的突发情况，由主要领导认可；或改到其他日期召开。
rule-no-meeting-day-name = 无会日
rule-no-meeting-day-basis = 各地精文减会规定：每周确定固定的“无会日”，当日一般不召开会议。

rule-split-meeting = 与“{ $title }”（{ $date }，{ $unit }）内容、参会范围基本相同，合计{ $n }分钟，超过{ $limit }分钟，疑似拆分会议，需说明理由。
rule-split-meeting-advice = 请合并为一个不超过{ $limit }分钟的会议，或说明分开召开的理由，由主要领导认可。
rule-split-meeting-facts-missing = 无法取得“{ $what }”，不能核对是否拆分会议，暂不受理。
rule-split-meeting-facts-missing-advice = 请稍后再试；仍不能办理的，请联系系统管理员。
rule-split-meeting-name = 拆分会议
rule-split-meeting-basis = 精文减会规定：一般工作会议不超过90分钟。将一个会议拆成几个召开的，合并计算时长。

rule-merge-similar = 与“{ $title }”（{ $date }，{ $unit }）内容相近，请合并召开或说明理由。
rule-merge-similar-advice = 两会相隔{ $days }天。请与{ $unit }商定合并召开，或说明不能合并的理由，由分管领导认可。
rule-merge-similar-later = “{ $title }”（{ $date }，{ $unit }）与本会内容相近，已提示其主办单位合并召开。
rule-merge-similar-later-advice = 两会相隔{ $days }天。本会报批在先，可继续办理，也可主动与{ $unit }商定合并召开。
rule-merge-similar-facts-missing = 无法取得“{ $what }”，不能核对有无内容相近的会议，暂不受理。
rule-merge-similar-facts-missing-advice = 请稍后再试；仍不能办理的，请联系系统管理员。
rule-merge-similar-name = 内容相近合并召开
rule-merge-similar-basis = 精文减会规定：“对会议内容相近的合并召开”。

rule-combine-attendees = 与“{ $title }”参会范围重合{ $pct }%，请套开或说明理由。
rule-combine-attendees-advice = 请与{ $unit }商定，和{ $date }的会议套开，或说明不能套开的理由，由分管领导认可。
rule-combine-attendees-later = “{ $title }”与本会参会范围重合{ $pct }%，已提示其主办单位集中召开。
rule-combine-attendees-later-advice = 本会报批在先，可继续办理，也可主动与{ $unit }商定，和{ $date }的会议套开。
rule-combine-attendees-facts-missing = 无法取得“{ $what }”，不能核对参会范围是否重合，暂不受理。
rule-combine-attendees-facts-missing-advice = 请稍后再试；仍不能办理的，请联系系统管理员。
rule-combine-attendees-name = 参会范围相似套开
rule-combine-attendees-basis = 精文减会规定：“对参会范围基本相似的集中召开”。

rule-quota-meeting = 本单位{ $year }年会议限额{ $quota }次，本次为第{ $n }次（上年{ $baseline }次）。
rule-quota-meeting-advice = 请取消或合并召开，或说明超出指标的理由，由主要领导认可。
rule-quota-meeting-near = 本单位{ $year }年会议限额{ $quota }次，本次为第{ $n }次（上年{ $baseline }次），限额即将用完。
rule-quota-meeting-near-advice = 请统筹安排本年度其余会议，能合并的合并召开。
rule-quota-meeting-last-year = 本单位{ $year }年会议限额{ $quota }次，本次为第{ $n }次，超过上年的{ $baseline }次，不予受理。
rule-quota-meeting-last-year-advice = 请取消或合并召开；确需召开的，请先向上级党委办公厅（室）书面说明，并填写书面说明的文号。
rule-quota-meeting-explained = 本单位{ $year }年会议限额{ $quota }次，本次为第{ $n }次，超过上年的{ $baseline }次，已书面说明，仍需说明理由。
rule-quota-meeting-explained-advice = 请说明确需召开的理由，由主要领导认可；或取消、合并召开。
rule-quota-meeting-no-baseline = 本单位{ $year }年没有登记会议限额，本次为第{ $n }次。
rule-quota-meeting-no-baseline-advice = 请联系系统管理员登记上年会议数量，以便核对指标。
rule-quota-meeting-facts-missing = 无法取得“{ $what }”，不能核对会议数量，暂不受理。
rule-quota-meeting-facts-missing-advice = 请稍后再试；仍不能办理的，请联系系统管理员。
rule-quota-meeting-name = 会议数量
rule-quota-meeting-basis = 精文减会规定：“会议数量减少30%-50%”。

rule-plan-meeting = 未列入年度会议计划，需一事一议、说明理由。
rule-plan-meeting-advice = 请填写年度会议计划中的项目，或说明计划外召开的理由，由主要领导认可。
rule-plan-meeting-not-found = 年度会议计划中没有可用的项目“{ $item }”，需一事一议、说明理由。
rule-plan-meeting-not-found-advice = 请核对计划项目是否属于本单位、是否已被使用，或说明计划外召开的理由，由主要领导认可。
rule-plan-meeting-facts-missing = 无法取得“{ $what }”，不能核对年度会议计划，暂不受理。
rule-plan-meeting-facts-missing-advice = 请稍后再试；仍不能办理的，请联系系统管理员。
rule-plan-meeting-name = 年度会议计划
rule-plan-meeting-basis = 张家界市有关规定：计划外会议“从严控制、一事一议”。

rule-annual-once = 本单位{ $year }年已召开或批准综合性工作会议“{ $title }”（{ $date }），再次召开需说明理由。
rule-annual-once-advice = 请改为专题会议或书面部署，或说明一年内再次召开的理由，由主要领导认可。
rule-annual-once-facts-missing = 无法取得“{ $what }”，不能核对综合性会议的次数，暂不受理。
rule-annual-once-facts-missing-advice = 请稍后再试；仍不能办理的，请联系系统管理员。
rule-annual-once-name = 综合性会议一年一次
rule-annual-once-basis = 《整治形式主义为基层减负若干规定》：本系统本领域综合性工作会议原则上每年不超过1次。

rule-meeting-size = 参会{ $n }人，超过该类会议{ $limit }人的规模，需说明理由。
rule-meeting-size-advice = 请压缩到{ $limit }人以内，或说明理由，由主要领导认可。
rule-meeting-size-name = 会议规模
rule-meeting-size-basis = 《中央和国家机关会议费管理办法》：二类会议不超过300人、三类不超过150人、四类一般不超过50人；本机关按县级从严掌握。

rule-video-first-reason = 现场会议要求{ $unit }等{ $n }个乡镇、村（社区）到会，需说明理由。
rule-video-first-reason-advice = 请改用视频方式，或说明必须到现场的理由，由分管领导认可。

rule-meeting-lead-time = 距{ $date }召开只有{ $n }个工作日，少于{ $limit }个工作日，需说明理由。
rule-meeting-lead-time-advice = 请推迟召开，至少提前{ $limit }个工作日报批；或说明理由，由分管领导认可。
rule-meeting-lead-time-begun = 该应急会议已经开始。开始后{ $limit }小时内可以补办审批，须说明理由。
rule-meeting-lead-time-begun-advice = 请说明为何未能事先报批，由分管领导决定是否认可；该会议将作标记。
rule-meeting-lead-time-no-calendar = { $year }年的节假日安排尚未录入，工作日暂按周一至周五计算，可能有出入。
rule-meeting-lead-time-no-calendar-advice = 请联系系统管理员录入{ $year }年的节假日和调休安排。
rule-meeting-lead-time-facts-missing = 无法取得“{ $what }”，不能核对提前报批的时间，暂不受理。
rule-meeting-lead-time-facts-missing-advice = 请稍后再试；仍不能办理的，请联系系统管理员。
rule-meeting-lead-time-name = 提前报批
rule-meeting-lead-time-basis = 张家界市有关规定：召开会议须“提前5个工作日”报批。

rule-meeting-budget = 经费每人每天{ $n }元，超过该类会议{ $limit }元的标准，需说明理由。
rule-meeting-budget-advice = 请压减经费，或说明理由，由分管领导认可。
rule-meeting-budget-name = 会议经费
rule-meeting-budget-basis = 《中央和国家机关会议费管理办法》（财行〔2016〕214号）：每人每天一类会议760元、二类650元、三类和四类550元。

rule-exchange-speeches-many = 安排{ $n }个交流发言，超过{ $limit }个。
rule-exchange-speeches-many-advice = 请减少到{ $limit }个以内，其余改为书面交流。
rule-exchange-speeches-long = 单个交流发言{ $n }分钟，超过{ $limit }分钟。
rule-exchange-speeches-long-advice = 请压减到{ $limit }分钟以内。
rule-exchange-speeches-name = 交流发言
rule-exchange-speeches-basis = 高台县有关规定：交流发言不超过3个，每个不超过8分钟。

rule-notice-matches-approval = 会议通知（{ $present }）与批准的审批单（{ $approved }）不一致，不得印发。
rule-notice-matches-approval-advice = 时间、地点、范围、人数有变动的，请先报变更，批准后再发通知。
rule-notice-matches-approval-name = 会议通知与审批一致
rule-notice-matches-approval-basis = 会议审批规定：会议通知文件中的内容“要与《会议召开审批表》中的内容一致”。

rule-actual-overrun = 会议实际开了{ $n }分钟，超过批准的{ $approved }分钟。
rule-actual-overrun-advice = 请说明超出{ $over }分钟的原因，今后按批准的时长召开。
rule-actual-overrun-limit = 会议实际开了{ $n }分钟，超过{ $limit }分钟上限（批准{ $approved }分钟），列为违规线索。
rule-actual-overrun-limit-advice = 请说明超出{ $over }分钟的原因，配合监督人员核实。
rule-actual-overrun-name = 实际超时
rule-actual-overrun-basis = 精文减会规定：一般工作会议不超过90分钟，以实际召开时间为准。

rule-actual-missing = 会议已经结束，未在{ $limit }个工作日内（{ $date }前）填报召开情况。
rule-actual-missing-advice = 请尽快填报实际时间、人数和未到单位。
rule-actual-missing-name = 未报召开情况
rule-actual-missing-basis = 会议结束后3个工作日内填报召开情况。

rule-filed-meeting-overlong = 备案会议计划时长{ $n }分钟，超过{ $limit }分钟，监督人员可见。
rule-filed-meeting-overlong-advice = 请尽量压减会议时长。
rule-filed-meeting-units = 备案会议有{ $n }个清单以外的单位参加，如{ $unit }，监督人员可见。
rule-filed-meeting-units-advice = 请核对参会范围；确需邀请清单以外单位的，请另行报批。
rule-filed-meeting-name = 备案会议
rule-filed-meeting-basis = 法定会议按清单备案，不以备案代替报批。

rule-sla-overdue = { $urgency }应在{ $limit }个工作日内（{ $date }前）办结，已经超期。
rule-sla-overdue-advice = 请尽快办理；不能办理的，请转办或退回并说明理由。
rule-sla-overdue-name = 办理时限
rule-sla-overdue-basis = 特急1个工作日、加急3个工作日、平件5个工作日内办结；通行做法，非全国统一规定。
