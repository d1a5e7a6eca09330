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
        http::{Fields, Form, ListQuery, Pager, see_other},
        i18n::{format, t},
        view::parts::{Choice, Empty, FormView, Head, Link, Notice, Tab, Tabs},
    },
    policy::{
        actions,
        model::{Change, Clause, Document, DocumentState, Side, TakeOver, words},
        queries::{self, Comparison, PairRow},
    },
    site::{Member, Site},
};

#[derive(Serialize)]
struct View {
    head: Head,
    notice: Option<Notice>,
    tabs: Tabs,
    form: Option<FormView>,
    /// Saving the choices of one page of several.
    save: Option<String>,
    unchosen: Option<String>,
    pairs: Vec<PairView>,
    empty: Empty,
    pager: Pager,
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

fn asked(query: &ListQuery) -> Option<Change> {
    let all = [Change::Changed, Change::New, Change::Gone, Change::Same];
    query.filter("change").and_then(|name| all.into_iter().find(|c| change_key(*c).0 == name))
}

pub async fn compare(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let (id, mut query) = (id(&req, "id")?, ListQuery::of(&req, &[]));
    let change = asked(&query);
    let (found, query) = site
        .read(&member, move |conn, scope| {
            let page = |total: i64| {
                query.clamp(u64::try_from(total).unwrap_or(0));
                (query.limit(), query.offset())
            };
            let found = queries::comparison(conn, scope, id, change, page)?;
            Ok((found, query))
        })
        .await?;
    let lang = member.lang();
    let may = keeps(&member) && is_pending(&found);
    let path = document_path(&member.scope, id);
    let title = t(lang, "policy-compare").into_owned();
    // A new version often has the old one's title; their numbers tell them apart.
    let same = found.older.title == found.newer.title;
    let name = |d: &Document| if same { d.short().to_owned() } else { d.title.clone() };
    let names = [("older", name(&found.older).into()), ("newer", name(&found.newer).into())];
    let pager = query.pager(lang, u64::try_from(found.total).unwrap_or(0));
    let at = query.link_with(&[("page", query.filter("page"))]);
    let form = FormView::new(format!("{path}/succeed"), t(lang, "policy-succeed")).back(path.clone());
    let view = View {
        head: head(&member, &found.newer, title.clone()).under(format(lang, "policy-compare-under", &names)),
        notice: may.then(|| Notice {
            tone: "blue",
            title: None,
            text: t(lang, "policy-compare-what").into_owned(),
            link: Some(Link::new(format!("{path}/review"), t(lang, "policy-review"))),
        }),
        tabs: tabs(&member, &query, change, &found),
        form: may.then(|| form.hidden("at", at.split_once('?').map_or("", |(_, q)| q))),
        save: (may && pager.pages > 1).then(|| t(lang, "policy-compare-save").into_owned()),
        unchosen: (may && found.unchosen > 0).then(|| format(lang, "policy-compare-unchosen", &[("n", found.unchosen.into())])),
        pairs: found.pairs.iter().map(|p| pair_view(&member, &found, p, may)).collect(),
        empty: Empty {
            title: t(lang, "policy-compare-none").into_owned(),
            text: None,
            action: Some(Link::new(query.link_with(&[("change", None)]), t(lang, "policy-show-all"))),
        },
        pager,
    };
    Ok(member.page(&req, "policy/compare", title, view)?)
}

/// Whether the newer version may still take the older's place.
fn is_pending(found: &Comparison) -> bool {
    found.older.state != DocumentState::Superseded && found.newer.state.is_open() && found.older.state.is_open()
}

fn tabs(member: &Member, query: &ListQuery, current: Option<Change>, found: &Comparison) -> Tabs {
    let lang = member.lang();
    let changed = found.counts.iter().filter(|(c, _)| *c != Change::Same).map(|(_, n)| n).sum::<i64>();
    let all = Tab {
        href: query.link_with(&[("change", None)]),
        label: t(lang, "policy-change-all").into_owned(),
        count: Some(changed.to_string()),
        current: current.is_none(),
    };
    let tab = |(change, count): &(Change, i64)| {
        let (name, key, _) = change_key(*change);
        let (href, label) = (query.link_with(&[("change", Some(name))]), t(lang, key).into_owned());
        Tab { href, label, count: Some(count.to_string()), current: current == Some(*change) }
    };
    Tabs { name: t(lang, "policy-compare").into_owned(), items: std::iter::once(all).chain(found.counts.iter().map(tab)).collect() }
}

fn pair_view(member: &Member, found: &Comparison, pair: &PairRow, may: bool) -> PairView {
    let lang = member.lang();
    let (old, new) = (pair.old.as_ref(), pair.new.as_ref());
    let (name, key, tone) = change_key(pair.change);
    let (before, after) = (old.map_or("", Clause::wording), new.map_or("", Clause::wording));
    let pieces = match pair.change {
        Change::Same => vec![PieceView { side: "both", text: after.to_owned() }],
        _ => words(before, after).into_iter().map(|p| PieceView { side: side(p.side), text: p.text }).collect(),
    };
    let of = |clause: Option<&Clause>| clause.and_then(|c| found.duties.get(&c.id)).into_iter().flatten();
    let duties: Vec<DutyLine> = of(old).chain(of(new)).map(|d| duty_line(&member.scope, &found.directory, d)).collect();
    // A changed wording on which duties hang: somebody has to say whether they still fit.
    let choice = match new.filter(|_| may && pair.change == Change::Changed && of(old).next().is_some()) {
        Some(clause) => choices(member, clause.take_over.unwrap_or(TakeOver::Adjust)),
        None => Vec::new(),
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

fn choices(member: &Member, chosen: TakeOver) -> Vec<Choice> {
    let choice = |take_over: TakeOver, key: &str| Choice::new(take_over.as_str(), t(member.lang(), key), take_over == chosen);
    vec![choice(TakeOver::Adjust, "policy-adjust"), choice(TakeOver::Keep, "policy-keep")]
}

fn side(side: Side) -> &'static str {
    match side {
        Side::Both => "both",
        Side::Old => "old",
        Side::New => "new",
    }
}

/// What was chosen on a page, by the newer version's clause.
fn chosen(fields: &Fields) -> Vec<(i64, TakeOver)> {
    let pairs = fields.pairs().filter_map(|(name, value)| Some((name.strip_prefix("choice-")?.parse().ok()?, TakeOver::parse(value)?)));
    pairs.collect()
}

/// Saves the choices of the page, and puts the newer version in the older's place unless only that was asked.
pub async fn succeed(req: HttpRequest, site: web::Data<Site>, member: Member, form: Form) -> Answer {
    let (id, fields) = (id(&req, "id")?, form.into_inner());
    let (choices, only_save) = (chosen(&fields), fields.trimmed("do") == "save");
    let path = document_path(&member.scope, id);
    let moved = site
        .write(&member, move |conn, scope| {
            actions::choose(conn, scope, id, &choices)?;
            if only_save { Ok(0) } else { actions::succeed(conn, scope, id) }
        })
        .await?;
    if only_save {
        // On to the next page, where there is one.
        let at = ListQuery::parse(&format!("{path}/compare"), fields.trimmed("at"), &[]);
        let next = at.link_with(&[("page", Some(&(at.page + 1).to_string()))]);
        return Ok(see_other(next).flash(Message::new("policy-compare-saved")).respond(&req));
    }
    let flash = Message::new("policy-succeeded").number("duties", moved as f64);
    Ok(see_other(format!("{path}/review?only=open")).flash(flash).respond(&req))
}
