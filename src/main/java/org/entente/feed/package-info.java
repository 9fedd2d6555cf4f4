/// One partner under one accord as a [Pair] of logs: the page that entries travel in, both logs
/// served page by page, what stands beside the partner's entries, and receipts, due and got.
///
/// Also what every part of the traffic works with: its settings, a signal, a loop, a pace. Decides
/// nothing and asks `decisions` whether an entry may still be served; uses `peers`, `receipt`,
/// `ledger`, `tlog`, `release`, `accord`, `stix`, `storage` and `crypto` besides.
@NullMarked
package org.entente.feed;

import org.jspecify.annotations.NullMarked;
