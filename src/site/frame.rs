//! The frame around a member's page: navigation by role, switcher, warning lines.

use crate::{
    accounts::Person,
    platform::{
        i18n::{Lang, format, format_instant, join, t},
        view::{Frame, FramePerson, FrameWorkspace, NavItem, OtherWorkspace},
    },
    tenancy::{Role, Scope, WorkspaceLink},
};

/// What the navigation counts, as far as it is known for this member; zero shows nothing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NavCounts {
    /// Things that wait on this person.
    pub next: i64,
    /// Whether there is an accountability matter this person may know of; to others there is no such place.
    pub matters: bool,
    /// A line above every page, already in the reader's language.
    pub warning: Option<String>,
}

/// Everything the frame is made of, loaded by the gate.
#[derive(Clone, Debug)]
pub(super) struct FrameParts {
    pub workspaces: Vec<WorkspaceLink>,
    pub counts: NavCounts,
    pub clock_is_shifted: bool,
}

/// Only for those who know of one.
const MATTERS: &str = "/matters";

/// path below `/w/{slug}`, Fluent key, who sees it.
const NAV: &[(&str, &str, &[Role])] = &[
    ("", "nav-home", &[Role::Secretariat, Role::Liaison, Role::Leader, Role::Auditor, Role::Administrator]),
    ("/duties", "nav-duties", &[Role::Secretariat, Role::Liaison, Role::Leader, Role::Auditor]),
    ("/policies", "nav-policies", &[Role::Secretariat, Role::Liaison, Role::Leader, Role::Auditor]),
    ("/meetings", "nav-meetings", &[Role::Secretariat, Role::Liaison, Role::Leader, Role::Auditor]),
    ("/cases", "nav-cases", &[Role::Secretariat, Role::Liaison, Role::Leader, Role::Auditor]),
    ("/hand-overs", "nav-hand-overs", &[Role::Secretariat, Role::Liaison, Role::Leader, Role::Auditor]),
    ("/parties", "nav-parties", &[Role::Secretariat, Role::Liaison, Role::Leader, Role::Auditor]),
    ("/samplings", "nav-samplings", &[Role::Secretariat, Role::Liaison, Role::Leader, Role::Auditor]),
    ("/incidents", "nav-incidents", &[Role::Secretariat, Role::Liaison, Role::Leader, Role::Auditor]),
    ("/campaigns", "nav-campaigns", &[Role::Secretariat, Role::Liaison, Role::Leader, Role::Auditor]),
    (MATTERS, "nav-matters", &[]),
    ("/restrictions", "nav-restrictions", &[Role::Secretariat, Role::Liaison, Role::Leader, Role::Auditor]),
    ("/publications", "nav-publications", &[Role::Secretariat, Role::Liaison, Role::Leader, Role::Auditor]),
    ("/check", "nav-check", &[Role::Secretariat, Role::Liaison, Role::Leader, Role::Auditor]),
    ("/departments", "nav-departments", &[Role::Secretariat, Role::Liaison, Role::Leader, Role::Auditor, Role::Administrator]),
    ("/instructions", "nav-instructions", &[Role::Secretariat, Role::Leader, Role::Auditor]),
    ("/digests", "nav-digests", &[Role::Secretariat, Role::Liaison, Role::Leader, Role::Auditor]),
    ("/people", "nav-people", &[Role::Secretariat, Role::Administrator, Role::Auditor]),
    ("/calendar", "nav-calendar", &[Role::Secretariat, Role::Administrator]),
    ("/outbox", "nav-outbox", &[Role::Administrator]),
    ("/settings", "nav-settings", &[Role::Administrator]),
];

pub(super) fn frame(scope: &Scope, parts: &FrameParts, path: &str) -> Frame {
    let (lang, base) = (scope.lang(), scope.base());
    let below = path.strip_prefix(&base).unwrap_or(path);
    let nav = NAV
        .iter()
        .filter(|(at, _, roles)| if *at == MATTERS { parts.counts.matters } else { scope.roles().has_any(roles) })
        .map(|(at, key, _)| NavItem {
            href: if at.is_empty() { base.clone() } else { format!("{base}{at}") },
            label: t(lang, key).into_owned(),
            current: if at.is_empty() { below.is_empty() || below == "/" } else { below == *at || below.starts_with(&format!("{at}/")) },
            count: (at.is_empty() && parts.counts.next > 0).then(|| parts.counts.next.to_string()),
        })
        .collect();
    Frame {
        workspace: Some(FrameWorkspace { name: scope.workspace_name().to_owned(), slug: scope.slug().to_owned(), base: base.clone() }),
        workspaces: switcher(&parts.workspaces, Some(scope.slug())),
        person: FramePerson { name: scope.actor_name().to_owned(), roles: roles_line(scope, lang) },
        nav,
        warning: parts.counts.warning.clone(),
        demo_clock: parts.clock_is_shifted.then(|| {
            let shown = format_instant(lang, scope.now(), scope.zone());
            format(lang, "frame-shifted-clock", &[("now", shown.into())])
        }),
    }
}

fn switcher(workspaces: &[WorkspaceLink], current: Option<&str>) -> Vec<OtherWorkspace> {
    workspaces
        .iter()
        .map(|w| OtherWorkspace { name: w.name.clone(), base: format!("/w/{}", w.slug), current: current == Some(w.slug.as_str()) })
        .collect()
}

/// path, Fluent key, for operators only.
const OWN_NAV: &[(&str, &str, bool)] =
    &[("/workspaces", "nav-workspaces", false), ("/account", "nav-account", false), ("/operator/workspaces", "nav-operator", true)];

/// The frame of pages that belong to no workspace.
pub(super) fn own_frame(person: &Person, parts: &FrameParts, lang: Lang, path: &str) -> Frame {
    let nav = OWN_NAV
        .iter()
        .filter(|(_, _, operators)| !operators || person.is_operator)
        .map(|(at, key, _)| NavItem {
            href: (*at).to_owned(),
            label: t(lang, key).into_owned(),
            current: path == *at || path.starts_with(&format!("{at}/")),
            count: None,
        })
        .collect();
    let roles = if person.is_operator { t(lang, "role-operator").into_owned() } else { person.email.clone() };
    Frame {
        workspace: None,
        workspaces: switcher(&parts.workspaces, None),
        person: FramePerson { name: person.name.clone(), roles },
        nav,
        warning: None,
        demo_clock: parts.clock_is_shifted.then(|| t(lang, "frame-shifted-clock-plain").into_owned()),
    }
}

fn roles_line(scope: &Scope, lang: Lang) -> String {
    let names: Vec<String> = scope.roles().iter().map(|r| t(lang, r.key()).into_owned()).collect();
    join(lang, &names)
}
