use super::*;
use crate::fixture;

#[test]
fn ends_are_named_as_readers_see_them() {
    let files = [
        ("guides/vpn.md", sample::vpn()),
        ("guides/wifi.md", "# Wi-Fi is down\n## Reset\n- [Call](tel:1)\n".into()),
        ("articles/network/vpn.md", "# Set up the VPN\nText.\n".into()),
    ];
    let borrowed: Vec<(&str, &str)> = files.iter().map(|(path, text)| (*path, text.as_str())).collect();
    let (kb, _) = fixture::read(&borrowed);
    let names = |places: Option<&Places<'_>>| {
        let plan = Plan::read("guides/vpn.md", &files[0].1, places);
        plan.ends.iter().map(|end| format!("{} ({} {})", end.name, end.key, end.detail)).collect::<Vec<_>>().join("\n")
    };
    insta::assert_snapshot!(names(Some(&Places::of(&kb))), @r"
    the guide Wi-Fi is down (guides/wifi.md )
    the guide Wi-Fi is down (guides/wifi.md reset)
    solved ( )
    the article Set up the VPN (articles/network/vpn.md )
    nowhere: `../forms/incident.yml?category=network&summary=VPN+won't+connect` is not there (../forms/incident.yml?category=network&summary=VPN+won't+connect )
    a call to +442079460123 (tel:+442079460123 )
    ");
    insta::assert_snapshot!(names(None), @r"
    the guide wifi (guides/wifi.md )
    the guide wifi (guides/wifi.md reset)
    solved ( )
    the article vpn (articles/network/vpn.md )
    the form incident (forms/incident.yml category=network&summary=VPN+won't+connect)
    a call to +442079460123 (tel:+442079460123 )
    ");
}

#[test]
fn a_missing_step_is_no_way_on() {
    let plan = sample::plan("## One\n- [On](#two)\n- [Solved](#solved)\n");
    assert_eq!(plan.ends[0].kind, EndKind::Nowhere);
    assert_eq!(plan.stops[0].ways[0].to, To::End(0));
}

#[test]
fn a_large_sample_is_what_it_says() {
    let plan = sample::plan(&sample::large(350, 7));
    let (_, reached) = plan.nearest_first();
    let ways: usize = plan.stops.iter().map(|stop| stop.ways.len()).sum();
    assert_eq!((plan.stops.len(), reached), (350, 350));
    assert!((650..900).contains(&ways), "{ways} choices");
    assert!(!plan.back_edges().is_empty());
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(32))]

    #[test]
    fn a_walk_comes_to_where_the_plan_leads(steps in 1_usize..80, seed in 1_u64.., picks in proptest::collection::vec(0_usize..9, 0..40)) {
        let text = sample::large(steps, seed);
        let (kb, _) = fixture::read(&[("guides/sample.md", &text)]);
        let guide = &kb.guides[0].steps;
        let plan = Plan::read("guides/sample.md", &text, Some(&Places::of(&kb)));
        let mut at = To::Stop(0);
        let mut answers = Vec::new();
        for pick in picks {
            let To::Stop(stop) = at else { break };
            let stop = &plan.stops[stop];
            let way = &stop.ways[pick % stop.ways.len()];
            at = way.to;
            answers.push(crate::guide::Answer { step: stop.id.clone(), choice: way.id.clone() });
        }
        let walk = crate::guide::walk(guide, &answers);
        match at {
            To::Stop(stop) => proptest::prop_assert_eq!(walk.at, crate::guide::At::Step(stop)),
            // Articles and forms that are not there are no ends of a walk: their choices were left out with an error.
            To::End(end) if plan.ends[end].kind == EndKind::Nowhere => proptest::prop_assert_eq!(walk.unknown.len(), 1),
            To::End(_) => proptest::prop_assert_eq!(walk.at, crate::guide::At::Outcome),
        }
    }
}

#[test]
fn a_guide_of_hundreds_of_steps_is_checked_and_measured() {
    let text = sample::large(350, 11);
    let (kb, problems) = fixture::read(&[("guides/sample.md", &text)]);
    let figures = crate::guide::figures(&kb.guides[0]);
    let plan = sample::plan(&text);
    assert_eq!((figures.steps, figures.longest), (350, plan.longest_path()));
    assert!((15..350).contains(&figures.longest), "{figures:?}");
    assert!(!problems.iter().any(|problem| matches!(problem.code, "guide/unreachable" | "guide/loop")));
}
