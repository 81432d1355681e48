# Names of the fields of both forms, as labels and in sentences.

field-title = 标题
field-meeting-title = 会议名称
field-contact = 联系人及电话
field-contact-name = 联系人
field-contact-phone = 联系电话
field-non-classified-declared = 非涉密声明
field-justifications = 说明的理由
field-opinion = 意见
field-plan-item = 计划项目

## Documents

field-issuing-unit = 发文机关
field-drafting-unit = 拟稿单位
field-joint-units = 联合行文单位
field-doc-type = 文种
field-direction = 行文方向
field-category = 类别
field-scope = 部署范围
field-body = 正文
field-body-file = 正文文件
field-issued-texts = 印发件
field-issued-text = 印发件（题名和内容）
field-annexes = 附件
field-annex-kind = 附件类型
field-main-recipients = 主送机关
field-cc = 抄送机关
field-urgency = 紧急程度
field-urgency-reason = 紧急理由
field-disclosure = 公开属性
field-disclosure-reason = 不主动公开的理由
field-basis = 发文依据
field-necessity = 发文必要性
field-deploys-meeting = 已作部署的会议
field-countersign-units = 会签单位
field-directive = 对收文单位提出任务要求
field-coordination-body = 所涉议事协调机构
field-gov-consent-ref = 经政府同意的依据
field-superior-explanation-ref = 超上年度数量的书面说明
field-normative = 规范性文件
field-legal-review-ref = 合法性审核意见
field-fair-competition-ref = 公平竞争审查意见
field-burden = 与为基层减负一致性评估
field-adds-forms = 增加填表报数
field-adds-reports = 增加材料报送
field-adds-inspection = 增加督查检查考核
field-adds-forms-reports = 增加填表报数、材料报送
field-adds-forms-inspection = 增加填表报数、督查检查考核
field-adds-reports-inspection = 增加材料报送、督查检查考核
field-adds-everything = 增加填表报数、材料报送、督查检查考核
field-note = 备注
field-copies = 印发份数
field-series = 发文机关代字
field-doc-number = 发文字号
field-doc-date = 成文日期
field-issued-on = 印发日期
field-characters = 字数
field-words-approx = 文字处理软件所示字数（约）

## Meetings

field-host-unit = 主办单位
field-co-hosts = 联办单位
field-in-name-of = 以何名义召开
field-nature = 会议性质
field-comprehensive = 本系统综合性工作会议
field-class = 会议类别
field-topic = 主题
field-purpose = 必要性
field-sessions = 会议时间
field-starts-at = 开始时间
field-ends-at = 结束时间
field-venue = 会议地点
field-mode = 召开方式
field-required-level = 参会规格
field-convener = 召集人
field-attendee-units = 参会单位
field-headcount = 参会人数
field-staff-count = 工作人员数
field-leaders-attending = 出席领导
field-agenda = 议程
field-item = 议题
field-speaker = 发言人
field-agenda-kind = 议程类型
field-minutes = 时长（分钟）
field-materials = 会议材料
field-budget-fen = 经费预算
field-budget-source = 经费来源
field-superior-notice-ref = 上级要求召开的依据
field-actual = 实际召开情况
field-no-show = 未到会单位数

## Parts of a request that limits speak of

field-text = 全部文字
field-units = 单位名单
field-parts = 材料份数
field-file = 文件
field-reference = 依据名称
field-number = 文号
field-by-document = 作出决定的文件
field-chosen = 拟稿人选定的办理人
field-participants = 本环节办理人
field-readers = 传阅人员

## Inspections

field-inspection-title = 事项名称
field-inspecting-unit = 组织单位
field-inspection-comprehensive = 本单位综合性督查检查考核
field-inspection-basis = 督查依据
field-targets = 对象
field-method = 督查方式
field-starts-on = 开始日期
