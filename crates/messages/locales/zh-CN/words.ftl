# Words: what stands in lists, on buttons, and in the timeline.

list-separator = 、
date = { $year }年{ $month }月{ $day }日
moment = { $date } { $clock }
size-bytes = { $n }字节
size-kb = { $n }KB
size-mb = { $n }MB

kind-document = 发文
kind-meeting = 会议

## Where a request stands

status-new = 尚未建立
status-draft = 起草中
status-returned = 已退回，待修改
status-review = 审批中
status-review-dept-review = 待部门负责人审核
status-review-office-review = 待办公室核稿
status-review-office-review-meeting = 待办公室统筹
status-review-countersign = 待会签
status-review-leader-review = 待分管领导审批
status-review-signing = 待主要领导签发
status-review-approving = 待主要领导批准
status-recheck = 待复核
status-numbering = 待编号
status-sealing = 待用印
status-issuing = 待印发
status-issued = 已印发
status-archived = 已归档
status-approved = 已批准，待发通知
status-noticed = 已通知，待召开
status-held = 已召开，待办结
status-closed = 已办结
status-filed = 已备案
status-rejected = 不予批准
status-withdrawn = 已撤回
status-cancelled = 已取消
status-terminated = 已终止
status-merged = 已并会
status-voided = 已作废
status-revoked = 已撤销
status-repealed = 已废止
# Of a stage that an office has named itself.
status-at-stage = 待“{ $stage }”
halt-suspended = { $name }已于{ $at }暂停，待{ $people }恢复
halt-proposal = { $name }已于{ $at }{ $proposal }，待{ $people }答复
proposing-withdrawal = 提议撤回
proposing-void = 提议作废编号
proposing-merge = 提议并会
proposing-cluster = 提议套开

## Stages of the way

stage-draft = 拟稿
stage-dept-review = 部门审核
stage-office-review = 办公室核稿
stage-office-review-meeting = 办公室统筹
stage-countersign = 会签
stage-leader-review = 分管领导审批
stage-signing = 主要领导签发
stage-approving = 主要领导批准
stage-recheck = 复核
stage-numbering = 编号
stage-sealing = 用印
stage-issuing = 印发
stage-issued = 归档
stage-held = 办结

answer-open = 待答复
answer-consented = 同意
answer-objected = 不同意
answer-abstained = 弃权

## Actions, as they are called

action-create = 新建
action-save = 保存
action-submit = 报批
action-approve = 同意
action-object = 不同意
action-return = 退回修改
action-reject = 不予批准
action-withdraw = 撤回
action-correct = 修改文稿
action-pass-recheck = 复核通过
action-assign-number = 编号
action-seal = 用印
action-issue = 印发
action-archive = 归档
action-send-notice = 发会议通知
action-record-held = 填报召开情况
action-close = 办结
action-cancel = 取消会议
action-abstain = 弃权
action-advise = 答复委派
action-retract = 取回
action-transfer = 转办
action-consult = 委派
action-add-signer = 加签
action-remove-signer = 减签
action-circulate = 传阅
action-mark-read = 已阅
action-comment = 评论
action-urge = 催办
action-suspend = 暂停
action-resume = 恢复
action-terminate = 终止
action-hand-over = 离职移交
action-reroute = 迁移流程
action-reschedule = 改期
action-propose-merge = 提议并会
action-cluster = 提议套开
action-propose-withdrawal = 提议撤回
action-void = 提议作废
action-confirm = 同意提议
action-decline = 不同意提议
action-revoke = 撤销
action-repeal = 废止

# How it goes on after something was sent back, and when an added signer is asked.
resume-again = 重新逐级审批
resume-straight = 办理后直接返回本环节
added-place-before = 前加签：先于本环节办理人
added-place-beside = 并加签：与本环节办理人一并
added-place-after = 后加签：后于本环节办理人

## Actions, as buttons where the button says more than the name

button-approve-signs-document = 签发
button-approve-signs-meeting = 批准召开
button-approve-dept-review = 同意报送
button-approve-office-review = 核稿通过
button-approve-office-review-meeting = 统筹通过
button-approve-countersign = 会签同意
button-approve-leader-review = 同意，报主要领导
button-object-countersign = 会签不同意
button-circulate-issued = 抄送
button-circulate-archived = 抄送
button-reschedule-noticed = 改期、改地点

## People

role-drafter = 拟稿人
role-dept-head = 部门负责人
role-reviewer = 核稿人
role-countersigner = 会签人
role-registrar = 文书
role-auditor = 监督人员
role-admin = 系统管理员

rank-none = 非领导
rank-responsible-leader = 分管领导
rank-main-leader = 主要领导

