/// The accord as a signed document: what it says, who signed it, which revision is in force, and
/// its clauses compiled so that they can be evaluated (ACCORD.md).
///
/// Everything here is a value or a pure function: no I/O and no clock, since both parties must read
/// the same accord the same way at the same instant. May use `stix`, `crypto` and `json`.
@NullMarked
package org.entente.accord;

import org.jspecify.annotations.NullMarked;
