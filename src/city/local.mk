# The city's side: what the wards hand in is received, and answered.
libkusei_a_SOURCES += \
	src/city/answer.c src/city/answer.h \
	src/city/decide.c src/city/decide.h \
	src/city/receive.c src/city/receive.h
# And how the wards compare.
libkusei_a_SOURCES += src/city/indicators.c src/city/indicators.h src/city/private.h
libkusei_a_SOURCES += src/city/chart.c src/city/chart.h
libkusei_a_SOURCES += src/city/figures.c
libkusei_a_SOURCES += src/city/comparing.c src/city/comparing.h
