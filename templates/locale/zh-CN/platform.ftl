# 列表
list-comma = 、
list-or = 或

# 日期
weekday-mon = 周一
weekday-tue = 周二
weekday-wed = 周三
weekday-thu = 周四
weekday-fri = 周五
weekday-sat = 周六
weekday-sun = 周日
date-day = { $date }（{ $weekday }）
date-instant = { $day }{ $time }

# 出错时的页面
problem-bad-request = 请求有误
problem-unauthorized = 请先登录
problem-forbidden = 无权办理
problem-not-found = 未找到
problem-method = 不支持的操作
problem-conflict = 暂不能办理
problem-too-large = 内容过大
problem-media-type = 内容格式不支持
problem-invalid = 填写有误
problem-too-many = 操作过于频繁
problem-unavailable = 暂时无法服务
problem-internal = 系统出错
problem-who-may = 此项由{ $roles }办理。

problem-not-found-detail = 没有这个页面或事项，也可能您不在相应的工作区内。
problem-method-detail = 此地址不支持这种操作。请返回后从页面上办理。
problem-conflict-detail = 在您填写期间，他人已作修改。请返回查看最新内容后再办理。
problem-unavailable-detail = 数据库暂时不可用，您刚才的操作没有保存。请稍后重试。
problem-internal-detail = 系统出现意外错误，您刚才的操作没有保存。如再次出现，请把请求编号告知系统管理员。
problem-bad-request-detail = 服务器无法理解这个请求。
problem-bad-text = 提交的内容不是有效的 UTF-8 文字，未作任何保存。
problem-bad-form = 提交的内容不完整或已损坏，未作任何保存。请重试。
problem-too-many-fields = 提交的项目过多（最多 { $limit } 项），未作任何保存。
problem-body-too-large = 提交的内容超过 { $limit } MB，未作任何保存。
problem-text-too-large = “{ $field }”一项的文字超过 { $limit } MB，未作任何保存。
problem-file-too-large = 文件“{ $name }”超过 { $limit } MB，未作任何保存。
problem-media-type-detail = 请使用页面上的表单提交。
problem-csrf = 页面已过期或登录状态已改变，未作任何保存。请返回并刷新页面后重新提交。
problem-cross-site = 请求来自其他网站，已拒绝。
problem-too-many-detail = 尝试次数过多，请在 { $seconds } 秒后再试。
problem-request-id = 请求编号
problem-back = 返回上一页
problem-above = 返回列表
problem-home = 返回首页

# 分页
pager-range = 第 { $from }–{ $to } 项，共 { $total } 项
pager-none = 共 0 项

# 粘贴或上传的表格
table-empty = 表格里没有内容。
table-not-text = 无法识别这个文件。请上传 CSV、TXT（UTF-8 或 GB18030 编码）或 XLSX 文件。
table-old-workbook = 这是旧版 XLS 或加密的工作簿。请去掉密码，另存为 XLSX 或 CSV 后再上传。
table-damaged-workbook = 这个 XLSX 文件已损坏或不完整，无法读取。
table-workbook-too-large = 这个 XLSX 文件解压后超过 { $limit } MB，未读取。
table-open-quote = 第 { $row } 行有一个引号没有配对，其后的内容无法分列。
table-too-many-rows = 一次最多 { $limit } 行，请分批导入。
table-too-many-columns = 第 { $row } 行超过 { $limit } 列，请核对分隔符。
table-cell-too-long = 第 { $row } 行有超过 { $limit } 个字的内容，请核对分隔符和引号。
zone-beijing = 北京时间
