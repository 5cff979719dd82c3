# Unit tests of src/text, and what the tests of other rooms may use too:
# failing_malloc.c (memory that runs out), with these in the test's LDFLAGS, and
# text_eras.c (an era table of the tests' own).
failing_malloc_ldflags = -Wl,--wrap=malloc -Wl,--wrap=calloc -Wl,--wrap=realloc \
	-Wl,--wrap=strdup -Wl,--wrap=strndup

check_PROGRAMS += \
	tests/unit/test_text_editor \
	tests/unit/test_text_era \
	tests/unit/test_text_error \
	tests/unit/test_text_figure \
	tests/unit/test_text_fold \
	tests/unit/test_text_layout \
	tests/unit/test_text_memory \
	tests/unit/test_text_random \
	tests/unit/test_text_utf8 \
	tests/unit/test_text_width
TESTS += \
	tests/unit/test_text_editor \
	tests/unit/test_text_era \
	tests/unit/test_text_error \
	tests/unit/test_text_figure \
	tests/unit/test_text_fold \
	tests/unit/test_text_layout \
	tests/unit/test_text_memory \
	tests/unit/test_text_random \
	tests/unit/test_text_utf8 \
	tests/unit/test_text_width

tests_unit_test_text_editor_SOURCES = tests/unit/test_text_editor.c tests/unit/unit.h
tests_unit_test_text_editor_CFLAGS = $(unit_cflags)
tests_unit_test_text_editor_LDADD = $(unit_ldadd)

tests_unit_test_text_era_SOURCES = tests/unit/test_text_era.c \
	tests/unit/text_eras.c tests/unit/text_eras.h tests/unit/unit.h
tests_unit_test_text_era_CFLAGS = $(unit_cflags)
tests_unit_test_text_era_LDADD = $(unit_ldadd)

tests_unit_test_text_error_SOURCES = tests/unit/test_text_error.c tests/unit/unit.h
tests_unit_test_text_error_CFLAGS = $(unit_cflags)
tests_unit_test_text_error_LDADD = $(unit_ldadd)

tests_unit_test_text_figure_SOURCES = tests/unit/test_text_figure.c \
	tests/unit/text_eras.c tests/unit/text_eras.h tests/unit/unit.h
tests_unit_test_text_figure_CFLAGS = $(unit_cflags)
tests_unit_test_text_figure_LDADD = $(unit_ldadd)

tests_unit_test_text_fold_SOURCES = tests/unit/test_text_fold.c tests/unit/unit.h
tests_unit_test_text_fold_CFLAGS = $(unit_cflags)
tests_unit_test_text_fold_LDADD = $(unit_ldadd)

tests_unit_test_text_layout_SOURCES = tests/unit/test_text_layout.c tests/unit/unit.h
tests_unit_test_text_layout_CFLAGS = $(unit_cflags)
tests_unit_test_text_layout_LDADD = $(unit_ldadd)

tests_unit_test_text_memory_SOURCES = tests/unit/test_text_memory.c \
	tests/unit/failing_malloc.c tests/unit/failing_malloc.h \
	tests/unit/text_eras.c tests/unit/text_eras.h tests/unit/unit.h
tests_unit_test_text_memory_CFLAGS = $(unit_cflags)
tests_unit_test_text_memory_LDFLAGS = $(AM_LDFLAGS) $(failing_malloc_ldflags)
tests_unit_test_text_memory_LDADD = $(unit_ldadd)

tests_unit_test_text_random_SOURCES = tests/unit/test_text_random.c tests/unit/unit.h
tests_unit_test_text_random_CFLAGS = $(unit_cflags)
tests_unit_test_text_random_LDADD = $(unit_ldadd)

tests_unit_test_text_utf8_SOURCES = tests/unit/test_text_utf8.c tests/unit/unit.h
tests_unit_test_text_utf8_CFLAGS = $(unit_cflags)
tests_unit_test_text_utf8_LDADD = $(unit_ldadd)

tests_unit_test_text_width_SOURCES = tests/unit/test_text_width.c tests/unit/unit.h
tests_unit_test_text_width_CFLAGS = $(unit_cflags)
tests_unit_test_text_width_LDADD = $(unit_ldadd)
