# The desk, one request and several of them: what pages say, and what the rules found each time.

## What the rules found each time

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

## The desk

page-waiting = 等我办理
page-waiting-order = 急件在前
page-waiting-none = 没有等您办理的事项
page-waiting-none-text = 轮到您办理时，会出现在这里，同时发邮件告知。
page-asked = 我的报批
page-asked-order = 新的在前
page-asked-none = 您还没有报过批
page-asked-none-text = 发文、开会都先从这里报批。上传文稿即可自动计字，不合规定的地方在报批前就会告诉您。
page-characters = { $n }字
page-minutes = { $n }分钟

## One request

page-digest = 防篡改校验码
page-length = 篇幅
page-duration = 时长
page-progress = 办理进度
page-your-decision = 请您审批
page-your-moves = 可进行的操作
page-your-turn = 请您办理
page-accept = 同意即认可下列例外，请逐项勾选
page-otherwise = 不同意、退回或撤回
page-edit = 修改
page-files = 文件
page-invitation = 会议邀请（.ics）
page-invitation-text = 可加入日历
page-facts-document = 发文稿纸
page-facts-meeting = 会议审批单
page-no-text = 尚无正文
page-timeline = 办理记录
page-timeline-text = 每一步都有指纹，前后相连，不能改动
page-on-behalf = { $actor }（代{ $principal }）
page-yuan = { $yuan }元
page-done-signed = 已签发。
page-done-returned = 您已同意，但签批时规则审查发现新情况，该件已退回拟稿人修改，没有签发。
page-done = 已办理：{ $s }
page-from-link = 您从通知打开了本页。打开不等于同意，请核对内容后作出决定。
page-from-link-nothing = 您从通知打开了本页。目前没有需要您办理的事项。
page-reload = 查看最新内容
page-unsent = 您填写的意见（未提交）
page-stale = 您打开本页后，该事项已有变动，刚才的操作没有生效。下面是最新情况，您填写的意见已保留，请核对后再决定。
page-typed-opinion = 您填写的意见：{ $s }
page-stale-form = 您打开本页后，该稿件已在别处改动，刚才的内容没有保存。您填写的内容仍在下面，请先查看最新内容再决定。

page-step-recheck = 复核
page-step-numbering = 编号
page-step-sealing = 用印
page-step-issuing = 印发
page-step-issued = 归档
page-step-approved = 发会议通知
page-step-noticed = 召开会议
page-step-held = 办结
page-needed = 必填
page-state-done = 已完成
page-state-here = 正在办理
page-state-ahead = 未到
page-state-skipped = 已跳过
page-state-not-reached = 未办理
page-state-stopped = 已终止

## 批量审批

page-pick = 选择“{ $s }”
page-approve-selected = 批量同意所选
page-decisions = 批量同意
page-decisions-text = 逐件办理，意见相同；其中一件不能同意的，不影响其他各件。请逐件看过再同意。
page-decisions-picked = 所选事项
page-decisions-send = 同意这{ $n }件
page-decisions-gone = 所选事项中有{ $n }件未列入：已有人办理，或者不由您审批。
page-decisions-none = 没有选择事项
page-decisions-none-text = 请在待办中勾选事项，再批量同意。
page-decisions-exceptions = 有{ $n }项例外，须由签发人在该件页面逐项认可
page-decided = 批量办理结果
page-decided-sum = 共{ $n }件，同意{ $done }件。
page-decided-each = 逐件结果
page-decided-sum-back = 共{ $n }件，同意{ $done }件；另有{ $back }件经规则审查退回拟稿人修改。
page-decided-back = 已退回
page-decided-yes = 已同意
page-decided-no = 未同意
page-decided-done = 现状态：{ $s }
page-decided-unseen = （不对您开放）
