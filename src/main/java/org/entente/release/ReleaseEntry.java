package org.entente.release;

import java.time.Instant;
import java.util.Optional;
import org.entente.crypto.Sha256;

/// A release as its leaf and header tell it.
///
/// @param at the leaf's `at`: the instant it was decided for
/// @param revision the leaf's `accord`: digest of the revision that decided
/// @param followed the header of the entry of the same log that `header.ref` points to, if there is
///   one; both nodes have it
public record ReleaseEntry(
    Instant at, Sha256 revision, ReleaseHeader header, Optional<ReleaseHeader> followed) {}
