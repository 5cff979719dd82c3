# Unit tests of src/print, as far as it is part of kusei.
check_PROGRAMS += tests/unit/test_print
TESTS += tests/unit/test_print

tests_unit_test_print_SOURCES = tests/unit/test_print.c \
	tests/unit/failing_malloc.c tests/unit/failing_malloc.h
tests_unit_test_print_CFLAGS = $(unit_cflags)
tests_unit_test_print_LDFLAGS = $(AM_LDFLAGS) $(failing_malloc_ldflags)
tests_unit_test_print_LDADD = $(unit_ldadd)
