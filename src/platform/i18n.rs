#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Lang {
    #[default]
    ZhCn,
    En,
}
impl Lang {
    pub fn parse(s: &str) -> Option<Self> {
        match s {
            "zh-CN" => Some(Self::ZhCn),
            "en" => Some(Self::En),
            _ => None,
        }
    }
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ZhCn => "zh-CN",
            Self::En => "en",
        }
    }
}
