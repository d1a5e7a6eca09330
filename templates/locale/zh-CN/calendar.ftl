# 工作日历：节假日名称、期限的计算说明、报送周期
calendar-festival-new-year = 元旦
calendar-festival-spring-festival = 春节
calendar-festival-qingming = 清明节
calendar-festival-labour-day = 劳动节
calendar-festival-dragon-boat = 端午节
calendar-festival-mid-autumn = 中秋节
calendar-festival-national-day = 国庆节
calendar-festival-national-day-and-mid-autumn = 国庆节、中秋节

calendar-kind-holiday = 放假
calendar-kind-workday = 上班

# 说明各占一句，依次列出。$from、$on 为日期，$days 为天数，$name 为节假日名称
calendar-explained-after = { $days } 个工作日：自 { $from } 起，当日不计
calendar-explained-after-none = 当日 { $from }，遇休息日顺延至下一工作日
calendar-explained-before = { $from } 前 { $days } 个工作日，当日不计
calendar-explained-before-none = { $from }，遇休息日提前至上一工作日
calendar-explained-join = ；
calendar-explained-weekends = 扣除周末 { $days } 天
calendar-explained-holiday = 扣除{ $name } { $days } 天
calendar-explained-makeup = { $on } 调休上班，计为工作日
calendar-explained-fixed = 指定日期
calendar-explained-fixed-weekend = 该日为周末
calendar-explained-fixed-holiday = 该日为{ $name }休息日
calendar-explained-beyond-known = 所涉年份的放假安排尚未公布，公布后期限可能变动

calendar-cadence-once = 一次性
calendar-cadence-daily = 每日
calendar-cadence-weekly = 每周
calendar-cadence-monthly = 每月
calendar-cadence-quarterly = 每季度
calendar-cadence-half_yearly = 每半年
calendar-cadence-yearly = 每年
calendar-cadence-ongoing = 长期
