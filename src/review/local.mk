# Findings with what people say about them: the only way a page changes state.
libkusei_a_SOURCES += src/review/judge.c src/review/judge.h
libkusei_a_SOURCES += src/review/reasons.c
libkusei_a_SOURCES += src/review/order.c src/review/order.h
libkusei_a_SOURCES += src/review/rejudge.c src/review/rejudge.h
libkusei_a_SOURCES += src/review/accounts.c src/review/accounts.h
libkusei_a_SOURCES += src/review/password.c src/review/password.h
libkusei_a_SOURCES += src/review/conditions.c src/review/performing.h
libkusei_a_SOURCES += src/review/digest.c
libkusei_a_SOURCES += src/review/edit.c
libkusei_a_SOURCES += src/review/perform.c src/review/perform.h
libkusei_a_SOURCES += src/review/review.c src/review/review.h src/review/private.h
libkusei_a_SOURCES += src/review/standing.c src/review/standing.h
libkusei_a_SOURCES += src/review/states.c src/review/states.h
libkusei_a_SOURCES += src/review/changes.c src/review/changes_gone.c src/review/changes.h src/review/changing.h
libkusei_a_SOURCES += src/review/signing.c src/review/signing.h
libkusei_a_SOURCES += src/review/submission.c src/review/submission.h
libkusei_a_SOURCES += src/review/waiting.c
