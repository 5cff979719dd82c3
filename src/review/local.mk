# Findings with what people say about them: the only way a page changes state.
libkusei_a_SOURCES += src/review/judge.c src/review/judge.h
libkusei_a_SOURCES += src/review/reasons.c
libkusei_a_SOURCES += src/review/order.c src/review/order.h
libkusei_a_SOURCES += src/review/rejudge.c src/review/rejudge.h
libkusei_a_SOURCES += src/review/accounts.c src/review/accounts.h
libkusei_a_SOURCES += src/review/password.c src/review/password.h
