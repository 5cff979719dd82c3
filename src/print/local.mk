# The printed sheet. What stands where is part of kusei; drawing it is a program of its
# own, run by kusei without a shell. It is the only one that knows cairo, pango and
# libxlsxwriter.
libkusei_a_SOURCES += \
	src/print/arena.c src/print/arena.h \
	src/print/codebook.c \
	src/print/content.c src/print/content.h \
	src/print/csv.c src/print/csv.h src/print/csv_private.h \
	src/print/edges.c src/print/edges.h \
	src/print/flow.c src/print/flow.h src/print/flow_private.h \
	src/print/flow_body.c \
	src/print/flow_box.c \
	src/print/flow_find.c \
	src/print/flow_head.c \
	src/print/flow_headings.c \
	src/print/flow_rows.c \
	src/print/grid.c src/print/grid.h src/print/grid_private.h \
	src/print/grid_headings.c \
	src/print/html.c src/print/html.h \
	src/print/lay.c src/print/lay.h \
	src/print/order.c src/print/order.h \
	src/print/printer.c src/print/printer.h \
	src/print/rows.c src/print/rows.h

helper_PROGRAMS += kusei-print
kusei_print_SOURCES = \
	src/print/main.c \
	src/print/pdf.c src/print/pdf.h \
	src/print/xlsx.c src/print/xlsx.h \
	src/print/xlsx_cells.c src/print/xlsx_cells.h \
	src/print/xlsx_file.c src/print/xlsx_file.h
kusei_print_CFLAGS = $(AM_CFLAGS) $(PANGO_CFLAGS) $(XLSX_CFLAGS)
kusei_print_LDADD = libkusei.a $(PANGO_LIBS) $(XLSX_LIBS) $(XML_LIBS) $(SQLITE_LIBS) $(UNISTRING_LIBS) $(LIBINTL)
