# What rules say: `rule-<id>[-<case>]` the fault with its figures, `-advice` the way out; of each rule its `-name` and its `-basis`.

rule-approval-gate = 该件目前“{ $status }”，还不能{ $action }。
rule-approval-gate-advice = 请先完成报批，批准后再办理。
rule-approval-gate-name = 未经批准不得印发、召开
rule-approval-gate-basis = 精文减会规定：“各单位制发文件、召开会议需履行报批手续，未经同意，一律不得擅自印发、召开。”

rule-content-frozen = 内容（{ $present }）与签发的内容（{ $signed }）不一致，不得编号、用印、印发。
rule-content-frozen-advice = 请将改动后的内容报原签发人重新签发。
rule-content-frozen-name = 签发后内容不得改动
rule-content-frozen-basis = 《党政机关公文处理工作条例》第二十五条第一项：“需作实质性修改的，应当报原签批人复审”。

rule-classified = 疑似涉密内容。本系统为非涉密系统，不得存储、处理国家秘密。内容未保存，请立即停止操作并联系本单位保密员，按涉密渠道办理。
rule-classified-advice = 请联系本单位保密员，按涉密渠道办理。
rule-classified-hint = 文中出现“{ $word }”，请确认内容不涉密。
rule-classified-hint-advice = 如涉及国家秘密或工作秘密，请立即停止操作并联系本单位保密员；如不涉及，可继续办理。
rule-classified-name = 涉密禁入
rule-classified-basis = 保守国家秘密法：不得使用非涉密计算机存储、处理国家秘密；涉密不上网、上网不涉密。

rule-declaration = 尚未作出非涉密声明，不予受理。
rule-declaration-advice = 请确认内容不涉密，勾选非涉密声明后重新报批。
rule-declaration-name = 非涉密声明
rule-declaration-basis = 本系统为非涉密系统，每件均须由拟稿人声明不含国家秘密。

rule-separation = 办理人与该件有关，不得办理。
rule-separation-advice = 请由其他有权限的人员办理。
rule-separation-drafter = 拟稿人不得审批本人起草的件。
rule-separation-drafter-advice = 请由其他有权限的人员审批。
rule-separation-stand-in = 拟稿人的代办人不得审批该件。
rule-separation-stand-in-advice = 请由与拟稿人无代办关系的人员审批。
rule-separation-office = 系统管理员和监督人员不得参与审批。
rule-separation-office-advice = 请由审批流程中的办理人审批。
rule-separation-reviewer = 核稿人不得签发本人核过的件。
rule-separation-reviewer-advice = 请由其他有签发权限的领导签发。
rule-separation-name = 职责分离
rule-separation-basis = 拟稿、核稿、签发由不同人员承担，管理和监督人员不参与审批。

rule-signer-rank = 该件须由{ $required }签发，现办理人职务：{ $rank }。
rule-signer-rank-advice = 请报{ $required }签发。
rule-signer-rank-name = 签发权限
rule-signer-rank-basis = 《党政机关公文处理工作条例》第二十二条：“重要公文和上行文由机关主要负责人签发”。

rule-required-fields = 审批单填写不完整，不予受理。
rule-required-fields-advice = 请补充完整后重新报批。
rule-required-fields-missing = 未填写“{ $field }”。
rule-required-fields-missing-advice = 请填写“{ $field }”后重新报批。
rule-required-fields-short = “{ $field }”共{ $n }字，少于{ $limit }字。
rule-required-fields-short-advice = 请补充“{ $field }”，至少{ $limit }字。
rule-required-fields-long = “{ $field }”共{ $n }字，超过{ $limit }字上限。
rule-required-fields-long-advice = 请精简“{ $field }”，不超过{ $limit }字。
rule-required-fields-unknown-file = “{ $field }”不是您上传的文件。
rule-required-fields-unknown-file-advice = 请重新上传该文件。
rule-required-fields-end-before-start = “{ $field }”的结束时间不晚于开始时间。
rule-required-fields-end-before-start-advice = 请更正开始和结束时间。
rule-required-fields-other-text = “{ $field }”：文字与所附文件的内容不一致。
rule-required-fields-other-text-advice = 请移除该文件，或上传与这段文字一致的文件。
rule-required-fields-lines = “{ $field }”只能写一行，不能换行。
rule-required-fields-lines-advice = 请把“{ $field }”写成一行。
rule-required-fields-overlap = “{ $field }”中有两场时间重叠。
rule-required-fields-overlap-advice = 请更正时间，前一场结束后，后一场才能开始。
rule-required-fields-session-too-long = “{ $field }”中有一场超过{ $limit }小时。
rule-required-fields-session-too-long-advice = 请更正时间；跨天的会议，每天填写一场。
rule-required-fields-too-far = “{ $field }”的开始时间在{ $limit }天以后。
rule-required-fields-too-far-advice = 请核对年份；确属远期安排的，临近时再报批。
rule-required-fields-begun = 按“{ $field }”，该事项已经开始，须先批准、后进行。
rule-required-fields-begun-advice = 请另选时间。未经批准已经进行的，不能事后补批，请向监督人员报告。
rule-required-fields-agenda-too-long = 议程合计{ $n }分钟，超过会议时长{ $limit }分钟。
rule-required-fields-agenda-too-long-advice = 请压减议程，或在时长上限内调整会议时间。
rule-required-fields-negative = “{ $field }”不能为负数。
rule-required-fields-negative-advice = 请填写实际数额，没有经费的填0。
rule-required-fields-not-statutory = 该会议不在法定会议清单内，不能按法定会议备案。
rule-required-fields-not-statutory-advice = 请改选其他会议性质报批；确属法定会议的，请联系系统管理员列入清单。
rule-required-fields-future = 会议尚未结束，不能填报召开情况。
rule-required-fields-future-advice = 请在会议结束后填报。
rule-required-fields-name = 必填项
rule-required-fields-basis = 发文稿纸、会议审批单、督查检查考核审批单的必填栏目。

