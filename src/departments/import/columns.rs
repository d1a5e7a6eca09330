//! The columns of a table of departments.

use crate::platform::table;

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

impl table::Column for Column {
    const NAME: Self = Self::Name;
    const ALL: &'static [Self] = &[Self::Code, Self::Name, Self::ShortName, Self::Aliases, Self::Kind, Self::Parent, Self::Position];

    fn field(self) -> &'static str {
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
}
