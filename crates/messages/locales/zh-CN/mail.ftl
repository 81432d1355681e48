# Mail: what people are told of when it happens.

## Subjects

mail-subject-approval = 【报批】待您审批：{ $title }
mail-subject-task = 【报批】待您办理：{ $title }
mail-subject-returned = 【报批】已退回修改：{ $title }
mail-subject-rejected = 【报批】不予批准：{ $title }
mail-subject-approved = 【报批】已批准：{ $title }
mail-subject-issued = 【报批】已印发：{ $title }
mail-subject-meeting-notice = 【会议通知】{ $title }
mail-subject-meeting-cancelled = 【会议取消】{ $title }

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
mail-label-exception = 须一并审定的例外（{ $rule }），拟稿人说明的理由
mail-characters = { $count }字
mail-minutes = { $count }分钟

## The link, and what proves the message

mail-link-intro = 请打开以下链接，登录后查看：
mail-link-harmless = 打开链接不会作出任何决定。
mail-receipt = 回执：{ $receipt }
mail-digest = 内容摘要：{ $digest }
mail-automatic = 本邮件由系统自动发送，请勿回复。
