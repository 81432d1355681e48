# Why something was not done. `refusal-<code>` says it, `-advice` says the way out, `-short` names it in the timeline.

refusal-blocked = 有{ $n }项不符合规定，未予受理。
refusal-blocked-advice = 请按所列各项逐一修改后重新报批。
refusal-blocked-short = 不符合规定
refusal-blocked-unexplained = 有{ $n }项需要说明理由，尚未说明。
refusal-blocked-unexplained-advice = 请对所列各项逐一填写理由（每项{ $least }至{ $most }字）后重新报批。

refusal-classified = 疑似涉密内容。本系统为非涉密系统，不得存储、处理国家秘密。内容未保存，请立即停止操作并联系本单位保密员，按涉密渠道办理。
refusal-classified-advice = 请联系本单位保密员，按涉密渠道办理。
refusal-classified-short = 疑似涉密，内容未保存

refusal-not-allowed-now = 当前状态为“{ $status }”，不能“{ $action }”。
refusal-not-allowed-now-advice = 请刷新页面，按当前可办理的事项操作。
refusal-not-allowed-now-short = 当前状态不允许

refusal-already-decided = { $name }已于{ $at }作出决定，不能重复办理。
refusal-already-decided-advice = 请刷新页面查看办理结果。
refusal-already-decided-short = 已有决定

refusal-not-yours = “{ $action }”不由您办理。
refusal-not-yours-advice = 请由当前环节的办理人操作；需代办的，请先办理书面授权。
refusal-not-yours-short = 不由本人办理

refusal-nobody-for = “{ $stage }”环节没有可办理的人员。
refusal-nobody-for-advice = 请联系系统管理员，为该环节配备人员后重新报批。
refusal-nobody-for-short = 环节无人办理

refusal-opinion-required = 请填写意见。
refusal-opinion-required-advice = 请写明理由后再提交。
refusal-opinion-required-short = 未填写意见

refusal-opinion-too-long = 意见共{ $n }个字符，超过{ $limit }个字符上限。
refusal-opinion-too-long-advice = 请精简意见后再提交。
refusal-opinion-too-long-short = 意见过长

refusal-exceptions-open = 有{ $n }项例外尚未逐项认可：{ $rules }。
refusal-exceptions-open-advice = 请逐项勾选认可，或退回修改。
refusal-exceptions-open-short = 例外未逐项认可

refusal-objection-unresolved = 会签单位有不同意见，未协商一致，不得向下行文。
refusal-objection-unresolved-advice = 请退回拟稿单位，与会签单位协商一致后重新报批。
refusal-objection-unresolved-short = 会签意见不一致

refusal-too-much = “{ $field }”超过系统上限（{ $limit }）。
refusal-too-much-advice = 请删减后重新保存。
refusal-too-much-short = 超过系统上限

refusal-not-your-turn = 尚未轮到您办理，请先等{ $people }办理。
refusal-not-your-turn-advice = 轮到您时系统会通知您；需要加快的，可以催办。
refusal-not-your-turn-short = 尚未轮到

refusal-too-soon = 刚刚催办过，{ $at }以后方可再次催办。
refusal-too-soon-advice = 请稍后再试，或直接与办理人联系。
refusal-too-soon-short = 催办过于频繁

refusal-suspended = { $name }已于{ $at }暂停此件，恢复前不能办理。
refusal-suspended-advice = 请与暂停人联系，恢复后再办理。
refusal-suspended-short = 已暂停

refusal-proposal-open = { $name }于{ $at }提出的提议尚未答复，答复前不能办理其他事项。
refusal-proposal-open-advice = 请先由有权答复的人同意或不同意该提议。
refusal-proposal-open-short = 提议尚未答复

refusal-not-eligible = 不能请{ $name }办理：{ $reason }。
refusal-not-eligible-advice = 请另选一人。
refusal-not-eligible-short = 所选人员不能办理

refusal-after-signature = 签批环节不能一并加签、随后加签：签批之后不再征求意见。
refusal-after-signature-advice = 请改用先行加签，或先征求他人的意见。
refusal-after-signature-short = 签批环节只能先行加签

refusal-room-taken = 该会议地点已被另一会议占用，该会议{ $at }开始。
refusal-room-taken-advice = 请改用其他地点，或调整会议时间。
refusal-room-taken-short = 会议地点已被占用

refusal-stage-unknown = “{ $stage }”环节不在可以办理的范围内。
refusal-stage-unknown-advice = 请刷新页面，从列出的环节中选择。
refusal-stage-unknown-short = 没有这一环节

refusal-route-loses-signature = 按新的流程会漏掉必经的“{ $stage }”环节，不能办理。
refusal-route-loses-signature-advice = 请按原流程办理，或退回拟稿人后重新报批。
refusal-route-loses-signature-short = 会漏掉必经环节

refusal-not-possible = { $reason }。
refusal-not-possible-advice = 请核对后再办理；仍有疑问的，请联系办公室。
refusal-not-possible-short = 无法办理

## Why somebody cannot be asked

ineligible-inactive = 没有此人，或账号已停用
ineligible-drafter = 拟稿人不得审批本人拟写的件
ineligible-stand-in-of-drafter = 拟稿人的代理人不得审批
ineligible-office = 系统管理员和监督人员不得参与审批
ineligible-asked-already = 已在办理人之列
ineligible-rank = 职务低于该环节的要求
ineligible-unit = 与原办理人不在同一单位
ineligible-role = 不具有办理该事项的职责

## What cannot be done, whoever does it

impossible-nobody-to-agree = 没有其他人可以答复该提议
impossible-nobody-named = 没有需要通知的人员
impossible-other-unknown = 没有找到另一会议
impossible-other-is-no-meeting = 所选的件不是会议
impossible-other-is-itself = 所选的会议就是本会议
impossible-other-cannot-take = 另一会议已办结、已暂停，或另有提议尚未答复
impossible-no-newer-route = 流程没有更新的版本
impossible-nothing-changed = 没有任何变更
