# Unit tests of src/city.
check_PROGRAMS += tests/unit/test_city_memory
TESTS += tests/unit/test_city_memory
tests_unit_test_city_memory_SOURCES = tests/unit/test_city_memory.c $(store_fixture) \
	tests/unit/failing_malloc.c tests/unit/failing_malloc.h
tests_unit_test_city_memory_CFLAGS = $(unit_cflags)
tests_unit_test_city_memory_LDFLAGS = $(AM_LDFLAGS) $(failing_malloc_ldflags)
tests_unit_test_city_memory_LDADD = $(unit_ldadd)
