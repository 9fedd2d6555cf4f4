/// One node: its configuration, and the wiring of all rooms with `new`.
///
/// What a node is made of can be read in `Node` from top to bottom. May use every room but `cli`.
@NullMarked
package org.entente.node;

import org.jspecify.annotations.NullMarked;
