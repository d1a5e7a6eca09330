# 框架与各页面部件的文字
part-product = 联席
part-product-line = 联席 · 联席会议任务督办
part-skip = 跳到正文
part-menu = 菜单
part-menu-close = 收起
part-nav = 主导航
part-switch = 切换工作区
part-account = 我的账户
part-logout = 退出登录
part-crumbs = 所在位置
part-colon = ：
part-comma = 、
part-none = 无
part-optional = （选填）
part-cancel = 返回

part-light-green = 正常
part-light-yellow = 临期
part-light-red = 逾期
part-light-grey = 办结
part-light-blue = 提示

part-deadline-none = 未定期限
# $days：工作日天数
part-deadline-left = 剩 { $days } 个工作日
part-deadline-today = 今天到期
part-deadline-over = 超 { $days } 个工作日
part-deadline-early = 提前 { $days } 个工作日

part-pager = 翻页
part-pager-of = 第 { $page } 页，共 { $pages } 页
part-pager-first = 首页
part-pager-last = 末页
part-pager-size = 每页
part-pager-prev = 上一页
part-pager-next = 下一页
part-filter-apply = 筛选
part-chip-remove = 去掉筛选条件
part-chip-clear = 全部清除

part-errors = 没有成功，请看以下问题
part-error-prefix = 有误：
part-confirm-what = 确认后：
part-conflict-title = { $who }在 { $when } 已先保存，您的修改还没有保存
part-conflict-text = 下面并列两个版本，您填写的内容都在。改好后再保存；不想保留自己的修改，点“返回”。
part-conflict-theirs = { $who }保存的
part-conflict-same = 其余内容一致：
part-conflict-mine = 我填写的
part-conflict-save = 按我的内容保存

part-picker-find = 按名称、简称或别名查找
# $count、$names 由浏览器填入
part-picker-chosen = 已选 { $count } 个：{ $names }
part-picker-empty = 名单中还没有成员单位，请先到“成员单位”建立。
part-picker-none = 尚未选择
part-kept = 已恢复 { $when } 未提交的内容。
part-kept-discard = 不要，恢复原样

part-timeline-more = 查看更早的记录
part-progress-refresh = 刷新进度
part-aside = （{ $text }）
part-quoted = “{ $text }”
part-export = 导出表格
part-export-cut = 只导出了前 { $limit } 行，请缩小筛选范围后再次导出其余部分。
part-steps-done = （已完成）
part-grid-pager = 第 { $from }–{ $to } 个，共 { $total } 个单位
