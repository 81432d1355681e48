# The moves beside the usual decision, and what the page of a request says about them.

move-more = 更多操作
move-return = 退回指定环节
move-to-decision = 写意见、退回
move-to-drafter = 拟稿人
move-advise-text = 写明您的意见。答复后，该件回到请您提意见的人那里，由其决定。

## What each does

move-transfer-text = 改由另一人办理，您不再办理此件。
move-transfer-to = 转给
move-consult-text = 先听取一人的意见；对方答复后，仍由您决定。
move-consult-to = 征求谁的意见
move-add-signer-text = 请一人参加审批。其意见记录在案，其答复前本环节不能办结。
move-add-signer-person = 加签人
move-add-signer-place = 何时办理
move-place-before = 在我之前：先由加签人审批，再到我
move-place-beside = 与我一并：各自审批，都答复后才往下走
move-place-after = 在我之后：我同意后，再由加签人审批
move-remove-signer-text = 不再请加签人或被征求意见的人办理；只限您请的、尚未答复的人。
move-remove-signer-person = 不再请谁
move-return-text = 退到前面的一个环节，由该环节重新办理。
move-return-to = 退到
move-return-then = 之后怎么走
move-then-again = 从该环节起，逐级重新审批
move-then-straight = 办理后直接回到我这里
move-circulate-text = 送有关人员阅看，不影响审批。收到的人打开后点“已阅”。
move-circulate-to = 送谁阅看
move-retract-text = 收回刚才的决定。下一个人办理之前可以取回。
move-urge-text = 发邮件提醒正在办理的人。四小时内只能催办一次。
move-propose-merge-text = 提议把本次会议并入另一会议。对方主办单位同意后生效，合并后的会议重新审批。
move-propose-merge-into = 并入哪个会议
move-cluster-text = 提议与另一会议接连召开，一次来齐，须由对方同意。各自的审批不变。
move-cluster-with = 与哪个会议接连召开
move-propose-withdrawal-text = 已签发、未编号的文件要撤回，须签发人同意。
move-void-text = 作废已编的文号，须办公室负责人同意。文号不再使用，登记簿注明作废。
move-revoke-text = 撤销已印发的文件：自始无效。须写明据以撤销的文件。
move-revoke-by-document = 据以撤销的文件
move-repeal-text = 废止已印发的文件：从现在起失效。须写明据以废止的文件。
move-repeal-by-document = 据以废止的文件
move-suspend-text = 暂停办理，恢复之前任何人都不能往下办。
move-terminate-text = 终止办理，不能恢复。
move-hand-over-text = 人员离岗的，把其待办交给接替的人。
move-hand-over-from = 谁的待办
move-hand-over-to = 交给谁
move-reroute-text = 改按流程的最新版本往下办。会漏掉必经环节的，不能转按。

## Who is asked

move-asked = 审批意见
move-turn = 正在办理
move-later = 尚未轮到
move-advised = 已提意见
move-asked-instead-of = 接替{ $s }
move-asked-before = { $s }先行加签
move-asked-beside = { $s }一并加签
move-asked-after = { $s }随后加签
move-asked-advice = { $s }征求意见
move-mode-any = 一人同意即可
move-mode-all = 须全部答复
move-mode-in-order = 依次答复
move-mode-vote = 投票决定
move-due = 请于{ $s }前办理
move-due-over = 已逾期：应于{ $s }前办理

## Who reads it, and what is said

move-readers = 传阅
move-read-count = { $read }/{ $n } 已阅
move-unread = 未阅
move-read-at = { $s } 已阅
move-given-to-read = { $name }于{ $at }送阅
move-comments = 评论
move-comments-text = 不影响审批，能看到此件的人都能看到
move-comment = 写评论

## How it stands

move-resume-head = 恢复办理
move-answer-head = 请您答复提议
move-answer-opinion = （不同意的须写明理由）
move-come-back = 修改后直接送回“{ $s }”，不再经过其他环节。
move-headcount = 参会人数已改为：{ $s }
move-venue = 会议地点已改为：{ $s }
move-merged-into = 本次会议已并入另一会议。
move-cluster = 本次会议与另一会议接连召开。

## Another date

move-reschedule = 改期
move-reschedule-why = 为何改期
move-reschedule-send = 提交改期
move-reschedule-text = 只改地点的，即时生效并通知参会单位；改其他内容的，重新审批。
