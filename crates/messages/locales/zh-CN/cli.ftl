# What the commands say.

cli-failed = 未能完成：{ $cause }

cli-check-file = 文件
cli-check-characters = 字数
cli-check-verdict = 结论
cli-check-note = 说明
cli-check-unreadable = 未能读取
cli-check-sum = 共{ $files }个文件，{ $blocked }个不予受理，{ $unreadable }个未能读取。
cli-file-not-found = 文件不存在。
cli-file-directory = 这是文件夹，请逐个列出要检查的文件。
cli-file-not-a-file = 这不是普通文件，不能检查。
cli-file-not-readable = 不能读取：{ $reason }。

cli-io-not-found = 文件不存在
cli-io-permission = 没有权限
cli-io-no-text = 内容不是 UTF-8 文本
cli-io-directory = 这是文件夹
cli-io-other = 系统读取出错

cli-config-fine = 配置无误。
cli-config-fine-file = 配置无误：{ $file }
cli-config-mistakes = 配置中有{ $count }处错误。
cli-config-unset = 未设置
config-unknown = 没有这个配置项。
config-unexpected = 应为{ $expected }。
config-missing = 因设置了 { $other }，此项必须填写。
config-leads-nowhere = 程序对外开放，但通知中的链接指向本机，他人无法打开；请填写他人访问用的网址。
config-not-encrypted = 口令和登录凭据会在网络上明文传输；请使用 https:// 网址。
config-not-read = 不能读取：{ $reason }。
config-not-toml = 第{ $line }行第{ $column }列不符合 TOML 格式。
config-open-to-others = 文件中有密钥或口令，但其他用户也能读取；请收紧权限，例如 chmod 600。
config-expects-address = 监听地址，如 127.0.0.1:8080
config-expects-url = 仅含协议、主机和端口的网址，如 https://baopi.example.gov.cn
config-expects-database = 数据库地址，如 sqlite://baopi.sqlite 或 postgres://baopi@主机/baopi
config-expects-readers = 1 至 64 的整数
config-expects-count = 1 至 65536 的整数
config-expects-transport = off、smtp 或 file
config-expects-tls = required、starttls 或 none
config-expects-port = 1 至 65535 的端口号
config-expects-text = 非空文本
config-expects-texts = 一个或多个非空文本（环境变量中用英文逗号隔开）
config-expects-mail-address = 邮箱地址
config-expects-key = 64 位十六进制数字（32 字节）
config-expects-log-format = text 或 json
config-expects-log-level = off、error、warn、info、debug 或 trace

cli-key-file-wrong = 链接密钥文件 { $file } 内容不是 64 位十六进制数字；请恢复原文件，或删除后由程序重新生成（已发出的链接随之失效）。
cli-no-database = 没有数据库文件 { $file }；请检查路径和存储卷。确要新建的，请运行 baopi migrate --new。
cli-migrations-pending = 数据库有{ $count }项结构更新尚未执行；请先运行 baopi migrate，或以 --migrate 启动。
cli-migrated = 已执行{ $count }项结构更新。

cli-serve-ready = 报批已启动：{ $address }

cli-demo-ready = 报批演示已启动，时钟从{ $time }开始：{ $address }
cli-demo-at = 演示的时钟只能从{ $first }至{ $last }之间开始。
cli-demo-data = 数据和邮件存放在 { $directory }；按 Ctrl+C 停止。
cli-demo-not-empty = { $place } 不是空文件夹；演示需要空文件夹或尚不存在的文件夹。
cli-demo-no-directory = 不能建立临时文件夹；请用 --data 指定文件夹。
cli-demo-database-not-empty = 数据库中已有单位或人员；演示需要空数据库。

cli-people-login = 登录名
cli-people-name = 姓名
cli-people-unit = 单位
cli-people-post = 职务
cli-people-roles = 职责
cli-people-password = 口令
cli-people-state = 状态
cli-people-active = 启用
cli-people-disabled = 停用

cli-users-added = 已添加 { $login }。
cli-users-password = 已修改 { $login } 的口令，其已有登录随即失效。
cli-users-disabled = 已停用 { $login }，其已有登录随即失效。
cli-users-password-once = 新口令只显示这一次：
cli-users-exists = 登录名 { $login } 已存在。
cli-users-unknown = 没有登录名为 { $login } 的人员。
cli-users-no-unit = 没有代码为 { $code } 的单位。
cli-users-bad-password = 口令至少{ $least }个字符，至多{ $most }字节。

cli-verify-system = 系统记录
cli-verify-fine = 已核验{ $requests }件、{ $events }条记录，全部一致。
cli-verify-faults = 已核验{ $requests }件、{ $events }条记录，发现{ $faults }处不一致。
