/// One append-only log a direction, as C2SP tlog-tiles, tlog-checkpoint and tlog-cosignature define
/// it: leaves that give nothing away, hashes and proofs (RFC 6962), signed checkpoints, tiles on
/// disk.
///
/// Knows bytes, never what they mean: which object an entry releases, and whether it may, is
/// decided above. Leaves lie in the database, in the caller's transaction; files are derived from
/// them. May use `json`, `crypto` and `storage`.
@NullMarked
package org.entente.ledger;

import org.jspecify.annotations.NullMarked;
