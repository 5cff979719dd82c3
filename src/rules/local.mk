# The files of the room.
libkusei_a_SOURCES += src/rules/rules.h
libkusei_a_SOURCES += src/rules/schema.c src/rules/schema.h
libkusei_a_SOURCES += src/rules/vocabulary.c src/rules/vocabulary.h
libkusei_a_SOURCES += src/rules/lexer.c src/rules/lexer.h
libkusei_a_SOURCES += src/rules/expression.c src/rules/expression.h
libkusei_a_SOURCES += src/rules/read.c src/rules/read_test.c src/rules/read.h
libkusei_a_SOURCES += src/rules/nodes.c src/rules/nodes.h
libkusei_a_SOURCES += src/rules/evaluate.c src/rules/evaluate.h
libkusei_a_SOURCES += src/rules/message.c src/rules/message.h
libkusei_a_SOURCES += src/rules/run.c
libkusei_a_SOURCES += src/rules/entry.c
libkusei_a_SOURCES += src/rules/cases.c src/rules/cases.h src/rules/edit.c src/rules/edit.h \
	src/rules/xml.c src/rules/xml.h
