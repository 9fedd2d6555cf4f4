/// The command line: one class a command, and what finds, runs and names them.
///
/// A command says what it did as one JSON document and as lines for a person; it decides nothing
/// itself. May use every room; nobody knows it.
@NullMarked
package org.entente.cli;

import org.jspecify.annotations.NullMarked;
