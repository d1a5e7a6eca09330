# 问责事项
nav-matters = 问责事项
matters-title = 问责事项
matters-about = 对成员单位、地方政府、领导岗位或个人的问责：由规则提出，由人受理、调查、听取陈述、决定和核验。仅相关人员可见。
matters-new = 提出问责事项
matters-raise = 提出
matters-tabs = 按办理阶段
matters-tab-open = 办理中
matters-tab-proposed = 待受理
matters-tab-running = 调查与陈述
matters-tab-decided = 已决定
matters-tab-closed = 已办结
matters-tab-dismissed = 不予受理
matters-tab-all = 全部
matters-search = 事项名称、编号或姓名
matters-chip-words = 含“{ $words }”
matters-department-gone = 原成员单位（已不在册）
matters-none = 没有办理中的问责事项
matters-none-text = 任务经催办仍严重逾期、指标连续下滑时，系统会按规则提出；重大质量事故等由办公室录入。提出之后是否问责，由人决定。
matters-none-here = 没有符合条件的问责事项
matters-file = { $workspace }问责事项（{ $date }）

matter-field-number = 编号
matter-field-title = 事由
matter-field-state = 状态
matter-field-subject = 问责对象
matter-field-subject-kind = 问责对象类型
matter-field-department = 单位或地方政府
matter-field-name = 岗位或姓名
matter-field-member = 本系统中的人员
matter-field-email = 电子邮箱
matter-field-cause = 触发情形
matter-field-basis = 依据
matter-field-due = 期限
matter-field-raised = 提出时间
matter-field-closed = 结束时间
matter-field-on = 发生日期
matter-field-what = 内容
matter-field-wished = 希望延至
matter-field-reply-by = 陈述申辩截止
matter-field-objection-by = 申诉截止
matter-field-response-by = 整改反馈截止
matter-field-verifier = 核验单位
matter-field-proposed-by = 提出人
matter-field-ruling = 申诉结论
matter-field-form = 问责方式
matter-field-body = 决定机关
matter-of = ，
matter-choose = 请选择
matter-by-program = 系统按规则提出
matter-edition = 规则第 { $n } 版

matter-cause-duty-overdue = 任务催办后仍严重逾期
matter-cause-target-slide = 质量指标连续下滑
matter-cause-hand-over-silent = 移送案件逾期无回音
matter-cause-campaign-missed = 专项行动目标未完成
matter-cause-major-incident = 重大质量事故
matter-cause-unlawful-enforcement = 违法执法
matter-cause-misconduct = 其他失职

matter-subject-department = 成员单位
matter-subject-local-government = 地方政府
matter-subject-post = 领导岗位
matter-subject-official = 公职人员

matter-state-proposed = 待受理
matter-state-under-review = 调查中
matter-state-hearing = 陈述申辩
matter-state-in-force = 决定生效
matter-state-responded = 待核验
matter-state-closed = 已办结
matter-state-dismissed = 不予受理

matter-action-accept = 受理
matter-action-appoint = 指定人员
matter-action-declare = 回避申报
matter-action-note = 写调查记录
matter-action-notify = 通知问责对象
matter-action-reply = 陈述申辩
matter-action-ask-hearing = 申请听证
matter-action-ask-extension = 申请延期
matter-action-answer = 答复申请
matter-action-hear = 记录听证
matter-action-decide = 录入问责决定
matter-action-acquit = 录入不予问责决定
matter-action-charge = 交办整改
matter-action-respond = 报送整改结果
matter-action-return = 退回整改
matter-action-verify = 核验办结
matter-action-object = 提出申诉
matter-action-rule = 录入申诉结论
matter-action-quash = 录入撤销决定
matter-action-reopen = 重新整改
matter-action-dismiss = 不予受理

matter-by-office = 联席会议办公室
matter-by-handler = 调查人员
matter-by-decider = 决定机关人员
matter-by-subject = 问责对象

matter-part = 担任
matter-part-handler = 调查人员
matter-part-handler-hint = 查明事实；要先申报是否回避，看得到调查记录
matter-part-decider = 决定机关人员
matter-part-decider-hint = 阅看全部材料后参与决定；看不到调查记录
matter-standing = 回避申报
matter-standing-asked = 待申报
matter-standing-clear = 无需回避
matter-standing-recused = 已回避
matter-standing-released = 不再担任

