/// Strict JSON (I-JSON, RFC 7493) and its canonical form (RFC 8785).
///
/// A value read here is immutable and free of duplicate names and lone surrogates, so every room
/// above may rely on it. Uses nothing but the JDK and Jackson's tokenizer.
@NullMarked
package org.entente.json;

import org.jspecify.annotations.NullMarked;
