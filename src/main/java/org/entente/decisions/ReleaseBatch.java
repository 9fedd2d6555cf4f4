package org.entente.decisions;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.entente.holdings.Held;
import org.entente.release.ReleaseOrder;
import org.entente.stix.StixId;

/// Object versions that are decided and written in one transaction, in stretches that follow one
/// another.
record ReleaseBatch(List<Stretch> stretches) {
  ReleaseBatch {
    stretches = List.copyOf(stretches);
  }

  /// Rounds in which no id comes twice, since the next version of one must know the number under
  /// which the version before it went.
  ///
  /// @param rounds as [ReleasePlan] has them
  record Stretch(List<List<Held>> rounds) {
    Stretch {
      rounds = List.copyOf(rounds);
    }

    Set<StixId> ids() {
      var ids = new HashSet<StixId>();
      rounds.forEach(round -> round.forEach(held -> ids.add(held.object().id())));
      return ids;
    }

    /// What its objects are and refer to.
    Set<StixId> reach() {
      var reach = ids();
      rounds.forEach(
          round -> round.forEach(held -> reach.addAll(ReleaseOrder.needs(held.object()))));
      return reach;
    }
  }

  /// The versions in it, by number.
  Set<Long> objects() {
    var objects = new HashSet<Long>();
    for (var stretch : stretches) {
      stretch.rounds.forEach(round -> round.forEach(held -> objects.add(held.no())));
    }
    return objects;
  }

  /// Cuts rounds into batches, as few as can be and equally large, since each is published and
  /// receipted.
  ///
  /// @param atOnce most objects of a batch; a round is never cut, though
  static Deque<ReleaseBatch> cut(List<List<Held>> rounds, int atOnce) {
    int objects = rounds.stream().mapToInt(List::size).sum();
    int fewest = Math.max(1, Math.ceilDiv(objects, atOnce));
    int most = Math.ceilDiv(objects, fewest);
    var batches = new ArrayDeque<ReleaseBatch>();
    var batch = new ArrayList<List<Held>>();
    int size = 0;
    for (var round : rounds) {
      if (size > 0 && size + round.size() > most) {
        batches.add(of(batch));
        batch.clear();
        size = 0;
      }
      batch.add(round);
      size += round.size();
    }
    batches.add(of(batch));
    return batches;
  }

  /// A later version of an id goes one stretch after the one before it, and whatever refers to it
  /// not earlier than it; all else stays in the first stretches.
  private static ReleaseBatch of(List<List<Held>> rounds) {
    var stretches = new ArrayList<List<List<Held>>>();
    stretches.add(new ArrayList<>());
    var last = new HashMap<StixId, Integer>();
    for (var round : rounds) {
      int stretch = 0;
      for (var held : round) {
        stretch = Math.max(stretch, 1 + last.getOrDefault(held.object().id(), -1));
        for (var target : ReleaseOrder.needs(held.object())) {
          stretch = Math.max(stretch, last.getOrDefault(target, 0));
        }
      }
      while (stretches.size() <= stretch) {
        stretches.add(new ArrayList<>());
      }
      stretches.get(stretch).add(round);
      for (var held : round) {
        last.put(held.object().id(), stretch);
      }
    }
    return new ReleaseBatch(stretches.stream().map(Stretch::new).toList());
  }
}
