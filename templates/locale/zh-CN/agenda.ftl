# 议程与议题
agenda-title = 议程
# $n：议题数；$minutes：分钟
agenda-under = { $n } 个议题，共 { $minutes } 分钟
# $n：议题数
agenda-under-written = { $n } 个议题
agenda-empty = 议程还没有议题。
# $over：超出的分钟；$minutes：会议时长
agenda-over = 议题合计超出会议时长 { $over } 分钟（会议 { $minutes } 分钟），请减少议题、缩短时间或延长会议。
# $answered：已答复；$asked：征求
agenda-opinions = 书面意见 { $answered }/{ $asked }
agenda-others = 本单位的议题
agenda-others-office = 未列入议程的议题
agenda-propose = 提出议题
agenda-add = 添加议题
agenda-order = 排序与时间
# $n：待审核数
agenda-screen = 审核议题（{ $n }）
item-restricted = 限定范围
item-restricted-hint = 只有提出单位、涉及单位和会议工作人员看得到，议程上对其他人只显示“（限定范围议题）”和时间
item-open = 参会单位都可见
item-open-hint = 列入议程后，参会单位都看得到内容
item-asked = 提请事项
item-asked-assign-hint = 请会议布置工作
item-asked-coordinate-hint = 几个单位之间的事，请会议协调
item-asked-check-hint = 请会议检查进展
item-asked-inform-hint = 向会议通报情况
item-asked-deliberate-hint = 请会议审议、作出决定
item-hand-proposer = 提出单位
item-hand-office = 联席会议办公室
item-action-consent = 同意迟报
# $action：动作；$who：谁可以
item-forbidden = “{ $action }”由{ $who }办理。
# $state：会议状态；$action：动作
item-meeting-refused = 会议处于“{ $state }”，议题不能{ $action }。
# $state：会议状态
item-no-proposals = 会议处于“{ $state }”，现在不能提出议题。
item-proposals-by-invited = 议题由受邀单位的联络员或联席会议办公室提出。
item-department-not-yours = 您不是这个单位的联络员，或这个单位没有受邀参加会议
item-background-missing = 请写明背景情况，再提交
item-late-reason-missing = 已过截止日，请说明为什么迟报
# $max：最多分钟
item-minutes-range = 时长应为 1 至 { $max } 分钟
item-needs-no-consent = 这个议题不需要主持人同意，或已经同意。
# $title：议题
item-lacks-consent = “{ $title }”是截止后报送的，要先取得主持人同意。
item-lacks-consent-short = 待主持人同意
items-none-chosen = 请先勾选议题。
item-of-office-not-returned = 这是办公室自己的议题，不用退回；可以修改、缓议或合并。
item-defer-unknown = 没有这次会议
item-defer-same = 就是本次会议，请选择以后的会议
# $number：会议编号；$state：会议状态
item-defer-over = 会议 { $number } 处于“{ $state }”，不能再加议题
item-defer-earlier = 那次会议不晚于本次会议
item-defer-choose = 请选择
item-defer-none = 还没有更晚的会议，请先新建一次会议。
item-merge-unknown = 没有这个议题
item-merge-self = 不能并入自身
# $title：议题；$state：状态
item-merge-over = “{ $title }”处于“{ $state }”，不能并入
item-merge-restricted = 限定范围的议题不能并入公开的议题；请先调整其中一个的范围
item-merge-none = 没有可以并入的其他议题。
item-consent-given = 同意
# $state：会议状态
item-order-refused = 会议处于“{ $state }”，不能再调整议程。
item-save = 保存
item-edit-title = 修改议题
item-field-department = 提出单位
item-field-title = 议题名称
item-field-asked = 提请会议
item-field-background = 背景情况
item-background-hint = 事情的由来、现状、分歧所在；草稿可以先不填
item-field-proposed-decision = 建议的决定
item-decision-hint = 希望会议作出什么决定，可以直接写成纪要用语
item-field-departments = 涉及单位
item-field-minutes = 所需时间
item-minutes-unit = 分钟
item-field-section = 所在部分
item-section-hint = 议程中的小标题，如“一、通报事项”；可不填
item-field-restricted = 在场范围
item-field-late-reason = 迟报理由
item-late-hint = 已过议题截止日，或会议通知已经发出；列入议程还要主持人同意
item-field-then = 保存之后
item-then-submit = 提交联席会议办公室审核
item-then-add = 直接列入议程
item-then-keep = 先存为草稿，暂不提交
item-done-added = 议题已列入议程。
item-done-submit = 议题已提交，办公室已收到通知。
item-done-edit = 议题已保存。
# $title：议题
item-done-withdraw = 议题“{ $title }”已撤回。
# $title：议题
item-done-consent = 已记录主持人同意列入“{ $title }”。
# $title：议题
item-done-accept = “{ $title }”已列入议程。
# $title：议题
item-done-return = “{ $title }”已退回，提出单位会收到邮件。
# $title：议题
item-done-defer = “{ $title }”已转到以后的会议。
# $title：议题
item-done-merge = “{ $title }”已合并。
# $n：议题数
items-done-accept = 已列入 { $n } 个议题。
items-changed-meanwhile = 有人刚刚处理过其中的议题，请按下面的最新情况重新选择。什么都没有改动。
item-reason = 理由
item-return-hint = 提出单位会收到这段话，改好后可以再次提交
item-defer-hint = 提出单位会收到这段话
item-defer-to = 转到哪次会议
item-merge-into = 并入哪个议题
item-consent-chair = 您的意见
item-consent-office = 主持人怎么说的
item-consent-hint = 记下何时、以何种方式同意，例如“11月25日电话请示，同意列入”
item-verb-withdraw = 撤回议题
item-verb-consent = 主持人同意迟报议题
item-verb-accept = 列入议程
item-verb-return = 退回议题
item-verb-defer = 缓议，转到以后的会议
item-verb-merge = 合并议题
item-do-submit = 修改并提交
item-do-edit = 修改
item-do-withdraw = 撤回
item-do-consent = 同意列入
item-do-accept = 列入议程
item-do-return = 退回
item-do-defer = 缓议
item-do-merge = 合并
item-what-return = 议题回到提出单位，办公室的理由一并发给其联络员；改好后可以再次提交。
item-what-defer = 议题从本次会议撤下，作为新的议题进入所选的会议；文字、涉及单位、相关条款和任务、已征求的意见都带过去，两边互相指明来去。
item-what-merge = 这个议题不再单列，保留提出单位和文字，并指明并入了哪里；涉及单位加到另一个议题上。
item-what-withdraw = 撤回后不能再提交，需要时请重新提出。
# $reason：迟报理由
item-what-consent = 迟报理由：{ $reason }
# $who：谁；$when：时间；$what：做了什么
item-saved-before = { $who }在 { $when } 已先处理这个议题（{ $what }），您的操作没有生效。请看过最新情况后再决定。
# $n：序号；$at：时间
item-place = 第 { $n } 项，{ $at } 开始
# $n：序号；$at：时间
item-place-written = 第 { $n } 项
item-is-returned = 已退回
item-is-deferred = 已缓议
item-is-merged = 已合并
item-is-withdrawn = 已撤回
item-is-late = 截止后报送，待主持人同意
item-is-consented = 截止后报送，主持人已同意
item-taken-in = 并入的议题
item-links = 相关条款与任务
item-timeline = 办理过程
item-fact-meeting = 会议
item-fact-proposer = 提出
item-fact-submitted = 提交时间
item-fact-consent = 主持人意见
item-fact-outcome = 结果
item-fact-from = 由此次会议转来
proposals-title = 审核议题
proposals-empty = 没有待审核的议题
proposals-empty-text = 各单位提交的议题会列在这里。
proposals-back = 回到会议
proposals-choose = 选择
proposals-late = 迟报
proposals-accept = 把勾选的列入议程
# $n：议题数；$minutes：合计分钟；$length：会议时长
proposals-sum = 议程现有 { $n } 个议题，共 { $minutes } 分钟；会议时长 { $length } 分钟。
order-title = 排序与时间
order-about = 改号码后保存，或用箭头逐个移动；也可以拖动。
order-save = 保存
order-drag = 拖动
order-place = 序号
order-up = 上移
order-down = 下移
order-done = 议程已保存。
order-wrong = 没有保存，请改正标出的地方。
order-changed-meanwhile = 有人刚刚调整过议程，没有保存。下面是最新的议程和您填写的数字，请核对后再保存。
order-no-place = 请写出要移到第几项。
agenda_item-state-draft = { item-state-draft }
agenda_item-state-proposed = { item-state-proposed }
agenda_item-state-accepted = { item-state-accepted }
agenda_item-state-returned = { item-state-returned }
agenda_item-state-deferred = { item-state-deferred }
agenda_item-state-merged = { item-state-merged }
agenda_item-state-withdrawn = { item-state-withdrawn }
agenda_item-state-concluded = { item-state-concluded }
agenda_item-field-title = 名称
agenda_item-field-asked = 提请事项
agenda_item-field-background = 背景情况
agenda_item-field-proposed-decision = 建议的决定
agenda_item-field-concerned = 涉及单位
agenda_item-field-minutes = 所需时间
agenda_item-field-section = 所在部分
agenda_item-field-restricted = 在场范围
agenda_item-field-late-reason = 迟报理由
timeline-agenda_item-create = 起草议题
timeline-agenda_item-submit = 提交议题
# $fields：改了什么
timeline-agenda_item-edit = 修改了{ $fields }
timeline-agenda_item-withdraw = 撤回议题
# $by：谁
timeline-agenda_item-consent = { $by ->
    [chair] 主持人同意列入
   *[office] 记录主持人同意列入
}
timeline-agenda_item-accept = 列入议程
timeline-agenda_item-return = 退回议题
# $meeting：会议编号；$title：会议名称
timeline-agenda_item-defer = 转到会议 { $meeting } { $title }
# $meeting：会议编号；$title：会议名称
timeline-agenda_item-arrive = 由会议 { $meeting } { $title } 转来
# $title：议题
timeline-agenda_item-merge = 并入“{ $title }”
# $title：议题
timeline-agenda_item-take_in = 并入了“{ $title }”
timeline-meeting-order = 调整议程
# $department：单位；$title：议题
mail-item-submitted = { $department }提出议题：{ $title }
# $department：单位；$title：议题
mail-item-submitted-late = { $department }截止后提出议题：{ $title }
# $department：单位；$title：议题
mail-item-consent = 请您决定是否列入{ $department }迟报的议题：{ $title }
mail-item-meeting = 会议
mail-item-open = 打开议题
# $title：会议
mail-items-screened = 议题审核结果：{ $title }
mail-items-yours = 您单位的议题
# $title：议题；$what：结果
mail-item-line = “{ $title }”：{ $what }
mail-item-accept = 已列入议程
mail-item-return = 已退回，改好后可以再次提交
mail-item-defer = 缓议，转到以后的会议
mail-item-merge = 已并入另一个议题
item-follow-up-stays = 上次议定事项落实情况是固定的一项，可以移动位置、修改时间，不能撤下。
item-carried-over = 会上未议，转到以后的会议
opinion-nobody-asked = 请至少选择一个单位
opinion-not-invited = 只能征求受邀参会单位的意见，请先邀请
opinion-asked-already = 这些单位都已经征求过
# $max：最多工作日
opinion-days-range = 应为 1 至 { $max } 个工作日
# $state：议题状态
opinion-item-over = 议题处于“{ $state }”，不再征求意见。
# $state：会议状态
opinion-meeting-over = 会议处于“{ $state }”，不再征求意见。
opinion-by-department = 意见由被征求单位的联络员答复。
opinion-is-withdrawn = 办公室已撤回这次征求，不用答复。
opinion-choose = 请选择一种意见
# $answer：意见
opinion-text-missing = 选择“{ $answer }”时，请写明内容
opinion-stopped-already = 计时已经暂停。
opinion-not-stopped = 计时没有暂停。
opinion-not-waiting = 这个单位已经答复，或征求已撤回。
opinions-title = 书面意见
opinions-ask = 征求意见
opinions-department = 单位
opinions-answer = 意见
opinions-when = 答复
opinion-do-answer = 答复意见
opinion-do-change = 修改答复
opinion-do-stop = 暂停计时
opinion-do-restart = 恢复计时
opinion-do-unask = 撤回征求
opinion-waits = 待答复
opinion-late = 逾期答复
opinion-overdue = 逾期未答复
opinion-stopped = 计时暂停
opinion-withdrawn = 已撤回征求
# $day：截止日
opinion-due = { $day }前
# $day：暂停日；$reason：理由
opinion-stopped-since = { $day }起暂停：{ $reason }
# $agree：同意；$changes：修改后同意；$disagree：不同意；$none：无意见；$waiting：待答复
opinions-sum = 同意 { $agree }，修改后同意 { $changes }，不同意 { $disagree }，无意见 { $none }，待答复 { $waiting }
# $outcome：结果
opinions-proposed = 按答复情况，可以考虑“{ $outcome }”。
opinion-field-departments = 征求哪些单位
opinion-ask-hint = 受邀参会的单位；被征求的单位能看到这个议题
opinion-field-days = 期限
opinion-days-unit = 个工作日
opinion-days-hint = 从今天起按工作日历计算，今天不算
opinion-field-answer = 你单位的意见
opinion-field-text = 具体内容
opinion-text-hint = 选择“修改后同意”或“不同意”时必填：怎么改、为什么
opinion-field-reason = 理由
# $department：单位
opinion-what-answer = 代表{ $department }答复，会议召开前可以修改。
# $department：单位；$day：截止日
opinion-what-stop = { $department }的答复期限（{ $day }）停止计算，恢复时顺延暂停的工作日。
# $department：单位
opinion-what-restart = { $department }的答复期限继续计算，截止日顺延暂停的工作日。
# $department：单位
opinion-what-unask = { $department }不用再答复，以后可以重新征求。
# $day：截止日
opinion-what-due = 截止 { $day }；之后的答复仍会收下，标为逾期。
opinion-done-ask = 已征求意见，各单位联络员会收到邮件。
opinion-done-answer = 意见已提交。
opinion-done-stop = 已暂停计时。
opinion-done-restart = 已恢复计时。
opinion-done-unask = 已撤回征求。
# $departments：单位；$due：截止日
timeline-agenda_item-ask = 向{ $departments }征求意见，{ $due } 前答复
# $department：单位；$answer：意见
timeline-agenda_item-opinion = { $department }答复：{ $answer ->
    [agree] 同意
    [agree_with_changes] 修改后同意
    [disagree] 不同意
   *[no_remark] 无意见
}
# $department：单位
timeline-agenda_item-clock_stop = 暂停{ $department }的答复期限
# $department：单位；$due：截止日
timeline-agenda_item-clock_start = 恢复{ $department }的答复期限，{ $due } 前答复
# $department：单位
timeline-agenda_item-unask = 撤回向{ $department }的征求
# $title：议题
mail-opinion-asked = 征求意见：{ $title }
mail-opinion-due = 答复截止
mail-opinion-answer = 答复意见
# $title：会议
mail-opinions-due = 书面意见将到期：{ $title }
# $title：会议
mail-opinions-over = 书面意见已逾期：{ $title }
mail-opinions-yours = 等待你单位答复
# $day：截止日
mail-opinion-until = { $day }前答复
# $day：截止日
mail-opinion-over = 已过 { $day }
item-links-full = 相关条款和任务已经很多，请先去掉一些。
item-links-none = 还没有选择相关条款或任务。
item-links-find = 条款号、任务编号或其中的词
item-links-search = 查找
item-links-nothing = 没有找到，换个词试试。
item-links-add = 添加
item-links-remove = 去掉
item-links-done = 完成
item-links-edit = 选择条款与任务
item-done-link = 已添加。
item-done-unlink = 已去掉。
# $state：会议状态
item-files-meeting = 会议处于“{ $state }”，附件不再变动。
# $state：议题状态
item-files-item = 议题处于“{ $state }”，附件不再变动。
# $label：条款或任务
timeline-agenda_item-link = 关联了 { $label }
# $label：条款或任务
timeline-agenda_item-unlink = 取消关联 { $label }
pack-title = 会议材料
pack-docx = 下载 DOCX
pack-eyes = 按单位查看
pack-eyes-own = 全部内容
# $department：单位
pack-seen-by = { $department }可见
# $who：谁的；$day：哪天
pack-printed = { $who } · { $day }
pack-attendees = 出席单位
pack-observers = 列席单位
pack-files = 附件
pack-time = 时间
# $number：会议编号
pack-file = 会议材料 { $number }
agenda-pack = 会议材料
items-title = 议题
items-export = 导出 XLSX
items-tabs = 按环节
items-tab-all = 全部
items-tab-waiting = 待审核
items-tab-agenda = 已列入
items-tab-open = 草稿与退回
items-tab-over = 已处理
items-search = 议题名称、背景或建议中的词
items-head-state = 环节
items-head-number = 会议编号
items-head-day = 会议日期
items-empty = 还没有议题
items-empty-text = 会议征集议题时，各单位提出的议题会列在这里。
items-empty-filter = 没有符合条件的议题
# $workspace：工作区；$date：日期
items-file = { $workspace }议题 { $date }

# 转到以后的会议
carry-title = 转到以后的会议
carry-items = 哪些议题
carry-where = 转到
carry-to = { $day } { $title }
carry-what = 选中的议题连同书面意见、附件和关联一起转到所选会议；原议题注明去向，提出单位收到一封通知
carry-no-meeting = 后面还没有会议：请先新建一次会议，再回到这里
carry-none = 没有可以转走的议题
carry-done = 已转走 { $n } 项议题
carry-notice = 还有 { $n } 项议题没有结果
