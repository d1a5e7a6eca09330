# 监督抽查
nav-samplings = 监督抽查
samplings-title = 监督抽查
samplings-about = 各级组织的产品质量监督抽查，每次抽查一项：谁组织、何时抽、抽了谁的什么产品、结果如何。
samplings-new = 登记抽查
samplings-new-title = 登记一次监督抽查
samplings-new-under = 先登记这次抽查本身，下一步粘贴或上传抽样结果。
samplings-tabs = 按级别
samplings-tab-all = 全部
samplings-search = 抽查名称
samplings-department-gone = 原组织单位（已不在册）
samplings-none = 还没有监督抽查
samplings-none-text = 登记一次抽查，再把检验结果整表粘贴进来：没有登记过的企业一并登记，不合格和拒检的自动登记为案件。
samplings-none-here = 没有符合条件的抽查
samplings-file = { $workspace }监督抽查（{ $date }）
samplings-brief = { $level } · { $department } · 抽 { $all } 批次，不合格 { $failed }，拒检 { $refused }
sample-level-county = 县级
sample-level-city = 市级
sample-level-province = 省级
sample-level-national = 国家级
sampling-result-passed = 合格
sampling-result-failed = 不合格
sampling-result-refused = 拒检
# 字段
sampling-field-name = 抽查名称
sampling-field-level = 级别
sampling-field-department = 组织单位
sampling-field-days = 抽样期间
sampling-field-first = 开始日期
sampling-field-last = 结束日期
sampling-field-all = 抽样批次
sampling-field-share = 批次合格率
sampling-field-round = 抽查
sampling-field-party = 企业
sampling-field-given = 表中名称
sampling-field-credit-code = 统一社会信用代码
sampling-field-region = 地区
sampling-field-product = 产品
sampling-field-batch = 规格型号/批次
sampling-field-is-main = 主导产品
sampling-field-sampled-on = 抽样日期
sampling-field-result = 检验结果
sampling-field-failed-items = 不合格项目
sampling-field-case = 案件
sampling-name-hint = 例如：2026 年第一季度电线电缆省级监督抽查。名称不能重复。
sampling-department-hint = 不合格和拒检的案件由它承办。
sampling-last-hint = 抽样日期须在起止日期之内。
sampling-choose = 请选择
sampling-yes = 是
sampling-no = 否
sampling-days = { $first }至{ $last }
sampling-main = 主导产品
# 一次抽查
sampling-import = 登记抽样结果
sampling-tabs = 按检验结果
sampling-search = 企业名称、代码、产品、批次或不合格项目
sampling-given = 表中为“{ $name }”
sampling-share-of = 合格率 { $share }
sampling-none = 还没有抽样结果
sampling-none-text = 把检验结果整表粘贴进来或上传文件，先看每一行将做什么，确认后一次登记。
sampling-none-here = 没有符合条件的抽样
sampling-file = { $round }（{ $date }）
sampling-announced = 已登记“{ $name }”。现在可以登记抽样结果。
sampling-edit-title = 修改抽查
sampling-summary = 共抽 { $all } 批次，不合格 { $failed }，拒检 { $refused }，合格率 { $share }。
sampling-more = 另有较早的 { $count } 批次，见各次抽查。
# 填写有误
sampling-round-exists = 已有名为“{ $name }”的抽查；同一次抽查请在原处补充或更正。
sampling-forbidden = 只有组织该次抽查的单位的联络员和联席会议办公室可以办理。
sampling-not-yours = 请选择您所联络的单位；代其他单位登记的，请由联席会议办公室办理。
sampling-days-turned = 结束日期早于开始日期。
sampling-days-many = 一次抽查最长两年，请核对日期。
sampling-days-sampled = 已登记有 { $day } 的抽样，起止日期须把它包括在内。
# 登记抽样结果
sampling-import-title = 登记抽样结果
sampling-import-under = 粘贴表格或上传文件，先预览每一行将做什么、会产生哪些案件，确认后一次全部登记；有一行有误就一行也不登记，同一张表再登记一次不会重复。
sampling-import-hint = 从电子表格复制后直接粘贴。第一行写列名：企业名称（或受检单位、生产企业）、统一社会信用代码、地区、产品名称、规格型号/批次、主导产品、抽样日期、检验结果、不合格项目（次序不限；没有列名时按这个次序读取）。企业名称为空的行接着上一行的企业；合计、小计等行自动略过。空白的格子不改动已登记的内容。
sampling-import-found = 将登记 { $created } 批次，更正 { $changed } 批次，{ $same } 行与已登记的相同。请核对后确认。
sampling-import-parties = 同时登记 { $parties } 个新的当事人。
sampling-import-cases = 不合格和拒检将登记 { $cases } 个案件{ $added ->
    [0] {""}
   *[other] ，并入正在办理的案件 { $added } 个
}{ $parties ->
    [0] {""}
   *[other] ；同时登记 { $parties } 个新的当事人
}。
sampling-import-doubtful = 有 { $count } 个新企业的名称与已登记的当事人相近，列在前面；程序不会自行认定是同一个。
sampling-import-continued = { $count } 行没有企业名称，接着上一行的企业读取（合并单元格）：第 { $rows } 行。
sampling-import-left-out = 略过 { $count } 行：{ $rows }。
sampling-import-left-out-row = 第 { $row } 行“{ $begins }”
sampling-import-now = 即“{ $name }”
sampling-import-row-case = 补登案件
sampling-import-apart = 有 { $count } 个新企业与已登记的当事人相近，请先查看；都不是同一个的，勾选后再登记。
sampling-import-apart-do = 已查看：这 { $count } 个企业都不是已登记的当事人，仍然登记
sampling-import-meanwhile = 刚才有人也在登记这次抽查或办理有关案件，您的表格还没有登记。以下是按现在的情况重新预览的结果，请核对后再确认一次。
sampling-import-done = 已登记 { $created } 批次，更正 { $changed } 批次，{ $same } 行无变化；新当事人 { $parties } 个，新案件 { $cases } 个，并入已有案件 { $added } 个。
sampling-import-row-twice = 与第 { $row } 行是同一企业的同一产品和批次；不同的批次请写明规格型号或批号。
sampling-import-which = 表中这个名称有不同的代码，请写明是哪一个。
sampling-import-several = 已登记的当事人中有 { $count } 个用过这个名称，请写明代码。
sampling-import-code-twice = 第 { $row } 行的“{ $name }”也是这个代码，名称不同。请核对。
sampling-import-yes-or-no = 请写：是或否。
sampling-import-result = 请写：合格、不合格或拒检。
sampling-import-day = 不是日期。可以写 2026-03-12、2026/3/12、2026年3月12日或 20260312。
sampling-import-future = 抽样日期晚于今天。
sampling-import-outside = 不在这次抽查的期间（{ $first } 至 { $last }）之内。
sampling-import-before = 该企业 { $day } 才成立，抽样日期不能更早。
sampling-import-items-of-passed = 检验结果是合格，不应有不合格项目。请核对是否错列。
sampling-import-closed = 所属案件 { $number } 已经结案，不能再更正；确需更正的，请先重新办理该案件。
sampling-no-case-kind = 没有启用“{ $result }”对应的案由，这次只登记抽样结果，不登记案件。启用后再登记一次同一张表，即可补登案件。
sampling-no-case-holder = 组织单位已不在册，不能承办案件。这次只登记抽样结果；改好组织单位后再登记一次同一张表，即可补登案件。
sampling-no-case-field = 案由“{ $kind }”还要求填写“{ $field }”，抽样结果表中没有这一项。这次只登记抽样结果，案件请另行登记；或把该项改为选填后再登记一次同一张表。
# 写进案件
sampling-case-facts = { $round }（{ $level }监督抽查）中，下列 { $count } 批次{ $result }：
sampling-case-line = { $nth }. { $what }{ $main ->
    [yes] ，主导产品
   *[no] {""}
}，{ $day } 抽样{ $stated ->
    [yes] ，不合格项目：{ $items }
   *[no] {""}
}
sampling-case-more = 另有 { $count } 批次，见抽查。
sampling-case-no-items = 抽样结果表未写明
sampling-case-refused-how = 在“{ $round }”中拒绝抽样：{ $products }
# 经过
timeline-sampling_round-announce = 登记了抽查“{ $name }”
timeline-sampling_round-edit = 修改了{ $changed }
timeline-sampling_round-import = 登记抽样结果 { $created } 批次，更正 { $changed } 批次；新当事人 { $parties } 个，新案件 { $cases } 个，并入已有案件 { $added } 个
timeline-sampling_round-correct = 更正了“{ $party }”{ $what }的{ $changed }（检验结果：{ $before } → { $after }）
sampling_round-field-name = 抽查名称
sampling_round-field-level = 级别
sampling_round-field-department = 组织单位
sampling_round-field-days = 抽样期间
sampling_round-field-is-main = 主导产品
sampling_round-field-sampled-on = 抽样日期
sampling_round-field-result = 检验结果
sampling_round-field-failed-items = 不合格项目
timeline-enforcement_case-sampling = 抽查“{ $round }”{ $result }的 { $count } 批次记入本案：{ $what }
timeline-enforcement_case-sampling_correct = 抽查“{ $round }”更正了{ $what }的记录（检验结果：{ $before } → { $after }）