rule-number-format = 发文字号不符合规定。
rule-number-format-advice = 发文字号由机关代字、年份、序号组成，如青政发〔2026〕1号，请联系文书更正。
rule-number-format-code = 机关代字“{ $code }”不符合规定。
rule-number-format-code-advice = 机关代字为2至12个汉字，请联系系统管理员更正。
rule-number-format-series = 机关代字“{ $code }”未登记为发文机关的字号，不能编号。
rule-number-format-series-advice = 请选择发文机关已登记的机关代字，或联系系统管理员登记。
rule-number-format-year-closed = { $year }年的发文字号已封存，不能再编号。
rule-number-format-year-closed-advice = 请提议撤回，经签发人同意后重新报批签发，按新的成文日期编号。
rule-number-format-full = “{ $series }”本年序号已用完，不能编号。
rule-number-format-full-advice = 请联系系统管理员登记新的机关代字。
rule-number-format-name = 发文字号
rule-number-format-basis = GB/T 9704—2012第7.2.5条：机关代字、年份加六角括号、序号。

rule-file-length = 正文及印发件共{ $n }字，超过{ $limit }字上限，不予受理，请精简后重新报批。
rule-file-length-advice = 请至少精简{ $over }字；名册、表格等可改作附件，附件不计字数。
rule-file-length-name = 文件篇幅
rule-file-length-basis = 精文减会规定：“文件篇幅控制到5000字以内”；《整治形式主义为基层减负若干规定》：“地方和部门文件一般不超过5000字”。

rule-file-length-special = 部署专项工作或者具体任务的文件共{ $n }字，超过{ $limit }字，需说明理由。
rule-file-length-special-advice = 请精简到{ $limit }字以内，或说明理由，由分管领导认可。
rule-file-length-special-name = 专项文件篇幅
rule-file-length-special-basis = 《整治形式主义为基层减负若干规定》：“部署专项工作或者具体任务的文件一般不超过4000字”。

rule-meeting-duration = 会议计划时长{ $n }分钟，超过{ $limit }分钟上限，不予受理。
rule-meeting-duration-advice = 请至少压减{ $over }分钟，压减议程后重新报批。
rule-meeting-duration-name = 会议时长
rule-meeting-duration-basis = 精文减会规定：“一般工作会议不超过90分钟”。

rule-speech-duration = 单个讲话或报告计划{ $n }分钟，超过{ $limit }分钟，需说明理由。
rule-speech-duration-advice = 请压减到{ $limit }分钟以内，或说明理由，由主要领导认可。
rule-speech-duration-name = 讲话时长
rule-speech-duration-basis = 《整治形式主义为基层减负若干规定》：主要负责同志讲话或者会议主报告不超过1小时。

rule-urgency-reason = 标注为“{ $urgency }”，但未说明紧急理由。
rule-urgency-reason-advice = 请填写紧急理由，或改为平件。
rule-urgency-reason-name = 紧急理由
rule-urgency-reason-basis = 标注特急、加急的，应当写明理由。

rule-burden-assessment = 与为基层减负一致性评估不符合要求。
rule-burden-assessment-advice = 请完成评估后重新报批。
rule-burden-assessment-missing = 未作与为基层减负一致性评估，不予受理。
rule-burden-assessment-missing-advice = 请逐项评估是否增加基层负担后重新报批。
rule-burden-assessment-adds = 评估有{ $n }项增加基层负担（{ $what }），需说明理由。
rule-burden-assessment-adds-advice = 请去掉增加负担的要求，或说明理由，由分管领导认可。
rule-burden-assessment-name = 一致性评估
rule-burden-assessment-basis = 《整治形式主义为基层减负若干规定》：发文前应当作与为基层减负一致性评估。

