package org.entente.holdings;

import java.time.Instant;
import org.entente.expression.Source;

/// Where one version of an id lies, without its bytes.
///
/// @param object the number of the version
/// @param owner [Held#HOME], or the party that sent that version
/// @param collection the number of the collection
/// @param source as it was declared when it arrived there
public record Place(long object, String owner, long collection, Instant dateAdded, Source source) {}
