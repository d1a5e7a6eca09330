//! Attachments 附件: files that hang on things of other rooms (duties, agenda items, minutes), which only those rooms know.
//!
//! # The door, for a room whose things have files
//!
//! **1. Say whose files they are and who may do what**, by implementing [`pages::Owner`]. The room loads its own object with the scope,
//! so its rights decide who sees it, and another workspace's is `NotFound`:
//!
//! ```ignore
//! pub struct ItemFiles;
//!
//! impl attachments::pages::Owner for ItemFiles {
//!     const ALL: &'static str = "/w/{slug}/items/{number}/files";
//!     const ONE: &'static str = "/w/{slug}/items/{number}/files/{file}";
//!     const REMOVE: &'static str = "/w/{slug}/items/{number}/files/{file}/remove";
//!
//!     fn shelf(conn: &mut Conn, scope: &Scope, at: &At) -> Result<Shelf> {
//!         let item = queries::item(conn, scope, at.get("number"))?; // refuses who may not see it
//!         Ok(Shelf {
//!             subject: Subject::new("item", item.id),      // as in the timeline
//!             told: Subject::new("item", item.id),         // whose timeline says what happens to them
//!             name: format!("{} {}", item.number, item.title),
//!             back: format!("{}/items/{}", scope.base(), item.number),
//!             path: format!("{}/items/{}/files", scope.base(), item.number),
//!             may_add: …,                                  // this person, now
//!             may_clear: scope.has(Role::Secretariat),     // may remove what others added
//!             shut: item.is_issued.then(|| Message::new("item-files-shut")), // nothing changes any more, and why
//!             hidden: Vec::new(),                          // versions that do not exist for this person
//!         })
//!     }
//! }
//! ```
//!
//! and merging `attachments::pages::routes::<ItemFiles>()` into its routes: the list by itself, upload (several files at once, new
//! versions), download, removal with its confirmation, all with their messages. Their rows belong into `tests/world/table.rs` (see
//! those of duties).
//!
//! **2. Show them** on the object's own page: `attachments::list(conn, scope, subject)` in the read, `files: files_view(scope, &shelf,
//! &files)` in the view model, `{{> part/files files}}` in the template.
//!
//! **3. Nothing more**: the timeline of the subject says what was added, which version, what was removed and why
//! ([`crate::timeline::common`] has the sentences; `timeline_view` uses them by itself).
//!
//! A room with a form of its own that has file inputs among others shows [`file_field`] as the form's last field, registers the form by
//! `Routes::post_files`, takes [`Uploading`] (its `fields` are those that stand before the first file), calls [`pages::receive_any`] and
//! then [`add`] in its own write transaction. The answer to a question about an agenda item is such a form.
//!
//! Files the program itself makes (issued DOCX) go in by [`store_bytes`], in the transaction of the change that makes them; to have a
//! mail carry one: `outbox::carry_file(&mut payload, &attachment.for_mail())`.
//!
//! # Rules
//!
//! - **Type**: judged by content, and what the name says must be what it is ([`judge`]). Allowed types, largest size and the quota of a
//!   workspace are among its settings.
//! - **Removal**: whoever added a version may take it back within 24 hours, who may clear (the secretariat) at any time, both with a
//!   reason, and nobody once the owning room shut it. Name, size, hash, who and why stay; the content is thrown away a week later,
//!   unless another attachment has the same. A mail is tried for three days, so what it names is still there.
//! - **Versions**: a file of a name that is there already is its next version; so is one that was chosen to be.
//! - A content that came in and was never attached (the program was killed in between, or the change that made a file was undone) goes
//!   after a week as well.
//!
//! [`Uploading`]: crate::platform::http::Uploading

mod actions;
pub mod jobs;
mod judge;
mod media;
mod model;
mod names;
pub mod pages;
mod queries;
mod store;
mod view;

pub use actions::{MadeFile, add, remove, store_bytes};
pub use judge::{Shape, judge};
pub use media::Media;
pub use model::{Arrived, Attachment, FileLine, Received, Removed, Shelf, may_remove};
pub use names::harmless;
pub use queries::{hand_over, list, lists, one, used_bytes};
pub use view::{FilesView, file_field, files_view, size_text};
