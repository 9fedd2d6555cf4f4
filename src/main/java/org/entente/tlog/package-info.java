/// The transparency log of the C2SP specifications as mathematics and bytes: Merkle tree (RFC
/// 6962), inclusion and consistency proofs, signed notes and checkpoints, tile paths.
///
/// Nothing is stored here and no leaf is understood; a log of ours and a partner's are verified
/// with the same lines. Uses `crypto`.
@NullMarked
package org.entente.tlog;

import org.jspecify.annotations.NullMarked;
