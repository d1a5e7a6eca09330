# 各角色的首页
home-title-next = 下一步
home-title-office = 等办公室处理
home-title-leader = 总体情况
home-title-auditor = 督查一览
home-title-administrator = 系统管理
home-tabs = 以何种身份查看
home-no-role = 您在这里还没有角色
home-no-role-text = 请联系系统管理员为您设置角色，之后这里会列出您要办的事。
home-no-department = 您还没有负责的单位
home-no-department-text = 请联系系统管理员，把您设为有关成员单位的联络员。之后这里会列出各单位要办的事。
# $year：已知放假安排的最后一年；$day：最晚的期限
home-calendar-warning = 有期限（最晚 { $day }）超出已公布的放假安排（至 { $year } 年），剩余工作日可能变动。

# $n：项数
home-how-many = { $n } 项
home-finding-comma = ，
home-finding-stop = 。
home-finding-overdue = { $n } 项已逾期
home-finding-this-week = { $n } 项本周到期
home-finding-soon = { $n } 项临期
home-finding-returned = { $n } 项被退回
home-finding-report = { $n } 项待报进展
home-finding-campaigns = { $n } 份专项行动进度待填报
home-finding-receive = { $n } 项等您签收
home-finding-instructed = { $n } 件领导批示待立项
home-finding-verify = { $n } 项待核验
home-finding-refused = { $n } 项被拒收
home-finding-part-refused = { $n } 个配合单位拒收
home-finding-asking = { $n } 项申请延期
home-finding-draft = { $n } 项草稿待下达
home-finding-silent = { $n } 项长期未反馈
home-finding-not-received = { $n } 项待签收
home-finding-active = { $n } 项在办
home-finding-failed = { $n } 封邮件发送失败
home-finding-alone = { $n } 个单位没有联络员
home-finding-departments = 共 { $n } 个单位
home-finding-liaison-none = 目前没有需要您办理的事项。
home-finding-office-none = 没有等待办公室处理的事项，也没有逾期任务。
home-finding-watch-none = 没有逾期或临期的任务。
home-finding-admin-none = 系统运行正常。

home-own-duties = 本单位全部任务
home-all-duties = 全部任务
home-all-active = 查看本单位全部在办任务
home-all-waiting = 查看全部待签收任务
home-see-all = 查看全部
# $kind：环节；$n：项数
home-see-kind = 全部{ $kind } { $n } 项
home-digests = 工作简报
home-now = 现在要办
home-receive = 等您签收
# $n：项数；$days：工作日
home-receive-note = { $n }，请在 { $days } 个工作日内签收
home-office = 按先后办理
home-late = 已逾期
home-silent = 长期未反馈
home-latest = 最近动态
home-liaison-empty = 都办完了
home-liaison-empty-text = 新的任务、退回、催办和快到期的事项会按紧急程度列在这里。
home-office-empty = 没有等办公室处理的事项
home-office-empty-text = 各单位拒收、报送核验、申请延期和待下达的任务会列在这里。
home-office-review = 政策文件还没有核对完
home-office-review-text = 核对条款、指明单位和期限，确认后任务才交办给各单位。
home-office-new = 从一份政策文件开始
home-office-new-text = 上传或粘贴政策文件，系统读出条款，提出牵头单位、配合单位和期限，由您核对后下达。
home-watch-empty = 没有逾期，也没有长期不反馈的任务
home-watch-empty-text = 出现逾期或长期未反馈的任务时，会列在这里。

home-light-returned = 退回
home-light-report = 待反馈
home-light-new = 新任务
home-light-new-support = 配合
home-light-refused = 拒收
home-light-instructed = 批示
home-light-part-refused = 配合拒收
home-light-verify = 待核验
home-light-asking = 延期
home-light-draft = 草稿
home-light-mail = 邮件
home-light-calendar = 日历
home-light-people = 人员

