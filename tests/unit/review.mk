# Unit tests of src/review.
review_tests = tests/unit/test_review_judge
check_PROGRAMS += $(review_tests)
TESTS += $(review_tests)

tests_unit_test_review_judge_SOURCES = tests/unit/test_review_judge.c \
	tests/unit/test_form_files.c tests/unit/test_form_files.h
tests_unit_test_review_judge_CFLAGS = $(unit_cflags)
tests_unit_test_review_judge_LDADD = $(unit_ldadd)

check_PROGRAMS += tests/unit/test_review_rejudge
TESTS += tests/unit/test_review_rejudge
tests_unit_test_review_rejudge_SOURCES = tests/unit/test_review_rejudge.c $(store_fixture) \
	tests/unit/failing_malloc.c tests/unit/failing_malloc.h
tests_unit_test_review_rejudge_CFLAGS = $(unit_cflags)
tests_unit_test_review_rejudge_LDFLAGS = $(AM_LDFLAGS) $(failing_malloc_ldflags)
tests_unit_test_review_rejudge_LDADD = $(unit_ldadd)

check_PROGRAMS += tests/unit/test_review_accounts
TESTS += tests/unit/test_review_accounts
tests_unit_test_review_accounts_SOURCES = tests/unit/test_review_accounts.c $(store_fixture)
tests_unit_test_review_accounts_CFLAGS = $(unit_cflags)
tests_unit_test_review_accounts_LDADD = $(unit_ldadd)
review_stage = tests/unit/review_stage.c tests/unit/review_stage.h $(store_fixture)

check_PROGRAMS += tests/unit/test_review_perform
TESTS += tests/unit/test_review_perform
tests_unit_test_review_perform_SOURCES = tests/unit/test_review_perform.c $(review_stage)
tests_unit_test_review_perform_CFLAGS = $(unit_cflags)
tests_unit_test_review_perform_LDADD = $(unit_ldadd)

check_PROGRAMS += tests/unit/test_review_states
long_tests += tests/unit/test_review_states
tests_unit_test_review_states_SOURCES = tests/unit/test_review_states.c $(review_stage) \
	tests/unit/review_model.c tests/unit/review_model.h
tests_unit_test_review_states_CFLAGS = $(unit_cflags)
tests_unit_test_review_states_LDADD = $(unit_ldadd)

check_PROGRAMS += tests/unit/test_review_changes
TESTS += tests/unit/test_review_changes
tests_unit_test_review_changes_SOURCES = tests/unit/test_review_changes.c $(review_stage)
tests_unit_test_review_changes_CFLAGS = $(unit_cflags)
tests_unit_test_review_changes_LDADD = $(unit_ldadd)

check_PROGRAMS += tests/unit/test_review_memory
TESTS += tests/unit/test_review_memory
tests_unit_test_review_memory_SOURCES = tests/unit/test_review_memory.c $(review_stage) \
	tests/unit/failing_malloc.c tests/unit/failing_malloc.h
tests_unit_test_review_memory_CFLAGS = $(unit_cflags)
tests_unit_test_review_memory_LDFLAGS = $(AM_LDFLAGS) $(failing_malloc_ldflags)
tests_unit_test_review_memory_LDADD = $(unit_ldadd)
