# Pages: what stands around forms, lists and requests.

page-brand = 报批
page-lead = 先报批，后发文；先报批，后开会。
page-skip = 跳到正文
page-navigation = 主要页面
page-unclassified = 非涉密系统
page-unclassified-text = 严禁存储、处理、传输国家秘密
page-foot = 报批 · 未经批准，不得印发、召开
page-other-language = English
page-sign-in = 登录
page-sign-out = 退出
page-sign-in-aside = 在新窗口登录
page-login = 用户名
page-password = 密码
page-sign-in-wrong = 用户名或密码不正确，请重新输入。
page-sign-in-too-many = 登录失败次数过多，请{ $n }分钟后再试。
page-demo = 演示：选择一个身份
page-demo-text = 点一下姓名即可登录。所有演示账号的密码都是 baopi-demo，数据均为虚构。

## Places

page-desk = 办公桌
page-new-document = 拟文
page-new-meeting = 拟会
page-register = 登记簿
page-to-desk = 回到办公桌
page-first = 回到开头
page-next = 下一页
page-all = 全部
page-yes = 是
page-optional = （可不填）
page-choose = 请选择
page-untitled = （未填标题）
page-not-yet = 未印发

## The desk

page-waiting = 等我办理
page-waiting-order = 急件在前
page-waiting-none = 没有等您办理的事项
page-waiting-none-text = 轮到您办理时，会出现在这里，同时发邮件告知。
page-asked = 我报的
page-asked-order = 新的在前
page-asked-none = 您还没有报过批
page-asked-none-text = 发文、开会都先从这里报批。上传文稿即可自动计字，不合规定的地方在报批前就会告诉您。
page-characters = { $n }字
page-minutes = { $n }分钟

## The register

page-register-text = 凡已编号的公文，按发文字号登记在此，连续不断号。
page-register-none = 还没有编号的公文
page-register-none-text = 公文签发、复核后由文书编号，编号后即登记在此。
page-register-no-match = 没有符合条件的公文
page-register-no-match-text = 请换一个年份、代字或单位。
page-year = 年份
page-narrow = 查找

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
page-fault-file = 不能识别所附文件，请移除后重新上传。
page-fault-request = 请填写完整的会议编号，见该会议页面的网址。
page-faults = 有{ $n }处填写有误，已在各栏旁注明。内容尚未保存，请改正后再试。
page-file-read = 已读取“{ $name }”，共{ $n }字，请核对。
page-file-read-as = 已读取“{ $name }”（{ $encoding } 编码），共{ $n }字，请核对。
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

## One request

page-digest = 内容指纹
page-length = 篇幅
page-duration = 时长
page-progress = 办理进度
page-your-decision = 请您审批
page-your-turn = 请您办理
page-accept = 同意即认可下列例外，请逐项勾选
page-otherwise = 不同意、退回或撤回
page-edit = 修改
page-files = 文件
page-invitation = 会议邀请（.ics）
page-invitation-text = 可加入日历
page-facts-document = 发文稿纸
page-facts-meeting = 会议审批单
page-no-text = 尚无正文
page-timeline = 办理记录
page-timeline-text = 每一步都有指纹，前后相连，不能改动
page-on-behalf = { $actor }（代{ $principal }）
page-yuan = { $yuan }元
page-done = 已办理：{ $s }
page-from-link = 您从通知打开了本页。打开不等于同意，请核对内容后作出决定。
page-from-link-nothing = 您从通知打开了本页。目前没有需要您办理的事项。
page-reload = 查看最新内容
page-unsent = 您填写的意见（未提交）
page-stale = 您打开本页后，该事项已有变动，刚才的操作没有生效。下面是最新情况，您填写的意见已保留，请核对后再决定。
page-typed-opinion = 您填写的意见：{ $s }
page-stale-form = 您打开本页后，该稿件已在别处改动，刚才的内容没有保存。您填写的内容仍在下面，请先查看最新内容再决定。

page-step-recheck = 复核
page-step-numbering = 编号
page-step-sealing = 用印
page-step-issuing = 印发
page-step-issued = 归档
page-step-approved = 发会议通知
page-step-noticed = 召开会议
page-step-held = 办结
page-needed = 必填
page-state-done = 已完成
page-state-here = 正在办理
page-state-ahead = 未到
page-state-skipped = 已跳过
page-state-not-reached = 未办理
page-state-stopped = 已终止

## What is wrong with a page

page-wrong-not-found = 没有这个页面
page-wrong-not-found-text = 网址可能有误，或者该事项不对您开放。
page-wrong-bad-input = 不能识别提交的内容
page-wrong-bad-input-text = 请返回上一页，刷新后再试。
page-wrong-signed-out = 登录已过期
page-wrong-signed-out-text = 您填写的内容还没有丢失：请在新窗口登录，再回到本页刷新，浏览器会把刚才的内容重新提交。
page-wrong-stale = 内容已有变动
page-wrong-stale-text = 该事项已被他人办理或改动，请查看最新情况后再决定。
page-wrong-repeated = 这张表单已经提交过
page-wrong-repeated-text = 这张表单已经提交过一次，本次内容与上次不同，没有办理。请核对后再提交一次。
page-wrong-link = 该链接对您无效
page-wrong-link-text = 链接可能已过期，或者不是发给您的。您要办理的事项都在办公桌上。
page-wrong-refused = 未予办理
page-wrong-refused-text = 该操作未予办理，什么都没有改变。
page-wrong-failed = 系统出了故障
page-wrong-failed-text = 刚才的操作没有完成，什么都没有改变。请稍后再试；仍不行的，把下面的编号告诉系统管理员。
page-wrong-failed-line = 办理时系统出了故障，没有办成；请把编号 { $s } 告诉系统管理员。
page-wrong-foreign = 请求来自别的网站
page-wrong-foreign-text = 为防冒用，从别的网站提交的内容不予受理。请从本系统的页面操作。
page-wrong-slow = 等候超时
page-wrong-slow-text = 内容没有在规定时间内传完，请检查网络后再试。
page-wrong-too-large = 内容过大
page-wrong-too-large-text = 一次上传不能超过 20 MB、10 个文件。请返回上一页，减少后再试。
page-wrong-number = 编号：{ $s }

## 批量审批

page-pick = 选择“{ $s }”
page-approve-selected = 批量同意所选
page-decisions = 批量同意
page-decisions-text = 逐件办理，意见相同；其中一件不能同意的，不影响其他各件。请逐件看过再同意。
page-decisions-picked = 所选事项
page-decisions-send = 同意这{ $n }件
page-decisions-gone = 所选事项中有{ $n }件未列入：已有人办理，或者不由您审批。
page-decisions-none = 没有选择事项
page-decisions-none-text = 请在待办中勾选事项，再批量同意。
page-decisions-exceptions = 有{ $n }项例外，须由签发人在该件页面逐项认可
page-decided = 批量办理结果
page-decided-sum = 共{ $n }件，同意{ $done }件。
page-decided-each = 逐件结果
page-decided-yes = 已同意
page-decided-no = 未同意
page-decided-done = 现状态：{ $s }
page-decided-unseen = （不对您开放）

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
