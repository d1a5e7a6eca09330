//! The forms that write a publication: a first draft, its draft rewritten, a correction of what is published.

use actix_web::{HttpRequest, http::StatusCode, web};

use super::{Answer, head, path, show::returned};
use crate::{
    duties::words::TITLE_MAX,
    enforcement::{
        KEEPERS,
        model::{CaseBrief, CaseKind, Party},
        pages::{self, FormPage, asked_case, id_in},
        publication::{
            Channel, Ground, Publication, State, Version,
            actions::{self, Content, require_correctable},
            queries,
        },
        queries as parties,
        restriction::{actions::require_acting_for, pages::own_departments},
    },
    platform::{
        db::Conn,
        error::{Error, FieldErrors, Message, Result},
        http::{Fields, Form, again, path_part, see_other},
        i18n::t,
        view::parts::{Choice, FieldView, FormView, Head, Notice},
    },
    site::{Member, Site},
    tenancy::{Scope, departments::Department},
};

/// What is written.
#[derive(Clone, Copy, Debug, PartialEq)]
enum What {
    New,
    Edit,
    Correct,
}

/// What the form is made from.
struct Base {
    party: Party,
    /// Of a first draft only: what belongs to the publication as a whole.
    departments: Vec<Department>,
    cases: Vec<CaseBrief>,
    kinds: Vec<CaseKind>,
    /// What is rewritten or corrected, and the version of the whole.
    stored: Option<(Publication, Version)>,
}

/// Of a party that still lives; a form that is refused is shown again in any case, for what was typed.
fn new_base(conn: &mut Conn, scope: &Scope, id: i64) -> Result<Base> {
    scope.require(&KEEPERS)?;
    let party = parties::one(conn, scope, id)?;
    let cases = parties::cases::of_party(conn, scope, id)?.into_iter().filter(|c| c.party_id == id).collect();
    Ok(Base { party, departments: own_departments(conn, scope)?, cases, kinds: parties::cases::kinds(conn, scope)?, stored: None })
}

fn stored_base(conn: &mut Conn, scope: &Scope, number: &str) -> Result<Base> {
    scope.require(&KEEPERS)?;
    let one = queries::one(conn, scope, number)?;
    require_acting_for(scope, one.department_id)?;
    let latest = one.latest()?.clone();
    let party = parties::one(conn, scope, one.party_id)?;
    Ok(Base { party, departments: Vec::new(), cases: Vec::new(), kinds: Vec::new(), stored: Some((one, latest)) })
}

/// Refuses who may not begin to write it, and what is not to be written now. A form that was sent is shown again without this.
fn require_writable(scope: &Scope, base: &Base, what: What) -> Result<()> {
    let Some((one, latest)) = &base.stored else { return base.party.require_active() };
    if what == What::Correct {
        require_correctable(one)?;
    } else if latest.state != State::Draft {
        let message = Message::new("publication-not-now").text("number", &one.number);
        return Err(Error::Refused(message.key("state", latest.state.key()).key("verb", "publication-verb-edit")));
    } else if Some(latest.writer_id) != scope.person_id() {
        return Err(Error::Forbidden(Message::new("publication-writer-only").text("who", &latest.writer)));
    }
    Ok(())
}

/// `GET /w/{slug}/parties/{id}/publish`
pub async fn new_form(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    let id = id_in(&req)?;
    let base = site.read(&member, move |conn, scope| new_base(conn, scope, id)).await?;
    require_writable(&member.scope, &base, What::New)?;
    let mut values = Vec::new();
    // Nobody would find it there while the page is off.
    if member.scope.settings().open_page {
        values.push(("channel", Channel::OpenPage.as_str().to_owned()));
    }
    if let [only] = base.departments.as_slice() {
        values.push(("department", only.id.to_string()));
    }
    // From the page of a case, which says what for.
    if let Some(case) = asked_case(&req, &base.cases) {
        values.push(("case", case.id.to_string()));
        let code = base.kinds.iter().find(|k| k.id == case.kind_id).map(|k| k.code.as_str());
        values.extend(code.and_then(Ground::parse).map(|ground| ("ground", ground.as_str().to_owned())));
    }
    let form = view(&member.scope, &base, What::New, &Fields::from_pairs(values));
    page(&req, &member, StatusCode::OK, &base, What::New, form)
}

