/** What the agent says, in Vietnamese and English. */
@NullMarked
package vn.mocua.agent.words;

import org.jspecify.annotations.NullMarked;
