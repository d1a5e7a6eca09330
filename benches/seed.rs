//! Many duties in twenty workspaces, written in bulk.

use chrono::{Days, NaiveDateTime};
use diesel::prelude::*;
use lianxi::{
    accounts::{self, Email, password},
    each_backend,
    platform::{
        db::{Conn, Db, Tenant},
        error::Result,
        id::new_id,
    },
    schema::{
        department_aliases, department_people, departments, digest_subscriptions, duties, duty_counts, duty_parties, membership_roles,
        memberships, workspaces,
    },
    site::Site,
    tenancy::Settings,
};

pub const WORKSPACES: usize = 20;
pub const PASSWORD: &str = "four plain words here";
const DEPARTMENTS: usize = 20;

/// What the requests need of one workspace.
pub struct Place {
    pub workspace_id: i64,
    pub slug: String,
    pub secretariat: i64,
    pub liaison: i64,
    pub email: String,
    /// A department the liaison acts for, and a duty it leads that is in progress.
    pub department: i64,
    pub number: String,
}

pub struct Seed {
    pub db: Db,
    pub places: Vec<Place>,
}

pub fn seed(site: &Site, total: usize) -> Seed {
    let hash = password::hash(PASSWORD).expect("hashes");
    let now = site.clock.now();
    let places = (0..WORKSPACES).map(|n| place(site, n, total / WORKSPACES, &hash, now).expect("a workspace")).collect();
    Seed { db: site.db.clone(), places }
}

fn place(site: &Site, n: usize, count: usize, hash: &str, now: NaiveDateTime) -> Result<Place> {
    let (workspace_id, slug) = (new_id(), format!("ws{n}"));
    let person = |role: &str| -> Result<(i64, String)> {
        let email = format!("{role}{n}@bench.example");
        let id = site
            .db
            .write(Tenant::Installation, |conn| accounts::add_person(conn, &Email::parse(&email)?, "陈静", Some(hash), false, now))?;
        Ok((id, email))
    };
    let ((secretariat, _), (liaison, email)) = (person("secretariat")?, person("liaison")?);
    site.db.write(Tenant::One(workspace_id), |conn| {
        diesel::insert_into(workspaces::table)
            .values((
                workspaces::id.eq(workspace_id),
                workspaces::slug.eq(&slug),
                workspaces::name.eq(format!("第{n}联席会议")),
                workspaces::language.eq("zh-CN"),
                workspaces::time_zone.eq("Asia/Shanghai"),
                workspaces::settings.eq(serde_json::to_string(&Settings::default())?),
                workspaces::state.eq("active"),
                workspaces::created_at.eq(now),
                workspaces::version.eq(1),
            ))
            .execute(conn)?;
        let departments = add_departments(conn, workspace_id, now)?;
        member(conn, workspace_id, secretariat, "secretariat", &[], now)?;
        member(conn, workspace_id, liaison, "liaison", &departments[..2], now)?;
        let number = add_duties(conn, workspace_id, &departments, count, now)?;
        Ok(Place { workspace_id, slug: slug.clone(), secretariat, liaison, email: email.clone(), department: departments[0], number })
    })
}

fn add_departments(conn: &mut Conn, workspace_id: i64, now: NaiveDateTime) -> Result<Vec<i64>> {
    let mut ids = Vec::new();
    for d in 0..DEPARTMENTS {
        let (id, name) = (new_id(), format!("省第{d}管理局"));
        diesel::insert_into(departments::table)
            .values((
                departments::workspace_id.eq(workspace_id),
                departments::id.eq(id),
                departments::code.eq(format!("D{d:02}")),
                departments::name.eq(&name),
                departments::short_name.eq(format!("省{d}局")),
                departments::kind.eq("department"),
                departments::state.eq("open"),
                departments::position.eq(d as i64),
                departments::created_at.eq(now),
                departments::version.eq(1),
            ))
            .execute(conn)?;
        diesel::insert_into(department_aliases::table)
            .values((
                department_aliases::workspace_id.eq(workspace_id),
                department_aliases::alias_key.eq(&name),
                department_aliases::alias.eq(&name),
                department_aliases::department_id.eq(id),
                department_aliases::kind.eq("name"),
            ))
            .execute(conn)?;
        ids.push(id);
    }
    Ok(ids)
}

fn member(conn: &mut Conn, workspace_id: i64, person_id: i64, role: &str, acts_for: &[i64], now: NaiveDateTime) -> Result<i64> {
    let id = new_id();
    diesel::insert_into(memberships::table)
        .values((
            memberships::workspace_id.eq(workspace_id),
            memberships::id.eq(id),
            memberships::person_id.eq(person_id),
            memberships::state.eq("active"),
            memberships::joined_at.eq(now),
            memberships::version.eq(1),
        ))
        .execute(conn)?;
    diesel::insert_into(membership_roles::table)
        .values((membership_roles::workspace_id.eq(workspace_id), membership_roles::membership_id.eq(id), membership_roles::role.eq(role)))
        .execute(conn)?;
    for department in acts_for {
        diesel::insert_into(department_people::table)
            .values((
                department_people::workspace_id.eq(workspace_id),
                department_people::department_id.eq(department),
                department_people::membership_id.eq(id),
                department_people::function.eq("liaison"),
                department_people::since.eq(now),
            ))
            .execute(conn)?;
    }
    Ok(id)
}

