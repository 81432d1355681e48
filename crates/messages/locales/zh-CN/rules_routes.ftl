# Routes: whom a stage asks, how answers count, conditions, what stands against a route; the page and the commands.

clause-separator = ；

## How answers count

mode-any = 一人审批即可
mode-all = 会签：须全部办理
mode-in-order = 依次：按顺序逐一办理
mode-vote = 表决：{ $rule }
vote-pass-count = 同意达{ $n }票通过
vote-pass-percent = 同意达{ $n }%通过
vote-reject-count = 不同意达{ $n }票不予通过
vote-reject-percent = 不同意达{ $n }%不予通过
vote-abstention-counted = 弃权计入总数
vote-abstention-leaves-base = 弃权不计入总数
vote-weights = 每票权重：主要领导{ $main }、分管领导{ $responsible }、其他{ $other }
vote-veto = { $rank }及以上一票否决

tally-open = 办理中
tally-passed = 通过
tally-contested = 意见不一致
tally-failed = 未通过

skip-reason-holds-post = 拟稿人即本环节负责人
skip-reason-same-person = 与相邻环节由同一人办理，合并办理一次

## Whom a stage asks

assignee-head-of-drafting-unit = 拟稿单位负责人
assignee-reviewer-of-office = 办公室核稿人
assignee-heads-of-countersigning-units = 会签单位负责人
assignee-responsible-leader = 分管领导
assignee-main-leader = 主要领导
assignee-person = { $name }
assignee-post = 担任“{ $post }”的人员
assignee-role = { $unit }的{ $role }
assignee-head-of = { $unit }负责人
assignee-superior = 拟稿单位的上{ $levels }级单位负责人
assignee-form-field = 表单所填“{ $field }”
assignee-chosen = 拟稿人从“{ $from }”中选{ $least }至{ $most }人

unit-choice-drafting = 拟稿单位
unit-choice-issuing = 发文机关（主办单位）
unit-choice-office = 办公室

## Fields of conditions

condition-field-always = 始终
condition-field-countersigning = 需要会签
condition-field-main-leader-must-sign = 须由主要领导签批
condition-field-exceptions = 有例外事项
condition-field-main-leader-exceptions = 有须由主要领导认可的例外事项
condition-field-joint = 联合行文、联合办会
condition-field-drafting-unit = 拟稿单位（代码）
condition-field-issuing-unit = 发文机关、主办单位、组织单位（代码）
condition-field-doc-type = 文种
condition-field-direction = 行文方向
condition-field-category = 类别
condition-field-scope = 部署范围
condition-field-urgency = 紧急程度
condition-field-disclosure = 公开属性
condition-field-normative = 规范性文件
condition-field-directive = 向下布置任务
condition-field-characters = 字数
condition-field-annexes = 附件数
condition-field-copies = 印发份数
condition-field-recipients = 主送机关数
condition-field-countersign-units = 会签单位数
condition-field-nature = 会议性质
condition-field-class = 会议类别
condition-field-mode = 召开方式
condition-field-required-level = 参会规格
condition-field-comprehensive = 综合性工作会议、综合性督查检查考核
condition-field-minutes = 会议时长（分钟）
condition-field-headcount = 参会人数
condition-field-attendee-units = 参会单位数
condition-field-budget-yuan = 经费预算（元）

condition-word-and = 且
condition-word-or = 或
condition-word-not = 非
condition-word-in = 属于

condition-sort-flag = 是否项
condition-sort-number = 数字
condition-sort-choice = 选项
condition-sort-unit-code = 单位代码

## What is wrong with a condition

condition-error-too-long = 条件共{ $n }个字符，超过{ $limit }个字符上限
condition-error-too-deep = 第{ $at }个字符处，括号和 not 超过{ $limit }层
condition-error-too-many-comparisons = 第{ $at }个字符处，比较超过{ $limit }项
condition-error-unexpected-character = 第{ $at }个字符“{ $found }”不能用在这里
condition-error-unexpected-word = 第{ $at }个字符处的“{ $found }”不能用在这里
condition-error-unexpected-end = 条件不完整，第{ $at }个字符处应有内容
condition-error-unclosed-string = 第{ $at }个字符处的引号没有配对
condition-error-number-too-large = 第{ $at }个字符处的数字过大
condition-error-unknown-field = 第{ $at }个字符处的“{ $found }”不是字段
condition-error-field-of-other-kind = 第{ $at }个字符处：{ $kind }没有“{ $field }”
condition-error-wrong-type = 第{ $at }个字符处：“{ $field }”是{ $sort }，不能这样比较
condition-error-unknown-value = 第{ $at }个字符处：“{ $field }”没有“{ $found }”这一选项

