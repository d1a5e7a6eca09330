//! `GET` and `POST /w/{slug}/ladder/rule`: a rule of the draft, by its position, or a new one.

use actix_web::{HttpRequest, http::StatusCode, web};

use super::{
    Answer, head, home,
    show::{self, Loaded},
};
use crate::{
    duties::words::TITLE_MAX,
    enforcement::{
        ladder::{Condition, Ladder, Rule, actions},
        model::MeasureKind,
        pages::cases::forms::{self, FormPage},
        sampling::SampleLevel,
    },
    platform::{
        db::Conn,
        error::{Error, Message, Result},
        http::{Fields, Form, ListQuery, see_other},
        i18n::t,
        view::parts::{Choice, FieldView, FormView},
    },
    site::{Member, Site},
    tenancy::{Role, Scope, departments::DepartmentState},
};

fn load(conn: &mut Conn, scope: &Scope) -> Result<(Loaded, Ladder)> {
    scope.require(&[Role::Secretariat])?;
    let loaded = show::load(conn, scope, None)?;
    let draft = loaded.ladders.iter().find(|l| l.in_force_on.is_none()).cloned().ok_or(Error::NotFound)?;
    Ok((loaded, draft))
}

pub async fn form(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let position = ListQuery::of(&req, &[]).filter("position").and_then(|p| p.parse::<i32>().ok());
    let (loaded, draft) = site.read(&member, load).await?;
    let rule = match position {
        Some(position) => Some(draft.rules.iter().find(|r| r.position == position).cloned().ok_or(Error::NotFound)?),
        None => None,
    };
    let values = rule.as_ref().map(stored).unwrap_or_default();
    let form = view(&member.scope, &loaded, draft.version, &values);
    Ok(page(&member.scope, rule.is_some(), form).answer(&req, &member, StatusCode::OK)?)
}

pub async fn put(req: HttpRequest, site: web::Data<Site>, member: Member, form: Form) -> Answer {
    let fields = form.into_inner();
    let (version, typed): (i64, _) = (fields.trimmed("version").parse().unwrap_or(0), read(&fields));
    let done = match typed {
        Ok(rule) => site.write(&member, move |conn, scope| actions::put_rule(conn, scope, version, rule)).await,
        Err(error) => Err(error),
    };
    let error = match done {
        Ok(_) => return Ok(see_other(home(&member.scope)).flash(Message::new("ladder-done-rule")).respond(&req)),
        Err(error) => error,
    };
    let (loaded, draft) = site.read(&member, load).await?;
    let (fields, error) = if draft.version == version { (fields, error) } else { found_again(&fields, &draft, error) };
    let is_old = !fields.trimmed("position").is_empty();
    let (status, form) = forms::again(member.lang(), view(&member.scope, &loaded, draft.version, &fields), error)?;
    Ok(page(&member.scope, is_old, form).answer(&req, &member, status)?)
}

/// What was typed, for the place its rule has now: somebody may have moved it, or taken others out. One that was changed or taken out itself
/// is written over by nobody: what was typed becomes a rule of its own.
fn found_again(fields: &Fields, draft: &Ladder, error: Error) -> (Fields, Error) {
    let was = fields.trimmed("was");
    let place = draft.rules.iter().find(|rule| !was.is_empty() && print_of(rule) == was).map(|rule| rule.position);
    let mut pairs: Vec<(String, String)> = fields.pairs().map(|(n, v)| (n.to_owned(), v.to_owned())).collect();
    pairs.retain(|(name, _)| name != "position" && (name != "was" || place.is_some()));
    pairs.extend(place.map(|at| ("position".to_owned(), at.to_string())));
    let key = match (fields.trimmed("position").is_empty(), place) {
        (false, Some(at)) => Message::new("ladder-rule-moved").number("position", f64::from(at)),
        (false, None) => Message::new("ladder-rule-gone"),
        (true, _) => Message::new("ladder-changed-meanwhile"),
    };
    let error = if matches!(error, Error::Conflict) { Error::Refused(key) } else { error };
    (Fields::from_pairs(pairs), error)
}

/// Tells a rule from what it was before and from others, wherever it stands.
fn print_of(rule: &Rule) -> String {
    format!("{:?}", Rule { position: 0, ..rule.clone() })
}

fn stored(rule: &Rule) -> Fields {
    let mut pairs = vec![
        ("position".to_owned(), rule.position.to_string()),
        ("was".into(), print_of(rule)),
        ("condition".into(), rule.condition.as_str().into()),
        ("after".into(), rule.after.map(|k| k.as_str().to_owned()).unwrap_or_default()),
        ("level".into(), rule.level.map(|l| l.as_str().to_owned()).unwrap_or_default()),
        ("times".into(), rule.times.to_string()),
        ("months".into(), if rule.months > 0 { rule.months.to_string() } else { String::new() }),
        ("days".into(), rule.days.to_string()),
        ("competent".into(), rule.competent_id.map(|id| id.to_string()).unwrap_or_default()),
        ("article".into(), rule.article.clone()),
    ];
    pairs.extend(rule.kinds.iter().map(|k| ("kinds".to_owned(), k.clone())));
    pairs.extend(rule.measures.iter().map(|m| ("measures".to_owned(), m.as_str().to_owned())));
    Fields::from_pairs(pairs)
}

