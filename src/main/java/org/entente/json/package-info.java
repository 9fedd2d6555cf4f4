/// Strict JSON (I-JSON, RFC 7493), its canonical form (RFC 8785), and YAML read as JSON with
/// places.
///
/// A value read here is immutable and free of duplicate names and lone surrogates, so every room
/// above may rely on it. Uses nothing but the JDK, Jackson's tokenizer and SnakeYAML Engine.
@NullMarked
package org.entente.json;

import org.jspecify.annotations.NullMarked;
