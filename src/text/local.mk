# The files of the room.
libkusei_a_SOURCES += \
	src/text/allowed.c src/text/allowed.h \
	src/text/aside.c src/text/aside.h \
	src/text/base64.c src/text/base64.h \
	src/text/buffer.c src/text/buffer.h \
	src/text/cells.c src/text/cells.h \
	src/text/counter.c src/text/counter.h \
	src/text/diff.c src/text/diff.h \
	src/text/diff_core.c src/text/diff_core.h \
	src/text/editor.c src/text/editor.h \
	src/text/editor_core.h src/text/editor_find.c src/text/editor_move.c \
	src/text/editor_search.c src/text/editor_search.h src/text/editor_select.c \
	src/text/era.c src/text/era.h \
	src/text/error.c src/text/error.h \
	src/text/figure.c src/text/figure.h \
	src/text/fold.c src/text/fold.h \
	src/text/grapheme.c src/text/grapheme.h \
	src/text/history.c src/text/history.h \
	src/text/i18n.h \
	src/text/layout.c src/text/layout.h \
	src/text/lead.c src/text/lead.h \
	src/text/markup.c src/text/markup.h \
	src/text/measure.c src/text/measure.h \
	src/text/memory.c src/text/memory.h \
	src/text/mistakes.c src/text/mistakes.h \
	src/text/number.c src/text/number.h \
	src/text/portable.c src/text/portable.h src/text/portable_table.h \
	src/text/prose.c src/text/prose.h \
	src/text/reading.c src/text/reading.h \
	src/text/scan.c src/text/scan.h \
	src/text/segments.c src/text/segments.h \
	src/text/speak.c src/text/speak.h \
	src/text/table.c src/text/table.h \
	src/text/table_paste.c src/text/table_paste.h \
	src/text/tail.c src/text/tail.h \
	src/text/utf8.c src/text/utf8.h \
	src/text/when.c src/text/when.h \
	src/text/wide.h \
	src/text/width.c src/text/width.h src/text/width_table.h \
	src/text/words.c src/text/words.h

# Written by hand when Unicode or the C library's converters move on; the tables
# themselves are kept, so that a build needs no Python.
EXTRA_DIST += src/text/portable_table.py src/text/width_table.py
