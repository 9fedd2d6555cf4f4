package org.entente.holdings;

import java.time.Instant;
import org.entente.stix.StixId;

/// An object version in a collection without its bytes: its number and when it was added there.
public record FiledNumber(long object, StixId id, Instant dateAdded) {}
