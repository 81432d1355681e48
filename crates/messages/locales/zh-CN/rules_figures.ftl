# The figures that an office may set: `parameter-<key>`, and for a choice `-<number>` each of its ways.

parameter-file-length = 篇幅上限
parameter-file-length-special = 专项文件篇幅
parameter-meeting-minutes = 会议时长上限
parameter-speech-minutes = 单个讲话时长
parameter-no-meeting-week = 无会周
parameter-no-meeting-week-0 = 每月第一个周一开始的一周
parameter-no-meeting-week-1 = 每月1日至7日
parameter-no-meeting-week-2 = 每月1日所在的一周
parameter-year-close-day = 上年发文字号1月封存日（含当日）
parameter-video-first = 现场会议要求乡镇、村（社区）到会
parameter-video-first-0 = 提示
parameter-video-first-1 = 需说明理由
parameter-no-meeting-week-shift = 无会周遇节假日
parameter-no-meeting-week-shift-0 = 不顺延
parameter-no-meeting-week-shift-1 = 顺延一周
parameter-no-meeting-days = 每周无会日
parameter-merge-days = 内容相近会议的间隔
parameter-merge-title = 会议、督查检查考核名称相似度
parameter-combine-days = 参会范围相似会议的间隔
parameter-combine-attendees = 参会范围重合度
parameter-quota-reduction = 压减比例
parameter-quota-yellow = 指标预警线
parameter-plan-meeting = 年度会议计划
parameter-plan-meeting-0 = 不要求
parameter-plan-meeting-1 = 计划外会议需说明理由
parameter-meeting-size-ii = 二类会议规模
parameter-meeting-size-iii = 三类会议规模
parameter-meeting-size-iv = 四类会议规模
parameter-meeting-lead-days = 会议提前报批
parameter-meeting-budget-i = 一类会议经费标准（每人每天）
parameter-meeting-budget-ii = 二类会议经费标准（每人每天）
parameter-meeting-budget-iii = 三、四类会议经费标准（每人每天）
parameter-exchange-items = 交流发言个数
parameter-exchange-minutes = 单个交流发言时长
parameter-actual-days = 填报召开情况期限
parameter-head-review = 流程中的拟稿单位负责人环节
parameter-head-review-0 = 可以不设
parameter-head-review-1 = 每条流程必设
parameter-office-review = 流程中的办公室核稿环节
parameter-office-review-0 = 可以不设
parameter-office-review-1 = 每条流程必设
parameter-sla-extra-urgent = 特急件办理时限
parameter-sla-urgent = 加急件办理时限
parameter-sla-normal = 平件办理时限

## Inspections

parameter-inspection-reduction = 督查检查考核压减比例
parameter-inspection-targets = 督查检查考核对象重合度
