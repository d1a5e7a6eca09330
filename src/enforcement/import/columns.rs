//! Which column of a table is which, by its head in either language or, without heads, by its place.

use crate::{platform::table::Row, tenancy::departments::alias_key};

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
}

impl Column {
    /// In the order they are taken in when there are no heads.
    pub const ALL: [Self; 11] = [
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
    ];

    /// The name of the field in messages of a form.
    pub fn field(self) -> &'static str {
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
        }
    }

    pub fn of_field(field: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|c| c.field() == field)
    }

    /// Heads people give it, as keys.
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
        }
    }

    fn of_head(cell: &str) -> Option<Self> {
        let key = alias_key(cell);
        Self::ALL.into_iter().find(|c| c.heads().contains(&key.as_str()))
    }
}

/// What was found about the columns.
pub(super) struct Columns {
    /// Column by place; none for one that is not read.
    pub by_place: Vec<Option<Column>>,
    pub has_heads: bool,
    /// Heads nobody knows; their columns are left out.
    pub ignored: Vec<String>,
    /// A column that stands there twice.
    pub twice: Option<String>,
}

/// By heads when one of the first row's cells says “name”, else by place.
pub(super) fn columns(rows: &[Row]) -> Columns {
    let first: &[String] = rows.first().map(|r| r.cells.as_slice()).unwrap_or_default();
    let found: Vec<Option<Column>> = first.iter().map(|c| Column::of_head(c)).collect();
    if !found.contains(&Some(Column::Name)) {
        return Columns { by_place: Column::ALL.map(Some).into(), has_heads: false, ignored: Vec::new(), twice: None };
    }
    let ignored = first.iter().zip(&found).filter(|(c, f)| f.is_none() && !c.is_empty()).map(|(c, _)| c.clone()).collect();
    let twice = found.iter().enumerate().find(|(i, c)| c.is_some() && found[..*i].contains(c)).map(|(i, _)| first[i].clone());
    Columns { by_place: found, has_heads: true, ignored, twice }
}
