package org.entente.release;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.entente.stix.Reference;
import org.entente.stix.StixId;
import org.entente.stix.StixObject;

/// The order in which ids are decided: each after everything it refers to, since real data puts
/// reports and groupings before their members (accord.md §8.6). Ids that refer to one another in a
/// circle come together.
///
/// Tarjan's strongly connected components (1972), without recursion, since chains of references may
/// be long; a component is handed on as soon as it is complete, so the caller can decide and forget
/// it. Memory is that of what the given ids reach, no more.
public final class ReleaseOrder {
  private final Function<StixId, ? extends Collection<StixId>> references;
  private final Consumer<List<StixId>> decide;
  private final Map<StixId, Visit> visits = new HashMap<>();
  private final ArrayDeque<Visit> open = new ArrayDeque<>(); // visited, component not yet complete
  private final ArrayDeque<Visit> path = new ArrayDeque<>();

  private static final class Visit {
    private final StixId id;
    private final int number;
    private final Iterator<StixId> rest;
    private int lowest;
    private boolean complete;

    private Visit(StixId id, int number, Iterator<StixId> rest) {
      this.id = id;
      this.number = number;
      this.rest = rest;
      this.lowest = number;
    }
  }

  private ReleaseOrder(
      Function<StixId, ? extends Collection<StixId>> references, Consumer<List<StixId>> decide) {
    this.references = references;
    this.decide = decide;
  }

  /// Walks from these ids. `references` tells of an id what it refers to and has still to be
  /// decided toward this partner: nothing for what is decided, or lies in no open collection.
  /// `decide` gets one id, or all ids of a circle, when whatever they refer to has been handed on.
  public static void walk(
      Collection<StixId> ids,
      Function<StixId, ? extends Collection<StixId>> references,
      Consumer<List<StixId>> decide) {
    var order = new ReleaseOrder(references, decide);
    for (var id : ids) {
      if (!order.visits.containsKey(id)) {
        order.from(id);
      }
    }
  }

  /// All that has to go ahead of an object: what it refers to, and the definitions of its
  /// extensions; itself left out.
  public static Set<StixId> needs(StixObject object) {
    var needs = new LinkedHashSet<StixId>();
    object.references().stream().map(Reference::target).forEach(needs::add);
    needs.addAll(object.extensionDefinitions());
    needs.remove(object.id());
    return needs;
  }

  private void from(StixId start) {
    enter(start);
    while (!path.isEmpty()) {
      var here = path.getLast();
      if (here.rest.hasNext()) {
        follow(here, here.rest.next());
      } else {
        leave(path.removeLast());
      }
    }
  }

  private void enter(StixId id) {
    var visit = new Visit(id, visits.size(), references.apply(id).iterator());
    visits.put(id, visit);
    open.addLast(visit);
    path.addLast(visit);
  }

  private void follow(Visit here, StixId target) {
    var seen = visits.get(target);
    if (seen == null) {
      enter(target);
    } else if (!seen.complete) {
      here.lowest = Math.min(here.lowest, seen.number);
    }
  }

  private void leave(Visit visit) {
    if (!path.isEmpty()) {
      path.getLast().lowest = Math.min(path.getLast().lowest, visit.lowest);
    }
    if (visit.lowest == visit.number) {
      decide.accept(component(visit));
    }
  }

  /// Everything that was visited from here on and belongs to no other component. Marking
  /// definitions come first, since the receiver reads a marking by them: an organisation that marks
  /// itself by a definition of its own making (as MITRE does) would else arrive with a marking
  /// nobody knows.
  private List<StixId> component(Visit first) {
    var members = new ArrayList<StixId>();
    Visit last;
    do {
      last = open.removeLast();
      last.complete = true;
      members.addFirst(last.id);
    } while (last != first);
    members.sort(Comparator.comparing(id -> !id.type().equals("marking-definition")));
    return members;
  }
}
