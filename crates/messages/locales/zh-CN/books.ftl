# Incoming documents, yearly plans, work groups, working days. `book-fault-*` stands beside a field, `book-refusal-*` says why
# nothing was done.

incoming-nav = 收文
incoming-head = 收文登记簿
incoming-lead = 随收随登记，及时拟办、批办、承办，办结后归档。
incoming-new = 登记收文
incoming-seal = 收
incoming-none = 没有收文
incoming-none-text = 收到的文件登记后显示在这里。
incoming-mine = 由我承办或阅知
incoming-all-states = 全部状态
incoming-punctuality = 今年登记{ $registered }件，其中{ $late }件未按时登记。
incoming-late = 未按时登记（应不迟于{ $date }登记）
incoming-number-none = 未编号
incoming-receive = 签收
incoming-register-now = 签收并登记
incoming-text-hint = 可以上传文件，也可以粘贴正文。正文用于比对下级发文是否照抄照搬。
incoming-file-hint = .docx、.odt、.pdf、.ofd、.txt、.md，最大20 MB。
incoming-was-received = 已签收。
incoming-was-taken = 已办理。
incoming-steps = 办理过程
incoming-do = 办理
incoming-text = 正文
incoming-no-text = 没有录入正文。
incoming-characters = { $n }字
incoming-nobody-unread = 全部已阅
incoming-read-at = { $s } 已阅
incoming-unread = 未阅
incoming-nothing-to-do = 目前没有需要您办理的步骤。
incoming-open-file = 下载原文件

incoming-state-received = 已签收，待登记
incoming-state-registered = 已登记，待拟办
incoming-state-proposed = 已拟办，待批办
incoming-state-instructed = 已批办，待交办
incoming-state-handling = 承办中
incoming-state-circulating = 传阅中
incoming-state-done = 已办结，待归档
incoming-state-archived = 已归档
incoming-state-sent-back = 已退回来文单位

incoming-step-receive = 签收
incoming-step-register = 登记
incoming-step-send-back = 退回来文单位
incoming-step-propose = 拟办
incoming-step-instruct = 批办
incoming-step-assign = 交办
incoming-step-circulate = 传阅
incoming-step-read = 阅知
incoming-step-finish = 办结
incoming-step-archive = 归档

plans-nav = 年度计划
plans-head = 年度发文和会议计划
plans-lead = 列入计划的发文和会议，签批后即标明已使用；未列入的，报批时须说明理由。
plans-seal = 划
plans-none = 该年度没有计划
plans-none-text = 可以逐项录入，也可以从表格导入。
plans-new = 录入一项
plans-add = 录入
plans-remove = 删除
plans-remove-of = 删除“{ $s }”
plans-was-added = 已录入。
plans-was-changed = 已删除。
plans-used = 已使用
plans-unused = 未使用
plan-kind-document = 发文
plan-kind-meeting = 会议

chat-nav = 工作群
chat-head = 工作群台账
chat-lead = 临时群到期即解散，长期不用的及时解散，内容重复的合并。
chat-seal = 群
chat-none = 没有工作群
chat-none-text = 新建的工作群登记后显示在这里。
chat-new = 登记工作群
chat-add = 登记
chat-was-added = 已登记。
chat-was-changed = 已更新。
chat-only-due = 只看需要处理的
chat-only-dissolved = 已解散的
chat-open = 使用中的
chat-active = 今天仍在使用
chat-active-of = “{ $s }”今天仍在使用
chat-dissolve = 已解散
chat-dissolve-of = “{ $s }”已解散
chat-desk = 本单位有{ $n }个工作群需要解散或合并。
chat-desk-more = 本单位有{ $n }个以上的工作群需要解散或合并。
chat-standing = 长期
chat-dissolved-on = { $s } 解散

chat-platform-wechat = 微信
chat-platform-wecom = 企业微信
chat-platform-qq = 腾讯QQ
chat-platform-dingtalk = 钉钉
chat-platform-feishu = 飞书
chat-platform-other = 其他平台

chat-reminder-expired = 已过期限，请及时注销或解散
chat-reminder-idle = 长期无人使用，请解散
chat-reminder-double = 本单位另有同一主题的群，请合并

book-import = 从表格导入
book-import-hint = CSV 或 XLSX，首行为栏名：{ $s }。有一行有误，整个文件都不导入。
book-import-send = 导入
book-import-none = 请选择文件。
book-none-match = 没有符合条件的内容
book-was-imported = 已导入{ $n }项。
book-export-csv = 导出CSV
book-export-xlsx = 导出XLSX
book-lines = 文件中有误之处
book-line = 行
book-column = 栏
book-what = 问题
book-correct = 有填写有误之处，已在各栏旁注明。
book-lines-wrong = 文件中有{ $n }处有误，没有导入任何内容。
book-lines-more = 只列出前{ $n }处。

book-incoming = 收文登记簿
book-plans = 年度计划
book-chat-groups = 工作群台账
book-change-added = 录入
book-change-changed = 更新
book-change-removed = 删除
book-flag-true = 是
book-flag-false = 否

