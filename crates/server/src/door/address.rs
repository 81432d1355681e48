//! The addresses of the pages, once for the router, for links and for forms.

use std::fmt::Display;

use crate::limit::MAX_LOCAL_PATH_BYTES;

/// Leads to the desk.
pub(crate) const HOME: &str = "/";
/// What waits, what is one's own.
pub(crate) const DESK: &str = "/desk";
/// Several requests that are approved at once.
pub(crate) const DECISIONS: &str = "/decisions";
/// The form of a new document.
pub(crate) const NEW_DOCUMENT: &str = "/documents/new";
/// The form of a new meeting.
pub(crate) const NEW_MEETING: &str = "/meetings/new";
/// The form of a new inspection.
pub(crate) const NEW_INSPECTION: &str = "/inspections/new";
/// What the rules say of a form.
pub(crate) const PREVIEWS: &str = "/previews";
/// Where a new form is saved in the background.
pub(crate) const DRAFTS: &str = "/drafts";
/// Where a draft is saved in the background.
pub(crate) const DRAFT: &str = "/drafts/{id}";
/// A request.
pub(crate) const REQUEST: &str = "/requests/{id}";
/// The form of a draft, or of a correction.
pub(crate) const EDIT: &str = "/requests/{id}/edit";
/// Where a move is made.
pub(crate) const ACTIONS: &str = "/requests/{id}/actions";
/// The texts that are like that of a request.
pub(crate) const SIMILAR: &str = "/requests/{id}/similar";
/// Two texts side by side.
pub(crate) const COMPARED: &str = "/requests/{id}/beside/{other}";
/// What the rules said of a request, and when.
pub(crate) const EVALUATIONS: &str = "/requests/{id}/evaluations";
/// A file of a request.
pub(crate) const FILE: &str = "/requests/{id}/files/{sha256}";
/// A meeting as an entry of a calendar.
pub(crate) const INVITATION: &str = "/requests/{id}/invitation.ics";
/// The register of numbers.
pub(crate) const REGISTER: &str = "/register";
/// The register as a table.
pub(crate) const REGISTER_TABLE: &str = "/register/table";
/// Whether a number is genuine.
pub(crate) const NUMBER_CHECK: &str = "/numbers/check";
/// The figures of a period.
pub(crate) const STATISTICS: &str = "/statistics";
/// The requests behind a figure.
pub(crate) const STATISTICS_REQUESTS: &str = "/statistics/requests";
/// The figures as a table.
pub(crate) const STATISTICS_TABLE: &str = "/statistics/table";
/// Figures of earlier years.
pub(crate) const STATISTICS_IMPORT: &str = "/statistics/import";
/// Published reports.
pub(crate) const REPORTS: &str = "/reports";
/// A published report.
pub(crate) const REPORT: &str = "/reports/{period}/{revision}";
/// A published report as PDF.
pub(crate) const REPORT_PDF: &str = "/reports/{period}/{revision}/report.pdf";
/// Spot checks.
pub(crate) const SPOT_CHECKS: &str = "/spot-checks";
/// A spot check.
pub(crate) const SPOT_CHECK: &str = "/spot-checks/{id}";
/// Irregularities.
pub(crate) const IRREGULARITIES: &str = "/irregularities";
/// Where a step of an irregularity is taken.
pub(crate) const IRREGULARITY_STEPS: &str = "/irregularities/{id}/steps";
/// The calendar of meetings.
pub(crate) const CALENDAR: &str = "/calendar";
/// The calendar of working days.
pub(crate) const WORKING_DAYS: &str = "/working-days";
/// Where a proposed year of the calendar is settled.
pub(crate) const WORKING_DAYS_PROPOSAL: &str = "/working-days/proposals/{id}";
/// Incoming documents.
pub(crate) const INCOMING: &str = "/incoming";
/// The form of a new incoming document.
pub(crate) const NEW_INCOMING: &str = "/incoming/new";
/// An incoming document.
pub(crate) const INCOMING_ONE: &str = "/incoming/{id}";
/// The file of an incoming document.
pub(crate) const INCOMING_FILE: &str = "/incoming/{id}/file";
/// Where a step of an incoming document is taken.
pub(crate) const INCOMING_STEPS: &str = "/incoming/{id}/steps";
/// Yearly plans.
pub(crate) const PLANS: &str = "/plans";
/// Where an item is taken out of a plan.
pub(crate) const PLAN: &str = "/plans/{id}";
/// Work groups.
pub(crate) const CHAT_GROUPS: &str = "/chat-groups";
/// Where a work group is changed.
pub(crate) const CHAT_GROUP: &str = "/chat-groups/{id}";
/// Delegations.
pub(crate) const DELEGATIONS: &str = "/delegations";
/// Where a delegation that somebody else registered is confirmed.
pub(crate) const DELEGATION_CONFIRM: &str = "/delegations/{id}/confirm";
/// Where a delegation is ended.
pub(crate) const DELEGATION_END: &str = "/delegations/{id}/end";
/// People who leave.
pub(crate) const LEAVERS: &str = "/admin/leavers";
/// Routes.
pub(crate) const ROUTES: &str = "/admin/routes";
/// Where a route is proved.
pub(crate) const ROUTES_CHECK: &str = "/admin/routes/check";
/// Where requests are moved to the route in force.
pub(crate) const ROUTES_MOVE: &str = "/admin/routes/move";
/// Where a proposed route is settled.
pub(crate) const ROUTE_PROPOSAL: &str = "/admin/routes/proposals/{id}";
/// The figures of the rules.
pub(crate) const RULES: &str = "/rules";
/// Where a proposed figure is settled.
pub(crate) const RULE: &str = "/rules/{id}";
/// The link of a message.
pub(crate) const LINK: &str = "/a/{token}";
/// Signing in.
pub(crate) const SIGN_IN: &str = "/sign-in";
/// Where one signs out.
pub(crate) const SIGN_OUT: &str = "/sign-out";
/// One's own account.
pub(crate) const ACCOUNT: &str = "/account";
/// Where one's own password is changed.
pub(crate) const ACCOUNT_PASSWORD: &str = "/account/password";
/// Where a session of one's own is ended.
pub(crate) const ACCOUNT_SESSION_END: &str = "/account/sessions/{id}/end";
/// Where a token of one's own is ended.
pub(crate) const ACCOUNT_TOKEN_END: &str = "/account/tokens/{id}/end";
/// Where the language is chosen.
pub(crate) const LANGUAGE: &str = "/language";
/// Style sheets, scripts and pictures.
pub(crate) const ASSET: &str = "/assets/{name}";

