# Document numbers (发文字号): how they are written, what became of them, the gap report, paper registers.

# What is wrong with a number as it was typed.
rule-number-format-written-white-space = “{ $number }”中有空格或换行。
rule-number-format-written-white-space-advice = 请删去发文字号中的空格和换行。
rule-number-format-written-brackets = “{ $number }”的年份没有用六角括号〔〕括起。
rule-number-format-written-brackets-advice = 请将年份两侧改为六角括号〔〕。
rule-number-format-written-brackets-only = “{ $number }”的年份没有用六角括号〔〕括起。
rule-number-format-written-brackets-only-advice = 应为“{ $offer }”的，请照此改正。
rule-number-format-written-full-width-digit = “{ $number }”中有全角数字。
rule-number-format-written-full-width-digit-advice = 年份和序号请用半角阿拉伯数字。
rule-number-format-written-ordinal = “{ $number }”的序号前多了“第”字。
rule-number-format-written-ordinal-advice = 序号不加“第”，请删去。
rule-number-format-written-short-year = “{ $number }”的年份不是四位数字。
rule-number-format-written-short-year-advice = 请写全年份，如〔2026〕。
rule-number-format-written-leading-zero = “{ $number }”的序号以0开头。
rule-number-format-written-leading-zero-advice = 序号从1起编，不编虚位，1不写作01。
rule-number-format-written-too-high = “{ $number }”的序号超过五位。
rule-number-format-written-too-high-advice = 请核对序号，至多为99999。
rule-number-format-written-no-hao = “{ $number }”末尾缺少“号”字。
rule-number-format-written-no-hao-advice = 请在序号后加“号”。
rule-number-format-written-code = “{ $number }”的机关代字不符合规定。
rule-number-format-written-code-advice = 机关代字为2至12个汉字，请核对。
rule-number-format-written-shape = “{ $number }”不是发文字号。
rule-number-format-written-shape-advice = 发文字号由机关代字、年份、序号组成，如青政发〔2026〕1号。
rule-number-format-written-unregistered = “{ $number }”的机关代字未在本系统登记。
rule-number-format-written-unregistered-advice = 请核对机关代字；外机关的发文字号，请向该机关核实。

# The register, and the check of one number.
number-series-year = { $series }〔{ $year }〕
number-void = 作废
number-paper = 纸质登记簿导入
number-gaps = 发文字号有断号，须立即核查：
number-gaps-way = 请系统管理员运行 baopi numbers gaps 查看断号明细。
number-voids = 作废的发文字号
number-voids-text = 作废须经两人办理，作废的字号不再使用
number-void-reason = 作废原因
number-void-proposed = 提出人
number-void-confirmed = 同意人
number-void-at = 作废时间
number-void-on-paper = 纸质登记簿已记作废
number-check-title = 查验发文字号
number-check-lead = 核对发文字号的写法，查询它属于哪个机关、是否已经使用。
number-check-hint = 如青政发〔2026〕1号：年份用六角括号〔〕，序号前不加“第”，1不写作01。
number-check-go = 查验
number-check-verdict = 查验结果
number-check-offer = 改为查验{ $s }
number-check-unit = 所属机关
number-check-free = 该字号写法正确，尚未使用。
number-check-used = 该字号已使用。
number-check-void = 该字号已作废，不再使用。
number-check-imported-used = 该字号载于导入的纸质登记簿，未经本系统审批。
number-check-imported-void = 该字号在导入的纸质登记簿中已作废，不再使用。

# The command line.
cli-numbers-series = 代字
cli-numbers-year = 年份
cli-numbers-highest = 最大序号
cli-numbers-used = 使用
cli-numbers-void = 作废
cli-numbers-missing = 断号
cli-numbers-twice = 重号
cli-numbers-beyond = 越号
cli-numbers-none = 尚未编发文字号。
cli-numbers-fine = 已核查{ $count }个字号序列，没有断号。
cli-numbers-gaps = 已核查{ $count }个字号序列，其中{ $faulty }个有断号、重号或越号，须立即核查。
cli-numbers-imported = 已导入：使用{ $used }个、作废{ $void }个。文件 SHA-256：{ $sha256 }
cli-numbers-last = { $series }〔{ $year }〕下一个序号为{ $next }。
cli-numbers-not-yours = { $login } 既不是文书，也不是系统管理员，不能导入登记簿。
cli-numbers-not-read = 不能读取 { $file }：{ $reason }。
cli-numbers-unreadable = 不能按 UTF-8 或 GB18030 文本读取 { $file }。
cli-numbers-faulty = { $file } 有{ $count }处不符合要求，未导入任何字号：
cli-numbers-fault = 第{ $line }行：{ $reason }
cli-numbers-fault-in = 第{ $line }行“{ $column }”：{ $reason }

# The table of a paper register: heads of its columns and its states, as people may write them, and what can be wrong with it.
paper-column-series = 代字
paper-column-year = 年份
paper-column-sequence = 序号
paper-column-state = 状态
paper-column-title = 标题
paper-column-unit = 发文机关
paper-column-doc-date = 成文日期
paper-column-void-reason = 作废原因
paper-state-used = 使用
paper-state-void = 作废
paper-fault-no-column = 表头缺少这一列
paper-fault-column-twice = 表头有两列同名
paper-fault-fields = 列数与表头不一致
paper-fault-nothing = 表中没有字号
paper-fault-too-many = 一次最多导入{ $limit }行
paper-fault-missing = 未填写
paper-fault-no-number = 不是规范的数字：年份四位，序号1至99999，不加0
paper-fault-future-year = 年份尚未到
paper-fault-unknown-state = 只能填“使用”或“作废”
paper-fault-unknown-unit = 没有这个单位
paper-fault-not-of-unit = 该机关没有登记这个代字
paper-fault-no-date = 不是日期，应如2026-09-15
paper-fault-other-year = 日期与字号的年份不符
paper-fault-future-date = 日期尚未到
paper-fault-too-long = 超过{ $limit }个字符
paper-fault-not-void = 未作废的字号不填作废原因
paper-fault-twice = 与第{ $line }行重复
paper-fault-taken = 登记簿中已有该字号
paper-fault-begun = 本系统已编到{ $last }号，其后的字号不能再导入
paper-fault-gap-of-one = 缺少{ $first }；未使用的字号须列为作废并写明原因
paper-fault-gap = 缺少{ $first }至{ $last }；未使用的字号须逐个列为作废并写明原因
number-marks = 备注

## The register

page-register-text = 凡已编号的公文，按发文字号登记在此，连续不断号。
page-register-none = 还没有编号的公文
page-register-none-text = 公文签发、复核后由文书编号，编号后即登记在此。
page-register-no-match = 没有符合条件的公文
page-register-no-match-text = 请换一个年份、代字或单位。
page-year = 年份
page-narrow = 查找
