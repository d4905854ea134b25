//! Guides for tests: one by hand, and as many as needed of any size.

use std::fmt::Write as _;

use super::Plan;

/// The plan of a guide without a knowledge base.
pub(in crate::guide) fn plan(text: &str) -> Plan {
    Plan::read("guides/sample.md", text, None)
}

/// A small guide with everything in it: a loop, two ways to one step, every kind of end.
pub(in crate::guide) fn vpn() -> String {
    "---
title: VPN won't connect
---
Have your laptop at hand.

## Does anything else online work?
Open a public website.
- [No, nothing loads](wifi.md)
- [Only the VPN fails](#restart)
- [Not sure](#test-the-connection)

## Test the connection
1. Open a private window.
- [Other sites load](#restart)
- [It still fails](wifi.md#reset)
- [Start again](#does-anything-else-online-work)

## Restart the VPN client {#restart}
- [That fixed it](#solved)
- [Show me how](../articles/network/vpn.md)
- [It still fails](../forms/incident.yml?category=network&summary=VPN+won't+connect)
- [I can't do this](tel:+442079460123)
"
    .to_owned()
}

/// A guide of `steps` steps, about two choices each, at most about fifteen deep, with loops that have a way out. Every step
/// can be reached. The same seed gives the same guide.
pub(in crate::guide) fn large(steps: usize, seed: u64) -> String {
    let mut random = Random(seed | 1);
    let rows = steps.min(15);
    let row_of = |step: usize| step * rows / steps;
    let mut ways: Vec<Vec<(String, String)>> = vec![Vec::new(); steps];
    for step in 1..steps {
        // One step above leads here, so that it can be reached.
        let above: Vec<usize> = (0..step).filter(|other| row_of(*other) < row_of(step)).collect();
        let nearest: Vec<usize> = above.iter().copied().filter(|other| row_of(*other) + 1 == row_of(step)).collect();
        let free: Vec<usize> = nearest.iter().copied().filter(|other| ways[*other].len() < 5).collect();
        let from = if free.is_empty() { &above } else { &free };
        let from = if from.is_empty() { 0 } else { from[random.below(from.len())] };
        ways[from].push((format!("It looks like case {step}"), format!("#step-{step}")));
    }
    for (step, ways) in ways.iter_mut().enumerate() {
        match random.below(6) {
            0 | 1 => ways.push(("That fixed it".into(), "#solved".into())),
            2 => ways.push(("Show me how this is done".into(), format!("../articles/a{}.md", random.below(9)))),
            3 => ways.push(("Not sure".into(), format!("#step-{}", (step + 1 + random.below(20)).min(steps - 1)))),
            4 => ways.push(("Start again".into(), format!("#step-{}", random.below(step + 1)))),
            _ => {}
        }
        if ways.len() < 2 || random.below(4) == 0 {
            ways.push(("It still fails".into(), format!("../forms/incident.yml?summary=Step+{}", step % 7)));
        }
    }
    let mut text = "---\ntitle: A large guide\n---\n".to_owned();
    for (step, ways) in ways.iter().enumerate() {
        let _ =
            writeln!(text, "\n## Question number {step}, is it like this? {{#step-{step}}}\nLook at part {step}.\n");
        for (answer, href) in ways {
            let _ = writeln!(text, "- [{answer}]({href})");
        }
    }
    text
}

/// Numbers that look random. (Marsaglia's xorshift.)
pub(in crate::guide) struct Random(pub(in crate::guide) u64);

impl Random {
    pub(in crate::guide) fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap_or(0) % limit.max(1)
    }
}
