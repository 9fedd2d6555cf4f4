/// What was exchanged, looked at afterwards: the disclosure [Register], the proof of one entry for
/// an outsider, and the comparison of both sides, row by row ([Reconciling]).
///
/// Reads what others wrote and changes nothing. Uses `feed`, `decisions`, `peers`, `receipt`,
/// `holdings`, `ledger`, `tlog`, `release`, `stix`, `storage`, `crypto` and `json`.
@NullMarked
package org.entente.register;

import org.jspecify.annotations.NullMarked;
