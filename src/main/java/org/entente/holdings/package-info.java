/// What this node holds: collections, the versions of objects in them, where each came from, and
/// the ways to find one again.
///
/// Every method that takes a connection works inside its caller's transaction and opens none of its
/// own. May use `json`, `crypto`, `storage`, `stix` and the source and pillar of `accord`.
@NullMarked
package org.entente.holdings;

import org.jspecify.annotations.NullMarked;
