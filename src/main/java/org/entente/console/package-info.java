/// What people see in a browser, served at the main port, the only place where Spring lives.
///
/// For now a start page that tells strangers nothing, and the health answer for a supervisor. May
/// use every room below; only `node` knows it.
@NullMarked
package org.entente.console;

import org.jspecify.annotations.NullMarked;
