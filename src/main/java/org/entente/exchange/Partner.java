package org.entente.exchange;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.entente.storage.Database;

/// One partner as the release worker sees it: what decides, and the links on which things go.
final class Partner implements AutoCloseable {
  private final Database database;
  private final long no;
  private final String identity;
  private final Supplier<Terms> terms;
  private final Map<String, Link> links = new ConcurrentHashMap<>();
  private final Signal undecided = new Signal();
  private final Loop releasing;

  Partner(Link.Parts parts, long no, String identity, Supplier<Terms> terms) {
    this.database = parts.database();
    this.no = no;
    this.identity = identity;
    this.terms = terms;
    var worker = new ReleaseWorker(parts.database(), this, parts.settings(), parts.clock());
    this.releasing =
        new Loop("release " + identity, undecided, parts.settings().retry(), worker::step);
  }

  /// Starts whatever is not at work yet.
  void start() {
    links.values().forEach(Link::start);
    releasing.start();
  }

  long no() {
    return no;
  }

  String identity() {
    return identity;
  }

  Terms terms() {
    return terms.get();
  }

  /// Raised whenever there may be something to decide.
  Signal undecided() {
    return undecided;
  }

  void add(Link link) {
    links.put(link.name().accord(), link);
  }

  List<Link> links() {
    return List.copyOf(links.values());
  }

  Link link(String accord) {
    var link = links.get(accord);
    if (link == null) {
      throw new IllegalStateException("no link with " + identity + " under " + accord);
    }
    return link;
  }

  boolean mayRelease() {
    return !links.isEmpty()
        && database.read(connection -> {
          for (var link : links.values()) {
            if (!link.mayRelease(connection)) {
              return false;
            }
          }
          return true;
        });
  }

  void appended() {
    links.values().forEach(Link::appended);
  }

  @Override
  public void close() {
    releasing.close();
    links.values().forEach(Link::close);
  }
}
