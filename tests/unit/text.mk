# Unit tests of src/text, and what the tests of other rooms may use too:
# failing_malloc.c (memory that runs out), with these in the test's LDFLAGS,
# text_eras.c (an era table of the tests' own), text_editing.c (an editor as a
# picture) and text_growth.c (work in proportion to the text).
failing_malloc_ldflags = -Wl,--wrap=malloc -Wl,--wrap=calloc -Wl,--wrap=realloc \
	-Wl,--wrap=reallocarray -Wl,--wrap=strdup -Wl,--wrap=strndup \
	-Wl,--wrap=xmlXPathCtxtCompile

check_PROGRAMS += \
	tests/unit/test_text_base64 \
	tests/unit/test_text_diff \
	tests/unit/test_text_editor \
	tests/unit/test_text_editor_find \
	tests/unit/test_text_editor_select \
	tests/unit/test_text_era \
	tests/unit/test_text_error \
	tests/unit/test_text_figure \
	tests/unit/test_text_fold \
	tests/unit/test_text_layout \
	tests/unit/test_text_libformw \
	tests/unit/test_text_memory \
	tests/unit/test_text_prose \
	tests/unit/test_text_portable \
	tests/unit/test_text_random \
	tests/unit/test_text_segments \
	tests/unit/test_text_table_paste \
	tests/unit/test_text_utf8 \
	tests/unit/test_text_width \
	tests/unit/test_text_words
TESTS += \
	tests/unit/test_text_base64 \
	tests/unit/test_text_diff \
	tests/unit/test_text_editor \
	tests/unit/test_text_editor_find \
	tests/unit/test_text_editor_select \
	tests/unit/test_text_era \
	tests/unit/test_text_error \
	tests/unit/test_text_figure \
	tests/unit/test_text_fold \
	tests/unit/test_text_layout \
	tests/unit/test_text_libformw \
	tests/unit/test_text_memory \
	tests/unit/test_text_prose \
	tests/unit/test_text_portable \
	tests/unit/test_text_random \
	tests/unit/test_text_segments \
	tests/unit/test_text_table_paste \
	tests/unit/test_text_utf8 \
	tests/unit/test_text_width \
	tests/unit/test_text_words

tests_unit_test_text_base64_SOURCES = tests/unit/test_text_base64.c tests/unit/unit.h
tests_unit_test_text_base64_CFLAGS = $(unit_cflags)
tests_unit_test_text_base64_LDADD = $(unit_ldadd)

tests_unit_test_text_diff_SOURCES = tests/unit/test_text_diff.c \
	tests/unit/failing_malloc.c tests/unit/failing_malloc.h \
	tests/unit/text_growth.c tests/unit/text_growth.h tests/unit/unit.h
tests_unit_test_text_diff_CFLAGS = $(unit_cflags)
tests_unit_test_text_diff_LDFLAGS = $(AM_LDFLAGS) $(failing_malloc_ldflags)
tests_unit_test_text_diff_LDADD = $(unit_ldadd)

tests_unit_test_text_editor_SOURCES = tests/unit/test_text_editor.c tests/unit/unit.h
tests_unit_test_text_editor_CFLAGS = $(unit_cflags)
tests_unit_test_text_editor_LDADD = $(unit_ldadd)

tests_unit_test_text_editor_find_SOURCES = tests/unit/test_text_editor_find.c \
	tests/unit/failing_malloc.c tests/unit/failing_malloc.h \
	tests/unit/text_editing.c tests/unit/text_editing.h \
	tests/unit/text_growth.c tests/unit/text_growth.h tests/unit/unit.h
tests_unit_test_text_editor_find_CFLAGS = $(unit_cflags)
tests_unit_test_text_editor_find_LDFLAGS = $(AM_LDFLAGS) $(failing_malloc_ldflags)
tests_unit_test_text_editor_find_LDADD = $(unit_ldadd)

tests_unit_test_text_editor_select_SOURCES = tests/unit/test_text_editor_select.c \
	tests/unit/text_editing.c tests/unit/text_editing.h tests/unit/unit.h
