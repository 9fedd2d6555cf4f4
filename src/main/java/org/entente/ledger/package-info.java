/// One append-only log a direction: leaves that give nothing away, appended in the transaction of
/// what they record, published as tiles, and the verified copy of the partner's log.
///
/// Knows bytes, never what they mean: which object an entry releases, and whether it may, is
/// decided above. Leaves lie in the database; files are derived from them. Uses `tlog`, `storage`,
/// `crypto` and `json`.
@NullMarked
package org.entente.ledger;

import org.jspecify.annotations.NullMarked;
