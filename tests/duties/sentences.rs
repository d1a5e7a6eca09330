//! Every refusal in words: state by action by capacity, in both languages.

use lianxi::{
    duties::{Action, By, State, decide},
    platform::{
        error::{Error, Message},
        i18n::{Lang, missing_keys, t, tr},
    },
};

const CAPACITIES: [&[By]; 5] = [&[By::Secretariat], &[By::Lead], &[By::Support], &[By::Lead, By::Support], &[]];

/// Shown with `--nocapture`, to be read.
fn check(lang: Lang, state: State, action: Action, by: &[By], message: &Message, forbidden: bool) {
    let said = tr(lang, message);
    eprintln!("{lang:?} {state:?} {action:?} {by:?}: {said}");
    assert!(said.contains(&*t(lang, &action.key())), "names the action: {said}");
    assert!(!said.contains(['⟦', '{', '$']), "{said}");
    let stop = if lang == Lang::En { "." } else { "。" };
    assert!(said.ends_with(stop) && !said.contains(&stop.repeat(2)), "{said}");
    if forbidden {
        let who = ["duty-by-secretariat", "duty-by-lead", "duty-by-support"].map(|key| t(lang, key).into_owned());
        assert!(who.iter().any(|w| said.contains(w.as_str())), "names who may: {said}");
    } else {
        assert!(said.contains(&*t(lang, state.key())), "names the state: {said}");
        let office = t(lang, "duty-by-secretariat").to_lowercase();
        assert!(said.to_lowercase().contains(&office), "names who could do something: {said}");
    }
}

#[test]
fn every_refusal_says_what_stands_in_the_way_and_who_could_do_what() {
    let mut read = 0;
    for lang in Lang::ALL {
        for state in State::ALL {
            for action in Action::ALL {
                for by in CAPACITIES {
                    match decide(state, action, by) {
                        Ok(_) => continue,
                        Err(Error::Refused(message)) => check(lang, state, action, by, &message, false),
                        Err(Error::Forbidden(message)) => check(lang, state, action, by, &message, true),
                        Err(other) => panic!("{other:?}"),
                    }
                    read += 1;
                }
            }
        }
    }
    assert!(read > 1_000, "{read}");
    assert!(missing_keys().iter().all(|k| k.contains("no-such-key")), "{:?}", missing_keys());
}