matter-paper-reply = 陈述申辩
matter-paper-hearing-request = 听证申请
matter-paper-extension-request = 延期申请
matter-paper-hearing = 听证记录
matter-paper-note = 调查记录
matter-paper-response = 整改结果
matter-paper-objection = 申诉

matter-answered-nothing = 无需答复
matter-answered-waiting = 待答复
matter-answered-granted = 准许
matter-answered-denied = 不准许

matter-form-interview = 约谈
matter-form-written-review = 责令检查
matter-form-criticism = 通报批评
matter-form-no-award = 取消评优资格
matter-form-refer = 移送有权机关
matter-form-other = 其他
matter-form-nothing = 不予问责

matter-body-meeting = 联席会议
matter-body-department = 有权单位
matter-ruling-first = 决定
matter-ruling-upheld = 维持
matter-ruling-changed = 变更
matter-ruling-quashed = 撤销

matter-facts = 事实
matter-facts-hint = 何时、何地、发生了什么，有哪些数据。通知后问责对象看得到。
matter-frozen = 以上为{ $day }提出时的留存，此后有关记录变动不影响这里。
matter-decisions = 决定
matter-decided-by = { $body }，{ $day }决定；{ $who }录入
matter-duties = 整改任务
matter-duty = 任务
matter-papers = 陈述、申请与听证
matter-wished = 希望延至{ $day }
matter-held = { $day }举行，参加人：{ $present }
matter-people = 办理人员
matter-person = 姓名
matter-person-hint = 问责对象所在单位的人员和已回避的人员不在其中
matter-name-people = 指定办理人员
matter-name-person = 指定
matter-nobody-named = 还没有指定办理人员。
matter-release = 撤下
matter-notes = 调查记录
matter-notes-who = 只有申报无需回避的调查人员和督查人员看得到。
matter-investigation-files = 调查材料
matter-timeline = 办理经过
matter-file = 下载卷宗
matter-document = 问责事项卷宗
matter-document-papers = 材料与决定（按时间）
matter-document-file = 问责卷宗 { $number }
matter-origin = 整改要求

matter-fact-on = 发生日期
matter-fact-duty = 任务
matter-fact-lead = 牵头单位
matter-fact-due = 期限
matter-fact-over = 逾期工作日
matter-fact-reminders = 到期后催办次数
matter-fact-report = 最近一次反馈
matter-fact-target = 指标
matter-fact-measured = 各期实测
matter-title-overdue = 任务经催办仍严重逾期：{ $title }
matter-title-slide = 指标连续下滑：{ $title }

matter-department-hint = 问责对象本身，或该岗位、该人员所在的单位
matter-name-hint = 对象为领导岗位或公职人员时填写，如“市长”或姓名
matter-member-none = 不是本系统人员
matter-member-hint = 是本系统人员的，登录后即可查看和陈述
matter-email-hint = 不是本系统人员的，通知以邮件链接送达，无需登录
matter-basis-hint = 不填则按规则所列依据
matter-remark = 说明
matter-reason = 理由
matter-interest = 与本事项或问责对象有利害关系吗？
matter-interest-no = 没有，可以调查
matter-interest-yes = 有，应当回避
matter-interest-hint = 需要回避的须写明原因
matter-note = 调查记录
matter-reply-text = 陈述申辩内容
matter-reply-hint = 附件请在事项页面的“附件”处上传
matter-ask-why = 理由
matter-hearing-day = 听证日期
matter-hearing-present = 参加人
matter-hearing-present-hint = 主持人、记录人、到场人员
matter-hearing-record = 听证记录
matter-answer = 答复
matter-answer-day = 延至
matter-answer-text = 答复说明
matter-answer-hint = 不准许的须写明理由
matter-decision-text = 决定内容
matter-decision-meeting = 联席会议议定事项
matter-decision-hint = 由联席会议决定的，选择对应的议定事项
matter-decision-department = 作出决定的单位
matter-decision-department-hint = 由有权单位决定的填写；不能是问责对象所在单位
matter-decided-on = 决定日期
matter-decided-on-hint = 由单位决定的填写；会议决定的按会议日期
matter-form-changed-hint = 变更决定时选择新的方式
matter-duty-title = 整改任务名称
matter-duty-title-hint = 承办单位的人员看得到，不必写姓名
matter-duty-requirement = 整改要求
matter-duty-lead = 承办单位
matter-duty-day = 完成期限
matter-respond-text = 整改情况
matter-verify-text = 核验意见
matter-object-text = 申诉理由

