/** Who lives here: the cast, each famous for one fate, and the crowd behind them. */
@NullMarked
package vn.mocua.sandbox.town;

import org.jspecify.annotations.NullMarked;