home-act-report = 报进展
home-act-fill-in = 填报
home-act-submit-again = 补充再报
home-act-receive = 签收
home-act-reassign = 重新交办
home-act-file = 办理批示
home-act-parties = 调整单位
home-act-verify = 核验
home-act-decide = 办理
home-act-assign = 下达
home-act-remind = 催办
home-act-see = 去处理

home-part-of = { $department }{ $part }
home-supports = 牵头：{ $lead }
home-arrived = { $when }送达
home-reminded = 已催办 { $n } 次
home-office-said = 办公室：“{ $text }”
home-said = { $who }：“{ $text }”
home-report-due = 应于 { $day } 报送进展
home-owes = 应于 { $day } 报送进展，已过 { $days } 个工作日
home-instructed = { $who }{ $when }批示
home-handed-in = { $who }{ $when }报送核验
home-verify-by = 核验期限 { $day }
home-asks-until = { $who }申请延至 { $day }：“{ $text }”

home-grid = 各单位
home-grid-department = 牵头单位
home-grid-share = 按时率
home-grid-sum = 合计
# $from、$to、$total：数字
home-grid-note = 按牵头单位统计。按时率：近 { $days } 天到期的任务中按期报送并办结的比例。每个数字都可以点开。
home-grid-idle = 其余 { $n } 个单位没有牵头任务。

home-admin = 需要处理
home-admin-failed = { $n } 封邮件发送失败
home-admin-failed-why = 收件人没有收到，请查看原因后重发。
home-admin-calendar = { $year } 年的放假安排还没有录入
home-admin-calendar-why = 国务院办公厅公布后请及时录入，期限按工作日计算要用到。
home-admin-alone = { $department }没有联络员
home-admin-alone-why = 交给这个单位的任务没有人签收和办理。
home-admin-empty = 没有需要处理的事项
home-admin-empty-text = 没有联络员的单位、发送失败的邮件和缺少的放假安排会列在这里。

# 政策覆盖
home-gap = 政策覆盖
home-gap-link = 查看政策文件
home-gap-documents = { $n } 份文件仍在核对
home-gap-unreviewed = { $n } 条尚未核对
home-gap-unexplained = { $n } 条没有任务也没有说明理由
home-gap-department = { $n } 项任务没有牵头单位
home-gap-date = { $n } 项任务没有期限和周期

# 第一天
home-first = 从这里开始
home-first-step = 第 { $n } 步
home-first-departments = 登记成员单位
home-first-departments-text = 逐个登记或从表格导入；地方政府也在这里登记。
home-first-people = 邀请联络员和领导
home-first-people-text = 每人一个账号，按单位指定联络员、分管领导；领导不必登录，只收邮件即可。
home-first-people-asked = 请系统管理员邀请联络员和领导
home-first-people-asked-text = 账号由系统管理员邀请：请提供名单和邮箱，账号建好后在这里按单位指定联络员、分管领导；领导不必登录，只收邮件即可。
home-first-policy = 读入政策文件并核对任务
home-first-policy-text = 粘贴或上传文件，程序提出任务建议，核对后才交办；也可以直接新建任务。
home-first-workdays = 核对工作日历
home-first-workdays-text = 期限按工作日计算，法定节假日和调休已经带有，请核对本地的调整。
home-first-workdays-asked = 核对工作日历
home-first-workdays-asked-text = 期限按工作日计算，法定节假日和调休已经带有；本地另有调整的，请系统管理员录入。
home-first-ladder = 看一遍升级阶梯
home-first-ladder-text = 处置不到位时建议什么，按政策条文预置，可以修改。
home-first-leader = 您会收到什么
home-first-digest = 工作简报
home-first-digest-text = 逾期的任务和案件、等您定夺的事项、本期执法情况，发到您的邮箱，点开即看，不需要登录。
home-first-digest-when = 下一份：{ $when }
home-first-digest-never = 现在不发送。
home-first-digest-change = 调整发送时间
