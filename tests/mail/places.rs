use std::fs;

use lianxi::platform::mail::{Letter, Transport};

use super::{at, letter, message, temporary};
use crate::support::smtp::Letter as Read;

#[tokio::test]
async fn a_directory_holds_each_message_once() {
    let directory = tempfile::tempdir().expect("a directory");
    let path = directory.path().join("mail");
    let transport = Transport::Directory(path.clone());
    let mut first = transport.session();
    first.send(&message(1)).await.expect("written");
    first.send(&message(2)).await.expect("written");
    first.send(&message(1)).await.expect("written again");
    // Another process, later, with a new attempt at the same letter.
    let later = Letter { written_at: at("2026-11-24T09:30:00"), ..letter(1) };
    transport.session().send(&later.write().expect("a message")).await.expect("written again");
    let mut names: Vec<String> =
        fs::read_dir(&path).expect("made").map(|entry| entry.expect("an entry").file_name().into_string().expect("a name")).collect();
    names.sort();
    assert_eq!(names, ["20261123T000000Z-digest-1@lianxi.example.eml", "20261123T000000Z-digest-2@lianxi.example.eml"]);
    let read = Read::parse(&fs::read(path.join(&names[0])).expect("a file"));
    assert_eq!(read.header("Date"), "Tue, 24 Nov 2026 09:30:00 +0000", "the last attempt is what the file holds");
    // Odd identifiers stay inside of the directory and apart from each other.
    for odd in ["../../etc/x@a", "..?..?etc?x@a"] {
        let message = Letter { message_id: odd.to_owned(), ..letter(3) }.write().expect("a message");
        first.send(&message).await.expect("written");
    }
    assert_eq!(fs::read_dir(&path).expect("made").count(), 4);
    assert_eq!(fs::read_dir(directory.path()).expect("there").count(), 1);
}

#[tokio::test]
async fn a_directory_that_cannot_be_written_is_temporary() {
    let directory = tempfile::tempdir().expect("a directory");
    let blocked = directory.path().join("file");
    fs::write(&blocked, "not a directory").expect("written");
    let mut session = Transport::Directory(blocked.join("mail")).session();
    temporary(session.send(&message(1)).await);
    fs::remove_file(&blocked).expect("removed");
    session.send(&message(1)).await.expect("the same session writes once it can");
}

#[tokio::test]
async fn memory_keeps_what_was_sent() {
    let transport = Transport::memory();
    transport.session().send(&message(1)).await.expect("kept");
    let Transport::Memory(list) = &transport else { panic!("memory") };
    let kept = list.lock().expect("no test thread panicked");
    assert_eq!(kept.len(), 1);
    assert_eq!(kept[0].message_id(), "digest-1@lianxi.example");
}
