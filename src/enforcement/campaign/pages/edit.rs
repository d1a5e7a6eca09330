//! Writing a campaign down, and changing what is written.

use actix_web::{HttpRequest, http::StatusCode, web};

use super::{Answer, form as fields_of, head, number_in, path, seen};
use crate::{
    enforcement::{
        campaign::{
            actions::{self, OFFICE},
            model::{Campaign, CampaignAction},
            queries,
        },
        pages::FormPage,
    },
    platform::{
        db::Conn,
        error::{FieldErrors, Message, Result},
        http::{Fields, Form, again, see_other},
        i18n::t,
        view::parts::Head,
    },
    site::{Member, Site},
    tenancy::{
        Scope,
        departments::{self, Department},
    },
};

/// `GET /w/{slug}/campaigns/new`
pub async fn new_form(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    member.scope.require(&OFFICE)?;
    let all = site.read(&member, departments::all).await?;
    let form = fields_of::form(&member.scope, None, &all, &fields_of::fresh());
    Ok(FormPage::new(new_head(&member.scope), form).answer(&req, &member, StatusCode::OK)?)
}

fn new_head(scope: &Scope) -> Head {
    head(scope, None, &t(scope.lang(), "campaign-new-title")).under(t(scope.lang(), "campaign-new-under"))
}

/// `POST` to the same; the next step is the goals.
pub async fn create(req: HttpRequest, site: web::Data<Site>, member: Member, form: Form) -> Answer {
    let fields = form.into_inner();
    let mut errors = FieldErrors::default();
    let content = fields_of::read(&fields, &mut errors);
    let done = site.write(&member, move |conn, scope| errors.with(actions::create(conn, scope, &content))).await;
    let error = match done {
        Ok(campaign) => {
            let said = Message::new("campaign-done-create").text("number", campaign.number.clone());
            return Ok(see_other(format!("{}/regions", path(&member.scope, &campaign.number))).flash(said).respond(&req));
        }
        Err(error) => error,
    };
    let all = site.read(&member, departments::all).await?;
    let view = fields_of::form(&member.scope, None, &all, &fields);
    let (status, form) = again(member.lang(), view, error, "campaign-changed-meanwhile")?;
    Ok(FormPage::new(new_head(&member.scope), form).answer(&req, &member, status)?)
}

struct Ground {
    campaign: Campaign,
    leads: Vec<i64>,
    regions: Vec<i64>,
    all: Vec<Department>,
}

/// Whatever state it is in: a form that is refused is shown again with what was typed.
fn ground(conn: &mut Conn, scope: &Scope, number: &str) -> Result<Ground> {
    let campaign = queries::by_number(conn, scope, number)?;
    scope.require(&OFFICE)?;
    let standing = queries::standing(conn, scope, campaign)?;
    Ok(Ground {
        leads: standing.leads.clone(),
        regions: standing.regions.iter().map(|r| r.known.region.department_id).collect(),
        campaign: standing.campaign,
        all: departments::all(conn, scope)?,
    })
}

fn edit_head(scope: &Scope, campaign: &Campaign) -> Head {
    head(scope, Some(campaign), &t(scope.lang(), "campaign-edit-title"))
}

/// `GET /w/{slug}/campaigns/{number}/edit`
pub async fn form(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let number = number_in(&req);
    let ground = site.read(&member, move |conn, scope| ground(conn, scope, &number)).await?;
    ground.campaign.state.after(CampaignAction::Edit)?;
    let stored: Fields = fields_of::stored(&ground.campaign, &ground.leads, &ground.regions);
    let form = fields_of::form(&member.scope, Some(&ground.campaign), &ground.all, &stored);
    Ok(FormPage::new(edit_head(&member.scope, &ground.campaign), form).answer(&req, &member, StatusCode::OK)?)
}

/// `POST` to the same.
pub async fn save(req: HttpRequest, site: web::Data<Site>, member: Member, form: Form) -> Answer {
    let fields = form.into_inner();
    let mut errors = FieldErrors::default();
    let (content, seen, number) = (fields_of::read(&fields, &mut errors), seen(&req, &fields), number_in(&req));
    let done = site.write(&member, move |conn, scope| errors.with(actions::edit(conn, scope, &seen, &content))).await;
    let error = match done {
        Ok(campaign) => {
            return Ok(see_other(path(&member.scope, &campaign.number)).flash(Message::new("campaign-done-edit")).respond(&req));
        }
        Err(error) => error,
    };
    let ground = site.read(&member, move |conn, scope| ground(conn, scope, &number)).await?;
    let view = fields_of::form(&member.scope, Some(&ground.campaign), &ground.all, &fields);
    let (status, form) = again(member.lang(), view, error, "campaign-changed-meanwhile")?;
    Ok(FormPage::new(edit_head(&member.scope, &ground.campaign), form).answer(&req, &member, status)?)
}
