# 会中记录
session-title = 会中记录
session-agenda = 议程
session-attendance = 到会情况
session-screen = 会场大屏
session-open = 开会
session-adjourn = 散会
session-floor = 临时动议
session-next = 下一议题
session-now = 正在议
session-take-up = 现在议此题
session-pause = 停止计时
session-back = 回到记录
session-refresh = 刷新，看别人刚写的
session-of-office = 联席会议办公室
session-restricted = 限定范围
# $said
session-opinions-silent = 未答复
session-opinions = 书面意见：{ $said }
session-proposed = 拟请议定
session-background = 背景
session-no-items = 议程上还没有议题。
session-nobody = 还没有邀请任何单位或人员。
# $names：姓名
session-note-takers = 记录：{ $names }
# $consent：谁同意的
session-late = 临时列入，{ $consent }同意
# $spent，$planned：分钟
session-watch = 已用 { $spent } 分钟，计划 { $planned } 分钟
# $n：分钟
session-used = 用时 { $n } 分钟
# $present：到会；$invited：应到；$needed：法定
session-tally = 到会 { $present } / { $invited } 个单位，已达法定 { $needed } 个
session-tally-short = 到会 { $present } / { $invited } 个单位，不足法定 { $needed } 个
session-tally-ahead = 回执参加 { $present } / { $invited } 个单位，已达法定 { $needed } 个
session-tally-ahead-short = 回执参加 { $present } / { $invited } 个单位，不足法定 { $needed } 个
session-ahead = 会议还没有开始。主持人、记录人或联席会议办公室点“开会”后即可记录。
session-written = 这是书面征求意见，没有会场；答复齐后可以结束。
session-over = 已经散会。送会签之前，记录仍可补充。
# $state：会议状态
session-none = 会议处于“{ $state }”，没有会中记录。
session-not-open = 会议不在会中，不能这样做。
session-consent-needed = 临时列入议题须经主持人同意
session-not-reached-what = 请选择没有议到的议题怎么办
session-not-reached = 会上没有议到
# $n：几条
session-incomplete = 有 { $n } 条议定事项还缺牵头单位、期限或理由；散会后仍可补充，印发纪要前必须补齐。
# $title：会议；$day：日期
session-rest-to = 转到：{ $day } { $title }
session-rest-shelve = 暂缓
session-rest-leave = 以后再定
session-decision = 议定事项 { $n }
session-decision-add = 再加一条议定事项
session-remove = 删除
session-assign = 当场交办
session-assigned = 已交办：
session-draft-duty = 草稿任务：
session-assign-who = 谁要求当场交办
session-assign-hint = 留空即为主持人；任务随即发给牵头和配合单位，不等纪要印发。
session-floor-title = 议题
session-floor-asked = 请求
session-floor-department = 由谁提出
session-floor-minutes = 计划时长
session-floor-unit = 分钟
session-floor-reason = 理由
session-floor-consent = 主持人已经同意
session-done-open = 会议已经开始，请先签到
session-done-floor = 已列入议程
session-done-adjourn-written = 征求意见已结束，可以起草纪要
session-done-adjourn = 已经散会
session-done-remove = 已删除这条议定事项
session-done-assign = 已经交办
# 字段
live-field-notes = 发言要点
live-field-outcome = 结果
live-field-text = 内容
live-field-lead = 牵头
live-field-support = 配合
live-field-due = 期限
live-field-no-due-reason = 不定期限的理由
live-field-no-duty-reason = 不交办的理由
live-field-presence = 签到
live-field-came = 改由谁到会
live-field-arrived = 迟到
live-field-left = 早退
# $field：字段；$who：单位或人
live-field-of = { $who }{ $field }
live-due-hint = 日期或工作日数：2027-01-05，或 10
live-outcome-none = 未定
live-lead-none = 不交办
live-now = 现在
live-save = 保存
live-saving = 正在保存…
# $told：谁、何时
live-saved = 已保存 { $told }
# $who：姓名；$at：时刻
live-told = { $who } { $at }
live-unsent = 还没有送出，已留在本机，连上后自动再送
live-lost = 与服务器的连接断了，您写的留在本机，连上后自动送出。
live-back = 已重新连上。
live-conflict = 两人同时改了同一处
# $who，$at
live-both = { $who } { $at } 先保存了这里。对方的内容在下面，您的在上面；改好后选一个保存。
live-take-theirs = 用对方的
live-keep-mine = 保存上面的
live-ended = 会议状态变了，请刷新页面。
live-key-wrong = 保存的编号不对，请刷新页面再试。
live-choice-wrong = 没有这个选项
live-time-wrong = 应为时刻，如 9:45
live-due-past = 期限应不早于会议当天
live-due-wrong = 应为日期（2027-01-05）或工作日数（1 至 { $max }）
# 议定事项
# $meeting：会议；$item，$n：序号
decision-origin = { $meeting } 议题{ $item } 议定事项{ $n }
# $item，$n：序号
decision-restricted-title = 限定范围议题的议定事项{ $n }
decision-gone = 会上删除或改为不交办
decision-assigned-already = 已经交办，改动请到任务页。
decision-incomplete = 先写明内容、牵头单位，以及期限或不定期限的理由，才能交办。
decision-too-many = 一个议题最多 { $max } 条议定事项。
# 大屏
screen-title = 大屏：{ $title }
screen-back = 返回
screen-next = 下一议题：
screen-pause = 休息
screen-before = 会议即将开始
screen-over = 会议结束
timeline-meeting-open = 开会
# $carried：几项
timeline-meeting-adjourn = { $carried ->
    [0] 散会
   *[other] 散会，{ $carried } 项议题转到以后的会议
}
# $title：议题；$consent：谁同意
timeline-meeting-floor = 临时列入议题“{ $title }”，{ $consent }同意
# $n：序号
timeline-meeting-strike = 删除议定事项 { $n }
# $number：任务编号；$who：谁要求
timeline-meeting-assign = 议定事项当场交办为任务 { $number }，{ $who }要求
timeline-agenda_item-floor = 会上临时列入，{ $consent }同意
timeline-agenda_item-conclude = 议毕
# $by：谁原来写的
timeline-agenda_item-overwrite = 改写了{ $by }记录的内容，原文如下
