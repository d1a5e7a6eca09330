# 附件
attachments-title = 附件
attachments-empty = 还没有附件。
attachments-add = 上传
attachments-upload = 上传附件
attachments-back = 返回
attachments-file = 选择文件
attachments-hint = { $kinds }；单个文件不超过 { $limit } MB，可一次选多个。同名文件作为新版本保存。
attachments-replaces = 作为哪个文件的新版本
attachments-as-new = 新文件（同名的作为新版本）
attachments-remove = 删除
attachments-others = 其他版本（{ $count }）
attachments-nth = 第 { $nth } 版
attachments-by-program = 系统生成
attachments-removed = { $who } { $when } 删除：{ $reason }
attachments-done-one = { $nth ->
    [1] 已上传《{ $name }》。
   *[other] 已上传《{ $name }》第 { $nth } 版。
}
attachments-done-several = 已上传 { $count } 个文件。
attachments-done-remove = 附件已删除，经过中留有记录。
attachments-remove-title = 删除《{ $name }》？
attachments-remove-reason = 删除理由
attachments-remove-what-gone = 文件内容立即不能再下载，一周后彻底清除（其他附件有相同内容的除外）。
attachments-remove-what-stays = 文件名、大小、谁在何时因何删除，仍留在附件列表和经过中。

attachments-none-chosen = 请选择要上传的文件。
attachments-empty-file = 文件“{ $name }”是空的，没有内容。
attachments-ending-unknown = “{ $name }”的扩展名不在可以上传的类型之列。
# $said：扩展名所称的类型；$found：按内容判断的类型
attachments-lies = “{ $name }”名为 { $said }，内容却是{ $found }，未予接收。请用正确的格式另存后再上传。
attachments-shape-text = 纯文本
attachments-shape-program = 带宏的文档
attachments-shape-unknown = 其他类型或已损坏的文件
attachments-not-allowed = 本工作区不接收 { $type } 文件（“{ $name }”）。可以上传：{ $kinds }。
attachments-too-large = 文件“{ $name }”超过 { $limit }，未予接收。
attachments-quota = 本工作区的附件总容量（{ $quota }）已用完，未予接收。请联系系统管理员调整设置，或删除不再需要的附件。
attachments-too-many-at-once = 一次最多上传 { $limit } 个文件，请分几次上传。
attachments-too-many = 附件已达 { $limit } 个版本，不能再加。
attachments-one-version = 作为新版本上传时只能选一个文件。
attachments-conflict = 刚才有人同时上传了同一文件的新版本，请看过列表后再上传。
attachments-may-not-add = 您不能在这里上传附件。
attachments-not-yours = 只有上传者本人（{ $hours } 小时内）和联席会议办公室可以删除附件。
attachments-too-late = 上传已超过 { $hours } 小时，只有联席会议办公室可以删除。
attachments-removed-already = 这个附件已由{ $who }删除。
attachments-lost = 存储中找不到“{ $name }”的内容，请联系平台运维。

timeline-file-add = 上传附件《{ $name }》（{ $size }）
timeline-file-version = 上传附件《{ $name }》第 { $nth } 版（{ $size }）
timeline-file-remove = 删除附件《{ $name }》
attachments-kept = 这份材料已经随通知或书面意见一并提交，不能再删除。
