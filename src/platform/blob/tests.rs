//! The store in a directory and in a bucket.

use std::{
    collections::HashMap,
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    sync::{Arc, Mutex},
};

use sha2::{Digest, Sha256};

use super::*;

const OURS: i64 = 7;

fn directory() -> (tempfile::TempDir, Blobs) {
    let dir = tempfile::tempdir().unwrap();
    let blobs = Blobs::open(&BlobTarget::Directory(dir.path().join("blobs")), dir.path()).unwrap();
    (dir, blobs)
}

fn spooled(blobs: &Blobs, bytes: &[u8]) -> Spooled {
    let mut spool = blobs.spool().unwrap();
    spool.write(bytes).unwrap();
    spool.finish().unwrap()
}

fn keep(blobs: &Blobs, workspace: i64, bytes: &[u8]) -> String {
    let content = spooled(blobs, bytes);
    let hash = content.sha256.clone();
    blobs.keep(workspace, content).unwrap();
    hash
}

fn files(dir: &Path) -> usize {
    let entries = std::fs::read_dir(dir).unwrap().flatten();
    entries.map(|e| if e.path().is_dir() { files(&e.path()) } else { 1 }).sum()
}

/// What both kinds of store do.
fn does_its_work(blobs: &Blobs) {
    for size in [1, 8 * 1024 * 1024, 20 * 1024 * 1024 + 3] {
        let bytes: Vec<u8> = (0..size).map(|n| (n % 251) as u8).collect();
        let hash = keep(blobs, OURS, &bytes);
        assert_eq!(hash, hex::encode(Sha256::digest(&bytes)));
        assert_eq!(keep(blobs, OURS, &bytes), hash, "a second time");
        assert!(blobs.read(OURS, &hash, u64::MAX).unwrap().unwrap() == bytes, "{size}");
        assert!(blobs.read(OURS, &hash, size as u64 - 1).unwrap().is_none(), "larger than what is wanted");
        let (from, to) = (size / 2, size.min(size / 2 + 2 * PIECE + 1));
        let mut part = blobs.open_part(OURS, &hash, from as u64..to as u64).unwrap().unwrap();
        assert_eq!(part.size, (to - from) as u64);
        let mut came = Vec::new();
        while let Some(piece) = part.piece().unwrap() {
            came.extend_from_slice(&piece);
        }
        assert!(came == bytes[from..to], "{from} to {to} of {size}");
        assert!(blobs.open_one(OURS + 1, &hash).unwrap().is_none(), "another workspace's");
        blobs.delete(OURS, &hash).unwrap();
        blobs.delete(OURS, &hash).unwrap();
        assert!(blobs.open_one(OURS, &hash).unwrap().is_none());
    }
    for no_hash in ["", "../../etc/passwd", &"A".repeat(64), &"a".repeat(63)] {
        assert!(blobs.open_one(OURS, no_hash).is_err(), "{no_hash}");
        assert!(blobs.delete(OURS, no_hash).is_err(), "{no_hash}");
    }
}

#[test]
fn a_directory_keeps_what_is_whole_and_nothing_else() {
    let (dir, blobs) = directory();
    does_its_work(&blobs);
    drop(blobs.spool().unwrap());
    drop(spooled(&blobs, b"never kept"));
    assert_eq!(files(dir.path()), 0, "nothing is left behind");
    // The same by another handle, as after a start.
    let hash = keep(&blobs, OURS, b"kept");
    let again = Blobs::open(&BlobTarget::Directory(dir.path().join("blobs")), dir.path()).unwrap();
    assert_eq!(again.read(OURS, &hash, 100).unwrap().unwrap(), b"kept");
}

/// What is listed as older than this, in threes.
fn older(blobs: &Blobs, seconds: u64) -> Vec<(String, u64)> {
    let mut all = Vec::new();
    let see = |some: Vec<(String, u64)>| {
        assert!((1..=3).contains(&some.len()));
        all.extend(some);
        Ok(())
    };
    blobs.each_older(OURS, Duration::from_secs(seconds), 3, see).unwrap();
    all.sort();
    all
}

#[test]
fn old_contents_of_one_workspace_are_listed_a_few_at_a_time() {
    let (dir, blobs) = directory();
    assert!(older(&blobs, 0).is_empty(), "nothing there yet");
    let mut kept: Vec<(String, u64)> = (1..=7_u64).map(|n| (keep(&blobs, OURS, &vec![1; n as usize]), n)).collect();
    keep(&blobs, OURS + 1, b"theirs");
    assert!(older(&blobs, 3600).is_empty(), "too young");
    let old = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000);
    for (hash, _) in &kept {
        let path = dir.path().join(format!("blobs/{OURS}/{hash}"));
        std::fs::File::options().write(true).open(path).unwrap().set_modified(old).unwrap();
    }
    std::fs::write(dir.path().join(format!("blobs/{OURS}/notes.txt")), b"not ours to judge").unwrap();
    kept.sort();
    assert_eq!(older(&blobs, 3600), kept);
}

