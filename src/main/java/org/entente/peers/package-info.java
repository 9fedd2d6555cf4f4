/// Who the partner is and how one is sure of it (exchange.md §1): node cards, the twelve words,
/// keys, and the pinned mutual TLS of the partner port and its client.
///
/// No host name and no authority is trusted, only the key the card names. Uses `accord` for key
/// uses, `storage`, `crypto`, `json`, Jetty's plain server, Bouncy Castle's certificates and the
/// JDK's HTTP client.
@NullMarked
package org.entente.peers;

import org.jspecify.annotations.NullMarked;
