package org.entente.release;

/// The last release of an id to this partner.
///
/// @param accord the id of the accord under which it went, to whose log `index` belongs
/// @param index of its leaf in the log toward the partner
public record Earlier(String accord, long index, ReleaseHeader header) {}
