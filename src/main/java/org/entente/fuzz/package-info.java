/// Hostile input made by the million: every parser of the program as a [Target], valid inputs to
/// begin with, seeded mutations of them, and what must hold of any answer (CONTRIBUTING.md,
/// "Fuzzing"). Matters to no node that serves. May use every room below; only `cli` knows it.
@NullMarked
package org.entente.fuzz;

import org.jspecify.annotations.NullMarked;
