# The chain of the system: `system-<what happened>`.

system-delegation-made = 登记代理：{ $matters }，{ $from_on }至{ $to_on }
system-delegation-confirmed = 由他人登记的代理已确认，立即生效
system-delegation-confirmed-on-paper = 由他人登记的代理已代为确认，立即生效，依据：{ $reference }
system-delegation-ended = 代理于{ $on }终止
system-delegation-refused = 代理未予办理：{ $why }

system-numbers-imported = 导入纸质登记簿：使用{ $used }个、作废{ $void }个，文件摘要{ $file }

system-incoming-moved = 收文{ $step }，{ $state }
system-incoming-moved-numbered = 收文{ $number }{ $step }，{ $state }
system-book-changed = { $book }{ $change }{ $entries }项
system-book-refused = { $book }未予办理：{ $why }

system-signed-in = 登录
system-sign-in-failed = 登录失败
system-signed-out = 退出登录
system-content-refused = 疑似涉密内容，未保存（第{ $pattern }号特征）
system-creation-refused = 新建未予办理：{ $why }
system-access-denied = 尝试对无权查看的件“{ $action }”，未予办理
system-route-proposed = 提出流程“{ $route }”第{ $version }版，待另一名管理员确认
system-route-declined = 流程“{ $route }”第{ $version }版被否决
system-route-withdrawn = 流程“{ $route }”第{ $version }版由提出人撤回
system-route-published = 流程“{ $route }”第{ $version }版生效
system-route-refused = 流程“{ $route }”未予生效：{ $why }
system-route-unreadable = 无法识别的流程，未予生效
system-register-imported = 纸质发文登记簿已接续：{ $series }〔{ $year }〕至{ $last }号
system-password-set = 修改密码，原有登录和令牌失效
system-token-issued = 签发接口令牌
system-token-ended = 停用接口令牌
system-person-changed-active = 人员变更，账号启用
system-person-changed-disabled = 人员变更，账号停用
