# Unit tests of src/exchange.
exchange_tests = tests/unit/test_exchange_hostile tests/unit/test_exchange_reader \
	tests/unit/test_exchange_sandbox tests/unit/test_exchange_submission \
	tests/unit/test_exchange_tsv tests/unit/test_exchange_writer
check_PROGRAMS += $(exchange_tests)
TESTS += $(exchange_tests)

exchange_support = tests/unit/test_exchange_support.c tests/unit/test_exchange_support.h

tests_unit_test_exchange_hostile_SOURCES = tests/unit/test_exchange_hostile.c $(exchange_support)
tests_unit_test_exchange_hostile_CFLAGS = $(unit_cflags)
tests_unit_test_exchange_hostile_LDADD = $(unit_ldadd)

tests_unit_test_exchange_reader_SOURCES = tests/unit/test_exchange_reader.c $(exchange_support)
tests_unit_test_exchange_reader_CFLAGS = $(unit_cflags)
tests_unit_test_exchange_reader_LDADD = $(unit_ldadd)

tests_unit_test_exchange_sandbox_SOURCES = tests/unit/test_exchange_sandbox.c $(exchange_support)
tests_unit_test_exchange_sandbox_CFLAGS = $(unit_cflags)
tests_unit_test_exchange_sandbox_LDADD = $(unit_ldadd)

tests_unit_test_exchange_submission_SOURCES = tests/unit/test_exchange_submission.c \
	$(exchange_support) tests/unit/failing_malloc.c tests/unit/failing_malloc.h
tests_unit_test_exchange_submission_CFLAGS = $(unit_cflags)
tests_unit_test_exchange_submission_LDFLAGS = $(AM_LDFLAGS) $(failing_malloc_ldflags)
tests_unit_test_exchange_submission_LDADD = $(unit_ldadd)

tests_unit_test_exchange_tsv_SOURCES = tests/unit/test_exchange_tsv.c \
	tests/unit/failing_malloc.c tests/unit/failing_malloc.h
tests_unit_test_exchange_tsv_CFLAGS = $(unit_cflags)
tests_unit_test_exchange_tsv_LDFLAGS = $(AM_LDFLAGS) $(failing_malloc_ldflags)
tests_unit_test_exchange_tsv_LDADD = $(unit_ldadd)

tests_unit_test_exchange_writer_SOURCES = tests/unit/test_exchange_writer.c $(exchange_support)
tests_unit_test_exchange_writer_CFLAGS = $(unit_cflags)
tests_unit_test_exchange_writer_LDADD = $(unit_ldadd)

EXTRA_DIST += \
	tests/unit/exchange/data/eras.tsv \
	tests/unit/exchange/data/wards.tsv \
	tests/unit/exchange/forms/mini/blank.xml \
	tests/unit/exchange/forms/mini/form.xml \
	tests/unit/exchange/forms/mini/layout.xsd \
	tests/unit/exchange/mini-2015.xml
