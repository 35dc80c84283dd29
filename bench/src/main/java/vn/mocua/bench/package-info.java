/**
 * How fast the portal is, and how it bears a crowd: starts the programs as they are shipped, drives whole registrations
 * over HTTP, and reads from the machine what each process used.
 */
@NullMarked
package vn.mocua.bench;

import org.jspecify.annotations.NullMarked;