unit-kind-party-committee = 党委
unit-kind-government = 政府
unit-kind-office = 办公室
unit-kind-department = 部门
unit-kind-coordination-body = 议事协调机构
unit-kind-township = 乡镇（街道、片区）
unit-kind-village = 村（社区）
unit-kind-institution = 下属单位、站所
unit-kind-internal-section = 内设机构

level-external = 本级以上单位
level-city = 市级
level-district = 区（县）级
level-township = 乡镇级
level-village = 村级

## What rules say

verdict-pass = 通过
verdict-advisory = 提示
verdict-needs-justification = 需说明理由
verdict-block = 硬性拒绝
verdict-accepted-by = 须由{ $rank }认可

trigger-preview = 预审
trigger-submit = 报批时
trigger-sign = 审批时
trigger-correct = 修改文稿时
trigger-reschedule = 改期时

## Words to choose from

doc-type-resolution = 决议
doc-type-decision = 决定
doc-type-order = 命令（令）
doc-type-communique = 公报
doc-type-public-notice = 公告
doc-type-announcement = 通告
doc-type-opinion = 意见
doc-type-notice = 通知
doc-type-circular = 通报
doc-type-report = 报告
doc-type-request-for-instruction = 请示
doc-type-reply = 批复
doc-type-motion = 议案
doc-type-letter = 函
doc-type-minutes = 纪要

direction-upward = 上行文
direction-lateral = 平行文
direction-downward = 下行文

category-policy = 政策措施
category-deployment = 工作部署
category-member-adjustment = 成员调整
category-routine-arrangement = 一般性工作安排
category-leader-speech = 领导讲话
category-meeting-minutes = 会议纪要
category-meeting-notice = 会议通知
category-personnel = 人事任免
category-reply = 批复答复
category-forwarding = 转发
category-emergency = 应急处置
category-other = 其他

scope-comprehensive = 综合性工作
scope-special = 专项工作或具体任务

urgency-extra-urgent = 特急
urgency-urgent = 加急
urgency-normal = 平件

disclosure-public = 主动公开
disclosure-on-request = 依申请公开
disclosure-not-public = 不予公开

annex-kind-ordinary = 普通附件
annex-kind-forwarded-source = 被转发的来文

meeting-nature-work = 工作会议
meeting-nature-statutory = 法定会议
meeting-nature-routine = 例会
meeting-nature-emergency = 应急会议
meeting-nature-training = 培训
meeting-nature-seminar = 研讨座谈

# The class is written `i_i` or `ii` in data; both are known.
meeting-class-i = 一类会议
meeting-class-ii = 二类会议
meeting-class-iii = 三类会议
meeting-class-iv = 四类会议

meeting-mode-on-site = 现场
meeting-mode-video = 视频
meeting-mode-hybrid = 现场加视频
meeting-mode-phone = 电话

attendance-main-leader = 主要负责同志
attendance-deputy-leader = 分管负责同志
attendance-section-head = 科（股）室负责人
attendance-staff = 工作人员

agenda-kind-speech = 讲话
agenda-kind-report = 报告
agenda-kind-discussion = 讨论
agenda-kind-exchange = 表态、交流发言
agenda-kind-other = 其他

basis-committee-decision = 会议研究决定
basis-superior-doc = 上级文件
basis-leader-instruction = 领导批示
basis-law-or-rule = 法律法规规章
basis-plan-item = 发文计划

## The timeline

