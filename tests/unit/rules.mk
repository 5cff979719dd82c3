# Unit tests of src/rules.
rules_tests = tests/unit/test_rules_read tests/unit/test_rules_run \
	tests/unit/test_rules_documents tests/unit/test_rules_memory
check_PROGRAMS += $(rules_tests)
TESTS += $(rules_tests)

rules_test_support = tests/unit/test_rules_support.c tests/unit/test_rules_support.h

tests_unit_test_rules_read_SOURCES = tests/unit/test_rules_read.c $(rules_test_support)
tests_unit_test_rules_read_CFLAGS = $(unit_cflags)
tests_unit_test_rules_read_LDADD = $(unit_ldadd)

tests_unit_test_rules_run_SOURCES = tests/unit/test_rules_run.c $(rules_test_support)
tests_unit_test_rules_run_CFLAGS = $(unit_cflags)
tests_unit_test_rules_run_LDADD = $(unit_ldadd)

tests_unit_test_rules_documents_SOURCES = tests/unit/test_rules_documents.c
tests_unit_test_rules_documents_CFLAGS = $(unit_cflags)
tests_unit_test_rules_documents_LDADD = $(unit_ldadd)

tests_unit_test_rules_memory_SOURCES = tests/unit/test_rules_memory.c \
	tests/unit/failing_malloc.c tests/unit/failing_malloc.h
tests_unit_test_rules_memory_CFLAGS = $(unit_cflags)
tests_unit_test_rules_memory_LDFLAGS = $(AM_LDFLAGS) $(failing_malloc_ldflags)
tests_unit_test_rules_memory_LDADD = $(unit_ldadd)

# What the engine finds, for tests/corpus/test_rules.py to hold against another.
check_PROGRAMS += tests/unit/rules_dump
tests_unit_rules_dump_SOURCES = tests/unit/rules_dump.c
tests_unit_rules_dump_CFLAGS = $(unit_cflags)
tests_unit_rules_dump_LDADD = $(unit_ldadd)

check_PROGRAMS += tests/unit/test_rules_cases
TESTS += tests/unit/test_rules_cases
tests_unit_test_rules_cases_SOURCES = tests/unit/test_rules_cases.c \
	tests/unit/failing_malloc.c tests/unit/failing_malloc.h
tests_unit_test_rules_cases_CFLAGS = $(unit_cflags)
tests_unit_test_rules_cases_LDFLAGS = $(AM_LDFLAGS) $(failing_malloc_ldflags)
tests_unit_test_rules_cases_LDADD = $(unit_ldadd)