matter-notice-declare = 请先申报是否需要回避，之后才能参与调查。
matter-notice-reply = 请在{ $day }前陈述申辩；也可以申请听证或延期。
matter-notice-respond = 请在{ $day }前报送整改结果。
matter-notice-proposed = 等待决定是否受理。
matter-notice-request = 问责对象的申请待答复。
matter-notice-objection = 申诉待处理：须由另一机关作出结论，并由另一人录入。
matter-notice-verify = 整改结果已报送，等待核验。

matter-what-raise = 提出后由办公室决定是否受理；同一事实只提出一次。
matter-what-accept = 受理后指定调查人员，问责对象此时尚不知情。
matter-what-dismiss = 事项就此结束，同一事实不再提出；已通知的，会告知问责对象。
matter-what-declare = 申报记入卷宗；回避后不再看到本事项。
matter-what-note = 只有申报无需回避的调查人员和督查人员看得到。
matter-what-notify = 将通知：{ $names }
matter-what-notify-day = 陈述申辩截止{ $day }。
matter-what-reply = 截止{ $day }，可以多次提交。
matter-what-charge = 整改任务只有承办单位、办公室和督查人员看得到。
matter-what-respond = 报送后由其他单位核验。
matter-what-verify = 核验单位不能是问责对象所在单位；还有整改任务未办结或申诉未处理的，不能办结。
matter-what-object = 只能申诉一次，截止{ $day }。申诉期间决定继续有效。
matter-what-reopen = 决定继续有效，须在 { $n } 个工作日内重新报送整改结果。
matter-what-name = 被指定的人会收到邮件。问责对象所在单位的人员不能指定；调查人员要先申报是否回避。
matter-what-decide = 决定由联席会议或有权单位作出，系统只作记录。
matter-what-decide-who = 调查人员不能录入；问责对象须已陈述或陈述期已过，其申请须已答复，准许的听证须已举行。
matter-what-rule = 原决定由{ $body }作出、{ $who }录入。结论须由另一机关作出，并由另一人录入。

matter-raised = 已提出问责事项 { $number }
matter-done = 已办理：{ $action }
matter-named = 已指定{ $name }
matter-released = 已撤下{ $name }
matter-conflict = 他人刚刚修改了本事项，请核对后再提交。
matter-forbidden = “{ $action }”只能由{ $who }办理。
matter-refused = 事项处于“{ $state }”，不能“{ $action }”；此时可以：{ $instead }。
matter-refused-at-end = 事项处于“{ $state }”，不能再办理“{ $action }”。
matter-raised-already = 这一事实已经提出过，见 { $number }。
matter-future = 日期不能晚于今天
matter-day-past = 日期须晚于今天
matter-day-not-later = 须晚于现在的截止日期
matter-subject-not-department = 这是地方政府，请改选对象类型
matter-subject-not-local = 这是成员单位，请改选对象类型
matter-member-unknown = 没有这个人员
matter-member-of-subject = 问责对象本人及其所在单位的人员不能参与办理
matter-member-recused = 此人已回避
matter-member-named = 此人已被指定
matter-member-other-part = 此人曾以另一身份参与，不能改任
matter-declare-first = 请先申报是否需要回避。
matter-declarations-missing = 还有调查人员没有申报是否回避。
matter-nobody-looks = 还没有可以调查的人员：请指定，并待其申报无需回避。
matter-nobody-to-tell = 无人可通知：对象单位没有联络员或负责人，或该人员没有电子邮箱。
matter-reply-late = 陈述申辩已于{ $day }截止。
matter-request-waits = 已有同样的申请待答复。
matter-answered-already = 这一申请已经答复。
matter-request-unanswered = 问责对象的申请尚未答复，不能录入决定。
matter-hearing-missing = 已准许听证但尚未举行，不能录入决定。
matter-not-heard = 问责对象可以在{ $day }前陈述申辩，现在还不能录入决定。
matter-investigator-decides = 调查人员不能录入决定。
matter-decision-unknown = 没有这一议定事项
matter-judges-itself = 问责对象所在单位不能作出决定
matter-verifies-itself = 问责对象所在单位不能核验
matter-same-person-rules = 原决定的录入人和调查人员不能录入申诉结论。
matter-same-body-rules = 申诉须由另一机关作出结论
matter-no-objection = 没有待处理的申诉。
matter-objected-already = 已经申诉过一次。
matter-objection-late = 申诉已于{ $day }截止。
matter-objection-open = 申诉尚未处理，不能办结。
matter-duty-open = 整改任务 { $number } 尚未办结，不能办结本事项。
matter-nothing-in-force = 没有生效的决定，不能重新整改。
matter-notes-forbidden = 调查材料只有申报无需回避的调查人员和督查人员看得到。
matter-files-shut = 事项处于“{ $state }”，附件不再变动。
matter-link-foot = 此页由发给{ $name }的链接打开，请勿转发。

