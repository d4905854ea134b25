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
