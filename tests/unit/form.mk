# Unit tests of src/form.
form_tests = tests/unit/test_form tests/unit/test_form_refused \
	tests/unit/test_form_reference tests/unit/test_form_catalogue \
	tests/unit/test_form_memory tests/unit/test_form_expression
check_PROGRAMS += $(form_tests)
TESTS += $(form_tests)

form_test_files = tests/unit/test_form_files.c tests/unit/test_form_files.h

tests_unit_test_form_SOURCES = tests/unit/test_form.c $(form_test_files)
tests_unit_test_form_CFLAGS = $(unit_cflags)
tests_unit_test_form_LDADD = $(unit_ldadd)

tests_unit_test_form_refused_SOURCES = tests/unit/test_form_refused.c $(form_test_files)
tests_unit_test_form_refused_CFLAGS = $(unit_cflags)
tests_unit_test_form_refused_LDADD = $(unit_ldadd)

tests_unit_test_form_reference_SOURCES = tests/unit/test_form_reference.c $(form_test_files)
tests_unit_test_form_reference_CFLAGS = $(unit_cflags)
tests_unit_test_form_reference_LDADD = $(unit_ldadd)

tests_unit_test_form_catalogue_SOURCES = tests/unit/test_form_catalogue.c $(form_test_files)
tests_unit_test_form_catalogue_CFLAGS = $(unit_cflags)
tests_unit_test_form_catalogue_LDADD = $(unit_ldadd)

tests_unit_test_form_memory_SOURCES = tests/unit/test_form_memory.c $(form_test_files) \
	tests/unit/failing_malloc.c tests/unit/failing_malloc.h
tests_unit_test_form_memory_CFLAGS = $(unit_cflags)
tests_unit_test_form_memory_LDFLAGS = $(AM_LDFLAGS) $(failing_malloc_ldflags)
tests_unit_test_form_memory_LDADD = $(unit_ldadd)

tests_unit_test_form_expression_SOURCES = tests/unit/test_form_expression.c \
	tests/unit/failing_malloc.c tests/unit/failing_malloc.h
tests_unit_test_form_expression_CFLAGS = $(unit_cflags)
tests_unit_test_form_expression_LDFLAGS = $(AM_LDFLAGS) $(failing_malloc_ldflags)
tests_unit_test_form_expression_LDADD = $(unit_ldadd)

EXTRA_DIST += tests/unit/forms/good/form.xml tests/unit/forms/good/blank.xml \
	tests/unit/forms/good/policy.xml tests/unit/forms/good/sheet.xml \
	tests/unit/forms/good/comparison.xml

# The printed sheet; sheet_dump is what tests/corpus/test_sheet.py asks.
check_PROGRAMS += tests/unit/sheet_dump tests/unit/test_form_sheet
TESTS += tests/unit/test_form_sheet

tests_unit_sheet_dump_SOURCES = tests/unit/sheet_dump.c
tests_unit_sheet_dump_CFLAGS = $(unit_cflags)
tests_unit_sheet_dump_LDADD = $(unit_ldadd)

tests_unit_test_form_sheet_SOURCES = tests/unit/test_form_sheet.c $(form_test_files) \
	tests/unit/failing_malloc.c tests/unit/failing_malloc.h
tests_unit_test_form_sheet_CFLAGS = $(unit_cflags)
tests_unit_test_form_sheet_LDFLAGS = $(AM_LDFLAGS) $(failing_malloc_ldflags)
tests_unit_test_form_sheet_LDADD = $(unit_ldadd)

check_PROGRAMS += tests/unit/test_form_comparison
TESTS += tests/unit/test_form_comparison
tests_unit_test_form_comparison_SOURCES = tests/unit/test_form_comparison.c $(form_test_files) \
	tests/unit/failing_malloc.c tests/unit/failing_malloc.h
tests_unit_test_form_comparison_CFLAGS = $(unit_cflags)
tests_unit_test_form_comparison_LDFLAGS = $(AM_LDFLAGS) $(failing_malloc_ldflags)
tests_unit_test_form_comparison_LDADD = $(unit_ldadd)
