# The city's side: what the wards hand in is received, and answered.
libkusei_a_SOURCES += \
	src/city/answer.c src/city/answer.h \
	src/city/decide.c src/city/decide.h \
	src/city/receive.c src/city/receive.h