matter-rules = 问责规则
matter-rules-about = 什么情形下由系统提出问责事项，以及各项期限。系统只提出，不作决定。
matter-rules-now = 现行
matter-rules-terms = 期限
matter-rules-save = 发布新版
matter-rules-note = 修改说明
matter-rules-note-hint = 为什么修改；已提出的事项仍按提出时的版本办理
matter-rules-done = 规则第 { $n } 版已生效
matter-rules-shipped = 系统自带
matter-rule = 规则
matter-rule-edition = 版本
matter-rule-by = 发布
matter-rule-on = 由系统自动提出
matter-rule-after-days = 逾期超过
matter-rule-after-periods = 连续下滑
matter-rule-reminded = 到期后已催办至少
matter-rule-reply-days = 陈述申辩
matter-rule-objection-days = 申诉
matter-rule-response-days = 报送整改结果
matter-rule-by-hand = 由办公室录入
matter-rule-off = 不自动提出
matter-rule-says-days = 逾期超过 { $n } 个工作日、到期后已催办 { $reminders } 次
matter-rule-says-periods = 连续 { $n } 期下滑且未达标
matter-rule-days = 须为 0 至 { $max } 个工作日（期限至少 1 个）
matter-rule-periods = 须为 2 至 250 期
matter-rule-reminders = 不能超过 50 次
matter-unit-days = 个工作日
matter-unit-periods = 期
matter-unit-times = 次
matter-editions = 历次版本

timeline-matter-propose = 提出，规则第 { $edition } 版
timeline-matter-accept = 受理
timeline-matter-dismiss = 不予受理
timeline-matter-appoint = { $part ->
    [decider] 指定决定机关人员：{ $who }
   *[other] 指定调查人员：{ $who }
}
timeline-matter-release = 撤下：{ $who }
timeline-matter-declare = { $standing ->
    [recused] 申报回避
   *[other] 申报无需回避
}
timeline-matter-note = 写了一份调查记录
timeline-matter-notify = 通知问责对象，陈述申辩截止 { $day }
timeline-matter-reply = 陈述申辩
timeline-matter-ask_hearing = 申请听证
timeline-matter-ask_extension = 申请延期至 { $day }
timeline-matter-answer = { $answered ->
    [granted] { $kind ->
        [extension_request] 准许延期，陈述申辩截止 { $day }
       *[other] 准许听证
    }
   *[other] { $kind ->
        [extension_request] 不准许延期
       *[other] 不准许听证
    }
}
timeline-matter-hear = 记录 { $day } 的听证，参加人：{ $present }
timeline-matter-decide = 录入 { $body } 于 { $day } 作出的决定
timeline-matter-acquit = 录入 { $body } 于 { $day } 作出的不予问责决定
timeline-matter-charge = 交办整改任务 { $number }
timeline-matter-respond = 报送整改结果
timeline-matter-return = 退回整改
timeline-matter-verify = 核验办结，核验单位：{ $who }
timeline-matter-object = 提出申诉
timeline-matter-rule = { $ruling ->
    [changed] 录入 { $body } 的申诉结论：变更
   *[other] 录入 { $body } 的申诉结论：维持
}
timeline-matter-quash = 录入 { $body } 的申诉结论：撤销
timeline-matter-reopen = 重新整改
timeline-matter-rules = 发布规则第 { $number } 版

