# 工作简报
mail-name-digest-leader = 工作简报（领导）
mail-name-digest-liaison = 工作简报（联络员）
digest-kind-leader = 工作简报
digest-kind-liaison = 待办简报
digest-kicker = { $workspace } · { $kind } · { $period }
digest-period-week = 第 { $week } 周（{ $from } 至 { $to }）
digest-period-days = { $from } 至 { $to }
digest-subject = { $finding } · { $workspace }
digest-foot = 本邮件由“{ $workspace }”自动发送，请勿直接回复。
digest-open = 打开简报
digest-change = 调整时间和范围
digest-stop = 停发
digest-more = 另有 { $n } 项

# 首句结论
digest-finding-and = ；
digest-finding-overdue = { $n } 项逾期
digest-finding-decide = { $n } 项待您审定
digest-finding-silent = { $n } 家单位长期未反馈
digest-finding-due-soon = { $n } 项临期
digest-finding-none-overdue = 没有逾期
digest-finding-nothing = 一切正常，没有事项需要您处理
digest-finding-receive = { $n } 项待签收
digest-finding-returned = { $n } 项被退回
digest-finding-report = { $n } 项应报进展
digest-finding-closed = 办结 { $n } 项
digest-finding-nothing-to-do = 目前没有需要您办理的事项
# $since：上周、上次
digest-more-than = ，比{ $since }多 { $n } 项
digest-fewer-than = ，比{ $since }少 { $n } 项
digest-as-many = ，与{ $since }持平
digest-since-last-week = 上周
digest-since-last-time = 上次
digest-was-last-week = 上周 { $value }
digest-was-last-time = 上次 { $value }

digest-finding-instructed = 您的批示有 { $n } 件新结果

# 数字
digest-figure-overdue = 逾期
digest-figure-due-soon = 临期
digest-figure-closed = 本期办结
digest-figure-receive = 待签收
digest-figure-on-time = 本年按时率

# 各部分
digest-section-decide = 待您审定
digest-section-instructed = 您的批示
digest-section-overdue = 逾期
digest-section-silent = 长期未反馈
digest-section-changed = 自上次简报以来
digest-section-coming = 即将到期
digest-section-returned = 被退回，修改后再报
digest-section-receive = 待签收
digest-section-report = 应报进展

digest-decide-refused = { $department }拒收“{ $title }”
digest-decide-part-refused = { $department }不同意配合“{ $title }”
digest-decide-extension = { $department }申请将“{ $title }”延至 { $until }
digest-decide-reason = 单位理由：{ $reason }
digest-laid-down = 办公室原定：{ $what }
digest-laid-and = ，
digest-laid-lead = { $lead }牵头
digest-laid-support = { $support }配合
digest-deadline = 期限 { $day }
digest-due-today = 今天到期
digest-just-over = 已过期限
digest-last-report = 最近反馈 { $day }：{ $text }
digest-no-report = 尚无反馈
digest-silent-on = 应反馈：{ $titles }
digest-silent-on-others = 应反馈：{ $titles }等
digest-newly = 新增
digest-silent = { $department } { $days } 个工作日没有反馈（{ $n } 项任务）
digest-from-to = { $from } → { $to }
digest-state-returned = 退回
digest-state-reopened = 重新办理
digest-changed-closed = 办结 { $n } 项
digest-changed-new = 新交办 { $n } 项
digest-instructed = “{ $text }”
digest-instructed-waits = { $day } 批示，办公室尚未办理
digest-instructed-filed = 已立项：{ $title }
digest-instructed-answer = 办公室答复：{ $text }
digest-part-lead = 牵头
digest-part-support = 配合
digest-report-by = 应于 { $day }前反馈
digest-do-receive = 请签收
digest-do-mend = 请按退回意见修改后重新报送
digest-do-report = 请反馈进展
digest-do-submit = 请办结后报送核验
digest-leader-nothing = 本期没有逾期、没有待您决定的事项，也没有变化。按您的要求，无事也发此简报。
digest-liaison-nothing = 目前没有待签收、应反馈或临期的任务。按您的要求，无事也发此简报。

