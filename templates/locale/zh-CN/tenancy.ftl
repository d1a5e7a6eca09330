# 角色与职能
role-secretariat = 联席会议办公室
role-liaison = 联络员
role-leader = 领导
role-auditor = 督查审计
role-administrator = 系统管理员
function-liaison = 联络员
function-deputy = 代理联络员
# 代理人办理时的署名
actor-for = { $name }（代{ $liaison }）
function-leader = 分管领导
department-kind-department = 成员单位
department-kind-local-government = 地方政府
forbidden-needs-role = 此项只能由{ $roles }办理。

# 页面框架
nav-home = 首页
nav-duties = 任务
nav-policies = 政策文件
nav-departments = 成员单位
nav-digests = 工作简报
nav-people = 人员
nav-calendar = 工作日历
nav-outbox = 邮件去向
nav-settings = 设置
frame-shifted-clock = 系统时钟已调整，现在显示为 { $now }。仅供演示或演练使用。
frame-shifted-clock-plain = 系统时钟已调整。仅供演示或演练使用。
nav-workspaces = 我的工作区
nav-account = 我的账户
nav-operator = 平台运维
role-operator = 平台运维
