# 监督抽查
sample-level-county = 县级
sample-level-city = 市级
sample-level-province = 省级
sample-level-national = 国家级
sampling-result-passed = 合格
sampling-result-failed = 不合格
sampling-result-refused = 拒检
# 填写有误
sampling-round-exists = 已有名为“{ $name }”的抽查；同一次抽查请在原处补充或更正。
sampling-forbidden = 只有组织该次抽查的单位的联络员和联席会议办公室可以办理。
sampling-not-yours = 请选择您所联络的单位；代其他单位登记的，请由联席会议办公室办理。
sampling-days-turned = 结束日期早于开始日期。
sampling-days-many = 一次抽查最长两年，请核对日期。
sampling-days-sampled = 已登记有 { $day } 的抽样，起止日期须把它包括在内。
