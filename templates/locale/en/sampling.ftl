# Product sampling
sample-level-county = County
sample-level-city = City
sample-level-province = Provincial
sample-level-national = National
sampling-result-passed = Passed
sampling-result-failed = Failed
sampling-result-refused = Refused
# What is wrong
sampling-round-exists = There is a round called “{ $name }” already; add to it or correct it there.
sampling-forbidden = Only liaisons of the department that organises the round and the secretariat may do this.
sampling-not-yours = Choose a department you are liaison of; for another one, ask the secretariat.
sampling-days-turned = The last day is before the first.
sampling-days-many = A round takes two years at most: check the days.
sampling-days-sampled = Something was sampled on { $day }: the round's days must include it.
