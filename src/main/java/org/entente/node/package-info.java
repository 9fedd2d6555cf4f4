/// One node: its configuration, and the wiring of all rooms with `new`.
///
/// What a node is made of can be read in `Node` from top to bottom. May use every room below; those
/// above it are about people at a terminal.
@NullMarked
package org.entente.node;

import org.jspecify.annotations.NullMarked;
