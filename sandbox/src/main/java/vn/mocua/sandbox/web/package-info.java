/** The one HTTP port: requests in, replies out, nothing more. */
@NullMarked
package vn.mocua.sandbox.web;

import org.jspecify.annotations.NullMarked;
