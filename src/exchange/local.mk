# The files of the room.
libkusei_a_SOURCES += \
	src/exchange/conform.c src/exchange/conform.h \
	src/exchange/helper.c src/exchange/helper.h \
	src/exchange/intake.c src/exchange/intake.h \
	src/exchange/notice.c src/exchange/notice.h \
	src/exchange/parse.c src/exchange/parse.h \
	src/exchange/quiet.c src/exchange/quiet.h \
	src/exchange/reader.c src/exchange/reader.h \
	src/exchange/receipt.c src/exchange/receipt.h \
	src/exchange/refusal.c src/exchange/refusal.h \
	src/exchange/sandbox.c src/exchange/sandbox.h \
	src/exchange/signing.c src/exchange/signing.h \
	src/exchange/submission.c src/exchange/submission.h \
	src/exchange/title.c src/exchange/title.h \
	src/exchange/verification.c src/exchange/verification.h \
	src/exchange/ward_certificates.c src/exchange/ward_certificates.h \
	src/exchange/wording.c src/exchange/wording.h \
	src/exchange/writer.c src/exchange/writer_file.c src/exchange/writer.h \
	src/exchange/xmlsig.c src/exchange/xmlsig.h
