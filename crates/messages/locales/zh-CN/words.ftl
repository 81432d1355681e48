# Words: what stands in lists and on buttons.

list-separator = 、
date = { $year }年{ $month }月{ $day }日
moment = { $date } { $clock }
size-bytes = { $n }字节
size-kb = { $n }KB
size-mb = { $n }MB

kind-document = 发文
kind-meeting = 会议

## Inspections

kind-inspection = 督查检查考核
status-approved-inspection = 已批准，待实施
button-approve-signs-inspection = 批准实施
button-approve-office-review-inspection = 统筹通过
button-cancel-inspection = 取消督查检查考核
status-review-office-review-inspection = 待办公室统筹
stage-office-review-inspection = 办公室统筹

inspection-method-on-site = 实地
inspection-method-unannounced = 暗访
inspection-method-papers = 查阅资料
inspection-method-online = 线上

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
action-advise = 回复意见
action-retract = 取回
action-transfer = 转办
action-consult = 征求意见
action-add-signer = 加签
action-remove-signer = 减签
action-circulate = 传阅
action-mark-read = 已阅
action-comment = 评论
action-urge = 催办
action-suspend = 暂缓办理
action-resume = 恢复办理
action-terminate = 终止办理
action-hand-over = 离职移交
action-reroute = 转按新流程
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
added-place-before = 先行加签：先于本环节办理人
added-place-beside = 一并加签：与本环节办理人一并
added-place-after = 随后加签：后于本环节办理人

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
verdict-block = 不予受理
verdict-accepted-by = 须由{ $rank }认可

trigger-preview = 预审
trigger-submit = 报批时
trigger-sign = 审批时
trigger-correct = 修改文稿时
trigger-reschedule = 改期时
trigger-held = 填报召开情况时

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
