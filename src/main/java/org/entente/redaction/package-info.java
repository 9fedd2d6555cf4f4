/// Taking parts out of an object: what a clause or a marking asks to remove, the copy without it
/// under an id of its own, and the references rewritten to it (accord.md §9).
///
/// A copy never claims to be the original, and the same original gives one copy to one partner.
/// Pure. Uses `accord`, `expression`, `stix`, `crypto` and `json`.
@NullMarked
package org.entente.redaction;

import org.jspecify.annotations.NullMarked;
