//! `GET` and `POST /w/{slug}/campaigns/{number}/{start|close|cancel}`: each says first what will happen.

use actix_web::{HttpRequest, http::StatusCode, web};

use super::{Answer, head, number_in, path, seen};
use crate::{
    enforcement::{
        campaign::{
            actions::{self, OFFICE},
            model::{Campaign, CampaignAction},
            queries,
        },
        pages::cases::forms::FormPage,
    },
    platform::{
        db::Conn,
        error::{Message, Result},
        http::{Fields, Form, again, see_other},
        i18n::{format, t},
        view::parts::{FieldView, FormView},
    },
    site::{Member, Site},
    tenancy::Scope,
};

fn load(conn: &mut Conn, scope: &Scope, number: &str, action: CampaignAction) -> Result<Campaign> {
    let campaign = queries::by_number(conn, scope, number)?;
    scope.require(&OFFICE)?;
    campaign.state.after(action)?;
    Ok(campaign)
}

pub async fn form(action: CampaignAction, req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let number = number_in(&req);
    let campaign = site.read(&member, move |conn, scope| load(conn, scope, &number, action)).await?;
    let form = view(&member.scope, action, &campaign, None);
    Ok(page(&member.scope, action, &campaign, form).answer(&req, &member, StatusCode::OK)?)
}

pub async fn perform(action: CampaignAction, req: HttpRequest, site: web::Data<Site>, member: Member, form: Form) -> Answer {
    let fields = form.into_inner();
    let (seen, number) = (seen(&req, &fields), number_in(&req));
    let reason = fields.get("reason").unwrap_or_default().to_owned();
    let done = site
        .write(&member, move |conn, scope| match action {
            CampaignAction::Start => actions::start(conn, scope, &seen),
            CampaignAction::Close => actions::close(conn, scope, &seen, &reason),
            _ => actions::cancel(conn, scope, &seen, &reason),
        })
        .await;
    let error = match done {
        Ok(campaign) => {
            let said = match action {
                CampaignAction::Start => "campaign-done-start",
                CampaignAction::Close => "campaign-done-close",
                _ => "campaign-done-cancel",
            };
            return Ok(see_other(path(&member.scope, &campaign.number)).flash(Message::new(said)).respond(&req));
        }
        Err(error) => error,
    };
    let campaign = site.read(&member, move |conn, scope| queries::by_number(conn, scope, &number)).await?;
    let view = view(&member.scope, action, &campaign, Some(&fields));
    let (status, form) = again(member.lang(), view, error, "campaign-changed-meanwhile")?;
    Ok(page(&member.scope, action, &campaign, form).answer(&req, &member, status)?)
}

fn view(scope: &Scope, action: CampaignAction, campaign: &Campaign, typed: Option<&Fields>) -> FormView {
    let lang = scope.lang();
    let home = path(scope, &campaign.number);
    let form = FormView::new(format!("{home}/{}", action.as_str()), t(lang, &action.key())).hidden("version", campaign.version).back(home);
    let area = |key: &str| {
        let field = FieldView::new("area", "reason", t(lang, key)).typed(typed, "");
        FieldView { rows: Some(3), whole: true, ..field }
    };
    match action {
        CampaignAction::Start => form,
        CampaignAction::Close => form.field(area("campaign-field-remark").optional()),
        _ => form.field(area("campaign-field-reason")).danger(),
    }
}

fn page(scope: &Scope, action: CampaignAction, campaign: &Campaign, form: FormView) -> FormPage {
    let lang = scope.lang();
    let keys: &[&str] = match action {
        CampaignAction::Start => &["campaign-what-start", "campaign-what-start-mail"],
        CampaignAction::Close => &["campaign-what-close", "campaign-what-close-missed"],
        _ => &["campaign-what-cancel", "campaign-what-cancel-none"],
    };
    let title = format(lang, &format!("campaign-ask-{}", action.as_str()), &[("name", campaign.name.as_str().into())]);
    let what = keys.iter().map(|key| t(lang, key).into_owned()).collect();
    FormPage { what, ..FormPage::new(head(scope, Some(campaign), &title), form) }
}