mail-matter-subject = 有一件事项请您办理
mail-matter-kicker = { $workspace }
mail-matter-open = 打开查看
mail-matter-foot = 此邮件仅供收件人本人阅看，请勿转发。
mail-matter-proposed = 新提出 { $n } 件问责事项，待决定是否受理
mail-matter-proposed-then = 由规则或办公室提出，是否受理由人决定。
mail-matter-named-handler = 请您参与一件问责事项的调查
mail-matter-named-handler-then = 请先打开事项，申报是否与它有利害关系、需要回避；申报之后才能调查。
mail-matter-named-decider = 请您阅看一件问责事项的材料
mail-matter-named-decider-then = 您被指定为决定机关的人员，可以阅看事实、陈述和听证记录。
mail-matter-recused = { $name }申报回避，请另行指定调查人员
mail-matter-came-reply = { $name }提交了陈述申辩
mail-matter-came-request = { $name }提出申请，待答复
mail-matter-came-objection = { $name }提出申诉
mail-matter-came-response = { $name }报送了整改结果，待核验
mail-matter-notified = 现就下列事项听取您的陈述申辩
mail-matter-notified-then = 请打开查看所依据的事实。您可以书面陈述申辩、提交材料，也可以申请听证或延期；逾期未陈述的，将依现有材料决定。
mail-matter-granted = 您的申请已获准许
mail-matter-granted-then = 详情请打开查看。
mail-matter-denied = 您的申请未获准许
mail-matter-denied-then = 您仍可在期限内陈述申辩。
mail-matter-decided = 问责决定已作出并生效
mail-matter-decided-then = 对决定不服的，可以在申诉期限内提出申诉，由另一机关处理；申诉期间决定继续有效。请按期报送整改结果。
mail-matter-acquitted = 决定不予问责，事项已结束
mail-matter-acquitted-then = 无需您再办理。
mail-matter-ruled = 您的申诉已有结论
mail-matter-ruled-then = 详情请打开查看。
mail-matter-returned = 整改结果被退回，请继续整改
mail-matter-returned-then = 请按要求整改后重新报送。
mail-matter-closed = 整改已核验，事项办结
mail-matter-closed-then = 无需您再办理。
mail-matter-reopened = 事项重新整改
mail-matter-reopened-then = 决定继续有效，请按期重新报送整改结果。
mail-matter-dismissed = 事项不予受理，已结束
mail-matter-dismissed-then = 无需您再办理。
mail-name-notice = 通知

home-matters = 问责事项
home-matter-open = 查看
home-finding-matters = { $n } 件问责事项待办
matter-waits-accept = 待受理
matter-waits-declare = 待申报回避
matter-waits-reply = 待陈述申辩
matter-waits-answer = 申请待答复
matter-waits-decide = 待决定
matter-waits-respond = 待报送整改
matter-waits-rule = 申诉待处理
matter-waits-verify = 待核验
digest-section-matters = 待您参与决定的问责事项
digest-matter-reply-by = 陈述申辩截止{ $day }
digest-finding-matters = { $n } 件事项待您参与决定

# 看板
matters-board = 问责看板
matters-board-about = 涉及哪个单位、走到哪一步、哪天起；点数字看清单
matters-board-tabs = 看板范围
matters-board-all = 全部单位
matters-board-governments = 地方政府
matters-board-since = 最早提出于
matters-board-note = 只计您可以知悉的事项；“逾期”指申辩或整改报告的期限已过。
matters-board-file = 问责看板-{ $workspace }-{ $date }
matters-overdue = 逾期
