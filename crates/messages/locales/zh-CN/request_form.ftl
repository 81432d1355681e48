# The forms of requests: what stands beside fields, what the check shows, and saving while somebody types.

## Forms

page-edit-document = 修改文稿
page-edit-meeting = 修改审批单
page-correct = 核改文稿
page-correct-why = 为何改动
page-correct-send = 提交核改
page-form-text = 带 * 的报批前须填写；其余按需填写。随时可以保存，不会丢失。
page-part-file = 文件
page-part-basics = 基本信息
page-part-recipients = 收文对象
page-part-basis = 依据与评估
page-part-declaration = 声明与联系人
page-part-meeting = 会议
page-part-time = 时间和方式
page-part-attendance = 参会范围
page-part-agenda = 议程、材料和经费
page-check = 检查
page-save = 保存草稿
page-saved = 已保存为草稿，尚未报批。
page-upload = 上传文稿，自动填入正文并计字
page-upload-text = 可用 .docx、.odt、.pdf、.ofd、.txt、.md，不超过 20 MB；也可以直接在下面填写正文。
page-upload-issued = 上传印发件
page-upload-annex = 上传附件
page-read-file = 读取文件
page-type-in = 直接填写
page-add-annex = 添加
page-drop = 移除
page-body-file = 正文取自文件：{ $s }
page-issued-text = 随文印发的方案、办法等，计入字数
page-issued-title = 印发件题名
page-issued-body = 印发件内容
page-annex-text = 表格、名册等，不计入字数
page-annex-title = 名称
page-basis-kind = 依据类型
page-date = 日期
page-end-date = 结束日期
page-budget-yuan = 经费预算（元）
page-burden-assessed = 已作一致性评估：本文不给基层增加负担；增加的，在下面勾选
page-burden-none = 不增加基层负担
page-declaration = 我声明：本件不含国家秘密和工作秘密，可以在非涉密系统中办理。
page-rare = 不常用的项目
page-series-of = { $code }（{ $unit }）
page-picked = 已选{ $n }个
page-no-longer-offered = 已不在名单中
page-more-basis = 再加依据
page-more-sessions = 再加时段
page-more-agenda = 再加议题
page-reason = 说明理由
page-reason-hint = { $least }至{ $most }字，由审批领导认可。
page-hint-title = 发文机关＋关于……的＋文种，不超过100字
page-hint-scope = 专项文件一般不超过4000字
page-hint-urgency = 不是平件时须写明
page-hint-disclosure = 不主动公开时须写明
page-hint-series = 不选时用发文机关的常用代字
page-hint-directive = 要求收文单位完成任务、报送情况的，请勾选
page-hint-necessity = 10至500字：为什么现在必须做，不做会怎样
page-hint-burden = 报批前须评估
page-hint-deploys = 已开会部署的，填该会议的编号
page-hint-meeting-title = 不超过60字
page-hint-topic = 如：安全生产、森林防灭火、农业生产
page-hint-sessions = 各时段时长相加，不超过90分钟；不足1分钟的按1分钟计
page-hint-venue = 视频会议可不填
page-hint-budget = 没有经费填0；有经费须财政会签
page-hint-opinion = 以下各项都须写明理由

page-fault-missing = 请填写。
page-fault-choice = 请从列表中选择。
page-fault-number = 请填写整数。
page-fault-money = 请填写金额，最多两位小数，如 1280.50。
page-fault-date = 请填写日期，如 2026-09-15。
page-fault-time = 请填写时间，如 09:00。
page-fault-request = 请填写完整的会议编号，见该会议页面的网址。
page-faults = 有{ $n }处填写有误，已在各栏旁注明。内容尚未保存，请改正后再试。
page-file-read = 已读取“{ $name }”，共{ $n }字，请核对。
page-file-read-as = 已读取“{ $name }”（{ $encoding } 编码），共{ $n }字，请核对。
page-file-dropped = 正文读入后已改动，与原文件不一致，已不再附上该文件。再次点击即按此处的正文报批；需要附文件的，请上传与正文一致的文件。
page-file-dropped-saved = 已保存。正文读入后已改动，与原文件不一致，已不再附上该文件。
page-file-read-first = 文件刚刚读入，请先核对内容，再次点击即报批。
page-file-unread = “{ $name }”：{ $why }{ $advice }

## Checks

page-checks = 规则检查
page-checks-before = 填写后点“检查”，或边写边看：字数和不合规定的地方会显示在这里。
page-checks-clean = 各项规则均已通过。
page-checks-open = 有{ $n }项提示或须说明理由的事项。
page-checks-blocked = 有{ $n }项不符合规定，改正后才能报批。
page-way-ahead = 报批后依次送
page-way-out = 怎么办
page-reason-given = 拟稿人说明的理由
page-of-characters = / { $n } 字
page-of-minutes = / { $n } 分钟
page-rest-document = { $n ->
    [0] 已到上限
   *[other] 还可写{ $n }字
}
page-rest-meeting = { $n ->
    [0] 已到上限
   *[other] 还可安排{ $n }分钟
}
page-over-document = 超出{ $n }字
page-over-meeting = 超出{ $n }分钟
page-words-approx = 文字处理软件的“字数”约为{ $n }

## 边写边存

page-saved-at = 已于{ $s }存为草稿
page-unsaved-untitled = 还没有标题，尚未存为草稿；所写内容暂存在本浏览器中。
page-unsaved-unreadable = 有{ $n }处无法识别，尚未保存；所写内容暂存在本浏览器中。
page-unsaved-classified = 疑似涉密，未保存，本浏览器中也不留存。
page-unsaved-stale = 此草稿已在别处修改，尚未保存；所写内容暂存在本浏览器中。
page-unsaved-refused = 尚未保存：{ $s }所写内容暂存在本浏览器中。
page-unsaved-offline = 服务器没有应答。所写内容暂存在本浏览器中，恢复后自动保存。
page-unsaved-failed = 保存失败。所写内容暂存在本浏览器中，稍后再试。
page-unsaved-signed-out = 登录已结束。所写内容暂存在本浏览器中，请在新窗口登录。
page-unsaved-local = 提交更正之前，所写内容暂存在本浏览器中。
page-unsaved-full = 本浏览器已无法暂存，请按“保存草稿”。
page-unsaved-leave = 所写内容尚未保存，退出后即丢失。仍要退出吗？
page-restored = 已恢复您于{ $s }所写的内容，尚未保存。
page-restored-discard = 不要，放弃
page-older = 本浏览器中还留有您于{ $s }在较早版本上所写的内容。
page-older-show = 查看

## Inspections

page-new-inspection = 督查检查报批
page-edit-inspection = 修改审批单
page-part-inspection = 督查检查考核
page-part-targets = 对象范围
page-part-plan = 计划
page-hint-inspection-title = 不超过60字
page-hint-inspection-basis = 法律法规、上级文件或会议决定
page-hint-inspection-plan = 未列入年度计划的一事一报，须由主要领导批准
page-facts-inspection = 督查检查考核审批单
page-step-inspection = 实施、办结
