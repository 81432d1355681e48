# Signing in; stand-ins (代理) with their refusals and commands; somebody leaves.

## Stand-ins

delegation-nav = 代理
delegation-title = 代理
delegation-lead = 外出、休假期间，可委托他人在指定日期内代为审批。本人登记的立即生效；管理员代为登记的，经委托人本人确认后生效，本人无法确认的，由另一名管理员凭书面依据确认。办理记录同时写明委托人和代理人。
delegation-waiting = 待代理办理
delegation-for = 代{ $s }
delegation-given = 我委托的
delegation-given-none = 没有委托他人代理
delegation-given-none-text = 外出前可在本页登记代理人。
delegation-held = 我代理的
delegation-held-none = 没有代理他人
delegation-held-none-text = 他人委托您代理时，会显示在这里。
delegation-all = 全部代理
delegation-all-none = 尚未登记代理
delegation-all-none-text = 登记的代理会显示在这里。
delegation-more = 仅显示最近的{ $n }项。
delegation-new = 登记代理
delegation-from = 委托人
delegation-to = 代理人
delegation-scope = 代理事项
delegation-from-on = 开始日期
delegation-to-on = 结束日期（含当日）
delegation-days = 代理期
delegation-state = 状态
delegation-reference = 授权依据
delegation-reference-hint = 授权书等书面依据的名称或文号，不超过{ $n }个字符。
delegation-leaders-only = 领导的签批权只能由领导代理。
delegation-everything = 全部事项
delegation-period = { $from_on }至{ $to_on }
delegation-state-unconfirmed = 待确认
delegation-state-in-force = 生效中
delegation-state-to-come = 尚未开始
delegation-state-past = 已到期
delegation-state-ended = 已提前终止
delegation-make = 登记
delegation-end = 终止
delegation-give-back = 交回
delegation-end-of = 终止{ $from }委托{ $to }的代理
delegation-confirm = 确认
delegation-confirm-of = 确认{ $from }委托{ $to }的代理
delegation-confirm-paper = 代为确认的依据
delegation-made-by = { $name }登记
delegation-confirmed-by = { $name }确认
delegation-confirmed-on = { $name }确认，依据：{ $reference }
delegation-was-made = 代理已登记。
delegation-was-noted = 代理已登记，经委托人本人确认后生效；本人无法确认的，由另一名管理员确认。
delegation-was-confirmed = 代理已确认，立即生效。
delegation-was-ended = 代理已终止，立即生效。
delegation-correct = 未予登记，请改正标出的内容。

problem-title-delegation-refused = 代理未予办理

refusal-delegation-not-yours = 只有委托人本人或管理员可以办理此事。
refusal-delegation-not-yours-advice = 需要代他人登记的，请联系系统管理员。
refusal-delegation-not-yours-short = 不是委托人本人，也不是管理员
refusal-delegation-oneself = 不能委托本人代理本人。
refusal-delegation-oneself-advice = 请另选一位代理人。
refusal-delegation-oneself-short = 委托人与代理人是同一人
refusal-delegation-giver-gone = 委托人不存在或账号已停用。
refusal-delegation-giver-gone-advice = 离职人员的待办由管理员办理移交。
refusal-delegation-giver-gone-short = 委托人不存在或已停用
refusal-delegation-giver-barred = 管理员和监督人员不参与审批，没有可以委托的事项。
refusal-delegation-giver-barred-advice = 代他人登记的，请选择委托人。
refusal-delegation-giver-barred-short = 委托人不参与审批
refusal-delegation-stand-in-gone = 代理人不存在或账号已停用。
refusal-delegation-stand-in-gone-advice = 请另选一位代理人。
refusal-delegation-stand-in-gone-short = 代理人不存在或已停用
refusal-delegation-stand-in-barred = 管理员和监督人员不得参与审批，不能作代理人。
refusal-delegation-stand-in-barred-advice = 请另选一位代理人。
refusal-delegation-stand-in-barred-short = 代理人不得参与审批
refusal-delegation-rank-needed = 领导的签批权只能由主要领导或分管领导代理，不能再向下委托。
refusal-delegation-rank-needed-advice = 请选择一位主要领导或分管领导。
refusal-delegation-rank-needed-short = 代理人不是领导
refusal-delegation-empty = 结束日期早于开始日期。
refusal-delegation-empty-advice = 请改正日期。
refusal-delegation-empty-short = 结束日期早于开始日期
refusal-delegation-too-long = 代理期为{ $days }天，超过{ $limit }天上限。
refusal-delegation-too-long-advice = 请缩短代理期；到期后可以再次登记。
refusal-delegation-too-long-short = 代理期过长
refusal-delegation-too-far-ahead = 开始日期距今超过{ $limit }天。
refusal-delegation-too-far-ahead-advice = 请临近时再登记。
refusal-delegation-too-far-ahead-short = 开始日期过远
refusal-delegation-over = 结束日期已过。
refusal-delegation-over-advice = 请改为今天或以后的日期；已办结的事项不能补办代理。
refusal-delegation-over-short = 结束日期已过
refusal-delegation-reference-missing = 没有填写授权依据。
refusal-delegation-reference-missing-advice = 请填写授权书等书面依据的名称或文号。
refusal-delegation-reference-missing-short = 没有授权依据
refusal-delegation-reference-too-long = 授权依据有{ $n }个字符，超过{ $limit }个的上限。
refusal-delegation-reference-too-long-advice = 请只写名称和文号。
refusal-delegation-reference-too-long-short = 授权依据过长
refusal-delegation-stand-in-away = 所选代理人在此期间已将同类事项委托给{ $name }，至{ $until }止；代理不得转委托。
refusal-delegation-stand-in-away-advice = 请另选一位代理人，或者错开日期。
refusal-delegation-stand-in-away-short = 代理人已将同类事项委托他人
refusal-delegation-giver-stands-in = 委托人在此期间代理{ $name }的同类事项，至{ $until }止；代理不得转委托。
refusal-delegation-giver-stands-in-advice = 请先交回该项代理，或者错开日期。
refusal-delegation-giver-stands-in-short = 委托人正在代理他人的同类事项
refusal-delegation-duplicate = 同样的代理已经登记，至{ $until }止。
refusal-delegation-duplicate-advice = 需要延长的，请从次日起登记，或者终止原代理后重新登记。
refusal-delegation-duplicate-short = 同样的代理已经登记
refusal-delegation-already-over = 该项代理已经结束。
refusal-delegation-already-over-advice = 不需要再终止。
refusal-delegation-already-over-short = 代理已经结束

