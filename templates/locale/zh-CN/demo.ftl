demo-title = 进入演示
demo-as = 您将以下面这位人员的身份进入，不需要密码：
demo-enter = 进入
demo-note = 演示数据均为虚构，只在本机运行；用 --fresh 启动可恢复原样。
demo-running = 联席演示正在运行，地址：
demo-who = 下列链接不需要密码，每个角色一人：
demo-mails = 系统发出的邮件写在：
demo-kept = 再次启动会保留所作的修改；加 --fresh 重新开始。
demo-filling = 正在准备演示数据，约需半分钟……
demo-loopback-only = 演示的链接不需要密码，只能在本机地址（127.0.0.1 或 ::1）上运行。

# 演示资料里的月份和季度
demo-month-1 = 1月
demo-month-2 = 2月
demo-month-3 = 3月
demo-month-4 = 4月
demo-month-5 = 5月
demo-month-6 = 6月
demo-month-7 = 7月
demo-month-8 = 8月
demo-month-9 = 9月
demo-month-10 = 10月
demo-month-11 = 11月
demo-month-12 = 12月
demo-quarter-1 = 一季度
demo-quarter-2 = 二季度
demo-quarter-3 = 三季度
demo-quarter-4 = 四季度