/// `POST` to the same.
pub async fn create(req: HttpRequest, site: web::Data<Site>, member: Member, form: Form) -> Answer {
    let id = id_in(&req)?;
    let fields = form.into_inner();
    let mut errors = FieldErrors::default();
    let content = read(&fields, &mut errors);
    let error = match site.write(&member, move |conn, scope| errors.with(actions::draft(conn, scope, id, &content))).await {
        Ok(one) => {
            let done = Message::new("publication-drafted").text("number", one.number.clone());
            return Ok(see_other(path(&member.scope, &one.number)).flash(done).respond(&req));
        }
        Err(error) => error,
    };
    let base = site.read(&member, move |conn, scope| new_base(conn, scope, id)).await?;
    let form = view(&member.scope, &base, What::New, &fields);
    let (status, form) = again(member.lang(), form, error, "publication-changed-meanwhile")?;
    page(&req, &member, status, &base, What::New, form)
}

async fn ask(req: HttpRequest, site: web::Data<Site>, member: Member, what: What) -> Answer {
    let number = path_part(&req, "number").to_owned();
    let base = site.read(&member, move |conn, scope| stored_base(conn, scope, &number)).await?;
    require_writable(&member.scope, &base, what)?;
    let values = base.stored.as_ref().map(|(_, version)| stored(version, what)).unwrap_or_default();
    let form = view(&member.scope, &base, what, &values);
    page(&req, &member, StatusCode::OK, &base, what, form)
}

async fn act(req: HttpRequest, site: web::Data<Site>, member: Member, form: Form, what: What) -> Answer {
    let fields = form.into_inner();
    let (number, typed) = (path_part(&req, "number").to_owned(), fields.clone());
    let done = site.write(&member, move |conn, scope| {
        let version = typed.trimmed("version").parse().unwrap_or(0);
        let mut errors = FieldErrors::default();
        let content = read(&typed, &mut errors);
        errors.with(match what {
            What::Correct => actions::correct(conn, scope, &number, version, &content),
            _ => actions::edit(conn, scope, &number, version, &content),
        })
    });
    let error = match done.await {
        Ok(()) => {
            let key = if what == What::Correct { "publication-correction-drafted" } else { "party-saved" };
            return Ok(see_other(path(&member.scope, path_part(&req, "number"))).flash(Message::new(key)).respond(&req));
        }
        Err(error) => error,
    };
    let number = path_part(&req, "number").to_owned();
    let base = site.read(&member, move |conn, scope| stored_base(conn, scope, &number)).await?;
    let (status, form) = again(member.lang(), view(&member.scope, &base, what, &fields), error, "publication-changed-meanwhile")?;
    page(&req, &member, status, &base, what, form)
}

fn read(fields: &Fields, errors: &mut FieldErrors) -> Content {
    let text = |name: &str| fields.get(name).unwrap_or_default().to_owned();
    let id = |name: &str| Some(fields.trimmed(name)).filter(|d| !d.is_empty()).map(|d| d.parse().unwrap_or(-1));
    Content {
        department_id: id("department"),
        case_id: id("case"),
        ground: Ground::parse(fields.trimmed("ground")),
        title: text("title"),
        text: text("text"),
        person: text("person"),
        channels: fields.all("channel").into_iter().filter_map(Channel::parse).collect(),
        until: fields.day("until", errors),
        reason: text("reason"),
    }
}

/// What is stored, as the form would send it. A correction says its own reason.
fn stored(version: &Version, what: What) -> Fields {
    let mut pairs = vec![
        ("ground", version.ground.as_str().to_owned()),
        ("title", version.title.clone()),
        ("text", version.text.clone()),
        ("person", version.person.clone().unwrap_or_default()),
        ("until", version.until_on.map(|d| d.to_string()).unwrap_or_default()),
    ];
    pairs.extend(version.channels.iter().map(|c| ("channel", c.as_str().to_owned())));
    if what == What::Edit {
        pairs.push(("reason", version.reason.clone()));
    }
    Fields::from_pairs(pairs)
}