#[test]
fn a_large_content_goes_through_in_pieces() {
    let (_dir, blobs) = directory();
    let mut spool = blobs.spool().unwrap();
    let piece = [42; PIECE];
    let pieces = 200 * 1024 * 1024 / PIECE;
    for _ in 0..pieces {
        spool.write(&piece).unwrap();
        // Nothing but the hash's own state is held beside the file.
        assert!(std::mem::size_of_val(&spool) < 1024);
    }
    let content = spool.finish().unwrap();
    let hash = content.sha256.clone();
    assert_eq!(content.size, (pieces * PIECE) as u64);
    blobs.keep(OURS, content).unwrap();
    let mut blob = blobs.open_one(OURS, &hash).unwrap().unwrap();
    let (mut seen, mut hasher) = (0, Sha256::new());
    while let Some(bytes) = blob.piece().unwrap() {
        assert!(bytes.len() <= PIECE, "a piece of {}", bytes.len());
        seen += bytes.len();
        hasher.update(&bytes);
    }
    assert_eq!((seen, hex::encode(hasher.finalize())), (pieces * PIECE, hash));
}

#[test]
fn what_was_cut_short_is_cleared_once_it_is_old() {
    let (dir, blobs) = directory();
    let half = dir.path().join("blobs/incoming/half");
    std::fs::write(&half, b"x").unwrap();
    assert_eq!(blobs.clear_incoming(Duration::from_secs(60)).unwrap(), 0);
    let old = std::time::SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000);
    std::fs::File::options().write(true).open(&half).unwrap().set_modified(old).unwrap();
    assert_eq!(blobs.clear_incoming(Duration::from_secs(60)).unwrap(), 1);
    assert!(!half.exists());
}

#[test]
fn a_bucket_does_the_same() {
    let (server, objects) = Bucket::start();
    let dir = tempfile::tempdir().unwrap();
    let blobs = bucket(&server, dir.path());
    does_its_work(&blobs);
    let hash = keep(&blobs, OURS, b"kept");
    let keys: Vec<String> = objects.lock().unwrap().whole.keys().cloned().collect();
    assert_eq!(keys, [format!("/files/lianxi/{OURS}/{hash}")]);
    assert_eq!(older(&blobs, 3600), [(hash, 4)]);
    let parts = objects.lock().unwrap().largest_part;
    assert!(parts <= 8 * 1024 * 1024, "{parts}");
    assert_eq!(files(dir.path()), 0, "nothing is left behind here");
}

#[test]
fn a_bucket_that_breaks_off_is_worth_trying_again_and_shows_no_half() {
    let (server, objects) = Bucket::start();
    objects.lock().unwrap().refuses_part = 2;
    let dir = tempfile::tempdir().unwrap();
    let blobs = bucket(&server, dir.path());
    let content = spooled(&blobs, &vec![1; 20 * 1024 * 1024]);
    assert!(matches!(blobs.keep(OURS, content), Err(Error::Unavailable(_))));
    let objects = objects.lock().unwrap();
    assert!(objects.whole.is_empty() && objects.parts.is_empty(), "the parts that arrived were given up");
    assert_eq!(files(dir.path()), 0);
}

fn bucket(server: &str, dir: &Path) -> Blobs {
    let target = BlobTarget::parse(&format!("s3://files/lianxi?endpoint={server}&region=cn-test")).unwrap();
    let retry = object_store::RetryConfig { max_retries: 0, ..Default::default() };
    let builder = AmazonS3Builder::new().with_access_key_id("key").with_secret_access_key("secret").with_retry(retry);
    Blobs::bucket(target.configure(builder), target.prefix(), &dir.join("incoming")).unwrap()
}

/// As much of S3 as is used: put, get, of a part too, head, delete, list, and uploads in parts.
#[derive(Default)]
struct Bucket {
    whole: HashMap<String, Vec<u8>>,
    parts: HashMap<usize, Vec<u8>>,
    largest_part: usize,
    /// The number of the part that is answered with an error; 0 for none.
    refuses_part: usize,
}

