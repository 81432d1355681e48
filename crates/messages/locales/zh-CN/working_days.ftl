# 节假日与调休：`working-days-*` 为页面。

working-days-nav = 节假日与调休
working-days-head = 节假日与调休
working-days-lead = 办理时限、会议提前报批和无会周都按这里的放假与调休上班日计算。国务院办公厅发布的安排按年度用文件导入，导入后替换该年度原有的安排；此前的审核结果不变。
working-days-unknown = { $s }年的放假安排尚未发布或尚未导入，暂按周一至周五上班计算，涉及的期限可能不准。
working-days-year = { $n }年
working-days-shipped = 随程序提供
working-days-brought = 第{ $revision }次导入：{ $name }，{ $at }
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
