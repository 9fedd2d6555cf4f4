/// The rules a nation keeps for itself, whatever an accord permits: clauses of its own that forbid
/// or require, and the constituency whose names and addresses need care.
///
/// They narrow and never widen; the partner does not see them. Pure, like the accord they stand
/// beside. Uses `accord`, `expression`, `stix` and `json`.
@NullMarked
package org.entente.national;

import org.jspecify.annotations.NullMarked;
