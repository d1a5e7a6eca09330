//! The form of a party: what was typed, what is stored, and the fields between.

use actix_web::{HttpRequest, HttpResponse, http::StatusCode};
use serde::Serialize;

use super::{head, list_path, path};
use crate::{
    enforcement::{
        KEEPERS,
        actions::Content,
        model::{NAME_MAX, Party, PartyKind, Personal, Post, TEXT_MAX},
        queries,
    },
    platform::{
        db::Conn,
        error::Result,
        http::Fields,
        i18n::{format, t},
        view::parts::{Choice, FieldView, FormView, Head, Link, Notice},
    },
    site::Member,
    tenancy::{Scope, departments::Department},
};

/// What the form of a party is made from.
pub(super) struct Ground {
    /// The party that is changed.
    pub party: Option<Party>,
    pub regions: Vec<Department>,
}

/// Refuses whoever keeps no parties, and a party that lives on in another.
pub(super) fn ground(conn: &mut Conn, scope: &Scope, id: Option<i64>) -> Result<Ground> {
    let ground = ground_again(conn, scope, id)?;
    if let Some(party) = &ground.party {
        party.require_active()?;
    }
    Ok(ground)
}

/// For a form that was refused, whatever became of the party: what was typed is not lost.
pub(super) fn ground_again(conn: &mut Conn, scope: &Scope, id: Option<i64>) -> Result<Ground> {
    scope.require(&KEEPERS)?;
    let party = id.map(|id| queries::one(conn, scope, id)).transpose()?;
    Ok(Ground { party, regions: queries::regions(conn, scope)? })
}

pub(super) fn read(fields: &Fields) -> Content {
    let text = |name: &str| fields.get(name).unwrap_or_default().to_owned();
    let region_id = match fields.trimmed("region") {
        "" => None,
        // Only a form that was tampered with holds anything else.
        id => Some(id.parse().unwrap_or(-1)),
    };
    let people = [Post::LegalRepresentative, Post::InCharge, Post::DirectlyResponsible].map(|post| (Some(post), text(post.as_str())));
    Content {
        kind: PartyKind::parse(fields.trimmed("kind")),
        name: text("name"),
        credit_code: text("credit_code"),
        registration_number: text("registration_number"),
        id_number: text("id_number"),
        region_id,
        address: text("address"),
        products: text("products"),
        people,
        former_names: text("former_names"),
        founded_on: text("founded_on"),
        forget: fields.all("forget").into_iter().filter_map(Personal::parse).collect(),
    }
}

/// What is stored, as the form would send it; what is shown only with a reason is not among it.
pub(super) fn stored(party: &Party) -> Fields {
    let names = |post| party.people_of(post).join("、");
    let former = party.former_names.iter().map(|f| match f.until_on {
        Some(day) => format!("{} {day}", f.name),
        None => f.name.clone(),
    });
    let number = |text: Option<&str>| text.unwrap_or_default().to_owned();
    Fields::from_pairs([
        ("kind", party.kind.as_str().to_owned()),
        ("name", party.name.clone()),
        ("credit_code", number(party.credit_code.as_ref().map(|c| c.as_str()))),
        ("registration_number", number(party.registration_number.as_ref().map(|n| n.as_str()))),
        ("region", party.region_id.map(|id| id.to_string()).unwrap_or_default()),
        ("address", if party.is_person() { String::new() } else { party.address.clone() }),
        ("products", party.products.clone()),
        ("founded_on", party.founded_on.map(|day| day.to_string()).unwrap_or_default()),
        (Post::LegalRepresentative.as_str(), names(Post::LegalRepresentative)),
        (Post::InCharge.as_str(), names(Post::InCharge)),
        (Post::DirectlyResponsible.as_str(), names(Post::DirectlyResponsible)),
        ("former_names", former.collect::<Vec<_>>().join("\n")),
    ])
}