happening-created-document = 新建发文稿纸（{ $characters }字）
happening-created-meeting = 新建会议审批单（{ $minutes }分钟）
happening-saved-document = 保存文稿（{ $characters }字）
happening-saved-meeting = 保存审批单（{ $minutes }分钟）
happening-corrected = 办公室修改文稿（{ $characters }字）
happening-submitted = 报批（第{ $round }轮）
happening-submitted-keeping = 修改后直接返回（第{ $round }轮），保留已办环节：{ $keep }
happening-entered = 转入：{ $status }
happening-entered-for = 转入：{ $status }，由{ $people }办理
happening-entered-by = 转入：{ $status }，由{ $people }于{ $due }前办理
happening-stage-skipped = 拟稿人即本环节负责人，跳过“{ $stage }”
happening-stage-skipped-same-person = “{ $stage }”与相邻环节由同一人办理，合并办理一次
happening-consented = 在“{ $stage }”环节同意
happening-objected = 在“{ $stage }”环节不同意
happening-abstained = 在“{ $stage }”环节弃权
happening-advised = 在“{ $stage }”环节答复委派
happening-retracted = 取回在“{ $stage }”环节的决定
happening-retracted-submission = 取回报批
happening-transferred = 转办：{ $from }的待办转由{ $to }办理
happening-handed-over = 离职移交：{ $from }的待办移交{ $to }办理
happening-consulted = 委派：{ $by }先请{ $to }提出意见
happening-signer-added-before = 前加签：{ $by }请{ $person }先行审批
happening-signer-added-beside = 并加签：{ $by }请{ $person }一并审批
happening-signer-added-after = 后加签：{ $by }请{ $person }随后审批
happening-signer-removed = 减签：不再请{ $person }审批
happening-sent-back-again = 由“{ $from }”退回“{ $to }”，重新逐级审批（第{ $round }轮）
happening-sent-back-straight = 由“{ $from }”退回“{ $to }”，办理后直接返回（第{ $round }轮）
happening-circulated = 传阅：{ $people }
happening-read = 已阅
happening-commented = 评论
happening-urged = 催办：{ $people }
happening-reminded = 逾期未办，提醒{ $people }
happening-reminded-escalated = 逾期未办，提醒{ $people }，并告知{ $escalated }
happening-suspended = 暂停，待{ $people }恢复
happening-resumed = 恢复办理
happening-terminated = 终止
happening-rerouted = 迁移流程：改按“{ $route }”第{ $version }版办理
happening-proposed-withdrawal = 提议撤回，待{ $people }同意
happening-proposed-void = 提议作废编号，待{ $people }同意
happening-proposed-merge = 提议并入另一会议，待{ $people }同意
happening-proposed-cluster = 提议与另一会议套开，待{ $people }同意
happening-confirmed = 同意提议
happening-declined = 不同意{ $by }的提议
happening-merged = 并会：并入另一会议
happening-absorbed = 并会：另一会议并入，重新审批（第{ $round }轮）
happening-clustered = 套开：与另一会议衔接召开
happening-rescheduled = 改期，重新审批（第{ $round }轮）
happening-headcount-changed = 参会人数改为：{ $headcount }
happening-venue-changed = 会议地点改为：{ $venue }
happening-voided = 作废编号：{ $number }
happening-revoked = 撤销，自始无效，依据：{ $document }
happening-repealed = 废止，自此失效，依据：{ $document }
happening-returned = 退回修改
happening-returned-straight = 退回修改，改后直接返回“{ $stage }”
happening-returned-by-rules = 审批时重新核对规则，有{ $n }项需处理，退回修改
happening-rejected = 不予批准
happening-withdrawn = 撤回
happening-signed-document = 签发，成文日期{ $date }
happening-signed-meeting = 批准召开，批准日期{ $date }
happening-signed-accepted-document = 签发，成文日期{ $date }，认可例外：{ $accepted }
happening-signed-accepted-meeting = 批准召开，批准日期{ $date }，认可例外：{ $accepted }
happening-rechecked = 复核通过
happening-numbered = 编号：{ $number }
happening-seal-affixed = 用印
happening-issued = 印发，印发日期{ $date }
happening-archived = 归档
happening-notice-sent = 发出会议通知
happening-held = 已召开：{ $from }至{ $to }，共{ $minutes }分钟，到会{ $headcount }人
happening-closed = 办结
happening-cancelled = 取消会议
happening-filed = 备案（不属于批准）
happening-refused = 尝试“{ $action }”，未予办理：{ $why }
happening-refused-by-rules = 尝试“{ $action }”，未予办理：{ $why }（{ $rules }）

system-signed-in = 登录
system-sign-in-failed = 登录失败
system-signed-out = 退出登录
system-content-refused = 疑似涉密内容，未保存（第{ $pattern }号特征）
system-creation-refused = 新建未予办理：{ $why }
system-access-denied = 尝试对无权查看的件“{ $action }”，未予办理
system-route-published = 流程“{ $route }”第{ $version }版生效
system-route-refused = 流程“{ $route }”未予生效：{ $why }
system-route-unreadable = 无法识别的流程，未予生效
system-register-imported = 纸质发文登记簿已接续：{ $series }〔{ $year }〕至{ $last }号
system-person-changed-active = 人员变更，账号启用
system-person-changed-disabled = 人员变更，账号停用

## Notices

notice-task-arrived = 有一件待您审批
notice-returned = 您的报批件已退回修改
notice-rejected = 您的报批件不予批准
notice-approved = 您的报批件已获批准
notice-issued = 您的文件已印发
notice-meeting-notice = 会议通知
notice-meeting-cancelled = 会议取消通知
notice-meeting-changed = 会议变更通知
notice-urged = 有一件催您办理
notice-overdue = 有一件已逾期
notice-circulated = 有一件请您传阅
notice-proposed = 有一项提议待您答复
notice-declined = 您的提议未获同意
notice-suspended = 您的报批件已暂停
notice-resumed = 您的报批件已恢复办理
notice-ended = 您的报批件已终结
