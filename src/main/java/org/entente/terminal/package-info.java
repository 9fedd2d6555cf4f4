/// What a command and whoever typed it say to each other: the call, an answer or a refusal, tables,
/// bars on long work, Ctrl-C.
///
/// Whether a program or a person reads is decided here and nowhere else. May use `json`, `storage`,
/// and `holdings` for imports.
@NullMarked
package org.entente.terminal;

import org.jspecify.annotations.NullMarked;
