/// What passes between two nodes (docs/protocol/exchange.md): the release worker, the publisher,
/// the puller, receipts, and the way back from a backup.
///
/// One [Link] a partner and accord does all of it; every step is a transaction of the store, so a
/// crash anywhere heals by pulling from the number. May use every room below it.
@NullMarked
package org.entente.exchange;

import org.jspecify.annotations.NullMarked;
