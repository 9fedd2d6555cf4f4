/// The way into a home that a process serves: a Unix-domain socket over which a command line goes
/// in and its words come back.
///
/// Knows nothing of commands; whoever opens the socket says what runs them. May use `json` and
/// `storage`.
@NullMarked
package org.entente.control;

import org.jspecify.annotations.NullMarked;
