//! The columns of a table of a round.

use crate::platform::{table, text::alias_key};

/// A column that is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Column {
    Name,
    CreditCode,
    Region,
    Product,
    Batch,
    IsMain,
    SampledOn,
    Result,
    FailedItems,
}

/// Whether a head stands above a column that only our own workbook of a round has: what the table said then, and the case.
pub(in crate::enforcement) fn is_of_our_own(head: &str) -> bool {
    ["表中名称", "案件", "nameinthetable", "case"].contains(&alias_key(head).as_str())
}

impl table::Column for Column {
    const NAME: Self = Self::Name;
    const ALL: &'static [Self] = &[
        Self::Name,
        Self::CreditCode,
        Self::Region,
        Self::Product,
        Self::Batch,
        Self::IsMain,
        Self::SampledOn,
        Self::Result,
        Self::FailedItems,
    ];

    fn field(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::CreditCode => "credit_code",
            Self::Region => "region",
            Self::Product => "product",
            Self::Batch => "batch",
            Self::IsMain => "is_main",
            Self::SampledOn => "sampled_on",
            Self::Result => "result",
            Self::FailedItems => "failed_items",
        }
    }

    fn heads(self) -> &'static [&'static str] {
        match self {
            Self::Name => &[
                "企业",
                "企业名称",
                "单位名称",
                "受检单位",
                "受检单位名称",
                "受检企业",
                "受检企业名称",
                "被抽查单位",
                "被抽查企业",
                "被抽查企业名称",
                "被抽样单位",
                "被抽样单位名称",
                "生产企业",
                "生产企业名称",
                "生产单位",
                "标称生产企业",
                "标称生产企业名称",
                "抽查企业",
                "当事人",
                "名称",
                "name",
                "company",
                "companyname",
                "enterprise",
                "producer",
                "party",
            ],
            Self::CreditCode => {
                &["统一社会信用代码", "社会信用代码", "信用代码", "统一代码", "企业代码", "代码", "creditcode", "uscc", "code"]
            }
            Self::Region => &["地区", "所在地区", "所在地", "属地", "市", "市县", "区域", "地市", "region", "place", "city"],
            Self::Product => &["产品名称", "产品", "样品名称", "商品名称", "抽查产品", "product", "productname", "sample"],
            Self::Batch => &[
                "规格型号/批次",
                "规格型号",
                "规格型号及批次",
                "型号规格",
                "规格",
                "型号",
                "批次",
                "批号",
                "生产日期/批号",
                "生产日期或批号",
                "规格型号/批号",
                "批次号",
                "batch",
                "model",
                "model/batch",
                "modelorbatch",
                "batchno",
                "specification",
            ],
            Self::IsMain => &["主导产品", "是否主导产品", "是否为主导产品", "主导产品(是/否)", "主要产品", "mainproduct", "main", "ismain"],
            Self::SampledOn => &["抽样日期", "抽查日期", "采样日期", "抽样时间", "抽检日期", "日期", "sampledon", "date", "samplingdate"],
            Self::Result => &["检验结果", "检验结论", "抽查结果", "抽查结论", "综合判定", "结论", "结果", "判定", "result", "conclusion"],
            Self::FailedItems => &["不合格项目", "主要不合格项目", "不合格项", "不合格情况", "faileditems", "whatfailed", "failed"],
        }
    }
}
