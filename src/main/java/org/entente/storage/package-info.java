/// Where bytes become durable: the home folder with its one owner, the database, files that are
/// written whole or not at all, backup and restore.
///
/// Knows no domain: tables belong to the rooms that use them, though all migrations lie in one
/// folder. May use `json`, `crypto`, the JDK, SQLite and Flyway.
@NullMarked
package org.entente.storage;

import org.jspecify.annotations.NullMarked;
