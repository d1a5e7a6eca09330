search-title = 搜索
search-label = 搜索任务、会议、案件、专项行动和政策条款
search-placeholder = 编号，或标题、内容里的词
search-do = 搜索
search-duties = 任务
search-meetings = 会议
search-items = 议题
search-decisions = 议定事项
search-clauses = 政策条款
# $kind：哪一类
search-more = 查看全部符合的{ $kind }
search-more-clauses = 还有更多条款，请再加几个字。
search-nothing-typed = 想找什么？
# $words：输入的词
search-nothing = 没有找到“{ $words }”
search-hint = 输入编号（如 2026-0012）直接打开任务、会议或案件；输入几个词，用空格隔开，找出同时含有这些词的任务、会议、议题、议定事项、案件、专项行动、质量事故和政策条款。只显示您能看到的内容。
search-matters = 问责事项
