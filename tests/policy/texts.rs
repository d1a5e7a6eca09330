//! Policies made up for the tests, and the steps every test of this room takes.

use lianxi::tenancy::{Function, Role};

use crate::support::{
    TestApp,
    app::Browser,
    cast::{Cast, Member},
};

pub const PLAN: &str = "滨江市食品安全提升行动方案\n滨政发〔2026〕12号\n\n各县人民政府，市各有关部门：\n为提升食品安全水平，制定本方案。\n\n\
一、总体要求\n（一）指导思想。坚持预防为主，守住安全底线，让群众吃得放心。\n\n二、重点任务\n\
（二）开展集中抽检。2026年12月31日前抽检食品企业500家以上。（市市场监管局牵头，市卫生健康委配合）\n\
（三）建立监管台账。每月更新一次台账，长期坚持。（市农业农村局牵头，有关部门配合）\n\
（四）开展校园检查。每季度检查学校食堂，2027年6月底前完成整改。（市教育委员会牵头，市市场监管局配合）\n\n\
滨江市人民政府\n2026年10月8日\n";

/// The plan a year later: one clause reworded, one new, one gone, the rest the same under other numbers.
pub const PLAN_2027: &str = "滨江市食品安全提升行动方案（修订）\n滨政发〔2026〕30号\n\n为提升食品安全水平，制定本方案。\n\n\
一、总体要求\n（一）指导思想。坚持预防为主，守住安全底线，让群众吃得放心。\n\n二、重点任务\n\
（二）开展集中抽检。2026年12月31日前抽检食品企业800家以上，结果向社会公布。（市市场监管局牵头，市卫生健康委配合）\n\
（三）设立举报奖励。对属实的举报给予奖励。（市市场监管局牵头）\n\
（四）建立监管台账。每月更新一次台账，长期坚持。（市农业农村局牵头，有关部门配合）\n\n\
滨江市人民政府\n2026年11月8日\n";

/// A workspace with a secretariat, three departments, two local governments and a liaison.
pub struct Stage<'a> {
    pub app: &'a TestApp,
    pub cast: Cast<'a>,
    pub workspace: i64,
    pub liaison: Member,
    pub office: Browser,
    pub market: i64,
}

impl<'a> Stage<'a> {
    pub fn new(app: &'a TestApp) -> Self {
        let cast = app.cast();
        let workspace = cast.workspace("food", "滨江市食品安全联席会议");
        let market = cast.department(workspace, "SCJG", "市市场监管局");
        cast.department(workspace, "WJW", "市卫生健康委");
        cast.department(workspace, "NYJ", "市农业农村局");
        let secretary = cast.person(workspace, "周敏", &[Role::Secretariat], &[]);
        let liaison = cast.person(workspace, "李强", &[Role::Liaison], &[(market, Function::Liaison)]);
        let office = app.browser(&secretary);
        Self { app, cast, workspace, liaison, office, market }
    }

    /// The id of the department of this name.
    pub fn department(&self, name: &str) -> i64 {
        use diesel::prelude::*;
        use lianxi::schema::departments;
        let one = departments::table.filter(departments::workspace_id.eq(self.workspace)).filter(departments::name.eq(name));
        let tenant = lianxi::platform::db::Tenant::One(self.workspace);
        self.app.db().read(tenant, |conn| Ok(one.select(departments::id).first(conn)?)).expect("a department")
    }

    /// Pastes a text; returns the document's path.
    #[track_caller]
    pub fn paste(&self, text: &str) -> String {
        let answer = self.office.post("/w/food/policies", &[("text", text)]).expect(303);
        let path = answer.location().trim_end_matches("/review").to_owned();
        assert!(path.starts_with("/w/food/policies/"), "{path}");
        path
    }

    /// The mails of a template that were written so far: recipient, subject, plain text.
    pub fn mails(&self, template: &str) -> Vec<(String, String, String)> {
        use diesel::prelude::*;
        use lianxi::schema::outbox as mails;
        let rows: Vec<(String, String, String)> = self
            .app
            .db()
            .read(lianxi::platform::db::Tenant::One(self.workspace), |conn| {
                let mine = mails::table.filter(mails::workspace_id.eq(self.workspace)).filter(mails::template.eq(template.to_owned()));
                Ok(mine.order(mails::id).select((mails::recipient, mails::language, mails::payload)).load(conn)?)
            })
            .expect("mails");
        let render = |(recipient, language, payload): (String, String, String)| {
            let payload = serde_json::from_str(&payload).expect("JSON");
            let lang = lianxi::platform::i18n::Lang::parse(&language).expect("a language");
            let views = lianxi::platform::view::Views::new();
            let mail = lianxi::outbox::render(&views, "https://lx.test", template, lang, &recipient, &payload).expect("it renders");
            (recipient, mail.subject, mail.text)
        };
        rows.into_iter().map(render).collect()
    }

