/// Whether an object obeys STIX 2.1: every property of every type the standard knows, as rules that
/// cite the clause they state.
///
/// All problems of an object are reported together, each with its JSON pointer and whether it is
/// fatal at the tolerant gate too. Uses `indicators`, `stix` and `json`.
@NullMarked
package org.entente.conformance;

import org.jspecify.annotations.NullMarked;
