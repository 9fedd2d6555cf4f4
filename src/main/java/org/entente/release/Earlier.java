package org.entente.release;

/// The last release of an id to this partner.
///
/// @param index of its leaf in the log toward the partner
public record Earlier(long index, ReleaseHeader header) {}
