//! `GET` and `POST /w/{slug}/campaigns/{number}/regions`: the goals of all regions in one table, typed or pasted from a spreadsheet.

use actix_web::{HttpRequest, http::StatusCode, web};
use serde::Serialize;

use super::{Answer, head, number_in, path, report::figure, seen};
use crate::{
    enforcement::campaign::{
        actions::{self, Goal, OFFICE},
        model::{CampaignAction, CampaignState, Standing, What},
        queries,
    },
    platform::{
        db::Conn,
        error::{Error, FieldErrors, Message, Result},
        http::{Fields, Form, again, see_other},
        i18n::t,
        text::alias_key,
        view::parts::{FieldView, FormView, Head},
    },
    site::{Member, Site},
    tenancy::{
        Scope,
        departments::{self, Department},
    },
};

#[derive(Serialize)]
struct Body {
    head: Head,
    form: FormView,
    heads: Vec<HeadView>,
    rows: Vec<Row>,
    reason: Option<FieldView>,
    paste: FieldView,
}

#[derive(Serialize)]
struct HeadView {
    label: String,
    unit: String,
}

/// A region with an input for each kind of goal.
#[derive(Serialize)]
struct Row {
    short: String,
    name: String,
    cells: Vec<FieldView>,
}

struct Ground {
    standing: Standing,
    all: Vec<Department>,
}

/// Whatever state it is in: a form that is refused is shown again with what was typed.
fn ground(conn: &mut Conn, scope: &Scope, number: &str) -> Result<Ground> {
    let campaign = queries::by_number(conn, scope, number)?;
    scope.require(&OFFICE)?;
    Ok(Ground { standing: queries::standing(conn, scope, campaign)?, all: departments::all(conn, scope)? })
}

impl Ground {
    fn regions(&self) -> impl Iterator<Item = &Department> {
        let ids = self.standing.regions.iter().map(|r| r.known.region.department_id);
        ids.filter_map(|id| self.all.iter().find(|d| d.id == id))
    }
}

/// `GET …/regions`
pub async fn form(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let number = number_in(&req);
    let ground = site.read(&member, move |conn, scope| ground(conn, scope, &number)).await?;
    ground.standing.campaign.state.after(CampaignAction::Edit)?;
    let values = stored(&ground.standing);
    page(&req, &member, StatusCode::OK, &ground, &values, None)
}

fn stored(standing: &Standing) -> Fields {
    let of = standing.regions.iter().flat_map(|r| r.targets.iter().map(move |t| (r.known.region.department_id, t)));
    Fields::from_pairs(of.map(|(id, t)| (Goal::field(id, t.what), t.goal.to_string())))
}

/// What was typed into the cells; what is no number is said beside its cell.
fn read(fields: &Fields, errors: &mut FieldErrors) -> Vec<Goal> {
    let mut goals = Vec::new();
    for (name, _) in fields.pairs() {
        let parts = name.strip_prefix("goal-").and_then(|rest| rest.split_once('-'));
        let Some((id, what)) = parts.and_then(|(id, what)| Some((id.parse().ok()?, What::parse(what)?))) else { continue };
        if let Some(goal) = figure(fields, name, 1, "campaign-goal-wrong", errors) {
            goals.push(Goal { department_id: id, what, goal });
        }
    }
    goals
}

/// `POST` to the same; with `fill` what was pasted is put into the cells, and nothing is saved.
pub async fn save(req: HttpRequest, site: web::Data<Site>, member: Member, form: Form) -> Answer {
    let (number, fields) = (number_in(&req), form.into_inner());
    if fields.has("fill") {
        let ground = site.read(&member, move |conn, scope| ground(conn, scope, &number)).await?;
        let (fields, errors) = filled(&ground, fields);
        let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
        return page(&req, &member, status, &ground, &fields, Some(Error::Invalid(errors)));
    }
    let mut errors = FieldErrors::default();
    let (goals, seen) = (read(&fields, &mut errors), seen(&req, &fields));
    let reason = fields.get("reason").unwrap_or_default().to_owned();
    let done = site.write(&member, move |conn, scope| errors.with(actions::set_targets(conn, scope, &seen, &goals, &reason))).await;
    let error = match done {
        Ok(campaign) => {
            return Ok(see_other(path(&member.scope, &campaign.number)).flash(Message::new("campaign-done-targets")).respond(&req));
        }
        Err(error) => error,
    };
    let status = match &error {
        Error::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
        _ => StatusCode::CONFLICT,
    };
    let ground = site.read(&member, move |conn, scope| ground(conn, scope, &number)).await?;
    page(&req, &member, status, &ground, &fields, Some(error))
}

/// Says that a line of column names was passed over.
const HEADS: &str = "heads";