book-fault-missing = 请填写。
book-fault-unreadable = 不能识别。
book-fault-characters = 含有不可见的字符，请重新填写。
book-fault-unasked = 没有这个字段。
book-fault-twice = 这个字段出现了两次。
book-fault-too-long = 最多{ $most }字。
book-fault-out-of-range = 应在{ $least }至{ $most }之间。
book-fault-future = 不能晚于规定的日期。
book-fault-unknown = 没有这一项。
book-fault-taken = 已有同样的一项。
book-fault-not-yours = 不由您录入。
book-fault-too-early = 不能早于收到日期。
book-fault-overlaps = 与同单位同指标的其他日期重叠，会重复计算。

book-refusal-not-found = 没有这一项，或者您无权查看。
book-refusal-not-yours = 这一步不由您办理。
book-refusal-settled = 该项已使用或已结束，不能再改。
book-refusal-not-now = 当前状态下不能办理这一步。
book-refusal-note-missing = 请填写意见。
book-refusal-note-too-long = 意见最多{ $most }字。
book-refusal-nobody-named = 请选择传阅人员。
book-refusal-too-many-named = 传阅人员最多{ $most }人。
book-refusal-not-eligible = 所选人员不能承办或传阅，请另选。
book-refusal-stale = 该文件已有新的办理，请重新查看。
book-refusal-too-many-lines = 一次最多导入{ $most }行。

table-fault-too-large = 文件过大，最大2 MB。
table-fault-too-many-rows = 表格最多5000行。
table-fault-too-many-columns = 表格最多50栏。
table-fault-cell-too-long = 第{ $line }行有一格超过10000字。
table-fault-empty = 表格是空的：首行应为栏名，下面至少有一行。
table-fault-too-many-cells = 第{ $line }行的格数多于栏数。
table-fault-column-twice = 有两栏同名。
table-fault-encoding = 不能识别文件的编码，请另存为UTF-8或GB18030。
table-fault-csv = 第{ $line }行附近不是合法的CSV。
table-fault-workbook = 不能读取该工作簿，请另存为.xlsx或CSV后再试。

book-field-number = 收文号
book-field-from-unit = 来文单位
book-field-their-number = 来文字号
book-field-title = 标题
book-field-doc-date = 成文日期
book-field-received-at = 收到时间
book-field-received-date = 收到日期
book-field-received-time = 收到时刻
book-field-registered-at = 登记时间
book-field-copies = 份数
book-field-urgency = 紧急程度
book-field-deadline = 办理时限
book-field-state = 状态
book-field-proposal = 拟办意见
book-field-instruction = 批示
book-field-note = 办理结果
book-field-handler = 承办人
book-field-readers = 传阅人员
book-field-text = 正文
book-field-file = 文件
book-field-opinion = 意见
book-field-kind = 类别
book-field-year = 年度
book-field-unit = 单位
book-field-reference = 编号
book-field-month = 月份
book-field-comprehensive = 综合性
book-field-approved-ref = 批准依据
book-field-used = 是否使用
book-field-platform = 平台
book-field-name = 群名称
book-field-owner = 群主
book-field-topic = 主题
book-field-purpose = 用途
book-field-ends-on = 到期日
book-field-last-active-on = 最近使用
book-field-members = 人数
book-field-from-on = 起始日
book-field-to-on = 截止日
book-field-metric = 指标
book-field-value = 数量
book-field-source = 来源

problem-title-book-refused = 不能办理
problem-title-fields-refused = 填写有误
problem-title-lines-refused = 文件中有误
problem-title-table-refused = 不是可用的表格
problem-fields-refused = 有{ $count }处填写有误，详见“fields”。
problem-lines-refused = 文件中有{ $count }处有误，没有导入任何内容，详见“lines”。

## Working days

working-days-nav = 节假日与调休
working-days-head = 节假日与调休
working-days-lead = 办理时限、会议提前报批和无会周都按这里的放假与调休上班日计算。国务院办公厅发布的安排按年度用文件导入，由一名管理员提出、另一名管理员确认后替换该年度原有的安排；此前的审核结果不变。
working-days-unknown = { $s }年的放假安排尚未发布或尚未导入，暂按周一至周五上班计算，涉及的期限可能不准。
working-days-year = { $n }年
working-days-shipped = 随程序提供
working-days-brought = 第{ $revision }次导入：{ $name }确认，{ $at }
working-days-ordinary = 按星期
working-days-same = 没有日期变动。
working-days-seal = 假
working-days-none = 没有放假与调休安排
working-days-none-text = 按周一至周五上班计算。
working-days-weekday = 星期

day-kind-off = 放假
day-kind-work = 上班

book-working-days = 节假日与调休
book-field-day = 日期
book-field-day-kind = 安排
book-field-holiday = 节日
book-fault-other-year = 不是{ $year }年的日期；一个文件只含一个年度，以第一行为准。
book-fault-worked-anyway = 这一天本来就上班，不需要调休。

## Inspections

plan-kind-inspection = 督查检查考核
