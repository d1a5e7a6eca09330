//! Words by which names of public bodies and the sentences about them are recognised.
//!
//! A name is read from its beginning ([`LEVELS`], [`FIELDS`]) to its end ([`SUFFIXES`], [`OFFICES`]); whether it has ended is told by
//! what follows: a word that acts ([`ACTS`]), or one that says that the name goes on ([`GOES_ON`], [`INNER`]). What cannot begin a name
//! is in [`VERBS`]. Whether the body then acts or is only mentioned is told by [`NOT_ACTING`] and [`LEADERS`].

use std::collections::HashMap;
use std::sync::LazyLock;

/// A list of words, found by their first and their last character.
pub(super) struct List {
    words: Vec<&'static str>,
    by_first: HashMap<char, Vec<&'static str>>,
    by_last: HashMap<char, Vec<&'static str>>,
}

pub(super) type Words = LazyLock<List>;

impl List {
    /// The words a text begins with, in the list's order.
    pub fn opening(&self, text: &str) -> impl Iterator<Item = &'static str> {
        let alike = text.chars().next().and_then(|c| self.by_first.get(&c)).map_or(&[][..], Vec::as_slice);
        alike.iter().copied().filter(move |word| text.starts_with(word))
    }

    /// Whether a text begins with one of the words.
    pub fn opens(&self, text: &str) -> bool {
        self.opening(text).next().is_some()
    }

    /// The words a text ends with, in the list's order.
    pub fn closing(&self, text: &str) -> impl Iterator<Item = &'static str> {
        let alike = text.chars().next_back().and_then(|c| self.by_last.get(&c)).map_or(&[][..], Vec::as_slice);
        alike.iter().copied().filter(move |word| text.ends_with(word))
    }

    /// Whether a text ends with one of the words.
    pub fn closes(&self, text: &str) -> bool {
        self.closing(text).next().is_some()
    }

    pub fn has(&self, word: &str) -> bool {
        self.opening(word).any(|w| w == word)
    }

    pub fn all(&self) -> impl Iterator<Item = &'static str> + '_ {
        self.words.iter().copied()
    }
}

fn words(list: &'static str) -> List {
    let words: Vec<&str> = list.split_whitespace().collect();
    let (mut by_first, mut by_last) = (HashMap::<char, Vec<&str>>::new(), HashMap::<char, Vec<&str>>::new());
    for &word in &words {
        word.chars().next().into_iter().for_each(|c| by_first.entry(c).or_default().push(word));
        word.chars().next_back().into_iter().for_each(|c| by_last.entry(c).or_default().push(word));
    }
    List { words, by_first, by_last }
}

// ---- How names begin

/// The levels of government and the places a name opens with; longer ones first where one begins another.
pub(super) static LEVELS: Words = LazyLock::new(|| {
    words(
        "各设区市 地方各级 县级以上 最高人民 设区的市 市级以上 乡级以上 省级以上 设区市 所在地 自治区 自治州 自治县 国务院 \
         经济技术开发区 经济开发区 高新技术产业开发区 高新技术开发区 综合保税区 自贸试验区 开发区 示范区 功能区 经开区 高新区 \
         综保区 自贸区 保税区 管理区 市级 本市 各县 省属 省直 各旗 省级 本级 中央 上级 各乡 各省 各地 中共 地方 下级 各市 各州 \
         各盟 各镇 全省 同级 属地 有关 相关 全国 国家 市直 县直 区直 县级 本省 我省 区级 各级 全市 各区 我市 我县 本县 盟 省 旗 \
         市 州 各 镇 县 区 乡",
    )
});