# 页面
digests-title = 工作简报
digests-about = 简报按各人选定的时间发送；没有内容时不发。
digests-for = { $name }的工作简报
digests-none-title = 您在本工作区没有工作简报
digests-none-text = 领导和联络员按时收到简报。需要时请联系联席会议办公室。
digests-settings = 发送时间和范围
digests-preview = 预览
digests-now = 现在会收到的内容
digests-now-leader = 预览工作简报
digests-now-liaison = 预览待办简报
digests-preview-empty = 此刻没有需要告知的内容，按目前的设置不会发出邮件。
digests-as-mail = 下载邮件文件（.eml）
digests-as-text = 纯文本版本
digests-subject = 邮件主题
digests-own = 我的{ $name }
digests-past = 已发简报
digests-past-none = 还没有发过简报
digests-past-none-text = 第一份简报将于 { $next } 发送。
digests-past-none-never = 简报目前停发。
digests-head-when = 时间
digests-head-kind = 类别
digests-head-finding = 结论
digests-head-name = 姓名
digests-head-frequency = 频率
digests-head-next = 下次发送
digests-not-sent = 无内容，未发送
digests-next = 下次发送：{ $when }
digests-others = 人员的简报设置
digests-others-about = 领导一般不登录系统，可由联席会议办公室代为设置。
digests-edit = 设置
digests-save = 保存设置
digests-conflict = 他人刚刚修改了这份简报的设置。您所选的都还在：核对后再次提交，即以您所选的为准。
digests-saved = 简报设置已保存。
digests-back = 返回工作简报
digests-field-frequency = 频率
digests-field-weekday = 每周哪一天
digests-field-weekday-hint = 仅对每周发送有效
digests-field-hour = 几点发送
digests-field-hour-hint = 按工作区所在时区（{ $zone }）
digests-field-working = 只在工作日发送
digests-field-working-hint = 每周简报遇放假顺延到下一个工作日；每日简报遇放假跳过
digests-field-scope = 范围
digests-scope-all = 全部成员单位
digests-scope-own = 仅分管的单位
digests-field-empty = 没有内容时也发一封短信函
digests-hour = { $hour }:00
digest-frequency-daily = 每天
digest-frequency-weekly = 每周
digest-frequency-never = 停发
digests-weekly-on = 每周（{ $day }）
digests-choose-frequency = 请选择频率
digests-choose-weekday = 请选择星期一至星期日中的一天
digests-choose-hour = 请选择 0 至 23 点
digests-stop-title = 停发简报
digests-stop-question = 停止向{ $name }发送“{ $workspace }”的{ $kind }？
digests-stop-what = 以后不再发送；登录后可随时重新开启。
digests-stop-do = 停发
digests-stopped-title = 已停发
digests-stopped-text = 以后不再向{ $name }发送“{ $workspace }”的{ $kind }。需要恢复时，请登录后在“工作简报”中设置，或请联席会议办公室代为设置。
timeline-digest-subscribe = 设置了{ $name }的简报（{ $kind ->
    [leader] 领导
   *[liaison] 联络员
}，{ $frequency ->
    [daily] 每天
    [weekly] 每周
   *[never] 停发
}）
timeline-digest-read = 已阅简报：{ $finding }

# 领导打开的页面
digest-open-and-instruct = 打开并批示
digest-foot-link = 链接仅供{ $name }使用，{ $day }前有效，无需登录。
digest-foot-page = 本页仅供{ $name }使用，{ $day }前有效，请勿转发链接。批示由联席会议办公室办理，结果写入下一期简报。
digest-more-login = { $more }，登录后可查看
digest-mark-read = 已阅
digest-read = 已阅
digest-read-at = { $when }
digest-read-by-leader = 领导已阅 { $when }
digest-your-instructions = 批示
digest-instruct = 写批示
digest-instruct-all = 对整份简报的批示
digest-instruct-duty = 对这件事的批示
digest-instruct-send = 送联席会议办公室
digest-instructed-sent = 已送办公室
digest-done-read = 已标为已阅。
digest-done-instruct = 批示已送联席会议办公室，结果会写入您的下一期简报。
digest-link-gone = 链接已失效
digest-link-gone-text = 这个链接已过期或已作废。最近一期简报里有新的链接；如没有收到，请联系联席会议办公室。
digest-link-gone-login = 登录查看
digest-is-its-leaders = 已阅和批示只能由这份简报的领导本人办理。
digest-section-meetings = 会议
# $what：要做什么；$title：会议或议题
digest-meeting-line = { $what }：{ $title }
