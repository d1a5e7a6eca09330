//! Which column of a table is which, by its head in either language or, without heads, by its place.

use crate::{departments::alias_key, platform::table::Row};

/// A column that is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Column {
    Code,
    Name,
    ShortName,
    Aliases,
    Kind,
    Parent,
    Position,
}

impl Column {
    /// In the order they are taken in when there are no heads.
    pub const ALL: [Self; 7] = [Self::Code, Self::Name, Self::ShortName, Self::Aliases, Self::Kind, Self::Parent, Self::Position];

    /// The name of the field in messages of a form.
    pub fn field(self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::Name => "name",
            Self::ShortName => "short_name",
            Self::Aliases => "aliases",
            Self::Kind => "kind",
            Self::Parent => "parent",
            Self::Position => "position",
        }
    }

    pub fn of_field(field: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|c| c.field() == field)
    }

    /// Heads people give it, as keys.
    fn heads(self) -> &'static [&'static str] {
        match self {
            Self::Code => &["代码", "编码", "编号", "单位代码", "单位编码", "部门代码", "机构代码", "code", "departmentcode", "no", "no."],
            Self::Name => &[
                "名称",
                "全称",
                "单位",
                "单位名称",
                "单位全称",
                "部门",
                "部门名称",
                "机构名称",
                "成员单位",
                "name",
                "fullname",
                "department",
                "departmentname",
            ],
            Self::ShortName => &["简称", "单位简称", "shortname", "short", "abbreviation"],
            Self::Aliases => &["别名", "其他名称", "其他叫法", "曾用名", "alias", "aliases", "othernames", "alsoknownas"],
            Self::Kind => &["类型", "类别", "性质", "单位类型", "单位性质", "kind", "type"],
            Self::Parent => &["上级", "上级单位", "主管单位", "主管部门", "隶属", "parent", "belongsto", "parentdepartment"],
            Self::Position => &["顺序", "排序", "序号", "排列顺序", "position", "order", "sort"],
        }
    }

    fn of_head(cell: &str) -> Option<Self> {
        let key = alias_key(cell);
        Self::ALL.into_iter().find(|c| c.heads().contains(&key.as_str()))
    }
}

/// What was found about the columns.
pub struct Columns {
    /// Column by place; none for one that is not read.
    pub by_place: Vec<Option<Column>>,
    /// Whether the first row holds heads.
    pub has_heads: bool,
    /// Heads nobody knows; their columns are left out.
    pub ignored: Vec<String>,
    /// A column that stands there twice.
    pub twice: Option<String>,
}

/// By heads when one of the first row's cells says “name”, else by place: one column alone holds names.
pub fn columns(rows: &[Row]) -> Columns {
    let first: &[String] = rows.first().map(|r| r.cells.as_slice()).unwrap_or_default();
    let found: Vec<Option<Column>> = first.iter().map(|c| Column::of_head(c)).collect();
    if found.contains(&Some(Column::Name)) {
        let ignored = first.iter().zip(&found).filter(|(c, f)| f.is_none() && !c.is_empty()).map(|(c, _)| c.clone()).collect();
        let twice = found.iter().enumerate().find(|(i, c)| c.is_some() && found[..*i].contains(c)).map(|(i, _)| first[i].clone());
        return Columns { by_place: found, has_heads: true, ignored, twice };
    }
    let widest = rows.iter().map(|r| r.cells.len()).max().unwrap_or(0);
    let by_place = if widest <= 1 { vec![Some(Column::Name)] } else { Column::ALL.map(Some).into() };
    Columns { by_place, has_heads: false, ignored: Vec::new(), twice: None }
}
