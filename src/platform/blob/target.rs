//! Where blobs are kept, as the settings say it.

use std::{fmt, path::PathBuf};

use object_store::aws::AmazonS3Builder;
use url::Url;

/// A directory or a bucket. Never invented: an address that is neither is refused.
#[derive(Clone, PartialEq)]
pub enum BlobTarget {
    Directory(PathBuf),
    /// Credentials come from the usual `AWS_*` variables.
    Bucket {
        name: String,
        /// Before every key; may be empty.
        prefix: String,
        /// The server, where it is not Amazon's.
        endpoint: Option<String>,
        region: Option<String>,
    },
}

impl BlobTarget {
    /// `file:PATH` or `s3://BUCKET[/PREFIX][?endpoint=URL&region=NAME]`. The message never repeats the text: somebody may have put a
    /// password into it.
    pub fn parse(text: &str) -> Result<Self, String> {
        if let Some(path) = text.strip_prefix("file:") {
            let path = path.strip_prefix("//").unwrap_or(path);
            return if path.is_empty() {
                Err("file: needs a path, as in file:data/blobs".into())
            } else {
                Ok(Self::Directory(path.into()))
            };
        }
        if !text.starts_with("s3://") {
            return Err("must be file:PATH or s3://BUCKET[/PREFIX][?endpoint=URL&region=NAME]; nothing was made".into());
        }
        let url = Url::parse(text).map_err(|e| format!("not a valid address: {e}"))?;
        if !url.username().is_empty() || url.password().is_some() {
            return Err("takes no password; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY".into());
        }
        let name = url.host_str().filter(|h| !h.is_empty()).ok_or("s3:// needs the bucket's name")?.to_owned();
        let prefix = url.path().trim_matches('/').to_owned();
        if !prefix.chars().all(|c| c.is_ascii_alphanumeric() || "/-_.".contains(c)) || prefix.split('/').any(|part| part == "..") {
            return Err("the prefix takes letters, digits, - _ . and / only".into());
        }
        let (mut endpoint, mut region) = (None, None);
        for (key, value) in url.query_pairs() {
            match &*key {
                "endpoint" if value.starts_with("https://") || value.starts_with("http://") => endpoint = Some(value.into_owned()),
                "endpoint" => return Err("endpoint must begin with https:// or http://".into()),
                "region" => region = Some(value.into_owned()),
                other => return Err(format!("takes endpoint and region, not {other}")),
            }
        }
        Ok(Self::Bucket { name, prefix, endpoint, region })
    }

    pub(super) fn prefix(&self) -> &str {
        if let Self::Bucket { prefix, .. } = self { prefix } else { "" }
    }

    /// What the address says, over what the environment does.
    pub(super) fn configure(&self, mut builder: AmazonS3Builder) -> AmazonS3Builder {
        let Self::Bucket { name, endpoint, region, .. } = self else { return builder };
        // One content at a time is deleted; not every server has the request for many.
        builder = builder.with_bucket_name(name).with_disable_bulk_delete(true);
        if let Some(endpoint) = endpoint {
            builder = builder.with_endpoint(endpoint).with_allow_http(endpoint.starts_with("http://"));
        }
        match region {
            Some(region) => builder.with_region(region),
            None => builder,
        }
    }
}

impl fmt::Debug for BlobTarget {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Directory(path) => write!(f, "Directory({})", path.display()),
            Self::Bucket { name, .. } => write!(f, "Bucket({name})"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_address_is_refused_and_not_repeated() {
        for wrong in
            ["", "data/blobs", "file:", "http://x/y", "s3://", "s3://k:secret@b/p", "s3://b/p?endpoint=ftp://x", "s3://b?key=secret"]
        {
            let said = BlobTarget::parse(wrong).expect_err(wrong);
            assert!(!said.contains("secret"), "{said}");
        }
        assert_eq!(BlobTarget::parse("file:/var/blobs"), Ok(BlobTarget::Directory("/var/blobs".into())));
        let bucket = BlobTarget::parse("s3://files/lianxi/a?endpoint=http://127.0.0.1:9000&region=cn-1").expect("sound");
        let wanted = BlobTarget::Bucket {
            name: "files".into(),
            prefix: "lianxi/a".into(),
            endpoint: Some("http://127.0.0.1:9000".into()),
            region: Some("cn-1".into()),
        };
        assert_eq!(bucket, wanted);
    }
}
