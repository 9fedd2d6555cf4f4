/// The accord as a document: read from YAML or JSON with every fault named at its line, drafted
/// from a template, written out for people, signed by both parties, and which revision is in force
/// at an instant.
///
/// Both parties must read the same bytes the same way, so nothing here does I/O or reads a clock.
/// Uses `accord`, `expression`, `stix`, `crypto` and `json`.
@NullMarked
package org.entente.document;

import org.jspecify.annotations.NullMarked;