rule-title-format = 标题格式不规范。
rule-title-format-advice = 标题由发文机关、事由和文种组成，请按此修改。
rule-title-format-type = 标题以“{ $found }”结尾，所选文种为“{ $expected }”，两者不一致，不予受理。
rule-title-format-type-advice = 请将标题结尾改为“{ $expected }”，或改选文种“{ $found }”。
rule-title-format-no-type = 标题未以文种“{ $expected }”结尾。
rule-title-format-no-type-advice = 请将标题结尾改为“的{ $expected }”；方案、办法等应作为印发件随文印发。
rule-title-format-about = 标题中没有“关于”。
rule-title-format-about-advice = 请按“关于……的{ $expected }”写明事由。
rule-title-format-punctuation = 标题末尾有标点“{ $mark }”。
rule-title-format-punctuation-advice = 请删去标题末尾的标点。
rule-title-format-name = 标题格式
rule-title-format-basis = 《党政机关公文处理工作条例》：标题由发文机关名称、事由和文种组成。

rule-coord-body-self-issue = 该事项由{ $body }自行发文。
rule-coord-body-self-issue-advice = 请撤回本件，由{ $body }以自己的名义报批发文。
rule-coord-body-self-issue-hint = 标题涉及“{ $word }”，该类事项由该议事协调机构自行发文。
rule-coord-body-self-issue-hint-advice = 如属议事协调机构的事项，请由该机构自行报批发文；如不属于，可继续办理。
rule-coord-body-self-issue-name = 议事协调机构自行发文
rule-coord-body-self-issue-basis = 精文减会规定：议事协调机构“对其成员调整、一般性工作安排、会议纪要和领导讲话由其自行发文”。

rule-issuing-organ = { $drafting }不能以{ $unit }的名义拟稿：{ $unit }没有人参与审批。
rule-issuing-organ-advice = 请由{ $unit }拟稿报批；需要共同发文的，将其列为联合发文单位。
rule-issuing-organ-meeting = { $drafting }不能以{ $unit }的名义召开会议：{ $unit }没有人参与审批。
rule-issuing-organ-meeting-advice = 请由{ $unit }报批；需要共同召开的，将其列为联合主办单位。
rule-issuing-organ-name = 发文机关
rule-issuing-organ-basis = 《党政机关公文处理工作条例》第二十二条：“公文应当经本机关负责人审批签发”。

rule-direction-type = 请示、报告是上行文，行文方向应当选“上行文”。
rule-direction-type-advice = 请将行文方向改为上行文，主送上级机关；向平级或下级行文的，请改用函、通知等文种。
rule-direction-mixed = 主送机关中既有上级机关（{ $unit }），又有下级单位（{ $below }），一件公文不能同时上行和下行。
rule-direction-mixed-advice = 请只保留上级机关或只保留下级单位，需要另行告知的，另行报批。
rule-direction-upward = 主送机关中有上级机关（{ $unit }），行文方向应当是上行文。
rule-direction-upward-advice = 请将行文方向改为上行文；不是向上级行文的，请从主送机关中删去{ $unit }。
rule-direction-downward = 收文单位中有下级单位（{ $unit }），行文方向应当是下行文。
rule-direction-downward-advice = 请将行文方向改为下行文；不是向下级行文的，请从主送、抄送机关中删去{ $unit }。
rule-direction-lateral = 主送机关（如{ $unit }）与发文机关不相隶属、级别相同，行文方向应当是平行文。
rule-direction-lateral-advice = 请将行文方向改为平行文，或核对主送机关。
rule-direction-not-upward = 主送机关（如{ $unit }）不是发文机关的上级，行文方向不能是上行文。
rule-direction-not-upward-advice = 请将行文方向改为下行文或平行文，或核对主送机关。
rule-direction-not-downward = 主送机关（如{ $unit }）不是发文机关的下级，行文方向不能是下行文。
rule-direction-not-downward-advice = 请将行文方向改为上行文或平行文，或核对主送机关。
rule-direction-name = 行文方向
rule-direction-basis = 《党政机关公文处理工作条例》第十四条：“行文关系根据隶属关系和职权范围确定”。

