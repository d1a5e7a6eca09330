# 成员单位
department-state-open = 正常
department-state-closed = 已关闭
department-state-merged = 已并入
# 填写有误
department-too-long = 最多 { $limit } 个字。
department-name-missing = 请填写单位名称。
department-code-wrong = 代码只能由文字、数字和 - _ . / 组成，不含空格。
department-code-taken = 代码“{ $code }”已由{ $name }使用。
department-name-taken = “{ $alias }”已是{ $name }（{ $code }）的名称或别名；一种叫法只能指一个单位。
department-aliases-too-many = 别名最多 { $limit } 个。
department-alias-too-long = 别名“{ $alias }…”过长，最多 { $limit } 个字。
department-alias-missing = 请填写别名。
department-parent-unknown = 没有这个上级单位。
department-parent-not-open = { $name }已关闭或并入其他单位，不能作上级单位。
department-parent-cycle = 上级单位不能是本单位或其下属单位。
department-parent-deep = 上下级最多 { $limit } 层。
# 不能办理
department-merged-stays = 本单位已并入其他单位，不能再修改；请到并入后的单位办理。
department-merge-unknown = 请选择要并入的单位。
department-merge-itself = 不能并入本单位自己。
department-merge-not-open = { $name }已关闭或已并入其他单位，请选择正常的单位。
department-not-open = 本单位不是正常状态，无须关闭。
department-already-open = 本单位已是正常状态。
department-reason-missing = 请写明原因。
department-close-children = 还有下属单位：{ $names }。请先为它们改换上级单位，或先关闭它们。
# 经过
timeline-department-create = 建立了单位，代码 { $code }
timeline-department-edit = 修改了单位信息
timeline-department-alias = 添加了别名“{ $alias }”
timeline-department-merge = 将本单位并入{ $name }
timeline-department-absorb = 将{ $name }并入本单位
timeline-department-close = 关闭了单位
timeline-department-reopen = 重新启用了单位
timeline-department-import = 由表格导入更新了单位信息
