# The files of the room.
libkusei_a_SOURCES += \
	src/form/catalogue.c src/form/catalogue.h \
	src/form/expression.c src/form/expression.h \
	src/form/form.c src/form/form.h src/form/form_private.h \
	src/form/form_body.c \
	src/form/form_model.c \
	src/form/form_text.c \
	src/form/form_xml.c \
	src/form/form_xpath.c \
	src/form/indent.c src/form/indent.h \
	src/form/reference.c src/form/reference.h \
	src/form/sheet.c src/form/sheet.h src/form/sheet_private.h \
	src/form/sheet_column.c \
	src/form/sheet_measure.c \
	src/form/sheet_read.c \
	src/form/sheet_value.c \
	src/form/sheet_vocabulary.c \
	src/form/table_vocabulary.c src/form/table_vocabulary.h \
	src/form/beside.c src/form/beside.h \
	src/form/comparison.c src/form/comparison.h \
	src/form/vocabulary.c src/form/vocabulary.h
