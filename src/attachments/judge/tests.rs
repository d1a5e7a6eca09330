//! Contents of every kind, whole and lying.

use std::io::Write;

use zip::{ZipWriter, write::SimpleFileOptions};

use super::*;
use crate::platform::blob::{BlobTarget, Blobs};

fn content(bytes: &[u8]) -> Spooled {
    let dir = tempfile::tempdir().unwrap();
    let blobs = Blobs::open(&BlobTarget::Directory(dir.path().into()), dir.path()).unwrap();
    let mut spool = blobs.spool().unwrap();
    spool.write(bytes).unwrap();
    spool.finish().unwrap()
}

fn archive(names: &[&str]) -> Vec<u8> {
    let mut writer = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for name in names {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(name.as_bytes()).unwrap();
    }
    writer.set_comment("a comment of some length");
    writer.finish().unwrap().into_inner()
}

fn compound(stream: &str) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(std::io::Cursor::new(Vec::new())).unwrap();
    file.create_stream(stream).unwrap().write_all(&[7; 5000]).unwrap();
    file.flush().unwrap();
    file.into_inner().into_inner()
}

#[test]
fn a_content_is_what_it_holds_and_may_say_no_other() {
    const OOXML: &str = "[Content_Types].xml";
    let gb = encoding_rs::GB18030.encode("名称,数量\r\n江苏省,40\r\n").0.into_owned();
    let kinds: Vec<(Vec<u8>, &[Media])> = vec![
        (b"%PDF-1.7\n...".to_vec(), &[Media::Pdf]),
        (b"\x89PNG\r\n\x1a\n....".to_vec(), &[Media::Png]),
        (b"\xff\xd8\xff\xe0....".to_vec(), &[Media::Jpeg]),
        // As Word writes it, and as others do: the main part first.
        (archive(&[OOXML, "_rels/.rels", "word/document.xml"]), &[Media::Docx, Media::Wps, Media::Zip]),
        (archive(&["xl/workbook.xml", "docProps/app.xml", OOXML]), &[Media::Xlsx, Media::Wps, Media::Zip]),
        (archive(&[OOXML, "ppt/presentation.xml"]), &[Media::Pptx, Media::Wps, Media::Zip]),
        (archive(&["OFD.xml", "Doc_0/Document.xml"]), &[Media::Ofd, Media::Zip]),
        (archive(&["a.txt"]), &[Media::Zip]),
        (archive(&[]), &[Media::Zip]),
        // Without the list of types no office program opens it.
        (archive(&["word/document.xml"]), &[Media::Zip]),
        (archive(&[OOXML, "word/document.xml", "word/vbaProject.bin"]), &[Media::Zip]),
        (compound("WordDocument"), &[Media::Doc, Media::Wps]),
        (compound("Workbook"), &[Media::Xls, Media::Wps]),
        (compound("PowerPoint Document"), &[Media::Ppt, Media::Wps]),
        (compound("Installer"), &[]),
        ("名称,数量\n江苏省,40\n".as_bytes().to_vec(), &[Media::Txt, Media::Csv]),
        ("\u{FEFF}名称".as_bytes().to_vec(), &[Media::Txt, Media::Csv]),
        (gb, &[Media::Txt, Media::Csv]),
        (b"<html><script>alert(1)</script></html>".to_vec(), &[Media::Txt, Media::Csv]),
        (b"text\0with a NUL".to_vec(), &[]),
        (b"\xff\xff\xff\xff".to_vec(), &[]),
        (b"MZ\x90\0\x03\0\0\0".to_vec(), &[]),
        (b"\x7fELF\x02\x01\x01".to_vec(), &[]),
        (b"GIF89a......".to_vec(), &[]),
        (b"PK\x03\x04 and no list".to_vec(), &[]),
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 damaged".to_vec(), &[]),
    ];
    for (bytes, fits) in kinds {
        for media in Media::all() {
            let name = format!("a.{}", media.endings()[0]);
            let judged = judge(&mut content(&bytes), &name).unwrap();
            let shown = String::from_utf8_lossy(&bytes[..bytes.len().min(60)]).into_owned();
            assert_eq!(judged.is_ok(), fits.contains(&media), "{name}: {shown}: {judged:?}");
        }
    }
}

#[test]
fn a_character_may_stand_across_two_pieces() {
    for text in ["质".repeat(70_000), format!("a{}", "量".repeat(70_000))] {
        assert!(judge(&mut content(text.as_bytes()), "a.txt").unwrap().is_ok());
        let cut = &text.as_bytes()[..text.len() - 1];
        assert!(judge(&mut content(cut), "a.txt").unwrap().is_err(), "half a character at the end");
    }
}

#[test]
fn an_archive_that_lies_about_its_list_is_none() {
    let whole = archive(&["[Content_Types].xml", "word/document.xml"]);
    for at in 0..whole.len() {
        let mut damaged = whole.clone();
        damaged[at] ^= 0x55;
        // Never a fault, whatever it says.
        drop(judge(&mut content(&damaged), "a.docx").unwrap());
    }
}
