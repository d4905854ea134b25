//! The variables of the environment that begin with `TIERZERO_DESK_`.

use std::ffi::OsString;

use content::{Problem, spelling};

use super::{
    ALL,
    setting::{CONFIG, PREFIX, variable},
};

/// Where mistakes in variables are.
pub(super) const PLACE: &str = "the environment";

/// The variables of a desk. Shells have no other way to take one away for one command than to leave it empty, so an empty one
/// is none.
pub(super) struct Variables(Vec<(String, OsString)>);

impl Variables {
    pub(super) fn of(environment: &[(OsString, OsString)]) -> Self {
        let ours = environment.iter().filter_map(|(name, value)| {
            let name = name.to_str().filter(|name| name.starts_with(PREFIX))?;
            (!value.is_empty()).then(|| (name.to_owned(), value.clone()))
        });
        Self(ours.collect())
    }

    /// The value of the variable for a key.
    pub(super) fn get(&self, key: &str) -> Option<OsString> {
        let wanted = variable(key);
        self.0.iter().find(|(name, _)| *name == wanted).map(|(_, value)| value.clone())
    }

    /// A mistake for each variable that means nothing.
    pub(super) fn unknown(&self) -> Vec<Problem> {
        let keys = ALL.iter().flat_map(|setting| [Some(setting.key), setting.partner()]).flatten();
        let keys: Vec<&str> = keys.chain([CONFIG]).collect();
        let known = |name: &str| keys.iter().any(|key| variable(key) == name);
        let unknown = self.0.iter().filter(|(name, value)| !known(name) && !is_of_kubernetes(name, value));
        let problem = |name: &String| {
            let problem = Problem::error("variable/unknown", PLACE, format!("unknown variable `{name}`"));
            // What all of them begin with would make all of them alike.
            match spelling::closest(name.strip_prefix(PREFIX).unwrap_or(name), keys.iter().copied()) {
                Some(meant) => problem.help(format!("did you mean `{}`?", variable(meant))),
                None => problem.help(format!("what begins with `{PREFIX}` must be a setting; call it something else")),
            }
        };
        unknown.map(|(name, _)| problem(name)).collect()
    }
}

/// Whether Kubernetes sets it by itself, in every pod beside a service called `tierzero-desk`.
fn is_of_kubernetes(name: &str, value: &OsString) -> bool {
    let Some(rest) = name.strip_prefix(PREFIX) else { return false };
    let is_address = || value.to_str().is_some_and(|value| value.contains("://"));
    let numbered =
        || rest.strip_prefix("PORT_").is_some_and(|rest| rest.starts_with(|letter: char| letter.is_ascii_digit()));
    rest == "SERVICE_HOST" || rest.starts_with("SERVICE_PORT") || rest == "PORT" && is_address() || numbered()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unknown(variables: &[(&str, &str)]) -> String {
        let environment: Vec<_> = variables.iter().map(|(name, value)| (name.into(), value.into())).collect();
        let problems = Variables::of(&environment).unknown().into_iter();
        problems.map(|problem| format!("{} | {}\n", problem.message, problem.help.unwrap_or_default())).collect()
    }

    #[test]
    fn a_variable_that_means_nothing_is_a_mistake() {
        let told = unknown(&[
            ("TIERZERO_DESK_LISTEN", "x"),
            ("TIERZERO_DESK_CONFIG", "x"),
            ("TIERZERO_DESK_DATABASE_FILE", "x"),
            ("TIERZERO_DESK_LISTN", "x"),
            ("TIERZERO_DESK_PORT", "8081"),
            ("TIERZERO_DESK_COLOUR", "x"),
            ("TIERZERO_DESK_EMPTY", ""),
            ("TIERZERO_DESKTOP", "x"),
            ("PATH", "x"),
        ]);
        insta::assert_snapshot!(told, @"
        unknown variable `TIERZERO_DESK_LISTN` | did you mean `TIERZERO_DESK_LISTEN`?
        unknown variable `TIERZERO_DESK_PORT` | what begins with `TIERZERO_DESK_` must be a setting; call it something else
        unknown variable `TIERZERO_DESK_COLOUR` | what begins with `TIERZERO_DESK_` must be a setting; call it something else
        ");
    }

    #[test]
    fn what_kubernetes_sets_for_a_service_of_this_name_is_let_alone() {
        let told = unknown(&[
            ("TIERZERO_DESK_SERVICE_HOST", "10.0.0.1"),
            ("TIERZERO_DESK_SERVICE_PORT", "8081"),
            ("TIERZERO_DESK_SERVICE_PORT_HTTP", "8081"),
            ("TIERZERO_DESK_PORT", "tcp://10.0.0.1:8081"),
            ("TIERZERO_DESK_PORT_8081_TCP", "tcp://10.0.0.1:8081"),
            ("TIERZERO_DESK_PORT_8081_TCP_ADDR", "10.0.0.1"),
        ]);
        assert_eq!(told, "");
    }
}
