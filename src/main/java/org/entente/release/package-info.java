/// Whether an object may go to a party, now, and in what form: [Decisions] at home, [Admission] at
/// the receiver, and everything they speak (accord.md §8).
///
/// Pure: no I/O, no clock, no SQL; whatever the outside knows is handed in on a [Candidate]. Uses
/// `redaction`, `national`, `accord`, `expression`, `stix`, `crypto` and `json`.
@NullMarked
package org.entente.release;

import org.jspecify.annotations.NullMarked;