impl Bucket {
    fn start() -> (String, Arc<Mutex<Self>>) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let objects = Arc::new(Mutex::new(Self::default()));
        let shared = Arc::clone(&objects);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let shared = Arc::clone(&shared);
                std::thread::spawn(move || serve(stream, &shared));
            }
        });
        (address, objects)
    }

    fn answer(&mut self, method: &str, path: &str, query: &str, body: Vec<u8>) -> (u16, Vec<u8>) {
        let missing = (404, b"<Error><Code>NoSuchKey</Code></Error>".to_vec());
        match (method, query) {
            ("POST", "uploads=") => {
                let said = "<InitiateMultipartUploadResult><Bucket>files</Bucket><Key>k</Key><UploadId>u1</UploadId></InitiateMultipartUploadResult>";
                (200, said.into())
            }
            ("POST", _) => {
                let mut numbers: Vec<usize> = self.parts.keys().copied().collect();
                numbers.sort_unstable();
                let whole = numbers.iter().flat_map(|n| self.parts.remove(n).unwrap()).collect();
                self.whole.insert(path.to_owned(), whole);
                (200, b"<CompleteMultipartUploadResult><ETag>\"e\"</ETag></CompleteMultipartUploadResult>".to_vec())
            }
            ("PUT", "") => {
                self.whole.insert(path.to_owned(), body);
                (200, Vec::new())
            }
            ("PUT", query) => {
                let number = query.split('&').find_map(|p| p.strip_prefix("partNumber=")).unwrap().parse().unwrap();
                self.largest_part = self.largest_part.max(body.len());
                if number == self.refuses_part {
                    return (500, Vec::new());
                }
                self.parts.insert(number, body);
                (200, Vec::new())
            }
            ("DELETE", "") => (204, self.whole.remove(path).map(|_| Vec::new()).unwrap_or_default()),
            ("DELETE", _) => {
                self.parts.clear();
                (204, Vec::new())
            }
            ("GET", query) if query.starts_with("list-type=2") => (200, self.list(path).into_bytes()),
            _ => self.whole.get(path).map_or(missing, |bytes| (200, bytes.clone())),
        }
    }

    /// All of it, whatever the prefix; written long ago.
    fn list(&self, bucket: &str) -> String {
        let one = |(key, bytes): (&String, &Vec<u8>)| {
            let key = key.trim_start_matches(bucket).trim_start_matches('/');
            format!(
                "<Contents><Key>{key}</Key><LastModified>2020-01-01T00:00:00.000Z</LastModified><ETag>e</ETag><Size>{}</Size></Contents>",
                bytes.len()
            )
        };
        format!("<ListBucketResult>{}</ListBucketResult>", self.whole.iter().map(one).collect::<String>())
    }
}

/// One connection, kept alive.
fn serve(stream: TcpStream, objects: &Mutex<Bucket>) {
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    let mut writer = stream;
    loop {
        let mut first = String::new();
        if reader.read_line(&mut first).unwrap_or(0) == 0 {
            return;
        }
        let mut words = first.split_whitespace();
        let (method, target) = (words.next().unwrap().to_owned(), words.next().unwrap().to_owned());
        let (mut length, mut is_signed, mut range) = (0, false, None);
        loop {
            let mut line = String::new();
            reader.read_line(&mut line).unwrap();
            let line = line.trim_end().to_lowercase();
            if line.is_empty() {
                break;
            }
            length = line.strip_prefix("content-length:").map_or(length, |n| n.trim().parse().unwrap());
            let asked = line.strip_prefix("range: bytes=").and_then(|r| r.split_once('-'));
            range = range.or(asked.map(|(from, to)| (from.parse::<usize>().unwrap(), to.parse::<usize>().unwrap())));
            is_signed |= line.starts_with("authorization: aws4-hmac-sha256 credential=key/");
        }
        let mut body = vec![0; length];
        reader.read_exact(&mut body).unwrap();
        let (path, query) = target.split_once('?').unwrap_or((&target, ""));
        let (status, said) = match is_signed {
            true => objects.lock().unwrap().answer(&method, path, query, body),
            false => (403, Vec::new()),
        };
        let (status, said, more) = match range.filter(|_| status == 200) {
            Some((from, to)) => (206, said[from..=to].to_vec(), format!("Content-Range: bytes {from}-{to}/{}\r\n", said.len())),
            None => (status, said, String::new()),
        };
        let shown: &[u8] = if method == "HEAD" { &[] } else { &said };
        let head = format!(
            "HTTP/1.1 {status} X\r\nContent-Length: {}\r\nETag: \"e\"\r\n{more}Last-Modified: Wed, 25 Nov 2026 08:00:00 GMT\r\n\r\n",
            said.len()
        );
        if writer.write_all(head.as_bytes()).and_then(|()| writer.write_all(shown)).is_err() {
            return;
        }
    }
}