fn view(scope: &Scope, base: &Base, what: What, values: &Fields) -> FormView {
    let (lang, party) = (scope.lang(), &base.party);
    let label = |key: &str| t(lang, key).into_owned();
    let chosen = |name: &str, of: &str| values.trimmed(name) == of;
    let new = |kind, name: &str, key: &str| FieldView::new(kind, name, label(key)).value(values.get(name).unwrap_or_default());
    let (action, back) = match &base.stored {
        Some((one, _)) => {
            let home = path(scope, &one.number);
            (format!("{home}/{}", if what == What::Correct { "correct" } else { "edit" }), home)
        }
        None => (format!("{}/publish", pages::path(scope, party.id)), pages::path(scope, party.id)),
    };
    let mut form = FormView::new(action, label("publication-save")).back(back);
    if let Some((one, latest)) = &base.stored {
        form = form.hidden("version", one.version);
        if what == What::Correct || latest.is_correction() {
            let reason = new("area", "reason", "publication-field-reason").hint(label("publication-hint-reason"));
            form = form.field(FieldView { rows: Some(3), whole: true, ..reason });
        }
    } else {
        let mut departments = vec![Choice::new("", label("restriction-choose"), chosen("department", ""))];
        departments.extend(base.departments.iter().map(|d| Choice::new(d.id, &d.name, chosen("department", &d.id.to_string()))));
        form = form
            .field(FieldView { size: Some("medium"), ..new("select", "department", "publication-field-department").options(departments) });
        let cases = pages::cases_to_name(lang, &base.cases, values);
        if !cases.is_empty() {
            form = form.field(FieldView { whole: true, ..new("select", "case", "restriction-field-case").options(cases).optional() });
        }
    }
    let mut grounds = vec![Choice::new("", label("restriction-choose"), chosen("ground", ""))];
    grounds.extend(Ground::ALL.iter().map(|g| Choice::new(g.as_str(), label(&g.key()), chosen("ground", g.as_str()))));
    form = form.field(FieldView { size: Some("medium"), ..new("select", "ground", "publication-field-ground").options(grounds) });
    if !party.people.is_empty() && !party.is_person() {
        let mut people = vec![Choice::new("", label("publication-nobody"), chosen("person", ""))];
        people.extend(
            party.people.iter().map(|p| Choice::new(&p.name, format!("{} · {}", p.name, label(&p.post.key())), chosen("person", &p.name))),
        );
        let person = new("select", "person", "publication-field-person").options(people).hint(label("publication-hint-person"));
        form = form.field(FieldView { size: Some("medium"), ..person.optional() });
    }
    let given = values.all("channel");
    let channels = Channel::ALL.iter().map(|c| Choice::new(c.as_str(), label(&c.key()), given.contains(&c.as_str()))).collect();
    let channel = FieldView::new("checks", "channel", label("publication-field-channel")).options(channels);
    let channel = if scope.settings().open_page { channel } else { channel.hint(label("publication-open-page-off-hint")) };
    form.field(FieldView { max: Some(TITLE_MAX.to_string()), whole: true, ..new("text", "title", "publication-field-title") })
        .field(FieldView {
            rows: Some(10),
            whole: true,
            ..new("area", "text", "publication-field-text").hint(label("publication-hint-text"))
        })
        .field(FieldView { whole: true, ..channel })
        .field(FieldView {
            size: Some("short"),
            min: Some(scope.today().to_string()),
            ..new("date", "until", "publication-field-until").hint(label("publication-hint-until")).optional()
        })
}

fn page(req: &HttpRequest, member: &Member, status: StatusCode, base: &Base, what: What, form: FormView) -> Answer {
    let (scope, lang) = (&*member.scope, member.lang());
    let key = match what {
        What::New => "publication-new-title",
        What::Edit => "publication-do-edit",
        What::Correct => "publication-do-correct",
    };
    let title = t(lang, key);
    let head: Head = match &base.stored {
        Some((one, _)) => head(scope, Some(&one.number), &title),
        None => pages::head(scope, Some(&base.party), &title),
    };
    let mut page = FormPage::new(head.under(&base.party.name), form);
    if let Some(before) = base.stored.as_ref().filter(|_| what == What::Edit).and_then(|(one, latest)| one.returned_before(latest.nth)) {
        page.notices.push(Notice { tone: "yellow", title: None, text: returned(scope, before), link: None });
    }
    Ok(page.answer(req, member, status)?)
}

pub async fn edit_form(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    ask(req, site, member, What::Edit).await
}

pub async fn edit(req: HttpRequest, site: web::Data<Site>, member: Member, form: Form) -> Answer {
    act(req, site, member, form, What::Edit).await
}

pub async fn correct_form(req: HttpRequest, site: web::Data<Site>, member: Member) -> Answer {
    ask(req, site, member, What::Correct).await
}

pub async fn correct(req: HttpRequest, site: web::Data<Site>, member: Member, form: Form) -> Answer {
    act(req, site, member, form, What::Correct).await
}