/// Fields of government, as names of departments without a level open with.
pub(super) static FIELDS: Words = LazyLock::new(|| {
    words(
        "计划 发展计划 发展和改革 发展改革 发改 教育体育 教育 教体 科学技术 科技 工业和信息化 经济和信息化 经济贸易 工信 经信 经贸 民族宗教 \
         民族 宗教 公安 国家安全 民政 司法行政 司法 财政 人力资源和社会保障 人力资源社会保障 人社 自然资源和规划 自然资源 国土资源 \
         国土 规划 生态环境 环境保护 环保 住房和城乡建设 住房城乡建设 住建 建设 城乡规划 交通运输 交通管理 交通 水行政 水利 水务 \
         农业农村 农业 畜牧兽医 畜牧 渔业 林业和草原 林业草原 林草 林业 草原 商务 外经贸 文化和旅游 文化旅游 文化体育 文旅 文体 \
         文化 旅游 文物 卫生健康 卫生和计划生育 卫生计生 卫计 卫生 卫健 计划生育 计生 退役军人事务 退役军人 应急管理 应急 审计 外事 \
         国有资产 国资 市场监督管理 市场监管 质量技术监督 质监 工商行政管理 工商 食品药品监督管理 食品药品监管 食药监 药品监督管理 \
         药品监管 知识产权 标准化 体育 统计 医疗保障 医保 机关事务 地方金融 金融监管 金融管理 金融 税务 国税 地税 海关 气象 地震 \
         邮政管理 邮政 通信管理 通信 电力 能源 粮食和储备 粮食和物资储备 粮食 物价 价格 烟草专卖 烟草 盐业 城市管理综合执法 \
         城市管理 城管 综合行政执法 综合执法 行政执法 行政审批 政务服务 政务和大数据 大数据 数据管理 数据资源 数据 网信 网络安全 \
         新闻出版 广播电视 广电 宣传 组织 统战 政法 机构编制 编制 信访 档案 保密 园林绿化 园林 绿化 房产 房管 公用 房屋管理 人防 人民防空 \
         消防救援 消防 海事 港航 港口 公路 铁路 民航 检察 审判 监察 纪检监察 纪检 出入境 检验检疫 安全生产监督管理 安全生产 \
         安全监管 安监 煤矿 农机 水产 海洋 测绘 残疾人联合 工会 妇联 共青团 人民银行 银保监 银监 证监 保监 外汇 人民法院 人民检察院 \
         登记 投资主管 投资 行业主管 行业监管 主管 监管 监督管理 业务主管 审批 执法 许可 价格主管 社会保险 工伤保险 医疗保险 \
         失业保险 养老保险 公积金 负有 属地 新闻 供销 老龄 疾控 疾病预防控制 劳动和社会保障 劳动保障 劳动 人事 乡村振兴 扶贫 移民 \
         招商 口岸 边防 残联 土地 军民融合 国防动员 征兵 双拥 河长 林长 食品安全 食安 防汛抗旱 防汛 禁毒 法制 编 农村工作 农业机械",
    )
});

// ---- How names end

/// How names of bodies end; longer ones first where one ends in another.
pub(super) static SUFFIXES: Words = LazyLock::new(|| {
    words(
        "人民政府 政府 成员单位 纪检监察组 派驻组 救援机构 监管机构 管理机构 执法机构 监督机构 经办机构 派出机构 登记机构 办公厅 办公室 \
         委员会 管委会 居委会 村委会 领导小组 联席会议 指挥部 工作专班 专班 部门 机关 人民法院 人民检察院 法院 检察院 总队 支队 大队 \
         中队 总局 分局 监管局 管理局 执法局 分行 支行 银行 海关 总工会 工会组织 工会 共青团 妇联组织 妇联 残联 工商联 科协 侨联 文联 社科联 \
         贸促会 红十字会 供销社 供销合作社 办事处 街道 团中央 党委 党组织 党组 党工委 党校 人大常委会 常委会 军区 警备区 农科院 林科院 社科院 调查总队 调查队 纪委 监委 团委 政协 人大 事务局 中心 总站 国务院 \
         科学院 联合会 协调小组 工作组 小组 银保监局 证监局 税务局 气象局 学会 督查室 督办室 督导室 研究室 参事室 教研室 派出所 边检站 检查站 管理站 监督站 执法队 服务队 救援队 \
         司法所 财政所 税务所 工商所 监管所 管理所 研究所 公司 集团 电视台 广播台 广电台 融媒体中心 部 厅 局 委 办 署 规划院 研究院 \
         检测院 检验院 设计院 信息院",
    )
});

/// What else ends a name where names are listed and nothing else can stand.
pub(super) static LISTED_ENDS: Words = LazyLock::new(|| {
    words(
        "单位 院 行 社 站 会 所 队 处 科 司 股 台 组 关 公司 集团 大学 学院 学校 各地 联 省 市 县 区 州 旗 盟 机构 协 校 分公司 镇 乡 \
         街道 园区 开发区 企业 主体 兵团 农场 林场 村 室",
    )
});

