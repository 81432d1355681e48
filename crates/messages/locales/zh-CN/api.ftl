# 接口的问题说明。`problem-title-<code>` 是类别，`problem-<code>` 或 `problem-<code>-<case>` 说明原因和办法。
# 流程拒绝的说明在 refusals.ftl，这里只有标题。

problem-title-bad-input = 输入不符合要求
problem-title-bad-key = 幂等键不可用
problem-title-unauthenticated = 未登录
problem-title-sign-in-failed = 登录失败
problem-title-forbidden = 不允许
problem-title-not-found = 未找到
problem-title-method-not-allowed = 不支持这种方式
problem-title-request-timeout = 发送过慢
problem-title-stale = 期间已有变化
problem-title-too-large = 过大
problem-title-wrong-media-type = 内容类型不符
problem-title-key-reused = 幂等键已使用
problem-title-unreadable-file = 文件无法读取
problem-title-version-required = 缺少版本
problem-title-too-many-attempts = 尝试次数过多
problem-title-internal = 出现故障

problem-title-blocked = 不符合规则
problem-title-classified = 疑似涉密
problem-title-not-allowed-now = 当前不能办理
problem-title-already-decided = 已经办理
problem-title-not-yours = 不由您办理
problem-title-nobody-for = 无人可办
problem-title-opinion-required = 必须填写意见
problem-title-opinion-too-long = 意见过长
problem-title-exceptions-open = 例外尚未逐项认可
problem-title-objection-unresolved = 会签意见未统一
problem-title-too-much = 超出容量

problem-bad-input = 无法理解这个请求。
problem-bad-input-syntax = 请求体不是合法的JSON。
problem-bad-input-missing = 缺少字段“{ $field }”。
problem-bad-input-unknown = 没有“{ $field }”这个字段。
problem-bad-input-duplicate = 字段“{ $field }”出现了两次。
problem-bad-input-unfit = 字段“{ $field }”的值不符合要求，详见“cause”。
problem-bad-input-whole = 请求体不符合要求，详见“cause”。
problem-bad-input-cursor = “{ $field }”不是这个列表中的位置，请使用上一页的“next”。
problem-bad-input-cut-off = 请求体没有发送完整。
problem-bad-key = Idempotency-Key 须为1至200个可见ASCII字符，且只能出现一次。
problem-unauthenticated = 需要有效的令牌。请用 POST /api/v1/tokens 获取，并以“Authorization: Bearer …”发送。
problem-sign-in-failed = 用户名或密码不正确。
problem-forbidden = 该请求来自其他网站，未予执行。
problem-not-found = 这里没有内容，或者您无权查看。
problem-method-not-allowed = 该地址不支持这种方法，支持的方法见“Allow”。
problem-request-timeout = 请求体发送过慢，请重新发送。
problem-stale = 该事项已是第{ $current_version }版，请重新查看后再办理。
problem-stale-foreign-tag = “If-Match”不是该事项的版本，请使用您所查看的答复中的ETag，例如 "v3"。
problem-too-large = 请求体超过了该地址允许的大小。
problem-wrong-media-type = 该地址不接受这种内容。
problem-wrong-media-type-expected = 该地址只接受“{ $expected }”。
problem-key-reused = 该 Idempotency-Key 已用于另一请求，请换用新的键。
problem-unreadable-file = 文件无法读取。
problem-version-required = 请在“If-Match”中注明您所查看的版本，即该事项的ETag，例如 "v3"。
problem-too-many-attempts = 失败次数过多，请在{ $seconds }秒后重试。
problem-internal = 出现故障，本次答复没有改变任何内容；如再次出现，请将编号{ $number }告知管理员。
