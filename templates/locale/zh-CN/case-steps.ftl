# 案件和移送：各单位要做什么
case-step-receive = 签收移送
case-step-report = 反馈移送结果
case-step-decide = 研究升级建议
case-step-inspect = 复查
case-step-receive-notice = 签收通报
case-step-report-notice = 反馈通报结果
case-step-press-receipt-notice = 对方未签收通报
case-step-press-result-notice = 对方未反馈通报结果
case-step-publish = 发布公告
case-step-notify = 发出通报并等候签收
case-step-file = 决定是否立案
case-step-measure = 作出处置决定
case-step-close = 办理结案
case-step-press-receipt = 对方未签收
case-step-press-result = 对方未反馈
case-step-settle = 升级建议两次未采纳
case-step-receive-short = 签收
case-step-report-short = 反馈
case-step-decide-short = 升级
case-step-inspect-short = 复查
case-step-receive-notice-short = 签收
case-step-report-notice-short = 反馈
case-step-press-receipt-notice-short = 未签收
case-step-press-result-notice-short = 未反馈
case-step-publish-short = 待公告
case-step-notify-short = 待通报
case-step-file-short = 立案
case-step-measure-short = 处置
case-step-close-short = 结案
case-step-press-receipt-short = 未签收
case-step-press-result-short = 未反馈
case-step-settle-short = 未采纳
case-step-receive-do = 去签收
case-step-report-do = 去反馈
case-step-decide-do = 去研究
case-step-inspect-do = 填写复查
case-step-receive-notice-do = 去签收
case-step-report-notice-do = 去反馈
case-step-press-receipt-notice-do = 查看
case-step-press-result-notice-do = 查看
case-step-publish-do = 去公告
case-step-notify-do = 去通报
case-step-file-do = 立案
case-step-measure-do = 去处置
case-step-close-do = 结案
case-step-press-receipt-do = 查看
case-step-press-result-do = 查看
case-step-settle-do = 去定夺

# 首页
home-handed-by = { $from }移送
home-notified-by = { $from }通报
home-handed-to = { $from } → { $to }
home-waits-for = 等{ $to }回音
home-handed-back = 已退回 { $times } 次
home-settle-why = 承办单位两次未采纳升级建议，请办公室督促或同意不采纳。
home-light-back = 退回
home-act-raise = 提请会议
home-act-look = 查看
home-handing = 移送与升级建议
home-late-cases = 逾期案件
home-stuck = 逾期案件和移送
home-all-silent = 逾期未回的移送
home-all-handed = 待我单位办理的移送
home-finding-settle = { $n } 条升级建议待定夺
home-finding-back = { $n } 个案件被退回两次以上
home-finding-unanswered = { $n } 件移送逾期未回
home-finding-stuck = { $n } 项案件事务逾期

# 简报
digest-section-stuck = 案件停滞
digest-section-unanswered = 移送无回音
digest-section-cases-late = 案件：已超期限
digest-section-cases = 案件：待办
digest-stuck-decide = 升级建议未定
digest-stuck-inspect = 整改到期未复查
digest-stuck-publish = 到期未公告
digest-stuck-notify = 到期未通报或未签收
digest-stuck-file = 未决定是否立案
digest-stuck-measure = 立案后未作处置
digest-stuck-close = 处置已完未结案
digest-unreceipted = { $to }未签收（{ $from }移送）
digest-unreported = { $to }未反馈结果（{ $from }移送）
digest-unreceipted-notice = { $to }未签收（{ $from }通报）
digest-unreported-notice = { $to }未反馈结果（{ $from }通报）
digest-handed-by = { $from }移送
digest-notified-by = { $from }通报
digest-case-do = { $what }：{ $title }
digest-finding-stuck = { $n } 个案件停滞
digest-finding-unanswered = { $n } 件移送无回音
digest-finding-hand-over-receive = { $n } 件移送待签收
digest-finding-notice-receive = { $n } 件通报待签收
digest-finding-hand-over-report = { $n } 件移送待反馈结果
digest-finding-inspect = { $n } 项待复查
digest-finding-escalate = { $n } 条升级建议待定
digest-finding-cases = { $n } 个案件待办
digest-finding-steps = { $n } 项案件事务待办
digest-section-news = 本期执法
digest-news-imposed = { $measure } { $n } 项
digest-news-referred = 移送司法或外部机关 { $n } 件
digest-news-published = 公告 { $n } 份
digest-news-restricted = 新增失信限制 { $n } 项
digest-news-sampled = 抽查 { $n } 批次，合格率 { $rate }%，不合格 { $failed } 批次
digest-news-others = { $names }等
digest-figure-stuck = 案件停滞
digest-figure-unanswered = 移送无回音

# 日历调整
timeline-enforcement_case-calendar = 工作日历调整，{ $term ->
    [measure] “{ $measure }”的期限
    [proposal] 升级建议的决定期限
    [receipt] 移送（{ $name }）的签收期限
    [result] 移送（{ $name }）的反馈期限
    [file] 立案期限
   *[next] 下一步的期限
}由 { $before } 改为 { $after }
timeline-matter-calendar = 工作日历调整，{ $term ->
    [reply] 陈述申辩期限
    [objection] 申诉期限
   *[response] 整改结果报送期限
}由 { $before } 延至 { $after }
workdays-cases-move = 另有 { $count } 项案件和移送的期限随之变动，各案件记录中有说明。
