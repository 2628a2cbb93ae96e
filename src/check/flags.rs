//! Known oddities of a document: nothing to correct in a table, but something to know.

use super::log::{Log, each, join};
use crate::policy::{Gives, Policy};

/// The oddities that a table shows.
pub(super) fn check(policy: &Policy, log: &mut Log) {
    if let (None, Some(years)) = (&policy.validity.from, &policy.validity.years) {
        log.add(
            "validity.years",
            format!("a term of {} years from a day that the document does not name", years.count.0),
        );
    }
    for (path, benefit) in each("benefits", &policy.benefits) {
        let Gives::SpendShare(share) = &benefit.gives else { continue };
        for (path, gap) in each(&format!("{path}.gives.spend_share.gaps"), &share.gaps) {
            if let Some(read_as) = gap.read_as {
                log.add(
                    path,
                    format!("no clause names the level; by default it is read as level {}", read_as.number()),
                );
            }
        }
    }
    for (path, stage) in each("stages", &policy.stages) {
        let (first, last) = (stage.from.unwrap_or(stage.until), stage.until.last());
        let issued = policy.document.date.as_ref().filter(|issued| last < issued.date);
        let begun = policy.validity.from.as_ref().filter(|from| first.first() < from.date);
        if let Some(issued) = issued {
            log.add(join(&path, "until"), format!("ends before the document's date {}", issued.date));
        } else if let Some(from) = begun {
            log.add(join(&path, "from"), format!("{first} lies before the term begins on {}", from.date));
        }
    }
}
