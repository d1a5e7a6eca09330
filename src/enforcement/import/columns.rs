//! The columns of a table of parties.

use crate::platform::table;

/// A column that is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Column {
    Name,
    CreditCode,
    Kind,
    Region,
    Products,
    Address,
    RegistrationNumber,
    LegalRepresentative,
    InCharge,
    DirectlyResponsible,
    FormerNames,
    FoundedOn,
}

impl table::Column for Column {
    const NAME: Self = Self::Name;
    const ALL: &'static [Self] = &[
        Self::Name,
        Self::CreditCode,
        Self::Region,
        Self::Products,
        Self::Address,
        Self::LegalRepresentative,
        Self::Kind,
        Self::RegistrationNumber,
        Self::InCharge,
        Self::DirectlyResponsible,
        Self::FormerNames,
        Self::FoundedOn,
    ];

    fn field(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::CreditCode => "credit_code",
            Self::Kind => "kind",
            Self::Region => "region",
            Self::Products => "products",
            Self::Address => "address",
            Self::RegistrationNumber => "registration_number",
            Self::LegalRepresentative => "legal_representative",
            Self::InCharge => "in_charge",
            Self::DirectlyResponsible => "directly_responsible",
            Self::FormerNames => "former_names",
            Self::FoundedOn => "founded_on",
        }
    }

    fn heads(self) -> &'static [&'static str] {
        match self {
            Self::Name => &[
                "名称",
                "单位名称",
                "企业名称",
                "市场名称",
                "机构名称",
                "当事人",
                "当事人名称",
                "姓名",
                "name",
                "party",
                "partyname",
                "company",
            ],
            Self::CreditCode => &["统一社会信用代码", "社会信用代码", "信用代码", "统一代码", "代码", "creditcode", "uscc", "code"],
            Self::Kind => &["类型", "类别", "性质", "kind", "type"],
            Self::Region => &["地区", "所在地区", "所在地", "属地", "市", "市县", "region", "place", "city"],
            Self::Products => &["主要产品", "产品", "产品名称", "主营产品", "经营范围", "products", "product", "mainproducts"],
            Self::Address => &["地址", "住所", "住址", "经营地址", "address"],
            Self::RegistrationNumber => &["工商注册号", "注册号", "营业执照号", "registrationnumber", "oldregistrationnumber"],
            Self::LegalRepresentative => &["法定代表人", "法人代表", "法人", "legalrepresentative"],
            Self::InCharge => &["负责人", "主要负责人", "incharge", "personincharge"],
            Self::DirectlyResponsible => &["直接责任人", "责任人", "directlyresponsible"],
            Self::FormerNames => &["曾用名", "原名称", "旧名称", "formernames", "formername"],
            Self::FoundedOn => &["成立日期", "成立时间", "注册日期", "foundedon", "founded", "established"],
        }
    }
}
