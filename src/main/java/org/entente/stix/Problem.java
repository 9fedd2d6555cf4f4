package org.entente.stix;

/// One thing wrong with an object: where (an RFC 6901 pointer into it), what, and which clause it
/// breaks, such as `STIX 2.1 §3.2`.
public record Problem(String pointer, String message, String clause, boolean fatalWhenTolerant) {}
