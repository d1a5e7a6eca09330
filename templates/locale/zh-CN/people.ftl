# 人员：成员、邀请、角色
mail-name-invitation = 加入邀请
mail-name-removed = 移出告知
mail-name-access-changed = 角色调整告知
