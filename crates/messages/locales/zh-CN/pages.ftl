# What stands around every page, and what is wrong with one.

page-brand = 报批
page-lead = 先报批，后发文；先报批，后开会。
page-skip = 跳到正文
page-navigation = 主要页面
page-unclassified = 非涉密系统
page-unclassified-text = 严禁存储、处理、传输国家秘密
page-foot = 报批 · 未经批准，不得印发、召开
page-other-language = English

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
page-wrong-unavailable = 系统暂时不能办理
page-wrong-unavailable-text = 数据库此刻不可用，或同时传来的内容过多，并不是您填写有误。请过一会儿再试；持续如此的，把下面的编号告诉系统管理员。
page-wrong-foreign = 请求来自别的网站
page-wrong-foreign-text = 为防冒用，从别的网站提交的内容不予受理。请从本系统的页面操作。
page-wrong-slow = 等候超时
page-wrong-slow-text = 内容没有在规定时间内传完，请检查网络后再试。
page-wrong-too-large = 内容过大
page-wrong-too-large-text = 一次上传不能超过 20 MB、10 个文件。请返回上一页，减少后再试。
page-wrong-number = 编号：{ $s }
page-wrong-unprinted = 未能生成PDF
page-wrong-unprinted-text = 报告仍可在网页上查看。