tests_unit_test_text_editor_select_CFLAGS = $(unit_cflags)
tests_unit_test_text_editor_select_LDADD = $(unit_ldadd)

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

tests_unit_test_text_libformw_SOURCES = tests/unit/test_text_libformw.c tests/unit/unit.h
tests_unit_test_text_libformw_CFLAGS = $(unit_cflags)
tests_unit_test_text_libformw_LDADD = $(unit_ldadd)

tests_unit_test_text_memory_SOURCES = tests/unit/test_text_memory.c \
	tests/unit/failing_malloc.c tests/unit/failing_malloc.h \
	tests/unit/text_eras.c tests/unit/text_eras.h tests/unit/unit.h
tests_unit_test_text_memory_CFLAGS = $(unit_cflags)
tests_unit_test_text_memory_LDFLAGS = $(AM_LDFLAGS) $(failing_malloc_ldflags)
tests_unit_test_text_memory_LDADD = $(unit_ldadd)

tests_unit_test_text_prose_SOURCES = tests/unit/test_text_prose.c \
	tests/unit/failing_malloc.c tests/unit/failing_malloc.h \
	tests/unit/text_eras.c tests/unit/text_eras.h tests/unit/unit.h
tests_unit_test_text_prose_CFLAGS = $(unit_cflags)
tests_unit_test_text_prose_LDFLAGS = $(AM_LDFLAGS) $(failing_malloc_ldflags)
tests_unit_test_text_prose_LDADD = $(unit_ldadd)

tests_unit_test_text_portable_SOURCES = tests/unit/test_text_portable.c tests/unit/unit.h
tests_unit_test_text_portable_CFLAGS = $(unit_cflags)
tests_unit_test_text_portable_LDADD = $(unit_ldadd)

tests_unit_test_text_random_SOURCES = tests/unit/test_text_random.c tests/unit/unit.h
tests_unit_test_text_random_CFLAGS = $(unit_cflags)
tests_unit_test_text_random_LDADD = $(unit_ldadd)

tests_unit_test_text_table_paste_SOURCES = tests/unit/test_text_table_paste.c \
	tests/unit/failing_malloc.c tests/unit/failing_malloc.h \
	tests/unit/text_growth.c tests/unit/text_growth.h tests/unit/unit.h
tests_unit_test_text_table_paste_CFLAGS = $(unit_cflags)
tests_unit_test_text_table_paste_LDFLAGS = $(AM_LDFLAGS) $(failing_malloc_ldflags)
tests_unit_test_text_table_paste_LDADD = $(unit_ldadd)

tests_unit_test_text_utf8_SOURCES = tests/unit/test_text_utf8.c tests/unit/unit.h
tests_unit_test_text_utf8_CFLAGS = $(unit_cflags)
tests_unit_test_text_utf8_LDADD = $(unit_ldadd)

tests_unit_test_text_width_SOURCES = tests/unit/test_text_width.c tests/unit/unit.h
tests_unit_test_text_width_CFLAGS = $(unit_cflags)
tests_unit_test_text_width_LDADD = $(unit_ldadd)

# What the reader finds in texts, for tests/corpus/test_figures.py.
check_PROGRAMS += tests/unit/prose_dump
tests_unit_prose_dump_SOURCES = tests/unit/prose_dump.c
tests_unit_prose_dump_CFLAGS = $(unit_cflags)
tests_unit_prose_dump_LDADD = $(unit_ldadd)

tests_unit_test_text_words_SOURCES = tests/unit/test_text_words.c tests/unit/unit.h
tests_unit_test_text_words_CFLAGS = $(unit_cflags)
tests_unit_test_text_words_LDADD = $(unit_ldadd)

tests_unit_test_text_segments_SOURCES = tests/unit/test_text_segments.c tests/unit/unit.h
tests_unit_test_text_segments_CFLAGS = $(unit_cflags)
tests_unit_test_text_segments_LDADD = $(unit_ldadd)
