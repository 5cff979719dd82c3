# The form author's tools.
libkusei_a_SOURCES += \
	src/authoring/codebook.c src/authoring/codebook.h src/authoring/codebook_private.h \
	src/authoring/codebook_write.c \
	src/authoring/examine.c src/authoring/examine.h src/authoring/private.h \
	src/authoring/examine_form.c \
	src/authoring/examine_layout.c \
	src/authoring/examine_rules.c \
	src/authoring/examine_sheet.c \
	src/authoring/survey.c src/authoring/survey.h
