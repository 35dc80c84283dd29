/**
 * The signing agent: a program beside the browser that has a USB token sign a statement of the portal, once the person
 * has agreed in the agent's own window.
 */
@NullMarked
package vn.mocua.agent;

import org.jspecify.annotations.NullMarked;
