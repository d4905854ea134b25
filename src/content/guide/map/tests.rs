use insta::assert_snapshot;

use super::*;
use crate::guide::plan::sample;

#[test]
fn a_map_can_be_heard() {
    assert_snapshot!(text(&sample::plan(&sample::vpn())), @r"
    VPN won't connect
    3 steps, 6 outcomes, longest path 3 steps, not counting answers that lead back.

    Step 1: Does anything else online work?
    The guide starts here. Step 3 leads back here.
    - No, nothing loads. Ends: the guide wifi.
    - Only the VPN fails. Go to step 2, Restart the VPN client.
    - Not sure. Go to step 3, Test the connection.

    Step 2: Restart the VPN client
    Entered from steps 1 and 3.
    - That fixed it. Ends: solved.
    - Show me how. Ends: the article vpn.
    - It still fails. Ends: the form incident, with category and summary filled in.
    - I can't do this. Ends: a call to +442079460123.

    Step 3: Test the connection
    Entered from step 1.
    - Other sites load. Go to step 2, Restart the VPN client.
    - It still fails. Ends: the guide wifi, at `#reset`.
    - Start again. Go back to step 1, Does anything else online work, a loop.
    ");
}

#[test]
fn odd_steps_are_told_in_words() {
    let guide = "# Odd\n## One?\n- [Again](#one)\n- [On](#two)\n- [Gone](#gone)\n## Two\nNo answers.\n## Three\n- [Call.](tel:1)\n";
    assert_snapshot!(text(&sample::plan(guide)), @r"
    Odd
    3 steps, 1 outcome, longest path 2 steps, not counting answers that lead back.

    Step 1: One?
    The guide starts here. Step 1 leads back here.
    - Again. Asks the same step again, a loop.
    - On. Go to step 2, Two.
    - Gone. Leads nowhere: `#gone` is not there.

    Step 2: Two
    Entered from step 1.
    - No answers. Nobody gets on from here.

    Step 3: Three
    No way from the start leads here.
    - Call. Ends: a call to 1.
    ");
}

#[test]
fn a_map_is_a_flowchart() {
    assert_snapshot!(mermaid(&sample::plan(&sample::vpn())), @r##"
    flowchart TD
        accTitle: VPN won't connect
        s1["Does anything else online work?"]
        s2["Test the connection"]
        s3["Restart the VPN client"]
        %% s3 #restart
        e1(["The guide wifi"])
        e2(["The guide wifi, at #96;#35;reset#96;"])
        e3(["Solved"])
        e4(["The article vpn"])
        e5(["The form incident, with category and summary filled in"])
        e6(["A call to +442079460123"])
        s1 -->|"No, nothing loads"| e1
        s1 -->|"Only the VPN fails"| s3
        s1 -->|"Not sure"| s2
        s2 -->|"Other sites load"| s3
        s2 -->|"It still fails"| e2
        s2 -->|"Start again"| s1
        s3 -->|"That fixed it"| e3
        s3 -->|"Show me how"| e4
        s3 -->|"It still fails"| e5
        s3 -->|"I can't do this"| e6
        click e1 href "wifi.md"
        click e2 href "wifi.md#reset"
        click e3 href "#solved"
        click e4 href "../articles/network/vpn.md"
        click e5 href "../forms/incident.yml?category=network&summary=VPN+won't+connect"
        click e6 href "tel:+442079460123"
    "##);
}

#[test]
fn nothing_in_a_label_ends_it() {
    let chart = mermaid(&sample::plan("# A; b\n## Is it \"on\" # `x` <b>\\&\\\\?\n- [_Yes_; \"no\"](#solved)\n"));
    assert_snapshot!(chart, @r##"
    flowchart TD
        accTitle: A  b
        s1["Is it #34;on#34; #35; x #38;#92;?"]
        e1(["Solved"])
        s1 -->|"Yes#59; #34;no#34;"| e1
        click e1 href "#solved"
    "##);
}

#[test]
fn every_step_of_a_large_guide_is_in_every_map() {
    let plan = sample::plan(&sample::large(350, 3));
    let (told, chart, picture) = (text(&plan), mermaid(&plan), svg(&plan));
    assert_eq!(told.matches("\nStep ").count(), 350);
    assert_eq!(chart.matches("[\"").count() - chart.matches("([\"").count(), 350);
    assert_eq!(picture.matches("<rect ").count(), 350);
}
