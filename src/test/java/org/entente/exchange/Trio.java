package org.entente.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.entente.crypto.Sha256;
import org.entente.decisions.Agreements;
import org.entente.feed.ExchangeSettings;
import org.entente.feed.LinkName;
import org.entente.feed.Outside;
import org.entente.holdings.Collection;

/// A liar, its victim, and an honest third: the liar and the victim have two accords, of which the
/// liar abuses the first and keeps the second; the honest node and the victim have one of their
/// own. Whatever the liar does, what passes under the other two goes on.
final class Trio implements AutoCloseable {
  private static final String GREEN = "marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb";
  private static final String STRICT = "marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003";

  static final String ABUSED = TestAccord.ID;
  static final String KEPT = TestAccord.SECOND;

  final TestNode liar;
  TestNode victim;
  final TestNode honest;
  final LyingNode lies;

  /// The one that is abused, as both installed it.
  final byte[] accord;

  private final Path folder;
  private final ExchangeSettings settings;
  private final Collection honestly;
  private final AtomicInteger number = new AtomicInteger(900_000);

  Trio(Path folder) throws Exception {
    this(folder, TwoNodes.IMPATIENT);
  }

  Trio(Path folder, ExchangeSettings settings) throws Exception {
    this(folder, settings, Outside.REAL);
  }

  /// @param outside what is around the victim
  Trio(Path folder, ExchangeSettings settings, Outside outside) throws Exception {
    this(folder, settings, outside, TestAccord::signed);
  }

  /// The accord that the liar abuses.
  @FunctionalInterface
  interface Abused {
    byte[] between(TestNode liar, TestNode victim) throws Exception;
  }

  Trio(Path folder, ExchangeSettings settings, Outside outside, Abused abused) throws Exception {
    this.folder = folder;
    this.settings = settings;
    liar = make(folder, "IL", 1, settings, Outside.REAL);
    victim = make(folder, "MA", 2, settings, outside);
    honest = make(folder, "FR", 3, settings, Outside.REAL);
    for (var other : List.of(liar, honest)) {
      victim.meet(other);
      other.meet(victim);
    }
    accord = abused.between(liar, victim);
    install(accord, liar, victim);
    install(TestAccord.second(liar, victim), liar, victim);
    install(TestAccord.third(honest, victim), honest, victim);
    lies = new LyingNode(liar, victim);
    victim.start();
    honest.start();
    honestly = honest.open("information");
    TwoNodes.await(() -> link(ABUSED).mayAppend() && link(KEPT).mayAppend());
  }

  private static TestNode make(
      Path folder, String country, int number, ExchangeSettings settings, Outside outside)
      throws Exception {
    int port = TestNode.freePort();
    var identity = "identity--6f1c0e6e-6a0b-4d0e-9d39-00000000000" + number;
    TestNode.make(folder.resolve(country), country, identity, port, port);
    return new TestNode(folder.resolve(country), settings, outside);
  }

  static void install(byte[] accord, TestNode... nodes) {
    for (var node : nodes) {
      assertThat(node.agreements.install(accord)).isInstanceOf(Agreements.Installed.New.class);
      node.exchange.refresh();
    }
  }

  /// The victim stops and starts again, with this around it.
  void restart(Outside outside) throws Exception {
    victim.close();
    victim = new TestNode(folder.resolve("MA"), settings, outside);
    victim.start();
  }

  Sha256 revision(String accord) {
    return victim.agreements.latest(accord).digest();
  }

  /// An honest release of an indicator of that number under the abused accord.
  Forgery indicator(int n) {
    return Forgery.release(revision(ABUSED), ExchangeTest.indicator(n));
  }

  /// Adds to the abused log; the number.
  long add(Forgery forgery) {
    return lies.log(ABUSED).add(forgery);
  }

  /// Adds, publishes, and waits until the victim has it.
  long send(Forgery forgery) throws InterruptedException {
    long number = add(forgery);
    lies.publish(ABUSED);
    TwoNodes.await(() -> link(ABUSED).held().size() > number);
    return number;
  }

  /// The victim's side of it.
  Link link(String accord) {
    return victim.exchange.link(new LinkName(liar.card.identity(), accord)).orElseThrow();
  }

  Standing standing(String accord) {
    return victim.exchange.standings().stream()
        .filter(one -> one.partner().equals(liar.card.identity()) && one.accord().equals(accord))
        .findFirst()
        .orElseThrow();
  }

  /// What the victim wrote beside an entry of the abused log: `quarantined`, or null when taken.
  String verdict(long entry) {
    return text("verdict", entry);
  }

  String reason(long entry) {
    return text("reason", entry);
  }

  private String text(String column, long entry) {
    return victim.database.read(connection -> {
      try (var select =
          connection.prepareStatement(
              "select " + column + " from incoming where link = ? and entry = ?")) {
        select.setLong(1, link(ABUSED).no());
        select.setLong(2, entry);
        try (var row = select.executeQuery()) {
          assertThat(row.next()).as("entry %d is here", entry).isTrue();
          return row.getString(1);
        }
      }
    });
  }

  /// Both other accords go on as if nothing were.
  void requireOthersGoOn() throws Exception {
    int n = number.incrementAndGet();
    var kept =
        Forgery.release(revision(KEPT), ExchangeTest.indicator(n).replace(GREEN, STRICT))
            .mark("TLP:AMBER+STRICT")
            .header("handling", handlingOfKept());
    lies.log(KEPT).add(kept);
    lies.publish(KEPT);
    requireHonestGoesOn();
    TwoNodes.await(() -> held(n));
  }

  /// What passes between the honest two does.
  void requireHonestGoesOn() throws Exception {
    int n = number.incrementAndGet();
    honest.file(honestly, ExchangeTest.indicator(n));
    TwoNodes.await(() -> held(n));
  }

  static org.entente.json.JsonValue handlingOfKept() {
    return org.entente.json.JsonValue.object()
        .put("attribution", "named")
        .put("audience", "authority")
        .put("onward", "none")
        .put("purpose", List.of("defence"))
        .put("then", "destroy")
        .put("use", "PAP.GREEN")
        .build();
  }

  private boolean held(int n) {
    return victim.count("object where id = 'indicator--00000000-0000-4000-8000-%012d'".formatted(n))
        == 1;
  }

  @Override
  public void close() {
    victim.close();
    honest.close();
    lies.close();
    liar.close();
  }
}
