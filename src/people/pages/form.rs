//! The fields of roles and departments, read and shown alike for invitations and members.

use crate::{
    people::{
        model::{Rights, Seat},
        store::OpenDepartment,
    },
    platform::{
        http::Fields,
        i18n::{Lang, t},
        view::parts::{Choice, FieldView, FormView},
    },
    tenancy::{Function, Role},
};

/// The functions these forms give; deputies are named by their liaison.
const GIVEN: [Function; 2] = [Function::Liaison, Function::Leader];

/// Roles ticked; unknown ones are left out.
pub(super) fn roles(fields: &Fields) -> Vec<Role> {
    fields.all("roles").into_iter().filter_map(Role::parse).collect()
}

/// Departments ticked, under the name of the function. What is no number stands for a department nobody has and is refused later.
pub(super) fn seats(fields: &Fields) -> Vec<Seat> {
    let of = |function: Function| {
        fields.all(function.as_str()).into_iter().map(move |id| Seat { department_id: id.parse().unwrap_or(-1), function })
    };
    GIVEN.into_iter().flat_map(of).collect()
}

/// What a form that comes back has ticked.
pub(super) fn rights(fields: &Fields) -> Rights {
    Rights { roles: crate::tenancy::Roles::new(roles(fields)), seats: seats(fields) }
}

/// Adds the boxes of roles.
pub(super) fn with_roles(lang: Lang, form: FormView, chosen: &Rights) -> FormView {
    let options = Role::ALL
        .into_iter()
        .map(|role| Choice {
            hint: Some(t(lang, &format!("people-role-hint-{}", role.as_str())).into_owned()),
            ..Choice::new(role.as_str(), t(lang, role.key()), chosen.roles.has(role))
        })
        .collect();
    form.field(FieldView::new("checks", "roles", t(lang, "people-roles")).options(options))
}

/// Adds a list of departments for each function.
pub(super) fn with_departments(lang: Lang, mut form: FormView, departments: &[OpenDepartment], chosen: &Rights) -> FormView {
    if departments.is_empty() {
        return form;
    }
    for function in GIVEN {
        let options = departments
            .iter()
            .map(|d| Choice {
                find: Some(format!("{} {}", d.name, d.code)),
                ..Choice::new(d.id, &d.short_name, chosen.seats.contains(&Seat { department_id: d.id, function }))
            })
            .collect();
        let label = t(lang, &format!("people-seats-{}", function.as_str()));
        form = form.field(FieldView::new("departments", function.as_str(), label).options(options).optional());
    }
    form
}
