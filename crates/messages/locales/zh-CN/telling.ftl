# What people are told of when it happens, by mail and on pages.

## Subjects

mail-subject-approval = 【报批】待您审批：{ $title }
mail-subject-task = 【报批】待您办理：{ $title }
mail-subject-returned = 【报批】已退回修改：{ $title }
mail-subject-rejected = 【报批】不予批准：{ $title }
mail-subject-approved = 【报批】已批准：{ $title }
mail-subject-issued = 【报批】已印发：{ $title }
mail-subject-meeting-notice = 【会议通知】{ $title }
mail-subject-meeting-cancelled = 【会议取消】{ $title }
mail-subject-meeting-moved = 【会议地点变更】{ $title }
mail-subject-meeting-rescheduled = 【会议改期】原定时间取消：{ $title }
mail-subject-meeting-absorbed = 【报批】另一会议已并入：{ $title }
mail-subject-transferred = 【报批】转请您审批：{ $title }
mail-subject-handed-over = 【报批】移交您办理：{ $title }
mail-subject-advice = 【报批】请您提出意见：{ $title }
mail-subject-added = 【报批】加签请您审批：{ $title }
mail-subject-urged = 【催办】请尽快办理：{ $title }
mail-subject-overdue = 【逾期】请尽快办理：{ $title }
mail-subject-overdue-below = 【逾期】请督促办理：{ $title }
mail-subject-circulated = 【传阅】{ $title }
mail-subject-proposed-withdrawal = 【报批】提议撤回，待您答复：{ $title }
mail-subject-proposed-void = 【报批】提议作废编号，待您答复：{ $title }
mail-subject-proposed-merge = 【报批】提议并会，待您答复：{ $title }
mail-subject-proposed-cluster = 【报批】提议套开，待您答复：{ $title }
mail-subject-declined = 【报批】提议未获同意：{ $title }
mail-subject-suspended = 【报批】已暂停：{ $title }
mail-subject-resumed = 【报批】已恢复办理：{ $title }
mail-subject-terminated = 【报批】已终止：{ $title }
mail-subject-merged = 【报批】已并入另一会议：{ $title }
mail-subject-voided = 【报批】编号已作废：{ $title }
mail-subject-revoked = 【报批】已撤销：{ $title }
mail-subject-repealed = 【报批】已废止：{ $title }

## What happened

mail-greeting = { $name }：您好！
mail-headline-approval = 有一项报批事项正在等待您审批。
mail-headline-task = 有一项已批准的公文正在等待您办理。
mail-headline-returned = 您的报批事项已被退回，请修改后重新报批。
mail-headline-rejected = 您的报批事项未获批准，流程已终止。
mail-headline-approved = 您的报批事项已获批准，内容自签批时起锁定。
mail-headline-issued = 您拟稿的公文已印发。
mail-headline-meeting-notice = 请按时参加以下会议，会议邀请见附件。
mail-headline-meeting-cancelled = 以下会议已取消。
mail-headline-meeting-moved = 以下会议的地点有变更，时间不变。更新的会议邀请见附件。
mail-headline-meeting-rescheduled = 以下会议另行安排，正在重新报批，原定时间、地点不再有效。批准后将另发通知。
mail-headline-meeting-absorbed = 另一会议已并入您的会议，内容有变，须重新审批。
mail-headline-transferred = { $by }将一项报批事项转请您审批。
mail-headline-handed-over = { $by }将离职人员的一项待办移交您办理。
mail-headline-advice = { $by }请您先对一项报批事项提出意见，您答复后再由其审批。
mail-headline-added = { $by }请您一同审批一项报批事项。
mail-headline-urged = { $by }催请您尽快办理以下事项。
mail-headline-overdue = 以下事项已超过办理时限，请尽快办理。逾期不会自动通过。
mail-headline-overdue-below = 以下事项已超过办理时限多日，仍未办理，请督促。
mail-headline-circulated = { $by }将以下件送您传阅，请阅后确认。
mail-headline-proposed-withdrawal = { $by }提议撤回以下已签批的件，须由您同意。答复前暂停办理。
mail-headline-proposed-void = { $by }提议作废以下件的编号，须由您同意。答复前暂停办理。
mail-headline-proposed-merge = { $by }提议将以下会议并入您的会议，须由您同意。答复前暂停办理。
mail-headline-proposed-cluster = { $by }提议将以下会议与您的会议接连召开，须由您同意。答复前暂停办理。
mail-headline-declined = { $by }未同意您的提议，以下件按原流程继续办理。
mail-headline-suspended = { $by }暂停办理您的以下报批事项，恢复前不会继续流转。
mail-headline-resumed = { $by }恢复办理您的以下报批事项。
mail-headline-terminated = { $by }终止了您的以下报批事项，流程已结束。
mail-headline-merged = 您的以下会议已并入另一会议，不再单独召开。
mail-headline-voided = 以下件的编号已作废，未予印发。
mail-headline-revoked = 您拟稿的以下公文已撤销，自始无效。
mail-headline-repealed = 您拟稿的以下公文已废止，自废止之日起失效。
mail-on-behalf = { $actor }（代{ $principal }）
mail-by-nobody = 系统

## About the request

mail-fact = { $label }：{ $value }
mail-label-title = 标题
mail-label-kind = 事项
mail-label-unit = 主办单位
mail-label-drafter = 拟稿人
mail-label-length = 篇幅
mail-label-duration = 时长
mail-label-stage = 环节
mail-label-number = 发文字号
mail-label-opinion = 意见
mail-label-time = 会议时间
mail-label-venue = 会议地点
mail-label-time-announced = 原定时间
mail-label-venue-announced = 原定地点
mail-label-due = 办理时限
mail-label-waits-for = 待办人
mail-label-by-document = 依据
mail-from-to = { $from }至{ $to }
mail-label-exception = 须一并审定的例外（{ $rule }），拟稿人说明的理由
mail-characters = { $count }字
mail-minutes = { $count }分钟

## The link, and what proves the message

mail-link-intro = 请打开以下链接，登录后查看：
mail-link-harmless = 打开链接不会作出任何决定。
mail-receipt = 回执：{ $receipt }
mail-digest = 内容摘要：{ $digest }
mail-automatic = 本邮件由系统自动发送，请勿回复。

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

## 待发通知

cli-outbox-written = 生成时间
cli-outbox-to = 收件人
cli-outbox-title = 报批件
cli-outbox-attempts = 发送次数
cli-outbox-why = 原因
cli-outbox-no-address = 未登记邮箱
cli-outbox-no-letter = 账号已停用，或报批件不再对其开放
cli-outbox-sum = 待发{ $waiting }封；近14天未能送达{ $lost }封。
outbox-desk = 近14天有{ $n }封通知未能送达，收件人没有收到邮件；在服务器上运行 baopi outbox 可查看是谁、为什么。
outbox-desk-more = 近14天有{ $n }封以上的通知未能送达，收件人没有收到邮件；在服务器上运行 baopi outbox 可查看是谁、为什么。
