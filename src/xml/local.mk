# libxml2. The program reads it in when it is first called (late.c); whatever links the
# library has it linked.
libkusei_a_SOURCES += src/xml/libxml2.h
EXTRA_libkusei_a_SOURCES = src/xml/linked.c
libkusei_a_LIBADD = src/xml/linked.$(OBJEXT)
kusei_SOURCES += src/xml/late.c