/// Whether a line only says what its columns are.
fn is_head(line: &str) -> bool {
    let mut cells = line.split('\t').skip(1).map(str::trim).filter(|cell| !cell.is_empty()).peekable();
    cells.peek().is_some() && cells.all(|cell| !cell.chars().any(char::is_numeric))
}

/// Lines of a spreadsheet, with a first one of column names or without: the region, then its goals in the order of the columns; an empty cell leaves what is there.
fn filled(ground: &Ground, fields: Fields) -> (Fields, FieldErrors) {
    let mut errors = FieldErrors::default();
    let mut pairs: Vec<(String, String)> =
        fields.pairs().filter(|(n, _)| *n != "fill").map(|(n, v)| (n.to_owned(), v.to_owned())).collect();
    let (mut unknown, mut heads) = (Vec::new(), false);
    let pasted = fields.get("paste").unwrap_or_default().to_owned();
    for (at, line) in pasted.lines().filter(|line| !line.trim().is_empty()).enumerate() {
        let mut cells = line.split('\t').map(str::trim);
        let name = cells.next().unwrap_or_default();
        let key = alias_key(name);
        let is = |d: &&Department| [&d.short_name, &d.name, &d.code].iter().any(|n| alias_key(n) == key);
        let Some(region) = ground.regions().find(is) else {
            if at == 0 && is_head(line) {
                heads = true;
                continue;
            }
            unknown.push(name.chars().take(30).collect::<String>());
            continue;
        };
        for (what, cell) in What::ALL.iter().zip(cells).filter(|(_, cell)| !cell.is_empty()) {
            let field = Goal::field(region.id, *what);
            pairs.retain(|(n, _)| *n != field);
            pairs.push((field, cell.to_owned()));
        }
    }
    if !unknown.is_empty() {
        errors.add("paste", Message::new("campaign-paste-unknown").text("names", unknown.join(" / ")));
    } else {
        pairs.retain(|(n, _)| n != "paste");
    }
    if heads {
        pairs.push((HEADS.to_owned(), "1".to_owned()));
    }
    let fields = Fields::from_pairs(pairs);
    read(&fields, &mut errors);
    (fields, errors)
}

fn cell(scope: &Scope, region: &Department, what: What, values: &Fields) -> FieldView {
    let name = Goal::field(region.id, what);
    let label = format!("{} {}", region.short_name, t(scope.lang(), &what.key()));
    let kind = t(scope.lang(), &what.key()).into_owned();
    FieldView { unit: Some(kind), ..FieldView::new("number", &name, label).value(values.get(&name).unwrap_or_default()) }
}

fn page(req: &HttpRequest, member: &Member, status: StatusCode, ground: &Ground, values: &Fields, error: Option<Error>) -> Answer {
    let (scope, lang) = (&*member.scope, member.lang());
    let campaign = &ground.standing.campaign;
    let home = path(scope, &campaign.number);
    let mut form = FormView::new(format!("{home}/regions"), t(lang, "campaign-goals-save")).hidden("version", campaign.version).back(home);
    let regions: Vec<&Department> = ground.regions().collect();
    form.fields = regions.iter().flat_map(|r| What::ALL.iter().map(|what| cell(scope, r, *what, values))).collect();
    let text = |name: &str, key: &str, hint: &str| {
        let field = FieldView::new("area", name, t(lang, key)).value(values.get(name).unwrap_or_default());
        FieldView { rows: Some(3), whole: true, ..field.hint(t(lang, hint)) }
    };
    let is_running = campaign.state == CampaignState::Running;
    let hint = if values.has(HEADS) { "campaign-paste-heads" } else { "campaign-hint-paste" };
    form = form.field(text("paste", "campaign-field-paste", hint).optional());
    // Asked of what is under way; what was typed before it ended stays.
    if is_running || !values.trimmed("reason").is_empty() {
        form = form.field(text("reason", "campaign-field-reason", "campaign-hint-reason"));
    }
    if let Some(error) = error {
        form = again(lang, form, error, "campaign-changed-meanwhile")?.1;
    }
    let mut fields = std::mem::take(&mut form.fields).into_iter();
    let rows = regions.iter().map(|r| Row {
        short: r.short_name.clone(),
        name: r.name.clone(),
        cells: fields.by_ref().take(What::ALL.len()).collect(),
    });
    let rows: Vec<Row> = rows.collect();
    let paste = fields.next().unwrap_or_default();
    let title = t(lang, "campaign-goals-title").into_owned();
    let one =
        |what: &What| HeadView { label: t(lang, &what.key()).into_owned(), unit: t(lang, &format!("{}-unit", what.key())).into_owned() };
    let heads = What::ALL.iter().map(one).collect();
    let head = head(scope, Some(campaign), &title).under(t(lang, "campaign-goals-under"));
    let body = Body { head, form, heads, rows, reason: fields.next(), paste };
    Ok(member.page_status(req, status, "enforcement/campaign_goals", title, body)?)
}
