/// The command line: one class a subcommand, what they share, and the way into a serving node.
///
/// A command says what it did as one JSON document and as lines for a person; it decides nothing
/// itself. May use every room; nobody knows it.
@NullMarked
package org.entente.cli;

import org.jspecify.annotations.NullMarked;
