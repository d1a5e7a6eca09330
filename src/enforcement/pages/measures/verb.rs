//! `GET` and `POST /w/{slug}/cases/{number}/measures/{id}/{verb}`: re-inspection, the party's statement, done, lifted, quashed.

use actix_web::{HttpRequest, http::StatusCode, web};

use super::{Answer, called, forms, head, id_in, number_in, path};
use crate::{
    enforcement::{
        measure::{
            self, Measure, MeasureAction,
            actions::{self, BASIS_MAX, NewInspection, SeenMeasure},
            decide_measure,
        },
        model::Case,
        queries::cases as queries,
    },
    platform::{
        db::Conn,
        error::{Error, FieldErrors, Message, Result},
        http::{Fields, Form, see_other},
        i18n::{format, t},
        view::parts::{Choice, FieldView, FormView},
    },
    site::{Member, Site},
    tenancy::Scope,
};

fn load(conn: &mut Conn, scope: &Scope, number: &str, id: i64, action: MeasureAction) -> Result<(Case, Measure)> {
    let case = queries::by_number(conn, scope, number)?;
    let measure = measure::one(conn, scope, case.id, id)?;
    if !scope.acts_for_department(case.holder_id) && !scope.acts_for_department(measure.department_id) {
        return Err(Error::forbidden("measure-forbidden"));
    }
    decide_measure(measure.state, action, true)?;
    Ok((case, measure))
}

pub async fn form(action: MeasureAction, req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let (number, id) = (number_in(&req), id_in(&req)?);
    let (case, measure) = site.read(&member, move |conn, scope| load(conn, scope, &number, id, action)).await?;
    let form = view(&member.scope, action, &case, &measure, None);
    Ok(page(&member.scope, action, &case, &measure, form).answer(&req, &member, StatusCode::OK)?)
}

pub async fn perform(action: MeasureAction, req: HttpRequest, site: web::Data<Site>, member: Member, form: Form) -> Answer {
    let fields = form.into_inner();
    let seen = SeenMeasure { number: number_in(&req), id: id_in(&req)?, version: fields.trimmed("version").parse().unwrap_or(0) };
    let (asked, typed) = (seen.clone(), fields.clone());
    let error = match site.write(&member, move |conn, scope| act(conn, scope, action, &asked, &typed)).await {
        Ok(measure) => {
            let measure = called(member.lang(), measure.kind, &measure.name);
            let done = Message::new("measure-done").text("measure", measure).key("action", action.key());
            return Ok(see_other(path(&member.scope, &seen.number)).flash(done).respond(&req));
        }
        Err(error) => error,
    };
    let found = site.read(&member, move |conn, scope| {
        let case = queries::by_number(conn, scope, &seen.number)?;
        let measure = measure::one(conn, scope, case.id, seen.id)?;
        Ok((case, measure))
    });
    let (case, measure) = found.await?;
    let (status, form) = forms::again(member.lang(), view(&member.scope, action, &case, &measure, Some(&fields)), error)?;
    Ok(page(&member.scope, action, &case, &measure, form).answer(&req, &member, status)?)
}

fn act(conn: &mut Conn, scope: &Scope, action: MeasureAction, seen: &SeenMeasure, typed: &Fields) -> Result<Measure> {
    let text = |name: &str| typed.get(name).unwrap_or_default();
    let mut errors = FieldErrors::default();
    let (inspected_on, replied_on) = (typed.day("inspected_on", &mut errors), typed.day("replied_on", &mut errors));
    let done = match action {
        MeasureAction::Inspect => {
            let new = NewInspection {
                inspected_on,
                inspectors: text("inspectors").to_owned(),
                passed: match typed.trimmed("passed") {
                    "yes" => Some(true),
                    "no" => Some(false),
                    _ => None,
                },
                figures: text("figures").to_owned(),
            };
            actions::inspect(conn, scope, seen, &new)
        }
        MeasureAction::Reply => actions::reply(conn, scope, seen, text("reply"), replied_on),
        MeasureAction::Fulfil | MeasureAction::Lift | MeasureAction::Quash => actions::end(conn, scope, seen, action, text("reason")),
    };
    errors.with(done)
}

fn view(scope: &Scope, action: MeasureAction, case: &Case, measure: &Measure, typed: Option<&Fields>) -> FormView {
    let lang = scope.lang();
    let label = |key: &str| t(lang, key).into_owned();
    let field = |kind: &'static str, name: &str, stored: &str| {
        FieldView::new(kind, name, label(&format!("measure-field-{}", name.replace('_', "-")))).typed(typed, stored)
    };
    let area = |name: &str, stored: &str| FieldView { rows: Some(5), whole: true, ..field("area", name, stored) };
    let home = path(scope, &case.number);
    let today = scope.today().to_string();
    let day = |name: &str| FieldView { size: Some("short"), max: Some(today.clone()), ..field("date", name, &today) };
    let mut form = FormView::new(format!("{home}/measures/{}/{}", measure.id, action.as_str()), label(&action.key()))
        .hidden("version", measure.version)
        .back(home);
    form = match action {
        MeasureAction::Inspect => {
            let chosen = typed.map(|f| f.trimmed("passed")).unwrap_or_default();
            let options = [("yes", "inspection-passed"), ("no", "inspection-failed")];
            let options = options.map(|(value, key)| Choice::new(value, label(key), value == chosen)).into();
            let passed = FieldView { whole: true, ..FieldView::new("radio", "passed", label("measure-field-passed")).options(options) };
            form.field(day("inspected_on"))
                .field(FieldView { max: Some(BASIS_MAX.to_string()), ..field("text", "inspectors", "") })
                .field(passed.hint(label("measure-hint-passed")))
                .field(area("figures", "").hint(label("measure-hint-figures")))
        }
        MeasureAction::Reply => form.field(day("replied_on")).field(area("reply", &measure.reply)),
        MeasureAction::Fulfil if measure.kind.is_told() => form.field(area("reason", "").hint(label("measure-hint-outside"))),
        MeasureAction::Fulfil | MeasureAction::Lift | MeasureAction::Quash => form.field(area("reason", "")),
    };
    form.keep = Some(format!("measure-{}-{}", measure.id, action.as_str()));
    form
}

fn page(scope: &Scope, action: MeasureAction, case: &Case, measure: &Measure, form: FormView) -> forms::FormPage {
    let lang = scope.lang();
    let args = [("measure", called(lang, measure.kind, &measure.name).into()), ("action", t(lang, &action.key()).into_owned().into())];
    let head = head(scope, Some(case), &format(lang, "measure-verb-title", &args)).under(&case.title);
    forms::FormPage::new(head, form)
}
