# The files of the room.
libkusei_a_SOURCES += \
	src/exchange/conform.c src/exchange/conform.h \
	src/exchange/decode.c src/exchange/decode.h \
	src/exchange/helper.c src/exchange/helper.h \
	src/exchange/intake.c src/exchange/intake.h \
	src/exchange/listed.c src/exchange/listed.h \
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
	src/exchange/tsv.c src/exchange/tsv.h src/exchange/tsv_private.h \
	src/exchange/tsv_aside.c src/exchange/tsv_cells.c src/exchange/tsv_columns.c \
	src/exchange/tsv_doubts.c src/exchange/tsv_doubts.h \
	src/exchange/tsv_fill.c src/exchange/tsv_finish.c src/exchange/tsv_rows.c \
	src/exchange/tsv_set.c src/exchange/tsv_spread.c \
	src/exchange/verification.c src/exchange/verification.h \
	src/exchange/ward_certificates.c src/exchange/ward_certificates.h \
	src/exchange/wording.c src/exchange/wording.h \
	src/exchange/writer.c src/exchange/writer_file.c src/exchange/writer.h \
	src/exchange/xmlsig.c src/exchange/xmlsig.h
