//! What is typed of a case, and the case it makes.

use chrono::NaiveDate;

use crate::{
    duties::words,
    enforcement::model::{Came, Case, CaseKind, Party, TEXT_MAX},
    platform::{
        error::{FieldErrors, Message, Result},
        i18n::format,
        text::one_line,
    },
    tenancy::{
        DepartmentKind, Role, Scope,
        departments::{Department, DepartmentState},
    },
};

/// A case as typed; the texts are as they came.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CaseContent {
    /// Empty: the party and the kind.
    pub title: String,
    pub facts: String,
    /// Answers by the key of the kind's field.
    pub extra: Vec<(String, String)>,
    pub product: String,
    pub is_main_product: bool,
    pub region_id: Option<i64>,
    pub place: String,
    pub holder_id: Option<i64>,
    /// None where nothing was chosen.
    pub came: Option<Came>,
    pub found_on: Option<NaiveDate>,
    /// Of a case about officers who enforced unlawfully: their department.
    pub officers_of_id: Option<i64>,
    /// The campaign a new case counts for.
    pub campaign_id: Option<i64>,
}

/// What a case is written from.
pub(super) struct Ground<'a> {
    pub kind: &'a CaseKind,
    pub party: &'a Party,
    pub departments: &'a [Department],
}

impl CaseContent {
    /// Writes what was typed into the case; everything wrong is said at once, by field.
    pub(super) fn put(&self, scope: &Scope, case: &mut Case, ground: &Ground<'_>, mut errors: FieldErrors) -> Result<()> {
        let title = words::optional(&mut errors, "title", &one_line(&self.title), words::TITLE_MAX);
        case.title = if title.is_empty() { default_title(scope, ground) } else { title };
        case.facts = words::required(&mut errors, "facts", &self.facts, words::TEXT_MAX);
        let typed = |key: &str| self.extra.iter().find(|(k, _)| k == key).map(|(_, v)| v.clone()).unwrap_or_default();
        // What the kind does not ask any more stays as it was answered.
        let old = case.extra.iter().filter(|v| !ground.kind.fields.iter().any(|f| f.key == v.key)).cloned();
        let old: Vec<_> = old.collect();
        case.extra = ground.kind.read_extra(&mut errors, typed);
        case.extra.extend(old);
        case.product = words::optional(&mut errors, "product", &one_line(&self.product), words::TITLE_MAX);
        case.is_main_product = self.is_main_product && !case.product.is_empty();
        if self.is_main_product && case.product.is_empty() {
            errors.add("product", Message::new("case-main-product-missing"));
        }
        case.place = words::optional(&mut errors, "place", &one_line(&self.place), TEXT_MAX);
        self.put_region(case, ground, &mut errors);
        self.put_holder(scope, case, ground, &mut errors);
        self.put_officers(case, ground, &mut errors);
        self.put_found(scope, case, ground.party, &mut errors);
        errors.finish(())
    }

    fn put_region(&self, case: &mut Case, ground: &Ground<'_>, errors: &mut FieldErrors) {
        let fits = |d: &&Department| d.kind == DepartmentKind::LocalGovernment && d.state == DepartmentState::Open;
        if self.region_id != case.region_id {
            // Another workspace's department is like none at all.
            if let Some(id) = self.region_id.filter(|id| !ground.departments.iter().filter(fits).any(|d| d.id == *id)) {
                tracing::debug!(id, "no region");
                return errors.add("region", Message::new("party-region-unknown"));
            }
        }
        case.region_id = self.region_id;
    }

    /// A new case is held by a department of whoever writes it down; the secretariat may give it to any.
    fn put_holder(&self, scope: &Scope, case: &mut Case, ground: &Ground<'_>, errors: &mut FieldErrors) {
        if case.version > 0 && (self.holder_id.is_none() || self.holder_id == Some(case.holder_id)) {
            return;
        }
        let open = |id: &i64| ground.departments.iter().any(|d| d.id == *id && d.state == DepartmentState::Open);
        let may = |id: &i64| scope.has(Role::Secretariat) || (case.version == 0 && scope.acts_for_department(*id));
        match self.holder_id {
            None => errors.add("holder", Message::new("field-required")),
            Some(id) if !open(&id) => errors.add("holder", Message::new("case-holder-unknown")),
            Some(id) if !may(&id) => errors.add("holder", Message::new("case-holder-not-yours")),
            Some(id) => case.holder_id = id,
        }
    }

    /// Only cases about officers say whose they are; that department is there, or was when it was written.
    fn put_officers(&self, case: &mut Case, ground: &Ground<'_>, errors: &mut FieldErrors) {
        if !ground.kind.is_about_officers() {
            case.officers_of_id = None;
            return;
        }
        let open = |id: i64| ground.departments.iter().any(|d| d.id == id && d.state == DepartmentState::Open);
        match self.officers_of_id {
            None => errors.add("officers", Message::new("field-required")),
            Some(id) if !open(id) && case.officers_of_id != Some(id) => errors.add("officers", Message::new("case-holder-unknown")),
            chosen => case.officers_of_id = chosen,
        }
    }

    fn put_found(&self, scope: &Scope, case: &mut Case, party: &Party, errors: &mut FieldErrors) {
        match self.found_on {
            None => errors.add("found_on", Message::new("field-required")),
            Some(day) if day > scope.today() => errors.add("found_on", Message::new("case-found-future")),
            Some(day) => match party.founded_on.filter(|founded| day < *founded) {
                Some(founded) => {
                    let message = Message::new("case-found-before").text("name", &party.name).text("day", founded.to_string());
                    errors.add("found_on", message);
                }
                None => case.found_on = day,
            },
        }
    }
}

fn default_title(scope: &Scope, ground: &Ground<'_>) -> String {
    let args = [("party", ground.party.name.as_str().into()), ("kind", ground.kind.name.as_str().into())];
    format(scope.workspace_lang(), "case-default-title", &args)
}

/// The names of the fields two versions differ in.
pub(super) fn changed(old: &Case, new: &Case) -> Vec<&'static str> {
    let all = [
        (old.title != new.title, "title"),
        (old.facts != new.facts, "facts"),
        (old.extra != new.extra, "extra"),
        (old.product != new.product || old.is_main_product != new.is_main_product, "product"),
        (old.region_id != new.region_id, "region"),
        (old.place != new.place, "place"),
        (old.holder_id != new.holder_id, "holder"),
        (old.officers_of_id != new.officers_of_id, "officers"),
        (old.found_on != new.found_on, "found_on"),
    ];
    all.into_iter().filter(|(differs, _)| *differs).map(|(_, field)| field).collect()
}
