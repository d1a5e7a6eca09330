# 账户：登录、密码、登录设备、初始设置
account-email = 电子邮箱
account-password = 密码
account-email-invalid = 电子邮箱格式不正确，请填写完整地址，例如 zhou.min@example.cn
account-email-taken = 该邮箱已有账户
# $min：最少字符数
account-password-too-short = 密码太短，至少 { $min } 个字符；建议用 15 个字符以上的一句话
account-password-too-long = 密码太长
account-password-common = 这个密码过于常见，容易被猜中，请换一个
account-password-own-words = 密码不能与姓名或邮箱相同
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