/// Writes `count` duties in chunks; returns the number of one the first department leads and works on.
fn add_duties(conn: &mut Conn, workspace_id: i64, departments: &[i64], count: usize, now: NaiveDateTime) -> Result<String> {
    let today = now.date();
    let states = ["in_progress", "in_progress", "in_progress", "assigned", "submitted", "closed", "closed", "closed", "closed", "closed"];
    let mut shown = String::new();
    for chunk in (0..count).collect::<Vec<_>>().chunks(500) {
        let (mut rows, mut parties) = (Vec::new(), Vec::new());
        for i in chunk {
            let (id, number) = (new_id(), format!("2026-{:05}", i + 1));
            let state = states[i % states.len()];
            let lead = departments[(i / states.len()) % departments.len()];
            // A year around today, open ones mostly ahead.
            let due =
                if state == "closed" { today - Days::new((i % 300) as u64) } else { today + Days::new((i % 200) as u64) - Days::new(5) };
            if shown.is_empty() && state == "in_progress" && lead == departments[0] {
                shown.clone_from(&number);
            }
            let title = format!("重点产品质量整治第{i}项情况汇总");
            rows.push((
                duties::workspace_id.eq(workspace_id),
                duties::id.eq(id),
                duties::number.eq(number.clone()),
                duties::title.eq(title.clone()),
                duties::requirement.eq("汇总各市整治数量、立案数、货值，附尚未达到目标的市场名单和原因，于期限前报送。"),
                duties::deliverable.eq("汇总表"),
                duties::state.eq(state),
                duties::lead_id.eq(lead),
                duties::due_on.eq(due),
                duties::sort_on.eq(due),
                duties::due_rule.eq(format!(
                    "{{\"rule\":{{\"kind\":\"fixed\",\"on\":\"{due}\"}},\"assigned_on\":\"{today}\",\"computed\":{{\"due_on\":\"{due}\",\
                     \"explained\":{{\"kind\":\"fixed\",\"day_off\":null,\"beyond_known\":false}}}}}}"
                )),
                duties::origin_kind.eq("manual"),
                duties::origin_label.eq("第22条"),
                duties::search_key.eq(format!("{number} {title}")),
                duties::created_at.eq(now),
                duties::updated_at.eq(now),
                duties::assigned_at.eq(now),
                duties::support_count.eq(1),
                duties::version.eq(1),
            ));
            for (position, department) in [lead, departments[(i + 7) % departments.len()]].into_iter().enumerate() {
                if position == 1 && department == lead {
                    continue;
                }
                parties.push((
                    duty_parties::workspace_id.eq(workspace_id),
                    duty_parties::duty_id.eq(id),
                    duty_parties::department_id.eq(department),
                    duty_parties::part.eq(if position == 0 { "lead" } else { "support" }),
                    duty_parties::state.eq(if state == "assigned" { "pending" } else { "accepted" }),
                    duty_parties::share.eq(""),
                    duty_parties::position.eq(position as i64),
                    duty_parties::duty_state.eq(state),
                    duty_parties::sort_on.eq(due),
                ));
            }
        }
        each_backend!(conn, c => diesel::insert_into(duties::table).values(&rows).execute(c))?;
        each_backend!(conn, c => diesel::insert_into(duty_parties::table).values(&parties).execute(c))?;
    }
    for state in ["in_progress", "assigned", "submitted", "closed"] {
        let n = (0..count).filter(|i| states[i % states.len()] == state).count() as i64;
        let row = (duty_counts::workspace_id.eq(workspace_id), duty_counts::state.eq(state), duty_counts::n.eq(n));
        diesel::insert_into(duty_counts::table).values(row).execute(conn)?;
    }
    Ok(shown)
}

/// Makes `count` leaders with a weekly digest, spread over the workspaces; returns how many.
pub fn subscribe(site: &Site, seed: &Seed, count: usize) -> usize {
    let now = site.clock.now();
    for n in 0..count {
        let place = &seed.places[n % seed.places.len()];
        let email = format!("leader{n}@bench.example");
        let person = site
            .db
            .write(Tenant::Installation, |conn| accounts::add_person(conn, &Email::parse(&email)?, "李卫东", None, false, now))
            .expect("a person");
        site.db
            .write(Tenant::One(place.workspace_id), |conn| {
                let membership = member(conn, place.workspace_id, person, "leader", &[], now)?;
                diesel::insert_into(digest_subscriptions::table)
                    .values((
                        digest_subscriptions::workspace_id.eq(place.workspace_id),
                        digest_subscriptions::membership_id.eq(membership),
                        digest_subscriptions::kind.eq("leader"),
                        digest_subscriptions::frequency.eq("weekly"),
                        digest_subscriptions::weekday.eq(1),
                        digest_subscriptions::hour.eq(8),
                        digest_subscriptions::working_days_only.eq(true),
                        digest_subscriptions::all_departments.eq(true),
                        digest_subscriptions::even_if_empty.eq(false),
                        digest_subscriptions::since.eq(now),
                        digest_subscriptions::version.eq(1),
                    ))
                    .execute(conn)?;
                Ok(())
            })
            .expect("a leader");
    }
    count
}
