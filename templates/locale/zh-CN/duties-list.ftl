# 任务列表、查找、导出
duties-title = 任务
duties-caption = 任务列表
duties-export = 导出表格
duties-new = 新建任务
# $all、$overdue：数字，超过上限时带“+”
duties-under = 共 { $all } 项
duties-under-overdue = 共 { $all } 项，{ $overdue } 项逾期
duties-printed = { $workspace } · { $tab } { $n } 项 · { $day }
duties-today = 今天
duties-yesterday = 昨天
duties-over-days-off = 已过期
duties-stage-returned = 退回
duties-light-report-owed = 欠反馈
duties-light-not-received = 未签收
duties-no-lead = 未定牵头单位
# $n：配合单位数
duties-support = 配合 { $n }

duties-tabs = 按环节
duties-tab-active = 在办
duties-tab-waiting = 待签收
duties-tab-review = 待核验
duties-tab-returned = 退回
duties-tab-refused = 拒收
duties-tab-overdue = 逾期
duties-tab-closed = 已办结
duties-tab-all = 全部
duties-tab-draft = 草稿

duties-head-light = 状态灯
duties-head-number = 编号
duties-head-title = 任务
duties-head-origin = 来源
duties-head-departments = 牵头 / 配合
duties-head-due = 期限
duties-head-stage = 环节
duties-head-reported = 最近反馈

duties-filter-words = 编号或内容
duties-filter-dept = 单位
duties-filter-part = 牵头或配合
duties-filter-light = 状态灯
duties-filter-due = 期限
duties-filter-sift = 筛选条件
duties-filter-more = 更多条件
duties-filter-document = 政策文件
duties-filter-origin = 来源
duties-filter-cadence = 报送周期
duties-filter-state = 环节
duties-filter-from = 期限自
duties-filter-until = 至
duties-part-lead = 牵头
duties-part-support = 配合
duties-dept-mine = 我的单位
duties-dept-none = 未定牵头单位
duties-dept-unknown = 未知单位
duties-due-past = 今天以前
duties-due-today = 今天
duties-due-week = 本周
duties-due-next-week = 下周
duties-due-month = 本月
duties-due-none = 未定期限
duties-origin-clause = 政策条款
duties-origin-decision = 议定事项
duties-origin-instruction = 领导批示
duties-origin-case = 执法案件
duties-origin-manual = 直接交办
duties-chip-words = 含“{ $value }”
duties-chip-due = 期限：{ $value }
duties-chip-from = 期限自 { $value }
duties-chip-until = 期限至 { $value }
duties-chip-silent = 长期未反馈

duties-pager-open = 第 { $from }–{ $to } 项，共 { $cap } 项

duties-empty-filter = 没有符合条件的任务
duties-empty-filter-text = 换个环节，或去掉部分筛选条件再试。
duties-empty-clear = 清除筛选条件
duties-empty-active = 没有在办的任务
duties-empty-waiting = 没有等待签收的任务
duties-empty-review = 没有等待核验的任务
duties-empty-returned = 没有退回的任务
duties-empty-refused = 没有拒收的任务
duties-empty-overdue = 没有逾期的任务
duties-empty-closed = 还没有办结的任务
duties-empty-draft = 没有草稿
duties-empty-all = 还没有任务
duties-empty-all-text = 政策条款、会议议定事项和领导批示分解成任务，交有关单位限期办理，都列在这里。
duties-empty-all-link = 查看全部任务
duties-empty-read = 从政策文件分解任务

# 导出
duties-sheet = 任务台账
duties-file = { $workspace }任务台账{ $date }
duties-sheet-number = 编号
duties-sheet-title = 任务
duties-sheet-origin = 来源
duties-sheet-lead = 牵头单位
duties-sheet-support = 配合单位
duties-sheet-due = 期限
duties-sheet-left = 剩余工作日
duties-sheet-term = 期限情况
duties-sheet-light = 状态灯
duties-sheet-stage = 环节
duties-sheet-reported = 最近反馈
duties-sheet-cut = 只导出了前 { $limit } 项，请缩小筛选范围后再次导出其余任务。

# 查找
