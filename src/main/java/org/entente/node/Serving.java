package org.entente.node;

import java.net.URI;
import org.entente.console.MainPort;

/// A node that answers: its main port open, its partner port open.
public final class Serving implements AutoCloseable {
  private final MainPort mainPort;
  private final URI partnerUrl;

  Serving(MainPort mainPort, URI partnerUrl) {
    this.mainPort = mainPort;
    this.partnerUrl = partnerUrl;
  }

  public URI url() {
    return mainPort.url();
  }

  public URI partnerUrl() {
    return partnerUrl;
  }

  @Override
  public void close() {
    mainPort.close();
  }
}