/// What may stand between a field and 部门 or 机关.
pub(super) static OFFICES: Words = LazyLock::new(|| {
    words(
        "行政主管部门 行政管理部门 监督管理部门 综合管理部门 行政部门 主管部门 行政执法部门 执法部门 管理部门 监管部门 职能部门 部门 \
         行政机关 主管机关 管理机关 登记机关 机关 行政执法机构 执法机构 管理机构 监管机构 监督机构 经办机构 登记机构 救援机构",
    )
});

/// Suffixes that name bodies only where a verb follows: 养老服务中心覆盖率 is none.
pub(super) static NEEDS_A_VERB: Words = LazyLock::new(|| words("中心 街道 学会 总站 小组 联合会 银行 公司 集团 党校"));

/// Words that only look as if they ended in a body's suffix.
pub(super) static NO_SUFFIX: Words = LazyLock::new(|| {
    words(
        "全部 内部 外部 局部 干部 总部 大部 布局 格局 大局 全局 结局 变局 部署 签署 举办 督办 交办 查办 创办 开办 兴办 经办 承办 主办 \
         协办 严办 快办 联办 通办 代办 帮办 核心 大厅 餐厅 客厅 中部 东部 西部 南部 北部 支部 俱乐部 门诊部",
    )
});

/// What follows a suffix when the name has not ended there, as characters or words.
pub(super) static GOES_ON: Words =
    LazyLock::new(|| words("局长 厅长 部长 长 员 法 理 公 事 学 好 议 校 置 门 队 分 托 织 同 级 位 内 件 案 结 证 落 属"));

/// Words with which a name goes on after what could be its end: 市委组织部, 省政府督查室.
pub(super) static INNER: Words = LazyLock::new(|| {
    words(
        "组织部 宣传部 统战部 政法委 网信办 编办 农办 金融办 办公 统计局 会议 制度 机制 督查室 督办室 督导室 督查局 教育督导 督查专员 研究室 \
         政策研究 参事室 管理局 执法局 保障局 监督局 审计局 审计厅 采购 联合会 派出所 常委会 常务委员会",
    )
});

// ---- What sentences say

/// Words after a body that say that it is to act.
pub(super) static ACTS: Words = LazyLock::new(|| {
    words(
        "要 应 须 必须 需 将 可 凭 不得 禁止 严禁 负责 牵头 会同 联合 组织 配合 协助 协同 按 依 根据 结合 对 在 于 自 每 定期 及时 切实 \
         认真 积极 统筹 具体 分别 分工 共同 与 和 及 并 以 为 向 从 通过 把 不 主动 全面 率先 建立 加强 制定 编制 开展 推进 推动 做好 落实 \
         完善 强化 加快 加大 实施 承担 履行 指导 督促 监督 检查 审核 审查 审批 受理 发布 公布 核定 核发 办理 报 提出 确定 给予 责令 \
         依法 暂扣 吊销 撤销 撤回 查处 调查 处理 接到 发现 收到 作出 设立 安排 保障 支持 引导 鼓励 协调 研究 拟订 起草 出台 印发 汇总 \
         上报 报送 通报 考核 评估 督查 督办 调度 公开 公示 采取 予以 进行 提供 组建 成立 召开 举办 培育 打造 建设 建成 完成 新建 改造 \
         整治 清理 排查 运用 利用 充分 深入 进一步 持续 严格 适时 原则上 统一 集中 逐步 尽快 抓紧 抓好 健全 优化 提升 提高 扩大 促进 \
         构建 探索 试点 选派 配备 选取 遴选 认定 主管 主办 承办 接受 征求 回复 答复 反馈 填报 处 没收 批准 同意 备案 废止 解释 修订 \
         宣传 普及 培训 筹集 拨付 下达 落细 细化 明确 压实 聚焦 围绕 坚持 参与 参照 执行 管理 维护 保护 防范 打击 依据 针对 年底 今后 \
         各自 均 都 也 还 再 先 应急响应 密切 合力 各司其职 聘请 委托 授权 使用 采购 确保 力争 争取 实行 推行 推广 注重 突出 梳理 核实 \
         核查 抽查 抽检 巡查 监测 预警 处置 移送 移交 转 送 行使 摸排 筛查 侦办 立案 审理 审计 验收 帮助 指定 划定 征收 扣押 查封 吸纳 \
         储备 投放 发放 兑现 收集 归集 共享 公告 披露 受让 牵总 抓总 负总责 严厉 严肃 从严 从重 加密 增设 设置 设专 开设 开通 刊播 播发 \
         播放 报道 曝光 录用 招聘 招录 引进 引育 选树 表彰 奖励 扶持 资助 补助 补贴 减免 免除 追究 问责 约谈 挂牌 签订 协商 会商 研判 \
         预判 发出 抄送 抄告 告知 送达 劝阻 劝离 疏导 疏散 救治 救助 收治 收养 安置 帮扶 慰问 走访 对接 衔接 联系 联动 酌情 视情 择优 \
         优先 重点 着力 大力 努力 不断 严 抓 促",
    )
});

