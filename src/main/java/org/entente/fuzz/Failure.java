package org.entente.fuzz;

/// An input that a target took wrongly. The same seed makes it again, as long as neither the
/// mutations nor the specimens change; the bytes themselves are what a test keeps.
public record Failure(String target, long seed, byte[] input, String message) {}
