/// What a clause may ask, and how the question is answered: CEL expressions over the facts of one
/// object, compiled and type-checked once, evaluated without I/O and in bounded time.
///
/// Accords and national rules are written in the same expressions; both parties must come to the
/// same answer from the same bytes. Uses `stix` and `json`.
@NullMarked
package org.entente.expression;

import org.jspecify.annotations.NullMarked;
