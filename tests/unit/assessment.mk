# Unit tests of src/assessment.
check_PROGRAMS += tests/unit/test_assessment
TESTS += tests/unit/test_assessment
tests_unit_test_assessment_SOURCES = tests/unit/test_assessment.c
tests_unit_test_assessment_CFLAGS = $(unit_cflags)
tests_unit_test_assessment_LDADD = $(unit_ldadd)

check_PROGRAMS += tests/unit/test_assessment_proposals
TESTS += tests/unit/test_assessment_proposals
tests_unit_test_assessment_proposals_SOURCES = tests/unit/test_assessment_proposals.c \
	tests/unit/failing_malloc.c tests/unit/failing_malloc.h
tests_unit_test_assessment_proposals_CFLAGS = $(unit_cflags)
tests_unit_test_assessment_proposals_LDFLAGS = $(AM_LDFLAGS) $(failing_malloc_ldflags)
tests_unit_test_assessment_proposals_LDADD = $(unit_ldadd)
