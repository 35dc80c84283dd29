/** The pages of the sandbox: people on a table, their phones and mail, faults. */
@NullMarked
package vn.mocua.sandbox.page;

import org.jspecify.annotations.NullMarked;
