/// What would come of objects, and in one line why, for people.
///
/// A trial needs no node: it reads files into a store of its own and decides in memory. May use
/// `node` and every room below, and `terminal`.
@NullMarked
package org.entente.preview;

import org.jspecify.annotations.NullMarked;
