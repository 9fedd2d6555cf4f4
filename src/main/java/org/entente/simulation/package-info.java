/// A world made of real nodes in one process: time that is set by hand, a network in memory, disks
/// and machines that fail, and one seed from which everything that happens follows.
///
/// The nodes are the ones that serve; only what is around them differs (`storage.Disk`,
/// `feed.Outside`). May use every room below `cli`.
@NullMarked
package org.entente.simulation;

import org.jspecify.annotations.NullMarked;
