package org.entente.feed;

import java.io.IOException;

/// The partner answers 404 for an accord: as a rule it has not installed it yet, which is how every
/// exchange begins.
public final class AccordUnknown extends IOException {
  private static final long serialVersionUID = 1L;

  public AccordUnknown(LinkName link) {
    super("the partner does not know accord " + link.accord() + " yet");
  }
}
