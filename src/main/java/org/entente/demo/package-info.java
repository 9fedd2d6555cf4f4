/// The demonstration: two real nodes on this machine, an invented campaign, an account of what
/// became of it.
///
/// It does what people would do by hand, through the same rooms. May use every room below.
@NullMarked
package org.entente.demo;

import org.jspecify.annotations.NullMarked;
