# Unit tests of src/terminal; the screens themselves are in tests/terminal.
check_PROGRAMS += tests/unit/test_terminal
TESTS += tests/unit/test_terminal
tests_unit_test_terminal_SOURCES = tests/unit/test_terminal.c
tests_unit_test_terminal_CFLAGS = $(unit_cflags)
tests_unit_test_terminal_LDADD = $(unit_ldadd)

check_PROGRAMS += tests/unit/test_terminal_input
TESTS += tests/unit/test_terminal_input
tests_unit_test_terminal_input_SOURCES = tests/unit/test_terminal_input.c
tests_unit_test_terminal_input_CFLAGS = $(unit_cflags)
tests_unit_test_terminal_input_LDADD = $(unit_ldadd)

check_PROGRAMS += tests/unit/test_terminal_page
TESTS += tests/unit/test_terminal_page
tests_unit_test_terminal_page_SOURCES = tests/unit/test_terminal_page.c \
	tests/unit/test_terminal_support.c tests/unit/test_terminal_support.h
tests_unit_test_terminal_page_CFLAGS = $(unit_cflags)
tests_unit_test_terminal_page_LDADD = $(unit_ldadd)

check_PROGRAMS += tests/unit/test_terminal_reasons
TESTS += tests/unit/test_terminal_reasons
tests_unit_test_terminal_reasons_SOURCES = tests/unit/test_terminal_reasons.c \
	tests/unit/test_terminal_support.c tests/unit/test_terminal_support.h
tests_unit_test_terminal_reasons_CFLAGS = $(unit_cflags)
tests_unit_test_terminal_reasons_LDADD = $(unit_ldadd)

check_PROGRAMS += tests/unit/test_terminal_keys
TESTS += tests/unit/test_terminal_keys
tests_unit_test_terminal_keys_SOURCES = tests/unit/test_terminal_keys.c
tests_unit_test_terminal_keys_CFLAGS = $(unit_cflags)
tests_unit_test_terminal_keys_LDADD = $(unit_ldadd)

check_PROGRAMS += tests/unit/test_terminal_sequence
TESTS += tests/unit/test_terminal_sequence
tests_unit_test_terminal_sequence_SOURCES = tests/unit/test_terminal_sequence.c
tests_unit_test_terminal_sequence_CFLAGS = $(unit_cflags)
tests_unit_test_terminal_sequence_LDADD = $(unit_ldadd)

check_PROGRAMS += tests/unit/test_terminal_row_plan
TESTS += tests/unit/test_terminal_row_plan
tests_unit_test_terminal_row_plan_SOURCES = tests/unit/test_terminal_row_plan.c
tests_unit_test_terminal_row_plan_CFLAGS = $(unit_cflags)
tests_unit_test_terminal_row_plan_LDADD = $(unit_ldadd)