/// Words that begin a sentence's verb and so no name.
pub(super) static VERBS: Words = LazyLock::new(|| {
    words(
        "推进 推动 加强 加快 加大 建立 健全 完善 强化 深化 实施 开展 组织 支持 鼓励 引导 指导 督促 协调 配合 协助 会同 联合 落实 压实 \
         严格 规范 提升 提高 优化 构建 打造 培育 促进 扩大 坚持 围绕 聚焦 依托 依法 按照 根据 结合 通过 经 报 向 对 由 与 同 被 把 将 \
         以 为 在 从 到 及时 充分 全面 积极 切实 认真 进一步 逐步 持续 不断 着力 重点 努力 力争 确保 争取 探索 制定 编制 出台 研究 \
         拟订 梳理 统筹 做好 抓好 用好 发挥 明确 细化 抄送 提请 抄报 送 请 新建 改建 扩建 完成 实现 达到 形成 参与 参加 履行 承担 负责 \
         牵头 要求 责成 责令 同意 原则 议定 听取 审议 委托 授权 监督 检查 考核 督查 督办 调度 通报 公开 公布 发布 报送 上报 移送 移交 没收 违反 申请 取得 未经 \
         不得 应当 必须 其他 其 该 本 任何 一律 不 已 有权 下列 上述 前款 现 如 凡 若 因 但 而 且 或 并 及 和 既 所 每 当 接受 服从 维护 \
         保障 保护 打击 严厉 防范 化解 整治 清理 排查 召开 举办 设立 成立 组建 用 可 需 须 利用 运用 采取 提供 给予 征求 听取 接到 收到 \
         发现 涉及 属于 关于 针对 适应 面向 鉴于 随着 除 纳入 列入 作为 成为 建成 推广 创建 争创 打通 畅通 盘活 严禁 禁止 杜绝 查处 \
         区域 县域 市域 省域 全域 镇域 市场主体 市场化 区块链",
    )
});

/// Prepositions and modal words after a subject: nothing but an acting body stands before them.
pub(super) static MODALS: Words =
    LazyLock::new(|| words("要 应当 应 须 必须 需 将 可以 可 不得 禁止 严禁 负责 会同 牵头 按照 依法 定期 每 在 于 对 根据"));

/// After a body in a subject's place: then it is not the body that acts.
pub(super) static NOT_ACTING: Words = LazyLock::new(|| {
    words(
        "的 领导 主要负责 负责人 负责同志 分管 主要领导 工作人员 执法人员 行政执法人员 人员 干部 职工 及其工作人员 和其工作人员 批准后 \
         同意后 备案 审批同意 网站 门户网站 官网 微信 工作要点 文件 公报 一把手 党政 规定的 认可的 许可的 批准的 颁发的 要求的 班子 \
         信息平台 政务 之间 以外 外， 等级 体系 队伍 职能 职责 机制 平台 系统 监管责任 属地责任 设在 设于 投资 主导 采购 补贴 出资 所属 \
         统计数据",
    )
});

/// Leaders, who are no bodies.
pub(super) static LEADERS: Words = LazyLock::new(|| {
    words(
        "主要负责同志 主要负责人 党政主要负责同志 党政主要负责人 党政主要领导 党政一把手 分管负责同志 分管负责人 分管领导 主要领导 \
         有关领导 相关领导 负责同志 负责人 主管领导 分管同志 一把手 领导",
    )
});
