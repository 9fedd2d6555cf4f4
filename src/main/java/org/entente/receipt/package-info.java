/// Signed word that entries were delivered, and the proof of it for a third party.
///
/// A receipt is the holder's statement over a range of a partner's log; a proof bundle carries one
/// entry with everything an outsider needs to verify it offline. May use `accord`, `ledger`,
/// `crypto` and `json`.
@NullMarked
package org.entente.receipt;

import org.jspecify.annotations.NullMarked;
