//! A subject without an account: unreached, put right, told by mail, heard by a link that needs no session.

use lianxi::accountability::{
    Part,
    actions::{self, Seen},
};

use super::Walk;

const ADDRESS: &str = "head@nanjing.example";

impl Walk<'_, '_> {
    /// The matter against the head of 南京市, of whom no more is known than the post.
    pub fn reach_by_link(&mut self) {
        let f = self.story.f;
        let (zhou, nanjing) = (&f.d.stage.zhou, f.d.stage.cities[0]);
        let number = f.matters().into_iter().find(|m| m.subject.department_id == nanjing).expect("a matter").number;
        let at = format!("/w/ours/matters/{number}");
        self.sit(zhou);
        self.open(&at);
        self.says(&["现在无法通知问责对象"]);
        self.stop("unreached", None);
        self.browser.click("main .notice a[href$='/correct']");
        self.refused("correct-refused", &[("email", ""), ("reason", "")]);
        self.fill(&[("email", ADDRESS), ("reason", "市政府办公室提供")]);
        self.send();
        self.says_nothing_of(&["现在无法通知问责对象"]);
        self.look_into(&number);
        self.open(&at);
        self.step("notify");
        self.send();

        let html = self.app.html_to(ADDRESS);
        let from = html.find("/matter/ours/").expect("a link");
        let letter: String = html[from..].chars().take_while(|c| !"\"<".contains(*c)).collect();
        self.leave();
        self.open(&letter);
        self.says(&["检查 0 家，目标 100 家", "陈述申辩截止"]);
        self.says_nothing_of(&["陈静", "市政府办公室提供"]);
        assert_eq!(self.count_of("a[href^='/w/']"), 0, "it leads nowhere else");
        self.stop("letter", None);
        self.refused("letter-refused", &[("text", "")]);
        self.fill(&[("text", "我市未设专项经费，已报省里")]);
        self.send();
        self.says(&["我市未设专项经费，已报省里"]);
        self.stop("letter-replied", None);
        self.open(&format!("{letter}x"));
        self.is_missing();
        self.open(&at);
        assert!(self.here().starts_with("/login"), "the link is no session: {}", self.here());

        self.sit(zhou);
        self.open(&at);
        self.says(&["我市未设专项经费，已报省里"]);
    }

    /// Taken up, and looked into by somebody without an interest in it.
    fn look_into(&self, number: &str) {
        let (s, seen, cast) = (&self.f.d.stage, Seen::any(number), self.app.cast());
        let (office, chen) = (cast.scope(&s.zhou), cast.scope(&s.liaison));
        s.write(&office, |conn, scope| actions::accept(conn, scope, &seen, "")).expect("taken up");
        let handler = s.liaison.membership_id;
        s.write(&office, |conn, scope| actions::appoint(conn, scope, &seen, handler, Part::Handler)).expect("named");
        s.write(&chen, |conn, scope| actions::declare(conn, scope, &seen, false, "")).expect("declared");
    }
}
