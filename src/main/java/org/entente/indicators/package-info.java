/// The values that an indicator or an observable speaks of, in the normal form `entente-ioc/1`, so
/// that two writings of one address, name or link are one value in an index.
///
/// Addresses, domain names (RFC 5891, RFC 3492) and links (WHATWG URL) are read from text and from
/// STIX patterns; nothing is looked up. Uses `stix` and `json`.
@NullMarked
package org.entente.indicators;

import org.jspecify.annotations.NullMarked;
