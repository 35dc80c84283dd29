/** Tokens and their drivers: what lies on them before a PIN is typed, and one signature after it. */
@NullMarked
package vn.mocua.agent.token;

import org.jspecify.annotations.NullMarked;