rule-directive-down = 部门和议事协调机构不得向下级党委、政府发布指令性公文。
rule-directive-down-advice = 主送机关中有{ $n }个下级党委、政府或村（社区），如{ $recipient }。请改用函商洽、只发本系统单位，或报请政府同意后在文中注明“经×政府同意”。
rule-directive-down-consented = 经政府同意，向{ $recipient }等{ $n }个下级单位发布指令性公文，需说明理由。
rule-directive-down-consented-advice = 请说明必须发文的理由，由分管领导认可；或改用函商洽。
rule-directive-down-emergency = 依法应急处置，向{ $recipient }等{ $n }个下级单位发布指令性公文，需说明理由。
rule-directive-down-emergency-advice = 请说明紧急情况和法律依据，由分管领导认可。
rule-directive-down-name = 越权向下发指令
rule-directive-down-basis = 《整治形式主义为基层减负若干规定》：“议事协调机构、部门和单位不得向下级党委和政府发布指令性公文或者在公文中提出指令性要求”；《党政机关公文处理工作条例》第十六条第二项。

rule-internal-organ = { $unit }为内设机构，不得对外发文。
rule-internal-organ-advice = 请以所在机关的名义报批发文，或作为机关内部事项办理。
rule-internal-organ-name = 内设机构不得对外发文
rule-internal-organ-basis = 《党政机关公文处理工作条例》第十七条：部门内设机构除办公厅（室）外不得对外正式行文。

rule-upward-one-recipient = 请示应当主送一个上级机关，现有{ $n }个主送机关。
rule-upward-one-recipient-advice = 请只保留一个主送机关，其他相关上级机关改为抄送。
rule-upward-one-recipient-principle = 上行文原则上主送一个上级机关，现有{ $n }个，需说明理由。
rule-upward-one-recipient-principle-advice = 请只保留一个主送机关，其他改为抄送；或说明理由，由分管领导认可。
rule-upward-one-recipient-name = 上行文一个主送
rule-upward-one-recipient-basis = 《党政机关公文处理工作条例》第十五条第一项：“原则上主送一个上级机关”。

rule-upward-no-cc-down = 上行文不得抄送下级机关，抄送机关中有{ $n }个下级机关，如{ $unit }。
rule-upward-no-cc-down-advice = 请从抄送机关中删去下级机关。
rule-upward-no-cc-down-name = 上行文不抄送下级
rule-upward-no-cc-down-basis = 《党政机关公文处理工作条例》第十五条第一项：不抄送下级机关。

rule-report-no-request = 报告等非请示性公文中写有“{ $phrase }”，不得夹带请示事项。
rule-report-no-request-advice = 请删去请示事项，另用请示报批；确需批准的，请将文种改为请示。
rule-report-no-request-name = 报告不夹带请示
rule-report-no-request-basis = 《党政机关公文处理工作条例》第十五条第四项：“不得在报告等非请示性公文中夹带请示事项”。

rule-no-meeting-week = { $date }在{ $month }月无会周（{ $from }至{ $to }）内，原则上不得召开会议。
rule-no-meeting-week-advice = 请改到{ $to }之后召开；上级要求当日召开的，请填写上级依据。
rule-no-meeting-week-superior = { $date }在{ $month }月无会周（{ $from }至{ $to }）内，上级要求召开的，需说明理由。
rule-no-meeting-week-superior-advice = 请说明上级要求的时间和内容，由主要领导认可；或改到{ $to }之后召开。
rule-no-meeting-week-emergency = { $date }在{ $month }月无会周（{ $from }至{ $to }）内，召开应急会议需说明理由。
rule-no-meeting-week-emergency-advice = 请说明须立即部署的突发情况，由主要领导认可；或改到{ $to }之后召开。
rule-no-meeting-week-name = 无会周
rule-no-meeting-week-basis = 精文减会规定：“严格执行每月第一周‘无会周’制度”。

rule-meeting-level = 召集人{ $convener }不是主要领导，却要求各单位主要负责同志参会，需说明理由。
rule-meeting-level-advice = 请将参会规格改为分管负责同志，或说明理由，由主要领导认可。
rule-meeting-level-no-convener = 要求各单位主要负责同志参会，但未填写由哪位主要领导召集，需说明理由。
rule-meeting-level-no-convener-advice = 请填写召集的主要领导，或将参会规格改为分管负责同志，或说明理由，由主要领导认可。
rule-meeting-level-name = 规格
rule-meeting-level-basis = 《整治形式主义为基层减负若干规定》：由分管负责同志召集部署的会议一般不要求下级主要负责同志参会。

rule-video-first = 现场会议要求{ $unit }等{ $n }个乡镇、村（社区）到会。
rule-video-first-advice = 请优先采用视频方式，减少基层干部往返。
rule-video-first-name = 优先视频
rule-video-first-basis = 精文减会规定：视频系统不完善“造成基层干部反复跑现象”，能用视频召开的优先采用视频。
