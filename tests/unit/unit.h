/* What every unit test includes: cmocka, and what cmocka wants in front of it. */
#ifndef KUSEI_TESTS_UNIT_H
#define KUSEI_TESTS_UNIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#endif
