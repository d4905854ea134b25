use std::collections::BTreeMap;

use insta::{assert_json_snapshot, assert_snapshot};

use crate::fixture::{problems_of, read};
use crate::ticket::Value;
use crate::{Category, Form};

const FORM: &str = "\u{feff}name: Report
description: Tell us
priority: normal
body:
  - type: markdown
    attributes: {value: 'Call **us**'}
  - type: input
    id: email
    attributes: {label: Your e-mail, placeholder: a@b.example}
    validations: {required: true}
  - type: dropdown
    id: category
    attributes: {label: What is it about?, options: [Wi-Fi, Other], default: 1}
  - type: dropdown
    attributes: {label: Which ones?, options: [A, B], multiple: true}
    visible_if: {category: Wi-Fi}
  - type: checkboxes
    id: tried
    attributes: {label: Tried, options: [{label: Restart, required: true}, {label: Wait}]}
    visible_if: {category: [Wi-Fi, Other]}
  - type: textarea
    attributes: {label: Details, value: 'It says'}
  - type: upload
    id: files
    attributes: {label: Screenshots}
";

fn form() -> Form {
    read(&[("forms/report.yml", FORM)]).0.forms.remove(0)
}

fn categories() -> Vec<Category> {
    vec![Category { id: "network".into(), title: "Wi-Fi".into(), summary: String::new(), icon: "wifi".into() }]
}

