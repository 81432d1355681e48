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
