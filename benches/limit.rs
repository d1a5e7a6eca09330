//! The limit: the least server of the same parts that could show such a list, and the least writer.

use std::{net::SocketAddr, time::Duration};

use actix_web::{App, HttpResponse, HttpServer, web};
use chrono::NaiveDate;
use diesel::prelude::*;
use handlebars::Handlebars;
use lianxi::{
    platform::{
        db::{Db, Tenant},
        id::new_id,
    },
    schema::{departments, duties, timeline},
    site::Site,
};
use serde::Serialize;

use crate::seed::Seed;

const TEMPLATE: &str = "<!doctype html><html lang=\"zh-CN\"><head><meta charset=\"utf-8\"><title>{{title}}</title></head><body><h1>{{title}}</h1>\
<table><thead><tr><th>编号</th><th>任务</th><th>单位</th><th>期限</th><th>环节</th></tr></thead><tbody>\
{{#each rows}}<tr><td>{{number}}</td><td><a href=\"/duties/{{number}}\">{{title}}</a></td><td>{{department}}</td><td>{{due}}</td><td>{{state}}</td></tr>{{/each}}\
</tbody></table></body></html>";

#[derive(Serialize)]
struct Page {
    title: &'static str,
    rows: Vec<Row>,
}

#[derive(Serialize, Queryable)]
struct Row {
    number: String,
    title: String,
    department: String,
    due: NaiveDate,
    state: String,
}

struct Limit {
    db: Db,
    views: Handlebars<'static>,
}

/// actix-web, one Diesel query with a join, Handlebars: no session, no rights, no counts, no frame.
pub fn start(seed: &Seed) -> SocketAddr {
    let mut views = Handlebars::new();
    views.register_template_string("list", TEMPLATE).expect("a template");
    let data = web::Data::new(Limit { db: seed.db.clone(), views });
    let (sender, receiver) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        actix_web::rt::System::new().block_on(async move {
            let server = HttpServer::new(move || App::new().app_data(data.clone()).route("/list/{workspace}", web::get().to(list)))
                .workers(std::thread::available_parallelism().map_or(1, usize::from))
                .bind("127.0.0.1:0")
                .expect("binds");
            sender.send(server.addrs()[0]).expect("the bench waits");
            server.run().await.expect("runs");
        });
    });
    receiver.recv().expect("the limit starts")
}

async fn list(limit: web::Data<Limit>, path: web::Path<i64>) -> HttpResponse {
    let (workspace, shared) = (path.into_inner(), limit.clone());
    let rows = web::block(move || {
        shared.db.read(Tenant::One(workspace), |conn| {
            Ok(duties::table
                .inner_join(
                    departments::table
                        .on(departments::workspace_id.eq(duties::workspace_id).and(departments::id.nullable().eq(duties::lead_id))),
                )
                .filter(duties::workspace_id.eq(workspace))
                .filter(duties::state.eq("in_progress"))
                .order((duties::sort_on, duties::id))
                .limit(50)
                .select((duties::number, duties::title, departments::short_name, duties::sort_on, duties::state))
                .load::<Row>(conn)?)
        })
    })
    .await
    .expect("a thread")
    .expect("rows");
    assert_eq!(rows.len(), 50);
    let html = limit.views.render("list", &Page { title: "任务", rows }).expect("renders");
    HttpResponse::Ok().content_type("text/html; charset=utf-8").body(html)
}

/// One writer, one row a durable transaction.
pub fn bare_inserts_per_second(site: &Site, span: Duration) -> f64 {
    let workspace = site
        .db
        .read(Tenant::All, |conn| Ok(lianxi::schema::workspaces::table.select(lianxi::schema::workspaces::id).first::<i64>(conn)?))
        .expect("a workspace");
    let began = std::time::Instant::now();
    let mut count = 0u32;
    while began.elapsed() < span {
        let row = (
            timeline::workspace_id.eq(workspace),
            timeline::id.eq(new_id()),
            timeline::subject_kind.eq("bench"),
            timeline::subject_id.eq(1),
            timeline::at.eq(site.clock.now()),
            timeline::actor.eq("bench"),
            timeline::action.eq("bench"),
            timeline::data.eq("{}"),
        );
        site.db
            .write(Tenant::One(workspace), |conn| {
                diesel::insert_into(timeline::table).values(row).execute(conn)?;
                Ok(())
            })
            .expect("inserts");
        count += 1;
    }
    f64::from(count) / began.elapsed().as_secs_f64()
}