#[test]
fn every_element_is_read() {
    let text = FORM.replace("priority: normal\n", "");
    assert_eq!(problems_of("forms/report.yml", &text), "");
    assert_json_snapshot!(form(), @r#"
    {
      "id": "report",
      "name": "Report",
      "description": "Tell us",
      "category": null,
      "priority": "normal",
      "body": [
        {
          "id": "words",
          "label": "",
          "description": "",
          "required": false,
          "visible_if": null,
          "kind": {
            "type": "markdown"
          }
        },
        {
          "id": "email",
          "label": "Your e-mail",
          "description": "",
          "required": true,
          "visible_if": null,
          "kind": {
            "type": "input",
            "placeholder": "a@b.example",
            "value": ""
          }
        },
        {
          "id": "category",
          "label": "What is it about?",
          "description": "",
          "required": false,
          "visible_if": null,
          "kind": {
            "type": "dropdown",
            "options": [
              "Wi-Fi",
              "Other"
            ],
            "multiple": false,
            "default": 1
          }
        },
        {
          "id": "which-ones",
          "label": "Which ones?",
          "description": "",
          "required": false,
          "visible_if": {
            "field": "category",
            "values": [
              "Wi-Fi"
            ]
          },
          "kind": {
            "type": "dropdown",
            "options": [
              "A",
              "B"
            ],
            "multiple": true,
            "default": null
          }
        },
        {
          "id": "tried",
          "label": "Tried",
          "description": "",
          "required": false,
          "visible_if": {
            "field": "category",
            "values": [
              "Wi-Fi",
              "Other"
            ]
          },
          "kind": {
            "type": "checkboxes",
            "options": [
              {
                "label": "Restart",
                "required": true
              },
              {
                "label": "Wait",
                "required": false
              }
            ]
          }
        },
        {
          "id": "details",
          "label": "Details",
          "description": "",
          "required": false,
          "visible_if": null,
          "kind": {
            "type": "textarea",
            "placeholder": "",
            "value": "It says",
            "render": null
          }
        },
        {
          "id": "files",
          "label": "Screenshots",
          "description": "",
          "required": false,
          "visible_if": null,
          "kind": {
            "type": "upload"
          }
        }
      ]
    }
    "#);
}

#[test]
fn fields_start_with_what_the_author_gave() {
    let values: BTreeMap<String, Value> = form().initial_values();
    let expected = [("category", "Other"), ("details", "It says")];
    assert_eq!(values, expected.map(|(id, value)| (id.to_owned(), Value::Text(value.to_owned()))).into());
}

#[test]
fn an_address_fills_fields_in() {
    let form = form();
    let mut values = form.initial_values();
    let pairs = [
        ("category", "network"),
        ("email", "x@y.example"),
        ("tried", "Restart"),
        ("tried", "Wait"),
        ("which-ones", "B"),
        ("files", "x"),
        ("nothing", "x"),
        ("tried", "Nothing"),
    ]
    .map(|(id, value)| (id.to_owned(), value.to_owned()));
    let refused = form.prefill(&mut values, &pairs, &categories());
    assert_eq!(refused.iter().map(|(id, _)| id.as_str()).collect::<Vec<_>>(), ["files", "nothing", "tried"]);
    assert_json_snapshot!(values, @r#"
    {
      "category": "Wi-Fi",
      "details": "It says",
      "email": "x@y.example",
      "tried": [
        "Restart",
        "Wait"
      ],
      "which-ones": [
        "B"
      ]
    }
    "#);
    assert_eq!(form.category_of(&values, &categories()).as_deref(), Some("network"));
    assert_eq!(form.category_of(&BTreeMap::new(), &categories()), None);
}

#[test]
fn mistakes_are_all_told() {
    let text = "nam: X
title: '[Bug]'
category: itt
priority: huge
body:
  - type: inptu
    id: summary
    attributes: {label: Summary}
  - id: x
  - type: input
    id: 'bad id'
    atributes: {label: L}
  - type: input
    id: a
    attributes: {lable: L}
    validations: {required: yes, min: 3}
  - type: dropdown
    id: a
    attributes: {label: D, options: [One, One, {x: 1}], default: 5, multiple: 1}
  - type: checkboxes
    attributes: {label: C, options: [Plain, {label: Box, require: true}]}
  - type: markdown
  - type: input
    attributes: {label: When}
    visible_if: {summry: x}
  - type: input
    attributes: {label: Why}
    visible_if: {a: Two, b: 3}
  - type: dropdown
    id: d2
    attributes: {label: D2, options: [Yes, No]}
  - type: input
    attributes: {label: How}
    visible_if: {d2: Maybe}
  - text
";
    assert_snapshot!(problems_of("forms/x.yml", text), @r#"
    forms/x.yml:1:1 error key/unknown unknown key `nam` | did you mean `name`?
    forms/x.yml:2:8 hint form/foreign-key the key `title` means nothing here
    forms/x.yml:4:11 error form/priority there is no priority `huge` | expected one of `urgent`, `high`, `normal`, `low`
    forms/x.yml:6:11 error value/unknown `inptu` is no value for `type` | did you mean `input`?
    forms/x.yml:9:5 error key/missing `type` is missing | the kind of element, such as `input`
    forms/x.yml:9:5 error key/missing `attributes` is missing | the `label` and what else belongs to the element
    forms/x.yml:12:5 error key/unknown unknown key `atributes` | did you mean `attributes`?
    forms/x.yml:15:18 error key/unknown unknown key `lable` | did you mean `label`?
    forms/x.yml:16:29 error value/type `required` must be `true` or `false`, not the text `yes` | write `true`
    forms/x.yml:16:34 error key/unknown unknown key `min` | expected one of `required`, `pattern`, `message`
    forms/x.yml:18:9 error form/duplicate-id the id `a` is there twice | give one of them another id
    forms/x.yml:19:43 error form/duplicate-option the option `One` is there twice | remove one of them, or word them differently
    forms/x.yml:19:48 error value/type an item of `options` must be a text, not a table of keys and values | put it in quotes: `"like: this"`
    forms/x.yml:19:66 error form/default there is no option 5 | write the place of the option in the list: 0 is the first
    forms/x.yml:19:79 error value/type `multiple` must be `true` or `false`, not the number `1` | write `true`
    forms/x.yml:21:38 error value/type an item of `options` must be a table of keys and values, not the text `Plain` | write `key: value`, each on a line of its own
    forms/x.yml:21:58 error key/unknown unknown key `require` | did you mean `required`?
    forms/x.yml:22:5 error key/missing `attributes` is missing | the `label` and what else belongs to the element
    forms/x.yml:25:18 error form/condition the form has no field `summry` | did you mean `summary`?
    forms/x.yml:28:17 error form/condition `visible_if` must name one field | write `visible_if: {field: value}`
    forms/x.yml:34:18 error form/condition the field `d2` has no option `Maybe` | expected `Yes` or `No`
    forms/x.yml:35:5 error value/type an item of `body` must be a table of keys and values, not the text `text` | write `key: value`, each on a line of its own
    "#);
}

#[test]
fn no_field_is_called_like_the_one_that_only_machines_fill_in() {
    let text = "name: X\nbody:\n  - {type: input, id: leave_empty, attributes: {label: Leave empty}}\n";
    assert_snapshot!(problems_of("forms/x.yml", text), @"forms/x.yml:3:23 error form/reserved-id every form has a field `leave_empty` of its own | give this one another id");
}

#[test]
fn circles_of_conditions_are_refused() {
    let text = "name: X
body:
  - {type: input, id: a, attributes: {label: A}, visible_if: {b: x}}
  - {type: input, id: b, attributes: {label: B}, visible_if: {a: x}}
  - {type: input, id: c, attributes: {label: C}, visible_if: {c: x}}
  - {type: input, id: d, attributes: {label: D}, visible_if: {a: x}}
";
    assert_snapshot!(problems_of("forms/x.yml", text), @"
    forms/x.yml:3:63 error form/circle `a` is only visible if it is visible itself | leave out one `visible_if` of the circle, so that a field is there to begin with
    forms/x.yml:4:63 error form/circle `b` is only visible if it is visible itself | leave out one `visible_if` of the circle, so that a field is there to begin with
    forms/x.yml:5:63 error form/circle `c` is only visible if it is visible itself | leave out one `visible_if` of the circle, so that a field is there to begin with
    ");
}

#[test]
fn a_form_without_fields_is_refused() {
    assert_snapshot!(problems_of("forms/x.yml", ""), @"forms/x.yml:1:1 error form/empty the form is empty | write `name:` and, below `body:`, its fields; or remove the file");
    assert_snapshot!(problems_of("forms/x.yml", "name: X\nbody: []\n"), @"forms/x.yml:2:7 error form/no-fields the form has no fields | add one, such as `- {type: input, id: summary, attributes: {label: What is wrong?}}`");
    assert_snapshot!(problems_of("forms/x.yml", "name: X\n"), @"forms/x.yml:1:1 error key/missing `body` is missing | the fields of the form");
    assert_snapshot!(problems_of("forms/x.yml", "- a\n"), @"forms/x.yml:1:1 error value/type a form must be a table of keys and values, not a list | write `key: value`, each on a line of its own");
    assert_snapshot!(problems_of("forms/x.yml", "name: X\nbody: [\n"), @"forms/x.yml:3:1 error yaml/syntax while parsing a node, did not find expected node content | close the bracket that is open in `body: [`");
}

#[test]
fn a_comment_without_an_end_between_fields_is_told() {
    let text = "name: N\nbody:\n  - type: markdown\n    attributes:\n      value: |\n        Words.\n\n        <!-- note\n  - {type: input, attributes: {label: L}}\n";
    assert_snapshot!(problems_of("forms/x.yml", text), @"forms/x.yml:6:9 error html/unclosed `<!--` is never closed, and hides everything behind it | write `-->` where the hidden part ends, or `\\<!--` if these are words to be read");
}

const BADGE: &str = "name: Badge
body:
  - type: input
    id: badge
    sensitive: true
    attributes: {label: Badge number, help: 'It stands **on the back**', autocomplete: 'off', placeholder: NW123456}
    validations: {required: true, pattern: '[A-Z]{2}[0-9]{6}', message: 'Two letters and six digits, such as NW123456'}
";

#[test]
fn a_field_says_what_its_answer_is_like() {
    let text = BADGE.replace("body:", "priority: normal\nbody:");
    assert_eq!(problems_of("forms/badge.yml", &text), "");
    let form = read(&[("forms/badge.yml", BADGE)]).0.forms.remove(0);
    let field = &form.body[0];
    assert_eq!(
        (field.help.as_str(), field.sensitive, field.autocomplete.as_deref()),
        ("It stands on the back", true, Some("off"))
    );
    let told = |answer: &str| {
        let values = BTreeMap::from([("badge".to_owned(), Value::Text(answer.to_owned()))]);
        crate::ticket::validate(&form, &values, &crate::FileLimits::default())
            .into_iter()
            .map(|error| error.message)
            .collect::<Vec<_>>()
    };
    assert_eq!(told(" NW123456 "), Vec::<String>::new());
    assert_eq!(told("NW12345"), ["Two letters and six digits, such as NW123456"]);
    assert_eq!(told(""), ["Fill in “Badge number”"]);
}

#[test]
fn a_form_can_want_no_pages_offered() {
    let quiet = |text: &str| read(&[("forms/badge.yml", text)]).0.forms.remove(0).quiet;
    assert!(!quiet(BADGE) && !quiet(&BADGE.replace("body:", "offers: true\nbody:")));
    let without = BADGE.replace("body:", "offers: false\npriority: normal\nbody:");
    assert!(quiet(&without));
    assert_eq!(problems_of("forms/badge.yml", &without), "");
    let odd = BADGE.replace("body:", "offers: never\npriority: normal\nbody:");
    assert!(problems_of("forms/badge.yml", &odd).contains("`offers`"));
}

#[test]
fn what_a_field_cannot_be_is_told() {
    let text = "name: F
priority: normal
body:
  - {type: input, id: a, attributes: {label: A, autocomplete: e-mail, placeholder: x1}, validations: {pattern: '[0-9]+', message: Digits only}}
  - {type: input, id: b, attributes: {label: B}, validations: {pattern: '('}}
  - {type: input, id: c, attributes: {label: C}, validations: {pattern: 'x'}}
  - {type: input, id: d, attributes: {label: D}, validations: {message: 'x'}}
  - {type: textarea, id: e, attributes: {label: E, autocomplete: name}, validations: {pattern: x, message: x}}
  - {type: markdown, sensitive: true, attributes: {value: Mind}}
";
    assert_snapshot!(problems_of("forms/f.yml", text), @r#"
    forms/f.yml:4:63 error form/autocomplete browsers fill in no `e-mail` | did you mean `email`?
    forms/f.yml:4:84 warning form/pattern the placeholder `x1` does not fit the pattern `[0-9]+` | correct one of them: readers take it as an example
    forms/f.yml:5:73 error form/pattern the pattern cannot be read: found open group without closing ')' | write a regular expression without look-around; it must fit the whole answer: `[A-Z]{2}[0-9]{6}`
    forms/f.yml:6:63 error key/missing `message` is missing | how to mend an answer that does not fit: `Two letters and six digits, such as NW123456`
    forms/f.yml:7:73 error form/pattern `message` stands without `pattern` | add a `pattern` that an answer must fit, or leave `message` out
    forms/f.yml:8:52 error key/unknown unknown key `autocomplete` | expected one of `label`, `description`, `help`, `placeholder`, `value`, `render`
    forms/f.yml:8:87 error key/unknown unknown key `pattern` | expected `required`
    forms/f.yml:8:99 error key/unknown unknown key `message` | expected `required`
    forms/f.yml:9:22 error key/unknown unknown key `sensitive` | expected one of `type`, `id`, `visible_if`, `attributes`, `validations`
    "#);
}

#[test]
fn no_link_fills_in_what_is_sensitive_or_does_not_fit() {
    let guide = |query: &str| format!("## Q\n- [Send](../forms/badge.yml?{query})\n- [Fixed](#solved)\n");
    let told = |query: &str, badge: &str| {
        let (_, problems) = read(&[("guides/g.md", &guide(query)), ("forms/badge.yml", badge)]);
        let told = problems.iter().filter(|problem| problem.code == "link/prefill");
        told.map(|problem| format!("{} | {}", problem.message, problem.help.as_deref().unwrap_or_default()))
            .collect::<String>()
    };
    assert_snapshot!(told("badge=NW123456", BADGE), @r#"the field `badge` is sensitive and cannot be filled in by a link | leave it out: addresses are kept in histories and logs"#);
    let open = BADGE.replace("    sensitive: true\n", "");
    assert_eq!(told("badge=NW123456", &open), "");
    assert_snapshot!(told("badge=12", &open), @r#"the value for `badge` does not fit its pattern `[A-Z]{2}[0-9]{6}` | readers are told: Two letters and six digits, such as NW123456"#);
}

#[test]
fn a_field_for_files_is_an_error_where_none_are_taken() {
    let form = "name: Report\nbody:\n  - {type: upload, id: proof, attributes: {label: Proof}}\n";
    let files = |settings: &'static str| {
        [("portal.toml", settings), ("articles/it/a.md", "# A\nText."), ("forms/report.yml", form)]
    };
    assert_snapshot!(crate::fixture::problems(&files("[tickets.files]\nmost = 0\n")), @"forms/report.yml:3:12 error form/no-files the field `proof` asks for files, and portal.toml takes none | leave the field out, or set `most` in `[tickets.files]` of portal.toml");
    assert_eq!(crate::fixture::problems(&files("[tickets.files]\nmost = 1\n")), "");
}

#[test]
fn a_form_can_demand_that_the_reader_is_called_back() {
    let form = |verify: &str, field: &str| {
        format!("name: X\nverify: {verify}\nbody:\n  - {{type: input, id: {field}, attributes: {{label: Text}}}}\n")
    };
    let (kb, _) = read(&[("forms/x.yml", &form("callback", "summary"))]);
    assert_eq!(kb.forms[0].verify, Some(crate::Verify::Callback));
    assert_eq!(problems_of("forms/x.yml", &form("callback", "summary")), "");
    assert_snapshot!(problems_of("forms/x.yml", &form("calback", "summary")), @"forms/x.yml:2:9 error value/unknown `calback` is no value for `verify` | did you mean `callback`?");
    assert_snapshot!(problems_of("forms/x.yml", &form("true", "summary")), @"forms/x.yml:2:9 error value/unknown `true` is no value for `verify` | expected `callback`");
    assert_snapshot!(problems_of("forms/x.yml", &form("callback", "phone")), @"forms/x.yml:4:23 hint form/typed-number the number typed into `phone` is not the one that is called back | say in its `description` what it is for, or leave the field out");
}
