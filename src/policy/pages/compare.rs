//! Two versions of a document beside each other, and the newer taking the older's place.

use actix_web::{HttpRequest, web};
use serde::Serialize;

use super::{
    Answer,
    clause::{DutyLine, duty_line},
    document_path, head, id, keeps,
};
use crate::{
    platform::{
        error::Message,
        http::{Form, ListQuery, see_other},
        i18n::{format, t},
        view::parts::{Choice, FormView, Head, Link, Notice, Tab, Tabs},
    },
    policy::{
        actions,
        model::{Change, Clause, DocumentState, Pair, Side, words},
        queries::{self, Comparison},
    },
    site::{Member, Site},
};

#[derive(Serialize)]
struct View {
    head: Head,
    notice: Option<Notice>,
    tabs: Tabs,
    form: Option<FormView>,
    pairs: Vec<PairView>,
}

#[derive(Serialize)]
struct PairView {
    id: i64,
    change: String,
    tone: &'static str,
    old: String,
    new: String,
    heading: String,
    /// Stretches of both wordings; `side` is `both`, `old` or `new`.
    pieces: Vec<PieceView>,
    duties: Vec<DutyLine>,
    /// Keep or adjust, where duties hang on a changed wording.
    choice: Vec<Choice>,
    name: String,
    note: Option<String>,
}

#[derive(Serialize)]
struct PieceView {
    side: &'static str,
    text: String,
}

fn change_key(change: Change) -> (&'static str, &'static str, &'static str) {
    match change {
        Change::Same => ("same", "policy-change-same", "grey"),
        Change::Changed => ("changed", "policy-change-changed", "yellow"),
        Change::New => ("new", "policy-change-new", "blue"),
        Change::Gone => ("gone", "policy-change-gone", "red"),
    }
}

const CHANGES: [Change; 4] = [Change::Changed, Change::New, Change::Gone, Change::Same];

pub async fn compare(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let (id, query) = (id(&req, "id")?, ListQuery::of(&req, &[]));
    let found = site.read(&member, move |conn, scope| queries::comparison(conn, scope, id)).await?;
    let lang = member.lang();
    let shown = query.filter("change").and_then(|name| CHANGES.into_iter().find(|c| change_key(*c).0 == name));
    let pending = found.older.state != DocumentState::Superseded;
    let may = keeps(&member) && pending && found.newer.state.is_open() && found.older.state.is_open();
    let path = document_path(&member.scope, id);
    let title = t(lang, "policy-compare").into_owned();
    let names = [("older", found.older.title.as_str().into()), ("newer", found.newer.title.as_str().into())];
    let shown_pairs = found
        .pairs
        .iter()
        .filter(|p| shown.map_or(p.change != Change::Same || !may, |c| p.change == c) || (may && needs_choice(&found, p)));
    let view = View {
        head: head(&member, &found.newer, title.clone()).under(format(lang, "policy-compare-under", &names)),
        notice: may.then(|| Notice {
            tone: "blue",
            title: None,
            text: t(lang, "policy-compare-what").into_owned(),
            link: Some(Link::new(format!("{path}/review"), t(lang, "policy-review"))),
        }),
        tabs: tabs(&member, &query, shown, &found, may),
        form: may.then(|| FormView::new(format!("{path}/succeed"), t(lang, "policy-succeed")).back(path.clone())),
        pairs: shown_pairs.map(|p| pair_view(&member, &found, p, may)).collect(),
    };
    Ok(member.page(&req, "policy/compare", title, view)?)
}

fn tabs(member: &Member, query: &ListQuery, current: Option<Change>, found: &Comparison, may: bool) -> Tabs {
    let lang = member.lang();
    let count = |wanted: &dyn Fn(Change) -> bool| found.pairs.iter().filter(|p| wanted(p.change)).count().to_string();
    let all = Tab {
        href: query.link_with(&[("change", None)]),
        label: t(lang, if may { "policy-change-all" } else { "policy-tab-all" }).into_owned(),
        count: Some(count(&|c| !may || c != Change::Same)),
        current: current.is_none(),
    };
    let tab = |change: Change| {
        let (name, key, _) = change_key(change);
        let (href, label) = (query.link_with(&[("change", Some(name))]), t(lang, key).into_owned());
        Tab { href, label, count: Some(count(&|c| c == change)), current: current == Some(change) }
    };
    Tabs { name: t(lang, "policy-compare").into_owned(), items: std::iter::once(all).chain(CHANGES.map(tab)).collect() }
}

fn sides<'a>(found: &'a Comparison, pair: &Pair) -> (Option<&'a Clause>, Option<&'a Clause>) {
    (pair.old.and_then(|o| found.old.get(o)), pair.new.and_then(|n| found.new.get(n)))
}

/// A changed wording on which duties hang: somebody has to say whether they still fit.
fn needs_choice(found: &Comparison, pair: &Pair) -> bool {
    let old = sides(found, pair).0;
    pair.change == Change::Changed && old.is_some_and(|o| found.duties.contains_key(&o.id))
}

fn pair_view(member: &Member, found: &Comparison, pair: &Pair, may: bool) -> PairView {
    let lang = member.lang();
    let (old, new) = sides(found, pair);
    let (name, key, tone) = change_key(pair.change);
    let (before, after) = (old.map_or("", Clause::wording), new.map_or("", Clause::wording));
    let pieces = match pair.change {
        Change::Same => vec![PieceView { side: "both", text: after.to_owned() }],
        _ => words(before, after).into_iter().map(|p| PieceView { side: side(p.side), text: p.text }).collect(),
    };
    let of = |clause: Option<&Clause>| clause.and_then(|c| found.duties.get(&c.id)).into_iter().flatten();
    let duties: Vec<DutyLine> = of(old).chain(of(new)).map(|d| duty_line(&member.scope, &found.directory, d)).collect();
    let choice = if may && needs_choice(found, pair) {
        vec![Choice::new("adjust", t(lang, "policy-adjust"), true), Choice::new("keep", t(lang, "policy-keep"), false)]
    } else {
        Vec::new()
    };
    let id = new.or(old).map_or(0, |c| c.id);
    let note = (name == "gone" && !duties.is_empty()).then(|| t(lang, "policy-gone-duties").into_owned());
    PairView {
        id,
        change: t(lang, key).into_owned(),
        tone,
        old: old.map(Clause::name).unwrap_or_default(),
        new: new.map(Clause::name).unwrap_or_default(),
        heading: new.or(old).map(|c| c.heading.clone()).unwrap_or_default(),
        pieces,
        duties,
        choice,
        name: format!("choice-{id}"),
        note,
    }
}

fn side(side: Side) -> &'static str {
    match side {
        Side::Both => "both",
        Side::Old => "old",
        Side::New => "new",
    }
}

pub async fn succeed(req: HttpRequest, site: web::Data<Site>, member: Member, form: Form) -> Answer {
    let (id, fields) = (id(&req, "id")?, form.into_inner());
    let keep: Vec<i64> =
        fields.pairs().filter(|(_, value)| *value == "keep").filter_map(|(name, _)| name.strip_prefix("choice-")?.parse().ok()).collect();
    let moved = site.write(&member, move |conn, scope| actions::succeed(conn, scope, id, &keep)).await?;
    let flash = Message::new("policy-succeeded").number("duties", moved as f64);
    Ok(see_other(format!("{}/review?only=open", document_path(&member.scope, id))).flash(flash).respond(&req))
}
