use super::super::properties::{docx, office};
use super::super::{Source, read};
use super::Refusal;

fn refused(bytes: &[u8]) -> Option<Refusal> {
    read(&Source { name: "x.docx", bytes }).err()
}

fn with(part: &str, content: &str) -> Vec<u8> {
    office("word/document.xml", "<w:document><w:body><w:p><w:r><w:t>一、甲</w:t></w:r></w:p></w:body></w:document>", &[(part, content)])
}

#[test]
fn what_is_dangerous_or_no_document() {
    assert_eq!(refused(b""), Some(Refusal::Empty));
    assert_eq!(refused(b" \n "), Some(Refusal::Empty));
    assert_eq!(refused(&docx(&[""])), Some(Refusal::Empty));
    assert_eq!(refused(b"\x00\x01\x02binary"), Some(Refusal::NotText));
    let kind = |bytes: &[u8]| matches!(refused(bytes), Some(Refusal::UnsupportedKind { .. }));
    assert!(kind(b"%PDF-1.7 ...") && kind(b"{\\rtf1 ...") && kind(b"<html><body>x") && kind(&office("mimetype", "x", &[])));
    let mut ole = vec![0xD0, 0xCF, 0x11, 0xE0];
    assert!(kind(&ole));
    ole.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    assert_eq!(refused(&ole), Some(Refusal::Encrypted));
    assert_eq!(refused(&with("word/vbaProject.bin", "x")), Some(Refusal::Macros));
    let types = r#"<Types><Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>"#;
    assert_eq!(refused(&with("[Content_Types].xml", types)), Some(Refusal::Macros));
    let huge = vec![b'a'; 33 * 1024 * 1024];
    assert!(matches!(refused(&huge), Some(Refusal::TooLarge { .. })));
}

#[test]
fn what_reaches_outside_the_file() {
    let entity = r#"<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><w:document>&a;</w:document>"#;
    assert_eq!(refused(&office("word/document.xml", entity, &[])), Some(Refusal::ExternalEntity));
    let template = r#"<Relationships><Relationship Id="r" Type="http://x/attachedTemplate" Target="http://x/t.dotm" TargetMode="External"/></Relationships>"#;
    assert_eq!(refused(&with("word/_rels/settings.xml.rels", template)), Some(Refusal::ExternalEntity));
    let chunk = "<w:document><w:body><w:altChunk r:id=\"a\"/></w:body></w:document>";
    assert_eq!(refused(&office("word/document.xml", chunk, &[])), Some(Refusal::ExternalEntity));
    let link =
        r#"<Relationships><Relationship Id="r" Type="http://x/hyperlink" Target="http://x/" TargetMode="External"/></Relationships>"#;
    assert_eq!(refused(&with("word/_rels/document.xml.rels", link)), None);
}

#[test]
fn what_unpacks_without_end() {
    let bomb = "一".repeat(20 * 1024 * 1024);
    let sheets = "<workbook xmlns:r=\"r\"><sheets><sheet name=\"a\" r:id=\"rId1\"/></sheets></workbook>";
    for main in [office("word/document.xml", &bomb, &[]), office("xl/workbook.xml", sheets, &[("xl/sharedStrings.xml", &bomb)])] {
        assert_eq!(refused(&main), Some(Refusal::Bomb));
        // Wherever such a file was cut off, it is refused as well.
        for part in 1..9 {
            assert!(refused(&main[..main.len() * part / 9]).is_some());
        }
    }
}

#[test]
fn damaged_files_say_which_part() {
    let whole = docx(&["一、甲"]);
    assert!(matches!(refused(&whole[..whole.len() / 2]), Some(Refusal::Damaged { .. })));
    assert!(matches!(refused(&office("word/document.xml", "<w:p><w:t>一</w:p>", &[])), Some(Refusal::Damaged { .. })));
}
