package vn.mocua.portal.database;

import javax.sql.DataSource;

/**
 * The database as the owner of its tables reaches it: for commands that change what the run-time role may only add to.
 *
 * @param connections opened one by one, never pooled
 */
public record OwnerDatabase(DataSource connections) {}
