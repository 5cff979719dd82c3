/* The least that a screen and a key can cost: ncursesw, and no library but it. */
#include "tests/bench/echo.h"

int main(void)
{
    return echo_keys();
}
