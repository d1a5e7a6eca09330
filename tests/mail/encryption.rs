use lianxi::platform::mail::{Limits, Session, SmtpSender, SmtpSettings, Transport};
use native_tls::{Identity, TlsAcceptor};

use super::{message, session_with, temporary};
use crate::support::smtp::{Encryption, Fault, SmtpServer, Stage};

/// A key and a certificate for 127.0.0.1, made for this run: (for the server, as PEM for the client).
fn certificate() -> (TlsAcceptor, Vec<u8>) {
    use openssl::asn1::Asn1Time;
    use openssl::bn::BigNum;
    use openssl::ec::{EcGroup, EcKey};
    use openssl::hash::MessageDigest;
    use openssl::nid::Nid;
    use openssl::pkey::PKey;
    use openssl::x509::extension::{BasicConstraints, SubjectAlternativeName};
    use openssl::x509::{X509, X509Name};

    let make = || -> Result<(Vec<u8>, Vec<u8>), openssl::error::ErrorStack> {
        let group = EcGroup::from_curve_name(Nid::X9_62_PRIME256V1)?;
        let key = PKey::from_ec_key(EcKey::generate(&group)?)?;
        let mut name = X509Name::builder()?;
        name.append_entry_by_text("CN", "lianxi test")?;
        let name = name.build();
        let mut builder = X509::builder()?;
        builder.set_version(2)?;
        let serial = BigNum::from_u32(1)?.to_asn1_integer()?;
        builder.set_serial_number(&serial)?;
        builder.set_subject_name(&name)?;
        builder.set_issuer_name(&name)?;
        builder.set_pubkey(&key)?;
        let (from, until) = (Asn1Time::from_unix(0)?, Asn1Time::days_from_now(1)?);
        builder.set_not_before(&from)?;
        builder.set_not_after(&until)?;
        builder.append_extension(BasicConstraints::new().critical().ca().build()?)?;
        let host = SubjectAlternativeName::new().ip("127.0.0.1").build(&builder.x509v3_context(None, None))?;
        builder.append_extension(host)?;
        builder.sign(&key, MessageDigest::sha256())?;
        Ok((builder.build().to_pem()?, key.private_key_to_pem_pkcs8()?))
    };
    let (pem, key) = make().expect("a certificate");
    let identity = Identity::from_pkcs8(&pem, &key).expect("an identity");
    (TlsAcceptor::new(identity).expect("an acceptor"), pem)
}

fn trusting(url: &str, pem: &[u8]) -> Session {
    let mut settings: SmtpSettings = url.parse().expect("an SMTP URL");
    settings.extra_roots.push(pem.to_vec());
    Transport::Smtp(SmtpSender::new(settings)).session()
}

#[tokio::test]
async fn encryption_from_the_first_byte() {
    let (acceptor, pem) = certificate();
    let server = SmtpServer::start_with(Encryption::Implicit(acceptor));
    let url = format!("smtps://{}", server.address());
    let mut session = trusting(&url, &pem);
    for number in 0..3 {
        session.send(&message(number)).await.expect("sent");
    }
    session.close().await;
    assert_eq!((server.connections(), server.messages().len()), (1, 3));
    assert!(server.messages().iter().all(|m| m.encrypted));
    // Nobody vouches for the certificate: no mail.
    let mut strict = session_with(&url, Limits::default());
    temporary(strict.send(&message(4)).await);
    assert_eq!(server.messages().len(), 3);
}

#[tokio::test]
async fn encryption_by_starttls() {
    let (acceptor, pem) = certificate();
    let server = SmtpServer::start_with(Encryption::StartTls(acceptor));
    server.demand_login("office", "secret");
    let url = format!("smtp://office:secret@{}?tls=required", server.address());
    let mut session = trusting(&url, &pem);
    session.send(&message(1)).await.expect("sent");
    session.send(&message(2)).await.expect("sent");
    assert_eq!(server.connections(), 1);
    assert!(server.messages().iter().all(|m| m.encrypted && m.user.as_deref() == Some("office")));
    let commands = server.commands();
    let upgraded = commands.iter().position(|c| c == "STARTTLS").expect("upgraded");
    assert!(commands.iter().position(|c| c.starts_with("AUTH")).expect("logged in") > upgraded);
    // A server that refuses to begin: required means no mail, and no password in the clear either.
    server.fault(Stage::StartTls, Fault::reply("454 not now"));
    temporary(trusting(&url, &pem).send(&message(3)).await);
    assert_eq!(server.messages().len(), 2);
}

#[tokio::test]
async fn encryption_that_is_not_offered() {
    let server = SmtpServer::start();
    let url = |tls: &str| format!("{}?tls={tls}", server.url());
    let refused = temporary(session_with(&url("required"), Limits::default()).send(&message(1)).await);
    assert!(refused.contains("STARTTLS"), "{refused}");
    session_with(&url("opportunistic"), Limits::default()).send(&message(2)).await.expect("sent in the clear");
    assert_eq!(server.messages().len(), 1);
}

#[tokio::test]
async fn what_an_attacker_adds_to_the_starttls_reply_is_not_believed() {
    let (acceptor, pem) = certificate();
    let server = SmtpServer::start_with(Encryption::StartTls(acceptor));
    server.fault(Stage::StartTls, Fault::reply("220 go ahead\r\n250 injected"));
    let url = format!("{}?tls=required", server.url());
    temporary(trusting(&url, &pem).send(&message(1)).await);
    assert!(server.messages().is_empty());
}