## What is wrong with a vote

vote-error-weight = 每票权重须为1至{ $limit }，不能为{ $n }
vote-error-percent = 比例须为1%至{ $limit }%，不能为{ $n }%
vote-error-count = 票数至少为1

## What is wrong with a route

route-error-unreadable = 流程文件无法识别：{ $why }
route-error-twice = “{ $stage }”环节重复
route-error-stages = 流程须有1至{ $limit }个环节，现有{ $n }个
route-error-condition = “{ $stage }”环节的条件有误：{ $why }
route-error-vote = “{ $stage }”环节的表决规则有误：{ $why }
route-error-deadline = 办理时限须为1至{ $limit }个工作日，不能为{ $days }个
route-error-assignee = “{ $stage }”环节的办理人规则无法执行

## What stands against putting a route into force

route-path = 路径“{ $stages }”
route-path-without-stages = 没有任何环节的路径
route-release = 签批之后各环节
route-step-recheck = 复核
route-step-registrar = 编号、用印、印发、归档
route-fault-too-many-combinations = 条件的取值组合共{ $n }种，超过{ $limit }种上限，无法逐一核查
route-fault-too-many-combinations-short = 条件组合过多
route-fault-too-many-paths = 不同路径超过{ $limit }条上限
route-fault-too-many-paths-short = 路径过多
route-fault-unknown-unit = “{ $stage }”所列单位“{ $unit }”不存在
route-fault-unknown-unit-short = 单位不存在
route-fault-unknown-person = “{ $stage }”所列人员{ $name }不存在或已停用
route-fault-unknown-person-short = 人员不存在或已停用
route-fault-unknown-post = “{ $stage }”所列职务“{ $post }”无人担任
route-fault-unknown-post-short = 职务无人担任
route-fault-no-signature-no-stage = { $path }：没有任何环节，无人签批
route-fault-no-signature-rank = { $path }：最后环节可能由职务低于{ $rank }的人办理，没有合格的签批
route-fault-no-signature-fallback = { $path }：最后环节的替补人可能低于{ $rank }，没有合格的签批
route-fault-no-signature-vote = { $path }：最后环节是表决，没有具体的签批人
route-fault-no-signature-short = 缺少合格的签批
route-fault-unreachable = “{ $stage }”环节在任何情况下都不会经过
route-fault-unreachable-short = 环节不可到达
route-fault-cannot-be-left-vote = { $path }：“{ $stage }”环节即使全部同意，表决也不能通过
route-fault-cannot-be-left-vote-of-few = { $path }：“{ $stage }”环节所选人员较少时，即使全部同意，表决也不能通过
route-fault-cannot-be-left-choice = { $path }：“{ $stage }”环节至少须选{ $least }人，可选的只有{ $there }人
route-fault-cannot-be-left-short = 环节办不出去
route-fault-nobody-to-ask = { $path }：{ $unit }的件到“{ $stage }”时无人可办
route-fault-nobody-to-ask-by = { $path }：{ $unit }由{ $drafters }拟稿的件，到“{ $stage }”时无人可办
route-fault-nobody-to-ask-short = 环节无人可办
route-fault-signer-is-reviewer = { $path }：{ $unit }的件，“{ $stage }”只能由{ $name }签批，而核稿也只能由其办理
route-fault-signer-is-reviewer-short = 核稿与签批同为一人
route-fault-no-head-review = { $path }：没有拟稿单位负责人把关。审核标准要求每条流程都有此环节
route-fault-no-head-review-short = 缺少拟稿单位负责人环节
route-fault-no-office-review = { $path }：没有办公室核稿。审核标准要求每条流程都有此环节
route-fault-no-office-review-short = 缺少办公室核稿环节
route-warning-nobody-in-units = “{ $stage }”：{ $units }没有可办理的人员，涉及这些单位的件将不予受理
route-warning-nobody-for-money = “{ $stage }”：没有财政会签人，有经费预算的会议将不予受理
route-warning-form-names-people = “{ $stage }”：办理人由表单指定，报批时方能核对

