/// STIX 2.1 (OASIS Standard, Errata 01): objects, ids, versions, markings, references, and the
/// streaming reader of bundles.
///
/// An object is kept as the bytes it came in and read beside them, so that whatever its producer
/// wrote, standard or not, can be passed on unmodified. Whether it obeys the standard is
/// `conformance`. Uses `json` and `crypto`, nothing else.
@NullMarked
package org.entente.stix;

import org.jspecify.annotations.NullMarked;