refusal-delegation-own-entry = 代他人登记的代理，不能由登记人自己确认。
refusal-delegation-own-entry-advice = 请由委托人本人确认；本人无法确认的，由另一名管理员确认。
refusal-delegation-own-entry-short = 确认人就是登记人
refusal-delegation-already-confirmed = 该项代理不需要确认。
refusal-delegation-already-confirmed-advice = 代理已经确认，或者由委托人本人登记。
refusal-delegation-already-confirmed-short = 代理不需要确认

cli-delegations-id = 编号
cli-delegations-unknown = 没有编号为 { $id } 的代理。
cli-delegations-added = 代理已登记：{ $id }
cli-delegations-noted = 代理已登记，待委托人本人或者另一名管理员确认：{ $id }
cli-delegations-confirmed = 代理已确认：{ $id }
cli-delegations-ended = 代理已终止：{ $id }

## Somebody leaves

leaver-nav = 离职移交
leaver-head = 离职移交
leaver-text = 人员调离、离职的，把等他办理的全部事项交给接替的人。管理员不看内容和标题，也不能代为审批。
leaver-from = 谁离岗
leaver-to = 谁接替
leaver-send = 全部移交
leaver-sum = 共{ $n }件，已移交{ $done }件。
leaver-results = 逐件结果
leaver-yes = 已移交
leaver-no = 未移交
leaver-done = 已通知接替的人。

## Signing in

page-sign-in = 登录
page-sign-out = 退出
page-sign-in-aside = 在新窗口登录
page-login = 登录名
page-password = 密码
page-sign-in-wrong = 登录名或密码不正确，请重新输入。
page-sign-in-too-many = 登录失败次数过多，请{ $n }分钟后再试。
page-demo = 演示：选择一个身份
page-demo-text = 点一下姓名即可登录。所有演示账号的密码都是 baopi-demo，数据均为虚构。

## One's own account

account-head = 我的账号
account-text = 修改密码，查看并停用自己的登录和接口令牌。
account-password = 修改密码
account-password-hint = 密码至少{ $least }个字符，至多{ $most }字节，不要用常见密码或自己的姓名、登录名。修改后，其他设备上的登录和全部接口令牌随即失效。
account-password-old = 原密码
account-password-new = 新密码
account-password-again = 再输入一次新密码
account-password-change = 修改密码
account-password-wrong = 原密码不正确。
account-password-differs = 两次输入的新密码不一致。
account-sessions = 已登录的设备
account-device = 设备
account-device-unknown = 未知设备
account-since = 开始时间
account-seen = 最近使用
account-until = 有效期至
account-end = 停用
account-here = 当前登录
account-tokens = 接口令牌
account-token = 用途
account-token-unnamed = （未填用途）
account-tokens-none = 没有有效的接口令牌。
account-was-password = 密码已修改，其他登录和接口令牌已失效。
account-was-session = 该登录已停用。
account-was-token = 该令牌已停用。

account-password-short = 密码至少要有{ $least }个字符。
account-password-long = 密码至多{ $most }字节。
account-password-common = 这个密码过于常见或过于简单，请换一个。
account-password-own-name = 密码不能只是自己的姓名或登录名加几个字符，请换一个。
account-password-unchanged = 新密码与原密码相同，请换一个。
