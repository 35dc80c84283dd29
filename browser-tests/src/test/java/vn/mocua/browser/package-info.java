/** Whole journeys in a real browser, and crashes, failures and crowds, against the programs as they are shipped. */
@NullMarked
package vn.mocua.browser;

import org.jspecify.annotations.NullMarked;
