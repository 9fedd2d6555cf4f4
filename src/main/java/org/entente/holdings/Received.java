package org.entente.holdings;

import java.time.Instant;
import org.entente.accord.Handling;
import org.entente.crypto.Sha256;
import org.entente.stix.StixId;

/// Under what a party sent an object: the digest of the accord's revision, the partner's log and
/// the number in it, the clause, and the handling. Every version of this id, from whatever door,
/// stays bound to it (**Origin binds**).
public record Received(
    StixId id,
    String party,
    Sha256 revision,
    String log,
    long entry,
    String clause,
    Handling handling,
    Instant at) {}