## The page and the commands

routes-other-unit = 其他单位
routes-nav = 流程
routes-title = 审批流程
routes-lead = 新版本由一名管理员提出、另一名管理员确认后启用；之后提交的事项按新版本办理；办理中的事项仍按提交时的版本办理。启用前逐一核验全部路径：每一路径末端都须有规定级别的签批，各环节都须有人办理。
routes-versions = 版本
routes-version = 第{ $n }版
routes-in-force = 启用中
routes-shipped = 随程序提供
routes-published = { $name } 于 { $at } 启用
routes-hash = 摘要
routes-show = 查看
routes-editor = 编辑新版本
routes-text = 流程文本（TOML 或 JSON）
routes-text-hint = 可从启用中的版本改起。名称和版本号由程序确定。
routes-check = 核验
routes-propose = 提出
routes-proposals = 提出的新版本
routes-read-only = 监督人员只能查看。
routes-proven = 核验通过：共{ $combinations }种取值组合，{ $paths }种路径，每种路径末端都有规定级别的签批。
routes-proven-alone = 未连接组织机构，人员能否找到未予核验。
routes-unproven = 核验不通过，共{ $n }处问题
routes-warnings = 提示
routes-witness = 例如：{ $s }
routes-more = 另有{ $n }处问题未列出。
routes-same = 与启用中的版本相同。
routes-unchanged = 与启用中的第{ $n }版相同，未予提出。
routes-pending = 同类事项还有一版流程待确认，请先处理。
routes-settled = 这一提议已经处理，不能再改。
routes-own-proposal = 自己提出的流程由另一名管理员确认或否决。
routes-overtaken = 提出之后第{ $n }版已经启用，请重新提出。
routes-too-long = 流程文本超过{ $n }字节。
routes-not-yours = 只有系统管理人员可以提出、确认流程和转按事项。
routes-classified = 文本疑似含有涉密内容（第{ $n }号特征），未保存。
routes-was-proposed = 第{ $n }版已提出，待另一名管理员确认：{ $id }
routes-was-confirmed = 第{ $n }版已启用。
routes-was-declined = 第{ $n }版已否决。
routes-was-withdrawn = 第{ $n }版已撤回。
routes-older = 仍按旧版本办理的事项
routes-older-none = 没有按旧版本办理的事项
routes-older-none-text = 办理中的事项都按启用中的版本办理。
routes-older-count = { $n }件
routes-move = 转按启用中的版本办理
routes-move-hint = 只转按较新的版本；会缺失必需签批的事项不予转按。
routes-moved = 已转按新流程
routes-not-moved = 未转按：{ $s }
routes-steps = 流程各环节
routes-draft = 拟稿提交
routes-end-document = 复核、编号、用印、印发、归档
routes-end-meeting = 发通知、召开、登记情况
routes-when = 条件：{ $s }
routes-mode = { $s }
routes-fallback = 无人时：{ $s }
routes-days = 时限{ $n }个工作日
routes-stage = 环节
routes-asks = 办理人
routes-counts = 办理方式
routes-asked = 待 { $names } 办理
routes-answered = { $name }：{ $answer }
routes-instead = { $name }（代{ $principal }）
routes-chosen = 请为“{ $stage }”选择办理人（{ $least }至{ $most }人）
route-fault-not-yours-short = 无权启用
route-fault-unchanged-short = 与启用中的版本相同
route-fault-pending-short = 另有一版流程待确认
route-fault-settled-short = 提议已经处理
route-fault-own-proposal-short = 提出人不能自己确认
route-fault-overtaken-short = 提出之后另有版本启用
cli-routes-kind = 类型
cli-routes-published = 启用
cli-routes-unknown = 没有这一流程或版本：{ $name }
cli-routes-not-proposed = 没有编号为 { $id } 的提议。
cli-routes-not-read = 无法读取 { $file }：{ $reason }
routes-advice = 按提示修改后再试。
problem-title-route-refused = 流程未启用

## Inspections

routes-end-inspection = 实施、办结
