package org.entente.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.entente.decisions.NationalHolds;
import org.entente.feed.ExchangeSettings;
import org.entente.feed.LinkName;
import org.entente.holdings.Catalogue;
import org.entente.holdings.Collection;
import org.entente.stix.StixId;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Order and pauses of what is decided toward one partner.
@Tag("slow")
class ReleaseWorkerTest {
  private static final int CAP = 20;
  private static final int BATCH = 7;
  private static final int OBJECTS = 100;

  /// Batches and cap so small that a hundred objects meet both many times.
  private static final ExchangeSettings SMALL =
      new ExchangeSettings(
          TwoNodes.IMPATIENT.pageEntries(),
          TwoNodes.IMPATIENT.pageBytes(),
          BATCH,
          TwoNodes.IMPATIENT.poll(),
          CAP,
          TwoNodes.IMPATIENT.unreceiptedAge(),
          TwoNodes.IMPATIENT.retry(),
          TwoNodes.IMPATIENT.checkpointEvery(),
          ExchangeSettings.DEFAULT.onItsWay(),
          TwoNodes.IMPATIENT.port());

  private static String[] indicators(int from, int to) {
    return IntStream.range(from, to).mapToObj(ExchangeTest::indicator).toArray(String[]::new);
  }

  private static String report(int members) {
    var refs =
        IntStream.range(0, members)
            .mapToObj("\"indicator--00000000-0000-4000-8000-%012d\""::formatted)
            .collect(Collectors.joining(","));
    return """
    {"type":"report","spec_version":"2.1","id":"report--00000000-0000-4000-8000-000000000001",\
    "created":"2026-11-01T00:00:00.000Z","modified":"2026-11-01T00:00:00.000Z","name":"r",\
    "published":"2026-11-01T00:00:00Z","object_refs":[%s],\
    "object_marking_refs":["marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb"]}\
    """
        .formatted(refs);
  }

  private static boolean isPaused(TwoNodes nodes) {
    var name = new LinkName(nodes.b.card.identity(), TestAccord.ID);
    var link = nodes.a.exchange.link(name).orElseThrow();
    return nodes.a.count("unreceipted") > 0 && nodes.a.database.read(link::isPaused);
  }

  /// The partner answers once and is gone, so that everything after waits for receipts.
  private static Collection fileWithoutReceipts(TwoNodes nodes) throws Exception {
    var collection = nodes.a.open("information");
    nodes.a.file(collection, indicators(0, 1));
    nodes.settle();
    nodes.b.close();
    nodes.a.file(collection, indicators(1, OBJECTS));
    TwoNodes.await(() -> isPaused(nodes));
    return collection;
  }

  @Test
  void no_more_go_without_a_receipt_than_the_cap_allows(@TempDir Path folder) throws Exception {
    try (var nodes = new TwoNodes(folder, SMALL).start()) {
      fileWithoutReceipts(nodes);
      assertThat(nodes.a.count("unreceipted")).isBetween(CAP - BATCH + 1L, (long) CAP);
      nodes.openB();
      nodes.b.start();
      nodes.settle();
      nodes.requireWhole(OBJECTS);
    }
  }

  @Test
  void what_was_planned_is_not_decided_on_terms_that_have_changed(@TempDir Path folder)
      throws Exception {
    try (var nodes = new TwoNodes(folder, SMALL).start()) {
      var collection = fileWithoutReceipts(nodes);
      long before = nodes.a.count("decision");
      nodes.a.database.write(connection -> {
        Catalogue.close(connection, collection, Collection.EVERYBODY);
        return true;
      });
      nodes.a.exchange.filed();
      nodes.openB();
      nodes.b.start();
      nodes.settle();
      assertThat(nodes.a.count("decision")).isEqualTo(before);
      // what was logged for a collection that is closed since is not served any more
      assertThat(nodes.b.count("object")).isOne();
      assertThat(nodes.a.count("verdict_got")).isEqualTo(before - 1);
    }
  }

  @Test
  void what_is_decided_again_goes_once_though_the_plan_is_given_up_halfway(@TempDir Path folder)
      throws Exception {
    try (var nodes = new TwoNodes(folder, SMALL).start()) {
      var collection = nodes.a.open("information");
      var holds = new NationalHolds(nodes.a.database, InstantSource.system());
      hold(holds, 0, 30);
      nodes.a.file(collection, indicators(0, 31));
      nodes.settle();
      nodes.b.close();
      nodes.a.file(collection, indicators(31, 31 + BATCH));
      TwoNodes.await(() -> nodes.a.count("unreceipted") == BATCH);
      lift(holds, 0, 30);
      nodes.a.exchange.filed();
      TwoNodes.await(() -> nodes.a.count("unreceipted") == 2 * BATCH && isPaused(nodes));
      hold(holds, OBJECTS, OBJECTS + 1); // other terms: what is planned is given up
      nodes.openB();
      nodes.b.start();
      nodes.a.exchange.filed();
      nodes.settle();
      nodes.requireWhole(31 + BATCH);
      assertThat(nodes.a.count("outgoing where kind = 'release'")).isEqualTo(31 + BATCH);
    }
  }

  private static void hold(NationalHolds holds, int from, int to) {
    ids(from, to).forEach(id -> holds.put(id, "officer", "a reason"));
  }

  private static void lift(NationalHolds holds, int from, int to) {
    ids(from, to).forEach(holds::lift);
  }

  private static Stream<StixId> ids(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj("indicator--00000000-0000-4000-8000-%012d"::formatted)
        .map(text -> StixId.parse(text).orElseThrow());
  }

  @Test
  void a_report_goes_after_its_members_however_far_behind_it_they_were_filed(@TempDir Path folder)
      throws Exception {
    try (var nodes = new TwoNodes(folder, SMALL).start()) {
      var reportFirst =
          Stream.concat(Stream.of(report(OBJECTS - 1)), Stream.of(indicators(0, OBJECTS - 1)))
              .toArray(String[]::new);
      nodes.a.file(nodes.a.open("information"), reportFirst);
      nodes.settle();
      nodes.requireWhole(OBJECTS);
      assertThat(
              nodes.a.count(
                  "decision d join object o on o.no = d.object where o.id like 'report--%'"
                      + " and d.entry > (select max(entry) from decision m join object i"
                      + " on i.no = m.object where i.id like 'indicator--%')"))
          .isEqualTo(1);
    }
  }
}
