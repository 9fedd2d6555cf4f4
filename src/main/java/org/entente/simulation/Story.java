package org.entente.simulation;

/// What people do at the nodes of a world while the nodes take their turns and mishaps happen.
final class Story {
  private final World world;
  private final Chance chance;
  private final Mishaps mishaps;
  private final Authors authors;
  private final Officers officers;
  private final Diplomats diplomats;
  private final Settlements settlements;

  Story(World world, Diplomats diplomats, Settlements settlements) {
    this.world = world;
    this.chance = world.chance();
    this.mishaps = new Mishaps(world, settlements.areMade());
    this.authors = new Authors(world);
    this.officers = new Officers(world);
    this.diplomats = diplomats;
    this.settlements = settlements;
  }

  /// Everything up to the day when it is over, faults and all.
  void tell() {
    world.nodes().forEach(this::start);
    mishaps.begin();
    int steps = 40 + chance.below(80);
    for (int step = 0; step < steps; step++) {
      var node = chance.of(world.nodes());
      if (!node.isUp()) {
        if (chance.oneIn(3)) {
          start(node);
        }
      } else {
        mishaps.befall(node);
        diplomats.meet(node);
        settlements.meet(node);
        if (!node.isUp()) {
          start(node);
        } else if (chance.below(100) < 70) {
          work(node);
        } else if (chance.below(100) < 60) {
          people(node);
        } else {
          mishaps.trouble(node);
        }
      }
    }
  }

  /// A few turns, mostly in the order in which work comes up, now and then in any.
  private void work(SimulatedNode node) {
    var turns = node.running().turns().all();
    int first = chance.below(turns.size());
    int count = 1 + chance.below(turns.size());
    for (int turn = 0; turn < count && node.isUp(); turn++) {
      world.turn(node, turns.get((first + turn) % turns.size()));
    }
  }

  private void start(SimulatedNode node) {
    world.start(node);
    diplomats.again(node);
    settlements.again(node);
  }

  private void people(SimulatedNode node) {
    switch (chance.below(14)) {
      case 0, 1, 2, 3 -> {
        authors.file(node);
        mishaps.filed(node, () -> answer(node));
      }
      case 4 -> authors.again(node);
      case 5 -> authors.passOn(node);
      case 6, 7 -> officers.answer(node);
      case 8 -> officers.hold(node);
      case 9, 10 -> officers.keepCase(node, authors.fileMany(node));
      case 11, 12 -> officers.liftMany(node);
      default -> officers.openOrClose(node);
    }
  }

  /// The others have much to send at the same time.
  private void answer(SimulatedNode node) {
    world.others(node).stream().filter(SimulatedNode::isUp).forEach(authors::fileMany);
  }
}