    /// The review's forms in order.
    pub fn review(&self, path: &str) -> Vec<Shown> {
        shown(&self.office.get(&format!("{path}/review")).expect(200).text())
    }
}

/// A proposal as the review shows it.
#[derive(Debug, Clone)]
pub struct Shown {
    pub clause: String,
    pub action: String,
    pub fields: Vec<(String, String)>,
    pub text: String,
}

impl Shown {
    pub fn get(&self, name: &str) -> &str {
        self.fields.iter().find(|(n, _)| n == name).map_or("", |(_, v)| v)
    }

    /// The form with some fields changed and a button pressed.
    pub fn press<'s>(&'s self, button: &'s str, changes: &[(&'s str, &'s str)]) -> Vec<(&'s str, &'s str)> {
        let kept = self.fields.iter().filter(|(n, _)| n != "csrf" && !changes.iter().any(|(c, _)| c == n));
        kept.map(|(n, v)| (n.as_str(), v.as_str())).chain(changes.iter().copied()).chain([("do", button)]).collect()
    }
}

/// The forms of proposals in a page.
pub fn shown(html: &str) -> Vec<Shown> {
    let page = scraper::Html::parse_document(html);
    let select = |s: &str| scraper::Selector::parse(s).expect("a selector");
    let mut found = Vec::new();
    for clause in page.select(&select("ol.review > li")) {
        for form in clause.select(&select("form.proposal")) {
            found.push(Shown {
                clause: clause.value().attr("id").unwrap_or_default().to_owned(),
                action: form.value().attr("action").unwrap_or_default().to_owned(),
                fields: fields_of(form),
                text: form.text().collect::<String>(),
            });
        }
    }
    found
}

/// What a form would send, without its token and its buttons.
fn fields_of(form: scraper::ElementRef<'_>) -> Vec<(String, String)> {
    let select = |s: &str| scraper::Selector::parse(s).expect("a selector");
    let mut fields: Vec<(String, String)> = Vec::new();
    for input in form.select(&select("input[name], select[name], textarea[name]")) {
        let get = |name| input.value().attr(name).unwrap_or_default().to_owned();
        let value = match input.value().name() {
            "select" => {
                let chosen = input.select(&select("option[selected]")).next().or(input.select(&select("option")).next());
                chosen.and_then(|o| o.value().attr("value")).unwrap_or_default().to_owned()
            }
            "textarea" => input.text().collect(),
            _ if ["checkbox", "radio"].contains(&get("type").as_str()) && input.value().attr("checked").is_none() => continue,
            _ => get("value"),
        };
        fields.push((get("name"), value));
    }
    fields.retain(|(name, _)| name != "csrf");
    fields
}

/// A whole form of a page, to be changed and sent.
#[derive(Debug, Clone)]
pub struct Sheet(pub Vec<(String, String)>);

impl Sheet {
    /// The form that `selector` finds.
    #[track_caller]
    pub fn of(html: &str, selector: &str) -> Self {
        let page = scraper::Html::parse_document(html);
        let form = page.select(&scraper::Selector::parse(selector).expect("a selector")).next();
        Self(fields_of(form.unwrap_or_else(|| panic!("no {selector} in {html}"))))
    }

    /// Sets a field, wherever it is sent from.
    #[track_caller]
    pub fn set(&mut self, name: &str, value: &str) -> &mut Self {
        let field = self.0.iter_mut().find(|(n, _)| n == name);
        value.clone_into(&mut field.unwrap_or_else(|| panic!("no field {name}")).1);
        self
    }

    /// Adds one more value: a tick, a button.
    pub fn with(&mut self, name: &str, value: &str) -> &mut Self {
        self.0.push((name.to_owned(), value.to_owned()));
        self
    }

    pub fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(n, _)| n == name).map_or("", |(_, v)| v)
    }

    pub fn pairs(&self) -> Vec<(&str, &str)> {
        self.0.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect()
    }
}

/// The proposal in the table's row that holds these words.
#[track_caller]
pub fn row_of(html: &str, words: &str) -> String {
    let page = scraper::Html::parse_document(html);
    let select = |s: &str| scraper::Selector::parse(s).expect("a selector");
    let row = page.select(&select("form.bulk > ol > li")).find(|li| li.text().collect::<String>().contains(words));
    let tick = row.and_then(|li| li.select(&select("input[name=tick]")).next()).and_then(|i| i.value().attr("value"));
    tick.unwrap_or_else(|| panic!("no row with {words}")).trim_start_matches('p').to_owned()
}
