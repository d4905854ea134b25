//! What a requester is asked before anybody reads the ticket.

/// Whether an address is that of whoever sent a ticket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Of the event that brought it.
    pub id: String,
    /// Such as `TZ-7F3K9Q`.
    pub reference: String,
    /// Name of the form.
    pub form: String,
    /// The address.
    pub address: String,
    /// What only whoever reads mail there can know.
    pub code: String,
}

impl Question {
    /// The code as people read it: in two halves.
    pub(super) fn spelt(&self) -> String {
        let (one, two) = self.code.split_at_checked(self.code.len() / 2).unwrap_or((&self.code, ""));
        format!("{one}-{two}")
    }

    /// The address of the page of a portal that confirms. The code stands in the fragment, which browsers send to nobody.
    pub(super) fn link(&self, portal: &str) -> String {
        format!("{}/{}", portal.trim_end_matches('/'), content::route::confirm(&self.reference, &self.code))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_leads_into_the_portal_with_the_code_in_the_fragment() {
        let question = Question {
            id: "evt_1".into(),
            reference: "TZ-7F3K9Q".into(),
            form: "Report a problem".into(),
            address: "ada@northwind.example".into(),
            code: "7F3K9QXM".into(),
        };
        assert_eq!(question.spelt(), "7F3K-9QXM");
        for portal in ["https://help.northwind.example/it", "https://help.northwind.example/it/"] {
            assert_eq!(question.link(portal), "https://help.northwind.example/it/track/#TZ-7F3K9Q.code.7F3K9QXM");
        }
    }
}
