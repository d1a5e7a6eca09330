# 账户：登录、密码、登录设备、初始设置
account-email = 电子邮箱
account-password = 密码
account-email-invalid = 电子邮箱格式不正确，请填写完整地址，例如 zhou.min@example.cn
account-email-taken = 该邮箱已有账户
# $min：最少字符数
account-password-too-short = 密码太短，至少 { $min } 个字符；建议用 15 个字符以上的一句话
account-password-too-long = 密码太长
account-password-common = 这个密码过于常见，容易被猜中，请换一个
account-password-own-words = 密码不能是姓名或邮箱，前后加数字、符号也不行
account-password-hint = 至少 { $min } 个字符，不要求大小写或符号；用几个词连成的一句话，好记又安全。

account-login = 登录
account-login-submit = 登录
account-login-wrong = 邮箱或密码不正确
# $minutes：分钟
account-login-wait = 尝试次数过多，请在 { $minutes } 分钟后再试
account-logged-out = 您已退出登录
account-forgot-link = 忘记密码

account-workspaces = 我的工作区
account-workspaces-lead = 请选择要进入的联席会议：
account-workspaces-none = 您还不是任何联席会议的成员
account-workspaces-none-text = 联席会议的系统管理员可以按您的邮箱发出邀请；收到邮件后，点开其中的链接即可加入。

account-name = 姓名
account-name-missing = 请填写姓名
account-name-long = 姓名太长，最多 { $max } 个字
account-password-new = 新密码
account-password-again = 再输一遍新密码
account-password-differs = 两次输入的密码不一致
account-password-old = 现在的密码
account-password-old-wrong = 现在的密码不正确

account-forgot = 忘记密码
account-forgot-lead = 请填写您的账户邮箱，我们会发送一个设置新密码的链接。
account-forgot-submit = 发送链接
account-forgot-sent = 如果 { $email } 有账户，设置新密码的链接已经发往该邮箱。
account-forgot-sent-more = 链接 1 小时内有效，只能使用一次。没有收到时，请先查看垃圾邮件，或向联席会议的系统管理员核对登记的邮箱。
account-reset = 设置新密码
account-reset-lead = 为“{ $name }”的账户设置新密码。设置后，所有已登录的设备都会退出。
account-reset-submit = 设置新密码
account-reset-gone = 这个链接已经用过或已过期。
account-reset-again = 重新获取链接
account-reset-done = 新密码已设置，请用新密码登录。

account-title = 我的账户
account-profile = 姓名和语言
account-language = 界面和邮件的语言
account-language-own = 按各工作区的设置
account-language-zh = 简体中文
account-language-en = English
account-save = 保存
account-saved = 已保存
account-password-change = 修改密码
account-password-change-lead = 修改后，您在其他设备上的登录会全部退出，并有邮件告知您。
account-password-changed = 密码已修改，其他设备上的登录已退出。
account-sessions = 已登录的设备
account-sessions-lead = 有不认识的设备时，请立即让它退出，并修改密码。
account-session-agent = 设备
account-session-address = 网络地址
account-session-since = 登录时间
account-session-seen = 最近使用
account-session-current = 本机
account-session-end = 退出
account-session-ended = 该设备已退出登录
account-sessions-end-others = 退出其他所有设备
account-sessions-ended = 已退出其他 { $count } 个设备
agent-on = { $browser }（{ $system }）
agent-some = 浏览器
agent-unknown = 未知程序
agent-wechat = 微信
agent-dingtalk = 钉钉
agent-qq = QQ 浏览器
agent-huawei = 华为浏览器

setup-title = 初始设置
setup-lead = 这是新的安装。请先建立平台运维账户，接着建立第一个联席会议工作区。运维人员可以建立和关闭工作区，看不到其中的内容。
setup-submit = 建立账户并继续
setup-done = 运维账户已建立。接下来建立第一个工作区。
setup-gone = 这个设置链接已经用过或已过期。尚无运维账户时，重新启动服务会打印新的链接。

# 邮件
mail-name-password-reset = 设置新密码的链接
mail-name-password-changed = 密码已修改的告知
mail-greeting = { $name }：
mail-account-foot = 这封邮件由系统自动发送，请勿回复。
mail-fact-when = 时间
mail-fact-address = 网络地址
mail-password-reset-title = 设置您的新密码
mail-password-reset-text = 有人（应当是您本人）请求为您的账户设置新密码。请在 1 小时内点开下面的链接，链接只能使用一次。
mail-password-reset-button = 设置新密码
mail-password-reset-foot = 如果不是您本人请求的，不必理会这封邮件，您的密码不会改变。
mail-password-changed-title = 您的密码已修改
mail-password-changed-text = 您的账户密码刚刚修改，其他设备上的登录已经全部退出。如果不是您本人操作，请立即重新设置密码，并告知联席会议的系统管理员。
mail-password-changed-button = 不是我改的，重新设置密码

setup-printed = 尚无平台运维账户。请在 24 小时内打开以下链接完成初始设置（只能使用一次）：
account-workspace-name = 名称
account-workspace-leave = 退出工作区
