# Unit tests of src/assessment.
assessment_support = tests/unit/test_assessment_support.c tests/unit/test_assessment_support.h

check_PROGRAMS += tests/unit/test_assessment
TESTS += tests/unit/test_assessment
tests_unit_test_assessment_SOURCES = tests/unit/test_assessment.c $(assessment_support) \
	tests/unit/failing_malloc.c tests/unit/failing_malloc.h
tests_unit_test_assessment_CFLAGS = $(unit_cflags)
tests_unit_test_assessment_LDFLAGS = $(AM_LDFLAGS) $(failing_malloc_ldflags)
tests_unit_test_assessment_LDADD = $(unit_ldadd)

check_PROGRAMS += tests/unit/test_assessment_memory
TESTS += tests/unit/test_assessment_memory
tests_unit_test_assessment_memory_SOURCES = tests/unit/test_assessment_memory.c \
	$(assessment_support) tests/unit/failing_malloc.c tests/unit/failing_malloc.h
tests_unit_test_assessment_memory_CFLAGS = $(unit_cflags)
tests_unit_test_assessment_memory_LDFLAGS = $(AM_LDFLAGS) $(failing_malloc_ldflags)
tests_unit_test_assessment_memory_LDADD = $(unit_ldadd)

check_PROGRAMS += tests/unit/test_assessment_binds
TESTS += tests/unit/test_assessment_binds
tests_unit_test_assessment_binds_SOURCES = tests/unit/test_assessment_binds.c \
	tests/unit/test_form_files.c tests/unit/test_form_files.h
tests_unit_test_assessment_binds_CFLAGS = $(unit_cflags)
tests_unit_test_assessment_binds_LDADD = $(unit_ldadd)

check_PROGRAMS += tests/unit/test_assessment_proposals
TESTS += tests/unit/test_assessment_proposals
tests_unit_test_assessment_proposals_SOURCES = tests/unit/test_assessment_proposals.c \
	$(assessment_support) tests/unit/failing_malloc.c tests/unit/failing_malloc.h
tests_unit_test_assessment_proposals_CFLAGS = $(unit_cflags)
tests_unit_test_assessment_proposals_LDFLAGS = $(AM_LDFLAGS) $(failing_malloc_ldflags)
tests_unit_test_assessment_proposals_LDADD = $(unit_ldadd)

check_PROGRAMS += tests/unit/test_assessment_matching
TESTS += tests/unit/test_assessment_matching
tests_unit_test_assessment_matching_SOURCES = tests/unit/test_assessment_matching.c \
	$(assessment_support)
tests_unit_test_assessment_matching_CFLAGS = $(unit_cflags)
tests_unit_test_assessment_matching_LDADD = $(unit_ldadd)

check_PROGRAMS += tests/unit/test_assessment_merge
TESTS += tests/unit/test_assessment_merge
tests_unit_test_assessment_merge_SOURCES = tests/unit/test_assessment_merge.c
tests_unit_test_assessment_merge_CFLAGS = $(unit_cflags)
tests_unit_test_assessment_merge_LDADD = $(unit_ldadd)

check_PROGRAMS += tests/unit/test_assessment_rollover
TESTS += tests/unit/test_assessment_rollover
tests_unit_test_assessment_rollover_SOURCES = tests/unit/test_assessment_rollover.c \
	$(assessment_support) tests/unit/failing_malloc.c tests/unit/failing_malloc.h
tests_unit_test_assessment_rollover_CFLAGS = $(unit_cflags)
tests_unit_test_assessment_rollover_LDFLAGS = $(AM_LDFLAGS) $(failing_malloc_ldflags)
tests_unit_test_assessment_rollover_LDADD = $(unit_ldadd)

check_PROGRAMS += tests/unit/test_assessment_cases
TESTS += tests/unit/test_assessment_cases
tests_unit_test_assessment_cases_SOURCES = tests/unit/test_assessment_cases.c $(store_fixture) \
	$(assessment_support) tests/unit/failing_malloc.c tests/unit/failing_malloc.h
tests_unit_test_assessment_cases_CFLAGS = $(unit_cflags)
tests_unit_test_assessment_cases_LDFLAGS = $(AM_LDFLAGS) $(failing_malloc_ldflags)
tests_unit_test_assessment_cases_LDADD = $(unit_ldadd)
