# The files of the room.
libkusei_a_SOURCES += \
	src/exchange/conform.c src/exchange/conform.h \
	src/exchange/helper.c src/exchange/helper.h \
	src/exchange/intake.c src/exchange/intake.h \
	src/exchange/notice.c src/exchange/notice.h \
	src/exchange/parse.c src/exchange/parse.h \
	src/exchange/quiet.c src/exchange/quiet.h \
	src/exchange/reader.c src/exchange/reader.h \
	src/exchange/sandbox.c src/exchange/sandbox.h \
	src/exchange/submission.c src/exchange/submission.h \
	src/exchange/title.c src/exchange/title.h \
	src/exchange/wording.c src/exchange/wording.h \
	src/exchange/writer.c src/exchange/writer_file.c src/exchange/writer.h
