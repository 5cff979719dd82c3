# An assessment in work: drafts, checks, merges, what stands beside it.
libkusei_a_SOURCES += src/session/beside.c src/session/beside.h
libkusei_a_SOURCES += src/session/check.c
libkusei_a_SOURCES += src/session/merge.c src/session/merge.h
libkusei_a_SOURCES += src/session/news.c src/session/news.h
libkusei_a_SOURCES += src/session/private.h
libkusei_a_SOURCES += src/session/said.c src/session/said.h
libkusei_a_SOURCES += src/session/session.c src/session/session.h
libkusei_a_SOURCES += src/session/sheet.c
libkusei_a_SOURCES += src/session/standing.c src/session/standing.h
libkusei_a_SOURCES += src/session/structure.c src/session/structure.h
