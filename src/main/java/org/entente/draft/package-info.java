/// Accords and cards as files that people hand to each other: drafts from a template, documents
/// with signatures, what goes from a card into an accord.
///
/// What is wrong with such a file is a refusal that says what to ask for. May use `accord`,
/// `exchange`, `receipt` and `terminal`.
@NullMarked
package org.entente.draft;

import org.jspecify.annotations.NullMarked;