/// All values of a field that may be chosen several times.
fn several<'a>(fields: &'a Fields, name: &'a str) -> impl Iterator<Item = &'a str> + 'a {
    fields.pairs().filter(move |(n, v)| *n == name && !v.is_empty()).map(|(_, v)| v)
}

fn read(fields: &Fields) -> Result<Rule> {
    let condition = Condition::parse(fields.trimmed("condition"));
    let condition = condition.ok_or_else(|| Error::invalid("condition", Message::new("field-required")))?;
    let number = |name: &str, none: i32| match fields.trimmed(name) {
        "" => none,
        // What is no number is out of every bound.
        typed => typed.parse().unwrap_or(-1),
    };
    Ok(Rule {
        position: number("position", 0),
        kinds: several(fields, "kinds").map(str::to_owned).collect(),
        condition,
        after: MeasureKind::parse(fields.trimmed("after")),
        level: SampleLevel::parse(fields.trimmed("level")),
        times: number("times", if condition == Condition::TwiceRunning { 2 } else { 1 }),
        months: number("months", 0),
        measures: several(fields, "measures").filter_map(MeasureKind::parse).collect(),
        days: number("days", 0),
        competent_id: fields.chosen("competent"),
        article: fields.get("article").unwrap_or_default().to_owned(),
    })
}

fn view(scope: &Scope, loaded: &Loaded, version: i64, values: &Fields) -> FormView {
    let lang = scope.lang();
    let label = |key: &str| t(lang, key).into_owned();
    let field = |kind: &'static str, name: &str| {
        FieldView::new(kind, name, label(&format!("ladder-rule-{name}"))).value(values.get(name).unwrap_or_default())
    };
    let short = |view: FieldView| FieldView { size: Some("short"), ..view };
    let is = |name: &str, value: &str| several(values, name).any(|v| v == value);
    let conditions = Condition::ALL.iter().map(|c| Choice::new(c.as_str(), label(&c.key()), is("condition", c.as_str()))).collect();
    let any = |key: &str| Choice::new("", label(key), false);
    let measures = || MeasureKind::ALL.iter().filter(|m| **m != MeasureKind::Other && !m.is_restriction());
    let mut after = vec![any("ladder-rule-no-after")];
    after.extend(measures().map(|m| Choice::new(m.as_str(), label(&m.key()), is("after", m.as_str()))));
    let mut level = vec![any("ladder-rule-any-level")];
    level.extend(SampleLevel::ALL.iter().rev().map(|l| Choice::new(l.as_str(), label(&l.key()), is("level", l.as_str()))));
    let kinds = loaded.kinds.iter().map(|k| Choice::new(&k.code, &k.name, is("kinds", &k.code))).collect();
    let chosen = measures().map(|m| Choice::new(m.as_str(), label(&m.key()), is("measures", m.as_str()))).collect();
    let mut competent = vec![any("ladder-rule-holder")];
    let open = loaded.departments.iter().filter(|d| d.state == DepartmentState::Open);
    competent.extend(open.map(|d| Choice::new(d.id, &d.name, is("competent", &d.id.to_string()))));
    FormView::new(format!("{}/rule", home(scope)), label("ladder-rule-save"))
        .hidden("version", version)
        .hidden("position", values.trimmed("position"))
        .hidden("was", values.trimmed("was"))
        .back(home(scope))
        .field(FieldView { size: Some("medium"), ..field("select", "condition").options(conditions) })
        .field(
            FieldView { size: Some("medium"), ..field("select", "after").options(after) }.hint(label("ladder-rule-hint-after")).optional(),
        )
        .field(
            FieldView { size: Some("medium"), ..field("select", "level").options(level) }.hint(label("ladder-rule-hint-level")).optional(),
        )
        .field(short(field("number", "times")).hint(label("ladder-rule-hint-times")).optional())
        .field(short(field("number", "months")).hint(label("ladder-rule-hint-months")).optional())
        .field(
            FieldView { whole: true, multiple: true, ..field("checks", "kinds").options(kinds) }
                .hint(label("ladder-rule-hint-kinds"))
                .optional(),
        )
        .field(FieldView { whole: true, multiple: true, ..field("checks", "measures").options(chosen) })
        .field(short(field("number", "days")).hint(label("ladder-rule-hint-days")).optional())
        .field(FieldView { size: Some("medium"), ..field("select", "competent").options(competent) }.optional())
        .field(FieldView { max: Some(TITLE_MAX.to_string()), ..field("text", "article") }.hint(label("ladder-rule-hint-article")))
}

fn page(scope: &Scope, is_old: bool, form: FormView) -> FormPage {
    let title = t(scope.lang(), if is_old { "ladder-edit-rule" } else { "ladder-add-rule" });
    FormPage::new(head(scope, &title), form)
}
