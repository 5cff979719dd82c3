# The files of the room.
libkusei_a_SOURCES += \
	src/text/allowed.c src/text/allowed.h \
	src/text/buffer.c src/text/buffer.h \
	src/text/editor.c src/text/editor.h \
	src/text/editor_core.h src/text/editor_move.c \
	src/text/era.c src/text/era.h \
	src/text/error.c src/text/error.h \
	src/text/figure.c src/text/figure.h \
	src/text/fold.c src/text/fold.h \
	src/text/grapheme.c src/text/grapheme.h \
	src/text/history.c src/text/history.h \
	src/text/i18n.h \
	src/text/layout.c src/text/layout.h \
	src/text/scan.c src/text/scan.h \
	src/text/utf8.c src/text/utf8.h \
	src/text/width.c src/text/width.h src/text/width_table.h

# Written by hand when Unicode moves on; the table itself is kept, so that a
# build needs no Python.
EXTRA_DIST += src/text/width_table.py
