package org.entente.decisions;

import java.time.Instant;
import java.util.Set;
import org.entente.holdings.Held;
import org.entente.release.Decision;
import org.entente.stix.StixId;

/// One object version with what was decided about it.
///
/// @param changed something else became of its id than what others were decided on
/// @param waits ids that, when something becomes of them, have this decided again
public record Decided(
    Held held, Decision decision, Instant at, boolean changed, Set<StixId> waits) {}
