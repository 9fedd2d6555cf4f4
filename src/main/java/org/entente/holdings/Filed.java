package org.entente.holdings;

import java.time.Instant;
import org.entente.expression.Source;

/// An object version in a collection: when it was added there, and the source it was declared to
/// come from on that occasion.
public record Filed(Collection collection, Instant dateAdded, Source source, Held held) {}
