/// Measurements, each against a reference that does the same work's unavoidable part in the same
/// run, so that a ratio means something on a machine that others use too.
///
/// Nothing in the product depends on a figure from here, and no test judges one. May use every room
/// below; only `cli` knows it.
@NullMarked
package org.entente.bench;

import org.jspecify.annotations.NullMarked;
