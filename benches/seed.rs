//! Many duties in twenty workspaces, written in bulk.

use chrono::{Days, NaiveDateTime};
use diesel::prelude::*;
use lianxi::{
    accounts::{self, Email, password},
    duties, each_backend,
    meetings::{
        Asked, Kind, Seen,
        actions::{self, Content, ItemContent},
    },
    platform::{
        db::{Conn, Db, Tenant},
        error::Result,
        i18n::Lang,
        id::new_id,
    },
    schema::{
        department_aliases, department_people, departments, digest_subscriptions, duties as duty_rows, duty_counts, duty_parties,
        membership_roles, memberships, workspaces,
    },
    site::Site,
    tenancy::{Settings, member_scope_all_workspaces},
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
                duty_rows::workspace_id.eq(workspace_id),
                duty_rows::id.eq(id),
                duty_rows::number.eq(number.clone()),
                duty_rows::title.eq(title.clone()),
                duty_rows::requirement.eq("汇总各市整治数量、立案数、货值，附尚未达到目标的市场名单和原因，于期限前报送。"),
                duty_rows::deliverable.eq("汇总表"),
                duty_rows::state.eq(state),
                duty_rows::lead_id.eq(lead),
                duty_rows::due_on.eq(due),
                duty_rows::sort_on.eq(due),
                duty_rows::due_rule.eq(format!(
                    "{{\"rule\":{{\"kind\":\"fixed\",\"on\":\"{due}\"}},\"assigned_on\":\"{today}\",\"computed\":{{\"due_on\":\"{due}\",\
                     \"explained\":{{\"kind\":\"fixed\",\"day_off\":null,\"beyond_known\":false}}}}}}"
                )),
                duty_rows::origin_kind.eq("manual"),
                duty_rows::origin_label.eq("第22条"),
                duty_rows::search_key.eq(format!("{number} {title}")),
                duty_rows::created_at.eq(now),
                duty_rows::updated_at.eq(now),
                duty_rows::assigned_at.eq(now),
                duty_rows::support_count.eq(1),
                duty_rows::version.eq(1),
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
        each_backend!(conn, c => diesel::insert_into(duty_rows::table).values(&rows).execute(c))?;
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

/// A called meeting in every workspace with so many items on its agenda, a tenth of them restricted; their numbers.
pub fn agendas(site: &Site, seed: &Seed, items: usize) -> Vec<String> {
    seed.places.iter().map(|place| agenda(site, place, items).expect("an agenda")).collect()
}

fn agenda(site: &Site, place: &Place, items: usize) -> Result<String> {
    let now = site.clock.now();
    let scope = site
        .db
        .read(Tenant::All, |conn| member_scope_all_workspaces(conn, &place.slug, place.secretariat, "周敏", Some(Lang::ZhCn), now))?;
    site.db.write(scope.tenant(), |conn| {
        let invited: Vec<i64> = duties::queries::open_departments(conn, &scope)?.iter().map(|d| d.id).collect();
        let content = Content {
            kind: Kind::Regular,
            title: "第四季度质量工作联席会议".into(),
            starts_at: now + chrono::Duration::days(20),
            minutes: 240,
            place: "三号会议室".into(),
            note: String::new(),
            chair_id: None,
            quorum: 0,
            call_on: None,
            cutoff_on: None,
            notice_on: None,
        };
        let meeting = actions::create(conn, &scope, &content, &invited)?;
        for n in 0..items {
            let item = ItemContent {
                department_id: None,
                title: format!("关于第{n}类重点产品质量整治分工的建议"),
                asked: Asked::Coordinate,
                background: "各市做法不一，两个单位对检查分工有分歧，提请会议协调。".into(),
                proposed_decision: "由第一管理局牵头，其余配合，年底前制定方案。".into(),
                concerned: vec![invited[n % invited.len()], invited[(n + 3) % invited.len()]],
                minutes: 4,
                section: format!("第{}部分", n / 15 + 1),
                restricted: n % 10 == 9,
                late_reason: String::new(),
            };
            actions::propose(conn, &scope, &meeting.number, &item, true)?;
        }
        actions::call(conn, &scope, &Seen::any(&*meeting.number))?;
        Ok(meeting.number)
    })
}
