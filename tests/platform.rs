//! The platform as seen from outside: statuses, headers, the door.

use crate::support::TestApp;

#[test]
fn unknown_paths_are_pages_with_headers() {
    TestApp::each(|app| {
        let answer = app.visitor().get("/nowhere").expect(404);
        assert!(answer.text().contains("未找到"), "{}", answer.text());
        let header = |name: &str| answer.headers.get(name).and_then(|v| v.to_str().ok()).unwrap_or_default().to_owned();
        assert!(header("content-security-policy").contains("frame-ancestors 'none'"));
        assert!(!header("content-security-policy").contains("unsafe-inline"));
        assert_eq!(header("x-content-type-options"), "nosniff");
        assert_eq!(header("cache-control"), "no-store");
        assert_eq!(header("x-request-id").len(), 16);
    });
}