/// The fields of a new party, or of one that exists in the version it has now.
pub(super) fn form(scope: &Scope, ground: &Ground, values: &Fields) -> FormView {
    let lang = scope.lang();
    let party = ground.party.as_ref();
    let mut form = match party {
        Some(p) => FormView::new(format!("{}/edit", path(scope, p.id)), t(lang, "party-save")).back(path(scope, p.id)),
        None => FormView::new(format!("{}/new", list_path(scope)), t(lang, "party-register")).back(list_path(scope)),
    };
    form.fields = fields(scope, ground, values);
    // What is typed of a natural person is not left behind in the browser.
    form.keep = match party {
        Some(p) => (!p.is_person()).then(|| format!("party-{}", p.id)),
        None => Some("party-new".to_owned()),
    };
    match party {
        Some(p) => form.hidden("version", p.version),
        None => form,
    }
}

fn fields(scope: &Scope, ground: &Ground, values: &Fields) -> Vec<FieldView> {
    let lang = scope.lang();
    let label = |key: &str| t(lang, key).into_owned();
    let field = |kind: &'static str, name: &str| {
        FieldView::new(kind, name, label(&format!("party-field-{}", name.replace('_', "-")))).value(values.get(name).unwrap_or_default())
    };
    let line = |name: &str, max: usize| FieldView { max: Some(max.to_string()), ..field("text", name) };
    let hinted = |field: FieldView, key: &str| field.hint(label(key)).optional();
    let party = ground.party.as_ref();
    let mut all = vec![kinds(scope, party, values), FieldView { whole: true, ..line("name", NAME_MAX) }];
    if party.is_some() {
        all[1].hint = Some(label("party-hint-name-edit"));
    }
    if party.is_none_or(|p| !p.is_person()) {
        all.push(hinted(line("credit_code", 60), "party-hint-credit-code"));
        all.push(hinted(line("registration_number", 60), "party-hint-registration-number"));
    }
    if party.is_none_or(Party::is_person) {
        let id = FieldView { complete: Some("off"), unkept: true, ..line("id_number", 60) };
        all.push(match party.and_then(|p| p.id_number.as_ref()) {
            Some(number) => id.hint(format(lang, "party-hint-kept", &[("shown", number.masked().into())])).optional(),
            None => hinted(id, "party-hint-id-number"),
        });
    }
    all.push(region(scope, ground, values));
    if party.is_none_or(|p| !p.is_person()) {
        let today = scope.today().to_string();
        all.push(FieldView { size: Some("short"), max: Some(today), ..hinted(field("date", "founded_on"), "party-hint-founded-on") });
    }
    let address = FieldView { unkept: party.is_none_or(Party::is_person), whole: true, ..line("address", TEXT_MAX) }.optional();
    all.push(match party.filter(|p| p.is_person() && !p.address.is_empty()) {
        Some(p) => address.hint(format(lang, "party-hint-kept", &[("shown", p.open_address().into())])),
        None if party.is_none() => address.hint(label("party-hint-address")),
        None => address,
    });
    all.push(hinted(FieldView { whole: true, ..line("products", TEXT_MAX) }, "party-hint-products"));
    // A person answers for themselves; whoever was written down all the same stays in sight.
    let posts = if party.is_none_or(|p| !p.is_person() || !p.people.is_empty()) { Post::ALL } else { &[] };
    for post in posts {
        all.push(FieldView { max: Some("1000".into()), ..hinted(field("text", post.as_str()), "party-hint-people") });
    }
    all.push(FieldView { rows: Some(3), whole: true, ..hinted(field("area", "former_names"), "party-hint-former-names") });
    for what in party.map(Party::personal).unwrap_or_default() {
        let checked = values.all("forget").contains(&what.as_str());
        let label = format(lang, "party-forget", &[("what", t(lang, &what.key()).into_owned().into())]);
        let mut check = FieldView { checked, whole: true, ..FieldView::new("check", "forget", label).value(what.as_str()) };
        check.id = format!("f-forget-{}", what.as_str());
        all.push(check);
    }
    all
}

