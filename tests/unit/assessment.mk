# Unit tests of src/assessment.
check_PROGRAMS += tests/unit/test_assessment
TESTS += tests/unit/test_assessment
tests_unit_test_assessment_SOURCES = tests/unit/test_assessment.c
tests_unit_test_assessment_CFLAGS = $(unit_cflags)
tests_unit_test_assessment_LDADD = $(unit_ldadd)
