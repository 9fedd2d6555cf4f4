/// What is decided toward each partner, kept in the store: the agreements and national rules by
/// which, what the store knows of an object, what comes next, what was decided, and what waits for
/// whom.
///
/// Asks `release` and keeps its answers; sends nothing and opens no connection. Uses `peers`,
/// `holdings`, `ledger`, `tlog`, `release`, `redaction`, `national`, `document`, `accord`,
/// `expression`, `stix`, `storage`, `crypto` and `json`.
@NullMarked
package org.entente.decisions;

import org.jspecify.annotations.NullMarked;
