# The calendar of meetings.

calendar-nav = 会议日历
calendar-head = 会议日历
calendar-text = 已报批、已批准和已召开的会议；底色加斜纹的是无会周。
calendar-before = 上个月
calendar-after = 下个月
calendar-closed = 无会周
calendar-today = 今天
calendar-weekday-1 = 周一
calendar-weekday-2 = 周二
calendar-weekday-3 = 周三
calendar-weekday-4 = 周四
calendar-weekday-5 = 周五
calendar-weekday-6 = 周六
calendar-weekday-7 = 周日
calendar-slots = 可用时段
calendar-slots-text = 避开无会周、非工作日和所选单位已有的会议
calendar-no-slot = 60天内没有这些单位都有空的时段。
calendar-minutes = 时长（分钟）
calendar-units = 参会单位
calendar-find = 查找时段