/// What kind of problem it is: a name that looks like an address, by RFC 9457.
pub(crate) const PROBLEM: &str = "/problems/{code}";

/// An address with what it names in the places of the braces, in their order.
pub(crate) fn of(pattern: &str, named: &[&dyn Display]) -> String {
    let mut pieces = pattern.split(['{', '}']).step_by(2);
    let mut address = pieces.next().unwrap_or_default().to_owned();
    for (piece, name) in pieces.zip(named) {
        address.push_str(&name.to_string());
        address.push_str(piece);
    }
    address
}

/// A style sheet, a script or a picture.
pub(crate) fn asset(name: &str) -> String {
    of(ASSET, &[&name])
}

/// A path on this site, the only thing to which a `next=` may lead: one slash first, so that no browser reads a host into it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct LocalPath(String);

impl LocalPath {
    pub(crate) fn parse(path: &str) -> Option<Self> {
        let local = path.starts_with('/')
            && !path.starts_with("//")
            && path.len() <= MAX_LOCAL_PATH_BYTES
            && !path.chars().any(|c| c == '\\' || c.is_control());
        local.then(|| Self(path.to_owned()))
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl Default for LocalPath {
    fn default() -> Self {
        Self(DESK.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_path_on_this_site_is_a_local_path() {
        let long = format!("/{}", "a".repeat(MAX_LOCAL_PATH_BYTES - 1));
        for good in ["/", "/desk", "/requests/1?tab=2#x", "/a/b//c", &long] {
            assert!(LocalPath::parse(good).is_some(), "{good}");
        }
        let longer = format!("{long}a");
        for bad in [
            "",
            "desk",
            "//evil.example",
            "/\\evil.example",
            "https://evil.example",
            "/a\r\nb",
            "/\t/x",
            &longer,
        ] {
            assert!(LocalPath::parse(bad).is_none(), "{bad}");
        }
    }

    #[test]
    fn an_address_has_what_it_names_in_place_of_the_braces() {
        assert_eq!(of(DESK, &[]), "/desk");
        assert_eq!(of(ACTIONS, &[&7]), "/requests/7/actions");
        assert_eq!(of(REPORT_PDF, &[&"2026Q3", &1]), "/reports/2026Q3/1/report.pdf");
        assert_eq!(asset("tokens.css"), "/assets/tokens.css");
    }
}
