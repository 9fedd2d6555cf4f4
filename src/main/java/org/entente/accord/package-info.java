/// What two parties agreed (docs/protocol/accord.md), as values: parties and their keys, levels,
/// pillars, articles, clauses with their handling, and the stances that raise or lower the
/// exchange.
///
/// Everything here is a value or a pure function: no I/O and no clock. How it is written, read and
/// signed is `document`. Uses `expression`, `stix`, `crypto` and `json`.
@NullMarked
package org.entente.accord;

import org.jspecify.annotations.NullMarked;
