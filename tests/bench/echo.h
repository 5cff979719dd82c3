/* What ncursesw alone costs: each key that is typed is drawn. */
#ifndef KUSEI_TESTS_BENCH_ECHO_H
#define KUSEI_TESTS_BENCH_ECHO_H

/* A screen full of text, "ready" in its last row; what is typed is drawn from its first cell
 * on, Backspace goes back there, q ends it. Returns the exit status. */
int echo_keys(void);

#endif
