/// What passes between two nodes (EXCHANGE.md): cards and pinned TLS, the release worker, the feed,
/// the puller, receipts, and the comparison of both registers.
///
/// One `Link` a partner and accord does all of it; every step is a transaction of the store, so a
/// crash anywhere heals by pulling from the number. May use every room below: `json`, `crypto`,
/// `storage`, `stix`, `accord`, `release`, `ledger`, `holdings`, `receipt`, and Jetty's plain
/// server, Bouncy Castle's certificates and the JDK's HTTP client.
@NullMarked
package org.entente.exchange;

import org.jspecify.annotations.NullMarked;
