/// Where bytes become durable: the home folder with its one owner, the database, files that are
/// written whole or not at all.
///
/// Knows no domain: tables belong to the rooms that use them. May use the JDK, SQLite and Flyway.
@NullMarked
package org.entente.storage;

import org.jspecify.annotations.NullMarked;
