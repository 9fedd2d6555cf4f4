package org.entente.stix;

import org.entente.json.JsonPointer;

/// One `*_ref`, or one item of a `*_refs`, anywhere in an object: where it stands, the name of the
/// property, and the object it names.
public record Reference(JsonPointer at, String property, StixId target) {}