/// A natural person stays one, and nothing else becomes one.
fn kinds(scope: &Scope, party: Option<&Party>, values: &Fields) -> FieldView {
    let lang = scope.lang();
    let fits = |k: &&PartyKind| party.is_none_or(|p| p.is_person() == (**k == PartyKind::Person));
    let choice = |k: &PartyKind| Choice::new(k.as_str(), t(lang, &k.key()), values.trimmed("kind") == k.as_str());
    let options = PartyKind::ALL.iter().filter(fits).map(choice).collect();
    FieldView { whole: true, ..FieldView::new("radio", "kind", t(lang, "party-field-kind")).options(options) }
}

fn region(scope: &Scope, ground: &Ground, values: &Fields) -> FieldView {
    let lang = scope.lang();
    let chosen = values.trimmed("region");
    let none = Choice::new("", t(lang, "party-no-region"), chosen.is_empty());
    let mut options = vec![none];
    options.extend(ground.regions.iter().map(|d| Choice::new(d.id, &d.name, d.id.to_string() == chosen)));
    if let Some(id) = ground.party.as_ref().and_then(|p| p.region_id).filter(|id| ground.regions.iter().all(|d| d.id != *id)) {
        options.push(Choice::new(id, t(lang, "parties-region-gone"), id.to_string() == chosen));
    }
    FieldView { size: Some("medium"), ..FieldView::new("select", "region", t(lang, "party-field-region")).options(options).optional() }
}

/// `enforcement/form`.
#[derive(Serialize)]
pub(in crate::enforcement) struct FormPage {
    pub head: Head,
    pub notices: Vec<Notice>,
    /// What may be the same one.
    pub alike: Vec<Similar>,
    pub form: FormView,
}

impl FormPage {
    pub fn new(head: Head, form: FormView) -> Self {
        Self { head, notices: Vec::new(), alike: Vec::new(), form }
    }

    pub fn answer(self, req: &HttpRequest, member: &Member, status: StatusCode) -> Result<HttpResponse> {
        member.page_status(req, status, "enforcement/form", self.head.title.clone(), self)
    }
}

/// A party that may be the same as another one.
#[derive(Serialize)]
pub(in crate::enforcement) struct Similar {
    href: String,
    name: String,
    /// Kind, code, former names.
    about: String,
    /// To make one of the two.
    merge: Option<Link>,
}

/// `merge`: for whom the two may be made one.
pub(super) fn similar(scope: &Scope, party: &Party, merge: Option<i64>) -> Similar {
    let lang = scope.lang();
    let former: Vec<String> = party.former_names.iter().map(|f| f.name.clone()).collect();
    let formerly =
        (!former.is_empty()).then(|| format(lang, "parties-formerly", &[("names", crate::platform::i18n::join(lang, &former).into())]));
    let code = Some(party.shown_code()).filter(|c| !c.is_empty());
    let parts = [Some(t(lang, &party.kind.key()).into_owned()), code, formerly];
    let unseen = |id| Link::new(format!("{}/merge?into={}", path(scope, id), party.id), t(lang, "party-merge-with"));
    Similar {
        href: path(scope, party.id),
        name: party.name.clone(),
        about: parts.into_iter().flatten().collect::<Vec<_>>().join(" · "),
        merge: merge.map(unseen),
    }
}

/// That a number belongs to another party, with the way there.
pub(super) fn exists_notice(scope: &Scope, other: &Party) -> Notice {
    Notice {
        tone: "red",
        title: None,
        text: t(scope.lang(), "party-exists-notice").into_owned(),
        link: Some(Link::new(path(scope, other.id), other.name.clone())),
    }
}

/// The head of the form.
pub(super) fn form_head(scope: &Scope, ground: &Ground) -> Head {
    let key = if ground.party.is_some() { "party-edit-title" } else { "party-new-title" };
    head(scope, ground.party.as_ref(), &t(scope.lang(), key))
}
